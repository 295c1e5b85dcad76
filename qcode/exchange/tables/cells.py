"""Cells of tables: guarded against formulas, numbers as a reader writes them, quotes as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qcode.i18n import number, percent
from qcode.study.matrix import Cell, Matrix
from qcode.study.quotes import Passage

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
    """The value as a report in this language shows it: `1,200`, or `4.2%` for a share."""
    if measure == "share":
        return percent(value, 1, language=language)
    return number(value, language=language)


def plain_number(value: float, measure: str) -> int | float:
    """The value for a machine: a whole number, or a share from 0 to 1 with six decimals."""
    return round(value, 6) if measure == "share" else round(value)


def quote_line(passage: Passage, *, coders: bool) -> str:
    """The words in quotation marks with their attribution and, if wanted, who coded them."""
    line = f"“{passage.text}” {passage.attribution}".rstrip()
    return f"{line} · {', '.join(passage.coders)}" if coders else line


def quote_lines(matrix: Matrix, cell: Cell) -> Iterator[str]:
    """The words of a cell, a line for each passage."""
    return (quote_line(passage, coders=matrix.names_coders) for passage in cell.passages)


def shade(matrix: Matrix, cell: Cell, steps: int = 8) -> int:
    """How dark the cell is, from 0 (nothing) to `steps` (as large as the largest cell)."""
    if cell.value <= 0 or matrix.largest <= 0:
        return 0
    return max(1, round(steps * cell.value / matrix.largest))
