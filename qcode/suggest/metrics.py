"""How good predictions were: the figures that `qcode evaluate` reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

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

    def plain(self) -> dict[str, float | int]:
        """As JSON-able data, rounded to four digits."""
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items()}


def figures(predictions: Sequence[Prediction], threshold: float) -> Figures:
    """The figures of some predictions; all zero when there are none."""
    count = len(predictions)
    if not count:
        return Figures(0, *([0.0] * 8))
    surest = sorted(predictions, key=lambda p: -p.chance)[: max(1, count // 4)]
    return Figures(
        count,
        sum(p.right for p in predictions) / count,
        sum(_recall(p, 3) for p in predictions) / count,
        sum(_recall(p, 5) for p in predictions) / count,
        sum(_reciprocal(p) for p in predictions) / count,
        _macro_f1(predictions),
        _calibration_error(predictions),
        sum(p.right for p in surest) / len(surest),
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


def _macro_f1(predictions: Sequence[Prediction]) -> float:
    said, right, there = Counter[str](), Counter[str](), Counter[str]()
    for prediction in predictions:
        there.update(prediction.truth)
        said.update(prediction.order[:1])
        right.update(prediction.truth & set(prediction.order[:1]))
    return sum(2 * right[c] / (said[c] + there[c]) for c in there) / max(1, len(there))


def _calibration_error(predictions: Sequence[Prediction]) -> float:
    parts = (count * abs(said - right) for said, right, count in reliability(predictions))
    return sum(parts) / len(predictions)
