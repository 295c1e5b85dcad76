"""A matrix as a Markdown table in the form that GitHub, Pandoc and Obsidian read."""

from __future__ import annotations

import re

from qcode.exchange.matrices.wording import wording
from qcode.exchange.tables.cells import quote_lines, spoken_number
from qcode.study.matrix import Cell, Matrix

_SPECIAL = re.compile(r"([\\`*_\[\]|~#])")
_BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def matrix_markdown(matrix: Matrix, *, totals: bool = True, language: str = "en") -> str:
    """One table; quotes as cells stand one below the other within theirs."""
    say = wording(language)

    def number(cell: Cell) -> str:
        return spoken_number(cell.value, matrix.measure, language)

    def inner(cell: Cell) -> str:
        if matrix.measure == "quotes":
            return "<br>".join(map(escaped, quote_lines(matrix, cell)))
        return number(cell)

    total = [say["total"]] if totals else []
    align = ":---" if matrix.measure == "quotes" else "---:"
    lines = [
        [say.get(matrix.rows_by, ""), *(escaped(h.name) for h in matrix.columns), *total],
        [":---", *(align for _ in matrix.columns), *("---:" for _ in total)],
    ]
    for heading, cells, sum_ in zip(matrix.rows, matrix.cells, matrix.row_totals, strict=True):
        last = [number(sum_)] if totals else []
        lines.append([escaped(heading.name), *map(inner, cells), *last])
    if totals:
        lines.append([*total, *map(number, matrix.column_totals), number(matrix.total)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def escaped(text: str) -> str:
    """The text as it is, whatever Markdown or HTML would make of it; line ends become `<br>`."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BREAK.sub("<br>", _SPECIAL.sub(r"\\\1", text))
