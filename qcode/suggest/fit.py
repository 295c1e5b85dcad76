"""The background fit: settings by cross-validation, the linear view, calibration, habits.

Everything that is chosen is chosen on transcripts left out of what it is chosen for. Rows beyond
`MOST_ROWS` are sampled so that rare codes keep all of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qcode.study.codebook import Codebook
from qcode.suggest.calibration import Calibration, calibrate
from qcode.suggest.choice import weigh
from qcode.suggest.evidence import Evidence
from qcode.suggest.fusion import FOR_FEW, Settings, centroids_left_out, fused, views_left_out
from qcode.suggest.kernel import between, kernel, kernels
from qcode.suggest.local import SIGNS, USUAL, Beside, Habits, Walk, habits_of, signs_along
from qcode.suggest.problem import FOLDS, Problem, family_numbers, pose
from qcode.suggest.progress import Progress, silent
from qcode.suggest.ridge import goal, solved, steps_for
from qcode.suggest.search import choose, mixed
from qcode.suggest.vectors import Floats, Ints

MOST_ROWS = 4000
_SEARCH_ROWS = 1200
_CALIBRATION_ROWS = 2200
FEWEST = 8
"""With fewer examples nothing is fitted: centroids and definitions speak alone."""
_FEW = 60
"""With fewer examples a search for settings only finds chance."""


@dataclass(frozen=True)
class Fit:
    """What a fit leaves behind: the linear view over some rows of the evidence."""

    settings: Settings
    codes: tuple[str, ...]
    families: tuple[str, ...]
    family_of: Ints
    """For each code its family's number, or -1."""
    rows: Ints
    coefficients: Floats
    """(rows, codes)."""
    family_coefficients: Floats
    """(rows, families)."""
    prior: Floats
    """Share of the examples that carry each code."""
    family_prior: Floats
    others: Floats
    """(rows, codes): what is said of each row by those of other transcripts."""
    blocks: Mapping[int, tuple[Ints, Floats]]
    """For each transcript's number the places of its rows in `rows`, and how like they are."""
    calibration: Calibration
    beside: Beside
    known: int
    """Rows that the evidence had."""
    size: int
    """Examples that there were, sampled or not."""


def fit(evidence: Evidence, seed: int = 0, progress: Progress = silent) -> Fit | None:
    """Chooses settings, fits the linear view and calibrates; None when there is too little.

    Too little are also examples that all bear the same: they tell nothing apart.
    """
    search = pose(evidence, _SEARCH_ROWS, seed)
    if search is None or not evidence.codes or not _teaches(search):
        return None
    known, settings = len(evidence), FOR_FEW
    if int(search.own.sum()) >= _FEW:

        def tell(done: int, total: int) -> None:
            progress(done, 3 * total)  # the search, the left-out fits and the last take alike

        settings = choose(search, between(evidence, search.rows), Settings(), tell)
    del search
    settings, calibration, beside = _held_against_the_left_out(evidence, settings, seed)
    progress(2, 3)
    problem = pose(evidence, MOST_ROWS, seed)
    assert problem is not None  # noqa: S101 - the same evidence posed one above
    alike = kernel(evidence, problem.rows, settings.weights)
    blocks = _blocks(evidence, problem, alike)
    aim = goal(problem, settings.balance, families=bool(problem.families and settings.family))
    steps = steps_for(*aim.start.shape)
    coefficients, said = solved(alike, aim, settings.ridge, steps)
    count = len(problem.codes)
    others = said[:, :count]
    for at, block in blocks.values():
        others[at] -= block @ coefficients[at, :count]
    families = problem.families if aim.start.shape[1] > count else ()
    progress(3, 3)
    return Fit(
        settings,
        problem.codes,
        families,
        family_numbers(evidence.study.codebook, problem.codes, families),
        problem.rows,
        np.ascontiguousarray(coefficients[:, :count]),
        np.ascontiguousarray(coefficients[:, count:]),
        aim.prior[:count],
        aim.prior[count:],
        np.ascontiguousarray(others),
        blocks,
        calibration,
        beside,
        known,
        sum(bool(m.codings or m.passed) for m in evidence.marks),
    )


def _teaches(problem: Problem) -> bool:
    own = problem.own
    told = np.hstack([problem.targets[own], problem.refused[own]])
    return len(told) >= FEWEST and bool((told != told[0]).any())


def _blocks(evidence: Evidence, problem: Problem, alike: Floats) -> dict[int, tuple[Ints, Floats]]:
    """The rows of each transcript in the order of the text, and their likeness."""
    own = np.flatnonzero(problem.own)
    places = _places(evidence, problem.rows[own])
    order = own[np.lexsort((places[:, 1], places[:, 0]))]
    where = evidence.where[problem.rows[order], 0]
    found = {}
    for number in np.unique(where):
        at = order[where == number]
        found[int(number)] = at.astype(np.int32), alike[np.ix_(at, at)]
    return found


def _places(evidence: Evidence, rows: Ints) -> Ints:
    """(rows, 2): start and end."""
    spans = [evidence.contexts[row].span for row in rows]
    return np.array([(s.start, s.end) for s in spans], dtype=np.int32).reshape(-1, 2)


def _held_against_the_left_out(
    evidence: Evidence, settings: Settings, seed: int
) -> tuple[Settings, Calibration, Beside]:
    """The mixture of views, how sure scores are, and how much the document at hand counts.

    All by fits without the fold of what they are held against.
    """
    problem = pose(evidence, _CALIBRATION_ROWS, seed, whole=True)
    assert problem is not None  # noqa: S101 - the caller posed the same evidence
    own = problem.own
    crossed, plain = kernels(evidence, problem.rows, settings.weights)
    centroid = centroids_left_out(plain, problem)
    del plain
    blocks = _blocks(evidence, problem, crossed)
    columns = len(problem.codes) + len(problem.families)
    steps = steps_for(len(problem.rows), columns)
    views = views_left_out(crossed, centroid, problem, settings, steps)
    del crossed
    enough = int(own.sum()) >= _FEW
    if enough:
        settings = mixed(problem, views, settings)
    whole = fused(views, settings)
    calibration = calibrate(whole[own], views.linear[own], problem.targets[own])
    habits = _all_habits(evidence, problem.targets[own].mean(axis=0))
    if len(blocks) < 2 or not enough:
        return settings, calibration, Beside(habits)
    walks = [
        (
            at,
            Walk(problem.targets[at], views.linear[at], alike, _places(evidence, problem.rows[at])),
        )
        for at, alike in blocks.values()
    ]
    return settings, calibration, _beside(problem, walks, whole, habits)


def _beside(
    problem: Problem, walks: Sequence[tuple[Ints, Walk]], whole: Floats, habits: Habits
) -> Beside:
    """Goes through each transcript as if only those of the other folds were known."""
    folds = [int(problem.folds[at[0]]) for at, _ in walks]
    known = [
        habits_of(
            [w.targets for (_, w), f in zip(walks, folds, strict=True) if f != fold], habits.prior
        )
        for fold in range(FOLDS)
    ]
    count = sum(len(at) - 1 for at, _ in walks)
    signs = np.empty((count, len(problem.codes), len(SIGNS)), dtype=np.float32)
    done = 0
    for (at, walk), fold in zip(walks, folds, strict=True):
        some = signs_along(walk, whole[at], known[fold])[1:]
        signs[done : done + len(some)] = some
        done += len(some)
    linear = np.concatenate([walk.linear[1:] for _, walk in walks])
    targets = np.concatenate([walk.targets[1:] for _, walk in walks])
    weights = weigh(signs, targets, USUAL)
    scores = signs @ weights.astype(np.float32)
    return Beside(habits, weights, calibrate(scores, linear, targets))


def _all_habits(evidence: Evidence, prior: Floats) -> Habits:
    rows, codes, shares = evidence.labels()
    kept = shares > 0
    rows, codes = rows[kept], codes[kept]
    where = evidence.where[rows, 0]

    def targets_of(number: int) -> Floats:
        mine = where == number
        distinct, at = np.unique(rows[mine], return_inverse=True)
        targets = np.zeros((len(distinct), len(prior)), dtype=np.float32)
        targets[at, codes[mine]] = 1
        places = _places(evidence, distinct)
        return targets[np.lexsort((places[:, 1], places[:, 0]))]

    return habits_of((targets_of(n) for n in np.unique(where[where >= 0])), prior)


def carried_over(fitted: Fit | None, codes: tuple[str, ...], book: Codebook) -> Fit | None:
    """A fit for another list of codes: new ones start at nothing, gone ones are left out."""
    if fitted is None:
        return None
    place = {code: number for number, code in enumerate(fitted.codes)}
    kept = [(new, place[code]) for new, code in enumerate(codes) if code in place]
    new, old = np.array(kept, dtype=np.int32).reshape(-1, 2).T

    def columns(values: Floats) -> Floats:
        found = np.zeros((*values.shape[:-1], len(codes)), dtype=np.float32)
        found[..., new] = values[..., old]
        return found

    def square(values: Floats) -> Floats:
        found = np.zeros((len(codes), len(codes)), dtype=np.float32)
        found[np.ix_(new, new)] = values[np.ix_(old, old)]
        return found

    habits = fitted.beside.habits
    there = Habits(columns(habits.prior), square(habits.follows), square(habits.second))
    return replace(
        fitted,
        codes=codes,
        family_of=family_numbers(book, codes, fitted.families),
        coefficients=columns(fitted.coefficients),
        prior=columns(fitted.prior),
        others=columns(fitted.others),
        beside=replace(fitted.beside, habits=there),
    )


def moved(fitted: Fit, old: Evidence, new: Evidence) -> Fit:
    """A fit for evidence in which the rows have other numbers; rows that are gone are left out."""
    code_of = {row: code for code, row in old.definition_row.items()}
    numbers = []
    for row in fitted.rows:
        context = old.contexts[row]
        if context.transcript:
            number = new.row_of.get(context.transcript, {}).get(context.span, -1)
        else:
            number = new.definition_row.get(code_of.get(int(row), ""), -1)
        numbers.append(number)
    rows = np.array(numbers, dtype=np.int32)
    kept = rows >= 0
    place = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    names = {number: name for name, number in old.transcripts.items()}
    blocks = {}
    for number, (at, block) in fitted.blocks.items():
        there = place[at] >= 0
        if names[number] in new.transcripts and there.any():
            blocks[new.transcripts[names[number]]] = place[at[there]], block[np.ix_(there, there)]
    return replace(
        fitted,
        rows=rows[kept],
        coefficients=fitted.coefficients[kept],
        family_coefficients=fitted.family_coefficients[kept],
        others=fitted.others[kept],
        blocks=blocks,
        known=len(new),
    )
