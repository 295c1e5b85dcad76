"""The command that measures suggestions: what it prints, what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import run

CODED = [
    ("ch", "masuk celengan", "menabung"),
    ("ch", "Sekarang malu", "meminjam"),
    ("sw", "rajin nabung", "menabung"),
]


@pytest.fixture
def coded(root: Path) -> Path:
    """The small study, in which Menabung has rules, with codings in both transcripts."""
    for transcript, quote, code in CODED:
        words = ("--coder", "HM", transcript, "--quote", quote, "--code", code)
        ran = run("code", "--study", root, *words)
        assert ran.status == 0, ran.err
    return root


def test_figures_that_rules_may_flatter_say_so_and_name_the_way_out(coded: Path):
    ran = run("evaluate", "--study", coded, "--model", "qcode")
    assert "--without-rules" in ran.err
    found = run("evaluate", "--study", coded, "--model", "qcode", "--json").json
    assert [note.split(".")[0] for note in found["notes"]] == ["1 code has rules"]


@pytest.mark.parametrize(
    "words", ["--model qcode --without-rules", "--model nearest", "--model qcode --level parents"]
)
def test_figures_in_which_no_rule_counts_say_nothing_of_rules(coded: Path, words: str):
    ran = run("evaluate", "--study", coded, *words.split(), "--json")
    assert ran.json["notes"] == []
    assert ran.err == ""


def test_details_are_tables_by_code_and_coder_and_fields_of_the_same_name(coded: Path):
    words = ("evaluate", "--study", coded, "--model", "most-frequent", "--details")
    _, by_code, by_coder = run(*words).out.split("\n\n")
    head, first, *_ = by_code.splitlines()
    names = ["n", "first", "precision", "recall", "f1", "said", "ece", "precision_top_quarter"]
    assert head.split()[-len(names) :] == names
    assert first.split()[0] == "Meminjam"
    assert by_coder.splitlines()[1].split()[:2] == ["HM", "3"]
    (result,) = run(*words, "--json").json["results"]
    assert list(result["by_code"]["menabung"]) == names
    assert result["by_code"]["menabung"]["n"] == 2
    assert result["by_coder"]["HM"]["n"] == 3
