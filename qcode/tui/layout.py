"""Rows of a transcript at one width: where each row starts and ends in the text. No widget here."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len, get_character_cell_size

from qcode.study.spans import Span
from qcode.study.transcript import INTERVIEWER, Transcript

GAP = -1
"""The turn of a blank row between two exchanges."""
# Each of these takes one cell in every terminal, so a line of them needs no measuring.
_NARROW = re.compile(r"[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u0370-\u0377\u0400-\u0482]*")
_JOINS = ("\u200d", "\ufe0f")
_SPACES = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000")
# Control characters must not reach the terminal; marks that reorder a line would move our columns.
_SHOWN: dict[int, str | None] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **dict.fromkeys(
        [0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070)], None
    ),
    0xFEFF: None,
}


class _Widths(dict[str, int]):
    def __missing__(self, character: str) -> int:
        shown = _SHOWN.get(ord(character), character)
        self[character] = width = get_character_cell_size(shown) if shown else 0
        return width


_WIDTHS = _Widths()


def shown(text: str) -> str:
    """The text as it may be written to a terminal: no control or reordering characters."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def next_character(text: str, place: int) -> int:
    """The place behind what a reader sees as one character: marks and joined emoji go along."""
    place = min(len(text), place + 1)
    while place < len(text):
        if text[place - 1] == "\u200d" or _goes_along(text[place]):
            place += 1
        else:
            break
    return place


def previous_character(text: str, place: int) -> int:
    """The place of the character, with its marks, that ends here."""
    place = max(0, place - 1)
    while place > 0 and (_goes_along(text[place]) or text[place - 1] == "\u200d"):
        place -= 1
    return place


def _goes_along(character: str) -> bool:
    if character.isascii():
        return False
    return (
        character in _JOINS
        or unicodedata.category(character) in {"Mn", "Me"}
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def offsets(text: str) -> Sequence[int]:
    """The cell at which each character starts, and last the width of the text: len + 1 numbers."""
    if _NARROW.fullmatch(text):
        return range(len(text) + 1)
    if any(join in text for join in _JOINS):
        return list(accumulate(_cluster_widths(text), initial=0))
    return list(accumulate(map(_WIDTHS.__getitem__, text), initial=0))


def _cluster_widths(text: str) -> Iterator[int]:
    place = 0
    while place < len(text):
        end = next_character(text, place)
        yield cell_len(shown(text[place:end]))
        yield from [0] * (end - place - 1)
        place = end


@dataclass(frozen=True)
class Layout:
    """All rows of a transcript. Row i draws `text[starts[i]:ends[i]]` of turn `turns[i]`."""

    text: str
    width: int
    starts: Sequence[int]
    """Never falls; a blank row has the start of the row below it."""
    ends: Sequence[int]
    turns: Sequence[int]
    """Index of the turn, GAP for a blank row."""

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, place: int) -> int:
        """The row on which this place is drawn, or the last row before it."""
        return max(0, bisect_right(self.starts, place) - 1)

    def rows_of(self, span: Span) -> tuple[int, int]:
        """The first and the last row of a span."""
        return self.row_of(span.start), self.row_of(max(span.start, span.end - 1))

    def is_first(self, row: int) -> bool:
        """Whether the row is the first of its turn."""
        return self.turns[row] != GAP and (row == 0 or self.turns[row - 1] != self.turns[row])

    def cell_of(self, place: int) -> int:
        """How many cells stand left of this place on its row."""
        row = self.row_of(place)
        start, end = self.starts[row], self.ends[row]
        return offsets(self.text[start:end])[min(place, end) - start]

    def place_at(self, row: int, cell: int) -> int:
        """The place of the character at a cell of a row; behind its end, the row's end."""
        row = min(max(0, row), len(self) - 1)
        start, end = self.starts[row], self.ends[row]
        cells = offsets(self.text[start:end])
        if cell >= cells[-1]:
            return end
        index = bisect_right(cells, max(0, cell)) - 1
        # Of several characters in one cell the first is the one that the others sit on.
        return start + bisect_left(cells, cells[index])


def lay_out(transcript: Transcript, width: int) -> Layout:
    """The transcript wrapped by word into rows of `width` cells, an exchange apart by a blank row.

    100,000 words take some 40 ms; do it once a width.
    """
    text, width = transcript.text, max(1, width)
    starts: list[int] = []
    ends: list[int] = []
    turns: list[int] = []
    answered = False
    for index, turn in enumerate(transcript.turns):
        rows = [r for s, e in _lines(text, turn.body) for r in wrap(text, s, e, width)]
        rows = rows or [(turn.body.start, turn.body.start)]
        if answered:
            rows.insert(0, (rows[0][0], rows[0][0]))
            turns.append(GAP)
        starts.extend(start for start, _ in rows)
        ends.extend(end for _, end in rows)
        turns.extend([index] * (len(rows) - answered))
        answered = turn.speaker != INTERVIEWER
    return Layout(text, width, starts, ends, turns)


def _lines(text: str, body: Span) -> Iterator[tuple[int, int]]:
    start = body.start
    while start < body.end:
        stop = text.find("\n", start, body.end)
        end = stop if stop >= 0 else body.end
        first, last = start, end
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        start = end + 1


def wrap(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """A line cut into rows no wider than `width` cells, at spaces where there are any."""
    if _NARROW.fullmatch(text, start, end):
        return _wrap_narrow(text, start, end, width)
    return _wrap_wide(text, start, end, width)


def _wrap_narrow(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    rows = []
    while end - start > width:
        cut = text.rfind(" ", start + 1, start + width + 1)
        if cut < 0:
            rows.append((start, start + width))
            start += width
            continue
        stop = cut
        while text[stop - 1] == " ":
            stop -= 1
        rows.append((start, stop))
        start = cut + 1
        while text[start] == " ":
            start += 1
    rows.append((start, end))
    return rows


def _wrap_wide(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    rows = []
    line, base = text[start:end], start
    cells = offsets(line)
    at, size = 0, len(line)
    while cells[size] - cells[at] > width:
        limit = bisect_right(cells, cells[at] + width, at, size + 1) - 1
        if limit <= at:
            limit = next_character(line, at)
        cut = limit
        while at < cut < size and not _may_break(line, cells, cut):
            cut -= 1
        stop = at = cut if cut > at else limit
        while line[stop - 1] in _SPACES:
            stop -= 1
        rows.append((start, base + stop))
        while at < size and line[at] in _SPACES:
            at += 1
        start = base + at
    if start < end:
        rows.append((start, end))
    return rows


def _may_break(line: str, cells: Sequence[int], place: int) -> bool:
    """At a space, and on either side of a wide character (Chinese has no spaces)."""
    if line[place] in _SPACES:
        return True
    wide_before = cells[place] - cells[bisect_left(cells, cells[place]) - 1] > 1
    wide_here = cells[min(place + 1, len(line))] - cells[place] > 1
    return (wide_before or wide_here) and not _goes_along(line[place])
