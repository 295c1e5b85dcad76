"""Asking other coders to recode what only they may change, and answering."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qcode.session import Session
from qcode.study.clock import now
from qcode.study.requests import ask_to_recode, requests
from qcode.tui.app import QcodeApp
from qcode.tui.axial_requests import RequestsScreen
from qcode.tui.axial_screen import AxialScreen
from qcode.tui.wrongs import asked_for
from tests.app.conftest import written
from tests.app.lists import drawn, empty_text, listed, put, told, typed, until


def memos(root: Path) -> list[str]:
    return [path.read_text("utf-8") for path in (root / "codebooks" / "memos").glob("*.md")]


def states(app: QcodeApp) -> dict[str, str]:
    return {one.coding: one.state for one in requests(app.session.study)}


async def to_requests(app: QcodeApp, pilot: Pilot[None]) -> None:
    app.open_screen("requests")
    await until(pilot, lambda: isinstance(app.screen, RequestsScreen))
    await pilot.pause()


@pytest.fixture
def asked(app: QcodeApp) -> tuple[str, str]:
    """Two codings of HM's that RT asks for; their ids."""
    one = put(app.session, "ch", "masuk celengan", "menabung")
    two = put(app.session, "sw", "rajin nabung di celengan", "menabung")
    wanted = {one: "meminjam", two: "meminjam"}
    change = ask_to_recode(
        app.session.study, "RT", wanted, at=now(), title=lambda *_: "Tolong", why="lihat lagi"
    )
    app.session.apply(change)
    return one, two


async def test_a_split_asks_the_other_coder_in_a_memo_and_undo_takes_both_back(
    app: QcodeApp,
) -> None:
    mine = put(app.session, "ch", "masuk celengan", "menabung")
    theirs = put(app.session, "sw", "rajin nabung di celengan", "menabung", "RT")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        assert isinstance(app.screen, AxialScreen)
        app.screen.opened(near="menabung")
        await pilot.pause()
        await pilot.press("S")
        await pilot.pause()
        await typed(pilot, "Celengan")
        await pilot.press("enter", "1", "1", "f10", "2", "enter")
        await until(pilot, lambda: isinstance(app.screen, AxialScreen))
        await until(pilot, lambda: "a memo asks for it" in told(app))
        await written(app)
        (memo,) = memos(app.session.root)
        assert "RT, please recode 1 coding of “Menabung”" in memo
        assert f"{theirs}: celengan" in memo
        assert states(app) == {theirs: "open"}
        await pilot.press("escape", "u")
        await written(app)
        assert memos(app.session.root) == []
        placed = app.session.study.find_coding(mine)
        assert placed is not None
        assert placed[1].code == "menabung"


async def test_recoding_anothers_coding_asks_for_it(app: QcodeApp) -> None:
    theirs = put(app.session, "ch", "masuk celengan", "menabung", "RT")
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", code="menabung")
        await pilot.pause()
        await until(pilot, lambda: listed(app) == [theirs])
        await pilot.press("r")
        await pilot.pause()
        assert "Ask RT for another code" in drawn(app)
        await pilot.press(*"biaya", "enter")
        await until(pilot, lambda: "asks RT for it" in told(app))
        await written(app)
        assert states(app) == {theirs: "open"}
        found = app.session.study.find_coding(theirs)
        assert found is not None
        assert found[1].code == "menabung", "only RT changes it"


async def test_what_is_asked_is_granted_or_declined_by_a_key_each(
    app: QcodeApp, asked: tuple[str, str]
) -> None:
    one, two = asked
    async with app.run_test(size=(80, 24)) as pilot:
        await to_requests(app, pilot)
        assert "2 wait for you" in drawn(app)
        assert "RT asks: ● Menabung → ● Meminjam" in drawn(app)
        await pilot.press("space")
        await until(pilot, lambda: len(listed(app)) == 1)
        await pilot.press("0")
        await until(pilot, lambda: not listed(app))
        assert "Nothing is asked of you" in empty_text(app)
        assert states(app) == {one: "done", two: "declined"}
        await pilot.press("u")
        await until(pilot, lambda: len(listed(app)) == 1)
        await written(app)
        assert states(app)[two] == "open"


async def test_who_asked_sees_what_became_of_it(root: Path, app: QcodeApp) -> None:
    theirs = put(app.session, "ch", "masuk celengan", "menabung", "RT")
    change = ask_to_recode(
        app.session.study, "HM", {theirs: "meminjam"}, at=now(), title=lambda *_: "Tolong"
    )
    app.session.apply(change)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_requests(app, pilot)
        assert "of RT: ● Menabung → ● Meminjam" in drawn(app)
        await pilot.press("space")
        assert "Only what is asked of you" in told(app)
        with Session.open(root, "RT") as other:
            from qcode.study.requests import grant, open_requests

            (one,) = open_requests(other.study, "RT")
            other.apply(grant(other.study, "RT", one))
        app.session.reload()
        app.refresh_screens()
        await pilot.pause()
        assert "recoded" in drawn(app)


async def test_the_screen_of_what_is_left_leads_to_what_is_asked(
    app: QcodeApp, asked: tuple[str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("phase")
        await pilot.pause()
        await until(pilot, lambda: bool(listed(app)))
        assert "2 codings to recode" in drawn(app)
        app.screen.list.go_to("asked:")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RequestsScreen))


@pytest.mark.usefixtures("asked")
async def test_opening_the_study_says_what_others_ask(app: QcodeApp) -> None:
    assert asked_for(app.session.study, "RT") == ""
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "2 changes of your codings are asked for" in told(app))
