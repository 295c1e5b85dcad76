"""The views of a span put together: the linear one, its families, the centroids."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qcode.suggest.kernel import Weights
from qcode.suggest.problem import FOLDS, Problem
from qcode.suggest.ridge import goal, left_out
from qcode.suggest.vectors import Floats, Ints

SHRINK = 4.0
"""How many codings the definition of a code weighs in its centroid."""


@dataclass(frozen=True)
class Settings:
    """What cross-validation chooses."""

    weights: Weights = field(default_factory=Weights)
    ridge: float = 1.5
    balance: float = 0.1
    """Rare codes are lifted by their share to the power of minus this."""
    centroid: float = 0.25
    """Weight of the centroid view beside the linear one, both standardised within a span."""
    family: float = 0.3
    """Weight of what the linear view says of the category above a code."""


FOR_FEW = Settings(Weights(0.5, 0.3, 0.2, 0.1, 1.0, 0.2), 2.0, balance=1.0, centroid=1.0)
"""Where there are too few examples to search for settings."""


@dataclass(frozen=True)
class Views:
    """What each view says of some rows by fits without their own fold; arrays (rows, codes)."""

    linear: Floats
    """About a probability, the prior included."""
    family: Floats
    centroid: Floats


def standardised(scores: Floats) -> Floats:
    """Zero mean and unit spread along the last axis; all zero where nothing differs."""
    spread = scores.std(axis=-1, keepdims=True)
    found: Floats = (scores - scores.mean(axis=-1, keepdims=True)) / np.maximum(spread, 1e-9)
    return found


def spread(families: Floats, family_of: Ints) -> Floats:
    """Standardised scores of families, given to each of their codes; 0 for codes without one."""
    if not families.shape[-1]:
        return np.zeros((*families.shape[:-1], len(family_of)), dtype=np.float32)
    found: Floats = standardised(families)[..., family_of]
    found[..., family_of < 0] = 0
    return found


def fused(views: Views, settings: Settings) -> Floats:
    """One score for each code, in units of the linear view's spread."""
    whole: Floats = (
        standardised(views.linear)
        + np.float32(settings.family) * views.family
        + np.float32(settings.centroid) * standardised(views.centroid)
    )
    return whole


def views_left_out(
    crossed: Floats, centroid: Floats, problem: Problem, settings: Settings, steps: int
) -> Views:
    """All views of each row, that of the centroids given.

    `crossed`, the likeness of the linear one, is overwritten.
    """
    families = bool(problem.families)
    aim = goal(problem, settings.balance, families=families)
    said = left_out(crossed, problem, aim, settings.ridge, steps)
    count = len(problem.codes)
    return Views(
        said[:, :count],
        spread(said[:, count:], problem.family_of),
        centroid,
    )


def centroids_left_out(alike: Floats, problem: Problem) -> Floats:
    """What the centroids of the other folds say of each row, by how `alike` rows are."""
    said = np.zeros_like(problem.targets)
    for fold in range(FOLDS):
        at = np.flatnonzero(problem.folds == fold)
        if len(at):
            said[at] = _centroid(alike, problem, problem.folds != fold)[at]
    return said


def _centroid(alike: Floats, problem: Problem, others: NDArray[np.bool_]) -> Floats:
    """Cosine of every row with the mean of each code over the `others`."""
    from scipy.sparse import csr_matrix

    members = problem.targets * others[:, None]
    members[~problem.own] *= SHRINK
    members /= np.maximum(members.sum(axis=0), 1e-9)
    sparse = csr_matrix(members)
    products = np.asarray(sparse.T @ alike).T
    lengths = np.sqrt(np.maximum(np.einsum("ic,ic->c", members, products), 1e-9))
    found: Floats = (products / lengths).astype(np.float32)
    return found
