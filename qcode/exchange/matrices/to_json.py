"""A matrix as JSON, for scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from qcode.exchange.tables.cells import plain_number
from qcode.study.matrix import Cell, Heading, Matrix


def matrix_json(matrix: Matrix, *, totals: bool = True) -> str:
    """Headings, `cells[row][column]`, totals; with quotes as cells each cell is a list of them."""

    def number(cell: Cell) -> int | float:
        return plain_number(cell.value, matrix.measure)

    def inner(cell: Cell) -> object:
        if matrix.measure != "quotes":
            return number(cell)
        return [quote._asdict() for quote in cell.quotes]

    plain: dict[str, Any] = {
        "title": matrix.title,
        "rows_by": matrix.rows_by,
        "columns_by": matrix.columns_by,
        "measure": matrix.measure,
        "filters": list(matrix.filters),
        "rows": _headings(matrix.rows),
        "columns": _headings(matrix.columns),
        "cells": [[inner(cell) for cell in row] for row in matrix.cells],
    }
    if totals:
        plain["row_totals"] = [number(cell) for cell in matrix.row_totals]
        plain["column_totals"] = [number(cell) for cell in matrix.column_totals]
        plain["total"] = number(matrix.total)
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _headings(headings: Sequence[Heading]) -> list[dict[str, Any]]:
    return [{"id": h.id, "name": h.name, "depth": h.depth, "color": h.color} for h in headings]
