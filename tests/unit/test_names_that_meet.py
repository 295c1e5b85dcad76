"""Names that differ only in case or Unicode form would meet in one file on some disks."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from qcode.session import Session
from qcode.study.check import check
from qcode.study.clock import now
from qcode.study.edits import add_coding, rename_transcript
from qcode.study.errors import QcodeError
from qcode.study.ids import on_disk, twin_of
from tests.commands import run
from tests.studies import words

COMPOSED = "Zoë"
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)


def coded_by(root: Path, coder: str) -> None:
    with Session.open(root, coder) as session:
        span = words(session.study, "ch", "masuk celengan")
        session.apply(add_coding(session.study, coder, "ch", span, "menabung", at=now()))


@pytest.mark.parametrize(("first", "second"), [("Ana", "ana"), (COMPOSED, DECOMPOSED)])
def test_a_coder_who_would_meet_another_is_refused_in_one_sentence(
    root: Path, first: str, second: str
):
    coded_by(root, first)
    with pytest.raises(QcodeError) as refused:
        Session.open(root, second)
    assert str(refused.value) == (
        f"There is a coder “{first}” already, and “{second}” differs from it only in case or in "
        f"how accents are written; go on with --coder {first}, or choose another name."
    )
    assert [p.name for p in (root / "transcripts/codings").iterdir()] == [first]


def test_coders_who_are_both_there_already_go_on_and_are_told(root: Path):
    coded_by(root, "Ana")
    (root / "transcripts/codings/ana").mkdir()
    coded = (root / "transcripts/codings/Ana/ch.jsonl").read_text("utf-8")
    twin = coded.replace('"coder":"Ana"', '"coder":"ana"')
    (root / "transcripts/codings/ana/ch.jsonl").write_text(twin, "utf-8")
    with Session.open(root, "ana") as session:
        assert session.read_only == ""
        (finding,) = check(session.study)
    assert str(finding) == (
        "transcripts/codings/ana: its name differs from “Ana” only in case or in how accents are "
        "written, and some disks cannot hold both; rename one of the two."
    )


def test_a_command_of_such_a_coder_ends_with_the_sentence(root: Path):
    coded_by(root, "Ana")
    ran = run("undo", "--study", root, "--coder", "ANA")
    assert ran.status == 1
    assert ran.err.startswith("There is a coder “Ana” already")


@pytest.mark.parametrize("new", ["SW", "Ch"])
def test_a_transcript_is_not_renamed_to_a_name_that_meets_another_or_its_own(root: Path, new: str):
    with Session.open(root, "ana") as session:
        twin = "sw" if new == "SW" else "ch"
        with pytest.raises(QcodeError) as refused:
            rename_transcript(session.study, "ch", new)
    assert str(refused.value) == (
        f"“{new}” differs from the transcript “{twin}” only in case or in how accents are written, "
        "and some disks cannot hold both; choose another name."
    )


@pytest.mark.parametrize(("first", "second"), [("ibu", "IBU"), (COMPOSED, DECOMPOSED)])
def test_two_imported_transcripts_that_would_meet_are_not_both_taken(
    root: Path, tmp_path: Path, first: str, second: str
):
    for number, name in enumerate((first, second)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / f"{name}.txt").write_text(f"P: Apa kabar?\nCH: Baik {number}.\n", "utf-8")
        ran = run("import", "--study", root, folder / f"{name}.txt")
    if unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second):
        assert "with another text already" in ran.err or "only in case" in ran.err
    else:
        assert "differs from “IBU” only in case or in how accents are written" in ran.err
    assert len(list((root / "transcripts").glob("*.md"))) == 3


def test_imported_codings_of_a_coder_who_would_meet_another_are_listed_and_left_out(
    root: Path, tmp_path: Path
):
    coded_by(root, "Ana")
    table = tmp_path / "codings.csv"
    table.write_text(
        "transcript,quote,code,coder\n"
        "ch,Sekarang malu,Meminjam,ana\n"
        "ch,Pernah pinjam,Meminjam,Budi\n"
        "ch,iuran mendadak,Meminjam,budi\n",
        encoding="utf-8",
    )
    ran = run("import", "--study", root, "--coder", "cici", table)
    assert ran.status == 1
    assert "codings.csv, line 2: there is a coder “Ana” already, and “ana” differs" in ran.err
    assert "codings.csv, line 4: there is a coder “Budi” already, and “budi” differs" in ran.err
    assert sorted(p.name for p in (root / "transcripts/codings").iterdir()) == ["Ana", "Budi"]


def test_a_name_meets_itself_in_any_case_and_form_and_no_other():
    assert on_disk("STRASSE") == on_disk("straße")
    assert on_disk(COMPOSED.upper()) == on_disk(DECOMPOSED)
    assert twin_of("ana", ["ana", "ani"]) == ""
    assert twin_of("ana", ["ana", "ANA"]) == "ANA"
