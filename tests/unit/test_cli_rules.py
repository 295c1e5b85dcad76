"""Rules and second thoughts from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.files.yaml_text import load
from qcode.session import Session
from qcode.study import edits
from tests.commands import Ran, files_of, run
from tests.studies import words

AT = "2026-03-02T09:00:00+00:00"


def rules(root: Path, *more: str, code: str = "Menabung") -> Ran:
    return run("rules", "--study", root, "--coder", "HM", code, *more)


def code(root: Path, transcript: str, quote: str, name: str, coder: str = "HM") -> str:
    with Session.open(root, coder) as session:
        span = words(session.study, transcript, quote)
        change = edits.add_coding(session.study, coder, transcript, span, name, at=AT)
        session.apply(change)
        return str(change.puts[0].key[2])


def on_disk(root: Path) -> list[str]:
    book = load((root / "codebooks" / "codebook.yaml").read_text("utf-8"), "codebook.yaml")
    return [str(rule) for rule in book["codes"]["menabung"].get("match", ())]


def test_the_rules_of_a_code_say_what_they_find_and_who_coded_it_so(root: Path):
    code(root, "ch", "masuk celengan", "menabung", "AN")
    code(root, "sw", "rajin nabung di celengan", "menabung")
    before = files_of(root)
    first, second = rules(root, "--json").json["rules"]
    assert first == {"rule": "celengan", "segments": 2, "coded": 2, "mine": 1}
    assert second == {"rule": "~tabung", "segments": 1, "coded": 1, "mine": 1}
    assert rules(root).out.splitlines()[1].split() == ["celengan", "2", "2", "1"]
    assert files_of(root) == before


def test_a_rule_is_tried_without_being_written(root: Path):
    before = files_of(root)
    (tried,) = rules(root, "--try", "simpan* OR sepatu", "--json").json["rules"]
    assert tried["segments"] == 1
    assert [e["place"] for e in tried["examples"]] == ["ch.4"]
    assert "ch.4: " in rules(root, "--try", "simpan*").out
    wrong = rules(root, "--try", "a b")
    assert (wrong.status, wrong.out) == (1, "")
    assert "character 3" in wrong.err
    assert files_of(root) == before


def test_a_rule_is_added_and_removed_as_one_change_each(root: Path):
    assert rules(root, "--add", "simpan*").status == 0
    assert on_disk(root) == ["celengan", "~tabung", "simpan*"]
    assert "already" in rules(root, "--add", "simpan*").err
    assert rules(root, "--remove", "celengan").status == 0
    assert on_disk(root) == ["~tabung", "simpan*"]
    assert run("undo", "--study", root, "--coder", "HM").status == 0
    assert on_disk(root) == ["celengan", "~tabung", "simpan*"]
    gone = rules(root, "--remove", "nope")
    assert gone.status == 1
    assert "lists those it has" in gone.err
    broken = rules(root, "--add", "a AND")
    assert broken.status == 1
    assert on_disk(root) == ["celengan", "~tabung", "simpan*"]


def test_only_one_thing_is_asked_of_rules_at_a_time(root: Path):
    assert rules(root, "--propose", "--add", "x").status == 2


def test_too_little_coded_proposes_no_rule_and_says_so(root: Path):
    ran = rules(root, "--propose")
    assert (ran.status, ran.out) == (0, "")
    assert "Nothing to propose" in ran.err
    assert rules(root, "--propose", "--json").json == {"proposals": []}


def test_rules_are_proposed_with_how_often_they_were_right_elsewhere(tmp_path: Path):
    root = _four_interviews(tmp_path / "study")
    proposals = rules(root, "--propose", "--json").json["proposals"]
    assert proposals
    for one in proposals:
        assert one["precision"] == pytest.approx(one["right"] / one["matched"], abs=1e-4)
        assert one["reach"] == pytest.approx(one["right"] / one["wanted"], abs=1e-4)
    assert proposals[0]["rule"] in rules(root, "--propose").out


def test_a_coding_that_contradicts_like_ones_is_a_second_thought(tmp_path: Path):
    root = _four_interviews(tmp_path / "study")
    odd = code(root, "a", "Saya menabung di celengan a0", "utang", "AN")
    before = files_of(root)
    thoughts = run("second-thoughts", "--study", root, "--json").json["codings"]
    assert thoughts[0]["coding"] == odd
    assert (thoughts[0]["code"], thoughts[0]["rather"]) == ("utang", "menabung")
    assert thoughts[0]["coder"] == "AN"
    assert 0 < thoughts[0]["surprise"] <= 1
    shown = run("second-thoughts", "--study", root, "-n", "1").out.splitlines()
    assert len(shown) == 2
    assert "Menabung" in shown[1]
    assert files_of(root) == before


def test_without_codings_there_are_no_second_thoughts(root: Path):
    ran = run("second-thoughts", "--study", root)
    assert (ran.status, ran.out) == (0, "")
    assert "surprising" in ran.err


def _four_interviews(root: Path) -> Path:
    (root / "codebooks").mkdir(parents=True)
    (root / "transcripts").mkdir()
    book = (
        "title: T\nlanguage: id\ncodes:\n  menabung:\n    name: Menabung\n  utang:\n    name: U\n"
    )
    (root / "codebooks" / "codebook.yaml").write_text(book, "utf-8")
    said = {
        "menabung": ("Saya menabung di celengan", "Uangnya masuk celengan"),
        "utang": ("Saya pinjam ke tetangga", "Kepepet ya pinjam dulu"),
    }
    for name in "abcd":
        lines = [
            f"{words_} {name}{number}"
            for number, words_ in enumerate(w for some in said.values() for w in some)
        ]
        text = "---\nkind: interview\nspeakers: {CH: CH}\n---\n"
        text += "".join(f"CH: {line}\n" for line in lines)
        (root / "transcripts" / f"{name}.md").write_text(text, "utf-8")
    with Session.open(root, "HM") as session:
        for name in "abcd":
            for number, segment in enumerate(session.study.transcripts[name].turn_segments):
                ident = "menabung" if number < 2 else "utang"
                study = session.study
                session.apply(edits.add_coding(study, "HM", name, segment.span, ident, at=AT))
    return root
