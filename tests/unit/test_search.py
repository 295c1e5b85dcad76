"""Words found in texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.study.search import alphabet, find_in, search_pattern
from qcode.study.words import find_all, fold


def found(text: str, query: str, *, whole: bool = False) -> list[str]:
    pattern = search_pattern(query, alphabet([text]), whole=whole)
    return [text[s.start : s.end] for s in find_in(text, pattern)] if pattern else []


def test_case_and_diacritics_do_not_count() -> None:
    assert found("Kafé KAFE kafe\u0301", "kafe") == ["Kafé", "KAFE", "kafe\u0301"]


def test_parts_of_words_are_found_unless_whole_words_are_wanted() -> None:
    text = "uang, keuangan, uangnya"
    assert found(text, "uang") == ["uang", "uang", "uang"]
    assert found(text, "uang", whole=True) == ["uang"]


def test_a_star_stands_for_any_ending() -> None:
    assert found("nabung menabung tabungan", "tabung*") == ["tabungan"]
    assert found("uang uangnya keuangan", "uang*", whole=True) == ["uang", "uangnya"]


def test_white_space_stands_for_any_white_space() -> None:
    assert found("gali\nlubang  tutup", "gali lubang tutup") == ["gali\nlubang  tutup"]


def test_a_query_that_says_nothing_finds_nothing() -> None:
    assert found("a * b", " * ") == []
    assert found("a b", "") == []


def test_signs_of_patterns_are_plain_signs() -> None:
    assert found("a.b (c) [d] axb", "a.b") == ["a.b"]
    assert found("a.b (c) [d]", "(c) [d]") == ["(c) [d]"]


@given(st.text(max_size=60), st.text(alphabet="aeiouAEIOU bßéÅﬁ.-]^", min_size=1, max_size=6))
def test_every_place_reads_as_the_query_once_folded(text: str, query: str) -> None:
    for said in found(text, query):
        assert fold(said).split() == fold(query).split()


@given(st.text(alphabet="abAB ", max_size=40), st.sampled_from(["a", "ab", "BA", "aab"]))
def test_plain_letters_are_found_where_folding_the_text_finds_them(text: str, query: str) -> None:
    assert found(text, query) == [text[s.start : s.end] for s in find_all(text, query)]
