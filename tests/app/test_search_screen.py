"""Words in all transcripts and memos."""

from __future__ import annotations

from textual.pilot import Pilot

from qcode.study import edits
from qcode.study.memo import Memo
from qcode.tui.app import QcodeApp
from qcode.tui.search_screen import SearchScreen
from tests.app.conftest import screen_of
from tests.app.lists import drawn, empty_text, listed, typed


async def searched(app: QcodeApp, pilot: Pilot[None]) -> SearchScreen:
    """Waits until the search is over."""
    await pilot.pause(0.1)
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(app.screen, SearchScreen)
    return app.screen


async def test_words_are_found_in_all_transcripts_grouped_with_context(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("search", query="CELENGAN")
        await searched(app, pilot)
        sources = [key.split(":")[1] for key in listed(app)]
        assert sources == ["ch", "ch", "sw"]
        shown = drawn(app)
        assert "sekolah masuk celengan, sisanya" in shown
        assert "3 places in 2 texts" in shown


async def test_enter_goes_to_the_place_and_escape_comes_back_to_the_search(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2", "ctrl+f")
        await typed(pilot, "tetangga")
        await searched(app, pilot)
        await pilot.press("enter")
        text = app.session.study.transcripts["ch"].text
        target = screen_of(app).view.target
        assert text[target.start : target.end] == "tetangga"
        await pilot.press("escape")
        screen = await searched(app, pilot)
        assert screen.filter_line.value == "tetangga"
        assert len(listed(app)) == 1


async def test_memos_are_searched_as_well_unless_not_wanted(app: QcodeApp) -> None:
    memo = Memo("satu", "Soal celengan.", "HM", "2026-01-01T00:00:00+07:00")
    app.session.apply(edits.write_memo(app.session.study, memo))
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("search", query="celengan")
        await searched(app, pilot)
        assert listed(app)[-1] == "memo:satu:5"
        await pilot.press("ctrl+t")
        await searched(app, pilot)
        assert len(listed(app)) == 3


async def test_whole_words_only_on_a_key(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("search", query="sekarang malu")
        await searched(app, pilot)
        assert len(listed(app)) == 1
        screen = await searched(app, pilot)
        screen.filter_line.value = "celeng"
        await searched(app, pilot)
        assert len(listed(app)) == 3
        await pilot.press("ctrl+o")
        await searched(app, pilot)
        assert "stands nowhere" in empty_text(app)


async def test_an_empty_search_says_what_to_do(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_screen("search")
        await searched(app, pilot)
        assert "Type words" in empty_text(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, SearchScreen)
