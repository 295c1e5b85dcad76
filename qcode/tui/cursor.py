"""Where the reader is, and where a key takes her: by segment, turn, unread segment, coding.

All pure: a move takes the page and the cursor and gives the next cursor, the same one where there
is nothing further.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from qcode.study.progress import covers
from qcode.study.spans import Span
from qcode.study.transcript import INTERVIEWER, Segment, Transcript, Turn
from qcode.tui.marks import Mark
from qcode.tui.selection import (
    Selection,
    carried,
    edge_moved,
    extended,
    grown,
    neighbour,
    said,
    shrunk,
    unit_at,
)

_NOWHERE = Selection(0, 0)


class Cursor(NamedTuple):
    """The current segment, the caret or selection in it, and the coding it was moved to."""

    segment: int = 0
    """Index among the segments of the page's unit."""
    selection: Selection = _NOWHERE
    coding: str = ""
    dragging: str = ""
    """The coding whose edges the selection stands for."""
    level: str = "sentence"
    """The size of unit that `shifted` steps by."""
    way: tuple[Span, ...] = ()
    """The spans that grew into this one, to shrink back the way it came."""


@dataclass(frozen=True)
class Page:
    """What can be walked through: a transcript by its unit, the drawn codings, what was read."""

    transcript: Transcript
    unit: str = "turn"
    marks: Sequence[Mark] = ()
    """The drawn codings by start and end."""
    read: tuple[Span, ...] = ()
    """Disjoint spans read in this pass."""

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """All segments, the interviewer's among them."""
        return self.transcript.segments(self.unit)

    @cached_property
    def asked(self) -> list[int]:
        """Indexes of the segments that ask to be read; all where only interviewers speak."""
        found = [i for i, s in enumerate(self.segments) if s.turn.speaker != INTERVIEWER]
        return found or list(range(len(self.segments)))

    def is_read(self, span: Span) -> bool:
        """Whether the span was read whole in this pass."""
        index = bisect_right(self.read, span.start, key=lambda s: s.end)
        last = bisect_left(self.read, span.end, key=lambda s: s.start)
        return covers(self.transcript.text, span, self.read[index:last])

    def read_share(self, turn: Turn) -> str:
        """`all`, `some` or nothing of a turn was read."""
        index = bisect_right(self.read, turn.body.start, key=lambda s: s.end)
        if index == len(self.read) or self.read[index].start >= turn.body.end:
            return ""
        return "all" if self.is_read(turn.body) else "some"

    def segment(self, cursor: Cursor) -> Segment | None:
        """The segment that the cursor stands on."""
        return self.segments[cursor.segment] if self.segments else None

    def target(self, cursor: Cursor) -> Span:
        """What an act applies to: what is selected of what was said, else the segment."""
        chosen = said(self.transcript, cursor.selection.span) if cursor.selection else None
        segment = self.segment(cursor)
        return chosen or (segment.span if segment else Span(0, 0))

    def mark(self, ident: str) -> Mark | None:
        """The drawn coding with this id."""
        return self._by_id.get(ident)

    @cached_property
    def _by_id(self) -> Mapping[str, Mark]:
        return {mark.id: mark for mark in self.marks}


def at_segment(page: Page, index: int) -> Cursor:
    """The cursor on a segment, nothing selected."""
    index = max(0, min(index, len(page.segments) - 1))
    start = page.segments[index].span.start if page.segments else 0
    return Cursor(index, Selection(start, start))


def at_place(page: Page, place: int) -> Cursor:
    """The caret at a place, on its segment."""
    if not page.segments:
        return Cursor()
    index = page.transcript.segment_index(place, page.unit)
    return Cursor(index, Selection(place, place))


def over(page: Page, span: Span, *, coding: str = "", dragging: str = "") -> Cursor:
    """The cursor on a span, which is selected."""
    return at_place(page, span.start)._replace(
        selection=Selection.over(span), coding=coding, dragging=dragging
    )


def start_of(page: Page) -> Cursor:
    """The first segment that asks to be read."""
    return at_segment(page, page.asked[0] if page.asked else 0)


def segment_moved(page: Page, cursor: Cursor, step: int, *, everyone: bool = False) -> Cursor:
    """The next or previous segment, the interviewer's passed over."""
    if everyone:
        index = cursor.segment + step
        return at_segment(page, index) if 0 <= index < len(page.segments) else cursor
    return _first(page, _ahead(page, cursor.segment, step), cursor)


def turn_moved(page: Page, cursor: Cursor, step: int) -> Cursor:
    """The first segment of the next or previous turn of a participant."""
    here = page.segment(cursor)
    if here is None:
        return cursor
    number = here.turn.number
    ahead = _ahead(page, cursor.segment, step)
    other = next((i for i in ahead if page.segments[i].turn.number != number), None)
    if other is None:
        return cursor
    number = page.segments[other].turn.number
    return at_segment(
        page, bisect_left(page.segments, number, 0, other + 1, key=lambda s: s.turn.number)
    )


def unread_moved(page: Page, cursor: Cursor, step: int) -> Cursor:
    """The next or previous segment that was not read in this pass."""
    unread = (
        i for i in _ahead(page, cursor.segment, step) if not page.is_read(page.segments[i].span)
    )
    found = next(unread, None)
    return cursor if found is None else at_segment(page, found)


def _ahead(page: Page, index: int, step: int) -> Sequence[int]:
    if step > 0:
        return page.asked[bisect_right(page.asked, index) :]
    return page.asked[: bisect_left(page.asked, index)][::-1]


def _first(page: Page, indexes: Sequence[int], cursor: Cursor) -> Cursor:
    return at_segment(page, indexes[0]) if indexes else cursor


def coding_moved(page: Page, cursor: Cursor, step: int) -> Cursor:
    """The next or previous coding in order of start and end, its span selected."""
    marks = page.marks
    here = page.mark(cursor.coding) if cursor.coding else None
    if here is not None:
        index = bisect_left(marks, here) + step
    else:
        place = cursor.selection.span.start
        first = bisect_left(marks, place, key=lambda m: m.start)
        index = first if step > 0 else first - 1
    if not 0 <= index < len(marks):
        return cursor
    return over(page, marks[index].span, coding=marks[index].id)


def page_extended(page: Page, cursor: Cursor, unit: str, edge: str, step: int) -> Cursor:
    """An edge of the selection moved by a unit; without a selection as the view's notes say.

    End backwards and start forwards trim the segment, end forwards begins with the word at the
    caret, start backwards with the segment's last word, `cursor` begins at the caret.
    """
    selection = cursor.selection
    segment = page.segment(cursor)
    if not selection and edge != "cursor" and segment:
        span = segment.span
        if (edge == "end") == (step > 0):
            place = min(max(span.start, selection.cursor), span.end) if edge == "end" else span.end
            selection = Selection(place, place)
            grown_by = edge_moved(page.transcript, place, unit, step, edge)
            return _selecting(page, cursor, Selection(place, grown_by))
        selection = Selection.over(span)
    return _selecting(page, cursor, extended(page.transcript, selection, unit, edge, step))


def page_grown(page: Page, cursor: Cursor) -> Cursor:
    """The selection grown to the next unit; without one, the clause at the caret."""
    if not cursor.selection:
        chosen = unit_at(page.transcript, cursor.selection.cursor, "clause")
        return _selecting(page, cursor, Selection.over(chosen))
    span = said(page.transcript, cursor.selection.span) or cursor.selection.span
    whole = grown(page.transcript, span)
    if whole == span:
        return cursor
    moved = _selecting(page, cursor, Selection.over(whole))
    return moved._replace(way=(*cursor.way, span), level=_level(page, whole))


def page_shrunk(page: Page, cursor: Cursor) -> Cursor:
    """Back the way the selection grew, else to a smaller unit at its start."""
    span = page.target(cursor)
    smaller = cursor.way[-1] if cursor.way else shrunk(page.transcript, span)
    if not smaller or smaller == span:
        return cursor
    moved = _selecting(page, cursor, Selection.over(smaller))
    return moved._replace(way=cursor.way[:-1], level=_level(page, smaller))


def shifted(page: Page, cursor: Cursor, step: int) -> Cursor:
    """The selection one unit on: a word after a word, a sentence after a sentence.

    Without a selection it begins with the first or last sentence of the segment.
    """
    segment = page.segment(cursor)
    if segment is None:
        return cursor
    if not cursor.selection:
        place = segment.span.start if step > 0 else max(segment.span.start, segment.span.end - 1)
        unit: Span | None = unit_at(page.transcript, place, "sentence")
        level = "sentence"
    else:
        level = cursor.level
        unit = neighbour(page.transcript, page.target(cursor), level, step)
    if not unit:
        return cursor
    return _selecting(page, cursor, Selection.over(unit))._replace(level=level)


def _level(page: Page, span: Span) -> str:
    """The size of unit that a span is; the larger where a sentence is all of its turn's clauses."""
    for level in ("sentence", "clause", "word"):
        if unit_at(page.transcript, span.start, level) == span:
            return level
    return "turn"


def selecting(page: Page, cursor: Cursor, selection: Selection) -> Cursor:
    """Something else selected: the segment follows when the selection leaves it."""
    return _selecting(page, cursor, selection)


def nearer_edge_at(page: Page, cursor: Cursor, place: int) -> Cursor:
    """The edge of the selection that is nearer to a place moves there; the other one stays."""
    span = cursor.selection.span
    fixed = span.end if abs(place - span.start) < abs(place - span.end) else span.start
    return _selecting(page, cursor, Selection(fixed, place))


def _selecting(page: Page, cursor: Cursor, selection: Selection) -> Cursor:
    moved = cursor._replace(
        selection=selection,
        coding=cursor.coding if cursor.dragging else "",
        level="word",
        way=(),
    )
    segment = page.segment(cursor)
    if segment is None or segment.span.overlaps(selection.span) or not selection:
        return moved
    span = said(page.transcript, selection.span) or selection.span
    return moved._replace(segment=page.transcript.segment_index(span.start, page.unit))


def unselected(page: Page, cursor: Cursor) -> Cursor:
    """Nothing selected, the caret at the start of what was."""
    return at_place(page, cursor.selection.span.start)._replace(segment=cursor.segment)


def carried_over(old: Page, new: Page, cursor: Cursor) -> Cursor:
    """The same cursor on a changed page: another unit, an edited text, other codings."""
    coding = cursor.coding if cursor.coding and new.mark(cursor.coding) else ""
    dragging = cursor.dragging if coding else ""
    if old.transcript is new.transcript and old.unit == new.unit:
        return cursor._replace(coding=coding, dragging=dragging)
    before, after = old.transcript.text, new.transcript.text
    anchor = carried(before, after, cursor.selection.anchor)
    place = carried(before, after, cursor.selection.cursor)
    there = old.segment(cursor)
    start = carried(before, after, there.span.start) if there else 0
    inside = (
        Selection(anchor, place).span.start if cursor.selection or old.unit != new.unit else start
    )
    return Cursor(
        at_place(new, inside).segment, Selection(anchor, place), coding, dragging, cursor.level
    )
