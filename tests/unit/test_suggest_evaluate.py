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
from qcode.suggest.evaluate import MODELS, Result, at_parents, evaluate, truths_of
from qcode.suggest.metrics import Prediction, figures, reliability

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
    study = coded_study(8, 20, shuffled=True)
    (result,) = evaluate(study, protocol=protocol, models=["qcode"])
    assert result.figures.p1 == pytest.approx(1 / len(TOPICS), abs=0.13)


def test_held_out_words_do_not_change_what_is_said_of_other_transcripts(
    results: list[Result],
) -> None:
    study, before = coded_study(), results[list(MODELS).index("qcode")]
    name = before.predictions[0].transcript
    source = study.transcripts[name]
    noise = "X: celengan celengan bidan bidan.\nY: utang utang.\n" * 40
    noisy = Transcript(name, source.text + noise, source.front)
    changed = replace(study, transcripts={**study.transcripts, name: noisy})
    (after,) = evaluate(changed, models=["qcode"])
    # The last coded turn sees the first line of the noise beside it.
    held = [p for p in before.predictions if p.transcript == name][:-1]
    again = [p for p in after.predictions if p.transcript == name][:-1]
    assert [(p.order, p.chance) for p in held] == [(p.order, p.chance) for p in again]


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


def test_the_reliability_diagram_counts_every_prediction_once() -> None:
    some = [prediction("a", "a", n / 20) for n in range(21)]
    assert sum(count for _, _, count in reliability(some)) == 21
