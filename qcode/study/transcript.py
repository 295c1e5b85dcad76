"""A transcript: its attributes, its speakers, and its text cut into turns and segments."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from qcode.study.ids import text_hash
from qcode.study.spans import Span, trimmed
from qcode.study.words import count_words, sentences

INTERVIEWER = "interviewer"
OTHER = "other"
KINDS = ("interview", "observation", "document")
_CLOCK = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_CLOCK_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
DATED = (
    r"\u200e?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?[^\S\n]+"
    r"(?P<hour>\d{1,2}[.:]\d{2}(?:[.:]\d{2})?)(?:[^\S\n]?[AaPp]\.?[Mm]\.?)?\]?"
    r"[^\S\n]*(?:[-–][^\S\n]+)?"
)
"""A date and a time before a label, as exported chats have them."""
_TIME = re.compile(r"\s*\[(\d{1,2}:\d{2}(?::\d{2})?)\]\s*")


class Turn(NamedTuple):
    """What one speaker says before another does; a paragraph in observations and documents."""

    number: int
    """Counts from 1 and can be cited (`ch.34`)."""
    span: Span
    """The lines of the turn with label and time, without the last line end."""
    body: Span
    """What was said: without label and leading time."""
    label: str
    """The label as it stands in the text; empty where the line has none."""
    speaker: str
    """A case, `interviewer`, `other`, or empty when nobody is named."""
    time: str = ""


class Segment(NamedTuple):
    """The unit that the cursor stands on: a turn, or one of its sentences."""

    span: Span
    turn: Turn


@dataclass(frozen=True)
class Transcript:
    """One source. Positions everywhere count code points of `text`."""

    name: str
    text: str
    front: Mapping[str, object] = field(default_factory=dict)
    """The front matter as plain data (all scalars text), in the order of the file."""

    @property
    def kind(self) -> str:
        """interview, observation or document."""
        return str(self.front.get("kind") or "interview")

    @property
    def language(self) -> str:
        """The transcript's own language code, or empty for that of the study."""
        return str(self.front.get("language") or "")

    @cached_property
    def speakers(self) -> Mapping[str, str]:
        """Label to `interviewer`, a case, or `other`."""
        listed = self.front.get("speakers")
        found = {str(k): str(v) for k, v in listed.items()} if isinstance(listed, Mapping) else {}
        return MappingProxyType(found)

    @property
    def unlabelled(self) -> str:
        """Who speaks in lines without a label, or empty when such a line continues a turn."""
        return str(self.front.get("unlabelled") or "")

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """The front matter's fields that describe the source, beside speakers and language."""
        skipped = {"speakers", "unlabelled"}
        return MappingProxyType(
            {k: str(v) for k, v in self.front.items() if k not in skipped and isinstance(v, str)}
        )

    @cached_property
    def cases(self) -> tuple[str, ...]:
        """The participants who speak here, in the order in which the front matter lists them."""
        named = [*self.speakers.values(), self.unlabelled]
        return tuple(dict.fromkeys(s for s in named if s and s not in {INTERVIEWER, OTHER}))

    @cached_property
    def sha(self) -> str:
        """SHA-256 of the text."""
        return text_hash(self.text)

    @cached_property
    def word_count(self) -> int:
        """Words in what was said, labels and times left out."""
        return sum(count_words(self.text[t.body.start : t.body.end]) for t in self.turns)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """All turns in order; a line is a paragraph, a label counts only if it is listed."""
        return tuple(_turns(self))

    @cached_property
    def turn_segments(self) -> tuple[Segment, ...]:
        """A segment for each turn in which something is said."""
        return tuple(Segment(t.body, t) for t in self.turns if t.body)

    @cached_property
    def sentence_segments(self) -> tuple[Segment, ...]:
        """A segment for each sentence of each turn."""
        return tuple(Segment(s, t) for t in self.turns for s in sentences(self.text, t.body))

    def segments(self, unit: str = "turn") -> tuple[Segment, ...]:
        """The segments by turn (default) or by sentence."""
        return self.sentence_segments if unit == "sentence" else self.turn_segments

    @cached_property
    def _turn_starts(self) -> list[int]:
        return [t.span.start for t in self.turns]

    def turn_at(self, place: int) -> Turn | None:
        """The turn that holds this place, or the last one before it."""
        index = bisect_right(self._turn_starts, place) - 1
        return self.turns[max(0, index)] if self.turns else None

    def turns_in(self, span: Span) -> tuple[Turn, ...]:
        """The turns of which at least one said character lies in the span."""
        first = max(0, bisect_right(self._turn_starts, span.start) - 1)
        last = bisect_left(self._turn_starts, span.end, first)
        return tuple([turn for turn in self.turns[first:last] if turn.body.overlaps(span)])

    def cases_in(self, span: Span) -> tuple[str, ...]:
        """The participants whose words the span covers; never the interviewer."""
        speakers = (t.speaker for t in self.turns_in(span))
        return tuple(dict.fromkeys(s for s in speakers if s and s not in {INTERVIEWER, OTHER}))

    def segment_index(self, place: int, unit: str = "turn") -> int:
        """The index of the segment at this place, or of the nearest one before it."""
        segments = self.segments(unit)
        index = bisect_right(segments, place, key=lambda s: s.span.start) - 1
        return max(0, index)

    def line_of(self, place: int) -> int:
        """The 1-based line of the text at this place."""
        return self.text.count("\n", 0, place) + 1

    def with_text(self, text: str) -> Transcript:
        """The same transcript with another text."""
        return Transcript(self.name, text, self.front)

    def with_field(self, key: str, value: object | None) -> Transcript:
        """The same transcript with one field of its front matter set, or removed by None."""
        front = dict(self.front)
        if value is None:
            front.pop(key, None)
        else:
            front[key] = value
        return Transcript(self.name, self.text, front)


def _turns(transcript: Transcript) -> list[Turn]:
    text, paragraphs = transcript.text, transcript.kind != "interview"
    speakers, unlabelled = transcript.speakers, transcript.unlabelled
    label_pattern = label_regex(tuple(speakers))
    found: list[tuple[int, int, int, str, str, str]] = []
    start = 0
    while start < len(text):
        stop = text.find("\n", start)
        end = len(text) if stop < 0 else stop
        if not text[start:end].isspace() and end > start:
            match = label_pattern.match(text, start, end) if label_pattern else None
            label = match["label"] if match else ""
            body = match.end() if match else start
            time_match = _TIME.match(text, body, end)
            time = time_match.group(1) if time_match else _time_beside(match)
            body = time_match.end() if time_match else body
            if label or paragraphs or unlabelled or not found:
                speaker = speakers[label] if label else unlabelled
                found.append((start, end, body, label, speaker, time))
            else:
                first = found[-1]
                found[-1] = (first[0], end, *first[2:])
        start = end + 1
    return [
        Turn(number, Span(s, e), trimmed(text, Span(min(b, e), e)), label, speaker, time)
        for number, (s, e, b, label, speaker, time) in enumerate(found, start=1)
    ]


def _time_beside(match: re.Match[str] | None) -> str:
    """The time that stands before or behind a label, before its colon."""
    if not match:
        return ""
    if match["hour"]:
        return match["hour"].replace(".", ":")
    line, label = match.group(), match.span("label")
    for part in (line[: label[0] - match.start()], line[label[1] - match.start() :]):
        clock = _CLOCK_TIME.search(part)
        if clock:
            return clock.group()
    return ""


def label_regex(labels: tuple[str, ...]) -> re.Pattern[str] | None:
    """Matches one of the labels as `label_head` does; None without labels."""
    if not labels:
        return None
    return label_head("|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True)))


def label_head(pattern: str) -> re.Pattern[str]:
    """Matches a label of this pattern (group `label`) with its colon at the start of a line.

    A time may stand before it (`[00:01:02] P:`) or behind it (`P (01:02):`), a date and a time
    before it (`12/04/23 10.15 - Siti:`), Markdown's bold around it; a full-width colon needs no
    space after it. A label that has a line with its time for itself (`Siti  0:42`) has no colon.
    """
    return re.compile(
        rf"[^\S\n]*(?:(?P<before>{_CLOCK})[^\S\n]*|{DATED})?(?:\*\*)?(?P<label>{pattern})(?:\*\*)?"
        rf"(?:[^\S\n]*(?:{_CLOCK}[^\S\n]*)?(?::(?:\*\*)?(?=\s|$)|：)[^\S\n]*"
        rf"|[^\S\n]+{_CLOCK}[^\S\n]*$|(?(before)[^\S\n]*$|(?!)))",
        re.MULTILINE,
    )
