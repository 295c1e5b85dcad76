"""A large import that is killed half way is completed by whoever opens the study next."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qcode.session import Session
from qcode.study.check import check
from tests.commands import run

FILES = 8
KILLED = """
import os, signal, sys
from qcode.cli import qcode
from qcode.files.atomic import Prepared

left, in_place = [int(sys.argv[1])], Prepared.commit

def commit(prepared):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    in_place(prepared)

Prepared.commit = commit
qcode.main(sys.argv[2:])
"""
"""Puts so many of an import's files in place and is killed."""


@pytest.fixture
def half_imported(root: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    source = tmp_path / "more"
    source.mkdir()
    rows = ["transcript,quote,code,coder"]
    for n in range(FILES):
        (source / f"w{n}.txt").write_text(f"P: Apa kabar?\nW{n}: Kabar nomor {n}.\n", "utf-8")
        rows += [f"w{n},Kabar nomor {n},Kabar,{coder}" for coder in ("ana", "budi")]
    (source / "codings.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = ["import", "--study", root, "--coder", "ana", "--yes", source]
    command = [sys.executable, "-c", KILLED, str(request.param), *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert 2 + request.param >= len(list((root / "transcripts").glob("*.md")))
    return root


@pytest.mark.parametrize("half_imported", [0, 3, FILES + 4, 3 * FILES], indirect=True)
@pytest.mark.parametrize("coder", ["ana", "cici"])
def test_whoever_opens_the_study_next_completes_it(half_imported: Path, coder: str):
    with Session.open(half_imported, coder) as session:
        assert session.read_only == ""
        assert session.messages == [
            "A write that was cut off has been completed: import 9 files.",
        ]
        study = session.study
    assert len(study.transcripts) == 2 + FILES
    assert {
        c: sum(len(f.codings) for k, f in study.files.items() if k[0] == c) for c in study.coders
    } == {"ana": FILES, "budi": FILES}
    assert not [p for p in check(study) if p.severity == "error"]
    assert not list(half_imported.rglob("*.qcode-tmp"))
    with Session.open(half_imported, "ana") as session:
        assert session.messages == []


@pytest.mark.parametrize("half_imported", [3], indirect=True)
def test_a_command_that_only_reads_says_that_it_is_not_complete(half_imported: Path):
    sentence = (
        "transcripts/journal/ana.jsonl: the last write was cut off in the middle (import 9 "
        "files); open the study as ana to complete it."
    )
    assert sentence in run("matrix", "--study", half_imported).err
    ran = run("check", "--study", half_imported)
    assert ran.status == 1
    assert sentence in ran.out


@pytest.mark.parametrize("half_imported", [3], indirect=True)
def test_what_another_machine_left_half_done_is_left_to_it(
    half_imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    with Session.open(half_imported, "cici") as session:
        assert session.messages == []
    assert len(list((half_imported / "transcripts").glob("*.md"))) == 2 + 3
