"""Gathers what is coded in the transcript at hand, for the span that is asked about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qcode.study.spans import Span
from qcode.suggest.context import Context
from qcode.suggest.evidence import Evidence
from qcode.suggest.fit import Fit
from qcode.suggest.fusion import Settings
from qcode.suggest.kernel import crossed
from qcode.suggest.local import Walk
from qcode.suggest.vectors import Floats, Ints

_MOST = 200
"""Coded spans of the transcript that are looked at: those nearest to the span."""
_FRESH = 12
"""Of spans coded since the fit so many are taken in for each span that is asked about."""


@dataclass(frozen=True)
class Said:
    """What the linear view says of one span."""

    linear: Floats
    families: Floats


def say(fitted: Fit | None, like: Floats, codes: int, without: int | None = None) -> Said:
    """The linear view of a span by its likeness to every row, leaving out one transcript's rows."""
    if fitted is None:
        return Said(np.zeros(codes, dtype=np.float32), np.zeros(0, dtype=np.float32))
    near = like[fitted.rows]
    if without is not None and without in fitted.blocks:
        near[fitted.blocks[without][0]] = 0
    return Said(
        near @ fitted.coefficients + fitted.prior,
        near @ fitted.family_coefficients + fitted.family_prior,
    )


@dataclass(frozen=True)
class _Desk:
    """The transcript that was asked about last, with what it was made from."""

    transcript: str
    fresh: int
    made_from: tuple[object, ...]
    spans: list[Span]
    rows: Ints
    walk: Walk


class AtHand:
    """Remembers likeness and linear scores of the spans coded since the fit."""

    def __init__(self) -> None:
        self._fresh: dict[int, tuple[Floats, Floats]] = {}
        self._desk: _Desk | None = None

    def forget(self) -> None:
        """After a new fit, new weights of words, or another list of codes."""
        self._fresh.clear()
        self._desk = None

    def walk(self, evidence: Evidence, fitted: Fit | None, context: Context) -> tuple[Ints, Walk]:
        """The rows of the transcript that carry codes, in the order of the text, as a walk.

        Their linear scores are NaN where nothing is known of them (rows that the fit left out).
        A row of the very same span is not among them, nor are those far away in a long text. Of
        those that share words with the span only what the coder who asks put there is told, and
        nothing is concluded from how like they are.
        """
        self._take_in(evidence, fitted, context)
        desk = self._laid_out(evidence, fitted, context.transcript)
        at = bisect_left(desk.spans, context.span)
        first = max(0, min(at - _MOST // 2, len(desk.spans) - _MOST))
        kept = np.arange(first, min(first + _MOST, len(desk.spans)), dtype=np.int32)
        whole, span = desk.walk, context.span
        on_it = (whole.places[kept, 0] < span.end) & (whole.places[kept, 1] > span.start)
        if len(kept) == len(desk.spans) and not on_it.any():
            return desk.rows, whole
        mine = {
            n: _mine(evidence, context, desk.spans[n], whole.targets[n])
            for n in kept[on_it].tolist()
        }
        kept = np.array(
            [
                n
                for n in kept.tolist()
                if desk.spans[n] != span and (n not in mine or mine[n].any())
            ],
            dtype=np.int32,
        )
        targets, linear = whole.targets[kept], whole.linear[kept]
        for place, number in enumerate(kept.tolist()):
            if number in mine:
                targets[place], linear[place] = mine[number], np.nan
        return desk.rows[kept], Walk(
            targets, linear, whole.alike[np.ix_(kept, kept)], whole.places[kept]
        )

    def _laid_out(self, evidence: Evidence, fitted: Fit | None, transcript: str) -> _Desk:
        study, desk, fresh = evidence.study, self._desk, len(self._fresh)
        made_from = (study.codebook, *study.files_of(transcript))
        if desk and (desk.transcript, desk.fresh) == (transcript, fresh):
            now, before = map(id, made_from), map(id, desk.made_from)
            if list(now) == list(before):
                return desk
        coded = sorted(_coded(evidence, transcript))
        rows = np.array([row for _, row in coded], dtype=np.int32)
        targets = np.zeros((len(rows), len(evidence.codes)), dtype=np.float32)
        for at, row in enumerate(rows):
            mark = evidence.marks[row]
            for code in mark.codings:
                if code in evidence.code_number:
                    targets[at, evidence.code_number[code]] = mark.weight(code)
        linear = np.full(targets.shape, np.nan, dtype=np.float32)
        alike = np.zeros((len(rows), len(rows)), dtype=np.float32)
        number = evidence.transcripts.get(transcript, -1)
        if fitted and number in fitted.blocks:
            places, block = fitted.blocks[number]
            here, inside = _both(rows, fitted.rows[places])
            linear[here] = fitted.others[places[inside]]
            alike[np.ix_(here, here)] = block[np.ix_(inside, inside)]
        for at, row in enumerate(rows):
            if int(row) in self._fresh:
                like, linear[at] = self._fresh[int(row)]
                there = rows < len(like)
                alike[at, there] = alike[there, at] = like[rows[there]]
        spans = [span for span, _ in coded]
        ends = np.array([(s.start, s.end) for s in spans], dtype=np.int32).reshape(-1, 2)
        self._desk = _Desk(
            transcript, fresh, made_from, spans, rows, Walk(targets, linear, alike, ends)
        )
        return self._desk

    def _take_in(self, evidence: Evidence, fitted: Fit | None, context: Context) -> None:
        known, start = fitted.known if fitted else 0, context.span.start
        missing = [
            (abs(span.start - start), row)
            for span, row in _coded(evidence, context.transcript)
            if row >= known and row not in self._fresh
        ]
        number = evidence.transcripts.get(context.transcript, -1)
        weights = (fitted.settings if fitted else Settings()).weights
        for _, row in sorted(missing)[:_FRESH]:
            like = crossed(evidence.likeness(evidence.contexts[row]), weights)
            self._fresh[row] = like, say(fitted, like, len(evidence.codes), number).linear


def _coded(evidence: Evidence, transcript: str) -> Iterator[tuple[Span, int]]:
    """The spans of a transcript that carry codes, and their rows."""
    known = evidence.code_number.keys()
    for span, row in evidence.row_of.get(transcript, {}).items():
        if not known.isdisjoint(evidence.marks[row].codings):
            yield span, row


def _mine(evidence: Evidence, context: Context, span: Span, everyone: Floats) -> Floats:
    """What the coder who asks put on a span that shares words with the one asked about."""
    if evidence.coder is None:
        return everyone
    study, found = evidence.study, np.zeros_like(everyone)
    for coding in study.file(evidence.coder, context.transcript).overlapping(span):
        number = evidence.code_number.get(study.codebook.resolve(coding.code))
        if coding.span == span and number is not None:
            found[number] = 1
    return found


def _both(rows: Ints, others: Ints) -> tuple[Ints, Ints]:
    """Where the rows that both have stand in the one and in the other."""
    _, one, two = np.intersect1d(rows, others, assume_unique=True, return_indices=True)
    return one.astype(np.int32), two.astype(np.int32)
