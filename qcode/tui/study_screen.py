"""The base of every screen: header, body, bottom line, and the study as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.dom import DOMNode
from textual.screen import Screen

from qcode.study.change import Change
from qcode.study.study import Study
from qcode.tui.command_table import COMMANDS, commands
from qcode.tui.commands import Command, footer_commands
from qcode.tui.footer import BottomLine, Notice
from qcode.tui.header import Heading, StudyHeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from qcode.tui.app import QcodeApp

_ONLY = {c.name: frozenset(c.only) for c in COMMANDS if c.only}


class StudyScreen(Screen[None]):
    """A screen on the study.

    A subclass names itself as in the command table (`NAME`), sets
    `BINDINGS = bindings(on_screen(NAME))`, yields its widgets in `body()`, draws the study in
    `show_study()`, and has an `action_…` for each of its commands.
    """

    NAME: ClassVar[str] = ""
    DEFAULT_CSS = "StudyScreen { layers: base over; }"

    def __init__(self) -> None:
        super().__init__()
        self._shown: Study | None = None
        self._unsaved: frozenset[str] = frozenset()
        self._due: list[Callable[[], None]] = []

    @property
    def qcode(self) -> QcodeApp:
        """The app, with its own type."""
        from qcode.tui.app import QcodeApp

        assert isinstance(self.app, QcodeApp)  # noqa: S101 - these screens have no other app
        return self.app

    @property
    def study(self) -> Study:
        """The study as the coder may see it, with changes that are not yet on disk."""
        return self.qcode.study

    def compose(self) -> ComposeResult:
        """Header, what the subclass yields, bottom line."""
        yield StudyHeader(markup=False)
        yield from self.body()
        yield BottomLine()

    def body(self) -> ComposeResult:
        """The widgets between header and bottom line."""
        yield from ()

    def show_study(self, study: Study) -> None:
        """Draw the study; called when it has changed, on mount and when the screen comes back."""

    def show_saved(self) -> None:
        """Draw that what was pending lies on the disk now; the study itself is the same."""

    def opened(self, **place: Any) -> None:
        """Called when another screen leads here, with where to go; after the screen is mounted."""

    def place(self) -> dict[str, Any]:
        """Where this screen stands, as arguments for `opened`, for coming back by Escape."""
        return {}

    def remember(self) -> None:
        """Put what should be known at the next start into `self.qcode.remembered`."""

    def target_of(self, command: Command) -> DOMNode:
        """The node whose action a command runs: the screen, or a pane of it."""
        del command
        return self

    def facts(self) -> frozenset[str]:
        """What holds now, for the footer (`Command.when`) and for keys (`Command.only`)."""
        return frozenset()

    def heading(self) -> Heading:
        """What the header says about this screen."""
        return Heading()

    def back(self) -> bool:
        """Close what is open on this screen; False when there is nothing, so that it is left."""
        return False

    def refresh_chrome(self) -> None:
        """Header and bottom line again; call it when the facts or the heading change.

        They are written once for all calls of one act, before the next frame.
        """
        self.soon(self._write_chrome)

    def soon(self, draw: Callable[[], None]) -> None:
        """Call this once when the present act is done, however often it is asked for till then."""
        if draw not in self._due:
            self._due.append(draw)
            self.call_next(self._draw_due)

    def _draw_due(self) -> None:
        while self._due and self.is_mounted and self.query(BottomLine):  # else it closes or opens
            self._due.pop(0)()
        self._due.clear()

    def _write_chrome(self) -> None:
        app = self.qcode
        header = self.query_one(StudyHeader)
        header.tell(
            self.study.codebook.title or app.session.root.name,
            app.session.coder,
            self.NAME,
            self.heading(),
        )
        facts = self.facts() | app.facts()
        self.query_one(BottomLine).tell(
            footer_commands(commands(), self.footer_place(), facts), app.saved_text()
        )

    def footer_place(self) -> str:
        """The name by which the footer looks commands up; a pane may have its own."""
        return self.NAME

    @property
    def covered(self) -> bool:
        """Whether another screen of the study hides this one.

        Textual paints the whole screen in front anew when something changes in one behind it.
        """
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else ()
        return any(isinstance(screen, StudyScreen) for screen in above)

    def refresh_study(self) -> None:
        """Draw the study if it is not the one that was drawn last; then header and bottom line.

        What is covered is drawn when it comes back.
        """
        if self.covered:
            return
        unsaved = self.qcode.session.unsaved
        if self._shown is not self.study:
            self._shown = self.study
            self.show_study(self.study)
        elif unsaved != self._unsaved:
            self.show_saved()
        self._unsaved = unsaved
        self.refresh_chrome()

    def do(self, change: Change | Callable[[Study], Change], said: str = "") -> bool:
        """Apply a change and have it written; a refusal is said and gives False."""
        return self.qcode.do(change, said)

    def say(self, text: str, severity: str = "information", *, lasting: bool = False) -> None:
        """A notice in the bottom line."""
        self.query_one(BottomLine).say(Notice(text, severity, lasting))

    def hush(self) -> None:
        """Take a notice away that would have gone by itself."""
        line = self.query_one(BottomLine)
        if line.notice is not None and not line.notice.lasting:
            line.clear()

    def fitted(self) -> None:
        """A model for suggestions was fitted."""

    def dismiss_notice(self) -> bool:
        """Take a notice away that stays or lies over the text; False when there is none."""
        line = self.query_one(BottomLine)
        if line.notice is None or not (line.notice.lasting or line.covers):
            return False
        line.clear()
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does this now: some keys do one thing with a selection, another without."""
        del parameters
        wanted = _ONLY.get(action)
        return wanted is None or wanted <= self.facts()

    def on_mount(self) -> None:
        """Draw the study for the first time."""
        self.refresh_study()

    def on_screen_resume(self) -> None:
        """Draw what changed while another screen was in front."""
        if self.is_mounted:
            self.refresh_study()

    def on_resize(self) -> None:
        """The width decides what fits in header and bottom line."""
        self.refresh_chrome()
