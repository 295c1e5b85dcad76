"""What a cell of a matrix counts, over the codings that belong to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from qcode.study.coding import Coding, CodingFile
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.study.words import WORD


class Item(NamedTuple):
    """What is counted: a coding, or the stretch that it shares with another."""

    file: CodingFile
    coding: Coding
    other: tuple[CodingFile, Coding] | None = None

    @property
    def span(self) -> Span:
        """Where it lies in its transcript."""
        span = self.coding.span
        return (self.other and span.intersection(self.other[1].span)) or span


Measure = Callable[[Sequence[Item], frozenset[str]], float]
"""Items of a cell and the transcripts of its column to the value."""


def measure_of(study: Study, name: str) -> Measure:
    """The measure: codings (also for quotes), participants, words, or share (0 to 1)."""
    if name == "participants":
        covered = _Participants(study)
        return lambda items, _: covered.count(items)
    if name in {"words", "share"}:
        said = _Said(study)
        if name == "words":
            return lambda items, _: said.words_in(items)
        return lambda items, base: said.words_in(items) / max(1, said.words_of(base))
    return lambda items, _: len(items)


class _Participants:
    """Counts the cases whose words are covered, each once."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._known: dict[int, tuple[str, ...]] = {}  # by id(): an item's hash reads its file

    def count(self, items: Iterable[Item]) -> int:
        """How many cases the items cover together."""
        return len({case for item in items for case in self._cases(item)})

    def _cases(self, item: Item) -> tuple[str, ...]:
        found = self._known.get(id(item))
        if found is None:
            transcript = self._study.transcripts[item.file.transcript]
            found = self._known[id(item)] = transcript.cases_in(item.span)
        return found


class _Said:
    """Where the words of each transcript lie that somebody says, without labels and times."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._edges: dict[str, tuple[list[int], list[int]]] = {}
        self._touched: dict[int, tuple[str, int, int]] = {}

    def words_of(self, names: Iterable[str]) -> int:
        """All words said in these transcripts."""
        return sum(len(self._of(n)[0]) for n in names)

    def words_in(self, items: Iterable[Item]) -> int:
        """The words that any of the items touches, each counted once."""
        total, reached, at = 0, 0, ""
        for name, first, last in sorted(map(self._words, items)):
            if name != at:
                at, reached = name, 0
            if last > reached:
                total += last - max(first, reached)
                reached = last
        return total

    def _words(self, item: Item) -> tuple[str, int, int]:
        """The transcript with the first word that the item touches and the one behind its last."""
        found = self._touched.get(id(item))
        if found is None:
            starts, ends = self._of(item.file.transcript)
            span = item.span
            first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
            found = self._touched[id(item)] = (item.file.transcript, first, last)
        return found

    def _of(self, name: str) -> tuple[list[int], list[int]]:
        if name not in self._edges:
            self._edges[name] = _edges(self._study.transcripts[name])
        return self._edges[name]


def _edges(transcript: Transcript) -> tuple[list[int], list[int]]:
    """Starts and ends of the words in what is said, in order."""
    starts: list[int] = []
    ends: list[int] = []
    for turn in transcript.turns:
        found = list(WORD.finditer(transcript.text, turn.body.start, turn.body.end))
        starts += [match.start() for match in found]
        ends += [match.end() for match in found]
    return starts, ends
