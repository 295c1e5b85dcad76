"""Where a quote stands in a transcript."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.exchange.intake.quote_places import QuotePlaces
from qcode.study.spans import Span
from qcode.study.transcript import Transcript

TEXT = "P: Apa?\nCH: Dulu “mah” dapet uang, abis gitu aja; café 👟 sekarang dipisah-pisahin dulu.\n"
WORDS = st.lists(
    st.sampled_from("uang anak sekolah e\u0301 👟 É ya".split()), min_size=3, max_size=30
)


def find(text: str, quote: str) -> Span | str:
    return QuotePlaces(Transcript("ch", text)).find(quote)


def words(text: str, quote: str) -> str:
    found = find(text, quote)
    assert isinstance(found, Span), found
    return text[found.start : found.end]


def test_typographic_signs_accents_case_and_white_space_do_not_matter():
    assert words(TEXT, 'dulu "mah"   DAPET\nuang') == "Dulu “mah” dapet uang"
    assert words(TEXT, "cafe 👟") == "café 👟"
    assert words("Zoe\u0308 datang", "zoe") == "Zoe\u0308"


def test_a_long_quote_with_a_slip_is_found_and_a_short_one_is_not():
    assert words(TEXT, "dapet uwang, abis gitu ajah; café") == "dapet uang, abis gitu aja; café"
    assert find(TEXT, "uwang") == "its words are not found in ch"


def test_words_that_stand_twice_are_nowhere_for_sure():
    found = find("ya\nya\n", "ya")
    assert isinstance(found, str)
    assert "2 times in ch (lines 1, 2)" in found


@given(WORDS, st.data())
@settings(max_examples=100, deadline=None)
def test_a_place_that_is_found_holds_the_quote(pieces: list[str], data: st.DataObject):
    text = " ".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    found = find(text, quote)
    places = [at for at in range(len(text)) if text.startswith(quote, at)]
    if len(places) == 1 and quote.strip():
        assert isinstance(found, Span)
    if isinstance(found, Span) and quote in text:
        assert text[found.start : found.end] == quote
