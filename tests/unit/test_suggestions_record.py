"""The record of suggestions shown: where it lies, what it holds, what becomes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qcode.files.layout import is_of_a_study, shown_file
from qcode.files.shown import MOST_WAITING, Notes, append_shown, read_shown
from qcode.session import Session
from qcode.study import edits
from qcode.study.shown import Shown, ShownCode
from tests.commands import run
from tests.studies import words

AT = "2026-03-02T09:00:00+07:00"
CODES = (ShownCode("menabung", 1, 0.71, "accepted"), ShownCode("meminjam", 2, 0.3104))


def shown(**changed: object) -> Shown:
    fields = {
        "came": AT,
        "at": AT,
        "start": 50,
        "end": 100,
        "text": "ab" * 6,
        "mode": "always",
        "threshold": 0.15,
        "codes": CODES,
        "names": (3, 1),
    }
    return Shown(**{**fields, **changed})  # type: ignore[arg-type]


def record_of(root: Path, coder: str, transcript: str = "ch") -> Path:
    return root / shown_file(coder, transcript)


def test_what_was_shown_reads_as_it_was_written(root: Path):
    append_shown(root, "HM", "ch", [shown(), shown(codes=(), names=(0, 0))])
    append_shown(root, "AN", "sw", [shown()])
    found = read_shown(root)
    assert [line[:2] for line in found.lines] == [("AN", "sw"), ("HM", "ch"), ("HM", "ch")]
    assert found.lines[1][2] == shown(codes=(CODES[0], ShownCode("meminjam", 2, 0.31)))
    assert found.lines[2][2].codes == ()
    assert found.unreadable == 0
    assert [line[0] for line in read_shown(root, "AN").lines] == ["AN"]


def test_the_record_is_a_line_for_each_stay_that_a_person_can_read(root: Path):
    append_shown(root, "HM", "ch", [shown()])
    assert json.loads(record_of(root, "HM").read_text("utf-8")) == {
        "came": AT,
        "at": AT,
        "start": 50,
        "end": 100,
        "text": "abababababab",
        "mode": "always",
        "threshold": 0.15,
        "codes": [["menabung", 1, 0.71, "accepted"], ["meminjam", 2, 0.31, "ignored"]],
        "names": [3, 1],
    }


def test_a_torn_last_line_costs_that_line_alone(root: Path):
    append_shown(root, "HM", "ch", [shown()])
    path = record_of(root, "HM")
    path.write_bytes(path.read_bytes() + b'{"at":"2026-03-02T09')
    append_shown(root, "HM", "ch", [shown(start=1, end=2)])
    found = read_shown(root)
    assert [line[2].start for line in found.lines] == [50, 1]
    assert found.unreadable == 1


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"{}",
        b'{"came":"","at":"","start":5,"end":2,"codes":[]}',
        b'{"came":"","at":"","start":1,"end":2,"codes":[["a",1]]}',
        b"\xff\xfe",
    ],
)
def test_a_line_that_is_none_of_ours_is_passed_over_and_counted(root: Path, line: bytes):
    append_shown(root, "HM", "ch", [shown()])
    path = record_of(root, "HM")
    path.write_bytes(line + b"\n" + path.read_bytes())
    found = read_shown(root)
    assert (len(found.lines), found.unreadable) == (1, 1)


def test_notes_are_written_with_the_next_change_and_on_closing(root: Path):
    with Session.open(root, "HM") as session:
        session.note("ch", shown())
        assert not record_of(root, "HM").exists()
        span = words(session.study, "ch", "masuk celengan")
        session.apply(edits.add_coding(session.study, "HM", "ch", span, "menabung", at=AT))
        assert len(read_shown(root).lines) == 1
        session.note("ch", shown())
        session.note("sw", shown())
    assert len(read_shown(root).lines) == 3


def test_notes_leave_codings_journal_and_undo_alone(root: Path):
    with Session.open(root, "HM") as session:
        before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
        session.note("ch", shown())
        session.write_pending()
        assert {p: p.read_bytes() for p in before} == before
        assert not session.looks_changed()
        with pytest.raises(Exception, match="nothing to undo"):
            session.undo()


def test_a_read_only_session_keeps_no_note(root: Path):
    with Session.open(root, "HM", write=False) as session:
        assert session.note("ch", shown()) == 0
    assert not (root / "transcripts" / "suggested").exists()


def test_notes_wait_while_the_disk_refuses_and_no_more_than_so_many(root: Path):
    (root / "transcripts" / "suggested").write_text("in the way", "utf-8")
    notes = Notes()
    for number in range(MOST_WAITING + 5):
        notes.add("ch", shown(start=number, end=number + 1))
    notes.write(root, "HM")
    assert len(notes) == MOST_WAITING
    (root / "transcripts" / "suggested").unlink()
    notes.write(root, "HM")
    assert len(notes) == 0
    assert read_shown(root).lines[0][2].start == 5


def test_nothing_is_recorded_about_a_transcript_that_is_gone(root: Path):
    append_shown(root, "HM", "nowhere", [shown()])
    assert not (root / "transcripts" / "suggested").exists()


def test_removing_a_transcript_takes_everybodys_record_of_it_along(root: Path):
    for coder in ("HM", "AN"):
        append_shown(root, coder, "ch", [shown()])
        append_shown(root, coder, "sw", [shown()])
    assert run("remove", "--study", root, "--coder", "HM", "ch", "--yes").status == 0
    assert {line[:2] for line in read_shown(root).lines} == {("HM", "sw"), ("AN", "sw")}
    assert is_of_a_study(shown_file("AN", "ch"))


def test_a_renamed_transcript_keeps_its_record_and_undo_brings_it_back(root: Path):
    append_shown(root, "AN", "ch", [shown()])
    assert run("rename", "--study", root, "--coder", "HM", "ch", "chandra").status == 0
    assert [line[1] for line in read_shown(root).lines] == ["chandra"]
    assert run("undo", "--study", root, "--coder", "HM").status == 0
    assert [line[1] for line in read_shown(root).lines] == ["ch"]


def test_a_record_that_lies_under_the_new_name_already_is_kept_with_the_other(root: Path):
    append_shown(root, "HM", "ch", [shown()])
    left = record_of(root, "HM", "chandra")
    left.write_bytes(record_of(root, "HM").read_bytes()[:-1])
    assert run("rename", "--study", root, "--coder", "HM", "ch", "chandra").status == 0
    found = read_shown(root)
    assert [line[1] for line in found.lines] == ["chandra", "chandra"]
    assert found.unreadable == 0
