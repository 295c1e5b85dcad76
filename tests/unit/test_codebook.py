"""The codebook as a tree that holds whatever people do to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.study.code_edits import add_code, edit_code, merge_codes, move_codes, retire_code
from qcode.study.codebook import Codebook
from qcode.study.errors import QcodeError
from qcode.study.findings import findings
from qcode.study.study import Study


def codebook(**parents: str) -> Codebook:
    return Codebook(
        {"codes": {i: {"name": i, **({"parent": p} if p else {})} for i, p in parents.items()}}
    )


def test_a_rename_changes_the_name_and_never_the_id():
    study = Study(codebook(menabung=""))
    study = study.apply(edit_code(study, "menabung", "name", "Simpan  uang"))
    assert study.codebook.codes["menabung"].name == "Simpan uang"
    assert study.codebook.find("simpan uang") == "menabung"


def test_an_id_wins_over_a_name_and_an_ambiguous_name_is_an_error():
    book = Codebook(
        {"codes": {"a": {"name": "b"}, "b": {"name": "x"}, "c": {"name": "N"}, "d": {"name": "N"}}}
    )
    assert book.find("b") == "b"
    with pytest.raises(QcodeError, match="ambiguous: c or d"):
        book.find("N")
    assert book.find("nothing") is None


def test_a_new_code_goes_after_its_last_sibling():
    study = Study(codebook(uang="", menabung="uang", sekolah="", biaya="sekolah"))
    change, ident = add_code(study, "Meminjam", parent="uang")
    assert list(study.apply(change).codebook.codes) == [
        "uang",
        "menabung",
        ident,
        "sekolah",
        "biaya",
    ]


def test_two_codes_of_one_name_are_listed_until_one_is_merged():
    book = Codebook({"codes": {"a": {"name": "A"}, "a-2": {"name": "A"}}})
    (found,) = findings(book)
    assert found.path == ("codes", "a-2")
    assert "also the name of the code “a”" in found.message
    assert not findings(book.set(("codes", "a-2", "merged_into"), "a"))


def test_two_codes_of_one_name_are_refused():
    study = Study(codebook(menabung=""))
    with pytest.raises(QcodeError, match="already"):
        add_code(study, "MENABUNG")


def test_names_in_any_script_give_ids():
    study = Study()
    for name in ("ادخار", "👟👟", "Être/là", "e\u0301"):
        change, ident = add_code(study, name)
        study = study.apply(change)
        assert study.codebook.codes[ident].name == name
        assert "/" not in ident


def test_a_merged_code_is_read_as_the_other_and_its_children_move():
    study = Study(codebook(a="", b="", child="a"))
    study = study.apply(merge_codes(study, "a", "b", why="the same"))
    assert study.codebook.resolve("a") == "b"
    assert study.codebook.parents["child"] == "b"
    assert "a" not in [i for i, _ in study.codebook.walk()]


def test_a_code_cannot_be_merged_into_its_own_child_nor_moved_below_itself():
    study = Study(codebook(a="", b="a"))
    with pytest.raises(QcodeError, match="below"):
        merge_codes(study, "a", "b")
    with pytest.raises(QcodeError, match="below itself"):
        move_codes(study, ["a"], "b")


def test_two_merges_in_a_circle_end():
    book = Codebook({"codes": {"a": {"merged_into": "b"}, "b": {"merged_into": "a"}}})
    assert book.resolve("a") in {"a", "b"}


def test_a_retired_code_keeps_its_place():
    study = Study(codebook(a=""))
    study = study.apply(retire_code(study, "a"))
    assert study.codebook.codes["a"].retired
    assert study.codebook.uncategorised == ("a",)


idents = st.sampled_from("abcdef")


@given(st.dictionaries(idents, st.one_of(st.just(""), idents, st.just("missing")), max_size=6))
def test_any_web_of_parents_is_walked_once_and_its_circles_are_named(parents: dict[str, str]):
    book = codebook(**parents)
    walked = [ident for ident, _ in book.walk()]
    assert sorted(walked) == sorted(parents)
    cut = {i for i, p in parents.items() if p and book.parents.get(i) != p}
    named = {f.path[1] for f in findings(book) if f.path[-1] == "parent"}
    assert named == cut
    for ident in parents:
        assert book.theme_of(ident) in book.children[""]
