"""What a rule finds, told while it is typed: how many segments, how many coded so, examples."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qcode.study.match import Index, Rule
from qcode.study.progress import to_read
from qcode.study.rule_parts import SegmentWords
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.context import Around

MOST_EXAMPLES = 10
_LOOK_UP = 256
"""Segments between two looks whether the question was given up."""


@dataclass(frozen=True, slots=True)
class Example:
    """A segment in which a rule holds."""

    transcript: str
    span: Span
    words: tuple[Span, ...]
    """Where the words stand that fulfil the rule; none where it names none that must stand."""
    coded: bool
    """Whether anybody has coded it so."""


@dataclass(frozen=True, slots=True)
class Found:
    """What rules find among the segments that are to be read; the numbers are of segments."""

    segments: int = 0
    coded: int = 0
    """Of these, coded so by anybody."""
    mine: int = 0
    """Of these, coded so by the coder who asks."""
    examples: tuple[Example, ...] = ()
    """At most ten, spread over the transcripts."""


def _never() -> bool:
    return False


class RuleSearch:
    """The segments of a study as rules see them, kept from one question to the next.

    Plain Python that takes its time on a large study: ask it in a thread. Threads wait for one
    another; a question that is given up gets None, and what was prepared for it stays.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._words: dict[str, tuple[Transcript, list[Span], list[SegmentWords]]] = {}
        self._index: Index | None = None
        self._places: list[tuple[str, Span]] = []

    def find(
        self,
        study: Study,
        rules: Sequence[Rule],
        code: str,
        coder: str,
        given_up: Callable[[], bool] = _never,
    ) -> Found | None:
        """What at least one of the rules finds, held against the codings of a code."""
        with self._lock:
            index = self._prepared(study, given_up)
            if index is None:
                return None
            hits = sorted({number for rule in rules for number in index.matching(rule)})
            places = [self._places[number] for number in hits]
        coded: list[bool] = []
        mine = 0
        for number, place in enumerate(places):
            if number % _LOOK_UP == 0 and given_up():
                return None
            coders = _coders_of(study, *place, code)
            coded.append(bool(coders))
            mine += coder in coders
        shown = _spread(len(places))
        examples = tuple(_example(study, rules, *places[n], coded[n]) for n in shown)
        return Found(len(places), sum(coded), mine, examples)

    def _prepared(self, study: Study, given_up: Callable[[], bool]) -> Index | None:
        """The index of the present transcripts; only those that changed are taken anew."""
        known = {name: held[0] for name, held in self._words.items()}
        if self._index is not None and known == dict(study.transcripts):
            return self._index
        self._index = None
        for name in known.keys() - study.transcripts.keys():
            del self._words[name]
        for name, transcript in study.transcripts.items():
            if given_up():
                return None
            if known.get(name) is not transcript:
                self._words[name] = (transcript, *_seen(transcript))
        held = [self._words[name] for name in study.transcripts]
        self._places = [(source.name, span) for source, spans, _ in held for span in spans]
        self._index = Index([words for _, _, some in held for words in some])
        return self._index


def _seen(transcript: Transcript) -> tuple[list[Span], list[SegmentWords]]:
    """The segments that are to be read, and their words without places, each word kept once."""
    around = Around(transcript)
    spans = [segment.span for segment in to_read(transcript)]
    full = (around.words(span) for span in spans)
    return spans, [
        SegmentWords(_once(words.words), (), words.speakers, _once(words.question))
        for words in full
    ]


def _once(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(sys.intern, words))


def _coders_of(study: Study, transcript: str, span: Span, code: str) -> set[str]:
    """Who put the code on the segment, around it or within it."""
    resolve = study.codebook.resolve
    return {
        file.coder
        for file in study.files_of(transcript)
        for coding in file.overlapping(span)
        if (coding.span.contains(span) or span.contains(coding.span))
        and resolve(coding.code) == code
    }


def _spread(count: int) -> list[int]:
    """At most ten numbers, evenly spread."""
    some = min(count, MOST_EXAMPLES)
    return [n * count // some for n in range(some)]


def _example(
    study: Study, rules: Sequence[Rule], transcript: str, span: Span, coded: bool
) -> Example:
    words = Around(study.transcripts[transcript]).words(span)
    rule = next(rule for rule in rules if rule.matches(words))
    return Example(transcript, span, rule.spans(words), coded)
