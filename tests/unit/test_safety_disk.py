"""Writes that are cut off, cross others or fail on a full disk; journals that make no sense."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from qcode.files.journal import Entry, entry_of
from qcode.files.snapshot import load_study
from qcode.session import Session
from qcode.study.change import Change, Put
from qcode.study.clock import now
from qcode.study.code_edits import add_code
from qcode.study.edits import (
    edit_text,
    rename_transcript,
    write_memo,
)
from qcode.study.errors import QcodeError
from qcode.study.memo import Memo
from qcode.study.study import Study
from tests.unit.test_safety import new_code_and_coding, plainly, put_code, same_as_disk


def test_files_that_only_i_may_read_stay_so_even_while_they_are_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    path = root / "transcripts/ch.md"
    path.chmod(0o600)
    seen: list[int] = []
    fsync = os.fsync

    def look(handle: int) -> None:
        seen.extend(p.stat().st_mode & 0o777 for p in root.rglob(".ch.md.*"))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", look)
    with Session.open(root, "ana") as session:
        session.apply(edit_text(session.study, "ch", 3, "", "Nah. "))
    assert set(seen) == {0o600}
    assert path.stat().st_mode & 0o777 == 0o600


def journal(root: Path) -> Path:
    return root / "transcripts/journal/ana.jsonl"


def cut_off(root: Path, files: int, change: Change) -> None:
    """Writes a change as ana and dies after so many of its files are in place."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    from qcode.files.atomic import Prepared

    commit, done = Prepared.commit, [0]

    def die(self: Prepared) -> None:
        if done[0] == files:
            os._exit(0)
        done[0] += 1
        commit(self)

    Prepared.commit = die  # type: ignore[method-assign]
    Session.open(root, "ana").apply(change)
    os._exit(1)


def test_a_write_cut_off_is_completed_though_another_coder_wrote_since(root: Path):
    study = load_study(root).study
    for files in (0, 1):
        cut_off(root, files, new_code_and_coding(study, f"Malu {files}", "Sekarang malu"))
        with Session.open(root, "budi") as budi:
            budi.apply(add_code(budi.study, f"Lain {files}")[0])
        with Session.open(root, "ana") as session:
            assert f"malu-{files}" in session.study.codebook.codes
            assert f"lain-{files}" in session.study.codebook.codes
            assert session.study.counts[f"malu-{files}"] == 1
            assert same_as_disk(session)
            session.undo()
            session.write_pending()
            assert f"malu-{files}" not in session.study.codebook.codes


def test_a_study_opens_on_a_full_disk_and_completes_its_write_later(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    study = load_study(root).study
    cut_off(root, 1, new_code_and_coding(study, "Malu sekali", "Sekarang malu"))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with Session.open(root, "ana") as session:
        assert "the disk is full" in session.read_only
    monkeypatch.undo()
    with Session.open(root, "ana") as session:
        assert session.study.counts == {"malu-sekali": 1}
        assert "malu-sekali" in session.study.codebook.codes


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":"x","what":"y","puts":[["reviews",["a"],null,{"b":1}]],"files":{"a":["",""]}}',
        (
            b'{"id":"x","what":"y","puts":[["coding",["ana","ch","i"],null,{"id":1}]],'
            b'"files":{"transcripts/codings/ana/ch.jsonl":["","f"]}}'
        ),
        b'{"id":"x","what":"y","puts":[["coding",["ana"],null,7,8]]}',
        b'{"id":"x","what":"y","puts":{"coding":1}}',
        b'{"id":"x","puts":[["text",["ch","no number"],"a","b"]],"files":{"transcripts":["",""]}}',
        b'{"what":"garb\xff',
        b'{"garbage"}',
    ],
)
def test_a_line_of_the_journal_that_makes_no_sense_stops_nothing(root: Path, line: bytes):
    with Session.open(root, "ana") as session:
        put_code(session, "masuk celengan", "menabung")
    with journal(root).open("ab") as file:
        file.write(line + b"\n")
    with Session.open(root, "ana") as session:
        put_code(session, "Sekarang malu", "meminjam")
        session.undo()
        session.write_pending()
        assert session.study.counts == {"menabung": 1}
        with contextlib.suppress(QcodeError):
            session.undo()
    journal(root).write_bytes(journal(root).read_bytes() + line)
    with Session.open(root, "ana") as session:
        put_code(session, "Sekarang malu", "meminjam")


def test_a_journal_cannot_delete_what_lies_outside_its_study(root: Path):
    from hashlib import sha256

    victim = root.parent / "diary.md"
    victim.write_bytes(b"mine")
    entry = entry_of(Change("x", ()), "evil", now(), "ana")
    for file in ("../diary.md", str(victim), "transcripts/../../diary.md"):
        entry.removes = [file]
        entry.files = {file: (sha256(b"mine").hexdigest(), "")}
        journal(root).parent.mkdir(parents=True, exist_ok=True)
        journal(root).write_bytes(msgspec.json.encode(entry) + b"\n")
        Session.open(root, "ana").close()
        assert victim.exists(), file


def test_undo_reads_a_journal_that_git_has_exchanged(root: Path):
    with Session.open(root, "ana") as session:
        put_code(session, "masuk celengan", "menabung")
        old = journal(root).read_bytes()
    with Session.open(root, "ana") as session:
        session.undo()
        journal(root).write_bytes(msgspec.json.encode(Entry(done="zzz")) + b"\n" + old)
        session.redo()
        session.undo()
        session.write_pending()
        assert not session.study.counts


def test_a_transcript_removed_for_good_does_not_stand_in_the_way_of_undo(root: Path):
    plain = {"front": {}, "text": "Semua menabung bersama-sama.\n"}
    with Session.open(root, "ana") as session:
        session.apply(add_code(session.study, "Malu")[0])
        session.apply(Change("import doc", (Put("transcript", ("doc",), None, plain),)))
        session.remove_transcript("doc")
        session.undo()
        session.write_pending()
        assert "malu" not in session.study.codebook.codes


def changes() -> list[Callable[[Study], Change]]:
    """Kinds of changes that touch one file and several."""
    return [
        lambda s: new_code_and_coding(s, "Rasa malu", "Sekarang malu"),
        lambda s: edit_text(s, "ch", 3, "", "Nah. "),
        lambda s: rename_transcript(s, "ch", "chandra"),
        lambda s: write_memo(s, Memo("2026-c", "Celengan.", "ana", now())),
    ]


class Disk:
    """A disk on which a kind of call fails from the n-th on, or only the n-th time."""

    def __init__(self, real: Callable[..., object], failing: int, *, once: bool) -> None:
        self.real, self.failing, self.once = real, failing, once
        self.count = 0

    def method(self) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            if "locks" not in str(args[0]):
                self.count += 1
                if self.count == self.failing or (self.count > self.failing and not self.once):
                    raise OSError(28, "No space left on device")
            return self.real(*args, **more)

        return call

    @property
    def failed(self) -> bool:
        return self.count >= self.failing


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("call", ["fsync", "open", "mkdir", "replace", "unlink"])
def test_a_disk_that_fails_at_any_instant_leaves_all_of_a_change_or_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
):
    owner = os if call == "fsync" else Path
    once = call in ("replace", "unlink")
    with Session.open(root, "ana") as session:
        put_code(session, "masuk celengan", "menabung")
        before = plainly(session.study)
        for failing in range(1, 60):
            disk = Disk(getattr(owner, call), failing, once=once)
            with monkeypatch.context() as patch:
                patch.setattr(owner, call, disk.method())
                error = failure(session, changes()[number](session.study))
            assert same_as_disk(session), f"call {failing}"
            if error:
                assert "Not saved" in error
            else:
                session.undo()
                session.write_pending()
            assert plainly(session.study) == before, f"call {failing}"
            if not disk.failed:
                break
        assert not disk.failed
        session.apply(add_code(session.study, "Lagi")[0])
    with Session.open(root, "ana") as session:
        assert not list(root.rglob("*.qcode-tmp"))
        session.undo()
        assert plainly(session.study) == before
        session.undo()
        assert not session.study.counts


def failure(session: Session, change: Change) -> str:
    """What the user reads when the change could not be saved; empty when it was."""
    try:
        session.apply(change)
    except QcodeError as error:
        return str(error)
    return ""


def test_half_a_change_that_cannot_be_taken_back_is_completed_by_the_next_write(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    with Session.open(root, "ana") as session:
        disk = Disk(Path.replace, 2, once=False)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", disk.method())
            assert failure(session, changes()[0](session.study))
        assert same_as_disk(session)
        session.apply(add_code(session.study, "Lagi")[0])
        assert {"rasa-malu", "lagi"} <= set(session.study.codebook.codes)
        assert session.study.counts == {"rasa-malu": 1}
        assert same_as_disk(session)
        session.undo()
        session.undo()
        session.write_pending()
        assert "rasa-malu" not in session.study.codebook.codes


def test_an_edit_in_the_very_moment_of_a_save_is_kept_and_mine_is_saved_after_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    from qcode.files import journal as module

    book = root / "codebooks/codebook.yaml"
    write = module.write
    edits = iter(["# first\n", "# second\n"])

    def crossing(path: Path, entry: Entry, *, sync: bool = True) -> None:
        write(path, entry, sync=sync)
        if entry.puts:
            book.write_text(book.read_text(encoding="utf-8") + next(edits, ""), encoding="utf-8")

    with Session.open(root, "ana") as session:
        with monkeypatch.context() as patch:
            patch.setattr(module, "write", crossing)
            session.apply(add_code(session.study, "Malu")[0])
        assert book.read_text(encoding="utf-8").endswith("# first\n# second\n")
        assert same_as_disk(session)
    with Session.open(root, "ana") as session:
        assert "malu" in session.study.codebook.codes
        session.undo()
        session.write_pending()
        assert "malu" not in session.study.codebook.codes
