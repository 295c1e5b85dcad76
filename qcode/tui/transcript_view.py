"""The transcript to read and code: walked by segment, selected by place, by keys and by mouse.

It never changes the study. The app calls its methods, it posts what the user did, and `show` gives
it the study as it is then. Each moving method says whether anything moved.
"""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.timer import Timer

from qcode.study.spans import Span
from qcode.study.transcript import Segment, Transcript
from qcode.tui import cursor as moves
from qcode.tui.cursor import Cursor, Page
from qcode.tui.selection import Selection, said, unit_at
from qcode.tui.transcript_page import TranscriptPage

_CLICKS = {2: "word", 3: "sentence", 4: "turn"}
_SCROLL_EVERY = 1 / 30
"""Seconds between two rows while the mouse drags a selection over the edge."""


class TranscriptView(TranscriptPage, inherit_bindings=False):
    """A transcript to read and code; see the methods for what a key can do."""

    class _Said(Message):
        """Something that the user did in the view."""

        def __init__(self, view: TranscriptView) -> None:
            self.view = view
            super().__init__()

        @property
        def control(self) -> TranscriptView:
            """The view that says it."""
            return self.view

    class CursorMoved(_Said):
        """The current segment, the caret's coding or the target is another one."""

        def __init__(self, view: TranscriptView, segment: Segment | None, target: Span) -> None:
            super().__init__(view)
            self.segment, self.target = segment, target

    class SelectionChanged(_Said):
        """Something else is selected, or nothing any more."""

        def __init__(self, view: TranscriptView, span: Span | None) -> None:
            super().__init__(view)
            self.span = span

    class CodingClicked(_Said):
        """A stripe or its name was clicked, or the coding at the cursor activated."""

        def __init__(self, view: TranscriptView, coding_id: str) -> None:
            super().__init__(view)
            self.coding_id = coding_id

    class SegmentActivated(_Said):
        """The current segment was activated, or its number clicked."""

        def __init__(self, view: TranscriptView, segment: Segment) -> None:
            super().__init__(view)
            self.segment = segment

    # Asking

    @property
    def transcript(self) -> Transcript | None:
        """The transcript that is shown."""
        return self._page.transcript if self._page.transcript.name else None

    @property
    def unit(self) -> str:
        """`turn` or `sentence`: what a segment is."""
        return self._page.unit

    @property
    def current_segment(self) -> Segment | None:
        """The segment that the cursor stands on."""
        return self._page.segment(self._cursor)

    @property
    def selection(self) -> Span | None:
        """What is selected of what was said."""
        chosen = self._cursor.selection
        return (said(self._page.transcript, chosen.span) or None) if chosen else None

    @property
    def target(self) -> Span:
        """What an act applies to: the selection, else the current segment."""
        return self._page.target(self._cursor)

    @property
    def target_rows(self) -> range:
        """The rows of the terminal on which the target stands, as far as they are in sight."""
        first, last = (row - self._top for row in self._layout_rows.rows_of(self.target))
        above = self.content_region.y
        return range(above + max(0, first), above + min(last + 1, self._height))

    @property
    def place(self) -> int:
        """The caret."""
        return self._cursor.selection.cursor

    @property
    def dragging(self) -> str | None:
        """The coding whose edges the selection stands for."""
        return self._cursor.dragging or None

    @property
    def codings_here(self) -> tuple[str, ...]:
        """The drawn codings that share a character with the target, in the order of the text."""
        target = self.target
        if not target:
            return ()
        stripes = self._margin.on_rows(*self._layout_rows.rows_of(target))
        return tuple(s.mark.id for s in stripes if s.mark.span.overlaps(target))

    @property
    def coding_under_cursor(self) -> str | None:
        """The coding that the cursor was moved to, else the shortest that holds the target's start.

        Where none holds it, the first one that the target touches.
        """
        if self._cursor.coding:
            return self._cursor.coding
        start, here = self.target.start, self.codings_here
        marks = [m for ident in here if (m := self._page.mark(ident)) and m.start <= start < m.end]
        nearest = min(marks, key=lambda m: (m.end - m.start, m), default=None)
        return nearest.id if nearest else next(iter(here), None)

    def is_read(self, segment: Segment) -> bool:
        """Whether the segment was read in this pass."""
        return self._page.is_read(segment.span)

    # Moving

    def move_segment(self, step: int, *, everyone: bool = False) -> bool:
        """The next or previous segment; the interviewer's are passed over unless `everyone`.

        A segment that is taller than the view is scrolled through first.
        """
        if self._scroll_within(step):
            return True
        return self._go(moves.segment_moved(self._page, self._cursor, step, everyone=everyone))

    def _scroll_within(self, step: int) -> bool:
        segment = self.current_segment
        if segment is None or self._cursor.selection:
            return False
        first, last = self._layout_rows.rows_of(segment.span)
        top, height = self._top, self._height
        seen = first < top + height and last >= top
        if last - first < height or not seen:
            return False
        if step > 0 and last >= top + height:
            self._scroll_to_row(min(top + height - 2, last - height + 2))
        elif step < 0 and first < top:
            self._scroll_to_row(max(top - height + 2, first - 1))
        else:
            return False
        return True

    def move_turn(self, step: int) -> bool:
        """The next or previous turn of a participant."""
        return self._go(moves.turn_moved(self._page, self._cursor, step))

    def move_unread(self, step: int) -> bool:
        """The next or previous segment that was not read in this pass."""
        return self._go(moves.unread_moved(self._page, self._cursor, step))

    def move_coding(self, step: int) -> bool:
        """The next or previous coding, overlapping ones one by one; its span is selected."""
        return self._go(moves.coding_moved(self._page, self._cursor, step))

    def first(self) -> bool:
        """The first segment that asks to be read, with all that stands above it."""
        moved = self._go(moves.start_of(self._page))
        self._scroll_to_row(0)
        return moved

    def last(self) -> bool:
        """The last segment that asks to be read."""
        asked = self._page.asked
        return self._go(moves.at_segment(self._page, asked[-1] if asked else 0))

    def page(self, step: int) -> bool:
        """A screen on or back, the cursor with it."""
        if not self._page.segments:
            return False
        layout, here = self._layout_rows, self._top
        distance = max(1, self._height - 2)
        row = layout.row_of(self.target.start) + step * distance
        self._scroll_to_row(here + step * distance)
        row = max(self._top, min(row, self._top + self._height - 1, len(layout) - 1))
        index = self._page.transcript.segment_index(layout.starts[row], self._page.unit)
        near = min(self._page.asked, key=lambda i: (abs(i - index), i))
        moved = moves.at_segment(self._page, near)
        if moved.segment == self._cursor.segment and self._top == here:
            return self.last() if step > 0 else self.first()
        return self._go(moved, reveal=False) or self._top != here

    def go_to(self, span: Span, *, select: bool = True) -> bool:
        """Jump to a place: a search hit, a quote, where a memo points."""
        moved = moves.over(self._page, span) if select else moves.at_place(self._page, span.start)
        return self._go(moved)

    def go_to_coding(self, coding_id: str) -> bool:
        """Jump to a drawn coding and select its span."""
        mark = self._page.mark(coding_id)
        if mark is None:
            return False
        return self._go(moves.over(self._page, mark.span, coding=coding_id))

    def activate(self) -> None:
        """Post what the cursor is on: a coding it was moved to, else the segment."""
        if self._cursor.coding:
            self.post_message(self.CodingClicked(self, self._cursor.coding))
        elif segment := self.current_segment:
            self.post_message(self.SegmentActivated(self, segment))

    # Selecting

    def extend(self, unit: str, edge: str, step: int) -> bool:
        """An edge (start, end, cursor) of the selection by a character, word, sentence, turn.

        With the unit `row` the cursor moves up or down.
        """
        if unit == "row":
            return self._extend_by_row(step)
        moved = moves.page_extended(self._page, self._cursor, unit, edge, step)
        return self._go(moved, follow=moved.selection.cursor)

    def _extend_by_row(self, step: int) -> bool:
        layout, chosen = self._layout_rows, self._cursor.selection
        row = layout.row_of(chosen.cursor) + step
        while 0 <= row < len(layout) and layout.starts[row] == layout.ends[row]:
            row += step
        if not 0 <= row < len(layout):
            return False
        return self._select_to(layout.place_at(row, layout.cell_of(chosen.cursor)))

    def _select_to(self, place: int) -> bool:
        chosen = Selection(self._cursor.selection.anchor, place)
        return self._go(moves.selecting(self._page, self._cursor, chosen), follow=place)

    def grow_selection(self) -> bool:
        """The selection to the next larger word, clause, sentence, turn."""
        return self._go(moves.page_grown(self._page, self._cursor))

    def shrink_selection(self) -> bool:
        """Back the way it grew, else to the next smaller unit."""
        return self._go(moves.page_shrunk(self._page, self._cursor))

    def shift(self, step: int) -> bool:
        """The selection one unit of its own size on; the first press selects a sentence."""
        return self._go(moves.shifted(self._page, self._cursor, step))

    def select(self, span: Span) -> bool:
        """Select a span where the cursor is."""
        return self._go(moves.selecting(self._page, self._cursor, Selection.over(span)))

    def clear_selection(self) -> bool:
        """Nothing selected; the current segment stays."""
        if not self._cursor.selection and not self._cursor.coding:
            return False
        return self._go(moves.unselected(self._page, self._cursor), reveal=False)

    def drag_edges(self, coding_id: str) -> bool:
        """The selection stands for a coding's span until the screen confirms or it is cleared."""
        mark = self._page.mark(coding_id)
        if mark is None:
            return False
        moved = moves.over(self._page, mark.span, coding=coding_id, dragging=coding_id)
        self._go(moved)
        return True

    def stop_dragging(self) -> None:
        """The selection stands for itself again."""
        self._go(self._cursor._replace(dragging=""), reveal=False)

    def _go(self, cursor: Cursor, *, reveal: bool = True, follow: int | None = None) -> bool:
        """Take another cursor: scroll to it, repaint what differs, post what changed."""
        before = self._cursor
        if cursor == before:
            if reveal:
                self._reveal()
            return False
        self._cursor = cursor
        top = self._top
        if reveal:
            self._reveal(Span(follow, follow) if follow is not None else None)
        if self._top == top:
            self._repaint()
        self._tell(self._page, before)
        return True

    def _tell(self, page: Page, cursor: Cursor) -> None:
        now, here = self._cursor, self._page
        if now.selection.span != cursor.selection.span and (now.selection or cursor.selection):
            self.post_message(self.SelectionChanged(self, self.selection))
        same_text = page.transcript is here.transcript and page.unit == here.unit
        if (
            not same_text
            or now.coding != cursor.coding
            or now.segment != cursor.segment
            or (here.target(now) != page.target(cursor))
        ):
            self.post_message(self.CursorMoved(self, self.current_segment, self.target))

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The segment and caret under the pointer; on a stripe its coding; on a number its turn."""
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        if event.button != 1 or not self._page.segments:
            return
        if (stripe := self._stripe_at(x, y)) is not None:
            self._go(moves.over(self._page, stripe.mark.span, coding=stripe.mark.id), reveal=False)
            self.post_message(self.CodingClicked(self, stripe.mark.id))
            return
        place = self._place_at(x, y)
        edges = bool(self._cursor.dragging) and x >= self._columns.text_x
        page, cursor = self._page, self._cursor
        moved = moves.nearer_edge_at(page, cursor, place) if edges else moves.at_place(page, place)
        self._go(moved, reveal=False)
        if x < self._columns.text_x - 1 and (segment := self.current_segment):
            self.post_message(self.SegmentActivated(self, segment))
            return
        self._pressed = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is held; else name the coding of the stripe under the pointer."""
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        if not self._pressed:
            stripe = self._stripe_at(x, y)
            self.tooltip = stripe.mark.name if stripe else None
            return
        self._pointer = (x, y)
        outside = y < 0 or y >= self._height
        if outside and self._autoscroll is None:
            self._autoscroll = self.set_interval(_SCROLL_EVERY, self._scroll_on)
        elif not outside:
            self._stop_scrolling()
            self._drag_to(x, y)

    def _drag_to(self, x: int, y: int) -> None:
        chosen = Selection(self._cursor.selection.anchor, self._place_at(x, y))
        self._go(moves.selecting(self._page, self._cursor, chosen), reveal=False)

    def _scroll_on(self) -> None:
        x, y = self._pointer
        beyond = y if y < 0 else y - self._height + 1
        self._scroll_to_row(self._top + max(-4, min(4, beyond)))
        self._drag_to(x, 0 if y < 0 else self._height - 1)

    def _stop_scrolling(self) -> None:
        if self._autoscroll is not None:
            self._autoscroll.stop()
            self._autoscroll = None

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """The end of a drag."""
        self._stop_scrolling()
        if self._pressed:
            self._pressed = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Two clicks select the word, three the sentence, four the turn."""
        level = _CLICKS.get(min(event.chain, 4))
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        if level is None or not 0 <= x - self._columns.text_x < self._columns.text:
            return
        unit = unit_at(self._page.transcript, self._place_at(x, y), level)
        if unit:
            chosen = Selection.over(unit)
            self._go(moves.selecting(self._page, self._cursor, chosen), reveal=False)

    _pressed = False
    _pointer = (0, 0)
    _autoscroll: Timer | None = None
