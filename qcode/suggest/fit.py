"""The background fit: weights chosen by cross-validation, the linear view, the calibration.

The linear view is regularised least squares for all codes at once, in its dual form: one Cholesky
factor serves every code, and leaving out a transcript has a closed form (Rifkin & Lippert 2007,
“Notes on regularized least squares”), so that choosing weights and calibrating cost little more
than the fit itself. Rows beyond `MOST_ROWS` are sampled so that rare codes keep all of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from qcode.suggest.calibration import Calibration, calibrate
from qcode.suggest.evidence import Evidence, Likeness
from qcode.suggest.kernel import Weights, between, crossed, kernel, plain
from qcode.suggest.vectors import Floats, Ints

MOST_ROWS = 5000
_SEARCH_ROWS = 1200
_CALIBRATION_ROWS = 2500
_WORK = 3e10
"""Multiplications that all steps towards the hinge loss may take together."""
FOLDS = 5
SHRINK = 4.0
"""How many codings the definition of a code weighs in its centroid."""
Progress = Callable[[int, int], None]
"""Told how much of how much is done."""


def silent(done: int, total: int) -> None:
    """Progress that nobody wants to hear of."""
    del done, total


@dataclass(frozen=True)
class Settings:
    """What cross-validation chooses."""

    weights: Weights = field(default_factory=Weights)
    ridge: float = 2.0
    balance: float = 0.1
    """Rare codes are lifted by their frequency to the power of minus this."""
    centroid: float = 0.5
    """Weight of the centroid view beside the linear one, both standardised within a span."""


_FEW = 60
"""With fewer examples a search for settings only finds chance."""
_FOR_FEW = Settings(balance=1.0, centroid=2.0)


@dataclass(frozen=True)
class Fit:
    """What a fit leaves behind: the linear view over some rows of the evidence."""

    settings: Settings
    codes: tuple[str, ...]
    rows: Ints
    coefficients: Floats
    """(rows, codes)."""
    prior: Floats
    """Share of the examples that carry each code."""
    calibration: Calibration
    size: int
    """Examples that there were, sampled or not."""


@dataclass(frozen=True)
class Problem:
    """Rows with their targets; the last ones are the definitions, which are never left out."""

    rows: Ints
    targets: Floats
    """(rows, codes), 0 to 1."""
    refused: Floats
    folds: Ints
    """A number for each row, by transcript; -1 for definitions."""


def pose(evidence: Evidence, limit: int, seed: int) -> Problem | None:
    """The learning problem of the evidence, or None when nothing is coded yet."""
    rows, codes, shares = evidence.labels()
    kept = shares > 0
    rows, codes, shares = rows[kept], codes[kept], shares[kept]
    if not len(rows):
        return None
    teaching = [row for row, m in enumerate(evidence.marks) if m.passed or m.refused or m.codings]
    chosen = _sampled(np.array(teaching, dtype=np.int32), rows, codes, limit, seed)
    definitions = np.array([evidence.definition_row[c] for c in evidence.codes], dtype=np.int32)
    every = np.concatenate([chosen, definitions])
    number = np.full(len(evidence), -1, dtype=np.int32)
    number[chosen] = np.arange(len(chosen))
    targets = np.zeros((len(every), len(evidence.codes)), dtype=np.float32)
    inside = number[rows] >= 0
    targets[number[rows[inside]], codes[inside]] = shares[inside]
    targets[len(chosen) + np.arange(len(definitions)), np.arange(len(definitions))] = 1
    refused = np.zeros_like(targets)
    for at, row in enumerate(chosen):
        for code in evidence.marks[row].refused:
            if code in evidence.code_number and not targets[at, evidence.code_number[code]]:
                refused[at, evidence.code_number[code]] = 1
    return Problem(every, targets, refused, _folds(evidence, chosen, len(definitions), seed))


def _sampled(teaching: Ints, rows: Ints, codes: Ints, limit: int, seed: int) -> Ints:
    """At most `limit` of the rows: those of rare codes first, the rest by chance."""
    if len(teaching) <= limit:
        return teaching
    frequency = np.bincount(codes)
    rarity = np.full(int(teaching.max()) + 1, np.inf)
    np.minimum.at(rarity, rows, frequency[codes])
    chance = np.random.default_rng(seed).random(len(teaching))
    order = np.argsort(chance * np.minimum(rarity[teaching], 1e9), kind="stable")
    return np.sort(teaching[order[:limit]])


def _folds(evidence: Evidence, chosen: Ints, definitions: int, seed: int) -> Ints:
    transcripts = evidence.where[chosen, 0]
    names = np.unique(transcripts)
    if len(names) < 2:
        numbers = np.arange(len(chosen)) * FOLDS // max(1, len(chosen))
    else:
        shuffled = np.random.default_rng(seed).permutation(len(names))
        numbers = shuffled[np.searchsorted(names, transcripts)] % FOLDS
    return np.concatenate([numbers, np.full(definitions, -1)]).astype(np.int32)


def _residuals(problem: Problem, balance: float) -> tuple[Floats, Floats]:
    """Targets less their prior, rare codes lifted; and the prior. Only-refused rows say no more."""
    own = problem.folds >= 0
    prior: Floats = problem.targets[own].mean(axis=0)
    wanted = problem.targets - prior
    silent = own & (problem.refused.any(axis=1)) & ~(problem.targets > 0).any(axis=1)
    wanted[silent] = 0
    wanted -= problem.refused * np.float32(0.5)
    lift = np.maximum(prior, 2.0 / max(1, int(own.sum()))) ** -balance
    return (wanted * lift).astype(np.float32), prior


def _left_out(alike: Floats, problem: Problem, settings: Settings, steps: int) -> Floats:
    """For each row what the fit without its fold says of it, without the prior."""
    from scipy.linalg import cho_factor, cho_solve

    start, _ = _residuals(problem, settings.balance)
    regular = alike + np.float32(settings.ridge) * np.eye(len(alike), dtype=np.float32)
    factor = cho_factor(regular, lower=True, overwrite_a=True, check_finite=False)
    inverse = cho_solve(factor, np.eye(len(alike), dtype=np.float32), check_finite=False)
    said = np.zeros_like(start)
    solved = inverse @ start
    for fold in range(FOLDS):
        at = np.flatnonzero(problem.folds == fold)
        if not len(at):
            continue
        held, across = inverse[np.ix_(at, at)], inverse[:, at]
        wanted, fitted = start, solved
        for _ in range(steps):
            without = fitted - across @ np.linalg.solve(held, fitted[at])
            reached = wanted - np.float32(settings.ridge) * without
            wanted = _past_margin(problem, start, reached)
            fitted = inverse @ wanted
        said[at] = wanted[at] - np.linalg.solve(held, fitted[at])
    return said


def _past_margin(problem: Problem, start: Floats, reached: Floats) -> Floats:
    """Targets for the next step: what lies beyond its target already is asked for no less.

    Repeated, least squares so becomes the squared hinge loss of a support vector machine, with
    the same factor (majorisation; Groenen, Nalbantov & Bioch 2008, “SVM-Maj”).
    """
    wanted = start.copy()
    beyond = (problem.targets > 0.99) & (reached > start)
    beyond |= (problem.targets == 0) & (problem.refused == 0) & (reached < start)
    wanted[beyond] = reached[beyond]
    return wanted


def _steps(rows: int, codes: int) -> int:
    """Steps towards the hinge loss that a fit can afford, at most eight."""
    return int(np.clip(_WORK / (2.0 * rows * rows * max(1, codes)), 0, 8))


def _centroids_left_out(alike: Floats, problem: Problem) -> Floats:
    said = np.zeros_like(problem.targets)
    for fold in range(FOLDS):
        at = np.flatnonzero(problem.folds == fold)
        if len(at):
            others = problem.folds != fold
            said[at] = _centroid(alike, problem, others)[at]
    return said


def _centroid(alike: Floats, problem: Problem, others: NDArray[np.bool_]) -> Floats:
    """Cosine of every row with the mean of each code over the `others`."""
    from scipy.sparse import csr_matrix

    members = problem.targets * others[:, None]
    members[problem.folds < 0] *= SHRINK
    members /= np.maximum(members.sum(axis=0), 1e-9)
    sparse = csr_matrix(members)
    products = np.asarray(sparse.T @ alike).T
    lengths = np.sqrt(np.maximum(np.einsum("ic,ic->c", members, products), 1e-9))
    found: Floats = (products / lengths).astype(np.float32)
    return found


def standardised(scores: Floats) -> Floats:
    """Zero mean and unit spread along the last axis; all zero where nothing differs."""
    spread = scores.std(axis=-1, keepdims=True)
    found: Floats = (scores - scores.mean(axis=-1, keepdims=True)) / np.maximum(spread, 1e-9)
    return found


def quality(scores: Floats, targets: Floats) -> float:
    """P@1 + R@3 over the rows that carry a code."""
    truth = targets > 0
    coded = truth.any(axis=1)
    truth, order = truth[coded], np.argsort(-scores[coded], axis=1, kind="stable")[:, :3]
    hits = np.take_along_axis(truth, order, axis=1)
    possible = np.minimum(3, truth.sum(axis=1))
    return float(hits[:, 0].mean() + (hits.sum(axis=1) / possible).mean())


_Variants = Callable[[Settings], list[Settings]]


def _views(**factors: float) -> _Variants:
    """Variants with one view's weight multiplied by 0 or the factor."""
    ((name, factor),) = factors.items()

    def variants(now: Settings) -> list[Settings]:
        value = getattr(now.weights, name)
        return [
            replace(now, weights=replace(now.weights, **{name: value * f})) for f in (0.0, factor)
        ]

    return variants


def _lengths(now: Settings) -> list[Settings]:
    return [replace(now, weights=replace(now.weights, length=power)) for power in (0.0, 0.35)]


_VARIANTS: tuple[_Variants, ...] = (
    lambda now: [replace(now, weights=now.weights.scaled(f)) for f in (0.0, 0.3, 2.0)],
    lambda now: [replace(now, ridge=r) for r in (0.7, 1.2, 4.0)],
    lambda now: [replace(now, balance=b) for b in (0.0, 0.2, 0.35)],
    _lengths,
    _views(asked=2.0),
    _views(before=2.0),
    _views(after=2.0),
    _views(meta=3.0),
    _views(cross=2.0),
    lambda now: [replace(now, centroid=c) for c in (0.0, 0.25, 1.0, 2.0)],
)
"""Groups of settings, tried one after another, each from the best so far."""
_STEPS = len(_VARIANTS) + 2
"""Of a fit, for its progress: each group, the calibration, the solution."""


def choose(
    problem: Problem, like: Likeness, start: Settings, progress: Progress = silent
) -> Settings:
    """The settings that predict left-out transcripts best; the start unless clearly better."""
    own = problem.folds >= 0
    clear = 0.003 + 1.0 / int(own.sum())

    def tried(settings: Settings) -> float:
        fused, _ = left_out(problem, like, settings)
        return quality(fused[own], problem.targets[own])

    best, value = start, tried(start)
    for number, variants in enumerate(_VARIANTS, start=1):
        options = [(tried(s), -n, s) for n, s in enumerate(variants(best)) if s != best]
        top = max(options, key=lambda o: o[:2], default=(0.0, 0, best))
        if top[0] > value + clear:
            value, best = top[0], top[2]
        progress(number, _STEPS)
    return best


def left_out(
    problem: Problem, like: Likeness, settings: Settings, steps: int = 0
) -> tuple[Floats, Floats]:
    """Fused and linear scores of each row by fits without its fold; definitions stay zero."""
    _, prior = _residuals(problem, settings.balance)
    linear = _left_out(crossed(like, settings.weights), problem, settings, steps) + prior
    fused = standardised(linear)
    if settings.centroid:
        centroids = _centroids_left_out(plain(like, settings.weights), problem)
        fused = fused + np.float32(settings.centroid) * standardised(centroids)
    return fused, linear


def fit(evidence: Evidence, seed: int = 0, progress: Progress = silent) -> Fit | None:
    """Chooses settings, fits the linear view and calibrates; None when there is nothing to learn.

    Takes about 15 s and 400 MiB for 10,000 codings with 300 codes on one core.
    """
    search = pose(evidence, _SEARCH_ROWS, seed)
    if search is None or not evidence.codes:
        return None
    settings = _FOR_FEW
    if int((search.folds >= 0).sum()) >= _FEW:
        settings = choose(search, between(evidence, search.rows), Settings(), progress)
    problem = pose(evidence, MOST_ROWS, seed)
    assert problem is not None  # noqa: S101 - the same evidence posed one above
    steps = _steps(*problem.targets.shape)
    calibration = _calibrated(evidence, settings, steps, seed)
    progress(_STEPS - 1, _STEPS)
    alike = kernel(evidence, problem.rows, settings.weights)
    solved = _solved(alike, problem, settings, steps)
    progress(_STEPS, _STEPS)
    return Fit(
        settings,
        evidence.codes,
        problem.rows,
        solved,
        _residuals(problem, settings.balance)[1],
        calibration,
        sum(bool(m.codings or m.passed) for m in evidence.marks),
    )


def _solved(alike: Floats, problem: Problem, settings: Settings, steps: int) -> Floats:
    """The coefficients; overwrites `alike`, whose transpose LAPACK takes without a copy."""
    from scipy.linalg import cho_factor, cho_solve

    start, _ = _residuals(problem, settings.balance)
    ridge = np.float32(settings.ridge)
    alike[np.diag_indices(len(alike))] += ridge
    factor = cho_factor(alike.T, lower=True, overwrite_a=True, check_finite=False)
    wanted = start
    found: Floats = cho_solve(factor, wanted, check_finite=False).astype(np.float32)
    for _ in range(steps):
        wanted = _past_margin(problem, start, wanted - ridge * found)
        found = cho_solve(factor, wanted, check_finite=False).astype(np.float32)
    return found


def _calibrated(evidence: Evidence, settings: Settings, steps: int, seed: int) -> Calibration:
    problem = pose(evidence, _CALIBRATION_ROWS, seed)
    assert problem is not None  # noqa: S101 - the caller posed the same evidence
    like = between(evidence, problem.rows)
    fused, linear = left_out(problem, like, settings, steps)
    own = problem.folds >= 0
    return calibrate(fused[own], linear[own], problem.targets[own])
