"""The transcript with its codings, drawn by the line: only the rows on the screen, only once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER, Transcript, Turn
from qcode.tui import cursor as moves
from qcode.tui.cursor import Cursor, Page
from qcode.tui.layout import GAP, Layout, lay_out
from qcode.tui.marks import (
    EVERYONE,
    Mark,
    OthersMarks,
    OwnMarks,
    Shown,
    marks_of,
    others_marks,
    own_marks,
)
from qcode.tui.palette import color_of, ground_of
from qcode.tui.row_painter import Inks, Look, RowPainter, columns
from qcode.tui.selection import carried
from qcode.tui.stripes import Margin, Stripe, lay_stripes, relaid

_FIRST_WIDTH = 80
"""Cells to lay out for before the widget has a size."""
_NO_TEXT = Transcript("", "")


class TranscriptPage(ScrollView, can_focus=True, inherit_bindings=False):
    """A transcript as it is drawn; `TranscriptView` adds the moves of the cursor and the mouse."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--text",
        "transcript--dim",
        "transcript--label",
        "transcript--number",
        "transcript--read",
        "transcript--bar",
        "transcript--current",
        "transcript--selection",
        "transcript--hit",
        "transcript--current-hit",
    }
    DEFAULT_CSS = """
    TranscriptPage {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .transcript--text { color: $foreground; }
        & > .transcript--dim { color: $foreground 68%; }
        & > .transcript--label { color: $foreground; text-style: bold; }
        & > .transcript--number { color: $foreground 68%; }
        & > .transcript--read { color: $foreground 68%; }
        & > .transcript--bar { color: $accent; }
        & > .transcript--current { background: $foreground 7%; }
        & > .transcript--selection { color: $foreground; background: $accent 32%; }
        & > .transcript--hit { color: $foreground; background: $warning 30%; }
        & > .transcript--current-hit { color: $background; background: $warning; }
        &:ansi > .transcript--dim { text-style: dim; }
        &:ansi > .transcript--current { background: ansi_default; }
        &:ansi > .transcript--selection { text-style: reverse; }
        &:ansi > .transcript--hit { text-style: bold reverse; }
        &:ansi > .transcript--current-hit { text-style: bold reverse underline; }
    }
    """

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._page = Page(_NO_TEXT)
        self._cursor = Cursor()
        self._hits: tuple[Span, ...] = ()
        self._current_hit: int | None = None
        self._columns = columns(_FIRST_WIDTH, (), 0)
        self._layout_rows: Layout = lay_out(_NO_TEXT, self._columns.text)
        self._margin = Margin()
        self._own: OwnMarks | None = None
        self._others: OthersMarks | None = None
        self._painter: RowPainter | None = None
        self._seen_height = 0

    # Feeding

    def show(
        self,
        study: Study,
        transcript_name: str,
        coder: str,
        *,
        unit: str = "turn",
        reading: str = "open",
        shown: Shown = None,
        unsaved: frozenset[str] = frozenset(),
        hide: bool = False,
    ) -> None:
        """Draw the transcript as it is in this study; cheap enough to call after every change."""
        transcript = study.transcript(transcript_name)
        marks: Sequence[Mark] = ()
        if shown in {None, EVERYONE} and not hide:
            self._own = own_marks(self._own, study, transcript_name, coder, unsaved)
            marks = self._own.marks
            if shown == EVERYONE:
                self._others = others_marks(self._others, study, transcript_name, coder)
                marks = sorted([*marks, *self._others.marks])
        elif not hide:
            marks = marks_of(study, transcript_name, coder, shown, unsaved)
        read = study.file(coder, transcript_name).read_spans.get(reading, ())
        self._turn_to(Page(transcript, unit, marks, read))

    def clear(self) -> None:
        """Show no transcript."""
        self._turn_to(Page(_NO_TEXT))

    def set_hits(self, spans: Sequence[Span], current: int | None = None) -> None:
        """Highlight search hits, and one of them as the current one."""
        self._hits, self._current_hit = tuple(spans), current
        self._repaint()

    def _turn_to(self, page: Page) -> None:
        old, before = self._page, self._cursor
        self._page = page
        if page.transcript is old.transcript:
            self._cursor = moves.carried_over(old, page, before)
            self._margin = relaid(
                self._margin, page.marks, self._layout_rows, self._columns.stripes
            )
        elif page.transcript.name != old.transcript.name:
            self._hits, self._current_hit = (), None
            self._cursor = moves.start_of(page)
            self._lay_out(top=0)
            self._reveal()
        else:
            top = self._layout_rows.starts[self._top] if len(self._layout_rows) else 0
            top = carried(old.transcript.text, page.transcript.text, top)
            self._cursor = moves.carried_over(old, page, before)
            self._lay_out(top=top)
        self._repaint()
        self._tell(old, before)

    def _tell(self, page: Page, cursor: Cursor) -> None:
        """Called when the cursor may have left this place on this page."""

    # Under the pointer

    def _stripe_at(self, x: int, y: int) -> Stripe | None:
        """The stripe, or the stripe of the name, at a cell of the view."""
        widths, row = self._columns, self._top + y
        if not 0 <= row < len(self._layout_rows) or x < widths.stripes_x:
            return None
        column = x - widths.stripes_x
        if column > widths.stripes:
            return next(iter(self._margin.names.get(row, ())), None)
        return next((s for s in self._margin.on_row(row) if s.column == column), None)

    def _place_at(self, x: int, y: int) -> int:
        return self._layout_rows.place_at(self._top + y, x - self._columns.text_x)

    # Rows

    def _lay_out(self, *, top: int) -> None:
        """Wrap the text anew, with the row of the place `top` at the top again."""
        transcript = self._page.transcript
        width = self.scrollable_content_region.width or _FIRST_WIDTH
        labels = [turn.label for turn in transcript.turns]
        self._columns = columns(width, labels, len(transcript.turns))
        self._layout_rows = lay_out(transcript, self._columns.text)
        self._painter = None
        self._margin = lay_stripes(self._page.marks, self._layout_rows, self._columns.stripes)
        self.virtual_size = Size(width, len(self._layout_rows))
        self._scroll_to_row(self._layout_rows.row_of(top))
        self.refresh()

    def on_resize(self) -> None:
        """Wrap for another width; a current segment that was on the screen stays on it."""
        layout, height = self._layout_rows, self._seen_height
        self._seen_height = self._height
        if not len(layout):
            return
        start = self._page.target(self._cursor).start
        row = layout.row_of(start) - self._top
        if self.scrollable_content_region.width != self.virtual_size.width:
            self._lay_out(top=layout.starts[min(self._top, len(layout) - 1)])
        if 0 <= row < height:
            self._scroll_to_row(self._layout_rows.row_of(start) - min(row, self._height - 1))
            self._reveal()

    def notify_style_update(self) -> None:
        """Take the colours of the theme anew."""
        super().notify_style_update()
        self._painter = None

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the rows at the new place, and the bar only where it is seen to move."""
        bar, rows = self.vertical_scrollbar, max(1, len(self._layout_rows))
        steps = 8 * self._height / rows
        at_end = new_value in {0, self.max_scroll_y}
        if at_end or int(bar.position * steps) != int(new_value * steps):
            bar.position = new_value
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def _scroll_to_row(self, row: int) -> None:
        row = max(0, min(row, len(self._layout_rows) - self._height))
        self.scroll_to(y=row, animate=False, force=True)

    def _reveal(self, span: Span | None = None) -> None:
        """Scroll just so far that the span, by default the target, is seen with some context."""
        if not len(self._layout_rows):
            return
        first, last = self._layout_rows.rows_of(span or self._page.target(self._cursor))
        height, top = self._height, self._top
        context = min(4, height // 6)
        if last - first + 1 + context > height or first - context < top:
            self._scroll_to_row(first - context)
        elif last + context >= top + height:
            self._scroll_to_row(last + context - height + 1)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row, width = self._top + y, self.scrollable_content_region.width
        painter = self._painter or self._new_painter()
        if row >= len(self._layout_rows):
            return Strip.blank(width, painter.inks.text)
        return painter.paint(self._look(row)).adjust_cell_length(width, painter.inks.text)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of the screen without Textual's line cache, which loses its strips on scrolling.

        Kept strips keep what the compositor derived from them: a scrolled row costs a third.
        """
        if self.styles.gutter.totals != (0, 0):
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self.size.width + self.scrollbar_size_vertical):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _new_painter(self) -> RowPainter:
        plain = self.app.no_color
        ground = ground_of(self.app)

        def ink(name: str) -> Style:
            return self.get_component_rich_style(f"transcript--{name}")

        current = Style(bgcolor=ink("current").bgcolor)
        reverse = Style(reverse=True)
        inks = Inks(
            text=ink("text"),
            dim=ink("dim"),
            label=ink("label"),
            number=ink("number"),
            read=ink("read"),
            bar=ink("bar"),
            current=current,
            chosen=reverse if plain else ink("selection"),
            hit=Style(bold=True, italic=True) if plain else ink("hit"),
            current_hit=reverse + Style(bold=True) if plain else ink("current-hit"),
            color=lambda name: color_of(name, ground),
        )
        self._painter = RowPainter(self._page.transcript.text, self._columns, inks)
        return self._painter

    def _look(self, row: int) -> Look:
        layout, page, cursor = self._layout_rows, self._page, self._cursor
        start, end, index = layout.starts[row], layout.ends[row], layout.turns[row]
        turn = page.transcript.turns[index] if index != GAP else None
        first = layout.is_first(row)
        tint = self._tint(start, end, turn)
        chosen = cursor.selection.span
        return Look(
            row,
            start,
            end,
            number=str(turn.number) if turn and first else "",
            label=turn.label if turn and first else "",
            read=page.read_share(turn) if turn and first else "",
            dim=turn is not None and turn.speaker == INTERVIEWER,
            bar=tint is not None,
            tint=tint,
            chosen=(chosen.start, chosen.end)
            if chosen.start < end and chosen.end > start
            else None,
            hits=self._hits_on(start, end),
            stripes=self._margin.on_row(row),
            names=self._margin.names.get(row, ()),
            focus=cursor.coding,
        )

    def _tint(self, start: int, end: int, turn: Turn | None) -> tuple[int, int] | None:
        """What of a row belongs to the current segment."""
        segment = self._page.segment(self._cursor)
        if segment is None or segment.turn is not turn:
            return None
        if self._page.unit == "turn":
            return start, end + 1
        span = segment.span
        return (span.start, span.end) if span.start < end and start < span.end else None

    def _hits_on(self, start: int, end: int) -> tuple[tuple[int, int, bool], ...]:
        if not self._hits:
            return ()
        first = bisect_right(self._hits, start, key=lambda s: s.end)
        last = bisect_left(self._hits, end, key=lambda s: s.start)
        return tuple(
            (self._hits[i].start, self._hits[i].end, i == self._current_hit)
            for i in range(first, last)
        )

    def _repaint(self) -> None:
        """Have the rows drawn again that look different now."""
        painter = self._painter
        if painter is None:
            self.refresh()
            return
        for row in range(self._top, min(self._top + self._height, len(self._layout_rows))):
            if painter.painted(row) != self._look(row):
                self.refresh_lines(row)
