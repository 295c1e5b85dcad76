"""How well suggestions fit the shared data, beside the plain baseline, and how quick they are."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, Limit, at_least, below
from benchmarks.generated import generated_study
from benchmarks.humans import humans_and_model
from benchmarks.setup import Setup, SkipError
from benchmarks.shared_data import DATA, load

if TYPE_CHECKING:
    from qcode.study.study import Study
    from qcode.suggest.evaluate import Truth
    from qcode.suggest.suggester import Suggester

FLOORS = {
    ("pdpilot", "codes"): (13.0, 19.0),
    ("gennovate", "codes"): (7.0, 13.0),
    ("gennovate", "parents"): (13.0, 8.0),
    ("serdif", "codes"): (6.0, 6.0),
    ("annomi", "codes"): (14.0, 9.0),
    ("hoasa", "codes"): (1.5, 1.5),
}
"""Gain over the baseline in points of P@1 and R@3, 5-fold by transcript."""
_LEAST_LOCAL = 3.0
_HELD = 8
_SEEN = 20
_DRAWS = 5
DEFINED = ("gennovate", "serdif", "pdpilot")
"""The data whose codes have definitions."""


def figures(setup: Setup) -> Iterator[Figure]:
    """The figures of this subject."""
    yield from _speed(setup)
    if not DATA.is_dir():
        raise SkipError("the shared data do not stand beside the repository")
    for name, level in list(FLOORS)[: 1 if setup.quick else None]:
        yield from _fit(name, level)
    yield _few_codings("serdif")
    for name in DEFINED:
        yield _definitions_alone(name)
    yield from humans_and_model(load("annomi"))
    if not setup.quick:
        for name in ("gennovate", "serdif"):
            yield _document_at_hand(load(name), name)
        yield _large()


def _figure(name: str, unit: str, value: float, limits: tuple[Limit, ...], note: str) -> Figure:
    return Figure("suggestions", name, unit, (value,), limits, note)


def _fit(name: str, level: str) -> Iterator[Figure]:
    from qcode.suggest.evaluate import evaluate

    ours, plain = evaluate(load(name), level=level, models=["qcode", "tfidf-logreg"])
    first, third = FLOORS[name, level]
    title = f"{name}, {level}, {ours.figures.n} spans"
    for what, floor in (("p1", first), ("r3", third)):
        one, two = getattr(ours.figures, what), getattr(plain.figures, what)
        note = f"{one:.3f}, baseline {two:.3f}"
        label = f"{title}: gain in {'P@1' if what == 'p1' else 'R@3'}"
        yield _figure(label, "points", 100 * (one - two), at_least(floor), note)
    note = f"surest quarter right {ours.figures.precision_top_quarter:.2f}"
    yield _figure(f"{title}: calibration error", "", ours.figures.ece, below(0.08), note)


def _document_at_hand(study: Study, name: str) -> Figure:
    """What the codings of the same transcript add to R@3, transcript after transcript held out.

    Every second transcript teaches; of the first others each span is asked for twice, with and
    without what was coded before it in the same transcript.
    """
    from qcode.study.coding import CodingFile
    from qcode.suggest.context import Around
    from qcode.suggest.evaluate import truths_of, without
    from qcode.suggest.suggester import Suggester

    truths = truths_of(study)
    held = sorted(study.transcripts)[::2][:_HELD]
    suggester = Suggester(without(study, frozenset(held)))
    suggester.refit()
    found = [0.0, 0.0]
    asked = [t for t in truths if t.transcript in held]
    for truth in asked:
        around = Around(study.transcripts[truth.transcript])
        now, codes = suggester.study, suggester.evidence.codes
        for local in (False, True):
            ranking, _ = suggester.rank_around(around, truth.span, local=local)
            best = {codes[c] for c in ranking.everything[:3]}
            found[local] += len(best & truth.codes) / min(3, len(truth.codes))
        upto = {
            key: CodingFile(*key, tuple(c for c in f.codings if c.span <= truth.span))
            for key, f in study.files.items()
            if key[1] == truth.transcript
        }
        there = {**now.transcripts, truth.transcript: around.transcript}
        suggester.learn(replace(now, transcripts=there, files={**now.files, **upto}))
    gain = 100 * (found[1] - found[0]) / len(asked)
    title = f"{name}: gain in R@3 by the document at hand"
    note = f"{found[1] / len(asked):.3f} beside {found[0] / len(asked):.3f}"
    return _figure(title, "points", gain, at_least(_LEAST_LOCAL), note)


def _few_codings(name: str) -> Figure:
    """P@1 of a model that has seen twenty codings, on a fifth of the transcripts, five times."""
    import random

    from qcode.suggest.evaluate import folds_of, truths_of

    study = load(name)
    truths = truths_of(study)
    folds = folds_of(sorted({t.transcript for t in truths}), seed=0)
    shares = []
    for fold in range(_DRAWS):
        known = [
            (file, coding)
            for file, coding in study.codings()
            if coding.placed and folds[file.transcript] != fold
        ]
        seen = random.Random(fold).sample(known, _SEEN)
        files = {
            key: replace(f, items=tuple(c for file, c in seen if file is f))
            for key, f in study.files.items()
            if folds[key[1]] != fold
        }
        here = {n: t for n, t in study.transcripts.items() if folds.get(n) != fold}
        held = [t for t in truths if folds[t.transcript] == fold]
        shares.append(_first_right(replace(study, transcripts=here, files=files), study, held))
    title = f"{name}: P@1 after {_SEEN} codings"
    note = f"{_SEEN} drawn by chance, {_DRAWS} folds"
    return Figure("suggestions", title, "", tuple(shares), at_least(0.25), note)


def _definitions_alone(name: str) -> Figure:
    """P@1 of the codebook without a coding, beside the code that is in fact most frequent."""
    from collections import Counter

    from qcode.study.study import Study
    from qcode.suggest.evaluate import truths_of

    study = load(name)
    truths = truths_of(study)
    ours = _first_right(Study(study.codebook), study, truths)
    ((_, most),) = Counter(c for t in truths for c in t.codes).most_common(1)
    plain = most / len(truths)
    title = f"{name}: gain in P@1 by definitions alone over the most frequent code"
    note = f"{ours:.3f}, most frequent {plain:.3f}"
    return _figure(title, "points", 100 * (ours - plain), at_least(0), note)


def _first_right(known: Study, whole: Study, held: Sequence[Truth]) -> float:
    """The share of spans whose first suggestion, by a model of the known study, is right."""
    from qcode.suggest.context import Around
    from qcode.suggest.suggester import Suggester

    suggester = Suggester(known)
    suggester.refit()
    around = {n: Around(t) for n, t in whole.transcripts.items()}
    codes, right = suggester.evidence.codes, 0
    for truth in held:
        ranking, _ = suggester.rank_around(around[truth.transcript], truth.span)
        right += codes[ranking.everything[0]] in truth.codes
    return right / len(held)


def _large() -> Figure:
    """A refit that must leave examples out."""
    from qcode.suggest.fit import MOST_ROWS
    from qcode.suggest.suggester import Suggester

    suggester = Suggester(generated_study(50_000, 300, 100))
    start = time.perf_counter()
    suggester.refit()
    took = time.perf_counter() - start
    note = f"fitted on {MOST_ROWS:,} examples, those of rare codes first; the centroids on all"
    return _figure("50,000 codings, 300 codes: refit", "s", took, below(60), note)


def _speed(setup: Setup) -> Iterator[Figure]:
    from qcode.suggest.suggester import Suggester

    codings, codes = (2_000, 60) if setup.quick else (10_000, 300)
    suggester = Suggester(generated_study(codings, codes))
    what = f"{codings:,} codings, {codes} codes"
    start = time.perf_counter()
    suggester.refit()
    yield _figure(f"{what}: refit", "s", time.perf_counter() - start, below(20), "one process")
    yield Figure("suggestions", f"{what}: one suggestion", "ms", _asked(suggester), below(10, 10))
    yield Figure("suggestions", f"{what}: update", "ms", _learnt(suggester), below(5, 5))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = "this process, the generated study included"
    yield _figure(f"{what}: peak memory", "MiB", peak, below(700), note)


def _asked(suggester: Suggester) -> tuple[float, ...]:
    found = []
    for segment in suggester.study.transcripts["t003"].segments()[1:200:2]:
        start = time.perf_counter()
        suggester.suggest("t003", segment.span)
        found.append(1000 * (time.perf_counter() - start))
    return tuple(found[1:])


def _learnt(suggester: Suggester) -> tuple[float, ...]:
    now, found, key = suggester.study, [], ("A", "t003")
    for coding in now.files[key].items[:40]:
        other = replace(coding, code="c1" if coding.code == "c0" else "c0")
        now = replace(now, files={**now.files, key: now.files[key].put(coding, other)})
        start = time.perf_counter()
        suggester.learn(now)
        found.append(1000 * (time.perf_counter() - start))
    return tuple(found)
