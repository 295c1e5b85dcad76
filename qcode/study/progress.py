"""How far a coder has read: segments read in a pass, whether or not anything was coded."""

from __future__ import annotations

from typing import NamedTuple

from qcode.study.spans import Span, covered, trimmed
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER, Segment, Transcript


class Progress(NamedTuple):
    """Segments read, of those that ask to be read."""

    read: int
    total: int

    @property
    def share(self) -> float:
        """Between 0 and 1; an empty transcript counts as read."""
        return self.read / self.total if self.total else 1.0


def to_read(transcript: Transcript, unit: str = "turn") -> tuple[Segment, ...]:
    """The segments that count: what participants say; everything where nobody is named."""
    return tuple(s for s in transcript.segments(unit) if s.turn.speaker != INTERVIEWER)


def progress(
    study: Study, coder: str, transcript: str, reading: str, unit: str = "turn"
) -> Progress:
    """Segments that the coder has read whole in this pass, of all that count."""
    segments = to_read(study.transcripts[transcript], unit)
    text = study.transcripts[transcript].text
    spans = study.file(coder, transcript).read_spans.get(reading, ())
    if not spans:
        return Progress(0, len(segments))
    done, index = 0, 0
    for segment in segments:
        while index < len(spans) and spans[index].end <= segment.span.start:
            index += 1
        if index == len(spans) or spans[index].start >= segment.span.end:
            continue
        if spans[index].contains(segment.span) or covers(
            text, segment.span, spans[index : index + 64]
        ):
            done += 1
    return Progress(done, len(segments))


def is_read(study: Study, coder: str, transcript: str, span: Span, reading: str) -> bool:
    """Whether every character of the span was read in this pass."""
    spans = study.file(coder, transcript).read_spans.get(reading, ())
    return covers(study.transcripts[transcript].text, span, spans)


def covers(text: str, span: Span, spans: tuple[Span, ...]) -> bool:
    """Whether the span is covered; white space between two sentences need not be."""
    if covered(span, spans) == len(span):
        return True
    left = span.start
    for other in spans:
        part = span.intersection(other)
        if part is None:
            continue
        if trimmed(text, Span(left, max(left, part.start))):
            return False
        left = part.end
    return left > span.start and not trimmed(text, Span(left, max(left, span.end)))
