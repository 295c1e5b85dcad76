"""The linear view: least squares for all codes and families at once, taken to the hinge loss.

It is solved in its dual form: one Cholesky factor serves every code, and leaving out a transcript
has a closed form (Rifkin & Lippert 2007, “Notes on regularized least squares”), so that choosing
weights and calibrating cost little more than the fit itself. Steps of majorisation then turn the
squared loss into the squared hinge of a support vector machine, with the same factor (Groenen,
Nalbantov & Bioch 2008, “SVM-Maj”).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qcode.suggest.problem import FOLDS, Problem
from qcode.suggest.vectors import Floats

_WORK = 3e10
"""Multiplications that all steps towards the hinge loss may take together."""
_BAND = 256
"""Rows of a matrix that are mirrored at once."""


@dataclass(frozen=True)
class Goal:
    """What the linear view is fitted to; columns are the codes, then the families if asked for."""

    start: Floats
    """(rows, columns): targets less the prior, rare columns lifted."""
    prior: Floats
    full: NDArray[np.bool_]
    """Where nothing above the target is asked back."""
    empty: NDArray[np.bool_]
    """Where nothing below the target is asked back."""
    silent: NDArray[np.bool_]
    """Where nothing is asked at all."""

    def past_margin(self, reached: Floats) -> Floats:
        """Targets for the next step: what lies beyond its target already is asked for no less."""
        beyond = self.full & (reached > self.start)
        beyond |= self.empty & (reached < self.start)
        beyond |= self.silent
        return np.where(beyond, reached, self.start)


def goal(problem: Problem, balance: float, *, families: bool) -> Goal:
    """Targets with rare codes lifted by their share to the power of `-balance`.

    Rows in which codes were only refused say nothing of the other codes.
    """
    targets, refused, silent = problem.targets, problem.refused, problem.silent
    if families:
        more = problem.family_targets
        nothing = np.zeros_like(more)
        targets = np.hstack([targets, more])
        refused = np.hstack([refused, nothing])
        silent = np.hstack([silent, nothing.astype(bool)])
    own = problem.own
    prior: Floats = targets[own].mean(axis=0)
    wanted = targets - prior
    only_refused = own & problem.refused.any(axis=1) & ~(problem.targets > 0).any(axis=1)
    wanted[only_refused] = 0
    wanted -= refused * np.float32(0.5)
    wanted[silent] = 0
    lift = np.maximum(prior, 2.0 / max(1, int(own.sum()))) ** -balance
    return Goal(
        (wanted * lift).astype(np.float32),
        prior,
        targets > 0.99,
        (targets == 0) & (refused == 0),
        silent,
    )


def steps_for(rows: int, columns: int) -> int:
    """Steps towards the hinge loss that a fit can afford, at most eight."""
    return int(np.clip(_WORK / (2.0 * rows * rows * max(1, columns)), 0, 8))


def left_out(alike: Floats, problem: Problem, aim: Goal, ridge: float, steps: int) -> Floats:
    """For each row what the fit without its fold says of it; definitions say nothing.

    Overwrites `alike`.
    """
    penalty = np.float32(ridge)
    inverse = _inverted(alike, penalty)
    said = np.zeros_like(aim.start)
    solved = inverse @ aim.start
    for fold in range(FOLDS):
        at = np.flatnonzero(problem.folds == fold)
        if not len(at):
            continue
        held = np.linalg.inv(inverse[np.ix_(at, at)])
        across = inverse[:, at]
        wanted, fitted = aim.start, solved
        for _ in range(steps):
            without = fitted - across @ (held @ fitted[at])
            wanted = aim.past_margin(wanted - penalty * without)
            fitted = inverse @ wanted
        said[at] = wanted[at] - held @ fitted[at]
    said[problem.own] += aim.prior
    return said


def _inverted(alike: Floats, penalty: np.float32) -> Floats:
    """The inverse of `alike` with the penalty on its diagonal, in the same memory."""
    from scipy.linalg import cho_factor
    from scipy.linalg.lapack import spotri

    alike[np.diag_indices(len(alike))] += penalty
    factor, _ = cho_factor(alike.T, lower=True, overwrite_a=True, check_finite=False)
    inverse: Floats = spotri(factor, lower=1, overwrite_c=1)[0]
    for first in range(0, len(inverse), _BAND):
        band, below = slice(first, first + _BAND), slice(first + _BAND, None)
        inverse[band, below] = inverse[below, band].T
        corner = np.tril(inverse[band, band])
        inverse[band, band] = corner + np.tril(corner, -1).T
    return inverse


def solved(alike: Floats, aim: Goal, ridge: float, steps: int) -> tuple[Floats, Floats]:
    """The coefficients, and what they say of their own rows, prior included.

    Overwrites `alike`, whose transpose LAPACK takes without a copy.
    """
    from scipy.linalg import cho_factor, cho_solve

    penalty = np.float32(ridge)
    alike[np.diag_indices(len(alike))] += penalty
    factor = cho_factor(alike.T, lower=True, overwrite_a=True, check_finite=False)
    wanted = aim.start
    found: Floats = cho_solve(factor, wanted, check_finite=False).astype(np.float32)
    for _ in range(steps):
        wanted = aim.past_margin(wanted - penalty * found)
        found = cho_solve(factor, wanted, check_finite=False).astype(np.float32)
    return found, wanted - penalty * found + aim.prior
