"""Learned weights: a conditional logit over what several signs say of each code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qcode.suggest.vectors import Floats

Weighing = NDArray[np.float64]
_STEPS = 30
_SHORTEST = 1e-3
"""Part of a step of Newton's method below which no shorter one is tried."""
_BAND = 256
"""Rows that are gone through at once."""


def weigh(signs: Floats, targets: Floats, usual: Weighing, pull: float = 1.0) -> Weighing:
    """The weights under which the codes of each row are the likeliest choice.

    `signs` are (rows, codes, signs), `targets` (rows, codes); rows without a code say nothing. The
    weights are drawn towards the `usual` ones as by a normal prior of precision `pull`, and found
    by Newton's method. McFadden 1974, “Conditional logit analysis of qualitative choice behavior”.
    """
    if not targets.any():
        return usual
    weights, present = usual, _told(signs, targets, usual, usual, pull)
    for _ in range(_STEPS):
        value, slope, curve = present
        step = np.linalg.solve(curve, slope)
        if float(slope @ step) < 1e-9 * max(1.0, value):
            break
        part = 1.0
        while part > _SHORTEST:
            now = _told(signs, targets, weights - part * step, usual, pull)
            if now[0] < value:
                weights, present = weights - part * step, now
                break
            part /= 2
        else:
            break
    return weights


def _told(
    signs: Floats, targets: Floats, weights: Weighing, usual: Weighing, pull: float
) -> tuple[float, Weighing, Weighing]:
    """How unlikely the weights make the choices, with its slope and its curvature."""
    away = weights - usual
    value, slope = 0.5 * pull * float(away @ away), pull * away
    curve = pull * np.eye(len(weights))
    for first in range(0, len(signs), _BAND):
        wanted = (targets[first : first + _BAND] > 0).astype(np.float32)
        coded = wanted.any(axis=1)
        some, wanted = signs[first : first + _BAND][coded], wanted[coded]
        wanted /= wanted.sum(axis=1, keepdims=True)
        scores = some @ weights.astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        said = np.exp(scores)
        total = said.sum(axis=1, keepdims=True)
        said /= total
        value -= float((wanted * (scores - np.log(total))).sum(dtype=np.float64))
        slope = slope + np.tensordot(said - wanted, some, axes=((0, 1), (0, 1)))
        mean = np.einsum("rc,rcs->rs", said, some)
        some *= np.sqrt(said)[..., None]
        flat = some.reshape(-1, some.shape[-1])
        curve = curve + flat.T @ flat - mean.T @ mean
    return value, slope, curve
