"""A study or a file of it that is a link: read, written and packed as what it leads to."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from qcode.files.backup import write_backup
from qcode.session import Session
from qcode.study.check import check
from qcode.study.clock import now
from qcode.study.code_edits import add_code
from qcode.study.edits import add_coding, edit_text
from tests.studies import words

pytestmark = pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")


@pytest.fixture
def vault(root: Path, tmp_path: Path) -> Path:
    """Another disk, to which a transcript and the codebook of the study were moved."""
    vault = tmp_path / "vault"
    vault.mkdir()
    for file in ("transcripts/ch.md", "codebooks/codebook.yaml"):
        target = vault / Path(file).name
        (root / file).rename(target)
        (root / file).symlink_to(target)
    return vault


def test_a_linked_transcript_and_codebook_are_changed_where_they_lie(root: Path, vault: Path):
    with Session.open(root, "ana") as session:
        start = words(session.study, "ch", "abis gitu").start
        session.apply(edit_text(session.study, "ch", start, "abis gitu", "habis"))
        session.apply(add_code(session.study, "Malu")[0])
        session.undo()
        session.write_pending()
        session.apply(add_code(session.study, "Segan")[0])
    assert "dapet uang habis aja" in (vault / "ch.md").read_text("utf-8")
    assert "name: Segan" in (vault / "codebook.yaml").read_text("utf-8")
    assert (root / "transcripts/ch.md").is_symlink()
    assert (root / "codebooks/codebook.yaml").is_symlink()
    assert not list(vault.glob(".*"))


def test_a_study_behind_a_link_is_the_same_study(root: Path, tmp_path: Path):
    link = tmp_path / "link"
    link.symlink_to(root)
    with Session.open(link, "ana") as session, Session.open(root, "ana") as second:
        assert session.root == root
        assert "another window" in second.read_only


def test_a_folder_of_transcripts_on_another_disk_works(root: Path, tmp_path: Path):
    (root / "transcripts").rename(tmp_path / "encrypted")
    (root / "transcripts").symlink_to(tmp_path / "encrypted")
    with Session.open(root, "ana") as session:
        span = words(session.study, "ch", "masuk celengan")
        session.apply(add_coding(session.study, "ana", "ch", span, "menabung", at=now()))
    assert (tmp_path / "encrypted/codings/ana/ch.jsonl").exists()


def test_links_that_lead_nowhere_or_round_are_listed_and_the_others_open(root: Path):
    (root / "transcripts/gone.md").symlink_to("/nowhere/gone.md")
    (root / "transcripts/round.md").symlink_to("round.md")
    with Session.open(root, "ana") as session:
        assert set(session.study.transcripts) == {"ch", "sw"}
        nowhere, around = check(session.study)
        assert str(nowhere) == (
            "transcripts/gone.md: the link leads nowhere; restore the file it leads to, or remove "
            "the link."
        )
        assert str(around).startswith("transcripts/round.md: cannot be read: ")
        assert not session.reload()


def test_a_backup_holds_the_studys_files_behind_links_and_nothing_else_from_there(
    root: Path, vault: Path, tmp_path: Path
):
    coded = vault / "ana"
    coded.mkdir()
    (coded / "ch.jsonl").write_text("", "utf-8")
    (coded / "diary.txt").write_text("private", "utf-8")
    (root / "transcripts/codings").mkdir()
    (root / "transcripts/codings/ana").symlink_to(coded)
    (root / "transcripts/again").symlink_to(root / "transcripts")
    (root / "transcripts/key.txt").symlink_to(coded / "diary.txt")
    (root / "transcripts/notes.txt").write_text("mine", "utf-8")
    count = write_backup(root, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = archive.namelist()
        text = archive.read(f"{root.name}/transcripts/ch.md").decode()
    assert len(names) == count
    assert sorted(name.removeprefix(f"{root.name}/") for name in names) == [
        "codebooks/codebook.yaml",
        "transcripts/cases.csv",
        "transcripts/ch.md",
        "transcripts/codings/ana/ch.jsonl",
        "transcripts/notes.txt",
        "transcripts/sw.md",
    ]
    assert "masuk celengan" in text
