"""How good predictions were: the figures that `qcode evaluate` reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from qcode.study.spans import Span

BINS = 10


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was proposed for one coded span, held against what was coded."""

    transcript: str
    span: Span
    truth: frozenset[str]
    order: tuple[str, ...]
    """All codes, best first."""
    chance: float
    """How sure of the first, 0 to 1."""
    coders: frozenset[str] = frozenset()

    @property
    def right(self) -> bool:
        """Whether the first is among the codes."""
        return bool(self.order) and self.order[0] in self.truth


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of results; shares from 0 to 1."""

    n: int
    p1: float
    """The first is among the span's codes."""
    r3: float
    """Codes found among the first three, of min(3, number of codes)."""
    r5: float
    mrr: float
    """Mean of 1 / rank of the first right code."""
    macro_f1: float
    """Of the first suggestion, mean over the codes that occur."""
    ece: float
    """Expected calibration error of the first suggestion, ten equal bins."""
    precision_top_quarter: float
    """P@1 of the quarter that was most sure."""
    abstained: float
    """Share below the threshold, where the suggester keeps silent."""

    def plain(self) -> dict[str, float]:
        """As JSON-able data, rounded to four digits."""
        return _rounded(asdict(self))


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """How one code fared as the first suggestion, over all spans; shares from 0 to 1.

    None where there is nothing to divide by: a code that no span bears, or that was never first.
    """

    n: int
    """Spans that bear the code."""
    first: int
    """Spans for which it was the first suggestion."""
    precision: float | None
    """Of those for which it was first, the share that bear it."""
    recall: float | None
    """Of those that bear it, the share for which it was first; below 1 where a span has several
    codes, since one only can be first.
    """
    f1: float
    """The harmonic mean of both; 0 where it was never first and right."""
    said: float | None
    """The mean chance that was stated where it was first: honest when it is near precision."""
    ece: float | None
    """Expected calibration error where it was first, ten equal bins; high by chance where few."""
    precision_top_quarter: float | None
    """Precision of the surest quarter of those for which it was first."""

    def plain(self) -> dict[str, float | None]:
        """As JSON-able data, rounded to four digits."""
        return _rounded(asdict(self))


def by_code(predictions: Sequence[Prediction]) -> dict[str, CodeFigures]:
    """The figures of each code that a span bears or that was first for one, by its id in order."""
    there = Counter(code for p in predictions for code in p.truth)
    first: dict[str, list[Prediction]] = {}
    for prediction in predictions:
        for code in prediction.order[:1]:
            first.setdefault(code, []).append(prediction)
    return {code: _of_code(there[code], first.get(code, ())) for code in sorted({*there, *first})}


def _of_code(there: int, first: Sequence[Prediction]) -> CodeFigures:
    """Of a code that so many spans bear, and the spans for which it was first."""
    right = sum(p.right for p in first)
    return CodeFigures(
        there,
        len(first),
        right / len(first) if first else None,
        right / there if there else None,
        2 * right / (there + len(first)),
        sum(p.chance for p in first) / len(first) if first else None,
        _calibration_error(first) if first else None,
        _surest_right(first) if first else None,
    )


def figures(predictions: Sequence[Prediction], threshold: float) -> Figures:
    """The figures of some predictions; all zero when there are none."""
    count = len(predictions)
    if not count:
        return Figures(0, *([0.0] * 8))
    codes = [one for one in by_code(predictions).values() if one.n]
    return Figures(
        count,
        sum(p.right for p in predictions) / count,
        sum(_recall(p, 3) for p in predictions) / count,
        sum(_recall(p, 5) for p in predictions) / count,
        sum(_reciprocal(p) for p in predictions) / count,
        sum(one.f1 for one in codes) / max(1, len(codes)),
        _calibration_error(predictions),
        _surest_right(predictions),
        sum(p.chance < threshold for p in predictions) / count,
    )


def reliability(predictions: Sequence[Prediction]) -> list[tuple[float, float, int]]:
    """For each bin that is not empty: mean chance said, share right, how many."""
    bins: dict[int, list[Prediction]] = {}
    for prediction in predictions:
        bins.setdefault(min(BINS - 1, int(prediction.chance * BINS)), []).append(prediction)
    return [
        (sum(p.chance for p in some) / len(some), sum(p.right for p in some) / len(some), len(some))
        for _, some in sorted(bins.items())
    ]


def _recall(prediction: Prediction, first: int) -> float:
    found = len(prediction.truth & set(prediction.order[:first]))
    return found / max(1, min(first, len(prediction.truth)))


def _reciprocal(prediction: Prediction) -> float:
    ranks = (n for n, code in enumerate(prediction.order, 1) if code in prediction.truth)
    return 1 / next(ranks, float("inf"))


def _surest_right(predictions: Sequence[Prediction]) -> float:
    surest = sorted(predictions, key=lambda p: -p.chance)[: max(1, len(predictions) // 4)]
    return sum(p.right for p in surest) / len(surest)


def _calibration_error(predictions: Sequence[Prediction]) -> float:
    parts = (count * abs(said - right) for said, right, count in reliability(predictions))
    return sum(parts) / len(predictions)


def _rounded(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in fields.items()}
