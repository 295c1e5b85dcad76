from __future__ import annotations

import random
from dataclasses import replace

import pytest

from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile, make_coding
from qcode.study.errors import QcodeError
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.evaluate import MODELS, Result, at_parents, evaluate, folds_of, truths_of
from qcode.suggest.metrics import Prediction, by_code, figures, reliability

AT = "2026-01-01T00:00:00+00:00"
TOPICS = {
    "saving": "celengan arisan tabungan simpanan koperasi",
    "school": "seragam buku sekolah guru raport",
    "debt": "utang warung pinjam tetangga cicilan",
    "health": "posyandu bidan imunisasi vitamin timbang",
}
FILLER = "ya gitu mbak terus kalau saya mah biasa aja sih kadang sama ibu yang lain".split()


def coded_study(transcripts: int = 6, turns: int = 16, *, shuffled: bool = False) -> Study:
    chance = random.Random(7)
    sources, files = {}, {}
    for number in range(transcripts):
        name = f"t{number}"
        codes = [chance.choice(list(TOPICS)) for _ in range(turns)]
        said = [
            " ".join(chance.sample(TOPICS[c].split(), 2) + chance.choices(FILLER, k=6))
            for c in codes
        ]
        if shuffled:
            codes = [chance.choice(list(TOPICS)) for _ in codes]
        text = "\n".join(f"{'XY'[n % 2]}: {s}." for n, s in enumerate(said)) + "\n"
        source = Transcript(name, text, {"speakers": {"X": name, "Y": "other"}, "language": "id"})
        items = [
            make_coding(text, t.body, code, at=AT, coding_id=f"{name}-{t.number:03d}")
            for t, code in zip(source.turns, codes, strict=True)
        ]
        sources[name] = source
        files["A", name] = CodingFile("A", name, tuple(sorted(items, key=Coding.sort_key)))
    above = {"saving": "money", "debt": "money"}
    plain = {c: {"name": c.title(), "parent": above.get(c, "")} for c in TOPICS}
    plain["money"] = {"name": "Money"}
    return Study(Codebook({"language": "id", "codes": plain}), sources, files)


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """Every model on the coded study; the seed is the default one."""
    return evaluate(coded_study())


def test_every_model_gets_one_prediction_for_each_distinct_span(results: list[Result]) -> None:
    assert [r.model for r in results] == list(MODELS)
    assert {r.figures.n for r in results} == {len(truths_of(coded_study()))}


def test_the_suggester_beats_the_most_frequent_code_where_words_tell(
    results: list[Result],
) -> None:
    by_model = {r.model: r.figures for r in results}
    assert by_model["qcode"].p1 > by_model["most-frequent"].p1 + 0.3
    assert by_model["qcode"].precision_top_quarter >= 0.9


@pytest.mark.parametrize("protocol", ["kfold", "prequential"])
def test_shuffled_labels_score_at_chance_so_nothing_leaks(protocol: str) -> None:
    study = coded_study(6, 16, shuffled=True)
    (result,) = evaluate(study, protocol=protocol, models=["qcode"])
    assert result.figures.p1 == pytest.approx(1 / len(TOPICS), abs=0.13)


def test_where_words_count_by_what_they_tell_shuffled_labels_are_at_chance_too() -> None:
    study = coded_study(6, 90, shuffled=True)
    (result,) = evaluate(study, models=["qcode"])
    assert result.figures.p1 == pytest.approx(1 / len(TOPICS), abs=0.07)


def test_held_out_words_do_not_change_what_is_said_of_other_transcripts(
    results: list[Result],
) -> None:
    study, before = coded_study(), results[list(MODELS).index("qcode")]
    folds = folds_of(sorted(study.transcripts), seed=0)
    name, other = sorted(n for n, fold in folds.items() if fold == 0)
    source = study.transcripts[name]
    noise = "X: celengan celengan bidan bidan.\nY: utang utang.\n" * 40
    noisy = Transcript(name, source.text + noise, source.front)
    changed = replace(study, transcripts={**study.transcripts, name: noisy})
    (after,) = evaluate(changed, models=["qcode"])
    held = [p for p in before.predictions if p.transcript == other]
    again = [p for p in after.predictions if p.transcript == other]
    assert held
    assert [(p.order, p.chance) for p in held] == [(p.order, p.chance) for p in again]


def with_examples(study: Study, code: str, *examples: object) -> Study:
    return replace(study, codebook=study.codebook.set(("codes", code, "examples"), [*examples]))


def said_of(study: Study, name: str, protocol: str) -> list[tuple[tuple[str, ...], float]]:
    (found,) = evaluate(study, protocol=protocol, models=["qcode"])
    return [(p.order, p.chance) for p in found.predictions if p.transcript == name]


@pytest.mark.parametrize("protocol", ["kfold", "prequential"])
def test_an_example_out_of_a_held_out_transcript_changes_nothing_there(protocol: str) -> None:
    study, name = coded_study(3, 10), "t2"
    source = study.transcripts[name]
    quotes = [source.text[t.body.start : t.body.end] for t in source.turns]
    quotes[0] = f"“{quotes[0].upper()}” (Ibu X, 2026)"
    known = with_examples(study, "debt", *quotes, {"coding": "t2-001"})
    assert said_of(known, name, protocol) == said_of(study, name, protocol)


def test_in_the_order_of_work_an_example_counts_once_its_transcript_is_behind() -> None:
    study, protocol = coded_study(3, 10), "prequential"
    source = study.transcripts["t0"]
    quotes = [source.text[t.body.start : t.body.end] for t in source.turns]
    known = with_examples(study, "debt", *quotes)
    assert said_of(known, "t0", protocol) == said_of(study, "t0", protocol)
    assert said_of(known, "t2", protocol) != said_of(study, "t2", protocol)


def test_an_example_that_stands_in_no_held_out_transcript_counts() -> None:
    study = coded_study(3, 10)
    told = "celengan arisan tabungan simpanan koperasi di rumah sendiri"
    assert said_of(with_examples(study, "debt", told), "t0", "kfold") != said_of(
        study, "t0", "kfold"
    )


def test_without_its_rules_the_codebook_tells_as_much_as_if_there_were_none() -> None:
    study = coded_study(3, 10)
    book = study.codebook.set(("codes", "debt", "match"), ["celengan OR arisan OR tabungan"])
    ruled = replace(study, codebook=book)
    (without,) = evaluate(ruled, models=["qcode"], rules=False)
    (never,) = evaluate(study, models=["qcode"])
    (known,) = evaluate(ruled, models=["qcode"])
    assert without.predictions == never.predictions
    assert known.predictions != never.predictions


def test_the_same_seed_gives_the_same_figures() -> None:
    study = coded_study(3, 10)
    first = [r.plain() for r in evaluate(study, seed=5)]
    assert first == [r.plain() for r in evaluate(study, seed=5)]


def test_results_have_the_fields_that_scripts_rely_on() -> None:
    (result,) = evaluate(coded_study(3, 6), models=["most-frequent"])
    assert list(result.plain()) == [
        "protocol",
        "level",
        "model",
        "n",
        "p1",
        "r3",
        "r5",
        "mrr",
        "macro_f1",
        "ece",
        "precision_top_quarter",
        "abstained",
    ]


def test_at_the_level_of_parents_codes_count_for_the_category_above() -> None:
    lifted = at_parents(coded_study())
    assert {c.code for _, c in lifted.codings()} == {"money", "school", "health"}
    (result,) = evaluate(coded_study(3, 10), level="parents", models=["qcode"])
    assert set(result.by_code) == {"money", "school", "health"}


def test_one_coded_transcript_is_too_few_and_the_sentence_says_what_to_do() -> None:
    with pytest.raises(QcodeError, match="at least two transcripts"):
        evaluate(coded_study(1))


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    evaluate(coded_study(3, 6), models=["nearest"], progress=tell)
    assert told[-1][0] == told[-1][1]


def test_progress_moves_within_a_fold_while_the_model_learns_and_never_goes_back() -> None:
    shares: list[float] = []
    models = ["most-frequent", "qcode"]
    evaluate(coded_study(3, 30), models=models, progress=lambda d, n: shares.append(d / n))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(set(shares)) > 3 * len(models) + 3


def prediction(order: str, truth: str, chance: float) -> Prediction:
    return Prediction("t", Span(0, 1), frozenset(truth), tuple(order), chance)


def test_the_figures_are_those_of_a_case_worked_by_hand() -> None:
    found = figures(
        [
            prediction("abc", "a", 0.9),
            prediction("abc", "bc", 0.8),
            prediction("cab", "b", 0.1),
            prediction("abc", "d", 0.05),
        ],
        threshold=0.15,
    )
    assert found.p1 == 1 / 4
    assert found.r3 == (1 + 1 + 1 + 0) / 4
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 / 3 + 0) / 4)
    assert found.precision_top_quarter == 1.0
    assert found.abstained == 0.5
    assert found.ece == pytest.approx((0.1 + 0.8 + 0.1 + 0.05) / 4)
    assert found.macro_f1 == pytest.approx((2 * 1 / (3 + 1)) / 4)


def test_a_code_that_is_wrongly_put_first_elsewhere_pays_for_it_in_its_own_figures() -> None:
    some = [
        prediction("abc", "a", 0.9),
        prediction("abc", "b", 0.8),
        prediction("acb", "bc", 0.7),
        prediction("cab", "a", 0.6),
    ]
    found = by_code(some)
    assert list(found) == ["a", "b", "c"]
    a, b, c = found.values()
    assert (a.n, a.first, a.precision, a.recall) == (2, 3, 1 / 3, 1 / 2)
    assert a.f1 == pytest.approx(2 / 5)
    assert a.said == pytest.approx(0.8)
    assert a.ece == pytest.approx((0.1 + 0.8 + 0.7) / 3)
    assert a.precision_top_quarter == 1.0
    assert (b.n, b.first, b.precision, b.recall, b.f1) == (2, 0, None, 0, 0)
    assert (b.said, b.ece, b.precision_top_quarter) == (None, None, None)
    assert (c.n, c.first, c.precision, c.recall, c.f1) == (1, 1, 0, 0, 0)
    assert figures(some, 0.15).macro_f1 == pytest.approx((a.f1 + b.f1 + c.f1) / 3)


def test_a_code_that_was_first_though_no_span_bears_it_is_told_but_weighs_in_no_mean() -> None:
    some = [prediction("ab", "b", 0.9), prediction("ba", "b", 0.9)]
    found = by_code(some)
    assert (found["a"].n, found["a"].precision, found["a"].recall) == (0, 0, None)
    assert figures(some, 0.15).macro_f1 == found["b"].f1 == pytest.approx(2 / 3)


def test_the_reliability_diagram_counts_every_prediction_once() -> None:
    some = [prediction("a", "a", n / 20) for n in range(21)]
    assert sum(count for _, _, count in reliability(some)) == 21
