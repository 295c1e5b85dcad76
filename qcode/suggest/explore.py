"""Looking around with the model: like segments, where to code next, codings to think over."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from qcode.study.coding import CodingFile
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER
from qcode.suggest.context import Around
from qcode.suggest.evidence import Evidence
from qcode.suggest.kernel import plain
from qcode.suggest.marks import untouched
from qcode.suggest.suggester import Suggester
from qcode.suggest.vectors import Floats, Ints
from qcode.suggest.wire import Place

Steps = Generator[None, None, tuple[Place, ...]]
"""Long work in short steps, so that a worker can answer between them; `finish` runs it through."""

_MOST_LOOKED_AT = 3000
"""Segments that a queue looks at; more are thinned evenly."""
_FEWEST_USES = 3
"""A code with fewer codings has too few for any of them to be surprising."""
_VOTERS = 25


def finish(steps: Steps, tell: Callable[[int], None] | None = None) -> tuple[Place, ...]:
    """Runs long work to its end and returns what it found; `tell` hears of each step's number."""
    number = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return tuple(end.value)
        number += 1
        if tell:
            tell(number)


def similar(suggester: Suggester, transcript: str, span: Span, n: int = 20) -> tuple[Place, ...]:
    """The segments of all transcripts most like this one, coded or not; scores from 0 to 1."""
    study = suggester.study
    pool = suggester.segment_pool()
    text = Around(study.transcript(transcript)).of(span).text
    scores = pool.similar(text) / 2
    found = [
        Place(name, s.start, s.end, float(scores[pool.numbers[said]]))
        for name, s, said in segments_of(study)
        if not (name == transcript and s.overlaps(span))
    ]
    return tuple(sorted(found, key=lambda p: (-p.score, p.transcript, p.start))[:n])


def segments_of(study: Study, *, asked: bool = True) -> Iterator[tuple[str, Span, str]]:
    """All turns with what is said in them; without the interviewer's when `asked` is False."""
    for name, transcript in study.transcripts.items():
        for segment in transcript.turn_segments:
            if asked or segment.turn.speaker != INTERVIEWER:
                said = transcript.text[segment.span.start : segment.span.end]
                yield name, segment.span, said


def open_segments(study: Study, coder: str | None) -> list[tuple[str, Span]]:
    """Where a queue looks: segments neither coded nor read, thinned evenly where there are many."""
    found = [
        (name, span)
        for name, span, _ in segments_of(study, asked=False)
        if untouched(study, coder, name, span)
    ]
    return found[:: max(1, len(found) // _MOST_LOOKED_AT)]


def coding_queue(
    suggester: Suggester, coder: str | None, code: str | None = None, n: int = 20
) -> Steps:
    """Uncoded segments where the code most likely hides, or where coding teaches most.

    Teaching most: the first code is as likely right as wrong, and nothing coded is like it.
    """
    found = []
    for name, span in open_segments(suggester.study, coder):
        place = _worth(suggester, name, span, code)
        if place:
            found.append(place)
        yield
    return tuple(sorted(found, key=lambda p: (-p.score, p.transcript, p.start))[:n])


def _worth(suggester: Suggester, name: str, span: Span, code: str | None) -> Place | None:
    ranking = suggester.rank(name, span)
    codes = [suggester.evidence.codes[c] for c in ranking.order]
    if not codes:
        return None
    if code:
        if code not in codes:
            return None
        return Place(name, span.start, span.end, float(ranking.chances[codes.index(code)]), code)
    chance = float(ranking.chances[0])
    unlike = 1 - min(1.0, float(ranking.like.max(initial=0)) / 2)
    doubt = 1 - abs(2 * chance - 1)
    words = min(1.0, len(span) / 60)
    return Place(name, span.start, span.end, (0.6 * doubt + 0.4 * unlike) * words, codes[0])


def second_thoughts(suggester: Suggester, n: int = 20) -> Steps:
    """Codings that are surprising given all others: what is most like them is coded otherwise.

    The score, from 0 to 1, is by how much of the vote of what is most like it another code is
    ahead; `rather` is that code. What overlaps the coding has no vote, and neither has a code that
    its coder put there as well. Nothing is changed by it.
    """
    evidence = suggester.evidence
    owners = {c.id: file for file in evidence.study.files.values() for c in file.codings}
    rows, codes, shares = evidence.labels()
    kept = shares > 0
    rows, codes, shares = rows[kept], codes[kept], shares[kept]
    places = _places(evidence, rows)
    used = np.bincount(codes, minlength=len(evidence.codes))
    found: list[Place] = []
    for row in np.unique(rows[used[codes] >= _FEWEST_USES]):
        here = rows == row
        weights = suggester.centroids.settings.weights
        like = plain(evidence.likeness(evidence.contexts[row]), weights)[rows]
        like[_overlapping(places, places[here][0])] = 0
        votes = _votes(like, codes, shares, len(evidence.codes))
        for code in codes[here]:
            if used[code] >= _FEWEST_USES:
                found += _judged(evidence, owners, int(row), int(code), votes)
        yield
    return tuple(sorted(found, key=lambda p: (-p.score, p.transcript, p.start))[:n])


def _places(evidence: Evidence, rows: Ints) -> Ints:
    """Transcript's number, start and end of each row; shape (rows, 3)."""
    contexts = [evidence.contexts[row] for row in rows]
    numbers = [evidence.transcripts.get(c.transcript, -1) for c in contexts]
    found = [(t, c.span.start, c.span.end) for t, c in zip(numbers, contexts, strict=True)]
    return np.array(found, dtype=np.int32).reshape(-1, 3)


def _overlapping(places: Ints, place: Ints) -> npt.NDArray[np.bool_]:
    transcript, start, end = place
    same = (places[:, 0] == transcript) & (places[:, 1] < end) & (places[:, 2] > start)
    found: npt.NDArray[np.bool_] = same
    return found


def _votes(like: Floats, codes: Ints, shares: Floats, count: int) -> Floats:
    """What the nearest examples say for each code, near ones more."""
    near = np.argpartition(-like, min(_VOTERS, len(like) - 1))[:_VOTERS]
    found = np.bincount(codes[near], like[near] ** 2 * shares[near], minlength=count)
    votes: Floats = found.astype(np.float32)
    return votes


def _judged(
    evidence: Evidence, owners: Mapping[str, CodingFile], row: int, code: int, votes: Floats
) -> Iterator[Place]:
    """The codings of a row with this code; none when they were taken away while it was looked."""
    context, name = evidence.contexts[row], evidence.codes[code]
    span, resolve = context.span, evidence.study.codebook.resolve
    for ident in evidence.marks[row].codings.get(name, ()):
        file = owners.get(ident)
        if file is None:
            continue
        free = votes.copy()
        there = {resolve(other.code) for other in file.overlapping(span)} - {name}
        free[[evidence.code_number[c] for c in there if c in evidence.code_number]] = 0
        margin = float(free.max() - free[code])
        score = margin / max(1e-9, float(free.sum()))
        rather = evidence.codes[int(free.argmax())] if margin > 0 else ""
        yield Place(context.transcript, span.start, span.end, score, name, ident, rather)
