"""The bottom line: what can be done here with its keys, a notice in their place, and what is saved.

A notice takes the room of the keys for a few seconds and moves no text. One that is longer than the
line is laid over the rows above it as far as it needs them; a click or Escape takes it away.
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
"""How long a notice stands at least; a lasting one stands until Escape or success."""
_A_SECOND = 15
"""Characters that are read in a second: a long notice stands longer."""
_LOOKS = {"error": ("✗ ", "bold $text-error"), "warning": ("! ", "bold $text-warning")}
KEYS_OF_HELP = "help"
"""The command that keeps its room at the end, however many others there are."""


class Notice(NamedTuple):
    """One line for the user; a lasting one waits for Escape or for success."""

    text: str
    severity: str = "information"
    lasting: bool = False


class LongNotice(Static):
    """A notice over the rows above the bottom line and that line itself, whole."""

    DEFAULT_CSS = """
    LongNotice {
        layer: over; dock: bottom; height: auto; max-height: 60%; width: 100%; overflow-y: auto;
        background: $panel; color: $text; padding: 0 1; scrollbar-size-vertical: 1;
    }
    """

    def on_click(self) -> None:
        """Read: it goes."""
        self.screen.query_one(BottomLine).clear()


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
        self._long: LongNotice | None = None

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
            seconds = max(SECONDS, len(notice.text) / _A_SECOND)
            self._timer = self.set_timer(seconds, self.clear)
        self.draw()

    def clear(self) -> None:
        """Take the notice away."""
        if self.notice:
            self.notice = None
            self.draw()

    @property
    def covers(self) -> bool:
        """Whether a notice lies over more than this line."""
        return self._long is not None

    def on_resize(self) -> None:
        """The width decides how many commands fit."""
        self.draw()

    def draw(self) -> None:
        """Write the line for the present width."""
        width = max(20, self.app.size.width - 2)
        right = Content.styled(self._saved, "$text-muted")
        room = width - right.cell_length - 2
        words = self._notice()
        self._lay_over(words if words and words.cell_length > room else None)
        left = words.truncate(room, ellipsis=True) if words else self._keys(room)
        gap = max(1, width - left.cell_length - right.cell_length)
        self.update(Content.assemble(left, " " * gap, right), layout=False)

    def _notice(self) -> Content | None:
        if self.notice is None:
            return None
        mark, style = _LOOKS.get(self.notice.severity, ("", "bold"))
        return Content.styled(" ".join((mark + self.notice.text).split()), style)

    def _lay_over(self, words: Content | None) -> None:
        """Show the whole of a notice that the line has no room for."""
        if words is None:
            if self._long is not None:
                self._long.remove()
                self._long = None
        elif self._long is None:
            self._long = LongNotice(words, markup=False)
            self.screen.mount(self._long)
        else:
            self._long.update(words)

    def _keys(self, room: int) -> Content:
        shown: list[Content] = []
        found = [(c, _key(c)) for c in self._commands]
        used = sum(key.cell_length + 2 for c, key in found if c.name == KEYS_OF_HELP)
        for command, key in found:
            if command.name == KEYS_OF_HELP:
                shown.append(key)
            elif used + key.cell_length + 2 <= room:
                shown.append(key)
                used += key.cell_length + 2
        return Content("  ").join(shown)


def _key(command: Command) -> Content:
    words = Content.assemble((show_keys(command, 1), "bold $text-accent"), " ", t(command.title))
    return words.stylize(Style.from_meta({"@click": f"app.run_named('{command.name}')"}))
