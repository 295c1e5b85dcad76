"""Second thoughts: codings that are surprising given all others.

Each is held against every other coding. Where there are very many, that is done for those that
are least like what else bears their code; the others are not looked at.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from qcode.study.coding import CodingFile
from qcode.suggest.evidence import Evidence
from qcode.suggest.explore import Steps
from qcode.suggest.kernel import plain
from qcode.suggest.suggester import Suggester
from qcode.suggest.vectors import Floats, Ints
from qcode.suggest.wire import Place

MOST_HELD = 4000
"""Coded spans that are held against all others one by one."""
_FEWEST_USES = 3
"""A code with fewer codings has too few for any of them to be surprising."""
_VOTERS = 25
_BAND = 256
"""Rows that are compared with the codes at once."""
_FIRST_LOOK = 0.2
"""Share of the work that choosing among very many takes."""

Labels = tuple[Ints, Ints, Floats]
"""Rows, code numbers and weights of all that is coded."""


def second_thoughts(suggester: Suggester, n: int = 20) -> Steps:
    """Codings that are surprising given all others: what is most like them is coded otherwise.

    The score, from 0 to 1, is by how much of the vote of what is most like it another code is
    ahead; `rather` is that code. What overlaps the coding has no vote, and neither has a code that
    its coder put there as well. Nothing is changed by it.
    """
    evidence = suggester.evidence
    owners = {c.id: file for file in evidence.study.files.values() for c in file.codings}
    rows, codes, shares = labels = _labels(evidence)
    used = np.bincount(codes, minlength=len(evidence.codes))
    looked_at, begun = np.unique(rows[used[codes] >= _FEWEST_USES]), 0.0
    if len(looked_at) > MOST_HELD:
        doubt = yield from _doubt(evidence, labels, looked_at)
        looked_at, begun = looked_at[np.sort(np.argsort(-doubt)[:MOST_HELD])], _FIRST_LOOK
    places = _places(evidence, rows)
    found: list[Place] = []
    for number, row in enumerate(looked_at, start=1):
        here = rows == row
        weights = suggester.centroids.settings.weights
        like = plain(evidence.likeness(evidence.contexts[row]), weights)[rows]
        like[_overlapping(places, places[here][0])] = 0
        votes = _votes(like, codes, shares, len(evidence.codes))
        for code in codes[here]:
            if used[code] >= _FEWEST_USES:
                found += _judged(evidence, owners, int(row), int(code), votes)
        yield begun + (1 - begun) * number / len(looked_at)
    return tuple(sorted(found, key=lambda p: (-p.score, p.transcript, p.start))[:n])


def _labels(evidence: Evidence) -> Labels:
    rows, codes, shares = evidence.labels()
    kept = shares > 0
    return rows[kept], codes[kept], shares[kept]


def _doubt(evidence: Evidence, labels: Labels, asked: Ints) -> Generator[float, None, Floats]:
    """How much more like another code's mean text each row is than like its own code's.

    Its own part in that mean is left out. Of several codes on a row the one most in doubt counts.
    """
    from scipy.sparse import csr_matrix

    rows, codes, shares = labels
    pool, column = evidence.pools["text"], evidence.column("text")
    whole, count = pool.whole(), len(evidence.codes)
    sums = csr_matrix((shares, (codes, column[rows])), shape=(count, len(pool))) @ whole
    squares = np.asarray(sums.multiply(sums).sum(axis=1)).ravel()
    across = sums.T.tocsr()
    where = np.full(len(evidence), -1, dtype=np.int32)
    found = np.full(len(asked), -np.inf, dtype=np.float32)
    for start in range(0, len(asked), _BAND):
        band = asked[start : start + _BAND]
        texts = whole[column[band]]
        products = (texts @ across).toarray()
        own = np.asarray(texts.multiply(texts).sum(axis=1)).ravel()
        where[band] = np.arange(len(band))
        mine = np.flatnonzero(where[rows] >= 0)
        at, code, share = where[rows[mine]], codes[mine], shares[mine]
        where[band] = -1
        said = products[at, code]
        left = squares[code] - 2 * share * said + share**2 * own[at]
        alike = (said - share * own[at]) / np.sqrt(np.maximum(left, 1e-9))
        others = products / np.sqrt(np.maximum(squares, 1e-9))
        others[at, code] = 0
        np.maximum.at(found, start + at, others.max(axis=1)[at] - alike)
        yield _FIRST_LOOK * (start + len(band)) / len(asked)
    return found


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
