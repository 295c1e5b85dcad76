"""A list drawn line by line: rows of one or several lines, with a cursor that stays on its row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from operator import is_

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcode.tui.palette import color_of, ground_of
from qcode.tui.pieces import Line, cut

GUTTER = 2
"""Cells at the left that hold the mark of the cursor."""
Draw = Callable[[int], Sequence[Line]]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: what it is about, and how it is drawn for a width."""

    key: str
    """Stays the same through changes; empty for a heading, which the cursor passes over."""
    draw: Draw = field(compare=False)
    height: Callable[[int], int] = field(default=lambda _: 1, compare=False)


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Only what is in sight is drawn, so that ten thousand rows cost no more than fifty."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual's form
        "list--cursor",
        "list--cursor-blurred",
        "list--muted",
        "list--strong",
        "list--accent",
        "list--warning",
    }
    DEFAULT_CSS = """
    RowList { height: 1fr; background: $surface; color: $text; scrollbar-size-vertical: 1; }
    RowList > .list--cursor {
        background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground;
        text-style: $block-cursor-blurred-text-style;
    }
    RowList > .list--cursor-blurred { color: $text; }
    RowList > .list--muted { color: $text-muted; }
    RowList > .list--strong { text-style: bold; }
    RowList > .list--accent { color: $text-accent; text-style: bold; }
    RowList > .list--warning { color: $text-warning; text-style: bold; }
    """

    @dataclass
    class Moved(Message):
        """The cursor came upon another row."""

        list: RowList
        key: str

    @dataclass
    class Opened(Message):
        """A row was clicked twice."""

        list: RowList
        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.rows: Sequence[ListRow] = ()
        self.cursor = 0
        self._heights: list[int] = []
        self._ends: list[int] = []
        self._drawn: dict[int, list[Strip]] = {}
        self._looks: dict[str, Style] = {}
        self._width = 0

    # -- asking ---------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """What the cursor is on, or empty."""
        return self.rows[self.cursor].key if self.cursor < len(self.rows) else ""

    @property
    def keys(self) -> list[str]:
        """All rows but headings."""
        return [row.key for row in self.rows if row.key]

    # -- showing --------------------------------------------------------------------------------

    def show(self, rows: Sequence[ListRow], key: str | None = None) -> None:
        """Show these rows; the cursor goes to this key, else stays on its row or near its place."""
        wanted = self.key if key is None else key
        before, offset, ends, old = self.cursor, self.scroll_offset, self._ends, self.rows
        self.rows = rows
        place = _place_of(rows, wanted, before)
        self.cursor = place if place >= 0 else self._near(before)
        self._measure_again(old, before)
        self._see_cursor()
        if self._ends == ends and self.scroll_offset == offset:
            for index in self._in_sight():
                if index not in self._drawn:
                    self._draw_again(index)
        else:
            self.refresh()

    def go_to(self, key: str) -> bool:
        """Put the cursor on a row; False when it is not there."""
        for index, row in enumerate(self.rows):
            if row.key == key:
                self._stand(index)
                return True
        return False

    def _near(self, index: int) -> int:
        index = max(0, min(index, len(self.rows) - 1))
        for other in chain(range(index, len(self.rows)), range(index - 1, -1, -1)):
            if self.rows[other].key:
                return other
        return 0

    def _measure(self) -> None:
        """The heights of all rows; nothing that was drawn holds any more."""
        self._width = self.scrollable_content_region.width
        inside = max(1, self._width - GUTTER)
        self._heights = [row.height(inside) for row in self.rows]
        self._drawn.clear()
        self._place_rows()

    def _measure_again(self, old: Sequence[ListRow], cursor: int) -> None:
        """As `_measure`, but what is known of rows that are the very same is kept."""
        if self._width != self.scrollable_content_region.width or len(old) != len(self._heights):
            self._measure()
            return
        inside = max(1, self._width - GUTTER)
        if len(old) == len(self.rows):
            for index in (i for i, same in enumerate(map(is_, old, self.rows)) if not same):
                self._heights[index] = self.rows[index].height(inside)
                self._drawn.pop(index, None)
            for index in (cursor, self.cursor):
                self._drawn.pop(index, None)
            self._place_rows()
            return
        known = dict(zip(map(id, old), self._heights, strict=True))
        drawn = {id(old[i]): s for i, s in self._drawn.items() if i != cursor and i < len(old)}
        self._heights, self._drawn = [], {}
        for index, row in enumerate(self.rows):
            height = known.get(id(row))
            self._heights.append(row.height(inside) if height is None else height)
            if id(row) in drawn and index != self.cursor:
                self._drawn[index] = drawn[id(row)]
        self._place_rows()

    def _in_sight(self) -> range:
        """The rows of which some line is in the window."""
        top = int(self.scroll_offset.y)
        height = max(1, self.scrollable_content_region.height)
        last = bisect_right(self._ends, top + height - 1)
        return range(bisect_right(self._ends, top), min(last + 1, len(self.rows)))

    def _place_rows(self) -> None:
        self._ends = list(accumulate(self._heights))
        self.virtual_size = Size(self._width, self._ends[-1] if self._ends else 0)

    def _top(self, index: int) -> int:
        return self._ends[index - 1] if index else 0

    def _see_cursor(self) -> None:
        if not self.rows:
            return
        first = self.cursor
        while first and not self.rows[first - 1].key:
            first -= 1
        top, bottom = self._top(first), self._ends[self.cursor]
        height = max(1, self.scrollable_content_region.height)
        if bottom - top > height:
            top = self._top(self.cursor)
        self.scroll_to_region(
            Region(0, top, 1, min(height, bottom - top)), animate=False, force=True, immediate=True
        )

    # -- moving ---------------------------------------------------------------------------------

    def move(self, step: int) -> bool:
        """Down or up by so many rows, headings not counted."""
        index, left = self.cursor, abs(step)
        way = 1 if step > 0 else -1
        other = index
        while left and 0 <= other + way < len(self.rows):
            other += way
            if self.rows[other].key:
                index, left = other, left - 1
        return self._stand(index)

    def page(self, step: int) -> bool:
        """Down or up by a window."""
        if not self.rows:
            return False
        height = max(1, self.scrollable_content_region.height - 1)
        line = self._top(self.cursor) + step * height
        index = bisect_right(self._ends, max(0, min(line, self._ends[-1] - 1)))
        index = self._near(index)
        return self.move(step) if index == self.cursor else self._stand(index)

    def edge(self, step: int) -> bool:
        """To the last row, or to the first."""
        return self._stand(self._near(len(self.rows) - 1 if step > 0 else 0))

    def _stand(self, index: int) -> bool:
        if index == self.cursor or index >= len(self.rows):
            self._see_cursor()
            return False
        before, offset = self.cursor, self.scroll_offset
        self.cursor = index
        self._see_cursor()
        for one in (before, index):
            self._draw_again(one, only=self.scroll_offset == offset)
        if self.scroll_offset != offset:
            self.refresh()
        self.post_message(self.Moved(self, self.key))
        return True

    def _draw_again(self, index: int, *, only: bool = True) -> None:
        """Draw a row anew; with `only`, have just its lines painted."""
        self._drawn.pop(index, None)
        if only and index < len(self._ends):
            top = self._top(index)
            self.refresh_lines(top, self._ends[index] - top)

    # -- drawing --------------------------------------------------------------------------------

    def _look(self, name: str) -> Style:
        found = self._looks.get(name)
        if found is None:
            if name.startswith("@"):
                found = Style(color=color_of(name[1:], ground_of(self.app)))
            else:
                found = self.get_component_rich_style(f"list--{name}", partial=True)
            self._looks[name] = found
        return found

    def _strips(self, index: int) -> list[Strip]:
        row, inside = self.rows[index], max(1, self._width - GUTTER)
        here = index == self.cursor and bool(row.key)
        ground = self.rich_style
        name = "cursor" if self.has_focus else "cursor-blurred"
        over = self._look(name) if here else None
        base = ground + over if over else ground
        count = self._ends[index] - self._top(index)
        strips = []
        lines = row.draw(inside)
        for number in range(count):
            line = cut(lines[number], inside) if number < len(lines) else []
            mark = "▌ " if here else "  "
            parts = [Segment(mark, base + self._look("accent"))]
            for words, look in line:
                style = base + self._look(look) if look else base
                if over and self.has_focus:
                    style += Style(color=over.color)
                parts.append(Segment(words, style))
            strips.append(Strip(parts).adjust_cell_length(self._width, base))
        return strips

    def render_line(self, y: int) -> Strip:
        """The line of the window."""
        place = int(self.scroll_offset.y) + y
        index = bisect_right(self._ends, place)
        if index >= len(self.rows):
            return Strip.blank(self.size.width, self.rich_style)
        strips = self._drawn.get(index)
        if strips is None:
            strips = self._drawn[index] = self._strips(index)
        return strips[place - self._top(index)]

    def notify_style_update(self) -> None:
        """Another theme: draw anew."""
        super().notify_style_update()
        self._looks.clear()
        self._drawn.clear()

    def on_resize(self) -> None:
        """Rows may need more lines now."""
        if self.scrollable_content_region.width != self._width:
            self._measure()
            self._see_cursor()
            self.refresh()

    def on_focus(self) -> None:
        """The cursor is drawn stronger."""
        self._draw_again(self.cursor)

    def on_blur(self) -> None:
        """The cursor is drawn fainter."""
        self._draw_again(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """One click puts the cursor there, two open the row."""
        index = bisect_right(self._ends, int(self.scroll_offset.y) + event.y)
        if index < len(self.rows) and self.rows[index].key:
            self._stand(index)
            if event.chain == 2:
                self.post_message(self.Opened(self, self.key))


def _place_of(rows: Sequence[ListRow], key: str, near: int) -> int:
    """The index of a row by its key, looked for first where it was; -1 when it is not there."""
    if not key:
        return -1
    if near < len(rows) and rows[near].key == key:
        return near
    return next((i for i, row in enumerate(rows) if row.key == key), -1)
