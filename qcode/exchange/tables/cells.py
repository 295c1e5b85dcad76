"""Cells of tables: guarded against formulas, numbers as a reader writes them, quotes as text."""

from __future__ import annotations

import re

from qcode.study.matrix import Cell, Matrix
from qcode.study.quotes import Quote

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(text: str) -> str:
    """The text with one leading `'` when a spreadsheet would take it for a formula.

    A text that begins as a guarded one does gets one more, so that `unguard` gives back any text.
    """
    return "'" + text if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text without the `'` that `guard` put before it."""
    return text[1:] if _GUARDED.match(text) else text


def spoken_number(value: float, measure: str, language: str = "en") -> str:
    """The value as a report shows it: `12`, or `4.2%` for a share (`4,2%` in Indonesian)."""
    if measure != "share":
        return f"{value:.0f}"
    percent = f"{value * 100:.1f}%"
    return percent.replace(".", ",") if language == "id" else percent


def plain_number(value: float, measure: str) -> int | float:
    """The value for a machine: a whole number, or a share from 0 to 1 with six decimals."""
    return round(value, 6) if measure == "share" else round(value)


def quote_line(quote: Quote) -> str:
    """The words in quotation marks with their attribution."""
    return f"“{quote.text}” {quote.attribution}".rstrip()


def quote_lines(cell: Cell) -> str:
    """All quotes of a cell, one below the other."""
    return "\n".join(map(quote_line, cell.quotes))


def shade(matrix: Matrix, cell: Cell, steps: int = 8) -> int:
    """How dark the cell is, from 0 (nothing) to `steps` (as large as the largest cell)."""
    if cell.value <= 0 or matrix.largest <= 0:
        return 0
    return max(1, round(steps * cell.value / matrix.largest))
