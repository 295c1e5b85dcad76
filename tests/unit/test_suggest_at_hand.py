"""The engine's parts: the document at hand, learned weights, fits without a transcript."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest

from qcode.study.codebook import Codebook
from qcode.study.coding import CodingFile
from qcode.study.study import Study
from qcode.suggest.at_hand import say
from qcode.suggest.choice import weigh
from qcode.suggest.context import Around
from qcode.suggest.definitions import Definitions
from qcode.suggest.evidence import Evidence
from qcode.suggest.fusion import Settings, centroids_left_out, fused, views_left_out
from qcode.suggest.kernel import crossed, kernels
from qcode.suggest.local import SIGNS, Habits, Walk, habits_of, signs_along, signs_at
from qcode.suggest.priority import behind_the_answers
from qcode.suggest.problem import pose
from qcode.suggest.ridge import goal, left_out, solved
from qcode.suggest.suggester import Suggester
from tests.unit.test_suggest import CODES, lines, segments, study, transcript


def walk_of(spans: int = 7, codes: int = 4) -> tuple[Walk, Habits]:
    chance = np.random.default_rng(1)
    targets = (chance.random((spans, codes)) < 0.4).astype(np.float32)
    texts = chance.random((spans, 9)).astype(np.float32)
    starts = np.arange(spans) * 10
    places = np.stack([starts, starts + 14], axis=1).astype(np.int32)
    walk = Walk(targets, chance.random((spans, codes)).astype(np.float32), texts @ texts.T, places)
    return walk, habits_of([targets, targets[::-1]], targets.mean(axis=0))


def test_what_a_walk_tells_of_a_span_is_what_is_told_when_it_is_asked_about() -> None:
    walk, habits = walk_of()
    base = np.ones((7, 4), dtype=np.float32)
    along = signs_along(walk, base, habits)
    for at in range(1, 7):
        before = Walk(walk.targets[:at], walk.linear[:at], walk.alike[:at, :at], walk.places[:at])
        start, end = (int(p) for p in walk.places[at])
        now = signs_at(before, base[at], walk.alike[at, :at], (start, end), habits)
        np.testing.assert_allclose(along[at], now, rtol=1e-4, atol=1e-5)


def test_a_code_that_usually_follows_is_expected_after_the_other() -> None:
    after = np.array([[1, 0], [0, 1]] * 20, dtype=np.float32)
    habits = habits_of([after], np.array([0.5, 0.5], dtype=np.float32))
    assert habits.follows[0, 1] > 0 > habits.follows[0, 0]
    assert habits.second[0, 0] > 0 > habits.second[0, 1]


def test_a_sign_that_tells_gets_weight_and_noise_gets_little() -> None:
    chance = np.random.default_rng(0)
    targets = np.eye(5, dtype=np.float32)[chance.integers(0, 5, 400)]
    telling = targets + chance.normal(0, 0.5, targets.shape)
    noise = chance.normal(0, 1, targets.shape)
    signs = np.stack([telling, noise], axis=-1).astype(np.float32)
    weights = weigh(signs, targets, np.zeros(2))
    assert weights[0] > 2
    assert abs(weights[1]) < 0.3


def test_without_a_coded_row_the_usual_weights_stay() -> None:
    usual = np.array([0.8, 1.0])
    nothing = np.zeros((3, 2), dtype=np.float32)
    assert (weigh(np.ones((3, 2, 2), dtype=np.float32), nothing, usual) == usual).all()


def test_leaving_out_a_transcript_is_fitting_without_it() -> None:
    evidence = Evidence(study("a", "b", "c"))
    problem = pose(evidence, 1000, seed=0)
    assert problem is not None
    alike, _ = kernels(evidence, problem.rows, Settings().weights)
    aim = goal(problem, 0.1, families=False)
    said = left_out(alike.copy(), problem, aim, 1.5, 0)
    for fold in np.unique(problem.folds[problem.own]):
        rest, held = problem.folds != fold, problem.folds == fold
        regular = alike[np.ix_(rest, rest)] + 1.5 * np.eye(int(rest.sum()), dtype=np.float32)
        anew = alike[np.ix_(held, rest)] @ np.linalg.solve(regular, aim.start[rest]) + aim.prior
        np.testing.assert_allclose(said[held], anew, atol=1e-4)


def test_the_coefficients_say_of_their_own_rows_what_is_told_of_them() -> None:
    evidence = Evidence(study("a", "b"))
    problem = pose(evidence, 1000, seed=0)
    assert problem is not None
    alike, _ = kernels(evidence, problem.rows, Settings().weights)
    aim = goal(problem, 0.1, families=False)
    coefficients, said = solved(alike.copy(), aim, 1.5, 3)
    np.testing.assert_allclose(said, alike @ coefficients + aim.prior, atol=1e-3)


def family() -> Study:
    before = study("a", "b")
    codes = {
        "uang": {"name": "Uang"},
        **{c: {**CODES[c], "parent": "uang"} for c in ("menabung", "utang")},
        "sekolah": CODES["sekolah"],
    }
    return replace(before, codebook=Codebook({"language": "id", "codes": codes}))


def test_a_definition_says_nothing_against_the_kin_of_its_code() -> None:
    problem = pose(Evidence(family()), 1000, seed=0)
    assert problem is not None
    silent = dict(zip(problem.codes, problem.silent[~problem.own], strict=True))
    names = np.array(problem.codes)
    assert set(names[silent["menabung"]]) == {"uang", "utang"}
    assert set(names[silent["uang"]]) == {"menabung", "utang"}
    assert not silent["sekolah"].any()
    assert not problem.silent[problem.own].any()


def test_a_family_is_carried_by_the_rows_of_its_codes() -> None:
    problem = pose(Evidence(family()), 1000, seed=0)
    assert problem is not None
    assert problem.families == ("uang",)
    some = problem.targets[:, [problem.codes.index(c) for c in ("uang", "menabung", "utang")]]
    assert (problem.family_targets[:, 0] == some.max(axis=1)).all()


def test_views_mix_to_one_score_for_each_code() -> None:
    evidence = Evidence(family())
    problem = pose(evidence, 1000, seed=0)
    assert problem is not None
    crossed, plain = kernels(evidence, problem.rows, Settings().weights)
    views = views_left_out(crossed, centroids_left_out(plain, problem), problem, Settings(), 2)
    whole = fused(views, Settings())
    assert whole.shape == problem.targets.shape
    assert np.isfinite(whole).all()


def test_a_code_that_goes_leaves_what_was_learnt_of_the_others() -> None:
    before = study("a", "b", "c")
    suggester = Suggester(before)
    suggester.refit()
    span = segments(before.transcripts["c"])[5]

    def said() -> dict[str, float]:
        context = Around(before.transcripts["c"]).of(span)
        assert suggester.fitted is not None
        like = crossed(suggester.evidence.likeness(context), suggester.fitted.settings.weights)
        codes = suggester.evidence.codes
        scores = say(suggester.fitted, like, len(codes)).linear
        return dict(zip(codes, scores.tolist(), strict=True))

    first = said()
    gone = {**CODES, "menabung": {**CODES["menabung"], "status": "retired"}}
    suggester.learn(replace(before, codebook=Codebook({"language": "id", "codes": gone})))
    then = said()
    assert set(then) == {"sekolah", "utang"}
    for code, score in then.items():
        assert score == pytest.approx(first[code], abs=0.15)
    assert max(then, key=lambda c: then[c]) == max(then, key=lambda c: first[c])


def test_what_is_coded_here_otherwise_than_elsewhere_is_expected_here() -> None:
    before = study("a", "b")
    suggester = Suggester(before)
    suggester.refit()
    source = before.transcripts["c"]
    spans = segments(source)
    usual = suggester.suggest("c", spans[9], threshold=0).suggestions[0].code
    other = next(c for c in CODES if c != usual)
    here = [replace(c, code=other) for c in lines(source) if c.code == usual][:3]
    files = {**before.files, ("HM", "c"): CodingFile("HM", "c", tuple(here))}
    suggester.learn(replace(before, files=files))
    chances = {s.code: s.score for s in suggester.suggest("c", spans[9], threshold=0).suggestions}
    anew = Suggester(before)
    anew.refit()
    plain = {s.code: s.score for s in anew.suggest("c", spans[9], threshold=0).suggestions}
    assert chances.get(other, 0.0) > plain.get(other, 0.0)


def test_counts_taken_from_a_known_evidence_are_those_counted_anew() -> None:
    whole = study("a", "b")
    anew, shared = Evidence(whole), Evidence(whole, None, Evidence(study("a")))
    for view, pool in anew.pools.items():
        rows = range(len(pool))
        assert (pool.matrix(rows) != shared.pools[view].matrix(rows)).nnz == 0


def test_a_definition_in_common_words_does_not_swallow_everything() -> None:
    codes = {
        "umum": {"name": "Umum", "definition": "saya anak uang bayar tiap buat di"},
        "celengan": {"name": "Celengan", "definition": "masuk celengan"},
    }
    source = transcript("a")
    book = Codebook({"language": "id", "codes": codes})
    definitions = Definitions(Study(book, {"a": source}), tuple(codes))
    around = Around(source)
    span = next(s for s in segments(source) if "masukin celengan" in source.text[s.start : s.end])
    common, own = definitions.scores(around.of(span))
    assert own > common


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of threads")
def test_a_fit_steps_back_alone_and_answers_keep_their_priority() -> None:
    seen: list[int] = []

    def fit() -> None:
        behind_the_answers()
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread = threading.Thread(target=fit)
    thread.start()
    thread.join()
    assert seen == [max(15, before)]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


def test_the_signs_are_six() -> None:
    walk, habits = walk_of()
    assert signs_along(walk, walk.linear, habits).shape == (7, 4, len(SIGNS))
