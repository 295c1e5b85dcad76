"""What is known around a span: the question before it, the lines beside it, who speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from qcode.study.match import segment_words
from qcode.study.rule_parts import SegmentWords
from qcode.study.spans import Span
from qcode.study.transcript import INTERVIEWER, OTHER, Transcript

LOOK_BACK = 60
"""Lines before a span in which the last question is sought."""
_LONGEST = 1500
"""Code points of a neighbouring line that count."""
_GUIDED = 3
"""A line of the guide stands in at least so many transcripts, and has as many words."""
_SHARE = 1 / 4
"""And in at least this share of the transcripts."""

Guide = frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """One span with what surrounds it; texts without speaker labels."""

    transcript: str
    span: Span
    text: str
    asked: str
    """The last line before the span that ends in a question mark or is of the guide, or empty."""
    before: str
    after: str
    speaker: str
    """Labels of those who speak in it, joined by `+`; empty where no lines are labelled."""
    role: int = 0
    """The roles of those who speak, as bits: 1 interviewer, 2 others, 4 participants."""
    position: float = 0.0
    """How far into the transcript it begins, from 0 to 1."""

    @property
    def is_question(self) -> bool:
        """Whether the span ends by asking."""
        return self.text.rstrip(" \"'”’)").endswith("?")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    body: Span
    label: str
    role: int


_ROLES = {INTERVIEWER: 1, OTHER: 2}


def guide_of(transcripts: Iterable[Transcript]) -> Guide:
    """What was asked or set as a task in many transcripts in the same words, line by line."""
    every = list(transcripts)
    often = Counter(line for t in every for line in {said.strip() for said in t.text.split("\n")})
    least = max(_GUIDED, _SHARE * len(every))
    return frozenset(
        line for line, count in often.items() if count >= least and len(line.split()) >= _GUIDED
    )


class Around:
    """The lines of a transcript, ready to give the context of any span in it.

    Lines of the `guide` count as questions even where they do not ask, as tasks do not.
    """

    def __init__(self, transcript: Transcript, guide: Guide = frozenset()) -> None:
        self.transcript = transcript
        self.guide = guide

    @cached_property
    def _lines(self) -> list[_Line]:
        text, found = self.transcript.text, []
        for turn in self.transcript.turns:
            start, role = turn.span.start, _ROLES.get(turn.speaker, 4)
            while start < turn.span.end:
                stop = text.find("\n", start, turn.span.end)
                end = turn.span.end if stop < 0 else stop
                body = Span(min(end, max(start, turn.body.start)), end)
                if text[body.start : body.end].strip():
                    found.append(_Line(start, body, turn.label or turn.speaker, role))
                start = end + 1
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self._lines]

    @cached_property
    def _questions(self) -> list[int]:
        """For each line the number of the last line before it that asks, or -1."""
        return self._last(self._asks)

    @cached_property
    def _asked(self) -> list[int]:
        """The same with the lines of the guide."""
        return self._last(lambda line: self._whole(line) in self.guide or self._asks(line))

    def _last(self, asks: Callable[[_Line], bool]) -> list[int]:
        last, found = -1, []
        for number, line in enumerate(self._lines):
            found.append(last)
            if asks(line):
                last = number
        return found

    def _asks(self, line: _Line) -> bool:
        return self._said(line).rstrip(" \"'”’)").endswith("?")

    def _whole(self, line: _Line) -> str:
        """The line with its label."""
        return self.transcript.text[line.start : line.body.end].strip()

    def _said(self, line: _Line) -> str:
        return self.transcript.text[line.body.start : line.body.end].strip()

    def of(self, span: Span) -> Context:
        """The context of a span; spans without any line have only their text."""
        lines, text = self._lines, self.transcript.text
        first = bisect_right(self._starts, span.start) - 1
        position = span.start / max(1, len(text))
        if first < 0:
            said = text[span.start : span.end]
            return Context(self.transcript.name, span, said, "", "", "", "", 0, position)
        stop = max(first + 1, bisect_right(self._starts, span.end - 1))
        inside = lines[first:stop]
        parts = [p for line in inside if (p := line.body.intersection(span))]
        said = " ".join(text[p.start : p.end].strip() for p in parts) or text[span.start : span.end]
        return Context(
            self.transcript.name,
            span,
            said,
            self._before(first, self._asked),
            self._said(lines[first - 1])[-_LONGEST:] if first else "",
            self._said(lines[stop])[:_LONGEST] if stop < len(lines) else "",
            "+".join(dict.fromkeys(line.label for line in inside)),
            reduce(or_, (line.role for line in inside), 0),
            position,
        )

    def _before(self, number: int, last: list[int]) -> str:
        """The last line of a kind before this one, or nothing where it is too far away."""
        at = last[number]
        near = at >= 0 and number - at <= LOOK_BACK
        return self._said(self._lines[at])[:_LONGEST] if near else ""

    def words(self, span: Span) -> SegmentWords:
        """The span as rules see it: only what asks is a question to them."""
        first = bisect_right(self._starts, span.start) - 1
        question = self._before(first, self._questions) if first >= 0 else ""
        speakers = [n for t in self.transcript.turns_in(span) for n in (t.label, t.speaker)]
        return segment_words(self.transcript.text, span, speakers=speakers, question=question)
