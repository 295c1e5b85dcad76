"""From one text to another by few splices."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.study.edit_script import edit_whole_text, splices
from qcode.study.study import Study
from qcode.study.transcript import Transcript

LINES = st.lists(
    st.lists(
        st.sampled_from(["uang", "anak", "Sekolah", ",", ".", "👟", "e\u0301"]), max_size=8
    ).map(" ".join),
    max_size=8,
).map("\n".join)


@given(LINES, LINES)
@settings(max_examples=200, deadline=None)
def test_the_splices_turn_one_text_into_the_other(old: str, new: str):
    text = old
    for start, end, words in reversed(list(splices(old, new))):
        text = text[:start] + words + text[end:]
    assert text == new


@given(LINES.filter(bool), LINES)
@settings(max_examples=100, deadline=None)
def test_the_change_can_be_applied_and_taken_back(old: str, new: str):
    study = Study(transcripts={"ch": Transcript("ch", old)})
    change = edit_whole_text(study, "ch", new)
    after = study.apply(change)
    assert after.transcripts["ch"].text == new
    assert after.apply(change.inverse("back")).transcripts["ch"].text == old


def test_words_that_stay_are_not_touched():
    old = "P: Apa kabar?\nCH: Baik sekali, mbak. Sekarang malu.\n"
    new = "P: Apa kabarnya?\nCH: Baik, mbak. Sekarang malu.\n"
    found = [(old[start:end], words) for start, end, words in splices(old, new)]
    assert found == [("kabar", "kabarnya"), (" sekali", "")]


def test_a_text_rewritten_whole_is_one_splice_and_quick():
    old, new = ("lama " * 30_000), ("baru " * 30_000)
    assert list(splices(old, new)) == [(0, len(old), new)]
