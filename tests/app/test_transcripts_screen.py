"""The list of transcripts."""

from __future__ import annotations

from qcode.tui.app import QcodeApp
from qcode.tui.transcripts_screen import TranscriptsScreen
from tests.app.conftest import screen_of, written
from tests.app.lists import drawn, empty_text, front, listed, put, typed


async def test_transcripts_are_listed_with_words_progress_and_codings(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2")
        assert listed(app) == ["ch", "sw"]
        line = next(ln for ln in drawn(app).splitlines() if ln.startswith("▌ ch"))
        assert "interview" in line
        assert "2023-04" in line
        assert "33%" in line
        assert "HM 1" in line
        assert "2 transcripts" in drawn(app)


async def test_a_transcript_opens_where_it_was_left(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("end")
        before = screen_of(app).view.target
        await pilot.press("f2", "down", "enter")
        assert screen_of(app).transcript == "sw"
        await pilot.press("escape")
        assert isinstance(app.screen, TranscriptsScreen)
        await pilot.press("home", "enter")
        assert (screen_of(app).transcript, screen_of(app).view.target) == ("ch", before)


async def test_typing_filters_and_escape_shows_all_again(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "slash")
        await typed(pilot, "pendamping")
        assert listed(app) == ["sw"]
        await typed(pilot, "x")
        assert "Esc shows all" in empty_text(app)
        await pilot.press("escape")
        assert listed(app) == ["ch", "sw"]


async def test_a_key_goes_round_the_orders_and_another_turns_them(app: QcodeApp) -> None:
    put(app.session, "sw", "rajin nabung", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2", "O")
        assert listed(app) == ["sw", "ch"]
        await pilot.press("o", "o")
        assert listed(app) == ["ch", "sw"], "longest first"
        await pilot.press("o", "o")
        assert listed(app) == ["sw", "ch"], "most codings first"


async def test_the_pass_is_chosen_for_both_screens(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2", "P", "3")
        assert screen_of_coding(app) == "axial"
        assert "0%" in next(ln for ln in drawn(app).splitlines() if ln.startswith("▌ ch"))


def screen_of_coding(app: QcodeApp) -> str:
    found = app.get_screen_stack("coding")[0]
    return str(getattr(found, "reading", ""))


async def test_a_memo_is_written_about_the_transcript(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2", "m")
        await typed(pilot, "nanti")
        await pilot.press("ctrl+s")
        await written(app)
        (memo,) = app.session.study.memos.values()
        assert memo.about == ("transcript:ch",)
        (file,) = (app.session.root / "codebooks" / "memos").glob("*.md")
        assert "nanti" in file.read_text("utf-8")


async def test_the_footer_names_what_can_be_done(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        last = drawn(app).splitlines()[-1]
        assert "Enter read" in last
        assert "i import" in last
        assert "read" not in front(app).facts()
