"""Studies with next to nothing in them: each question gets its answer, and no library a word."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.study.codebook import Codebook
from qcode.study.coding import CodingFile, make_coding
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.suggester import Suggester
from qcode.suggest.values import MAYBE
from qcode.suggest.wire import Ask, Settled, differences
from qcode.suggest.worker import Worker
from tests.commands import run
from tests.unit.test_suggest import AT, CODES, segments, study, transcript
from tests.unit.test_suggest_worker import replies_in

ONE_CODE = Codebook({"language": "id", "codes": {"menabung": CODES["menabung"]}})
NO_CODES = Codebook({"language": "id", "codes": {}})


def one_coding(names: tuple[str, ...] = ("a", "b")) -> Study:
    whole = study("a", names=names)
    file = whole.files["HM", "a"]
    return replace(whole, files={("HM", "a"): replace(file, items=file.items[:1])})


POOR = {
    "nothing": Study(),
    "no codes": replace(study(), codebook=NO_CODES),
    "codings of codes that are gone": replace(study("a"), codebook=NO_CODES),
    "no codings": study(),
    "one code": replace(study("a"), codebook=ONE_CODE),
    "one code, one coding": replace(one_coding(), codebook=ONE_CODE),
    "one coding": one_coding(),
    "one transcript, one coding": one_coding(("a",)),
    "one transcript": study("a", names=("a",)),
}
poor = pytest.mark.parametrize("name", POOR)


@pytest.fixture(autouse=True)
def warnings_are_errors() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@poor
@pytest.mark.parametrize("fitted", [False, True])
def test_the_worker_answers_each_question_about_a_poor_study(name: str, fitted: bool) -> None:
    out, now = io.BytesIO(), POOR[name]
    worker = Worker(out)
    for message in (*differences(None, now), Settled("HM")):
        worker._handle(message)
    assert worker.suggester is not None
    if fitted:
        worker.suggester.refit()
    code = next(iter(now.codebook.codes), "")
    asks = [Ask(1, "queue"), Ask(2, "thoughts")]
    asks += [Ask(3, "queue", code=code)] if code else []
    if "a" in now.transcripts:
        span = segments(now.transcripts["a"])[1]
        asks += [Ask(n, w, "a", span.start, span.end) for n, w in ((4, "suggest"), (5, "similar"))]
    for ask in asks:
        worker._answer(ask)
        while worker._jobs:
            worker._idle()
    replies = [reply for reply in replies_in(out) if reply.share is None]
    assert [r.number for r in replies] == [ask.number for ask in asks]
    assert [r.note for r in replies] == [""] * len(asks)


@pytest.mark.parametrize("before", ["no codes", "no codings", "one transcript, one coding"])
@poor
def test_from_any_poor_study_to_another_the_suggester_goes_on(before: str, name: str) -> None:
    suggester = Suggester(POOR[before])
    suggester.refit()
    now = POOR[name]
    suggester.learn(now)
    for source in now.transcripts.values():
        answer = suggester.suggest(source.name, segments(source)[1], threshold=0)
        assert {s.code for s in answer.suggestions} <= set(now.codebook.codes)
        assert len(suggester.rank(source.name, segments(source)[1]).chances) <= 3


@pytest.mark.parametrize("codings", [1, 12])
def test_a_code_that_every_coding_bears_is_not_likely_where_its_words_are_not(codings: int) -> None:
    source = Transcript(
        "x",
        "".join(f"Celengan ayam nomor {n} sudah penuh.\n\n" for n in range(codings))
        + "Celengan ayam yang lain juga penuh.\n\nBesok ada rapat di kelurahan.\n",
        {"kind": "document"},
    )
    places = [turn.body for turn in source.turns]
    items = tuple(make_coding(source.text, p, "uang", at=AT) for p in places[:codings])
    book = Codebook({"language": "id", "codes": {"uang": {"name": "Uang"}}})
    suggester = Suggester(Study(book, {"x": source}, {("HM", "x"): CodingFile("HM", "x", items)}))
    suggester.refit()
    like, other = (suggester.suggest("x", p, threshold=0).suggestions[0] for p in places[-2:])
    assert like.score > other.score
    assert other.sure == MAYBE
    assert suggester.suggest("x", places[-1]).silent


def test_in_a_language_without_stop_words_no_reason_rests_on_those_that_are_known() -> None:
    text = "The cattle died.\n\nThe cattle and the mah were sold.\n"
    source = Transcript("x", text, {"kind": "document", "language": "xx"})
    coding = make_coding(text, source.turns[0].body, "uang", at=AT)
    book = Codebook({"language": "xx", "codes": {"uang": {"name": "Uang"}}})
    whole = Study(book, {"x": source}, {("HM", "x"): CodingFile("HM", "x", (coding,))})
    (best,) = Suggester(whole).suggest("x", source.turns[1].body, threshold=0).suggestions
    assert best.reason.words == ("cattle",)


def written(root: Path, codes: str, *, coded: bool) -> Path:
    (root / "codebooks").mkdir(parents=True)
    (root / "transcripts").mkdir()
    book = f"title: T\nlanguage: id\n{codes}"
    (root / "codebooks" / "codebook.yaml").write_text(book, "utf-8")
    head = "---\nspeakers: {P: interviewer, CH: CH}\nlanguage: id\n---\n"
    (root / "transcripts" / "a.md").write_text(head + transcript("a").text, "utf-8")
    if coded:
        quote = "Saya masukin celengan"
        assert run("code", "--study", root, "a", "--quote", quote, "--code", "Uang").status == 0
    return root


_ONE = "codes:\n  uang:\n    name: Uang\n"


@pytest.mark.parametrize(
    ("codes", "coded"), [("", False), (_ONE, False), (_ONE, True)], ids=["no", "one", "coded"]
)
@pytest.mark.parametrize(
    "command",
    [
        ("queue",),
        ("similar", "a", "--at", "30"),
        ("second-thoughts",),
        ("autocode",),
        ("suggest", "a"),
        ("suggest", "a", "--new"),
        ("suggest", "--report"),
    ],
    ids=" ".join,
)
@pytest.mark.filterwarnings("error")
def test_a_command_about_a_poor_study_ends_well_with_at_most_a_sentence(
    tmp_path: Path, codes: str, coded: bool, command: tuple[str, ...]
) -> None:
    root = written(tmp_path / "study", codes, coded=coded)
    ran = run(*command, "--study", root)
    assert ran.status == 0
    assert len(ran.err.splitlines()) <= 1
    assert ran.out or ran.err
    assert run(*command, "--study", root, "--json").json


def test_the_queue_of_a_study_without_codes_says_that_there_are_none(tmp_path: Path) -> None:
    ran = run("queue", "--study", written(tmp_path / "study", "", coded=False))
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.strip() == "This study has no codes yet; make one first."
