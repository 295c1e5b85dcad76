"""Names as people give them, held against those that there are."""

from __future__ import annotations

import pytest

from qcode.study.naming import listed, meant


@pytest.mark.parametrize(
    ("given", "name"),
    [("KPM", "KPM"), ("kpm", "KPM"), (" Kpm ", "KPM"), ("cafe", "Café"), ("kp", None)],
)
def test_a_name_is_known_whatever_its_case_and_accents(given: str, name: str | None):
    assert meant(given, ["KPM", "Café", "pendamping"]) == name


def test_of_two_names_that_differ_in_case_only_the_very_one_is_meant():
    assert meant("ana", ["Ana", "ana"]) == "ana"
    assert meant("ANA", ["Ana", "ana"]) is None


def test_names_near_the_given_one_come_first_and_the_others_keep_their_order():
    names = ["menabung", "meminjam", "sekolah", "uang"]
    assert listed("sekola", names) == "sekolah, menabung, meminjam, uang"
    assert listed("uan", names) == "uang, menabung, meminjam, sekolah"
    assert listed("xyz", names) == "menabung, meminjam, sekolah, uang"


def test_a_list_of_names_that_is_cut_says_how_many_are_left_out():
    assert listed("x", []) == "none yet"
    assert listed("x", "abcdefgh") == "a, b, c, d, e, f, g, h"
    assert listed("l", "abcdefghijkl") == "l, a, b, c, d, e, f, g and 4 more"
