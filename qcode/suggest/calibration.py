"""From scores to honest probabilities: logistic calibration of the first few candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcode.suggest.vectors import Floats, Ints

CANDIDATES = 5
_FEWEST = 30
"""Below so many examples the default curve is used."""
_STEPS = 50
_LONGEST = 4.0
"""How far one step of Newton's method may go."""
_CLOSE = 1e-6


@dataclass(frozen=True)
class Calibration:
    """A logistic curve over what `clues` tells of a candidate."""

    slopes: tuple[float, ...] = (3.0, 0.5, 0.35, -0.25)
    intercept: float = -2.6

    def probabilities(self, clues: Floats) -> Floats:
        """The chance that each candidate is right."""
        steep = np.clip(clues @ np.array(self.slopes) + self.intercept, -30, 30)
        found: Floats = (1 / (1 + np.exp(-steep))).astype(np.float32)
        return found


def clues(fused: Floats, linear: Floats, count: int = CANDIDATES) -> tuple[Ints, Floats]:
    """The best `count` codes of one span, and what tells of their chance, as (count, 4).

    The clues are the linear score (about a probability itself), the fused score, its lead over
    the next code or distance from the first, and the rank.
    """
    count = min(count, len(fused))
    order = np.argsort(-fused, kind="stable")[: count + 1]
    best = fused[order]
    following = np.append(best[1:], best[-1])[:count]
    lead = np.clip(best[:count] - np.where(np.arange(count) == 0, following, best[0]), -5, 5)
    found = np.stack(
        [linear[order[:count]], best[:count], lead, np.arange(count, dtype=np.float32)], axis=1
    )
    return order[:count].astype(np.int32), found.astype(np.float32)


def calibrate(fused: Floats, linear: Floats, targets: Floats) -> Calibration:
    """The curve that fits scores made without the row's own transcript; rows by codes.

    Rows without any code (read and passed over) count: there every candidate is wrong.
    """
    told: list[Floats] = []
    right: list[NDArray[Any]] = []
    for scores, raw, truth in zip(fused, linear, targets, strict=True):
        order, found = clues(scores, raw)
        told.append(found)
        right.append(truth[order] > 0)
    if len(told) < _FEWEST:
        return Calibration()
    outcome = np.concatenate(right)
    if outcome.all() or not outcome.any():
        return Calibration((0.0,) * 4, 3.0 if outcome.all() else -3.0)
    slopes, intercept = _curve(np.concatenate(told), outcome)
    return Calibration(slopes, intercept)


def _curve(told: Floats, outcome: NDArray[Any]) -> tuple[tuple[float, ...], float]:
    """Logistic regression by Newton's method; a normal prior of spread 1 draws slopes to 0."""
    signs = np.hstack([told, np.ones((len(told), 1))]).astype(np.float64)
    pull = np.append(np.ones(told.shape[1]), 1e-6)
    found = np.zeros(signs.shape[1])
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-np.clip(signs @ found, -30, 30)))
        slope = signs.T @ (said - outcome) + pull * found
        curve = (signs.T * (said * (1 - said))) @ signs + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        found -= step * min(1.0, _LONGEST / float(np.abs(step).max()))
        if np.abs(step).max() < _CLOSE:
            break
    return tuple(float(s) for s in found[:-1]), float(found[-1])
