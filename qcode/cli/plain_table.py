"""Tables for eyes: columns aligned by what the terminal shows, numbers to the right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qcode.cli.wrap import cells_wide, pieces, screen_width, wrapped

_NUMBER = re.compile(r"[\d.,/%]*")
_MARK = 3
"""A first column that is no wider than this does not name its rows; the next one does."""
_WHOLE = 12
"""A column of words that is no wider than this is never broken."""
_WORD = 20
"""A longer word may be broken where the table would be too wide with it."""
_SENTENCE = 40
"""A column with more than this holds sentences, not names."""
_NAME = 24
"""What a column of names needs before the gaps between columns give way."""
_ROOMY = 32
"""What sentences need; with less they get lines of their own."""
_BELOW = 4
"""How far such lines are indented."""


@dataclass(frozen=True, eq=False)
class _Column:
    cells: Sequence[str]
    right: bool
    natural: int
    """Cells for its widest text on one line."""
    least: int
    """Cells below which a number or a word would break."""


def _column(cells: Sequence[str]) -> _Column:
    right = len(cells) > 1 and all(map(_NUMBER.fullmatch, cells[1:]))
    natural = max(map(cells_wide, cells))
    if right:
        head = (cells_wide(piece) for word in cells[0].split() for piece in pieces(word))
        least = max(*map(cells_wide, cells[1:]), *head, 0, 0)
    else:
        least = min(natural, max(_WHOLE, min(max(map(_longest_word, cells)), _WORD)))
    return _Column(cells, right, natural, least)


def _longest_word(cell: str) -> int:
    """Cells for its widest word, and the indentation that stays before it."""
    indent = len(cell) - len(cell.lstrip())
    return indent + max(map(cells_wide, cell.split()), default=0)


def table(rows: Sequence[Sequence[str]], gap: int = 2, width: int | None = None) -> str:
    """The rows as aligned lines; a column of numbers (its header apart) stands to the right.

    No line is wider than `width` cells, those of the terminal unless given: the widest columns
    are wrapped at words; where that leaves too little, a column of sentences goes below its row,
    and a table of numbers is cut into several, each with the names of its rows. Numbers stay
    whole. Without a width, as in a pipe, a row is a line.
    """
    if not rows:
        return ""
    columns = [_column(cells) for cells in zip(*rows, strict=True)]
    room = width or screen_width()
    if room is None:
        return _lines(columns, [c.natural for c in columns], gap)
    return _fitted(columns, gap, room)


def _fitted(columns: Sequence[_Column], gap: int, room: int) -> str:
    """The rows in a room that may be too small for them."""
    words = sorted((c for c in columns if not c.right), key=lambda c: -c.natural)
    sentences = [c for c in words if c.natural > _SENTENCE and c is not columns[0]]
    for tight in (gap, 1):
        widths = _widths(columns, tight, room)
        wanted = {c: _ROOMY if c in sentences else _NAME for c in words}
        if widths and all(
            width >= min(column.natural, wanted.get(column, 0))
            for column, width in zip(columns, widths, strict=True)
        ):
            return _lines(columns, widths, tight)
    if widths and not sentences:
        return _lines(columns, widths, 1)
    below: list[_Column] = []
    for column in (c for c in words if sentences and c is not columns[0]):
        below.append(column)
        rest = [c for c in columns if c not in below]
        for tight in (gap, 1) if rest else ():
            if widths := _widths(rest, tight, room):
                return _lines(rest, widths, tight, _lines_below(columns, below, room))
    return _in_blocks(columns, gap, room)


def _widths(columns: Sequence[_Column], gap: int, room: int) -> list[int]:
    """What each column gets when the widest give way first; nothing when it is too little."""
    widths = [c.natural for c in columns]
    over = sum(widths) + gap * (len(widths) - 1) - room
    while over > 0:
        loose = [n for n, c in enumerate(columns) if widths[n] > c.least]
        if not loose:
            return []
        widths[max(loose, key=widths.__getitem__)] -= 1
        over -= 1
    return widths


def _lines(
    columns: Sequence[_Column],
    widths: Sequence[int],
    gap: int,
    below: Sequence[Sequence[str]] = (),
) -> str:
    """The rows within these widths; `below` are further lines of each row."""
    found = []
    for number, row in enumerate(zip(*(c.cells for c in columns), strict=True)):
        broken = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        height = max(map(len, broken))
        for cell in broken:
            filling = [""] * (height - len(cell))
            cell[:] = [*filling, *cell] if number == 0 else [*cell, *filling]
        for line in zip(*broken, strict=True):
            parts = (
                _padded(text, width, to_right=column.right)
                for text, width, column in zip(line, widths, columns, strict=True)
            )
            found.append((" " * gap).join(parts).rstrip())
        found += below[number] if below else ()
    return "".join(f"{line}\n" for line in found)


def _padded(text: str, width: int, *, to_right: bool) -> str:
    fill = " " * (width - cells_wide(text))
    return fill + text if to_right else text + fill


def _lines_below(
    columns: Sequence[_Column], below: Sequence[_Column], room: int
) -> list[list[str]]:
    """For each row the texts of the columns that go below it, in lines of their own."""
    indent, width = " " * _BELOW, max(1, room - _BELOW)
    return [
        [indent + line for cell in row if cell for line in wrapped(cell, width)]
        for row in zip(*(c.cells for c in columns if c in below), strict=True)
    ]


def _in_blocks(columns: Sequence[_Column], gap: int, room: int) -> str:
    """Several tables below each other, each with the rows' names and as much as it holds."""
    return "\n".join(
        _lines(block, _widths(block, gap, room) or _squeezed(block, gap, room), gap)
        for block in _blocks(columns, gap, room)
    )


def _blocks(columns: Sequence[_Column], gap: int, room: int) -> Iterator[list[_Column]]:
    marks = next((n for n, c in enumerate(columns) if c.natural > _MARK), 0)
    names, others = columns[: marks + 1], columns[marks + 1 :]
    block = [*names]
    for column in others:
        used = sum(c.least for c in (*block, column)) + gap * len(block)
        if used > room and len(block) > len(names):
            yield block
            block = [*names]
        block.append(column)
    yield block


def _squeezed(columns: Sequence[_Column], gap: int, room: int) -> list[int]:
    """Widths where even words must break."""
    share = max(1, (room - gap * (len(columns) - 1)) // len(columns))
    return [c.least if c.right else min(c.least, share) for c in columns]
