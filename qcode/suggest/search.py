"""The search for settings: which views and weights predict left-out transcripts best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from qcode.suggest.evidence import Likeness
from qcode.suggest.fusion import Settings, Views, centroids_left_out, fused, views_left_out
from qcode.suggest.kernel import crossed, plain
from qcode.suggest.problem import Problem
from qcode.suggest.progress import Progress, silent
from qcode.suggest.vectors import Floats

_CLEAR = 2.0
"""Standard errors by which a setting must be better than the present one to be taken."""
_CLEAR_MIX = 1.0
"""The same for how views are mixed, of which there are few to try."""
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
    lambda now: [replace(now, weights=now.weights.scaled(f)) for f in (0.0, 3.0)],
    lambda now: [replace(now, ridge=r) for r in (0.8, 3.0)],
    lambda now: [replace(now, balance=b) for b in (0.0, 0.2)],
    _lengths,
    _views(asked=2.0),
    _views(before=2.0),
    _views(after=2.0),
    _views(meta=3.0),
    _views(cross=3.0),
    _views(position=2.5),
)
"""Groups of settings, tried one after another, each from the best so far."""
STEPS = len(_VARIANTS)


def choose(
    problem: Problem, like: Likeness, start: Settings, progress: Progress = silent
) -> Settings:
    """The settings that predict left-out transcripts best; the start unless clearly better.

    Whether anything around the span counts at all is decided without such favour: there are texts,
    as reviews one below another, that have nothing to do with their neighbours.
    """

    def tried(settings: Settings) -> Floats:
        weights = settings.weights
        centroid = centroids_left_out(plain(like, weights), problem)
        views = views_left_out(crossed(like, weights), centroid, problem, settings, 0)
        return quality(fused(views, settings)[problem.own], problem.targets[problem.own])

    alone = replace(start, weights=start.weights.alone())
    best = _better((start, tried(start)), [(alone, tried(alone))], 0.0)
    for number, variants in enumerate(_VARIANTS, start=1):
        options = [(s, tried(s)) for s in variants(best[0]) if s != best[0]]
        best = _better(best, options, _CLEAR)
        progress(number, STEPS)
    return best[0]


def mixed(problem: Problem, views: Views, settings: Settings) -> Settings:
    """The settings with the mixture of views that predicts left-out transcripts best."""

    def tried(some: Settings) -> Floats:
        return quality(fused(views, some)[problem.own], problem.targets[problem.own])

    mixtures = [
        replace(settings, family=family, centroid=centroid)
        for family in ((0.0, 0.15, 0.3, 0.6) if problem.families else (0.0,))
        for centroid in (0.0, 0.25, 0.5, 1.0)
    ]
    options = [(s, tried(s)) for s in mixtures]
    return _better((settings, tried(settings)), options, _CLEAR_MIX)[0]


def _better(
    present: tuple[Settings, Floats], options: list[tuple[Settings, Floats]], clear: float
) -> tuple[Settings, Floats]:
    """The best of the options that is clearly better row by row, else the present one."""
    for settings, found in sorted(options, key=lambda o: -float(o[1].mean())):
        gain = found - present[1]
        if gain.mean() > clear * gain.std() / np.sqrt(max(1, len(gain))):
            return settings, found
    return present


def quality(scores: Floats, targets: Floats) -> Floats:
    """P@1 + R@3 of each row that carries a code."""
    truth = targets > 0
    coded = truth.any(axis=1)
    truth, order = truth[coded], np.argsort(-scores[coded], axis=1, kind="stable")[:, :3]
    hits = np.take_along_axis(truth, order, axis=1)
    possible = np.minimum(3, truth.sum(axis=1))
    found: Floats = hits[:, 0] + hits.sum(axis=1) / possible
    return found
