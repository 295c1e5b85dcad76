"""How well suggestions fit the shared data, beside the plain baseline, and how quick they are."""

from __future__ import annotations

import os
import subprocess
import sys
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
_MEMORY = 590
"""MiB for the worker: with what the app takes by itself (104, docs/benchmarks.md) under 700."""
_HELD = 8
_SEEN = 20
_DRAWS = 15
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
        yield from _large()


def _figure(name: str, unit: str, value: float, limits: tuple[Limit, ...], note: str) -> Figure:
    return Figure("suggestions", name, unit, (value,), limits, note)


def _fit(name: str, level: str) -> Iterator[Figure]:
    """Twice: with the folds of `qcode evaluate`, and with evenly filled ones (GroupKFold).

    The floors were set with the latter, so that both baselines are printed; the worse one counts.
    """
    from qcode.suggest.evaluate import evaluate

    study, models = load(name), ["qcode", "tfidf-logreg"]
    runs = [evaluate(study, level=level, models=models, folds=f) for f in (None, _even(study))]
    title = f"{name}, {level}, {runs[0][0].figures.n} spans"
    for what, said, floor in zip(("p1", "r3"), ("P@1", "R@3"), FLOORS[name, level], strict=True):
        pairs = [tuple(getattr(r.figures, what) for r in run) for run in runs]
        gains = tuple(100 * (ours - plain) for ours, plain in pairs)
        note = "; ".join(f"{ours:.3f}, baseline {plain:.3f}" for ours, plain in pairs)
        limits = (Limit("min", floor, at_least=True),)
        yield Figure("suggestions", f"{title}: gain in {said}", "points", gains, limits, note)
    errors = tuple(run[0].figures.ece for run in runs)
    surest = "; ".join(f"{run[0].figures.precision_top_quarter:.2f}" for run in runs)
    note, limits = f"surest quarter right {surest}", (Limit("max", 0.08),)
    yield Figure("suggestions", f"{title}: calibration error", "", errors, limits, note)


def _even(study: Study) -> dict[str, int]:
    """Five folds of transcripts that hold about as many spans each."""
    from sklearn.model_selection import GroupKFold

    from qcode.suggest.evaluate import truths_of

    names = [t.transcript for t in truths_of(study)]
    parts = GroupKFold(5).split(names, groups=names)
    return {names[at]: fold for fold, (_, held) in enumerate(parts) for at in held}


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
        around = Around(study.transcripts[truth.transcript], suggester.evidence.guide)
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
    """P@1 of a model that has seen twenty codings, each time on a fifth of the transcripts."""
    import random

    from qcode.suggest.evaluate import FOLDS, folds_of, truths_of

    study = load(name)
    truths = truths_of(study)
    names, shares = sorted({t.transcript for t in truths}), []
    for draw in range(_DRAWS):
        folds, fold = folds_of(names, seed=draw // FOLDS), draw % FOLDS
        known = [
            (file, coding)
            for file, coding in study.codings()
            if coding.placed and folds[file.transcript] != fold
        ]
        seen = random.Random(draw).sample(known, _SEEN)
        files = {
            key: replace(f, items=tuple(c for file, c in seen if file is f))
            for key, f in study.files.items()
            if folds[key[1]] != fold
        }
        here = {n: t for n, t in study.transcripts.items() if folds.get(n) != fold}
        held = [t for t in truths if folds[t.transcript] == fold]
        shares.append(_first_right(replace(study, transcripts=here, files=files), study, held))
    title = f"{name}: P@1 after {_SEEN} codings"
    note = f"mean of {_DRAWS} draws, {min(shares):.2f} to {max(shares):.2f}"
    return _figure(title, "", sum(shares) / len(shares), at_least(0.25), note)


def _definitions_alone(name: str) -> Figure:
    """P@1 of the codebook without a coding, beside the code that is in fact most frequent.

    The texts of the other folds are there, uncoded: they tell how common a word is.
    """
    from collections import Counter

    from qcode.study.study import Study
    from qcode.suggest.evaluate import folds_of, truths_of

    study = load(name)
    truths = truths_of(study)
    folds = folds_of(sorted({t.transcript for t in truths}), seed=0)
    ours = 0.0
    for fold in set(folds.values()):
        here = {n: t for n, t in study.transcripts.items() if folds.get(n) != fold}
        held = [t for t in truths if folds[t.transcript] == fold]
        ours += _first_right(Study(study.codebook, here), study, held) * len(held) / len(truths)
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
    around = {n: Around(t, suggester.evidence.guide) for n, t in whole.transcripts.items()}
    codes, right = suggester.evidence.codes, 0
    for truth in held:
        ranking, _ = suggester.rank_around(around[truth.transcript], truth.span)
        right += codes[ranking.everything[0]] in truth.codes
    return right / len(held)


def _large() -> Iterator[Figure]:
    """A refit that must leave examples out."""
    from qcode.suggest.fit import MOST_ROWS

    what = "50,000 codings, 300 codes"
    note = f"fitted on {MOST_ROWS:,} examples, those of rare codes first; the centroids on all"
    yield from _refitted(what, (50_000, 300, 100), 60, note)


def _refitted(what: str, size: tuple[int, int, int], seconds: float, note: str) -> Iterator[Figure]:
    """Time and memory of a refit in a process of its own, as the worker has one."""
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    script = [sys.executable, "-m", "benchmarks.refit", *map(str, size)]
    done = subprocess.run(
        script, capture_output=True, text=True, check=True, env=os.environ | one_thread
    )
    wall, work, peak = map(float, done.stdout.split())
    said = "; ".join(part for part in (f"{work:.0f} s of processor", note) if part)
    yield _figure(f"{what}: refit", "s", wall, below(seconds), said)
    note = "of the process that fits, the study included"
    yield _figure(f"{what}: peak memory", "MiB", peak, below(_MEMORY), note)


def _speed(setup: Setup) -> Iterator[Figure]:
    from qcode.suggest.suggester import Suggester

    codings, codes = (2_000, 60) if setup.quick else (10_000, 300)
    what = f"{codings:,} codings, {codes} codes"
    yield from _refitted(what, (codings, codes, 50), 20, "")
    suggester = Suggester(generated_study(codings, codes))
    suggester.refit()
    yield Figure("suggestions", f"{what}: one suggestion", "ms", _asked(suggester), below(10, 10))
    yield Figure("suggestions", f"{what}: update", "ms", _learnt(suggester), below(5, 5))


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
