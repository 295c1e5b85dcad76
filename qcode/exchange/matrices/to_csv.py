"""A matrix as CSV, for scripts and spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.exchange.tables.cells import plain_number, quote_lines
from qcode.exchange.tables.csv_text import csv_text
from qcode.study.matrix import Cell, Matrix


def matrix_csv(matrix: Matrix, *, totals: bool = True) -> str:
    """The first column is the row's name, the last row and column are `Total`.

    With quotes as cells each cell holds its quotes, a line each, and the totals their number.
    """
    header = [matrix.rows_by, *(h.name for h in matrix.columns)]
    rows: list[Sequence[object]] = [[*header, "Total"] if totals else header]

    def number(cell: Cell) -> object:
        return plain_number(cell.value, matrix.measure)

    def inner(cell: Cell) -> object:
        return "\n".join(quote_lines(matrix, cell)) if matrix.measure == "quotes" else number(cell)

    for heading, cells, total in zip(matrix.rows, matrix.cells, matrix.row_totals, strict=True):
        rows.append([heading.name, *map(inner, cells), *([number(total)] if totals else [])])
    if totals:
        rows.append(["Total", *map(number, matrix.column_totals), number(matrix.total)])
    return csv_text(rows)
