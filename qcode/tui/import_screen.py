"""Bringing files in: a path, what is in it, who speaks, and what became of each file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from qcode.i18n import n_, t
from qcode.sentences import said
from qcode.study.clock import now
from qcode.study.errors import QcodeError
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER, OTHER
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.import_desk import UNLABELLED, Desk, Incoming, completed, paths_of
from qcode.tui.import_rows import file_row, report_rows, role_name, speaker_rows
from qcode.tui.list_screen import ListScreen, ListTop
from qcode.tui.row_list import ListRow, RowList

if TYPE_CHECKING:
    from qcode.exchange.intake.batch import Brought

_DRAW_EVERY = 0.15
"""Seconds between two drawings of the list while files are read."""
_COMMENTS = ("skip", "code", "memo")


class ImportScreen(ListScreen):
    """A path and Enter lay files on the desk; Ctrl+S brings them in as one change."""

    NAME = "import"
    BINDINGS = bindings(on_screen("import"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = """
    ImportScreen .head { display: none; }
    ImportScreen.-speakers .head { display: block; }
    ImportScreen #speakers { display: none; height: 40%; border-top: solid $border-blurred; }
    ImportScreen.-speakers #speakers { display: block; }
    ImportScreen .foot { max-height: 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.report: Brought | None = None
        self._reading = ""

    def placeholder(self) -> str:
        """What to type."""
        return t("a file or a folder; Tab completes, Enter looks into it")

    def below(self) -> ComposeResult:
        """The speakers of the file under the cursor, and what was noticed in it."""
        yield RowList(id="speakers")
        yield Static("", classes="foot", markup=False)

    def on_mount(self) -> None:
        """Ready to type a path."""
        self.refresh_study()
        self.filter_line.focus()

    def opened(self, **place: Any) -> None:
        """With a path, if one is given."""
        if place.get("path"):
            self.filter_line.value = str(place["path"])
            self._look()
        self.filter_line.focus()

    # -- showing ----------------------------------------------------------------------------------

    @property
    def files(self) -> RowList:
        """The list of files."""
        return self.query_one("#list", RowList)

    @property
    def speakers(self) -> RowList:
        """The list of speakers."""
        return self.query_one("#speakers", RowList)

    @property
    def list(self) -> RowList:
        """The list that has the keys."""
        return self.speakers if self.focused is self.speakers else self.files

    @property
    def query_text(self) -> str:
        """The line is no filter."""
        return ""

    @property
    def current(self) -> Incoming | None:
        """The file under the cursor."""
        return self.desk.files.get(self.files.key)

    def show_study(self, study: Study) -> None:
        """What is there already may be another now."""
        del study
        self.fill()

    def fill(self, key: str | None = None) -> None:
        """Files, speakers and notes again."""
        rows = self.rows()
        self.set_class(not rows, "-nothing")
        self.query_one("#nothing", Static).update(self.nothing())
        self.files.show(rows, key)
        self.tell()

    def rows(self) -> Sequence[ListRow]:
        """The files on the desk, or what became of them."""
        if self.report is not None:
            skipped = [f for f in self.desk.files.values() if f.reason]
            return report_rows(self.report, skipped)
        order = {"transcript": 0, "codebook": 1, "attributes": 2, "cases": 3, "codings": 4}
        files = sorted(self.desk.files.items(), key=lambda f: (order.get(f[1].kind, 9), f[0]))
        return [ListRow(key, partial(file_row, self.study, one)) for key, one in files]

    def nothing(self) -> str:
        """What can be brought in."""
        return t(
            "Type a path: .docx, .txt, .md, .vtt, .srt and .csv files, or a folder of them. "
            "Tables of {codes}, attributes and {codings} are told by their columns."
        )

    def moved(self) -> None:
        """Speakers and notes of the file under the cursor."""
        one = None if self.report is not None else self.current
        rows = speaker_rows(one) if one and one.draft and one.taken else []
        self.set_class(bool(rows), "-speakers")
        if not rows and self.focused is self.speakers:
            self.files.focus()
        self.speakers.show(rows)
        notes = list(one.draft.notes) if one and one.draft else []
        if one and one.draft and one.draft.comments:
            count = n_("{n} comment of Word", "{n} comments of Word", len(one.draft.comments))
            notes.append(f"{count}: {self._comments_said()}")
        foot = self.query_one(".foot", Static)
        foot.display = bool(notes)
        foot.update(Content("\n").join(Content(said(note)) for note in notes))

    def _comments_said(self) -> str:
        return {
            "skip": t("left out; w takes them"),
            "code": t("taken as {codings}"),
            "memo": t("taken as {memos}"),
        }[self.desk.comments]

    def said(self) -> str:
        """What would come in."""
        taken = [f for f in self.desk.files.values() if f.taken]
        if self.report is not None or not self.desk.files:
            return ""
        transcripts = sum(f.draft is not None for f in taken)
        parts = [n_("{n} {transcript}", "{n} {transcripts}", transcripts)]
        tables = len(taken) - transcripts
        if tables:
            parts.append(n_("{n} table", "{n} tables", tables))
        if left := len(self.desk.files) - len(taken):
            parts.append(n_("{n} skipped", "{n} skipped", left))
        return " · ".join(parts)

    def heading(self) -> Heading:
        """What is going on."""
        parts = [t("import")]
        if self._reading:
            parts.append(t("reading {name}…", name=self._reading))
        elif self.report is not None:
            parts.append(t("done"))
        return Heading(tuple(parts))

    def facts(self) -> frozenset[str]:
        """What can be done now."""
        found = set()
        ready = self.report is None and any(f.taken for f in self.desk.files.values())
        if ready and not self._reading:
            found.add("ready")
        if self.report is None and self.current:
            found.add("file")
        if self.focused is self.speakers:
            found.add("speaker")
        elif self.focused is self.files and self.has_class("-speakers"):
            found.add("has-speakers")
        if any(f.draft and f.draft.comments for f in self.desk.files.values()):
            found.add("comments")
        return frozenset(found)

    def back(self) -> bool:
        """Escape: from the speakers to the files; then the screen is left."""
        if self.focused is self.speakers:
            self.files.focus()
            return True
        return False

    # -- a path -----------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nothing happens before Enter."""
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look into the path."""
        event.stop()
        self._look()

    def on_key(self, event: events.Key) -> None:
        """Tab completes the path; down goes to the files."""
        if self.focused is not self.filter_line:
            return
        if event.key == "tab" and self.filter_line.value.strip():
            value, names = completed(self.filter_line.value)
            self.filter_line.value = value
            self.filter_line.cursor_position = len(value)
            if names:
                self.say("  ".join(names[:12]) + ("  …" if len(names) > 12 else ""))
        elif event.key == "down" and self.files.rows:
            self.files.focus()
        else:
            return
        event.stop()
        event.prevent_default()

    def _look(self) -> None:
        paths = paths_of(self.filter_line.value)
        if not paths:
            return
        if self.report is not None:
            self.report, self.desk = None, Desk(roles=self.desk.roles)
        self.run_worker(self._read(paths), group="read")

    async def _read(self, paths: Sequence[Path]) -> None:
        """Files are told apart and read in a thread, one by one, and listed as they come."""
        desk, drawn = self.desk, monotonic()
        try:
            for path in paths:
                for one in await asyncio.to_thread(desk.find, path):
                    self._reading = one.path.name
                    self.refresh_chrome()
                    desk.put(await asyncio.to_thread(desk.read, one))
                    if monotonic() - drawn > _DRAW_EVERY:
                        self.fill()
                        drawn = monotonic()
        except (QcodeError, OSError) as error:
            self.say(said(error), "warning")
            return
        finally:
            self._reading = ""
            self.refresh_chrome()
        self.filter_line.value = ""
        self.files.focus()
        self.fill()
        self.files.edge(-1)

    # -- acts -------------------------------------------------------------------------------------

    def action_next_part(self) -> None:
        """Path, files, speakers, and round again."""
        stops = [self.filter_line, self.files, self.speakers]
        stops = [w for w in stops if w.display]
        here = next((i for i, w in enumerate(stops) if w is self.focused), 0)
        stops[(here + 1) % len(stops)].focus()

    def action_open_row(self) -> None:
        """From a file to its speakers; on a speaker, ask who it is."""
        if self.focused is self.speakers:
            self._ask_role()
        elif self.has_class("-speakers"):
            self.speakers.focus()

    def _ask_role(self) -> None:
        from qcode.tui.key_menu import KeyMenu
        from qcode.tui.prompt import LinePrompt

        key, one = self.files.key, self.current
        label = self.speakers.key.removeprefix("label:")
        if one is None or one.draft is None:
            return
        called = f"“{label}”" if label else t("Lines without a label")
        nobody = t("no speaker") if label else t("go on with the {turn} before")
        choices = [
            ("1", t("{interviewer}")),
            ("2", t("{participant}…")),
            ("3", t("other")),
            ("0", nobody),
        ]
        role = next((s.role for s in one.labels() if s.label == label), one.draft.unlabelled)
        case = role if role not in {INTERVIEWER, OTHER, ""} else one.draft.name.upper()

        def named(name: str | None) -> None:
            if name and name.strip():
                self._say_role(key, label, name.strip())

        def chosen(pressed: str | None) -> None:
            if pressed == "2":
                title = t("Which {participant} is {label}?", label=called)
                self.app.push_screen(LinePrompt(title, case), named)
            elif pressed:
                self._say_role(key, label, {"1": INTERVIEWER, "3": OTHER, "0": ""}[pressed])

        self.app.push_screen(KeyMenu(t("{label} is", label=called), choices), chosen)

    def _say_role(self, key: str, label: str, role: str) -> None:
        others = self.desk.say_role(key, label, role)
        self.fill()
        self.speakers.focus()
        if label != UNLABELLED:
            said = f"{label} = {role_name(role)}"
            if others:
                count = n_("in {n} more file", "in {n} more files", others)
                said = f"{said}, {count}"
            self.say(said)

    def action_leave_out(self) -> None:
        """Leave the file out, or take it in again."""
        one = self.current
        if self.report is None and one is not None and not one.reason:
            one.out = not one.out
            self.fill()

    def action_take_comments(self) -> None:
        """Comments as codings, as memos, or not at all."""
        index = _COMMENTS.index(self.desk.comments)
        self.desk.comments = _COMMENTS[(index + 1) % len(_COMMENTS)]
        self.fill()
        self.say(t("Comments of Word: {what}", what=self._comments_said()))

    def action_import_now(self) -> None:
        """Bring in all that is on the desk, as one change."""
        if self._reading or self.report is not None:
            return
        if not any(f.taken for f in self.desk.files.values()):
            self.say(t("Nothing to import yet; type a path and Enter."))
            return
        if self.qcode.session.read_only:
            self.say(self.qcode.session.read_only, "warning")
            return
        self._reading = t("everything")
        self.refresh_chrome()
        self.run_worker(self._import(), group="import", exclusive=True)

    async def _import(self) -> None:
        coder = self.qcode.session.coder
        try:
            brought = await asyncio.to_thread(self.desk.build, self.study, coder, now())
        except QcodeError as error:
            self.say(said(error), "error")
            return
        finally:
            self._reading = ""
        if not brought.change.puts or self.do(brought.change):
            self.report = brought
            self.files.focus()
            self.fill()
            self.query_one(ListTop).query_one(Input).value = ""
            if brought.change.puts:
                self.say(t("Imported as one change; u takes all of it back."))
