"""Tables for eyes: columns aligned by what the terminal shows, numbers to the right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_NUMBER = re.compile(r"[\d.,/%]*")


def cells_wide(text: str) -> int:
    """How many cells a terminal gives to the text."""
    return sum(_width(c) for c in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def shortened(text: str, width: int) -> str:
    """The text in one line of at most so many cells, with … where it was cut."""
    text = " ".join(text.split())
    if cells_wide(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        used += _width(character)
        if used > width - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def table(rows: Sequence[Sequence[str]], gap: int = 2) -> str:
    """The rows as aligned lines; a column of numbers (its header apart) stands to the right."""
    if not rows:
        return ""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(cells_wide, column)) for column in columns]
    right = [all(map(_NUMBER.fullmatch, column[1:])) and len(column) > 1 for column in columns]
    lines = []
    for row in rows:
        parts = []
        for cell, width, to_right in zip(row, widths, right, strict=True):
            fill = " " * (width - cells_wide(cell))
            parts.append(fill + cell if to_right else cell + fill)
        lines.append((" " * gap).join(parts).rstrip() + "\n")
    return "".join(lines)
