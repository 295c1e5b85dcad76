"""Which codes meet beyond chance: against hand-computed tables, scipy and Benjamini-Hochberg."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qcode.analysis.association import associations, behind, benjamini_hochberg, upper_tail
from qcode.analysis.proposals import links, open_pairs
from qcode.study.arrange_edits import remember
from qcode.study.errors import QcodeError
from qcode.study.link_edits import add_link
from qcode.study.proposals import reasons
from tests.commands import run
from tests.made import made


def eight_turns(**more):
    """a and b meet in three of eight coded turns; a stands in four, b in three; P asks between."""
    on = [["a", "b"], ["a", "b"], ["a", "b"], ["a"], ["c"], ["c"], ["c"], ["c"]]
    turns = [t for codes in on for t in (("P", "Lalu?", []), ("A", "Ya begitu.", codes))]
    return made({"x": turns}, **more)


def test_a_table_computed_by_hand():
    found = associations(eight_turns())
    (pair,) = found.pairs
    assert (pair.a, pair.b, pair.count) == ("a", "b", 3)
    assert found.units == 8
    assert pair.expected == 4 * 3 / 8
    assert pair.lift == 2.0
    assert pair.p == pytest.approx(4 / 56)  # C(4,3) C(4,0) / C(8,3)
    assert pair.q == pytest.approx(3 * 4 / 56)  # of three pairs, two never meet
    odds = math.log(3.5 * 4.5 / (1.5 * 0.5))
    error = math.sqrt(1 / 3.5 + 1 / 1.5 + 1 / 0.5 + 1 / 4.5)
    assert pair.log_odds == pytest.approx(odds)
    assert pair.low == pytest.approx(odds - 1.959964 * error, abs=1e-5)
    assert pair.high == pytest.approx(odds + 1.959964 * error, abs=1e-5)


@given(st.data())
def test_the_tail_agrees_with_scipy_everywhere(data):
    total = data.draw(st.integers(1, 3000))
    a, b = data.draw(st.integers(0, total)), data.draw(st.integers(0, total))
    count = data.draw(st.integers(max(0, a + b - total), min(a, b)))
    ours = upper_tail(np.array([count]), np.array([a]), np.array([b]), total)[0]
    assert ours == pytest.approx(stats.hypergeom.sf(count - 1, total, a, b), rel=1e-6, abs=1e-9)


def test_p_is_that_of_the_one_sided_fisher_test():
    ours = upper_tail(np.array([12]), np.array([30]), np.array([25]), 200)[0]
    theirs = stats.fisher_exact([[12, 18], [13, 157]], alternative="greater").pvalue
    assert ours == pytest.approx(theirs)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_q_agrees_with_scipy(p):
    assert benjamini_hochberg(np.array(p)) == pytest.approx(stats.false_discovery_control(p))


def test_neighbours_are_the_turn_and_the_next_one_of_a_participant():
    turns = [("P", "?", []), ("A", "satu", ["a"]), ("P", "?", []), ("A", "dua", ["b"])]
    study = made({"x": [*turns, ("P", "?", []), ("A", "tiga", ["a"])]})
    found = associations(study, "neighbours")
    assert {(p.a, p.b): p.count for p in found.pairs} == {("a", "b"): 1, ("b", "a"): 1}
    assert found.units == 2
    assert set(behind(study, "a", "b", "neighbours")) == {"x-2-a", "x-4-b"}


def test_transcripts_and_cases_are_units_too():
    told = {
        "x": [("A", "satu", ["a"]), ("B", "dua", ["b"])],
        "y": [("A", "tiga", ["b"])],
        "z": [("C", "empat", ["a"])],
    }
    study = made(told)
    by_transcript = associations(study, "transcript").pairs[0]
    by_case = associations(study, "case").pairs[0]
    assert (by_transcript.count, by_transcript.expected) == (1, pytest.approx(4 / 3))
    assert (by_case.count, by_case.expected) == (1, pytest.approx(4 / 3))
    assert associations(study).pairs == ()
    with pytest.raises(QcodeError, match="choose one of"):
        associations(study, "page")


def test_two_coders_on_the_same_turn_count_it_once():
    study = eight_turns()
    assert associations(study).pairs[0].count == 3


def many(**more):
    """a and b stand together in twelve of forty turns and nowhere else."""
    turns = [("A", "Ya begitu.", ["a", "b"] if n < 12 else ["c"]) for n in range(40)]
    return made({"x": turns}, **more)


def test_a_link_is_proposed_with_its_numbers_and_its_quotes():
    (proposal,) = links(many())
    assert proposal.codes == ("a", "b")
    assert set(proposal.codings) >= {"x-1-a", "x-1-b"}
    line = reasons(proposal, "en")
    assert "12 times in the same turn, 3.6 expected by chance" in line
    assert "q < 0.001" in line
    assert "12 kali dalam giliran yang sama" in reasons(proposal, "id")


def test_linked_related_and_refused_pairs_are_not_proposed_again():
    study = many()
    linked = study.apply(add_link(study, "b", "a", "causes")[0])
    assert links(linked) == ()
    above = many(codes={"a": {"name": "A"}, "b": {"name": "B", "parent": "a"}})
    assert links(above) == ()
    refused = study.apply(remember(study, "link", ["b", "a"], "refused"))
    assert links(refused) == ()
    assert open_pairs(refused).pairs == ()
    assert len(links(refused, everything=True)) == 1
    later = study.apply(remember(study, "link", ["a", "b"], "later"))
    assert links(later)[0].later


def test_the_command_prints_the_fixed_form(root: Path):
    for name in ("menabung", "uang", "meminjam"):
        run("code", "--study", root, "ch", "--quote", "Sekarang malu", "--code", name)
    ran = run("propose", "links", "--study", root, "--unit", "turn", "--json")
    pairs = ran.json["pairs"]
    assert [sorted((p["a"], p["b"])) for p in pairs] == [["meminjam", "menabung"]]
    assert list(pairs[0]) == ["a", "b", "count", "expected", "lift", "q"]
    words = ("propose", "links", "--study", root, "--refuse", "Menabung, Meminjam")
    assert run(*words).status == 0
    assert run("propose", "links", "--study", root, "--json").json == {"pairs": []}
    assert run("propose", "links", "--study", root, "--refuse", "Menabung").status == 1
    assert run("propose", "plots", "--study", root).status == 2
