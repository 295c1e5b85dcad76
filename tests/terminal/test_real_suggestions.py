"""Suggestions taken by key in a real terminal, on two interviews that people have coded."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pytest

from qcode.session import Session
from qcode.study.code_edits import set_codebook
from qcode.study.coding import Coding
from tests.commands import run
from tests.terminal.screen import PATIENCE, Screen, wait_for_file

DATA = Path(__file__).parents[3] / "shared" / "data" / "serdif"
ENTER, ESCAPE = "\r", "\x1b"
PLACE = re.compile(r"^ (P\d\d) · open coding", re.MULTILINE)
OFFERED = re.compile(r"│ (\d) ([^│▮]+?)…? +▮")
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the public data are not beside this")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Two interviews with their codings, but of the second one only its first half's."""
    given, root = tmp_path / "given", tmp_path / "study"
    (given / "transcripts").mkdir(parents=True)
    for name in ("P01", "P02"):
        text = (DATA / "transcripts" / f"{name}.txt").read_bytes()
        (given / "transcripts" / f"{name}.txt").write_bytes(text)
    (given / "codebook.csv").write_bytes((DATA / "codebook.csv").read_bytes())
    half = len((given / "transcripts" / "P02.txt").read_text("utf-8")) // 2
    with (DATA / "codings.csv").open(encoding="utf-8", newline="") as source:
        first, *rows = csv.reader(source)
    kept = [r for r in rows if r[0] == "P01" or (r[0] == "P02" and int(r[2]) < half)]
    with (given / "codings.csv").open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([first, *kept])
    assert run("new", root).status == 0
    assert run("import", "--study", root, "--coder", "A", given).status == 0
    with Session.open(root, "A") as session:
        always = set_codebook(session.study, ("settings", "suggestions"), "always", "set it")
        session.apply(always)
        assert len(session.study.file("A", "P01").codings) > 50
    return root


def lines(root: Path, kind: str) -> dict[str, Coding]:
    with Session.open(root, "A", write=False) as session:
        files = [f for f in session.study.files.values() if f.coder == "A"]
        return {c.id: c for f in files for c in f.items if c.kind == kind}


def offered(screen: Screen, before: dict[str, str] | None = None) -> dict[str, str]:
    """The names of the suggested codes by their numbers, once they stand still.

    Others than those shown `before`: the pane waits a moment before it lets them go.
    """
    end = time.monotonic() + PATIENCE
    last: dict[str, str] = {}
    while True:
        screen.look()
        found = dict(OFFERED.findall(screen.text))
        if found == last != before and "1" in found:
            return found
        last = found
        assert time.monotonic() < end, f"no suggestion came:\n{screen.text}"


def code_named(root: Path, beginning: str) -> str:
    with Session.open(root, "A", write=False) as session:
        codes = session.study.codebook.codes.values()
        return next(c.id for c in codes if c.name.startswith(beginning))


def test_a_suggestion_on_a_real_interview_is_taken_and_another_refused_by_key(study: Path):
    before, wanted = lines(study, "coding"), code_named(study, "Metadata content clear")
    with Screen(str(study), "--coder", "A") as screen:
        screen.wait_for("Six keys to start with")
        screen.press(ENTER)
        screen.wait_until_gone("Six keys to start with")
        elsewhere = offered(screen)
        screen.press("b/metadata content clear" + ENTER + "q")
        screen.wait_for("more like Metadata content clear")
        screen.wait_for("Enter go there")
        screen.press(ENTER)
        screen.wait_until_gone("more like Metadata content clear")
        first = offered(screen, elsewhere)
        (name,) = set(PLACE.findall(screen.text))
        file = study / f"transcripts/codings/A/{name}.jsonl"
        screen.press("1")
        wait_for_file(file, '"suggested"')
        screen.wait_for("saved")
        screen.press("S")
        screen.wait_for("most like this, of what is coded so")
        screen.press(ESCAPE)
        screen.wait_until_gone("most like this, of what is coded so")
        screen.press("02")
        wait_for_file(file, '"rejected"')
        assert screen.leave() == 0
    (taken,) = (c for i, c in lines(study, "coding").items() if i not in before)
    assert taken.code == code_named(study, first["1"])
    assert taken.origin["suggested"]["rank"] == 1
    assert 0.05 <= taken.origin["suggested"]["score"] <= 1
    assert taken.quote in (DATA / "transcripts" / f"{name}.txt").read_text("utf-8")
    (refused,) = lines(study, "rejected").values()
    assert refused.code == code_named(study, first["2"])
    assert refused.origin["suggested"]["rank"] == 2
    assert refused.span.overlaps(taken.span)
    assert wanted in {code_named(study, name) for name in first.values()}
