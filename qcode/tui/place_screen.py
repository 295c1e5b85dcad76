"""Saying where a coding belongs that lost its place: select the words, Enter."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qcode.i18n import t
from qcode.study import edits
from qcode.study.coding import Coding, CodingFile
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.words import find_all
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import one_line
from qcode.tui.segment_pane import title_of
from qcode.tui.text_moves import TextMoves
from qcode.tui.transcript_view import TranscriptView


class PlaceScreen(TextMoves):
    """Opened with `coding=`: its words above, the text below, at the likeliest place."""

    NAME = "place"
    BINDINGS = bindings(on_screen("place"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = """
    PlaceScreen { background: $background; }
    PlaceScreen .asked {
        height: auto; max-height: 7; padding: 0 1; background: $surface;
        border-bottom: solid $border-blurred;
    }
    PlaceScreen TranscriptView { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.ident = ""
        self.transcript = ""

    def body(self) -> ComposeResult:
        """The coding's words, and the text."""
        yield Static("", classes="asked", markup=False)
        yield TranscriptView()

    def found(self) -> tuple[CodingFile, Coding] | None:
        """The coding, if it is there still."""
        return self.study.find_coding(self.ident) if self.ident else None

    def opened(self, **place: Any) -> None:
        """Show the text where the coding's words stand, or where it was."""
        self.ident = str(place.get("coding") or "")
        self.show_study(self.study)
        found = self.found()
        if found is None:
            return
        file, coding = found
        text = self.study.transcripts[file.transcript].text
        near = coding.was[0] if coding.was else 0
        same = find_all(text, coding.quote)
        self.view.set_hits(same)
        if same:
            self.view.go_to(min(same, key=lambda s: abs(s.start - near)))
        else:
            near = min(near, max(0, len(text) - 1))
            self.view.go_to(Span(near, near), select=False)
        self.view.focus()

    def show_study(self, study: Study) -> None:
        """The text and what is asked."""
        found = self.found()
        if found is None:
            return
        file, coding = found
        self.transcript = file.transcript
        self.view.show(study, file.transcript, self.qcode.session.coder, hide=True)
        asked = t("Where does “{name}” belong?", name=title_of(coding.code, study))
        lines = [
            Content.styled(asked, "bold"),
            Content.assemble(
                (f"…{one_line(coding.prefix)} ", "$text-muted"),
                (f"“{one_line(coding.quote)}”", "bold"),
                (f" {one_line(coding.suffix)}…", "$text-muted"),
            ),
        ]
        self.query_one(".asked", Static).update(Content("\n").join(lines))

    def heading(self) -> Heading:
        """The transcript."""
        return Heading((self.transcript, t("a place for a {coding}")))

    def facts(self) -> frozenset[str]:
        """Whether words are selected."""
        selected = self.view.selection is not None
        return frozenset({"text", "selection" if selected else "no-selection"})

    def back(self) -> bool:
        """Escape: the selection first."""
        return self.view.clear_selection()

    def on_transcript_view_selection_changed(self, event: TranscriptView.SelectionChanged) -> None:
        """The bottom line depends on it."""
        event.stop()
        self.refresh_chrome()

    def action_keep_place(self) -> None:
        """It belongs here."""
        ident, span = self.ident, self.view.target
        if self.found() is None or not span:
            return
        if self.do(lambda study: edits.move_coding(study, ident, span)):
            self.app.pop_screen()
            self.app.notify(t("The {coding} has its place again; u takes it back."))
