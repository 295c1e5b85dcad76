"""The sheet with the quotes behind a matrix: a row for each, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from qcode.exchange.matrices.wording import wording
from qcode.study.errors import QcodeError
from qcode.study.matrix import Matrix
from qcode.study.quotes import Quote

_WIDTHS = {
    "row": 28,
    "column": 16,
    "code": 28,
    "quote": 80,
    "attribution": 30,
    "transcript": 16,
    "turn": 8,
    "coder": 10,
    "memo": 40,
    "coding": 15,
}
"""The columns by their words, with the characters that each shows."""
_WRAPPED = {"quote", "attribution", "memo"}
_LAST = chr(ord("A") + len(_WIDTHS) - 1)
_MOST = 1_048_575
"""Rows that a sheet of Excel holds below its header."""


class Block(NamedTuple):
    """The lines on which the quotes of one cell stand together, counted as Excel does."""

    first: int
    last: int

    def link(self, sheet: str) -> str:
        """The place that a hyperlink leads to: all of them, so that they are marked."""
        return f"internal:'{sheet}'!A{self.first}:{_LAST}{self.last}"


def blocks_of(matrix: Matrix) -> dict[tuple[int, int], Block]:
    """For each filled cell, by row and column from 0, the lines of its quotes.

    A QcodeError when there are more than a sheet holds.
    """
    found: dict[tuple[int, int], Block] = {}
    line = 2
    for r, row in enumerate(matrix.cells):
        for c, cell in enumerate(row):
            if cell.quotes:
                found[r, c] = Block(line, line + len(cell.quotes) - 1)
                line += len(cell.quotes)
    if line - 2 > _MOST:
        raise QcodeError(
            "Behind the cells of this matrix stand more quotes than a sheet of Excel holds; "
            "narrow it with --where, or write it as html."
        )
    return found


def quote_rows(matrix: Matrix) -> Iterator[tuple[str | int, ...]]:
    """The rows below the header; a coding behind several cells has one for each of them."""
    for heading, row in zip(matrix.rows, matrix.cells, strict=True):
        for column, cell in zip(matrix.columns, row, strict=True):
            for quote in cell.quotes:
                yield heading.name, column.name, *_told(quote)


def _told(quote: Quote) -> tuple[str | int, ...]:
    return (
        quote.code_name,
        quote.text,
        quote.attribution,
        quote.transcript,
        quote.turn,
        quote.coder,
        quote.memo,
        quote.coding,
    )


def add_quotes_sheet(book: Any, matrix: Matrix, count: int, language: str) -> None:
    """The sheet with its header, widths and filter; `replace_rows` puts the rows in."""
    say = wording(language)
    sheet = book.add_worksheet(say["quotes"])
    head = book.add_format({"bold": True, "bottom": 1})
    plain = book.add_format({"valign": "top"})
    wrapped = book.add_format({"valign": "top", "text_wrap": True})
    for c, (key, width) in enumerate(_WIDTHS.items()):
        sheet.write_string(0, c, _head(matrix, say, key), head)
        sheet.set_column(c, c, width)
        if count:
            sheet.write_number(1, c, 0, wrapped if key in _WRAPPED else plain)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, count), len(_WIDTHS) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _head(matrix: Matrix, say: Mapping[str, str], key: str) -> str:
    """The name of a column; those of the matrix say what its rows and columns are."""
    by = {"row": matrix.rows_by, "column": matrix.columns_by}.get(key, "")
    name = f"{say[key]} ({say.get(by, by)})" if by else say[key]
    return name[:1].upper() + name[1:]
