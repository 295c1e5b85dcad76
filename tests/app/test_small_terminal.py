"""At 80 columns by 24 rows: what is told, and that all of it can be reached by the mouse."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widget import Widget

from qcode import i18n
from qcode.study.progress import Progress
from qcode.tui.app import QcodeApp
from qcode.tui.code_picker import CodePicker
from qcode.tui.footer import BottomLine, LongNotice
from qcode.tui.header import Heading, StudyHeader, place_line
from qcode.tui.help import HelpScreen, TourScreen
from tests.app.conftest import mine, notice, screen_of
from tests.app.lists import drawn, front

SMALL = (80, 24)


async def click_on(pilot: Pilot[None], words: str) -> None:
    """Clicks where these words stand on the screen."""
    app = pilot.app
    assert isinstance(app, QcodeApp)
    lines = drawn(app).splitlines()
    y = next(i for i, line in enumerate(lines) if words in line)
    x = lines[y].index(words) + len(words) // 2
    widget, region = app.get_widget_at(x, y)
    await pilot.click(widget, offset=(x - region.x, y - region.y))
    await pilot.pause()


def seen(widget: Widget) -> bool:
    return bool(widget.display)


async def test_the_header_tells_how_far_however_little_room_there_is(app: QcodeApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "0 of 3 turns read" in drawn(app).splitlines()[0]
        await pilot.resize_terminal(60, 24)
        await pilot.press("space")
        await pilot.pause()
        first = drawn(app).splitlines()[0]
        assert "1/3" in first
        assert first.endswith("HM")


@pytest.mark.parametrize("room", [20, 40, 80])
def test_the_progress_is_told_in_words_where_they_fit_and_in_figures_elsewhere(room: int) -> None:
    heading = Heading(("ch · CH, KPM, April 2023", "open coding"), Progress(3, 52))
    line = place_line(heading, room)
    assert len(line) <= room
    assert ("3 of 52 turns read" in line) == (room == 80)
    assert ("3/52" in line) == (room < 80)


@pytest.mark.parametrize(("width", "keys"), [(50, 1), (60, 2), (80, 4)])
async def test_what_does_not_fit_leaves_the_key_of_help_its_room(
    app: QcodeApp, width: int, keys: int
) -> None:
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        last = drawn(app).splitlines()[-1]
        assert "? keys" in last
        assert last.index("c code") < last.index("? keys")
        assert len(str(front(app).query_one(BottomLine).content).rstrip()) <= width
        assert last.count("  ") >= keys


async def test_every_pane_screen_and_list_of_keys_opens_by_the_mouse_alone(app: QcodeApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        screen = screen_of(app)
        await click_on(pilot, "≡")
        await click_on(pilot, "b codes")
        assert seen(screen.codes)
        await pilot.click(screen.view, offset=(75, 10))
        await pilot.pause()
        assert not seen(screen.codes)
        await click_on(pilot, "≡")
        await click_on(pilot, "i this segment")
        assert seen(screen.segment)
        await click_on(pilot, "≡")
        await click_on(pilot, "? keys")
        assert isinstance(app.screen, HelpScreen)
        await click_on(pilot, "Esc: back")
        await click_on(pilot, "≡")
        await click_on(pilot, ": commands")
        assert isinstance(app.screen, CommandPalette)
        await pilot.press("escape")
        await click_on(pilot, "≡")
        await click_on(pilot, "6 memos")
        assert app.current_mode == "memos"
        await click_on(pilot, "≡")
        assert "b codes" not in drawn(app)
        await pilot.click(offset=(40, 10))
        assert len(app.screen_stack) == 1
        await click_on(pilot, "≡")
        await click_on(pilot, "3 coding")
        assert app.current_mode == "coding"


async def test_the_menu_of_the_mouse_is_that_of_the_key(app: QcodeApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("G", "b")
        await pilot.pause()
        assert screen_of(app).in_codes
        await pilot.press("escape", "G", "2")
        assert app.current_mode == "transcripts"


async def test_a_code_is_put_and_the_picker_left_by_the_mouse(app: QcodeApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await click_on(pilot, "c code")
        assert isinstance(app.screen, CodePicker)
        await click_on(pilot, "Esc: leave")
        assert len(app.screen_stack) == 1
        await click_on(pilot, "c code")
        await click_on(pilot, "● Meminjam")
        assert [c.code for c in mine(app)] == ["meminjam"]


async def test_the_first_six_keys_are_left_by_a_click(app: QcodeApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        app.action_tour()
        await pilot.pause()
        assert isinstance(app.screen, TourScreen)
        await click_on(pilot, "Enter: begin")
        assert not isinstance(app.screen, TourScreen)


async def test_a_notice_longer_than_the_line_is_shown_whole_and_moves_nothing(
    app: QcodeApp,
) -> None:
    said = "qcode-demo is open as HM in another window (process 4711); " + "close that one " * 6
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        before = screen_of(app).view.region
        app.notify(said + "end.", severity="error")
        await pilot.pause()
        shown = " ".join(" ".join(drawn(app).splitlines()[-4:]).split())
        assert shown.endswith("close that one end.")
        assert screen_of(app).view.region == before
        await pilot.press("escape")
        assert notice(app) == ""
        await pilot.pause()
        assert not app.screen.query(LongNotice)


async def test_a_long_notice_goes_by_a_click_and_a_short_one_takes_its_place(app: QcodeApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        app.notify("word " * 40)
        await pilot.pause()
        await click_on(pilot, "word word")
        assert notice(app) == ""
        app.notify("word " * 40)
        await pilot.pause()
        app.notify("Short.")
        await pilot.pause()
        assert not app.screen.query(LongNotice)
        assert "Short." in drawn(app).splitlines()[-1]


async def test_a_long_notice_stands_as_long_as_it_takes_to_read(app: QcodeApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        app.notify("word " * 60)
        await pilot.pause()
        timer = screen_of(app).query_one(BottomLine)._timer
        assert timer is not None
        assert timer._interval == 20


async def test_on_a_narrow_tall_terminal_the_tabs_are_short_and_nothing_is_cut(
    app: QcodeApp,
) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        first = drawn(app).splitlines()[0]
        assert "F2  F3 coding  F4" in first
        assert first.rstrip().endswith("HM")
        await click_on(pilot, "F7")
        assert app.current_mode == "matrix"


async def test_transcripts_at_eighty_columns_run_into_nothing(app: QcodeApp) -> None:
    i18n.use("id")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        _, top, head, *_ = drawn(app).splitlines()
        assert "/ menyaring sambil mengetik  " in top
        assert top.rstrip().endswith("menurut nama ↓")
        assert head.rstrip().endswith("  pengodean")
        await pilot.resize_terminal(120, 24)
        await pilot.pause()
        _, top, head, *_ = drawn(app).splitlines()
        assert " kata · " in top
        assert head.rstrip().endswith("  pengodean per pengode")


async def test_the_header_keeps_the_menu_on_every_screen(app: QcodeApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        for number in range(2, 8):
            await pilot.press(f"f{number}")
            await pilot.pause()
            assert str(front(app).query_one(StudyHeader).content).startswith("≡")
