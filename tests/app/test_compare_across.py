"""A code's codings across cases and groups, each section with its own."""

from __future__ import annotations

from textual.pilot import Pilot

from qcode.tui.app import QcodeApp
from qcode.tui.axial_screen import AxialScreen
from qcode.tui.compare_across import AcrossScreen
from tests.app.conftest import screen_of, written
from tests.app.lists import drawn, empty_text, listed, put, told, until


async def opened(app: QcodeApp, pilot: Pilot[None]) -> None:
    """Returns when the screen is in front with its rows."""
    await until(pilot, lambda: isinstance(app.screen, AcrossScreen) and app.screen.is_mounted)
    await pilot.pause()
    await until(pilot, lambda: bool(listed(app)))


def idents(app: QcodeApp) -> list[str]:
    """The codings that are listed."""
    return [key.partition("@")[0] for key in listed(app)]


async def test_the_codings_of_a_code_stand_by_participant_then_by_group(app: QcodeApp) -> None:
    one = put(app.session, "ch", "masuk celengan", "menabung")
    two = put(app.session, "ch", "Untung ada simpanan", "menabung")
    far = put(app.session, "sw", "rajin nabung di celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("right_square_bracket", "vertical_line")
        await opened(app, pilot)
        assert idents(app) == [one, two, far]
        shown = drawn(app)
        assert "CH" in shown
        assert "2 codings" in shown
        assert "Menyisihkan uang untuk nanti." in shown
        await pilot.press("tab")
        assert listed(app).index(app.screen.list.key) == 2  # type: ignore[attr-defined]
        await pilot.press("O", "2")
        assert "a section for each: transcript" in drawn(app)
        assert app.screen.list.key.startswith(far), "the cursor stays on its coding"  # type: ignore[attr-defined]


async def test_a_group_says_how_many_of_its_participants_are_reached(app: QcodeApp) -> None:
    path = app.session.root / "transcripts" / "cases.csv"
    path.write_text("case,role\nCH,KPM\nSW,KPM\nX,pendamping\n", "utf-8")
    third = app.session.root / "transcripts" / "x.md"
    third.write_text(
        "---\nkind: interview\nspeakers: {P: interviewer, X: X}\n---\nX: Tidak tahu.\n", "utf-8"
    )
    for name in ("ch", "sw"):
        source = app.session.root / "transcripts" / f"{name}.md"
        kept = [line for line in source.read_text("utf-8").splitlines(True) if "role:" not in line]
        source.write_text("".join(kept), "utf-8")
    app.session.reload()
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("across", code="menabung", by="role")
        await opened(app, pilot)
        shown = drawn(app)
        assert "1 coding · 1 of 2 participants" in shown
        assert "none with: pendamping" in shown


async def test_enter_leads_to_the_place_and_escape_back_to_the_section(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    far = put(app.session, "sw", "rajin nabung di celengan", "menabung")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        assert isinstance(app.screen, AxialScreen)
        app.screen.opened(near="menabung")
        await pilot.pause()
        await pilot.press("vertical_line")
        await opened(app, pilot)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: app.screen is app.screen_stack[0])
        assert screen_of(app).transcript == "sw"
        await pilot.press("escape")
        await opened(app, pilot)
        assert app.screen.list.key.startswith(far)  # type: ignore[attr-defined]


async def test_a_coding_is_recoded_and_taken_away_where_it_is_compared(app: QcodeApp) -> None:
    one = put(app.session, "ch", "masuk celengan", "menabung")
    two = put(app.session, "sw", "rajin nabung di celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("across", code="menabung")
        await opened(app, pilot)
        await pilot.press("r", *"biaya", "enter")
        await until(pilot, lambda: idents(app) == [two])
        await pilot.press("x")
        await until(pilot, lambda: "brings it back" in told(app))
        assert "No coding of this code" in empty_text(app)
        await written(app)
        found = app.session.study.find_coding(one)
        assert found is not None
        assert found[1].code == "biaya-sekolah"
