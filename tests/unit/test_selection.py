from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.study.spans import Span
from qcode.study.transcript import Transcript
from qcode.tui.selection import (
    Selection,
    carried,
    edge_moved,
    extended,
    grown,
    neighbour,
    said,
    shrunk,
    unit_at,
)

FRONT = {"speakers": {"P": "interviewer", "CH": "CH"}}
TEXT = (
    "P: Sekarang gimana, Bu?\n"
    "CH: Dulu abis gitu aja, mbak. Sekarang dipisah-pisahin dulu, buat sekolah.\n"
    "P: Buat apa?\n"
    "CH: [00:10] Ya jaga-jaga."
)
CH = Transcript("ch", TEXT, FRONT)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def words_of(found: Span | None) -> str:
    assert found is not None
    return TEXT[found.start : found.end]


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("word", "dipisah-pisahin"),
        ("clause", "Sekarang dipisah-pisahin dulu,"),
        ("sentence", "Sekarang dipisah-pisahin dulu, buat sekolah."),
        ("turn", "Dulu abis gitu aja, mbak. Sekarang dipisah-pisahin dulu, buat sekolah."),
    ],
)
def test_the_unit_at_a_place(level: str, words: str) -> None:
    assert words_of(unit_at(CH, TEXT.index("pisahin"), level)) == words


def test_a_selection_grows_by_word_clause_sentence_turn_and_stops() -> None:
    chosen, sizes = span("pisah"), []
    while (whole := grown(CH, chosen)) != chosen:
        chosen = whole
        sizes.append(words_of(chosen).split()[-1])
    assert sizes == ["dipisah-pisahin", "dulu,", "sekolah.", "sekolah."]
    assert words_of(chosen).startswith("Dulu abis")


def test_a_turn_shrinks_to_sentence_clause_word_and_stops() -> None:
    chosen, sizes = CH.turns[1].body, []
    while (part := shrunk(CH, chosen)) != chosen:
        chosen = part
        sizes.append(words_of(chosen))
    assert sizes == ["Dulu abis gitu aja, mbak.", "Dulu abis gitu aja,", "Dulu"]


def test_the_neighbour_of_a_sentence_is_in_the_next_turn_without_its_label() -> None:
    last = span("Sekarang dipisah-pisahin dulu, buat sekolah.")
    assert words_of(neighbour(CH, last, "sentence", 1)) == "Buat apa?"
    assert words_of(neighbour(CH, last, "sentence", -1)) == "Dulu abis gitu aja, mbak."
    assert words_of(neighbour(CH, span("apa?"), "word", 1)) == "Ya"
    assert neighbour(CH, span("Ya jaga-jaga."), "sentence", 1) is None


def test_labels_times_and_white_space_are_not_said() -> None:
    assert words_of(said(CH, span("sekolah.\nP: "))) == "sekolah."
    assert words_of(said(CH, span("\nCH: [00:10] Ya "))) == "Ya"
    assert not said(CH, span("\nP:"))


def test_the_end_moves_word_by_word_over_the_label_of_the_next_turn() -> None:
    chosen = Selection.over(span("buat"))
    for words in ("buat sekolah", "buat sekolah.\nP: Buat"):
        chosen = extended(CH, chosen, "word", "end", 1)
        assert words_of(chosen.span) == words


def test_a_closing_full_stop_goes_with_its_word() -> None:
    chosen = Selection.over(span("buat sekolah."))
    assert words_of(extended(CH, chosen, "word", "end", -1).span) == "buat"


def test_an_edge_never_passes_the_other() -> None:
    chosen = Selection.over(span("sekolah."))
    assert extended(CH, chosen, "word", "end", -1) == chosen
    last = Selection.over(span("Ya jaga-jaga."))
    last = extended(CH, last, "word", "start", 1)
    assert extended(CH, last, "word", "start", 1) == last


def test_the_start_moves_to_the_starts_of_words() -> None:
    chosen = Selection.over(span("buat sekolah."))
    assert words_of(extended(CH, chosen, "word", "start", 1).span) == "sekolah."
    assert words_of(extended(CH, chosen, "word", "start", -1).span) == "dulu, buat sekolah."


def test_the_cursor_may_pass_the_anchor() -> None:
    place = TEXT.index("gitu")
    chosen = extended(CH, Selection(place, place), "word", "cursor", -1)
    assert words_of(chosen.span) == "abis "
    chosen = extended(CH, chosen, "character", "cursor", 1)
    assert words_of(chosen.span) == "bis "


def test_a_character_step_takes_marks_along() -> None:
    text = "a e\u0301b"
    accented = Transcript("d", text, {"kind": "document"})
    assert edge_moved(accented, 2, "character", 1, "end") == 4
    assert edge_moved(accented, 4, "character", -1, "end") == 2


def test_a_word_back_in_a_turn_of_a_million_characters_reads_only_its_neighbourhood() -> None:
    long = Transcript("d", "kata " * 200_000 + "akhir", {"kind": "document"})
    assert edge_moved(long, len(long.text), "word", -1, "end") == len(long.text) - 6


places = st.integers(0, len(TEXT))
steps = st.sampled_from([1, -1])


@given(places, st.sampled_from(["character", "word", "sentence", "turn"]), steps)
def test_an_edge_moves_in_the_direction_it_is_sent_or_stays(
    place: int, unit: str, step: int
) -> None:
    for edge in ("start", "end"):
        moved = edge_moved(CH, place, unit, step, edge)
        assert moved >= place if step > 0 else moved <= place
        assert 0 <= moved <= len(TEXT)


@given(places, places)
def test_growing_contains_what_it_grew_from(one: int, other: int) -> None:
    chosen = Selection(one, other).span
    assert grown(CH, chosen).contains(chosen)
    assert chosen.contains(shrunk(CH, chosen))


@given(
    st.text("ab", max_size=8), st.text("ab", max_size=8), st.text("xy", max_size=8), st.text("ab")
)
def test_a_place_outside_an_edit_is_carried_with_its_character(
    head: str, gone: str, new: str, tail: str
) -> None:
    old, edited = f"{head}<{gone}>)" + tail, f"{head}<{new}>)" + tail
    assert edited[carried(old, edited, old.index("<"))] == "<"
    assert edited[carried(old, edited, old.index(")"))] == ")"
