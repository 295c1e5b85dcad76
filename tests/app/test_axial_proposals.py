"""Proposals are taken, refused and put off; two codes are compared; neither holds up a key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from qcode.study.proposals import Proposal, Why
from qcode.tui import axial_worker
from qcode.tui.app import QcodeApp
from qcode.tui.axial_contrast import ContrastScreen
from qcode.tui.proposals_screen import ProposalsScreen
from tests.app.conftest import written
from tests.app.lists import drawn, listed, put
from tests.made import made

LINK = "link:menabung:biaya-sekolah>"
MERGE = "merge:meminjam:menabung>"
CATEGORY = "category:meminjam:biaya-sekolah>"


@pytest.fixture
def jar(app: QcodeApp) -> str:
    """A coding of saving."""
    return put(app.session, "ch", "masuk celengan", "menabung")


@pytest.fixture
def proposed(monkeypatch: pytest.MonkeyPatch, jar: str) -> None:
    """One proposal of each kind, without computing them."""
    chance = {"count": 3, "expected": 0.5, "lift": 6.0, "q": 0.01, "unit": "turn"}
    found = (
        Proposal("link", ("menabung", "biaya-sekolah"), (Why("chance", chance),), (jar,)),
        Proposal("merge", ("meminjam", "menabung"), (Why("definition", {"percent": 80}),)),
        Proposal(
            "category", ("meminjam", "biaya-sekolah"), (Why("words", {"words": ["uang"]}),),
            name="uang sekolah",
        ),
    )  # fmt: skip

    async def ask(root: Path, *question: str) -> AsyncIterator[Any]:
        del root
        for one in found if question == ("proposals",) else ():
            yield [asdict(one)]

    monkeypatch.setattr(axial_worker, "ask", ask)


async def opened(app: QcodeApp, pilot: Any) -> ProposalsScreen:
    await pilot.press("f4", "D")
    await pilot.pause(0.1)
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(app.screen, ProposalsScreen)
    return app.screen


def plain(root: Path) -> Any:
    text = (root / "codebooks" / "codebook.yaml").read_text("utf-8")
    return yaml.load(text, yaml.CBaseLoader)


@pytest.mark.usefixtures("proposed")
async def test_each_proposal_says_why(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        assert listed(app) == [LINK, MERGE, CATEGORY]
        shown = drawn(app)
        assert "3 times in the same turn, 0.5 expected by chance" in shown
        assert "definitions that say the same (80 %)" in shown
        assert "their codings speak of “uang”" in shown


@pytest.mark.usefixtures("proposed")
async def test_a_link_is_taken_with_its_codings_as_evidence(app: QcodeApp, jar: str) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("1", "2")
        await written(app)
        (link,) = plain(app.session.root)["links"]
        assert (link["from"], link["type"], link["to"]) == ("menabung", "leads to", "biaya-sekolah")
        assert link["supports"] == [jar]
        assert LINK not in listed(app)
        await pilot.press("u")
        assert LINK in listed(app)


@pytest.mark.usefixtures("proposed")
async def test_a_merge_is_taken_the_other_way_round(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("down", "t", "1", *"sama", "enter")
        await written(app)
        assert plain(app.session.root)["codes"]["menabung"]["merged_into"] == "meminjam"


@pytest.mark.usefixtures("proposed")
async def test_a_category_is_taken_with_a_name(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("end", "1", "enter")
        await written(app)
        codes = plain(app.session.root)["codes"]
        assert codes["uang-sekolah"]["name"] == "uang sekolah"
        assert codes["meminjam"]["parent"] == codes["biaya-sekolah"]["parent"] == "uang-sekolah"
        assert CATEGORY not in listed(app)


@pytest.mark.usefixtures("proposed")
async def test_what_is_refused_is_remembered_and_what_is_put_off_stays(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("0", "space")
        await written(app)
        assert listed(app) == [MERGE, CATEGORY]
        kept = {p["kind"]: p["verdict"] for p in plain(app.session.root)["proposals"]}
        assert kept == {"link": "refused", "merge": "later"}
        assert "later" in drawn(app)


@pytest.mark.usefixtures("proposed")
async def test_the_quotes_are_one_key_away_and_escape_comes_back(app: QcodeApp, jar: str) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert listed(app) == [jar]
        await pilot.press("escape")
        assert listed(app) == [LINK, MERGE, CATEGORY]


async def test_two_codes_stand_side_by_side(
    app: QcodeApp, jar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hole = put(app.session, "sw", "gali lubang tutup lubang", "meminjam")

    async def ask(root: Path, *question: str) -> AsyncIterator[Any]:
        del root
        assert question == ("compare", "meminjam", "menabung")
        yield {"alike": [[hole, jar, 0.25]], "apart": [], "same_words": []}

    monkeypatch.setattr(axial_worker, "ask", ask)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "down", "space", "equals_sign")
        await pilot.pause(0.1)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ContrastScreen)
        (line,) = (ln for ln in drawn(app).splitlines() if "gali lubang" in ln)
        assert "│ masuk celengan" in line
        assert "25%" in drawn(app)
        await pilot.press("enter", "2")
        assert app.screen_stack[0].transcript == "ch"  # type: ignore[attr-defined]


def test_the_other_process_answers_with_what_the_analysis_finds() -> None:
    study = made(
        {
            f"k{n}": [("P", "Tanya?", ()), ("A", f"uang celengan {n}", ("satu", "dua"))]
            for n in range(4)
        }
    )
    links, merges, categories = axial_worker.answers(study, ["proposals"])
    assert isinstance(links, list)
    assert isinstance(categories, list)
    proposals = [axial_worker.proposal_of(plain) for plain in merges]
    assert {frozenset(p.codes) for p in proposals} == {frozenset({"satu", "dua"})}
    (found,) = axial_worker.answers(study, ["compare", "satu", "dua"])
    assert len(found["same_words"]) == 4


async def test_the_other_process_reads_the_study_from_the_disk(app: QcodeApp, jar: str) -> None:
    put(app.session, "sw", "gali lubang tutup lubang", "meminjam")
    answers = [
        found
        async for found in axial_worker.ask(app.session.root, "compare", "menabung", "meminjam")
    ]
    assert [pair[0] for pair in answers[0]["alike"]] == [jar]
