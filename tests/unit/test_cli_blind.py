"""A blind pass from the shell: whoever codes blind sees nobody else's work, and all others do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import qcode.cli
from qcode.cli.table import COMMANDS
from qcode.session import Session
from qcode.study import edits
from qcode.study.memo import Memo
from qcode.study.settings import turn_blind
from tests.commands import run
from tests.studies import words

AT = "2026-03-02T09:00:00+00:00"
LISTS = [
    "codings",
    "codings --coder HM",
    "codings --format json --ids",
    "matrix",
    "matrix --columns coders --format json",
    "matrix --rows themes --cells quotes --format md",
    "status --json",
    "walk uang --json",
    "requests --all --json",
    "links --json",
    "paradigms --json",
    "propositions --json",
    "arrange --json",
    "network --json",
    "propose categories --json",
    "saturation --json",
    "core --json",
    "criteria menabung --json",
    "phase --json",
    "rules Menabung --json",
    "evaluate --model most-frequent --json",
]
REFUSED = [
    "suggest ch",
    "suggest --new ch",
    "similar ch --at 60",
    "queue",
    "queue --code Menabung",
    "second-thoughts",
    "autocode",
    "rules Menabung --propose",
]
WITHOUT_CODINGS = {"importing", "settings", "theory"}
"""Modules with a command that takes the whole study: to bring codings in, or for the codebook."""


@pytest.fixture
def shared(root: Path) -> Path:
    """A study that HM coded and AN codes blind."""
    with Session.open(root, "HM") as session:
        for quote, code in (("masuk celengan", "menabung"), ("Sekarang malu", "meminjam")):
            span = words(session.study, "ch", quote)
            change = edits.add_coding(session.study, "HM", "ch", span, code, at=AT)
            session.apply(change)
            session.apply(
                edits.remark(session.study, str(change.puts[0].key[2]), "so said HM alone")
            )
        memo = Memo("saving", "How they save.", "HM", AT, "theoretical", ())
        session.apply(edits.write_memo(session.study, memo))
        session.apply(turn_blind(session.study, "AN", blind=True))
    with Session.open(root, "AN") as session:
        span = words(session.study, "sw", "nabung di celengan")
        session.apply(edits.add_coding(session.study, "AN", "sw", span, "menabung", at=AT))
    return root


def without_hm(root: Path) -> Path:
    copy = root.parent / "without" / root.name
    shutil.copytree(root, copy)
    shutil.rmtree(copy / "transcripts" / "codings" / "HM")
    shutil.rmtree(copy / "codebooks" / "memos")
    return copy


@pytest.mark.parametrize("line", LISTS)
def test_what_lists_shows_a_blind_coder_the_same_as_if_the_others_were_not_there(
    shared: Path, line: str
):
    name, *more = line.split()
    alone = run("--coder", "AN", name, "--study", without_hm(shared), *more)
    blind = run("--coder", "AN", name, "--study", shared, *more)
    assert (blind.status, blind.out) == (alone.status, alone.out)
    assert "AN codes blind" in blind.err
    assert "qcode settings blind none" in blind.err
    assert "so said HM alone" not in blind.out + blind.err


@pytest.mark.parametrize("line", REFUSED)
def test_what_suggests_refuses_a_blind_coder_in_one_sentence(shared: Path, line: str):
    name, *more = line.split()
    ran = run("--coder", "AN", name, "--study", shared, *more)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "AN codes blind in this study and gets no suggestions" in ran.err
    assert "qcode settings blind none" in ran.err


@pytest.mark.parametrize("line", [*LISTS, *REFUSED])
def test_the_researcher_sees_all_while_another_codes_blind(shared: Path, line: str):
    name, *more = line.split()
    ran = run("--coder", "HM", name, "--study", shared, *more)
    assert "blind in this" not in ran.err


def test_the_researcher_lists_the_blind_coders_codings_too(shared: Path):
    rows = run("--coder", "HM", "codings", "--study", shared).rows
    assert {row["coder"] for row in rows} == {"HM", "AN"}


def test_a_script_that_names_no_coder_is_the_coder_that_the_app_would_take(
    shared: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("QCODE_CODER", "AN")
    assert {row["coder"] for row in run("codings", "--study", shared).rows} == {"AN"}
    monkeypatch.setenv("QCODE_CODER", "HM")
    assert {row["coder"] for row in run("codings", "--study", shared).rows} == {"HM", "AN"}


def test_a_blind_coders_export_holds_the_own_codings_alone(shared: Path):
    ran = run("--coder", "AN", "export", "--study", shared, "codings.csv")
    assert ran.status == 0
    written = (shared / "exports" / "codings.csv").read_text("utf-8-sig")
    assert "nabung di celengan" in written
    assert "so said HM" not in written


def test_a_blind_coders_account_is_the_own_one(shared: Path):
    ran = run("suggest", "--report", "--study", shared, "--coder", "AN", "--json")
    assert ran.json["coder"] == "AN"
    monitored = run("--coder", "HM", "suggest", "--report", "--study", shared, "--json")
    assert monitored.json["coder"] == "HM"


def test_where_nobody_codes_blind_nobody_needs_a_name(
    shared: Path, monkeypatch: pytest.MonkeyPatch
):
    def nobody() -> str:
        raise KeyError

    run("settings", "blind", "none", "--study", shared, "--coder", "HM")
    monkeypatch.setattr("getpass.getuser", nobody)
    assert run("codings", "--study", shared).status == 0


def test_the_setting_can_be_seen_and_ended_by_a_blind_coder(shared: Path):
    seen = run("settings", "blind", "--study", shared, "--coder", "AN", "--json")
    assert (seen.json, seen.err) == ({"blind": ["AN"]}, "")
    run("settings", "blind", "none", "--study", shared, "--coder", "AN")
    assert run("queue", "--study", shared, "--coder", "AN").status == 0


def test_no_command_goes_past_the_rule():
    folder = Path(qcode.cli.__file__).parent
    for module in {entry.module for entry in COMMANDS.values()}:
        code = (folder / f"{module}.py").read_text("utf-8")
        assert module in WITHOUT_CODINGS or ".whole()" not in code, module
        reads_itself = re.search(r"load_study\(", code)
        assert module == "studies" or not reads_itself, module


def test_a_blind_coder_of_whom_the_study_knows_nothing_is_named_at_once(shared: Path):
    ran = run("settings", "blind", "AN,zed", "--study", shared, "--coder", "HM")
    assert ran.status == 0
    assert "zed has coded nothing here so far; if another is meant, there are: " in ran.err
    assert "AN has coded nothing" not in ran.err
    assert run("settings", "blind", "--study", shared, "--json").json == {"blind": ["AN", "zed"]}
