"""Likeness between rows as one number, from weighted views; the matrix of it for a fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qcode.suggest.evidence import Evidence, Likeness, Meta, meta_likeness, position_likeness
from qcode.suggest.vectors import Floats, Ints

_BAND = 128
"""Rows of a kernel that are made at once."""


@dataclass(frozen=True)
class Weights:
    """How much each view counts beside the text itself, which counts 1.

    `cross` is for text and question alike at once: answers to one question that say the same.
    `position` is for the same place in their transcripts.
    `length` is the power of its length by which a long text says more than a short one; at 0 all
    texts have one length, and what a long text says once is lost in it.
    """

    asked: float = 0.15
    before: float = 0.1
    after: float = 0.06
    meta: float = 0.03
    cross: float = 0.3
    length: float = 0.2
    position: float = 0.04

    def alone(self) -> Weights:
        """Nothing of what stands around the span."""
        return replace(self, asked=0.0, before=0.0, after=0.0, cross=0.0, position=0.0)

    def scaled(self, factor: float) -> Weights:
        """All of the context more or less important."""
        return replace(
            self,
            asked=self.asked * factor,
            before=self.before * factor,
            after=self.after * factor,
            meta=self.meta * factor,
            cross=self.cross * min(1.0, factor),
            position=self.position * min(1.0, factor),
        )


def plain(like: Likeness, weights: Weights) -> Floats:
    """The weighted sum of the views: what the centroid view compares by."""
    whole: Floats = (
        _stretched(like, weights)
        + np.float32(weights.asked) * like.asked
        + np.float32(weights.before) * like.before
        + np.float32(weights.after) * like.after
        + np.float32(weights.meta) * like.meta
    )
    return whole


def crossed(like: Likeness, weights: Weights) -> Floats:
    """The sum with text times question, and position: what the linear view compares by."""
    both = _stretched(like, weights) * like.asked
    whole: Floats = plain(like, weights) + np.float32(weights.cross) * both
    if weights.position:
        whole += np.float32(weights.position) * like.position
    return whole


def _stretched(like: Likeness, weights: Weights) -> Floats:
    stretched: Floats = like.text * np.exp(np.float32(weights.length) * like.lengths)
    return stretched


def between(evidence: Evidence, rows: Ints, columns: Ints | None = None) -> Likeness:
    """The likeness of rows with rows (or with columns), each view a matrix."""
    others = rows if columns is None else columns
    views = {view: _view(evidence, view, rows, others) for view in evidence.pools}
    return Likeness(
        **views,
        meta=_meta_view(meta_likeness, evidence, rows, others),
        position=_meta_view(position_likeness, evidence, rows, others),
        lengths=evidence.lengths[rows][:, None] + evidence.lengths[others],
    )


def kernel(evidence: Evidence, rows: Ints, weights: Weights) -> Floats:
    """The likeness of rows with each other for the linear view, as one square matrix.

    Built in bands, so that little more than the result is held at once.
    """
    whole = np.empty((len(rows), len(rows)), dtype=np.float32)
    for some, sums, crosses in _banded(evidence, rows, weights):
        whole[some] = sums + crosses
    return whole


def kernels(evidence: Evidence, rows: Ints, weights: Weights) -> tuple[Floats, Floats]:
    """The same and that for the centroid view, which has text times question and position not."""
    linear = np.empty((len(rows), len(rows)), dtype=np.float32)
    centroid = np.empty_like(linear)
    for some, sums, crosses in _banded(evidence, rows, weights):
        centroid[some] = sums
        linear[some] = sums + crosses
    return linear, centroid


def _banded(
    evidence: Evidence, rows: Ints, weights: Weights
) -> Iterator[tuple[slice, Floats, Floats]]:
    """Band by band the sum of the views, and what the linear view has beside it."""
    bands = {
        view: _bands(evidence, view, rows)
        for view in evidence.pools
        if view == "text" or getattr(weights, view) or (view == "asked" and weights.cross)
    }
    for start in range(0, len(rows), _BAND):
        place = slice(start, start + _BAND)
        some = rows[place]
        lengths = evidence.lengths[some][:, None] + evidence.lengths[rows]
        sums = bands["text"](start) * np.exp(np.float32(weights.length) * lengths)
        crosses = np.zeros((1, 1), dtype=np.float32)
        if "asked" in bands:
            asked = bands["asked"](start)
            crosses = np.float32(weights.cross) * asked * sums
            sums += np.float32(weights.asked) * asked
        for view in sorted(bands.keys() & {"before", "after"}):
            sums += np.float32(getattr(weights, view)) * bands[view](start)
        if weights.meta:
            sums += np.float32(weights.meta) * _meta_view(meta_likeness, evidence, some, rows)
        if weights.position:
            position = _meta_view(position_likeness, evidence, some, rows)
            crosses = crosses + np.float32(weights.position) * position
        yield place, sums, crosses


def _view(evidence: Evidence, view: str, rows: Ints, columns: Ints) -> Floats:
    pool, column = evidence.pools[view], evidence.column(view)
    left, left_of = np.unique(column[rows], return_inverse=True)
    right, right_of = np.unique(column[columns], return_inverse=True)
    product: Floats = (pool.matrix(left) @ pool.matrix(right).T).toarray()
    return product[left_of][:, right_of]


def _bands(evidence: Evidence, view: str, rows: Ints) -> Callable[[int], Floats]:
    """The same for rows with each other, in bands; the rows are put together once."""
    pool, column = evidence.pools[view], evidence.column(view)
    distinct, number = np.unique(column[rows], return_inverse=True)
    whole = _narrowed(pool.matrix(distinct))
    across = whole.T.tocsr()

    def band(start: int) -> Floats:
        some = whole[number[start : start + _BAND]]
        product: Floats = (some @ across).toarray()
        return product[:, number]

    return band


def _narrowed(matrix: Any) -> Any:
    """Without the columns that are empty, which are most of two million."""
    from scipy.sparse import csr_matrix

    used = np.zeros(matrix.shape[1], dtype=bool)
    used[matrix.indices] = True
    place = np.cumsum(used, dtype=np.int32)
    values = matrix.data, place[matrix.indices] - np.int32(1), matrix.indptr
    return csr_matrix(values, shape=(matrix.shape[0], int(place[-1])))


def _meta_view(
    like: Callable[[Meta, Floats], Floats], evidence: Evidence, rows: Ints, columns: Ints
) -> Floats:
    others = evidence.meta[columns]
    return np.vstack([like(tuple(m), others) for m in evidence.meta[rows]])
