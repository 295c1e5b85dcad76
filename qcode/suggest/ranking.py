"""Scores of all codes for one span: the views, the document at hand, rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qcode.suggest.at_hand import AtHand, Said, say
from qcode.suggest.calibration import CANDIDATES, Calibration, clues
from qcode.suggest.context import Context
from qcode.suggest.evidence import Evidence
from qcode.suggest.fit import Fit
from qcode.suggest.fusion import SHRINK, Settings, Views, fused, spread, standardised
from qcode.suggest.kernel import crossed, plain
from qcode.suggest.local import Beside, no_habits, signs_at
from qcode.suggest.marks import Mark
from qcode.suggest.vectors import Floats, Ints

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
            of_texts = members @ spread
            for some in pool.by_columns():
                sums = of_texts @ some
                sums.data **= 2
                total += weight * np.asarray(sums.sum(axis=1)).ravel()
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

    def scores(self, evidence: Evidence, like: Floats, context: Context, on_it: Ints) -> Floats:
        """Cosine of the span with each code's mean, the rows `on_it` left out.

        Out of the means' lengths only a row of the very same span is taken: how like the others
        are to all rows is not known here, and one row more makes a mean hardly longer.
        """
        rows, codes, shares = self.members(evidence)
        sums = np.bincount(codes, like[rows] * shares, minlength=len(evidence.codes))
        squares = self.squares
        for row in on_it:
            numbers, weights = codes[rows == row], shares[rows == row]
            if evidence.contexts[row].span == context.span:
                squares = squares.copy()
                squares[numbers] -= weights * (2 * sums[numbers] - weights * like[row])
                np.maximum(squares, SHRINK**2, out=squares)
            sums[numbers] -= weights * like[row]
        found: Floats = (sums / np.sqrt(squares)).astype(np.float32)
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
    at_hand: AtHand,
    context: Context,
    *,
    matched: Ints,
    excluded: Ints,
    local: bool = True,
    defined: Floats | None = None,
) -> Ranking:
    """The codes for one span, best first.

    `matched` are code numbers whose rules match, `excluded` those that must not be proposed;
    `defined` is what the definitions alone say, for want of a fit; how like the span is to each
    code's mean then stands in for a chance. What is coded on the span itself speaks for no code: it
    would only be said again.
    """
    if not evidence.codes:
        return _nothing(evidence)
    settings = fitted.settings if fitted else Settings()
    likeness = evidence.likeness(context)
    cross, on_it = crossed(likeness, settings.weights), evidence.coded_on(context)
    views = centroids.scores(evidence, plain(likeness, settings.weights), context, on_it)
    cross[on_it] = 0
    rows, walk = np.zeros(0, dtype=np.int32), None
    if local:
        rows, walk = at_hand.walk(evidence, fitted, context)
    here = evidence.transcripts.get(context.transcript) if len(rows) else None
    said = say(fitted, cross, len(evidence.codes), here)
    whole = _fused(fitted, said, views, settings)
    if defined is not None:
        coded = evidence.labels()[2].any()
        whole = standardised(standardised(defined) + (whole if coded else 0))
    added, neighbour = np.zeros_like(whole), -1
    calibration = fitted.calibration if fitted else Calibration()
    if walk and len(rows):
        beside = fitted.beside if fitted else Beside(no_habits(len(evidence.codes)))
        place = context.span.start, context.span.end
        signs = signs_at(walk, whole, cross[rows], place, beside.habits)
        weights = beside.weights.astype(np.float32)
        added, calibration = signs[:, 1:] @ weights[1:], beside.calibration
        whole = signs[:, 0] * weights[0] + added
        ends = (evidence.contexts[row].span.end for row in rows)
        before = [row for row, end in zip(rows, ends, strict=True) if end <= context.span.start]
        neighbour = int(before[-1]) if before else -1
    whole[matched] += np.float32(RULE)
    whole[excluded] = -np.inf
    count = min(CANDIDATES, int(np.isfinite(whole).sum()))
    likely = said.linear if fitted else np.clip(views, 0, 1)
    order, told = clues(whole, likely, count)
    return Ranking(
        order,
        calibration.probabilities(told),
        np.argsort(-whole, kind="stable")[: int(np.isfinite(whole).sum())].astype(np.int32),
        cross,
        _pull(evidence, cross, order),
        neighbour,
        added[order],
    )


def _nothing(evidence: Evidence) -> Ranking:
    """What is said where there is no code to propose."""
    codes, scores = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    like = np.zeros(len(evidence), dtype=np.float32)
    return Ranking(codes, scores, codes, like, like[:, None][:, :0], -1, scores)


def _fused(fitted: Fit | None, said: Said, centroids: Floats, settings: Settings) -> Floats:
    if fitted is None:
        return standardised(centroids)
    return fused(Views(said.linear, spread(said.families, fitted.family_of), centroids), settings)


def _pull(evidence: Evidence, like: Floats, order: Ints) -> Floats:
    """What each row adds to each candidate: its likeness, if it carries the candidate's code."""
    pull = np.zeros((len(evidence), len(order)), dtype=np.float32)
    rows, codes, shares = Centroids.members(evidence)
    for at, code in enumerate(order):
        mine = codes == code
        pull[rows[mine], at] = like[rows[mine]] * np.minimum(1, shares[mine])
    return pull
