"""Selective coding: candidates, storyline, propositions, what is left; and what is written."""

from __future__ import annotations

import pytest
import yaml
from textual.pilot import Pilot

from qcode.study.link_edits import add_link
from qcode.study.selective_edits import add_proposition
from qcode.tui.app import QcodeApp
from qcode.tui.selective_links import LinkPicker
from tests.app.conftest import screen_of, written
from tests.app.lists import drawn, listed, put, told, typed, until

SAYS = "Menabung dulu, baru lepas utang"


@pytest.fixture
def linked(app: QcodeApp) -> str:
    """Saving leads to school costs; its id."""
    change, ident = add_link(app.session.study, "menabung", "biaya-sekolah", "leads to")
    app.session.apply(change)
    return ident


@pytest.fixture
def stated(app: QcodeApp, linked: str) -> str:
    """A proposition on that link; its id."""
    change, ident = add_proposition(app.session.study, SAYS, links=[linked])
    app.session.apply(change)
    return ident


@pytest.fixture
def coded(app: QcodeApp) -> tuple[str, str]:
    """Saving, in either interview."""
    return (
        put(app.session, "ch", "masuk celengan", "menabung"),
        put(app.session, "sw", "rajin nabung di celengan", "menabung"),
    )


def selective_of(app: QcodeApp) -> dict[str, object]:
    """The part of the codebook's file."""
    path = app.session.root / "codebooks" / "codebook.yaml"
    found = yaml.safe_load(path.read_text("utf-8")).get("selective")
    return dict(found or {})


async def to_selective(app: QcodeApp, pilot: Pilot[None]) -> None:
    await pilot.press("f5")
    await app.workers.wait_for_complete()
    await pilot.pause()


def proposition(app: QcodeApp) -> dict[str, object]:
    """The only one in the codebook's file."""
    found = selective_of(app).get("propositions")
    assert isinstance(found, list)
    assert len(found) == 1
    return dict(found[0])


def row_of(app: QcodeApp, words: str) -> str:
    """The line of the list in which these words stand."""
    found = (ln.partition("│")[0] for ln in drawn(app).splitlines())
    return next(ln for ln in found if words in ln)


async def test_candidates_stand_in_the_order_of_the_tree_with_what_the_data_say(
    app: QcodeApp, coded: tuple[str, str], linked: str
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_selective(app, pilot)
        assert listed(app)[:3] == ["code:uang", "code:sekolah", "story"]
        assert row_of(app, "Mengatur uang").split() == [
            "▌",
            "Mengatur",
            "uang",
            "100%",
            "100%",
            "1",
            "+0",
            "−0",
            "0%",
            "1/1",
            "0/5",
        ]
        assert "100% of the participants (2)" in drawn(app)


async def test_a_core_is_chosen_and_given_up_with_one_key(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_selective(app, pilot)
        await pilot.press("C")
        await written(app)
        assert selective_of(app)["core"] == "uang"
        assert "◆ Mengatur uang" in drawn(app)
        await pilot.press("C")
        await written(app)
        assert "core" not in selective_of(app)


async def test_several_guiding_themes_are_chosen_one_by_one_and_undone(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_selective(app, pilot)
        await pilot.press("T", "down", "T")
        await written(app)
        assert selective_of(app)["themes"] == ["uang", "sekolah"]
        await pilot.press("u")
        await written(app)
        assert selective_of(app)["themes"] == ["uang"]


async def test_a_criterion_is_ticked_and_argued(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_selective(app, pilot)
        await pilot.press("2", "w", "2")
        await typed(pilot, "di mana-mana")
        await pilot.press("enter")
        await until(pilot, lambda: "di mana-mana" in drawn(app))
        await written(app)
        criteria = selective_of(app)["criteria"]
        assert criteria == {"uang": {"recurrent": {"met": "yes", "why": "di mana-mana"}}}
        assert "1/5" in drawn(app)
        assert "2 ✓ recurrent" in drawn(app)


async def test_the_storyline_is_written_in_a_prompt(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_selective(app, pilot)
        await pilot.press("tab", "enter")
        await typed(pilot, "Uang mengajari.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Storyline written" in drawn(app))
        await written(app)
        assert selective_of(app)["storyline"] == "Uang mengajari."


async def test_a_proposition_is_stated_tied_and_removed(app: QcodeApp, linked: str) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_selective(app, pilot)
        await pilot.press("p")
        await typed(pilot, "Menabung menolong")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LinkPicker))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: not isinstance(app.screen, LinkPicker))
        await written(app)
        found = proposition(app)
        assert found["text"] == "Menabung menolong"
        assert found["links"] == [linked]
        await pilot.press("x")
        await until(pilot, lambda: "Proposition removed" in told(app))
        await written(app)
        assert not selective_of(app).get("propositions")


async def test_a_proposition_without_text_is_refused_in_a_sentence(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_selective(app, pilot)
        screen = app.screen
        await pilot.press("p", "enter")
        await until(pilot, lambda: app.screen is screen)
        assert "needs a text" in told(app)
        assert "propositions" not in selective_of(app)


async def test_codings_for_and_against_are_attached_and_weighed(
    app: QcodeApp, coded: tuple[str, str], stated: str
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await to_selective(app, pilot)
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
        assert listed(app) == list(coded)
        await pilot.press("+", "-")
        await written(app)
        found = proposition(app)
        assert (found["supports"], found["against"]) == ([coded[0]], [coded[1]])
        assert "+1 −1" in drawn(app)
        await pilot.press("home", "+")
        await written(app)
        found = proposition(app)
        assert not found.get("supports")


async def test_cases_tell_where_a_proposition_does_not_hold(
    app: QcodeApp, coded: tuple[str, str], stated: str
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("evidence", proposition=stated)
        await pilot.pause()
        await pilot.press("+", "h")
        await pilot.pause()
        assert listed(app) == ["SW", "CH"]
        assert "nothing speaks for it" in drawn(app)
        assert "holds in 1 of 2" in drawn(app)
        await pilot.press("enter")
        await pilot.pause()
        assert listed(app) == [coded[1]]


async def test_the_coverage_check_lists_what_the_core_leaves_out(
    app: QcodeApp, coded: tuple[str, str]
) -> None:
    put(app.session, "ch", "minta sepatu 👟 baru", "biaya-sekolah")
    async with app.run_test(size=(120, 40)) as pilot:
        await to_selective(app, pilot)
        await pilot.press("C")
        app.open_screen("coverage")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert listed(app) == ["code:biaya-sekolah"]
        await pilot.press("enter")
        await pilot.pause()
        assert len(listed(app)) == 1


async def test_what_is_left_is_listed_and_leads_to_its_place(
    app: QcodeApp, coded: tuple[str, str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_screen("phase")
        await pilot.pause()
        assert {"undefined:uang", "thin:sekolah", "unused:meminjam"} <= set(listed(app))
        await pilot.press("P", "3")
        await until(pilot, lambda: "as the study says" in drawn(app))
        await written(app)
        path = app.session.root / "codebooks" / "codebook.yaml"
        assert yaml.safe_load(path.read_text("utf-8"))["settings"]["phase"] == "selective"
        await pilot.press("home", "enter")
        await pilot.pause()
        assert app.screen.NAME == "code"  # type: ignore[attr-defined]


async def test_an_uncoded_transcript_is_opened_from_what_is_left(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_screen("phase")
        await pilot.pause()
        assert listed(app)[0] == "uncoded:sw"
        await pilot.press("home", "enter")
        await pilot.pause()
        assert screen_of(app).transcript == "sw"
