"""Stripes in the margin and runs under the words: where codings are drawn. No widget here."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from operator import attrgetter, eq
from typing import NamedTuple

from qcode.study.coding import same_ends
from qcode.tui.layout import Layout
from qcode.tui.marks import Mark

_BLOCK = 64
"""Rows to a block of the index by row."""


class Stripe(NamedTuple):
    """A mark in the margin: one column from its first row to its last."""

    mark: Mark
    column: int
    """From 0; equal to the number of columns when none was free."""
    first: int
    last: int


@dataclass(frozen=True)
class Margin:
    """All stripes of a transcript at one width, found by row."""

    stripes: Sequence[Stripe] = ()
    """In the order of the text."""
    reach: Sequence[int] = ()
    """For each stripe the last row that it or one before it comes to."""
    blocks: Mapping[int, Sequence[Stripe]] = field(default_factory=dict)
    """The stripes that touch each block of rows."""
    names: Mapping[int, tuple[Stripe, ...]] = field(default_factory=dict)
    """The stripes whose names stand on a row."""

    @cached_property
    def marks(self) -> list[Mark]:
        """The marks of the stripes."""
        return [stripe.mark for stripe in self.stripes]

    def on_row(self, row: int) -> tuple[Stripe, ...]:
        """The stripes that run over a row, in the order of the text."""
        return tuple(s for s in self.blocks.get(row // _BLOCK, ()) if s.first <= row <= s.last)

    def on_rows(self, first: int, last: int) -> list[Stripe]:
        """The stripes that touch these rows, in the order of the text."""
        found: dict[str, Stripe] = {}
        for block in range(first // _BLOCK, last // _BLOCK + 1):
            for stripe in self.blocks.get(block, ()):
                if stripe.first <= last and stripe.last >= first:
                    found[stripe.mark.id] = stripe
        return sorted(found.values(), key=attrgetter("mark"))

    def begins_anew(self, index: int) -> bool:
        """Whether all stripes before this one end a row or more above it."""
        return index == 0 or self.reach[index - 1] + 1 < self.stripes[index].first


def lay_stripes(marks: Sequence[Mark], layout: Layout, columns: int) -> Margin:
    """A column for each mark, kept for its whole length; longer ones stand nearer to the text.

    Two that meet in a column keep a row between them where a column is free for that. Those that
    find no free column get the number `columns` and are drawn as a sign that there are more.
    """
    return _margin(_stripes(marks, layout, columns))


def relaid(old: Margin, marks: Sequence[Mark], layout: Layout, columns: int) -> Margin:
    """What `lay_stripes` gives, from the margin before a change: only what is near it is laid anew.

    `old` must be of the same layout and number of columns. With 5,000 marks and one more it
    takes a tenth of the time.
    """
    stripes = old.stripes
    ahead, behind = same_ends(old.marks, marks)
    if not ahead and not behind:
        ahead, behind = same_ends(old.marks, marks, eq)
    if ahead == len(stripes) == len(marks):
        return old
    first = max(0, ahead - 1)
    while not old.begins_anew(first):
        first -= 1
    changed = marks[ahead : len(marks) - behind]
    lowest = max((layout.row_of(m.end - 1) for m in changed), default=-1)
    end = len(stripes) - behind
    while end < len(stripes) and not (old.begins_anew(end) and lowest + 1 < stripes[end].first):
        end += 1
    fresh = _stripes(marks[first : end + len(marks) - len(stripes)], layout, columns)
    return _mended(old, first, end, fresh)


def _stripes(marks: Sequence[Mark], layout: Layout, columns: int) -> list[Stripe]:
    starts, first = layout.starts, 0
    order: list[tuple[int, int, int]] = []
    for index, mark in enumerate(marks):
        first = max(0, bisect_right(starts, mark.start, first) - 1)
        last = max(first, bisect_right(starts, mark.end - 1, first) - 1)
        order.append((first, -last, index))
    order.sort()
    free_from = [-1] * columns
    placed: dict[int, Stripe] = {}
    for first, negative_last, index in order:
        column = columns
        for candidate, free in enumerate(free_from):
            if free < first:
                column = candidate
                break
            if free == first and column == columns:
                column = candidate
        if column < columns:
            free_from[column] = 1 - negative_last
        placed[index] = Stripe(marks[index], column, first, -negative_last)
    return [placed[index] for index in range(len(marks))]


def _margin(stripes: Sequence[Stripe]) -> Margin:
    blocks: defaultdict[int, list[Stripe]] = defaultdict(list)
    for stripe in stripes:
        for block in range(stripe.first // _BLOCK, stripe.last // _BLOCK + 1):
            blocks[block].append(stripe)
    reach = list(accumulate((s.last for s in stripes), max))
    return Margin(stripes, reach, blocks, _name_rows(stripes))


def _mended(old: Margin, first: int, end: int, fresh: Sequence[Stripe]) -> Margin:
    """The margin with other stripes in place of those from `first` to `end`.

    Nothing before or behind them comes nearer than a row to the old or the new ones.
    """
    changed = [*old.stripes[first:end], *fresh]
    low, high = min(s.first for s in changed), max(s.last for s in changed)
    blocks = dict(old.blocks)
    for block in range(low // _BLOCK, high // _BLOCK + 1):
        top = block * _BLOCK
        held = blocks.pop(block, ())
        held = [
            *(s for s in held if s.last < low),
            *(s for s in fresh if s.first < top + _BLOCK and s.last >= top),
            *(s for s in held if s.first > high),
        ]
        if held:
            blocks[block] = held
    names = dict(old.names)
    for row in range(low, high + 1):
        names.pop(row, None)
    names.update(_name_rows(fresh))
    return Margin(
        [*old.stripes[:first], *fresh, *old.stripes[end:]],
        [*old.reach[:first], *accumulate((s.last for s in fresh), max), *old.reach[end:]],
        blocks,
        names,
    )


def _name_rows(stripes: Sequence[Stripe]) -> dict[int, tuple[Stripe, ...]]:
    """A row for each name: its first, or the next one of its own that no name has taken yet."""
    found: dict[int, tuple[Stripe, ...]] = {}
    for stripe in stripes:
        row = stripe.first
        if row in found:
            free = next((r for r in range(row + 1, stripe.last + 1) if r not in found), row)
            found[free] = (*found.get(free, ()), stripe)
        else:
            found[row] = (stripe,)
    return found


def runs(
    start: int, end: int, marks: Sequence[Mark]
) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """The stretch cut where a mark starts or ends, each piece with the marks that cover it.

    The shortest mark comes first: it is the one that a piece shows when it can show only one.
    """
    cuts = {start, end}
    for mark in marks:
        cuts.update(p for p in (mark.start, mark.end) if start < p < end)
    places = sorted(cuts)
    for left, right in pairwise(places):
        over = [m for m in marks if m.start <= left and m.end >= right]
        over.sort(key=lambda m: (m.end - m.start, m))
        yield left, right, tuple(over)
