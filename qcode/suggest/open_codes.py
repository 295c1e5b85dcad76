"""Candidate in-vivo codes for a whole transcript, to hold against one's own after a reading."""

from __future__ import annotations

from dataclasses import dataclass

from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER
from qcode.study.words import find_all, fold
from qcode.suggest.phrases import language_of, phrase_candidates, usage, within_words

_EACH = 2


@dataclass(frozen=True, slots=True)
class OpenCode:
    """A phrase of the transcript with all the places where it stands."""

    text: str
    spans: tuple[Span, ...]
    score: float


def open_codes(study: Study, transcript: str, n: int = 20) -> tuple[OpenCode, ...]:
    """The `n` best phrases of those who were asked, best first; the interviewer's are left out."""
    source, used = study.transcript(transcript), usage(study)
    language = language_of(study, source)
    best: dict[str, tuple[float, str]] = {}
    for turn in source.turns:
        if turn.speaker == INTERVIEWER or not turn.body:
            continue
        for candidate in phrase_candidates(source, turn.body, language, used, _EACH):
            key = fold(candidate.text)
            score = max(best.get(key, (0.0, ""))[0], candidate.score)
            best[key] = (score, candidate.text)
    inside = within_words(source.text, Span(0, len(source.text)))
    found = [
        OpenCode(text, places, score * (1 + 0.25 * min(3, len(places) - 1)))
        for score, text in best.values()
        if (
            places := tuple(s for s in find_all(source.text, text) if not {s.start, s.end} & inside)
        )
    ]
    return tuple(sorted(found, key=lambda c: (-c.score, c.spans))[:n])
