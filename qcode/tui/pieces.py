"""Lines of words with a look: what lists are drawn from, cut, padded and wrapped by cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

Piece = tuple[str, str]
"""Words and how they look: empty, `muted`, `strong`, `accent`, `warning`, or a colour of a code
behind an `@` (`@blue`)."""
Line = Sequence[Piece]

_TOKEN = re.compile(r"\S+|\s+")


def one_line(text: str) -> str:
    """The text with every stretch of white space as one space."""
    return " ".join(text.split())


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly so many cells: padded, or cut with an ellipsis."""
    size = cell_len(text)
    if size == width:
        return text
    if size > width:
        return set_cell_size(text, max(0, width - 1)) + "…" if width > 0 else ""
    gap = " " * (width - size)
    return gap + text if right else text + gap


def length(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_len(words) for words, _ in line)


def cut(line: Line, width: int) -> list[Piece]:
    """The line in at most so many cells, with an ellipsis where something is left out."""
    kept: list[Piece] = []
    room = width
    for words, look in line:
        size = cell_len(words)
        if size > room:
            kept.append((fit(words, room), look))
            return kept
        kept.append((words, look))
        room -= size
    return kept


def ends(left: Line, right: Line, width: int) -> list[Piece]:
    """One line with something at its left and at its right end; the left gives way."""
    room = max(0, width - length(right) - 1)
    kept = cut(left, room)
    return [*kept, (" " * max(1, width - length(kept) - length(right)), ""), *right]


def wrap(pieces: Iterable[Piece], width: int, most: int) -> list[list[Piece]]:
    """The pieces as lines of so many cells, broken between words, at most so many lines."""
    width = max(4, width)
    lines: list[list[Piece]] = [[]]
    used = 0
    for words, look in pieces:
        for token in _TOKEN.findall(words):
            size = cell_len(token)
            if used + size > width and used:
                if token.isspace():
                    continue
                if len(lines) == most:
                    lines[-1] = cut([*lines[-1], (" " + token, look)], width)
                    return lines
                lines.append([])
                used = 0
            if not used and token.isspace():
                continue
            lines[-1].append((fit(token, min(size, width)), look))
            used += min(size, width)
    return [line for line in lines if line]


def lines_needed(cells: int, width: int, most: int) -> int:
    """About how many lines so many cells of words take when wrapped; never fewer than one."""
    return max(1, min(most, -(-cells // max(1, width - 3))))
