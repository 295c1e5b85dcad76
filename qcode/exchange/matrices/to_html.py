"""A matrix as one web page: the numbers, and from each number the way to the words behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qcode.exchange.matrices.wording import subject, wording
from qcode.exchange.tables.cells import shade, spoken_number
from qcode.study.matrix import Cell, Heading, Matrix
from qcode.study.quotes import Passage

_TEMPLATES = Path(__file__).parent / "templates"
_UPRIGHT = 14
"""From so many columns on their names stand upright."""


@dataclass(frozen=True)
class _Shown:
    """A cell as the template writes it."""

    text: str
    shade: int
    key: str
    """Joins the number to its quotes; empty when there are none."""
    label: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class _Row:
    heading: Heading
    number: int
    cells: list[_Shown]
    total: _Shown
    sections: list[tuple[Heading, _Shown]]
    """The filled cells with their columns."""


def matrix_html(matrix: Matrix, *, totals: bool = True, language: str = "en") -> str:
    """A page that stands alone: everything escaped, no resource from elsewhere, fit to print."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    say = wording(language)
    rows = list(_rows(matrix, language))
    return environment.get_template("matrix.html.j2").render(
        matrix=matrix,
        say=say,
        language=language,
        subject=subject(matrix, language),
        rows=rows,
        totals=totals,
        footer=[_shown(matrix, c, language, "", "") for c in matrix.column_totals],
        total=_shown(matrix, matrix.total, language, "", ""),
        rows_name=say.get(matrix.rows_by, matrix.rows_by),
        upright=len(matrix.columns) >= _UPRIGHT and matrix.measure != "quotes",
        in_cells=matrix.measure == "quotes",
        with_quotes=any(row.sections for row in rows),
    )


def _rows(matrix: Matrix, language: str) -> Iterator[_Row]:
    for r, (heading, cells) in enumerate(zip(matrix.rows, matrix.cells, strict=True), start=1):
        shown = [
            _shown(matrix, cell, language, f"{r}-{c}", f"{heading.name}, {column.name}")
            for c, (column, cell) in enumerate(zip(matrix.columns, cells, strict=True), start=1)
        ]
        total = _shown(matrix, matrix.row_totals[r - 1], language, "", heading.name)
        filled = [(h, s) for h, s in zip(matrix.columns, shown, strict=True) if s.passages]
        yield _Row(heading, r, shown, total, filled)


def _shown(matrix: Matrix, cell: Cell, language: str, key: str, label: str) -> _Shown:
    return _Shown(
        text=spoken_number(cell.value, matrix.measure, language),
        shade=shade(matrix, cell) if key else 0,
        key=key if cell.quotes else "",
        label=label,
        passages=cell.passages if key else (),
    )
