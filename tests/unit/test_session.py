"""A study in use: changes, undo, other people's edits, locks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qcode.files.atomic import Prepared, said_plainly
from qcode.session import Session
from qcode.study.clock import now
from qcode.study.code_edits import add_code, edit_code, merge_codes, move_codes
from qcode.study.coding import Coding
from qcode.study.edits import (
    add_coding,
    edit_text,
    mark_read,
    move_coding,
    recode,
    remove_coding,
    rename_transcript,
    set_case,
    set_front,
    write_memo,
)
from qcode.study.errors import ConflictError, QcodeError, ReadOnlyError
from qcode.study.memo import Memo
from qcode.study.progress import progress
from qcode.study.spans import Span
from tests.studies import CH, CODEBOOK, words


def code(session: Session, transcript: str, quote: str, name: str, coder: str = "") -> Coding:
    """Puts a code on the only place of a quote and writes it."""
    who = coder or session.coder
    span = words(session.study, transcript, quote)
    before = set(session.study.file(who, transcript).by_id)
    session.apply(add_coding(session.study, who, transcript, span, name, at=now()))
    (new,) = (c for c in session.study.file(who, transcript).codings if c.id not in before)
    return new


def codebook_text(root: Path) -> str:
    return (root / "codebooks" / "codebook.yaml").read_text(encoding="utf-8")


def test_a_coding_is_on_disk_when_it_counts_as_saved(root: Path):
    with Session.open(root, "ana") as session:
        coding = code(session, "ch", "masuk celengan", "menabung")
        assert session.saved_at is not None
        assert not session.unsaved
    lines = (root / "transcripts/codings/ana/ch.jsonl").read_text(encoding="utf-8").splitlines()
    header, *rest = [json.loads(line) for line in lines]
    assert header["coder"] == "ana"
    assert header["last_change"]
    (mine,) = (line for line in rest if line["kind"] == "coding")
    assert (mine["id"], mine["quote"]) == (coding.id, "masuk celengan")


def test_a_coding_is_hollow_until_it_is_written(root: Path):
    with Session.open(root, "ana") as session:
        span = words(session.study, "ch", "masuk celengan")
        session.submit(add_coding(session.study, "ana", "ch", span, "menabung", at=now()))
        assert len(session.unsaved) == 2
        assert session.study.counts["menabung"] == 1
        assert not (root / "transcripts/codings/ana/ch.jsonl").exists()
        session.write_pending()
        assert not session.unsaved


def test_coding_counts_the_turn_as_read(root: Path):
    with Session.open(root, "ana") as session:
        code(session, "ch", "masuk celengan", "menabung")
        assert progress(session.study, "ana", "ch", "open").read == 1
        assert progress(session.study, "ana", "ch", "axial").read == 0


def test_undo_and_redo_work_after_the_study_was_closed(root: Path):
    with Session.open(root, "ana") as session:
        coding = code(session, "ch", "masuk celengan", "menabung")
        session.apply(recode(session.study, coding.id, "meminjam"))
        session.apply(remove_coding(session.study, coding.id))
    with Session.open(root, "ana") as session:
        assert "remove" in session.undo()
        session.write_pending()
        assert session.study.counts["meminjam"] == 1
    with Session.open(root, "ana") as session:
        session.undo()
        session.write_pending()
        assert session.study.counts["menabung"] == 1
        session.redo()
        session.write_pending()
    with Session.open(root, "ana") as session:
        assert session.study.counts == {"meminjam": 1}
        session.redo()
        session.write_pending()
        assert not session.study.counts
        with pytest.raises(QcodeError, match="nothing to redo"):
            session.redo()


def test_undoing_everything_leaves_the_files_as_they_were(root: Path):
    with Session.open(root, "ana") as session:
        code(session, "ch", "masuk celengan", "menabung")
        change, ident = add_code(session.study, "Malu berutang", parent="uang")
        session.apply(change)
        session.apply(edit_code(session.study, ident, "definition", "Tidak mau terlihat berutang."))
        code(session, "ch", "Sekarang malu", ident)
        session.apply(move_codes(session.study, ["meminjam", ident], "sekolah"))
        session.apply(merge_codes(session.study, "meminjam", ident))
        start = words(session.study, "ch", "abis gitu").start
        session.apply(edit_text(session.study, "ch", start, "abis gitu", "habis begitu"))
        session.apply(set_front(session.study, "ch", "site", "Karawaci"))
        session.apply(set_case(session.study, "CH", {"role": "KPM", "gender": "P", "age": "41"}))
        memo = Memo("2026-catatan", "Celengan lagi.", "ana", now(), "code", ("code:menabung",))
        session.apply(write_memo(session.study, memo))
        for _ in range(10):
            session.undo()
            session.write_pending()
        with pytest.raises(QcodeError, match="nothing to undo"):
            session.undo()
    assert codebook_text(root) == CODEBOOK
    assert (root / "transcripts/ch.md").read_text(encoding="utf-8") == CH
    assert not list((root / "transcripts/codings").rglob("*.jsonl"))
    assert not list((root / "codebooks/memos").iterdir())


def test_saving_changes_only_the_lines_of_what_changed(root: Path):
    with Session.open(root, "ana") as session:
        session.apply(edit_code(session.study, "menabung", "definition", "Menyimpan untuk nanti."))
    expected = CODEBOOK.replace("Menyisihkan uang untuk nanti.", "Menyimpan untuk nanti.")
    assert codebook_text(root) == expected


def test_an_edit_by_an_editor_while_the_app_is_open_is_never_overwritten(root: Path):
    with Session.open(root, "ana") as session:
        edited = CODEBOOK.replace("Berutang kepada siapa pun.", "Berutang pada tetangga.")
        (root / "codebooks/codebook.yaml").write_text(edited, encoding="utf-8")
        session.apply(edit_code(session.study, "menabung", "definition", "Menyimpan."))
        assert session.study.codebook.codes["meminjam"].definition == "Berutang pada tetangga."
    assert codebook_text(root) == edited.replace("Menyisihkan uang untuk nanti.", "Menyimpan.")
    journal = (root / "transcripts/journal/ana.jsonl").read_text(encoding="utf-8")
    assert "external" in journal


def test_an_edit_of_the_same_field_by_somebody_else_is_kept_and_mine_is_refused(root: Path):
    with Session.open(root, "ana") as session:
        edited = CODEBOOK.replace("Menyisihkan uang untuk nanti.", "Dari tangan lain.")
        (root / "codebooks/codebook.yaml").write_text(edited, encoding="utf-8")
        with pytest.raises(ConflictError, match="menabung / definition"):
            session.apply(edit_code(session.study, "menabung", "definition", "Menyimpan."))
        assert session.study.codebook.codes["menabung"].definition == "Dari tangan lain."
    assert codebook_text(root) == edited


def test_a_file_changed_by_git_is_read_again(root: Path):
    with Session.open(root, "ana") as session:
        assert not session.reload()
        with Session.open(root, "budi") as other:
            code(other, "sw", "rajin nabung", "menabung")
        assert session.reload()
        assert session.study.counts["menabung"] == 1
        assert session.study.coders == ("budi",)


def test_two_coders_write_at_once_without_losing_a_word(root: Path):
    with Session.open(root, "ana") as ana, Session.open(root, "budi") as budi:
        code(ana, "ch", "masuk celengan", "menabung")
        code(budi, "ch", "Pernah, dulu", "meminjam")
        first, _ = add_code(ana.study, "Malu")
        ana.apply(first)
        second, _ = add_code(budi.study, "Berani")
        budi.apply(second)
        ana.reload()
        assert {"malu", "berani"} <= set(ana.study.codebook.codes)
        assert ana.study.counts == {"menabung": 1, "meminjam": 1}


def test_a_second_window_of_the_same_coder_is_read_only_and_says_so(root: Path):
    with Session.open(root, "ana"), Session.open(root, "ana") as second:
        assert "another window" in second.read_only
        with pytest.raises(ReadOnlyError, match="another window"):
            second.apply(add_code(second.study, "Malu")[0])
    with Session.open(root, "ana") as again:
        assert not again.read_only


def test_a_second_window_takes_over_when_the_first_is_closed(root: Path):
    with Session.open(root, "ana") as first:
        second = Session.open(root, "ana")
        code(first, "ch", "masuk celengan", "menabung")
        assert not second.reload() or second.read_only
        assert "another window" in second.read_only
    with second:
        assert second.read_only, "nothing has been read again yet"
        (mine,) = first.study.file("ana", "ch").codings
        second.submit(add_coding(second.study, "ana", "sw", Span(3, 8), "uang", at=now()))
        assert not second.read_only
        assert second.told() == ["You can write here now."]
        assert second.told() == []
        assert mine.id in second.study.file("ana", "ch").by_id
        second.write_pending()
        assert "sw" in second.undo()
        assert "ch" in second.undo(), "what the other window did is mine too"
        second.write_pending()
        entries = (root / "transcripts/journal/ana.jsonl").read_text("utf-8").splitlines()
        assert not any(json.loads(line).get("external") for line in entries)
        third = Session.open(root, "ana")
        assert "another window" in third.read_only
    with third:
        assert third.looks_changed()
        assert third.reload()
        assert not third.read_only
        with pytest.raises(QcodeError, match="nothing to undo"):
            third.undo()


def test_a_window_that_takes_over_from_a_killed_one_completes_its_write(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    def killed(_: Prepared) -> None:
        raise KeyboardInterrupt

    first = Session.open(root, "ana")
    second = Session.open(root, "ana")
    span = words(first.study, "ch", "masuk celengan")
    with monkeypatch.context() as patched:
        patched.setattr(Prepared, "commit", killed)
        patched.setattr(Prepared, "discard", lambda self: None)
        patched.setattr("qcode.files.journal.take_back", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            first.apply(add_coding(first.study, "ana", "ch", span, "menabung", at=now()))
    first.close()
    with second:
        assert second.reload()
        assert [c.code for c in second.study.file("ana", "ch").codings] == ["menabung"]
        assert second.told()[1].startswith("A write that was cut off has been completed")


def test_codings_are_found_again_when_the_text_is_corrected(root: Path):
    with Session.open(root, "ana") as session:
        early = code(session, "ch", "Untung ada simpanan", "menabung")
        inside = code(session, "ch", "Dulu mah dapet uang abis gitu aja", "uang")
        start = words(session.study, "ch", "abis gitu").start
        session.apply(edit_text(session.study, "ch", start, "abis gitu", "habis begitu"))
        text = session.study.transcripts["ch"].text
        for ident, quote in (
            (early.id, "Untung ada simpanan"),
            (inside.id, "Dulu mah dapet uang habis begitu aja"),
        ):
            coding = session.study.file("ana", "ch").by_id[ident]
            assert text[coding.span.start : coding.span.end] == quote == coding.quote


def test_other_coders_files_stay_as_they_are_until_their_owner_writes(root: Path):
    with Session.open(root, "budi") as budi:
        code(budi, "ch", "Untung ada simpanan", "menabung")
    stored = (root / "transcripts/codings/budi/ch.jsonl").read_bytes()
    with Session.open(root, "ana") as ana:
        start = words(ana.study, "ch", "abis gitu").start
        ana.apply(edit_text(ana.study, "ch", start, "abis gitu", "habis begitu"))
        (placed,) = ana.study.file("budi", "ch").codings
        assert placed.quote == "Untung ada simpanan"
    assert (root / "transcripts/codings/budi/ch.jsonl").read_bytes() == stored
    with Session.open(root, "budi") as budi:
        code(budi, "ch", "Pernah, dulu", "meminjam")
    assert (root / "transcripts/codings/budi/ch.jsonl").read_bytes() != stored
    with Session.open(root, "ana") as ana:
        assert ana.study.file("budi", "ch").sha == ana.study.transcripts["ch"].sha


def test_a_coding_whose_words_are_gone_waits_in_a_list_and_can_be_placed_again(root: Path):
    with Session.open(root, "ana") as session:
        coding = code(session, "ch", "Sekarang malu", "meminjam")
        gone = "Pernah, dulu. Sekarang malu."
        start = words(session.study, "ch", gone).start
        session.apply(edit_text(session.study, "ch", start, gone, "Nggak tahu."))
        ((_, waiting),) = [(f, c) for f, c in session.study.unplaced()]
        assert waiting.id == coding.id
        assert waiting.was is not None
        assert not session.study.counts
        place = words(session.study, "ch", "Nggak tahu")
        session.apply(move_coding(session.study, coding.id, place))
        assert session.study.counts["meminjam"] == 1
        session.undo()
        session.write_pending()
        session.undo()
        session.write_pending()
        assert session.study.file("ana", "ch").by_id[coding.id].span == coding.span


def test_undo_refuses_and_names_who_changed_it_since(root: Path):
    with Session.open(root, "ana") as ana:
        ana.apply(edit_code(ana.study, "menabung", "definition", "Punya ana."))
    with Session.open(root, "budi") as budi:
        budi.apply(edit_code(budi.study, "menabung", "definition", "Punya budi."))
    with Session.open(root, "ana") as ana:
        with pytest.raises(ConflictError, match="budi changed it on"):
            ana.undo()
        assert ana.study.codebook.codes["menabung"].definition == "Punya budi."


def test_a_new_code_that_others_use_cannot_be_unmade(root: Path):
    with Session.open(root, "ana") as ana:
        change, ident = add_code(ana.study, "Malu")
        ana.apply(change)
        with Session.open(root, "budi") as budi:
            code(budi, "ch", "Sekarang malu", ident)
        ana.reload()
        with pytest.raises(ConflictError, match="budi has coded ch"):
            ana.undo()


def test_renaming_a_transcript_takes_everybodys_codings_along(root: Path):
    with Session.open(root, "budi") as budi:
        code(budi, "ch", "Untung ada simpanan", "menabung")
    with Session.open(root, "ana") as ana:
        code(ana, "ch", "masuk celengan", "menabung")
        ana.apply(rename_transcript(ana.study, "ch", "ibu-ch"))
        assert ana.study.counts["menabung"] == 2
        assert not (root / "transcripts/ch.md").exists()
        ana.undo()
        ana.write_pending()
    assert (root / "transcripts/ch.md").read_text(encoding="utf-8") == CH
    with Session.open(root, "ana") as ana:
        assert ana.study.counts["menabung"] == 2


def test_a_removed_transcript_is_gone_with_its_codings_and_undo_passes_over_it(root: Path):
    with Session.open(root, "ana") as session:
        code(session, "sw", "rajin nabung", "menabung")
        code(session, "ch", "masuk celengan", "menabung")
        assert session.remove_transcript("ch") == 1
        assert not (root / "transcripts/ch.md").exists()
        assert not (root / "transcripts/codings/ana/ch.jsonl").exists()
        assert "sw" in session.undo()


def test_a_redo_passes_over_what_was_coded_on_a_removed_transcript(root: Path):
    with Session.open(root, "ana") as session:
        code(session, "sw", "rajin nabung", "menabung")
        code(session, "ch", "masuk celengan", "menabung")
        code(session, "sw", "gali lubang", "meminjam")
        for _ in range(3):
            session.undo()
        session.write_pending()
        assert "sw" in session.redo()
        session.write_pending()
        session.remove_transcript("ch")
        assert "sw" in session.redo()
        session.write_pending()
        assert session.study.counts == {"menabung": 1, "meminjam": 1}


def test_a_full_disk_is_said_in_a_sentence_and_loses_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    with Session.open(root, "ana") as session:
        code(session, "ch", "masuk celengan", "menabung")
        before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}

        def full(path: Path, data: bytes) -> None:
            path.write_bytes(data[:10])
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("qcode.files.atomic.write_and_sync", full)
        with pytest.raises(QcodeError, match="the disk is full; free some space"):
            code(session, "ch", "Sekarang malu", "meminjam")
        assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} == before
        assert session.study.counts == {"menabung": 1}
        monkeypatch.undo()
        code(session, "ch", "Sekarang malu", "meminjam")
        assert session.study.counts == {"menabung": 1, "meminjam": 1}


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path):
    with (
        pytest.raises(QcodeError, match="no permission to write there"),
        said_plainly(tmp_path / "ch.md"),
    ):
        raise PermissionError(13, "Permission denied")


def test_the_same_code_twice_on_the_same_words_is_refused(root: Path):
    with Session.open(root, "ana") as session:
        code(session, "ch", "masuk celengan", "menabung")
        with pytest.raises(QcodeError, match="already on these words"):
            code(session, "ch", "masuk celengan", "menabung")


def test_reading_again_keeps_what_is_not_written_yet(root: Path):
    with Session.open(root, "ana") as session:
        span = words(session.study, "ch", "masuk celengan")
        session.submit(add_coding(session.study, "ana", "ch", span, "menabung", at=now()))
        with Session.open(root, "budi") as other:
            code(other, "ch", "Sekarang malu", "meminjam")
        assert session.reload()
        assert session.study.counts == {"menabung": 1, "meminjam": 1}
        assert session.unsaved
        session.write_pending()
    with Session.open(root, "ana") as session:
        assert session.study.counts == {"menabung": 1, "meminjam": 1}


def test_marking_a_segment_read_codes_nothing(root: Path):
    with Session.open(root, "ana") as session:
        body = session.study.transcripts["ch"].turns[1].body
        session.apply(mark_read(session.study, "ana", "ch", [body], "open", at=now()))
        assert progress(session.study, "ana", "ch", "open").read == 1
        assert not session.study.counts
        again = mark_read(
            session.study, "ana", "ch", [Span(body.start, body.end - 5)], "open", at=now()
        )
        assert not again.puts
