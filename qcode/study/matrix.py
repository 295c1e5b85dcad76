"""A matrix of a study: what analysis computes and exchange writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from qcode.study.quotes import Passage, Quote, passages

ROWS = ("codes", "categories", "themes")
CELLS = ("codings", "participants", "words", "share", "quotes")


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or a column: its id, what is written, its depth in the tree, its colour."""

    id: str
    name: str
    depth: int = 0
    color: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The measure and the codings behind it."""

    value: float = 0
    quotes: tuple[Quote, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words behind it, once where several codings lie on the same."""
        return passages(self.quotes)


@dataclass(frozen=True)
class Matrix:
    """Rows by columns; totals are the measure over the union, not the sum of the cells."""

    title: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[Cell, ...], ...]
    """cells[row][column]"""
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    rows_by: str = "codes"
    columns_by: str = "transcripts"
    measure: str = "codings"
    filters: tuple[str, ...] = field(default=())
    """What was filtered, as sentences such as `role=KPM`."""

    @cached_property
    def largest(self) -> float:
        """The largest cell, for shading; totals do not count."""
        return max((c.value for row in self.cells for c in row), default=0)

    @cached_property
    def names_coders(self) -> bool:
        """Whether words are printed with their coders: several coded, and no column says who."""
        coders = {quote.coder for total in self.row_totals for quote in total.quotes}
        return len(coders) > 1 and self.columns_by != "coders"

    def quotes(self) -> tuple[Quote, ...]:
        """All codings behind the matrix, row by row, each once."""
        seen: dict[tuple[str, str], Quote] = {}
        for total in self.row_totals:
            for quote in total.quotes:
                seen.setdefault((quote.coding, quote.code), quote)
        return tuple(seen.values())
