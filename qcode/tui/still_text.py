"""A pane of text that is written anew with every key and never asks for a layout of the screen."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget


class StillText(Widget, can_focus=True):
    """Wrapped lines with a place of their own; Up, Down, PgUp, PgDn and the wheel move it.

    A `Static` in a scrolling container would have Textual lay out and paint the whole screen for
    every new text, which costs more than the text itself.
    """

    DEFAULT_CSS = "StillText { height: 100%; }"

    def __init__(self) -> None:
        super().__init__()
        self._content = Content("")
        self._strips: list[Strip] = []
        self._top_line = 0
        self._laid = -1
        """The width for which it was laid out."""

    @property
    def content(self) -> Content:
        """What it shows."""
        return self._content

    def write(self, content: Content, *, stay: bool = False) -> None:
        """Show this text from its first line on, or from where the pane stands with `stay`."""
        same = self._laid == self.content_size.width and content.is_same(self._content)
        self._content = content
        if same and (stay or not self._top_line):
            return
        if not stay:
            self._top_line = 0
        self._lay()

    def _lay(self) -> None:
        size = self.content_size
        before = self._shown()
        self._strips = (
            Visual.to_strips(self, self._content, size.width, None, self._ground(), pad=True)
            if size.width
            else []
        )
        self._top_line = max(0, min(self._top_line, len(self._strips) - size.height))
        hidden = len(self._strips) - size.height - self._top_line
        subtitle = "↓" if hidden > 0 and size.height else ""
        if self.border_subtitle != subtitle:
            self.border_subtitle = subtitle
        after = self._shown()
        if len(before) != len(after) or self._laid != size.width:
            self._laid = size.width
            self.refresh()
            return
        for y, (one, other) in enumerate(zip(before, after, strict=True)):
            if one != other:
                self.refresh(Region(0, y, size.width, 1))

    def _shown(self) -> list[Strip | None]:
        """The lines of the pane as they stand; None below the end of the text."""
        end = self._top_line + self.content_size.height
        shown: list[Strip | None] = [*self._strips[self._top_line : end]]
        return [*shown, *[None] * (self.content_size.height - len(shown))]

    def _ground(self) -> Style:
        return self.visual_style

    def render_line(self, y: int) -> Strip:
        """The line of the text at this line of the pane."""
        index = self._top_line + y
        if index < len(self._strips):
            return self._strips[index]
        return Strip.blank(self.content_size.width, self._ground().rich_style)

    def scroll_lines(self, lines: int) -> None:
        """Move on by so many lines."""
        self._top_line += lines
        self._lay()

    def on_key(self, event: events.Key) -> None:
        """Scroll while it has the keys."""
        page = max(1, self.content_size.height - 1)
        steps = {"down": 1, "up": -1, "pagedown": page, "pageup": -page}
        if event.key in steps:
            event.stop()
            event.prevent_default()
            self.scroll_lines(steps[event.key])

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self.scroll_lines(2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self.scroll_lines(-2)

    def on_resize(self) -> None:
        """Wrap anew."""
        self._lay()

    def notify_style_update(self) -> None:
        """The theme's colours are in the strips."""
        super().notify_style_update()
        if self.is_mounted:
            self._lay()
