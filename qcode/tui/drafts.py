"""Texts begun in a dialog of the app: kept until they lie saved on the disk, brought back there."""

from __future__ import annotations

import contextlib
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static, TextArea

from qcode.files.drafts import Drafts, KeptDraft
from qcode.i18n import t
from qcode.study.clock import now

if TYPE_CHECKING:
    from pathlib import Path

    from qcode.tui.app import QcodeApp

_EVERY = 0.7
"""Seconds of typing after which the draft is written again."""
_BEHIND = "\n\n---\n\n"
"""Stands between a text that was changed elsewhere and the draft of a change to it."""

Result = TypeVar("Result")


class DraftDesk:
    """The drafts of a session, and what became of those whose text was given to be saved."""

    def __init__(self, root: Path, coder: str) -> None:
        self._key = (root, coder)
        self._given: set[str] = set()
        self._taken: set[str] = set()

    @cached_property
    def files(self) -> Drafts:
        """The drafts as they lie on the disk."""
        return Drafts(*self._key)

    def give(self, place: str) -> None:
        """Its text is on its way to a change."""
        self._given.add(place)

    def submitted(self, *, refused: bool) -> None:
        """A change was made of what was given, or could not be: then the draft stays."""
        if not refused:
            self._taken |= self._given
        self._given.clear()

    def written(self, *, failed: bool) -> None:
        """What was submitted lies on the disk and needs no draft, or could not be written."""
        if not failed:
            for place in self._taken:
                self.files.drop(place)
        self._taken.clear()


class DraftPrompt(ModalScreen[Result]):
    """A dialog with one text area: Escape, a crash or a closed terminal keep what was typed.

    `place` names what is written about; a draft comes back where the place is the same. A subclass
    yields `TextArea(self.opening())` and the line of `draft_line()`.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape", "leave", show=False, priority=True),
        Binding("f9", "begin_anew", show=False, priority=True),
    ]

    def __init__(self, title: str, before: str, place: str) -> None:
        super().__init__()
        self._title = title
        self._before = before
        self._place = place
        self._found: KeptDraft | None = None
        self._area: TextArea | None = None
        self._waiting = False
        self._warned = False
        self._over = False

    # -- what a subclass may say ------------------------------------------------------------------

    def draft_of(self, text: str) -> KeptDraft:
        """The draft of this text as it is kept."""
        return KeptDraft(self._place, text, self._before, now(), self._title)

    def kept_sentence(self) -> str:
        """What is said when the text was not saved but kept."""
        return t("Not saved, but kept: it is there when you open this again.")

    # -- drawing ----------------------------------------------------------------------------------

    @property
    def _desk(self) -> DraftDesk:
        app: QcodeApp = self.app  # type: ignore[assignment] # these dialogs have no other app
        return app.drafts

    def opening(self) -> str:
        """The text to begin with: the draft where there is one, else what is there already."""
        self._found = found = self._desk.files.get(self._place)
        if found is None:
            return self._before
        if found.before == self._before or not self._before.strip():
            return found.text
        return self._before.rstrip() + _BEHIND + found.text

    def draft_line(self) -> Static:
        """One line that says that a draft came back, and how to be rid of it."""
        line = Static("", classes="draft", markup=False)
        if self._found is None:
            line.display = False
            return line
        when = self._found.at[:16].replace("T", " ")
        anew = Content.styled(t("F9: begin anew"), "bold $text-accent").stylize(
            Style.from_meta({"@click": "screen.begin_anew"})
        )
        said = t("Back as you left it, unsaved, on {when}.", when=when)
        line.update(Content.assemble((said, "$text-warning"), "  ", anew))
        return line

    def on_mount(self) -> None:
        """Start typing at the end."""
        self._area = area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    # -- keeping ----------------------------------------------------------------------------------

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed, a moment later and not with every key."""
        event.stop()
        if not self._waiting and not self._over:
            self._waiting = True
            self.set_timer(_EVERY, self._keep_meanwhile)

    def _keep_meanwhile(self) -> None:
        self._waiting = False
        if not self._over:
            with contextlib.suppress(OSError):
                self._keep()

    def _keep(self) -> bool:
        """Keep the draft or forget it; whether there is one now. An OSError when it cannot be."""
        if self._area is None:
            return False
        text = self._area.text
        if text.strip() in {"", self._before.strip()}:
            self._desk.files.drop(self._place)
            return False
        self._desk.files.keep(self.draft_of(text))
        return True

    def on_unmount(self) -> None:
        """The app ends while the dialog is open."""
        if not self._over:
            with contextlib.suppress(OSError):
                self._keep()

    def give(self, result: Result) -> None:
        """Close with a result; the draft stays until that is saved."""
        with contextlib.suppress(OSError):
            if self._keep():
                self._desk.give(self._place)
        self._over = True
        self.dismiss(result)

    def action_leave(self) -> None:
        """Close without a result; a text that was begun is kept, and that is said."""
        try:
            kept = self._keep()
        except OSError as error:
            if not self._warned:
                self._warned = True
                self.query_one(".draft", Static).update(
                    t("This cannot be kept: {why}. Esc again loses it.", why=error.strerror)
                )
                self.query_one(".draft").display = True
                return
            kept = False
        self._over = True
        if kept:
            self.app.notify(self.kept_sentence())
        self.dismiss(None)

    def action_begin_anew(self) -> None:
        """Take the draft away and show what was there before; Ctrl+Z brings it back."""
        if self._found is not None and self._area is not None:
            self._found = None
            whole = self._area.document
            self._area.replace(self._before, whole.start, whole.end)
            self._area.move_cursor(whole.end)
            self.query_one(".draft").display = False
