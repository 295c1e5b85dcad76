"""Codings that lost their place, and how they get one again."""

from __future__ import annotations

import pytest

from qcode.study import edits
from qcode.tui.app import QcodeApp
from qcode.tui.place_screen import PlaceScreen
from qcode.tui.unplaced_screen import UnplacedScreen
from tests.app.conftest import written
from tests.app.lists import drawn, empty_text, listed, put, told
from tests.studies import words

LOST = "Kemarin anak yang kecil minta sepatu"


@pytest.fixture
def lost(app: QcodeApp) -> tuple[str, str]:
    """A coding of HM's and one of RN's whose words were taken out of the text."""
    mine = put(app.session, "ch", LOST, "sekolah")
    other = put(app.session, "ch", "minta sepatu", "biaya-sekolah", "RN")
    span = words(app.session.study, "ch", LOST)
    app.session.apply(edits.edit_text(app.session.study, "ch", span.start, LOST, "(terputus)"))
    assert {c.id for _, c in app.session.study.unplaced()} == {mine, other}
    return mine, other


async def test_what_lost_its_place_is_listed_with_where_it_was(
    app: QcodeApp, lost: tuple[str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2")
        assert "2 unplaced" in drawn(app)
        await pilot.press("!")
        assert sorted(listed(app)) == sorted(lost)
        shown = drawn(app)
        assert f"“{LOST}”" in shown
        assert "Sekolah anak" in shown
        assert "was near turn 4" in shown


async def test_the_selected_words_become_the_new_place(
    app: QcodeApp, lost: tuple[str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("unplaced")
        await pilot.pause()
        assert isinstance(app.screen, UnplacedScreen)
        app.screen.list.go_to(lost[0])
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PlaceScreen)
        assert "Where does “Sekolah anak” belong?" in drawn(app)
        app.screen.view.select(words(app.session.study, "ch", "(terputus)"))
        await pilot.press("enter")
        await written(app)
        assert listed(app) == [lost[1]]
        found = app.session.study.find_coding(lost[0])
        assert found is not None
        assert found[1].quote == "(terputus)"
        file = app.session.root / "transcripts" / "codings" / "HM" / "ch.jsonl"
        assert '"quote":"(terputus)"' in file.read_text("utf-8").replace('": "', '":"')


async def test_another_coders_coding_stays_hers(app: QcodeApp, lost: tuple[str, str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("unplaced")
        await pilot.pause()
        assert isinstance(app.screen, UnplacedScreen)
        app.screen.list.go_to(lost[1])
        await pilot.press("enter")
        assert "is RN's" in told(app)


async def test_removing_one_is_said_and_undone(app: QcodeApp, lost: tuple[str, str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("unplaced")
        await pilot.pause()
        assert isinstance(app.screen, UnplacedScreen)
        app.screen.list.go_to(lost[0])
        await pilot.press("x")
        assert "u brings it back" in told(app)
        assert listed(app) == [lost[1]]
        await pilot.press("u")
        assert sorted(listed(app)) == sorted(lost)


async def test_nothing_unplaced_says_that_all_is_well(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_screen("unplaced")
        await pilot.pause()
        assert "in their places" in empty_text(app)
