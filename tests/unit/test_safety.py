"""A study stays whole: full disks, crossing changes, strange files, cut-off writes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.files.snapshot import load_study
from qcode.session import Session
from qcode.study.change import Change, Put
from qcode.study.check import check
from qcode.study.clock import now
from qcode.study.code_edits import add_code, edit_code, move_codes
from qcode.study.coding import Coding
from qcode.study.edits import (
    add_coding,
    edit_text,
    recode,
    remove_coding,
    rename_transcript,
    set_case,
    together,
    write_memo,
)
from qcode.study.errors import ConflictError, QcodeError
from qcode.study.memo import Memo
from qcode.study.study import Study
from tests.studies import CODEBOOK, words

CODINGS = "transcripts/codings/{}/ch.jsonl"


def put_code(session: Session, quote: str, name: str) -> Coding:
    span = words(session.study, "ch", quote)
    session.apply(add_coding(session.study, session.coder, "ch", span, name, at=now()))
    return next(c for c in session.study.file(session.coder, "ch").codings if c.quote == quote)


def new_code_and_coding(study: Study, name: str, quote: str) -> Change:
    """What coding with a new code is: the codebook and the codings change together."""
    new, ident = add_code(study, name)
    span = words(study, "ch", quote)
    return together(name, new, add_coding(study.apply(new), "ana", "ch", span, ident, at=now()))


def transcript(root: Path, alter: Callable[[str], str]) -> None:
    """An editor's save of the transcript."""
    path = root / "transcripts/ch.md"
    path.write_text(alter(path.read_text(encoding="utf-8")), encoding="utf-8")


def plainly(study: Study) -> object:
    """All that a study says, to compare what is in memory with what is on the disk."""
    return (
        study.codebook.plain,
        list(study.codebook.codes),
        {n: (t.text, dict(t.front)) for n, t in study.transcripts.items()},
        {k: f.items for k, f in study.files.items()},
        dict(study.memos),
        {c: {k: v for k, v in row.items() if v} for c, row in study.cases.rows.items()},
    )


def same_as_disk(session: Session) -> bool:
    return plainly(session.study) == plainly(load_study(session.root).study)


def words_of(session: Session) -> dict[str, str]:
    """Each placed coding's quote, with what stands at its place."""
    file = session.study.file("ana", "ch")
    text = session.study.transcripts["ch"].text
    return {c.quote: text[c.start : c.end] for c in file.codings}


def test_undoing_a_deletion_never_puts_the_words_where_others_have_moved_the_text(root: Path):
    with Session.open(root, "ana") as session:
        start = words(session.study, "ch", " mendadak").start
        session.apply(edit_text(session.study, "ch", start, " mendadak", ""))
        transcript(root, lambda text: text.replace("P: Kalau", "P: Baik, kalau"))
        session.reload()
        with pytest.raises(ConflictError, match="outside qcode since"):
            session.undo()
        assert "iuran. Kemarin" in session.study.transcripts["ch"].text


def test_a_removed_coding_comes_back_on_its_words_though_the_text_has_moved(root: Path):
    with Session.open(root, "ana") as session:
        coding = put_code(session, "masuk celengan", "menabung")
        session.apply(remove_coding(session.study, coding.id))
        transcript(root, lambda text: text.replace("P: Kalau", "P: Baik, kalau"))
        session.reload()
        session.undo()
        session.write_pending()
        assert words_of(session) == {"masuk celengan": "masuk celengan"}
        session.redo()
        session.write_pending()
        assert words_of(session) == {}


def test_a_pending_coding_lands_on_its_words_when_the_text_was_edited_meanwhile(root: Path):
    with Session.open(root, "ana") as session:
        session.submit(new_code_and_coding(session.study, "Sisihkan", "masuk celengan"))
        transcript(root, lambda text: text.replace("P: Kalau", "P: Baik, kalau"))
        session.reload()
        session.write_pending()
        assert words_of(session) == {"masuk celengan": "masuk celengan"}
        session.submit(new_code_and_coding(session.study, "Rasa malu", "Sekarang malu"))
        transcript(root, lambda text: text.replace("P: Baik", "P: Nah"))
        book = root / "codebooks/codebook.yaml"
        book.write_text(book.read_text(encoding="utf-8") + "# seen\n", encoding="utf-8")
        session.write_pending()
        session.reload()
        assert words_of(session)["Sekarang malu"] == "Sekarang malu"
        assert same_as_disk(session)


def test_a_coding_can_be_undone_after_somebody_corrected_the_text_before_it(root: Path):
    with Session.open(root, "ana") as session:
        coding = put_code(session, "masuk celengan", "menabung")
        session.apply(recode(session.study, coding.id, "uang"))
        transcript(root, lambda text: text.replace("P: Kalau", "P: Baik, kalau"))
        session.reload()
        session.undo()
        session.write_pending()
        assert session.study.counts == {"menabung": 1}
        assert words_of(session) == {"masuk celengan": "masuk celengan"}
        session.undo()
        session.write_pending()
        assert not session.study.counts


def test_a_case_and_a_memo_can_be_undone_after_a_restart(root: Path):
    with Session.open(root, "ana") as session:
        session.apply(set_case(session.study, "AN", {"role": "KPM"}))
        memo = Memo("2026-a", "\nCelengan.\r\n\n", "ana", now(), "code", ())
        session.apply(write_memo(session.study, memo))
        assert same_as_disk(session)
    with Session.open(root, "ana") as session:
        session.undo()
        session.undo()
        session.write_pending()
        assert "2026-a" not in session.study.memos
        assert "AN" not in session.study.cases.rows


def test_a_category_that_others_filled_cannot_be_unmade(root: Path):
    with Session.open(root, "ana") as ana, Session.open(root, "budi") as budi:
        ana.apply(add_code(ana.study, "Kategori")[0])
        budi.reload()
        budi.apply(move_codes(budi.study, ["menabung"], "kategori"))
        ana.reload()
        with pytest.raises(ConflictError, match="Menabung"):
            ana.undo()


def test_a_transcript_that_others_have_coded_is_not_taken_away(root: Path):
    plain = {"front": {"kind": "document"}, "text": "Semua menabung bersama-sama.\n"}
    with Session.open(root, "ana") as ana, Session.open(root, "budi") as budi:
        ana.apply(Change("import doc", (Put("transcript", ("doc",), None, plain),)))
        budi.reload()
        span = words(budi.study, "doc", "menabung")
        budi.apply(add_coding(budi.study, "budi", "doc", span, "menabung", at=now()))
        ana.reload()
        with pytest.raises(ConflictError, match="budi has coded doc"):
            ana.undo()
        assert (root / "transcripts/doc.md").is_file()


def test_renaming_leaves_no_coding_behind_that_came_since_the_study_was_read(root: Path):
    with Session.open(root, "ana") as ana:
        with Session.open(root, "budi") as budi:
            put_code(budi, "masuk celengan", "menabung")
        with pytest.raises(ConflictError, match="budi has coded ch"):
            ana.apply(rename_transcript(ana.study, "ch", "chandra"))
        ana.apply(rename_transcript(ana.study, "ch", "chandra"))
        assert [p.name for p in root.rglob("*.jsonl") if "codings" in str(p)] == ["chandra.jsonl"]


def test_removing_a_transcript_takes_codings_that_were_never_read_too(root: Path):
    with Session.open(root, "ana") as ana:
        with Session.open(root, "budi") as budi:
            put_code(budi, "masuk celengan", "menabung")
        broken = root / CODINGS.format("cici")
        broken.parent.mkdir(parents=True)
        broken.write_text('{"qcode": 1}\n{"quote": "masuk celengan', encoding="utf-8")
        ana.remove_transcript("ch")
    assert not list(root.glob("transcripts/codings/*/ch.jsonl"))


def test_the_write_after_one_that_could_not_be_encoded_works(root: Path):
    with Session.open(root, "ana") as session:
        with pytest.raises(QcodeError, match="half a character"):
            session.apply(edit_text(session.study, "ch", 0, "", "\ud800"))
        memo = Memo("2026-b", "\udcff", "ana", now())
        with pytest.raises(QcodeError, match="half a character"):
            session.apply(write_memo(session.study, memo))
        put_code(session, "masuk celengan", "menabung")
        assert same_as_disk(session)


def test_a_corrected_text_holds_no_character_that_its_file_cannot(root: Path):
    with Session.open(root, "ana") as session:
        session.apply(edit_text(session.study, "ch", 3, "", "a\r\nb\rc "))
        assert same_as_disk(session)
        with pytest.raises(QcodeError, match="NUL"):
            session.apply(edit_text(session.study, "ch", 3, "", "\x00"))


def test_what_does_not_fit_any_more_after_a_crossing_write_is_said(root: Path):
    with Session.open(root, "ana") as session:
        session.submit(add_code(session.study, "Malu")[0])
        session.submit(edit_code(session.study, "menabung", "definition", "Menyimpan uang."))
        book = root / "codebooks/codebook.yaml"
        book.write_text(CODEBOOK.replace("untuk nanti.", "untuk anak."), encoding="utf-8")
        with pytest.raises(QcodeError, match=r"Not saved: .*definition"):
            session.write_pending()
        assert "malu" in session.study.codebook.codes
        assert same_as_disk(session)


def test_a_missing_codebook_makes_the_study_read_only_until_it_is_back(root: Path):
    book = root / "codebooks/codebook.yaml"
    with Session.open(root, "ana") as session:
        session.submit(add_code(session.study, "Malu")[0])
        book.unlink()
        with pytest.raises(QcodeError, match="not there any more"):
            session.write_pending()
        assert not book.exists()
        assert "read-only" in session.read_only
        book.write_text(CODEBOOK, encoding="utf-8")
        session.reload()
        assert not session.read_only


def test_an_edit_of_codings_by_hand_is_seen_though_their_text_has_moved(root: Path):
    with Session.open(root, "ana") as session:
        put_code(session, "masuk celengan", "menabung")
        put_code(session, "Sekarang malu", "meminjam")
        transcript(root, lambda text: text.replace("P: Kalau", "P: Baik, kalau"))
        session.reload()
        path = root / CODINGS.format("ana")
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(x for x in lines if "menabung" not in x), encoding="utf-8")
        session.reload()
        assert session.study.counts == {"meminjam": 1}


def test_cells_that_no_column_can_hold_are_not_dropped_by_a_save(root: Path):
    cases = root / "transcripts/cases.csv"
    for text, sentence in (
        ("case,role\nCH,KPM,perempuan\n", "line 2: .*more cells than columns"),
        ("case,role,role\nCH,KPM,x\n", "line 1: .*“role” twice"),
    ):
        cases.write_text(text, encoding="utf-8")
        with Session.open(root, "ana") as session:
            assert any(p.file.endswith("cases.csv") for p in check(session.study))
            with pytest.raises(QcodeError, match=sentence):
                session.apply(set_case(session.study, "SW", {"role": "x"}))
        assert cases.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_listed_does_not_stop_the_study(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    with Session.open(root, "budi") as budi:
        put_code(budi, "masuk celengan", "menabung")
    scandir = os.scandir

    def refuse(path: str | Path):
        if Path(path).name == "budi":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with Session.open(root, "ana") as session:
        assert any("codings/budi" in str(p) for p in check(session.study))
        put_code(session, "Sekarang malu", "meminjam")


def test_a_file_whose_name_is_no_text_is_listed_and_left_alone(root: Path):
    name = os.fsencode(root / "transcripts") + b"/caf\xe9.md"
    Path(os.fsdecode(name)).write_bytes(b"Halo.\n")
    with Session.open(root, "ana") as session:
        assert set(session.study.transcripts) == {"ch", "sw"}
        (said,) = [str(p) for p in check(session.study) if "caf" in str(p)]
        said.encode("utf-8")
        put_code(session, "masuk celengan", "menabung")
