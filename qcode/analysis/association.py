"""Which codes stand together more often than chance: counts, lift, log-odds, exact tests.

The base is the units in which at least one code stands: what a coder passed over says nothing on
which codes go together, and counting it would make every pair look associated. For each pair the
one-sided Fisher test (hypergeometric) gives p, and Benjamini & Hochberg (1995) turn the p of all
pairs, those that never meet among them, into q.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qcode.analysis.units import (
    Incidence,
    Unit,
    incidence,
    next_turns,
    require_unit,
    units_of,
)
from qcode.study.filters import Filter
from qcode.study.study import Study

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_EVERYTHING = Filter()
_Z = 1.959963984540054
"""Half the width of a 95 % interval in standard errors."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that meet. For `neighbours`, `a` stands in a turn and `b` in the next."""

    a: str
    b: str
    count: int
    """Units in which both stand."""
    expected: float
    """Such units if the codes were dealt independently."""
    lift: float
    """count / expected."""
    log_odds: float
    """Logarithm of the odds ratio, 0.5 added to each cell (Haldane)."""
    low: float
    high: float
    """Its 95 % interval (Woolf)."""
    p: float
    """Chance of meeting so often or more often (one-sided Fisher exact test)."""
    q: float
    """p corrected for all pairs (Benjamini-Hochberg)."""


@dataclass(frozen=True)
class Associations:
    """All pairs that meet at least once, the least likely by chance first."""

    unit: str
    units: int
    """Units in which at least one code stands; for neighbours, pairs of such turns."""
    tests: int
    """Pairs that q is corrected for."""
    pairs: tuple[Pair, ...]

    def plain(self) -> dict[str, Any]:
        """The fixed form for scripts."""
        return {
            "pairs": [
                {
                    "a": p.a,
                    "b": p.b,
                    "count": p.count,
                    "expected": p.expected,
                    "lift": p.lift,
                    "q": p.q,
                }
                for p in self.pairs
            ]
        }


def associations(
    study: Study,
    unit: str = "turn",
    *,
    where: Filter = _EVERYTHING,
    codes: Collection[str] = (),
) -> Associations:
    """Every pair of codes (or of some codes) that meets in a unit.

    `unit` is turn, transcript, neighbours (a turn of a participant and the next) or case. Codes
    count directly: a category does not take in the codes below it.
    """
    import numpy as np

    require_unit(unit)
    found = incidence(study, unit, where, codes)
    size = len(found.codes)
    if size < 2:
        return Associations(unit, len(found.units), 0, ())
    if unit == "neighbours":
        first, second = _neighbours(study, found)
        meet = (first.T @ second).toarray()
        rows, columns = np.nonzero(~np.eye(size, dtype=bool))
    else:
        first = second = _matrix(found, [codes_ for _, codes_ in found.units])
        meet = (first.T @ second).toarray()
        rows, columns = np.triu_indices(size, 1)
    total = first.shape[0]
    count = meet[rows, columns].astype(np.int64)
    a = np.asarray(first.sum(axis=0)).ravel().astype(np.int64)[rows]
    b = np.asarray(second.sum(axis=0)).ravel().astype(np.int64)[columns]
    p = upper_tail(count, a, b, total)
    q = benjamini_hochberg(p)
    expected = a * b / max(1, total)
    odds, error = log_odds(count, a, b, total)
    kept = np.nonzero(count)[0]
    order = kept[np.lexsort((-odds[kept], q[kept], p[kept]))]
    names = found.codes
    pairs = tuple(
        Pair(
            names[rows[i]],
            names[columns[i]],
            int(count[i]),
            float(expected[i]),
            float(count[i] / expected[i]),
            float(odds[i]),
            float(odds[i] - _Z * error[i]),
            float(odds[i] + _Z * error[i]),
            float(p[i]),
            float(q[i]),
        )
        for i in order.tolist()
    )
    return Associations(unit, total, len(rows), pairs)


def _matrix(found: Incidence, units: list[frozenset[str]]) -> Any:
    """Units by codes as a sparse matrix of ones."""
    import numpy as np
    from scipy.sparse import csr_matrix

    index = {code: number for number, code in enumerate(found.codes)}
    starts = np.zeros(len(units) + 1, dtype=np.int64)
    np.cumsum([len(codes) for codes in units], out=starts[1:])
    places = np.fromiter((index[c] for codes in units for c in codes), dtype=np.int64)
    ones = np.ones(len(places), dtype=np.int64)
    return csr_matrix((ones, places, starts), shape=(len(units), len(index)))


def _neighbours(study: Study, found: Incidence) -> tuple[Any, Any]:
    """The turns that have a coded turn behind them, and those turns, row by row."""
    following = next_turns(study)
    there: dict[Unit, frozenset[str]] = dict(found.units)
    pairs = [
        (codes, there[following[unit]])
        for unit, codes in found.units
        if following.get(unit) in there
    ]
    return _matrix(found, [one for one, _ in pairs]), _matrix(found, [other for _, other in pairs])


def upper_tail(count: Ints, a: Ints, b: Ints, total: int) -> Floats:
    """P(X ≥ count) for X hypergeometric: `a` of `total` marked, `b` drawn; element by element.

    The shorter tail is summed, term by term from its largest, so that nothing underflows.
    """
    import numpy as np

    logs = np.zeros(total + 1)
    np.cumsum(np.log(np.arange(1, total + 1)), out=logs[1:])
    tail = np.ones(len(count))
    above = count > a * b / max(1, total)
    least = np.maximum(0, a + b - total)
    for upward, chosen in ((True, above), (False, ~above & (count > least))):
        at = np.nonzero(chosen)[0]
        start = count[at] if upward else count[at] - 1
        summed = _sum_tail(logs, start, a[at], b[at], total, upward=upward)
        tail[at] = summed if upward else 1 - summed
    return np.clip(tail, 0.0, 1.0)


def _sum_tail(logs: Floats, x: Ints, a: Ints, b: Ints, total: int, *, upward: bool) -> Floats:
    """The probabilities of x and of all numbers above it (or below it), summed."""
    import numpy as np

    def choose(n: Ints, k: Ints) -> Floats:
        return np.asarray(logs[n] - logs[k] - logs[n - k])

    x = x.copy()
    term = np.exp(choose(a, x) + choose(total - a, b - x) - choose(np.full_like(b, total), b))
    summed = term.copy()
    active = np.arange(len(x))
    while len(active):
        at, of_a, of_b = x[active], a[active], b[active]
        if upward:
            step = (of_a - at) * (of_b - at) / ((at + 1.0) * (total - of_a - of_b + at + 1.0))
        else:
            step = at * (total - of_a - of_b + at) / ((of_a - at + 1.0) * (of_b - at + 1.0))
        term[active] *= step
        summed[active] += term[active]
        x[active] += 1 if upward else -1
        more = (step > 0) & ((step > 1) | (term[active] > summed[active] * 1e-17))
        active = active[more]
    return summed


def benjamini_hochberg(p: Floats) -> Floats:
    """The q of each p: the smallest false discovery rate at which it would be called a finding."""
    import numpy as np

    count = len(p)
    order = np.argsort(p)
    scaled = p[order] * count / np.arange(1, count + 1)
    falling = np.minimum.accumulate(scaled[::-1])[::-1]
    q = np.empty(count)
    q[order] = np.minimum(1.0, falling)
    return q


def log_odds(count: Ints, a: Ints, b: Ints, total: int) -> tuple[Floats, Floats]:
    """The logarithm of the odds ratio and its standard error, 0.5 added to each cell."""
    import numpy as np

    cells = [c + 0.5 for c in (count, a - count, b - count, total - a - b + count)]
    odds = np.log(cells[0]) + np.log(cells[3]) - np.log(cells[1]) - np.log(cells[2])
    return odds, np.sqrt(sum(1 / c for c in cells))


def behind(
    study: Study, a: str, b: str, unit: str = "turn", *, where: Filter = _EVERYTHING, most: int = 20
) -> tuple[str, ...]:
    """Ids of the codings of two codes in the units where they meet, unit by unit."""
    require_unit(unit)
    found: dict[Unit, dict[str, list[str]]] = {}
    for file, coding in where.codings(study):
        code = study.codebook.resolve(coding.code)
        if code in {a, b}:
            for key in units_of(study, unit, file, coding):
                found.setdefault(key, {}).setdefault(code, []).append(coding.id)
    following = next_turns(study) if unit == "neighbours" else {}
    ids: list[str] = []
    for key in sorted(found):
        other = found.get(following.get(key, ("", 0)), {}) if following else found[key]
        if a in found[key] and b in other:
            ids += [*found[key][a], *other[b]]
    return tuple(dict.fromkeys(ids))[:most]
