"""The app: one session, its screens, and what works on all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.notifications import SeverityLevel

from qcode.i18n import N_, t
from qcode.sentences import said
from qcode.study.change import Change
from qcode.study.errors import QcodeError
from qcode.tui.command_table import commands, on_app
from qcode.tui.commands import Command, bindings
from qcode.tui.guarded import Guarded
from qcode.tui.hangup import Hangup
from qcode.tui.remembered import Remembered
from qcode.tui.screens import entry, main_screens
from qcode.tui.study_screen import StudyScreen
from qcode.tui.themes import THEMES, after, first_theme
from qcode.tui.writing import Writer
from qcode.tui.wrongs import Wrongs, asked_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from qcode.session import Session
    from qcode.study.spans import Span
    from qcode.study.study import Study
    from qcode.tui.offers import Suggester

_LONGEST_TRAIL = 50


def _palette() -> Any:
    from qcode.tui.palette_provider import PaletteProvider

    return PaletteProvider


class QcodeApp(Guarded):
    """qcode on a study that one coder has open.

    The caller opens and closes the session and sets the language (`qcode.i18n.use`).
    `suggester` answers with suggestions (see `qcode.tui.offers`); without one there are none.
    """

    TITLE = "qcode"
    DEFAULT_MODE = "coding"
    MODES: ClassVar[Any] = {e.name: e.load for e in main_screens()}
    COMMANDS: ClassVar[Any] = {_palette}
    BINDINGS = bindings(on_app())  # type: ignore[assignment] # a list of Binding is fine
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    CSS_PATH = "qcode.tcss"
    ALLOW_SELECT = False

    def __init__(
        self,
        session: Session,
        *,
        coder: str = "",
        suggester: Suggester | None = None,
        remembered: Remembered | None = None,
        watch: bool = True,
        tour: bool = True,
        when_painted: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._when_painted = when_painted
        self.hand_out(session, suggester)
        self.coder = coder or session.coder
        self.remembered = remembered if remembered is not None else Remembered()
        self.writer = Writer(session, self)
        self.trail: list[tuple[str, str, dict[str, Any]]] = []
        """Where jumps came from: mode, screen and place in it."""
        self._watch_files = watch
        self._show_tour = tour and not self.remembered.get("tour")
        self._changed = False
        self._failed = ""
        self._wrongs = Wrongs()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = first_theme(self.remembered.get("theme"))

    def on_mount(self) -> None:
        """What must wait for the first paint: watching files, the tour."""
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        if self._when_painted is not None:
            self._when_painted()
        Hangup(self).watch()
        self._greet()
        if self._watch_files:
            self.run_worker(
                lambda: self.writer.watch(self.session.root, self.call_from_thread),
                thread=True,
                group="watch",
                exit_on_error=False,
            )
        if self._suggester is not None:
            self._suggester.update(self.session.study, self.coder)
            work = self._suggester.start(lambda note: self.notify(said(note)), self.fitted)
            self.run_worker(work, group="suggester")
        if self._show_tour:
            self.action_tour()

    def _greet(self) -> None:
        """Say once what the opening of the study brought; the gravest last, for it stays."""
        self.tell()
        if asked := asked_for(self.session.study, self.coder):
            self.notify(asked)
        if wrong := self._wrongs.news(self.session.study.problems):
            self.notify(wrong, severity="warning", timeout=0)
        if self.session.read_only:
            self.notify(said(self.session.read_only), severity="warning", timeout=0)

    # -- the study ------------------------------------------------------------------------------

    def do(self, change: Change | Callable[[Study], Change], notice: str = "") -> bool:
        """Apply a change at once and have it written; `notice` is shown if it went well.

        A function gets the present study and builds the change; what it or the session refuses is
        shown as a notice, and the result is False.
        """
        try:
            made = change if isinstance(change, Change) else change(self.study)
            if made.puts:
                self.session.submit(made)
        except QcodeError as error:
            self.submitted(refused=True)
            self.notify(said(error), severity="error")
            return False
        self.submitted(refused=False)
        if made.puts:
            self._changed = True
            self.writer.wake()
            self.refresh_screens()
        told = self.tell()
        if notice:
            self.notify(notice)
        elif not told and (screen := self._speaker()):
            screen.hush()  # what was said of an act before is no word on this one
        return True

    def _speaker(self) -> StudyScreen | None:
        """The screen whose bottom line says things: the foremost that has one."""
        return next(
            (s for s in reversed(self.screen_stack) if isinstance(s, StudyScreen) and s.is_mounted),
            None,
        )

    def refresh_screens(self) -> None:
        """Hand the study down to the screen in front and those behind it."""
        if self.suggester is not None:
            self.suggester.update(self.session.study, self.coder)
        for screen in self.screen_stack:
            if isinstance(screen, StudyScreen) and screen.is_mounted:
                screen.refresh_study()

    def on_written(self, error: str) -> None:
        """A write ended: show the time, or what went wrong."""
        if error:
            self._failed = said(error)
            self.notify(self._failed, severity="error", timeout=0)
        elif self._failed:
            self._failed = ""
            self.notify(t("Saved again."))
        if error or not self.writer.busy:
            self.written(failed=bool(error))
        self.refresh_screens()

    def on_reloaded(self, error: str) -> None:
        """Files were changed by an editor, by git or by another coder."""
        if error:
            self.notify(said(error), severity="error", timeout=0)
        else:
            if not self.tell():
                self.notify(t("The {study} changed on disk and was read again."))
            if wrong := self._wrongs.news(self.session.study.problems):
                self.notify(wrong, severity="warning", timeout=0)
        self.refresh_screens()

    def saved_text(self) -> str:
        """The state of saving for the bottom line."""
        session = self.session
        if session.read_only:
            return t("read-only")
        if self._failed:
            return t("not saved")
        if self.writer.busy or session.unsaved:
            return t("saving…")
        if session.saved_at:
            return t("saved {time}", time=session.saved_at.astimezone().strftime("%H:%M"))
        return ""

    def facts(self) -> frozenset[str]:
        """What holds on every screen."""
        found = set()
        if not self.session.read_only:
            found.add("writable")
        if self._changed:
            found.add("changed")
        return frozenset(found)

    # -- screens --------------------------------------------------------------------------------

    def open_screen(self, name: str, **place: Any) -> None:
        """Go to a registered screen, at a place in it; Escape there comes back here."""
        found = entry(name)
        if found is None:
            self.notify(t("This build has no screen “{name}”.", name=name), severity="warning")
            return
        if self.closed(name):
            self.notify(t("Closed while you {code} blind; , b on the {coding} screen ends it."))
            return
        here = self.screen
        if found.number == 0:
            pushed = found.load()
            self.push_screen(pushed)
            pushed.call_later(pushed.opened, **place)
            return
        if isinstance(here, StudyScreen) and name != here.NAME:
            self.trail = [*self.trail, *self._left_behind(name)][-_LONGEST_TRAIL:]
        self._switch(name, place)

    def _left_behind(self, name: str) -> list[tuple[str, str, dict[str, Any]]]:
        """What a jump to a main screen leaves: of its own mode all, since what is pushed closes."""
        mode = self.current_mode
        left = [s for s in self.screen_stack if isinstance(s, StudyScreen)]
        return [(mode, s.NAME, s.place()) for s in (left if mode == name else left[-1:])]

    def _switch(self, name: str, place: dict[str, Any]) -> None:
        self.switch_mode(name)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        screen = self.screen
        if isinstance(screen, StudyScreen) and place:
            screen.call_later(screen.opened, **place)

    def show_place(self, transcript: str, span: Span | None = None, coding: str = "") -> None:
        """Go to a place in a transcript on the coding screen."""
        self.open_screen("coding", transcript=transcript, span=span, coding=coding)

    def action_go(self, name: str) -> None:
        """A main screen by its name: the keys F2 to F8 and the tabs."""
        self.trail = []
        self._switch(name, {})

    def action_open(self, name: str) -> None:
        """A screen that is pushed upon this one."""
        if getattr(self.screen, "NAME", "") != name:
            self.open_screen(name)

    def action_go_menu(self) -> None:
        """A main screen by a digit, a pane, the keys, a command."""
        from qcode.tui.go_menu import ask_where_to

        ask_where_to(self)

    async def action_back(self) -> None:
        """Close what is open, else leave the screen, else go back to where a jump came from."""
        screen = self.screen
        if isinstance(screen, StudyScreen) and (screen.dismiss_notice() or screen.back()):
            return
        if len(self.screen_stack) > 1:
            await self.pop_screen()
        elif self.trail:
            *self.trail, (mode, name, place) = self.trail
            found = entry(name)
            top = self._screen_stacks.get(mode, [screen])[-1]
            if found and found.number:
                self._switch(name, place)
            elif mode != self.current_mode and isinstance(top, StudyScreen) and name == top.NAME:
                self.switch_mode(mode)
            else:
                self.open_screen(name, **place)

    # -- acts -----------------------------------------------------------------------------------

    async def run_command(self, command: Command) -> None:
        """Run a command as its key would."""
        screen = self.screen
        if "app" in command.screens:
            await self.run_action(command.action(), self)
        elif isinstance(screen, StudyScreen):
            await self.run_action(command.action(), screen.target_of(command))

    async def action_run_named(self, name: str) -> None:
        """Run a command by its name: a click in the bottom line."""
        found = next((c for c in commands() if c.name == name), None)
        if found and not found.takes_key:
            await self.run_command(found)

    def action_undo(self) -> None:
        """Take back my last change."""
        self._step(self.session.undo, N_("Taken back: {what}."))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._step(self.session.redo, N_("Done again: {what}."))

    def _step(self, step: Callable[[], str], message: str) -> None:
        try:
            what = step()
        except QcodeError as error:
            self.notify(said(error), severity="warning")
            return
        self._changed = True
        self.writer.wake()
        self.refresh_screens()
        self.notify(t(message, what=said(what)))

    def action_next_theme(self) -> None:
        """The next of light, dark and the terminal's own colours."""
        self.theme = after(self.theme)
        self.remembered.set("theme", self.theme)
        self.notify(t("Colours: {name}", name=self.theme))
        self.refresh_screens()

    def action_help(self) -> None:
        """All keys of this screen."""
        from qcode.tui.help import HelpScreen

        name = self.screen.NAME if isinstance(self.screen, StudyScreen) else ""
        self.push_screen(HelpScreen(name))

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=t("a command, or a {transcript}")))

    def action_tour(self) -> None:
        """Six keys to start with."""
        from qcode.tui.help import TourScreen

        self.remembered.set("tour", True)
        self.remembered.save()
        self.push_screen(TourScreen())

    async def action_quit(self) -> None:
        """Write what is left, remember where I was, and end; what cannot be written is said."""
        failed = self._failed
        if self.session.unsaved or self.writer.busy:
            self.writer.wake()
        await self.writer.flush()
        if self._failed and self._failed != failed:
            self.notify(
                t("Not saved: {error} Ctrl+Q again quits without it.", error=self._failed),
                severity="error",
                timeout=0,
            )
            return
        await self.leave()

    async def leave(self, status: int = 0) -> None:
        """Write what is left, remember where I was, and end, whatever could not be written."""
        if self.session.unsaved or self.writer.busy:
            self.writer.wake()
        await self.writer.flush()
        for mode in main_screens():
            for screen in self._screen_stacks.get(mode.name, []):
                if isinstance(screen, StudyScreen):
                    screen.remember()
        self.remembered.save()
        if self._suggester is not None:
            await self._suggester.close()
        self.exit(return_code=status)

    def on_unmount(self) -> None:
        """End the thread that writes."""
        self.writer.close()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something in the bottom line, where it covers no text; timeout 0 makes it last."""
        del title, markup
        if screen := self._speaker():
            screen.say(message, severity, lasting=timeout == 0)

    def _fatal_error(self) -> None:
        """A crash without local variables: they could hold participants' words."""
        from rich.traceback import Traceback

        self.bell()
        self._exit_renderables.append(Traceback(show_locals=False, width=None))
        self._close_messages_no_wait()
