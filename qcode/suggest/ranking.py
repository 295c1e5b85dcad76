"""Scores of all codes for one span: centroid view, linear view, document at hand, rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qcode.suggest.calibration import CANDIDATES, Calibration, clues
from qcode.suggest.context import Context
from qcode.suggest.evidence import Evidence
from qcode.suggest.fit import SHRINK, Fit, Settings, standardised
from qcode.suggest.kernel import crossed, plain
from qcode.suggest.local import local_scores
from qcode.suggest.marks import Mark
from qcode.suggest.vectors import Floats, Ints

LOCAL = 0.8
"""Weight of the document at hand, beside standardised scores."""
RULE = 3.0
"""What a rule that matches adds."""


@dataclass(frozen=True)
class Ranking:
    """The best codes of one span with their chance, and what a reason can be made from."""

    order: Ints
    """Code numbers of the candidates, best first."""
    chances: Floats
    everything: Ints
    """All codes that may be proposed, best first."""
    like: Floats
    """How like each row is, for the linear view."""
    pull: Floats
    """(rows, candidates): what each row adds to each candidate's score."""
    neighbour: int
    """The row coded just before in the same transcript, or -1."""
    local: Floats
    """What the document at hand adds to each candidate."""


class Centroids:
    """The mean of each code's rows, known by its length; moves with each coding."""

    def __init__(self, evidence: Evidence, settings: Settings) -> None:
        self.settings = settings
        self.squares = np.ones(len(evidence.codes), dtype=np.float64)
        self.measure(evidence)

    def measure(self, evidence: Evidence) -> None:
        """Takes the squared lengths of the unscaled sums anew; adds up sparse rows by code."""
        from scipy.sparse import csr_matrix

        rows, codes, shares = self.members(evidence)
        shape = (len(evidence.codes), len(evidence))
        members = csr_matrix((shares, (codes, rows)), shape=shape)
        weights = self.settings.weights
        total = np.zeros(len(evidence.codes))
        for view, weight in (
            ("text", 1.0),
            ("asked", weights.asked),
            ("before", weights.before),
            ("after", weights.after),
        ):
            pool, column = evidence.pools[view], evidence.column(view)
            stretch = np.exp(np.float32(weights.length) * evidence.lengths)
            each = stretch if view == "text" else np.ones(len(column), np.float32)
            spread = csr_matrix(
                (each, (np.arange(len(column)), column)),
                shape=(len(column), len(pool)),
            )
            sums = members @ spread @ pool.whole()
            total += weight * np.asarray(sums.multiply(sums).sum(axis=1)).ravel()
        own = np.bincount(codes, shares * (rows < 1 << 30), minlength=shape[0])
        total += weights.meta * 0.7 * np.maximum(0, own - SHRINK) ** 2
        self.squares = np.maximum(total, 1e-9)

    @staticmethod
    def members(evidence: Evidence) -> tuple[Ints, Ints, Floats]:
        """Rows, codes and weights of all examples, the definitions weighing `SHRINK`."""
        rows, codes, shares = evidence.labels()
        definitions = np.array([evidence.definition_row[c] for c in evidence.codes], np.int32)
        return (
            np.concatenate([rows, definitions]),
            np.concatenate([codes, np.arange(len(definitions), dtype=np.int32)]),
            np.concatenate([shares, np.full(len(definitions), SHRINK, np.float32)]),
        )

    def scores(self, evidence: Evidence, like: Floats) -> Floats:
        """Cosine of the span with each code's mean."""
        rows, codes, shares = self.members(evidence)
        sums = np.bincount(codes, like[rows] * shares, minlength=len(evidence.codes))
        found: Floats = (sums / np.sqrt(self.squares)).astype(np.float32)
        return found

    def move(self, evidence: Evidence, row: int, before: Mark, like: Floats) -> None:
        """Adapts the lengths to new labels of one row; `like` is its likeness to every row."""
        rows, codes, shares = self.members(evidence)
        products = np.bincount(codes, like[rows] * shares, minlength=len(self.squares))
        now = evidence.marks[row]
        for code in before.codings.keys() | now.codings.keys():
            number = evidence.code_number.get(code)
            if number is not None:
                step = now.weight(code) - before.weight(code)
                moved = 2 * step * products[number] - step * step * float(like[row])
                self.squares[number] = max(1e-9, self.squares[number] + moved)


def rank(
    evidence: Evidence,
    centroids: Centroids,
    fitted: Fit | None,
    context: Context,
    *,
    matched: Ints,
    excluded: Ints,
    local: bool = True,
) -> Ranking:
    """The codes for one span, best first.

    `matched` are code numbers whose rules match, `excluded` those that must not be proposed.
    """
    settings = fitted.settings if fitted else Settings()
    likeness = evidence.likeness(context)
    like = plain(likeness, settings.weights)
    cross = crossed(likeness, settings.weights)
    views = centroids.scores(evidence, like)
    fused = standardised(views)
    linear = np.zeros_like(fused)
    if fitted:
        linear = cross[fitted.rows] @ fitted.coefficients + fitted.prior
        fused = standardised(linear) + np.float32(settings.centroid) * fused
    beside, neighbour = np.zeros_like(fused), -1
    if local:
        beside, neighbour = local_scores(evidence, context.transcript, context.span.start, like)
        fused = fused + np.float32(LOCAL) * beside
    fused[matched] += np.float32(RULE)
    fused[excluded] = -np.inf
    count = min(CANDIDATES, int(np.isfinite(fused).sum()))
    order, told = clues(fused, linear, count)
    calibration = fitted.calibration if fitted else Calibration()
    return Ranking(
        order,
        calibration.probabilities(told),
        np.argsort(-fused, kind="stable")[: int(np.isfinite(fused).sum())].astype(np.int32),
        cross,
        _pull(evidence, cross, order),
        neighbour,
        beside[order],
    )


def _pull(evidence: Evidence, like: Floats, order: Ints) -> Floats:
    """What each row adds to each candidate: its likeness, if it carries the candidate's code."""
    pull = np.zeros((len(evidence), len(order)), dtype=np.float32)
    rows, codes, shares = Centroids.members(evidence)
    for at, code in enumerate(order):
        mine = codes == code
        pull[rows[mine], at] = like[rows[mine]] * np.minimum(1, shares[mine])
    return pull
