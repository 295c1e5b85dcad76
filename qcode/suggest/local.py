"""The document at hand: what was coded in this transcript so far, and what it says of a span.

The first sign is what the other transcripts say. The next is where the codings of this transcript
differ from that, carried to the span by likeness (kriging of the residuals: Rasmussen & Williams
2006, “Gaussian Processes for Machine Learning”, 2.2). Then what usually follows the codes given
last, what has been frequent here, and what lies over the span already. How much each counts is
learnt on the coded transcripts, each gone through as if the others were all that was known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from qcode.suggest.calibration import Calibration
from qcode.suggest.choice import Weighing
from qcode.suggest.vectors import Floats, Ints

SIGNS = ("others", "unlike", "follows", "follows second", "here", "over")
USUAL = np.array([0.8, 1.0, 0.25, 0.15, 0.2, -2.0])
"""Weights of the signs where there are too few transcripts to learn them from."""
_NOISE = 2.0
_UNLIKE = 5.0
"""Brings the second sign to the size of the others."""
_GRAINS = 5.0
"""How many codings the share of a code in the study weighs against those in the transcript."""
_FOLLOWING = 3.0
_LITTLE = 1e-3


@dataclass(frozen=True)
class Habits:
    """How codes go together in the coded transcripts."""

    prior: Floats
    """Share of the spans that carry each code."""
    follows: Floats
    """(codes, codes): the logarithm of how much likelier a code is right after another."""
    second: Floats
    """The same for the span after the next."""


@dataclass(frozen=True)
class Beside:
    """How much the document at hand counts."""

    habits: Habits
    weights: Weighing = field(default_factory=USUAL.copy)
    calibration: Calibration = field(default_factory=Calibration)


@dataclass(frozen=True)
class Walk:
    """The coded spans of one transcript in the order of the text, with what others say of them."""

    targets: Floats
    """(spans, codes), 0 to 1."""
    linear: Floats
    """What the linear view of the other transcripts says, about a probability."""
    alike: Floats
    """(spans, spans): how like they are."""
    places: Ints
    """(spans, 2): start and end."""


def no_habits(codes: int) -> Habits:
    """Nothing known."""
    nothing = np.zeros((codes, codes), dtype=np.float32)
    return Habits(np.full(codes, 1 / max(1, codes), dtype=np.float32), nothing, nothing)


def habits_of(transcripts: Iterable[Floats], prior: Floats) -> Habits:
    """Learnt from the targets of the spans of each transcript, in the order of the text."""
    follows = np.zeros((len(prior), len(prior)), dtype=np.float32)
    second = np.zeros_like(follows)
    for targets in transcripts:
        there = (targets > 0).astype(np.float32)
        follows += there[:-1].T @ there[1:]
        second += there[:-2].T @ there[2:]
    return Habits(prior, _likelier(follows, prior), _likelier(second, prior))


def _likelier(count: Floats, prior: Floats) -> Floats:
    usual = prior + _LITTLE
    likelier = (count + _FOLLOWING * usual) / (count.sum(axis=1, keepdims=True) + _FOLLOWING)
    found: Floats = (np.log(likelier) - np.log(usual)).astype(np.float32)
    return found


def signs_along(walk: Walk, base: Floats, habits: Habits) -> Floats:
    """The signs for each span of a walk when those before it are coded: (spans, codes, signs).

    `base` is what the other transcripts say, all views together. With the Cholesky factor L of the
    likeness, row i of L times the first rows of L⁻¹R is the kriged residual at i given the spans
    before it.
    """
    from scipy.linalg import cholesky, solve_triangular

    spans, codes = walk.targets.shape
    signs = np.zeros((spans, codes, len(SIGNS)), dtype=np.float32)
    signs[..., 0] = base
    noisy = walk.alike + _NOISE * np.eye(spans, dtype=np.float32)
    factor = cholesky(noisy, lower=True, check_finite=False)
    residual = walk.targets - np.clip(walk.linear, 0, 1)
    solved = solve_triangular(factor, residual, lower=True, check_finite=False)
    signs[..., 1] = _UNLIKE * (np.tril(factor, -1) @ solved)
    shares = _shares(walk.targets)
    signs[1:, :, 2] = shares[:-1] @ habits.follows
    signs[2:, :, 3] = shares[:-2] @ habits.second
    before = np.cumsum(walk.targets, axis=0) - walk.targets
    signs[..., 4] = _here(before, np.arange(spans)[:, None], habits.prior)
    start, end = walk.places[:, 0], walk.places[:, 1]
    over = np.tril((start[None] < end[:, None]) & (end[None] > start[:, None]), -1)
    signs[..., 5] = np.minimum(1, over.astype(np.float32) @ (walk.targets > 0))
    return signs


def signs_at(
    walk: Walk, base: Floats, like: Floats, place: tuple[int, int], habits: Habits
) -> Floats:
    """The signs for one more span, `like` those of the walk, all of them coded: (codes, signs)."""
    from scipy.linalg import cho_factor, cho_solve

    spans, codes = walk.targets.shape
    signs = np.zeros((codes, len(SIGNS)), dtype=np.float32)
    signs[:, 0] = base
    if not spans:
        return signs
    told = np.isfinite(walk.linear[:, 0])
    if told.any():
        noisy = walk.alike[np.ix_(told, told)] + _NOISE * np.eye(int(told.sum()), dtype=np.float32)
        factor = cho_factor(noisy, lower=True, overwrite_a=True, check_finite=False)
        by = cho_solve(factor, like[told], check_finite=False)
        residual = walk.targets[told] - np.clip(walk.linear[told], 0, 1)
        signs[:, 1] = _UNLIKE * (by @ residual)
    start, end = walk.places[:, 0], walk.places[:, 1]
    at = int(((start < place[0]) | ((start == place[0]) & (end < place[1]))).sum())
    if at:
        signs[:, 2] = _shares(walk.targets[at - 1]) @ habits.follows
    if at > 1:
        signs[:, 3] = _shares(walk.targets[at - 2]) @ habits.second
    signs[:, 4] = _here(walk.targets.sum(axis=0), spans, habits.prior)
    over = (start < place[1]) & (end > place[0])
    if over.any():
        signs[:, 5] = (walk.targets[over] > 0).any(axis=0)
    return signs


def _shares(targets: Floats) -> Floats:
    there = (targets > 0).astype(np.float32)
    found: Floats = there / np.maximum(1, there.sum(axis=-1, keepdims=True))
    return found


def _here(counts: Floats, spans: Any, prior: Floats) -> Floats:
    """Logarithm of how much more frequent each code is in the transcript than in the study."""
    here = (counts + _GRAINS * prior + _LITTLE) / (spans + _GRAINS)
    found: Floats = (np.log(here) - np.log(prior + _LITTLE)).astype(np.float32)
    return found
