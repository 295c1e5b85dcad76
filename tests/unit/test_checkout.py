"""Another branch is checked out while the study is open: many files change at once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from qcode.files.snapshot import load_study
from qcode.session import Session
from qcode.study.clock import now
from qcode.study.edits import add_coding
from qcode.study.errors import ConflictError
from tests.studies import words

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
ONLY_MAIN, ONLY_OTHER = 12, 9


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=ana", "-c", "user.email=ana@example.org"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


def code(session: Session, transcript: str, quote: str) -> None:
    span = words(session.study, transcript, quote)
    session.apply(add_coding(session.study, "ana", transcript, span, "menabung", at=now()))


@pytest.fixture
def branches(root: Path) -> Path:
    """On main twelve more interviews; on other nine others, a renamed code, codings of ana's."""
    git(root, "init", "-q", "-b", "main")
    for n in range(ONLY_MAIN):
        (root / f"transcripts/m{n}.md").write_text(f"CH: Jawaban {n}.\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "main")
    git(root, "checkout", "-q", "-b", "other")
    for n in range(ONLY_MAIN):
        (root / f"transcripts/m{n}.md").unlink()
    for n in range(ONLY_OTHER):
        (root / f"transcripts/o{n}.md").write_text(f"CH: Cerita {n}.\n", encoding="utf-8")
    book = root / "codebooks/codebook.yaml"
    book.write_text(book.read_text("utf-8").replace("name: Menabung", "name: Nabung"), "utf-8")
    with Session.open(root, "ana") as session:
        code(session, "ch", "Sekarang malu")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "other")
    git(root, "checkout", "-q", "main")
    return root


def test_the_open_study_becomes_the_one_of_the_other_branch_and_back(branches: Path):
    with Session.open(branches, "ana") as session:
        code(session, "ch", "masuk celengan")
        git(branches, "add", "-A")
        git(branches, "commit", "-q", "-m", "coded")
        for branch in ("other", "main", "other"):
            git(branches, "checkout", "-q", branch)
            assert session.reload()
            fresh = load_study(branches).study
            assert session.study.transcripts == fresh.transcripts
            assert session.study.files == fresh.files
            assert session.study.codebook.plain == fresh.codebook.plain
    assert git(branches, "status", "--short") == ""


def test_undo_after_a_checkout_takes_back_what_this_branch_holds(branches: Path):
    with Session.open(branches, "ana") as session:
        code(session, "ch", "masuk celengan")
        git(branches, "add", "-A")
        git(branches, "commit", "-q", "-m", "coded")
        git(branches, "checkout", "-q", "other")
        session.reload()
        assert [c.quote for c in session.study.file("ana", "ch").codings] == ["Sekarang malu"]
        session.undo()
        session.write_pending()
        assert session.study.file("ana", "ch").codings == ()


def test_a_coding_on_its_way_to_a_transcript_that_is_gone_is_refused(branches: Path):
    with Session.open(branches, "ana") as session:
        span = words(session.study, "m3", "Jawaban 3")
        session.submit(add_coding(session.study, "ana", "m3", span, "menabung", at=now()))
        git(branches, "checkout", "-q", "other")
        with pytest.raises(ConflictError) as refused:
            session.write_pending()
        assert str(refused.value) == (
            "The transcript m3 is not there any more; restore it to code it."
        )
        assert "m3" not in session.study.transcripts
        assert "o3" in session.study.transcripts
    assert git(branches, "status", "--short") == ""


def test_what_is_on_its_way_to_a_file_that_both_branches_have_goes_to_the_one_checked_out(
    branches: Path,
):
    with Session.open(branches, "ana") as session:
        span = words(session.study, "sw", "rajin nabung")
        session.submit(add_coding(session.study, "ana", "sw", span, "menabung", at=now()))
        git(branches, "checkout", "-q", "other")
        session.write_pending()
        assert "o3" in load_study(branches).study.transcripts
        assert [c.quote for c in session.study.file("ana", "sw").codings] == ["rajin nabung"]
    assert "transcripts/codings/ana/sw.jsonl" in git(branches, "status", "--short")
