"""Learned weights: a conditional logit over what several signs say of each code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qcode.suggest.vectors import Floats

Weighing = NDArray[np.float64]


def weigh(signs: Floats, targets: Floats, usual: Weighing, pull: float = 1.0) -> Weighing:
    """The weights under which the codes of each row are the likeliest choice.

    `signs` are (rows, codes, signs), `targets` (rows, codes); rows without a code say nothing. The
    weights are drawn towards the `usual` ones as by a normal prior of precision `pull`. McFadden
    1974, “Conditional logit analysis of qualitative choice behavior”.
    """
    from scipy.optimize import minimize

    coded = targets.any(axis=1)
    if not coded.any():
        return usual
    signs, wanted = signs[coded], (targets[coded] > 0).astype(np.float32)
    wanted /= wanted.sum(axis=1, keepdims=True)

    def loss(weights: Weighing) -> tuple[float, Weighing]:
        scores = signs @ weights.astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        said = np.exp(scores)
        total = said.sum(axis=1, keepdims=True)
        said /= total
        away = weights - usual
        value = -float((wanted * (scores - np.log(total))).sum()) + 0.5 * pull * float(away @ away)
        slope = np.tensordot(said - wanted, signs, axes=((0, 1), (0, 1))).astype(np.float64)
        return value, slope + pull * away

    found = minimize(loss, usual, jac=True, method="L-BFGS-B", options={"maxiter": 100})
    weights: Weighing = found.x
    return weights
