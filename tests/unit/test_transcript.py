"""A transcript's text is cut into turns and segments, and never changed."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from qcode.study.spans import Span
from qcode.study.transcript import INTERVIEWER, Transcript

FRONT = {"kind": "interview", "speakers": {"P": "interviewer", "CH": "CH", "TT": "other"}}


def turns(text: str, **front: object) -> list[tuple[str, str]]:
    transcript = Transcript("ch", text, {**FRONT, **front})
    return [(t.speaker, text[t.body.start : t.body.end]) for t in transcript.turns]


def test_a_line_without_a_label_continues_the_turn_before_it():
    assert turns("P: Gimana?\nCH: Dulu susah.\nSekarang enak.\n") == [
        (INTERVIEWER, "Gimana?"),
        ("CH", "Dulu susah.\nSekarang enak."),
    ]


def test_a_label_that_is_not_listed_is_no_speaker():
    assert turns("CH: Ada tiga:\nBox plot: saya suka.\n") == [
        ("CH", "Ada tiga:\nBox plot: saya suka.")
    ]


def test_unlabelled_lines_are_turns_of_their_own_when_somebody_speaks_in_them():
    assert turns("P: Coba.\nSaya klik.\nLalu ini.\n", unlabelled="CH") == [
        (INTERVIEWER, "Coba."),
        ("CH", "Saya klik."),
        ("CH", "Lalu ini."),
    ]


def test_paragraphs_of_an_observation_are_turns():
    text = "Pagi itu ramai.\n\nIbu-ibu datang.\n"
    assert turns(text, kind="observation", speakers={}) == [
        ("", "Pagi itu ramai."),
        ("", "Ibu-ibu datang."),
    ]


def test_a_time_stays_in_the_text_and_out_of_the_body():
    transcript = Transcript("ch", "CH: [00:01:02] Iya.\n", FRONT)
    (turn,) = transcript.turns
    assert turn.time == "00:01:02"
    assert transcript.text[turn.body.start : turn.body.end] == "Iya."


def test_a_coding_counts_for_those_whose_words_it_covers_and_never_for_the_interviewer():
    text = "CH: Iya.\nP: Betul?\nTT: Ada es batu?\nCH: Betul.\n"
    transcript = Transcript("ch", text, FRONT)
    assert transcript.cases_in(Span(0, len(text))) == ("CH",)
    at = text.index("Betul?")
    assert transcript.cases_in(Span(at, at + 6)) == ()
    assert transcript.cases == ("CH",)


def test_times_of_day_and_colons_in_speech_are_no_labels():
    assert turns("CH: Jam 10: 30 saya datang.\nP:tanpa spasi\n") == [
        ("CH", "Jam 10: 30 saya datang.\nP:tanpa spasi")
    ]


lines = st.sampled_from(
    ["P: Gimana?", "CH: Iya. Betul.", "lanjut", "", "  ", "TT: hm", "CH:", "👟"]
)


@given(st.lists(lines, max_size=12), st.sampled_from(["turn", "sentence"]))
def test_segments_cover_what_is_said_in_order_without_labels(parts: list[str], unit: str):
    text = "\n".join(parts)
    transcript = Transcript("ch", text, FRONT)
    segments = transcript.segments(unit)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(segments))
    for segment in segments:
        said = text[segment.span.start : segment.span.end]
        assert said == said.strip()
        assert said
        assert segment.turn.body.contains(segment.span)
    assert [t.number for t in transcript.turns] == list(range(1, len(transcript.turns) + 1))


@given(st.lists(lines, max_size=12))
def test_every_place_belongs_to_the_turn_that_holds_it(parts: list[str]):
    transcript = Transcript("ch", "\n".join(parts), FRONT)
    for turn in transcript.turns:
        for place in range(turn.span.start, turn.span.end):
            assert transcript.turn_at(place) == turn


def test_a_listed_label_with_a_time_on_its_own_line_needs_no_colon_and_without_one_does() -> None:
    text = "P  0:03\nSudah?\n[00:09] Siti\nSudah.\nSiti\nP 0:12 tadi\n"
    found = Transcript("w", text, {"speakers": {"P": "interviewer", "Siti": "Siti"}}).turns
    assert [(t.speaker, t.time) for t in found] == [("interviewer", "0:03"), ("Siti", "00:09")]
    assert text[found[1].body.start : found[1].body.end] == "Sudah.\nSiti\nP 0:12 tadi"
