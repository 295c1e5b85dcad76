"""Killing the process at any instant leaves a study that opens with all that was saved."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from qcode.session import Session
from qcode.study.check import check

ROUNDS = 15


def kill_in_the_middle(root: Path, seconds: float) -> tuple[set[str], set[str]]:
    """Runs the writer, kills it, and returns what it said was saved and what it had undone."""
    command = [sys.executable, "-m", "tests.terminal.writer", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()
        said = process.stdout.read().splitlines()
    saved = {line for line in said if not line.startswith("undone")}
    undone = {line.removeprefix("undone ") for line in said if line.startswith("undone")}
    return saved, undone


def test_a_process_killed_in_the_middle_of_writes_loses_nothing_that_was_saved(root: Path):
    draw = random.Random(7)
    kept: set[str] = set()
    for _ in range(ROUNDS):
        saved, undone = kill_in_the_middle(root, draw.uniform(0.0, 0.4))
        with Session.open(root, "ana") as session:
            study = session.study
            codes = set(study.codebook.codes)
            coded = {c.code for f in study.files.values() for c in f.codings}
            kept = (kept | saved) - undone
            # One undo may have been written and killed before it could say so.
            missing = (kept - codes) | (kept - coded)
            assert len(missing) <= 1, f"saved and gone: {missing}"
            assert all(int(m.removeprefix("kode-")) % 5 == 0 for m in missing)
            kept -= missing
            assert coded <= codes, "a coding without its code: half a change is on the disk"
            assert not [p for p in check(study) if p.severity == "error"]
            assert not list(root.rglob("*.qcode-tmp"))
    assert len(kept) >= ROUNDS
