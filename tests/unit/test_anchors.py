"""Codings are found again in an edited text, and a wrong place is worse than none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.files.anchors import find, reanchored
from qcode.study.coding import READ, CodingFile, make_coding
from qcode.study.spans import Span
from qcode.study.transcript import Transcript

TEXT = (
    "P: Kalau urusan belanja, sekarang gimana, Bu?\n"
    "CH: Dulu mah dapet uang abis gitu aja, mbak. Sekarang dipisah-pisahin dulu.\n"
    "P: Terus?\n"
    "CH: Iya. Yang buat sekolah masuk celengan, sisanya baru ke pasar.\n"
    "P: Ibu setuju?\n"
    "CH: Iya. Setuju banget saya mah.\n"
)
FRONT = {"speakers": {"P": "interviewer", "CH": "CH"}}


def coded(quote: str, nth: int = 0, text: str = TEXT):
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return make_coding(text, Span(at, at + len(quote)), "menabung", at="")


def found(quote: str, text: str, nth: int = 0) -> str | None:
    span = find(coded(quote, nth), text)
    return None if span is None else text[span.start : span.end]


def test_words_that_moved_are_found():
    assert found("masuk celengan", "Catatan: pagi hari.\n" + TEXT) == "masuk celengan"


def test_a_corrected_typo_inside_the_quote_is_found():
    text = TEXT.replace("dapet uang abis", "dapat uang habis")
    assert found("Dulu mah dapet uang abis gitu aja", text) == "Dulu mah dapat uang habis gitu aja"


def test_a_typo_at_the_edge_of_the_quote_takes_the_whole_word():
    text = TEXT.replace("Dulu mah dapet", "Dahulu mah dapet")
    assert found("Dulu mah dapet uang abis gitu aja", text) == "Dahulu mah dapet uang abis gitu aja"


@pytest.mark.parametrize(
    ("old", "new"),
    [("ke pasar.", "ke pasar, mbak."), ("CH: Iya. Yang", "CH: Ya iya. Yang"), ("pasar.", "pasar")],
)
def test_a_turn_that_was_read_stays_read_when_words_at_its_edge_are_corrected(old: str, new: str):
    turn = TEXT.splitlines()[3].removeprefix("CH: ")
    start = TEXT.index(turn)
    mark = make_coding(TEXT, Span(start, start + len(turn)), "open", at="", kind=READ)
    changed = Transcript("ch", TEXT.replace(old, new), FRONT)
    file = CodingFile("HM", "ch", (mark,), sha=Transcript("ch", TEXT, FRONT).sha)
    (again,) = reanchored(file, changed).items
    assert changed.text[again.start : again.end] == turn.replace(
        old.removeprefix("CH: "), new.removeprefix("CH: ")
    )


def test_a_sentence_that_was_read_does_not_take_in_the_next_one():
    start = TEXT.index("Iya. Yang")
    mark = make_coding(TEXT, Span(start, start + 4), "open", at="", kind=READ)
    changed = Transcript("ch", TEXT.replace("Iya. Yang", "Iya. Betul. Yang"), FRONT)
    file = CodingFile("HM", "ch", (mark,), sha=Transcript("ch", TEXT, FRONT).sha)
    (again,) = reanchored(file, changed).items
    assert changed.text[again.start : again.end] == "Iya."


def test_a_short_word_that_stands_twice_goes_where_its_context_is():
    text = "Tambahan.\n" + TEXT
    span = find(coded("Iya.", 1), text)
    assert span is not None
    assert text[span.start :].startswith("Iya. Setuju")


def test_a_short_word_without_its_context_has_no_place():
    assert found("Iya.", "P: Betul?\nCH: Iya. Kalau itu beda lagi ceritanya.\n", 0) is None


def test_a_deleted_quote_has_no_place_even_when_its_context_stands():
    assert found("masuk celengan", TEXT.replace(" masuk celengan", "")) is None


def test_two_equally_good_places_are_none():
    line = "CH: Iya. Yang buat sekolah masuk celengan, sisanya baru ke pasar.\n"
    twice = TEXT.replace(line, "") + line + "P: Gimana?\n" + line
    assert find(coded("masuk celengan"), twice + "x") is None


def test_an_unplaced_coding_keeps_where_it_was_and_comes_back_with_the_text():
    coding = coded("masuk celengan")
    before = Transcript("ch", TEXT, FRONT)
    file = CodingFile("ana", "ch", (coding,), before.sha)
    gone = reanchored(file, Transcript("ch", "P: Tidak ada.\n", FRONT))
    (waiting,) = gone.items
    assert (waiting.start, waiting.end) == (None, None)
    assert waiting.was == (coding.start, coding.end, before.sha)
    (back,) = reanchored(gone, before).items
    assert back.span == coding.span
    assert back.was is None


alphabet = st.sampled_from("ab \nÉ👟.")
texts = st.text(alphabet, min_size=1, max_size=120)


@settings(max_examples=120, deadline=None)
@given(texts, texts, st.data())
def test_whatever_happens_to_the_text_a_place_holds_like_words_or_there_is_none(
    old: str, new: str, data: st.DataObject
):
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    coding = make_coding(old, Span(start, end), "x", at="")
    file = CodingFile("ana", "t", (coding,), "old")
    (again,) = reanchored(file, Transcript("t", new)).items
    assert again.id == coding.id
    if again.start is None:
        assert again.was == (start, end, "old")
        assert again.quote == coding.quote
    else:
        assert again.end <= len(new)
        assert again.quote == new[again.start : again.end]


@settings(max_examples=100, deadline=None)
@given(texts, texts, st.data())
def test_text_put_in_before_or_behind_moves_a_long_quote_exactly(
    before: str, behind: str, data: st.DataObject
):
    start = data.draw(st.integers(0, len(TEXT) - 30))
    end = data.draw(st.integers(start + 24, len(TEXT)))
    coding = make_coding(TEXT, Span(start, end), "x", at="")
    span = find(coding, before + TEXT + behind)
    assert span == Span(start + len(before), end + len(before))
