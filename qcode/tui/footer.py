"""The bottom line: what can be done here with its keys, a notice in their place, and what is saved.

A notice takes the room of the keys for a few seconds, so that it never covers or moves the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widgets import Static

from qcode.i18n import t
from qcode.tui.commands import Command, show_keys

SECONDS = 6.0
"""How long a notice stands; one that says what went wrong stands until the next act."""


class Notice(NamedTuple):
    """One line for the user; a lasting one waits for Escape or for success."""

    text: str
    severity: str = "information"
    lasting: bool = False


class BottomLine(Static):
    """Keys or a notice at the left, the state of saving at the right."""

    DEFAULT_CSS = """
    BottomLine {
        dock: bottom; height: 1; background: $panel; color: $text; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.notice: Notice | None = None
        self._commands: Sequence[Command] = ()
        self._saved = ""
        self._timer: Timer | None = None

    def tell(self, commands: Sequence[Command], saved: str) -> None:
        """Show these commands and this state of saving."""
        if commands != self._commands:
            self._commands, self._saved = commands, saved
            self.draw()
        elif saved != self._saved:
            self._saved = saved
            self.call_after_refresh(self.draw)  # first the stripes: all between would be painted

    def say(self, notice: Notice) -> None:
        """Show a notice in place of the keys."""
        self.notice = notice
        if self._timer:
            self._timer.stop()
            self._timer = None
        if not notice.lasting:
            self._timer = self.set_timer(SECONDS, self.clear)
        self.draw()

    def clear(self) -> None:
        """Take the notice away."""
        if self.notice:
            self.notice = None
            self.draw()

    def on_resize(self) -> None:
        """The width decides how many commands fit."""
        self.draw()

    def draw(self) -> None:
        """Write the line for the present width."""
        width = max(20, self.app.size.width - 2)
        right = Content.styled(self._saved, "$text-muted")
        room = width - right.cell_length - 2
        left = self._notice(room) if self.notice else self._keys(room)
        gap = max(1, width - left.cell_length - right.cell_length)
        self.update(Content.assemble(left, " " * gap, right), layout=False)

    def _notice(self, room: int) -> Content:
        assert self.notice is not None  # noqa: S101 - asked for by draw
        mark, style = {
            "error": ("✗ ", "bold $text-error"),
            "warning": ("! ", "bold $text-warning"),
        }.get(self.notice.severity, ("", "bold"))
        line = " ".join((mark + self.notice.text).split())
        return Content.styled(line, style).truncate(room, ellipsis=True)

    def _keys(self, room: int) -> Content:
        shown: list[Content] = []
        used = 0
        for command in self._commands:
            one = Content.assemble(
                (show_keys(command, 1), "bold $text-accent"), " ", t(command.title)
            ).stylize(Style.from_meta({"@click": f"app.run_named('{command.name}')"}))
            if used + one.cell_length + 2 > room:
                continue
            shown.append(one)
            used += one.cell_length + 2
        return Content("  ").join(shown)
