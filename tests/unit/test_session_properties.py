"""Whatever two coders and an editor do in turn: memory is what the disk says, undo is exact."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from qcode.files.snapshot import load_study
from qcode.session import Session
from qcode.study.change import Change
from qcode.study.clock import now
from qcode.study.code_edits import add_code, edit_code, merge_codes, move_codes
from qcode.study.edits import (
    add_coding,
    edit_text,
    recode,
    remove_coding,
    set_case,
    together,
    write_memo,
)
from qcode.study.errors import ConflictError, QcodeError
from qcode.study.memo import Memo
from qcode.study.spans import Span
from tests.studies import write_study
from tests.unit.test_safety import plainly

NUMBER = st.integers(0, 400)


class Coders(RuleBasedStateMachine):
    """Two coders and an editor on one study."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = write_study(Path(self.folder.name) / "arisan")
        self.sessions = [Session.open(self.root, coder) for coder in ("ana", "budi")]
        self.session = self.sessions[0]
        self.edited = False
        self.said: dict[str, str] = {}
        """The words that each coding was put on or last found at."""

    def teardown(self) -> None:
        for session in self.sessions:
            session.close()
        self.folder.cleanup()

    def do(self, change: Change, *, written: bool) -> None:
        self.session.submit(change)
        if not written:
            return
        try:
            self.session.write_pending()
        except ConflictError:
            assert self.edited  # only what an editor saved meanwhile can stand in the way
            self.reload()

    @rule(who=st.integers(0, 1))
    def another_sits_down(self, who: int) -> None:
        self.write()
        self.session = self.sessions[who]
        self.reload()

    @rule(start=NUMBER, length=st.integers(1, 40), code=NUMBER, written=st.booleans())
    def codes(self, start: int, length: int, code: int, written: bool) -> None:
        study = self.session.study
        text = study.transcripts["ch"].text
        span = Span(min(start, len(text) - 1), min(start + length, len(text)))
        if not text[span.start : span.end].strip():
            return
        ident = list(study.codebook.codes)[code % len(study.codebook.codes)]
        try:
            change = add_coding(study, self.session.coder, "ch", span, ident, at=now())
        except QcodeError:
            return
        self.do(change, written=written)

    @rule(which=NUMBER, code=NUMBER, away=st.booleans(), written=st.booleans())
    def recodes(self, which: int, code: int, away: bool, written: bool) -> None:
        study = self.session.study
        mine = study.file(self.session.coder, "ch").items
        codes = list(study.codebook.codes)
        if not mine:
            return
        ident = mine[which % len(mine)].id
        try:
            change = (
                remove_coding(study, ident)
                if away
                else recode(study, ident, codes[code % len(codes)])
            )
        except QcodeError:
            return
        self.do(change, written=written)

    @rule(name=st.sampled_from(["Malu", "Iuran", "Sepatu"]), start=NUMBER, written=st.booleans())
    def codes_anew(self, name: str, start: int, written: bool) -> None:
        study = self.session.study
        try:
            new, ident = add_code(study, name, parent="uang")
            span = Span(min(start, 300), min(start, 300) + 12)
            put = add_coding(study.apply(new), self.session.coder, "ch", span, ident, at=now())
        except QcodeError:
            return
        self.do(together(name, new, put), written=written)

    @rule(one=NUMBER, two=NUMBER, how=st.integers(0, 2), written=st.booleans())
    def arranges(self, one: int, two: int, how: int, written: bool) -> None:
        study = self.session.study
        codes = list(study.codebook.codes)
        a, b = codes[one % len(codes)], codes[two % len(codes)]
        try:
            change = (
                move_codes(study, [a], b)
                if how == 0
                else merge_codes(study, a, b)
                if how == 1
                else edit_code(study, a, "definition", f"Arti {two}.")
            )
        except QcodeError:
            return
        self.do(change, written=written)

    @rule(start=NUMBER, gone=st.integers(0, 9), new=st.sampled_from(["", "anu ", "x\n"]))
    def corrects(self, start: int, gone: int, new: str) -> None:
        study = self.session.study
        text = study.transcripts["ch"].text
        start = min(start, len(text) - 20)
        self.do(edit_text(study, "ch", start, text[start : start + gone], new), written=True)

    @rule(age=st.sampled_from(["", "41"]), case=st.sampled_from(["CH", "AN"]))
    def describes(self, age: str, case: str) -> None:
        study = self.session.study
        self.do(set_case(study, case, {"role": "KPM", "age": age}), written=False)
        self.do(write_memo(study, Memo(f"m-{case}", f"{age}\n", "ana", "")), written=True)

    @rule(at=NUMBER)
    def an_editor_saves(self, at: int) -> None:
        path = self.root / "transcripts/ch.md"
        text = path.read_text(encoding="utf-8")
        at = len(text) // 2 + at % 100
        path.write_text(text[:at] + "Eh, " + text[at:], encoding="utf-8")
        self.edited = True

    @rule()
    def write(self) -> None:
        try:
            self.session.write_pending()
        except QcodeError:
            self.reload()

    @rule()
    def reload(self) -> None:
        try:
            self.session.reload()
        except QcodeError:
            self.session.write_pending()
        self.edited = False

    @rule(again=st.booleans(), written=st.booleans())
    def undoes(self, again: bool, written: bool) -> None:
        try:
            self.session.redo() if again else self.session.undo()
        except QcodeError:
            return
        if written:
            self.write()

    @rule()
    def undoes_and_does_again(self) -> None:
        self.write()
        self.reload()
        before = plainly(self.session.study)
        try:
            self.session.undo()
        except QcodeError:
            return
        self.session.redo()
        self.session.write_pending()
        after = plainly(self.session.study)
        assert after[:1] + after[4:] == before[:1] + before[4:]
        assert {k: [c.id for c in v] for k, v in after[3].items()} == {
            k: [c.id for c in v] for k, v in before[3].items()
        }

    @rule()
    def closes_and_opens(self) -> None:
        self.write()
        at = self.sessions.index(self.session)
        stacks = self.session._undo_stacks()
        self.session.close()
        self.session = self.sessions[at] = Session.open(self.root, self.session.coder)
        assert not self.session.messages
        assert self.session._undo_stacks() == stacks

    @invariant()
    def no_coding_stands_on_other_words_than_it_says(self) -> None:
        study = self.session.study
        text = study.transcripts["ch"].text
        for file in study.files_of("ch"):
            for coding in file.items:
                if coding.placed:
                    assert text[coding.start : coding.end] == coding.quote

    @invariant()
    def what_is_written_is_what_is_shown(self) -> None:
        if not self.session.unsaved and not self.session._pending:
            self.reload()
            assert plainly(self.session.study) == plainly(load_study(self.root).study)


TestCoders = Coders.TestCase
TestCoders.settings = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
