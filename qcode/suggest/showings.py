"""What the record of suggestions tells: each code of each segment once, with what became of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from qcode.study.clock import instant
from qcode.study.coding import CodingFile
from qcode.study.shown import IGNORED, OWN, Shown, ShownCode, answer_to, suggested
from qcode.study.spans import Span
from qcode.study.study import Study

BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Event:
    """A suggestion with its end, or a coding by hand."""

    code: str
    at: str
    outcome: str
    rank: int = 0
    score: float = 0.0
    mode: str = ""


class Showings:
    """What the record tells, each code of each segment once, with what became of it since."""

    def __init__(self, study: Study, lines: Iterable[tuple[str, str, Shown]]) -> None:
        self.study = study
        self.events: list[Event] = []
        self.matched: set[str] = set()
        """Ids of the codings and refusals that answer something in the record."""
        self.undecided = 0
        self._decisions: dict[tuple[str, str], _Decisions] = {}
        stays: dict[tuple[str, str, str, int, int, str], list[tuple[Shown, ShownCode]]] = {}
        quiet: dict[tuple[str, str, int, int], bool] = {}
        names: dict[tuple[str, str, int, int], tuple[int, int]] = {}
        for coder, transcript, shown in lines:
            place = (coder, transcript, shown.start, shown.end)
            quiet[place] = not shown.codes
            if self._settled(coder, transcript, shown):
                most, taken = names.get(place, (0, 0))
                names[place] = max(most, shown.names[0]), taken + shown.names[1]
            for code in shown.codes:
                pair = (coder, transcript, shown.text, shown.start, shown.end, code.code)
                stays.setdefault(pair, []).append((shown, code))
        for (coder, transcript, *_), some in stays.items():
            self._end(coder, transcript, some)
        self.silent = sum(quiet.values())
        self.names = sum(n for n, _ in names.values()), sum(t for _, t in names.values())

    def _end(self, coder: str, transcript: str, stays: list[tuple[Shown, ShownCode]]) -> None:
        shown, code = stays[-1]
        source = self.study.transcripts.get(transcript)
        if source is not None and source.sha.startswith(shown.text):
            self._end_now(coder, transcript, stays)
        elif source is None or code.outcome in {OWN, IGNORED}:
            self._count(code, shown.at, code.outcome, shown)
        # else its text was edited since, and the line that answers it counts by itself

    def _end_now(self, coder: str, transcript: str, stays: list[tuple[Shown, ShownCode]]) -> None:
        """As the codings are now; what was left when nothing was decided is left out."""
        shown, code = stays[-1]
        outcome, line = answer_to(self.study, coder, transcript, shown.span, code.code)
        answered = suggested(line) if line is not None else None
        if line is not None and outcome != OWN:
            if line.id not in self.matched:
                self.matched.add(line.id)
                if answered:
                    code = replace(code, rank=answered.rank, score=answered.score)
                self._count(code, line.at, outcome, shown)
            return
        decided = self._decided(coder, transcript, shown.span)
        before = [stay for stay in stays if instant(stay[0].came) <= decided]
        if before:
            shown, code = before[-1]
            self._count(code, shown.at, outcome, shown)
        else:
            self.undecided += 1

    def _settled(self, coder: str, transcript: str, shown: Shown) -> bool:
        """Whether the segment was decided on then or since, as far as its text can still tell."""
        source = self.study.transcripts.get(transcript)
        if shown.names[1] or source is None or not source.sha.startswith(shown.text):
            return True
        return instant(shown.came) <= self._decided(coder, transcript, shown.span)

    def _decided(self, coder: str, transcript: str, span: Span) -> float:
        """When the coder last coded, refused or marked as read something of the segment."""
        key = (coder, transcript)
        if key not in self._decisions:
            self._decisions[key] = _Decisions(self.study.file(coder, transcript))
        return self._decisions[key].last(span)

    def _count(self, code: ShownCode, at: str, outcome: str, shown: Shown) -> None:
        ident = self.study.codebook.resolve(code.code)
        self.events.append(Event(ident, at, outcome, code.rank, code.score, shown.mode))


class _Decisions:
    """When each part of a transcript was last decided on by one coder."""

    def __init__(self, file: CodingFile) -> None:
        self.lines = [
            (c.start, c.end, instant(c.at))
            for c in file.items
            if c.start is not None and c.end is not None
        ]
        self.longest = max((end - start for start, end, _ in self.lines), default=0)

    def last(self, span: Span) -> float:
        """The last time, of anything that shares a character with the span; -1 for never."""
        first = bisect_left(self.lines, (span.start - self.longest,))
        latest = -1.0
        for start, end, at in self.lines[first:]:
            if start >= span.end:
                break
            if end > span.start:
                latest = max(latest, at)
        return latest
