"""Saturation on the screen: at hand while coding, with its choices, its checklist and its file."""

from __future__ import annotations

import json

import pytest
from textual.pilot import Pilot

from qcode.tui.app import QcodeApp
from qcode.tui.matrix_choices import Choice
from qcode.tui.saturation_screen import SaturationScreen
from tests.app.conftest import screen_of
from tests.app.lists import drawn, listed, put, until


@pytest.fixture
def coded(app: QcodeApp) -> None:
    """Two codes in the first interview, one more in the second."""
    put(app.session, "ch", "masuk celengan", "menabung")
    put(app.session, "ch", "Pernah, dulu.", "meminjam")
    put(app.session, "sw", "rajin nabung di celengan", "menabung")
    put(app.session, "sw", "uang sekolah dipisah", "biaya-sekolah")


async def from_coding(app: QcodeApp, pilot: Pilot[None]) -> SaturationScreen:
    await pilot.press("percent_sign")
    await settled(app, pilot)
    assert isinstance(app.screen, SaturationScreen)
    return app.screen


async def settled(app: QcodeApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.usefixtures("coded")
async def test_one_key_shows_it_during_open_coding_and_escape_comes_back(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await from_coding(app, pilot)
        assert listed(app) == ["ch", "sw"]
        row = next(ln for ln in drawn(app).splitlines() if "2  sw" in ln)
        assert row.split()[:5] == ["2", "sw", "1", "3", "base"]
        assert "4 more coded interviews are needed" in " ".join(drawn(app).split())
        assert "█" in drawn(app)
        await pilot.press("escape")
        assert app.screen is screen_of(app)


@pytest.mark.usefixtures("coded")
async def test_base_order_and_level_are_chosen_by_keys(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await from_coding(app, pilot)
        await pilot.press("tab", "tab", "tab", "right")
        await until(pilot, lambda: screen.found is not None and screen.found.base == 5)
        await pilot.press("tab", "tab", "tab", "down")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: app.focused is screen.list)
        await until(pilot, lambda: screen.found is not None and screen.found.level == "themes")
        assert screen.found is not None
        assert screen.found.interviews[0].new == ("uang",)


@pytest.mark.usefixtures("coded")
async def test_enter_on_a_choice_takes_it_and_leads_to_the_list(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await from_coding(app, pilot)
        await pilot.press("tab", "right")
        assert "Enter to the table  ← → choose" in drawn(app)
        await pilot.press("enter")
        assert app.focused is screen.list
        assert screen.checklist


@pytest.mark.usefixtures("coded")
async def test_one_group_only_is_shown_where_it_is_wanted(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await from_coding(app, pilot)
        await pilot.press("f", *"KPM", "tab", "enter")
        await until(pilot, lambda: listed(app) == ["ch"])
        await pilot.press("escape")
        await until(pilot, lambda: listed(app) == ["ch", "sw"])


@pytest.mark.usefixtures("coded")
async def test_the_checklist_names_what_is_missing_of_each_category(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await from_coding(app, pilot)
        await pilot.press("v")
        await until(pilot, lambda: listed(app) == ["uang", "sekolah"])
        assert "☐ definition" in drawn(app)
        choice = next(c for c in screen.query(Choice) if c.choice == "show")
        await pilot.click(choice)
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("up", "enter")
        await until(pilot, lambda: app.screen is screen)
        await until(pilot, lambda: listed(app) == ["ch", "sw"])


@pytest.mark.usefixtures("coded")
async def test_the_figure_is_written_into_exports(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await from_coding(app, pilot)
        found = app.session.root / "exports" / "saturation-codes.json"
        await pilot.press("e", "4")
        await until(pilot, found.exists)
        assert json.loads(found.read_text("utf-8"))["base"] == {"size": 4, "codes": 3}
