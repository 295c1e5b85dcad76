"""What is known around a span, and how much a place in the transcript tells."""

from __future__ import annotations

import numpy as np

from qcode.study.match import parse_all
from qcode.study.spans import Span
from qcode.study.transcript import Transcript
from qcode.suggest.context import Around, Context, guide_of
from qcode.suggest.evidence import position_likeness

FRONT = {"speakers": {"P": "interviewer", "CH": "CH"}}
TALK = "P: Satu?\nCH: Dua.\nP: Tiga?\nCH: Empat.\nP: Lima?\nCH: Enam.\nCH: Tujuh.\nP: Delapan?\n"


def around(text: str, said: str) -> Context:
    source = Transcript("a", text, FRONT)
    start = text.index(said)
    return Around(source).of(Span(start, start + len(said)))


def test_the_lines_beside_a_span_and_the_last_question_are_its_context() -> None:
    context = around(TALK, "Empat.")
    assert (context.before, context.after) == ("Tiga?", "Lima?")
    assert around(TALK, "Tujuh.").asked == "Lima?"
    assert around(TALK, "Satu?").before == ""


def test_what_many_transcripts_have_word_for_word_is_the_guide_and_counts_as_asked() -> None:
    task = "2 Open the map tab."
    texts = [f"P: Ready?\n{task}\nCH: Here it is, number {n}.\nOkay then.\n" for n in range(3)]
    guide = guide_of(Transcript(f"t{n}", text, FRONT) for n, text in enumerate(texts))
    assert guide == {task}
    source = Transcript("t0", texts[0], FRONT)
    start = texts[0].index("Here")
    span = Span(start, start + len("Here it is"))
    assert Around(source, guide).of(span).asked == task
    assert Around(source).of(span).asked == "Ready?"
    ((rule,), _) = parse_all(["asked:'ready'"])
    assert rule.matches(Around(source, guide).words(span))


def test_what_stands_in_few_of_the_transcripts_is_no_guide() -> None:
    rare = [Transcript(f"a{n}", "I do not know.\n", FRONT) for n in range(3)]
    others = [Transcript(f"b{n}", f"Said {n} times over.\n", FRONT) for n in range(10)]
    assert guide_of(rare) == {"I do not know."}
    assert guide_of([*rare, *others]) == frozenset()


def test_the_same_place_of_two_transcripts_is_like_and_a_definition_has_none() -> None:
    early, late = around(TALK, "Dua."), around(TALK, "Tujuh.")
    assert 0 < early.position < late.position < 1
    rows = np.array([(4, 1, 0, 0.5), (4, 1, 0, 0.52), (4, 1, 0, 0.9), (-1, 1, 0, 0.5)], np.float32)
    same, near, far, definition = position_likeness((4, 1, 0, 0.5), rows)
    assert same == 1
    assert 0.5 < near < 1
    assert far < 0.01
    assert definition == 0
