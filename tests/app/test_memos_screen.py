"""The memos of a study."""

from __future__ import annotations

import pytest

from qcode.study import edits
from qcode.study.memo import Memo
from qcode.tui.app import QcodeApp
from tests.app.conftest import screen_of, written
from tests.app.lists import drawn, empty_text, listed, put, typed


@pytest.fixture
def memos(app: QcodeApp) -> dict[str, str]:
    """Three memos: about a coding, about a code, and about nothing."""
    coding = put(app.session, "ch", "masuk celengan", "menabung")
    for ident, type_, about, text, at in (
        ("place", "code", (f"coding:{coding}",), "# Toples\n\nTempat uang.", "2026-03-01"),
        ("idea", "theoretical", ("code:menabung", "transcript:sw"), "Pola.", "2026-02-01"),
        ("day", "operational", (), "Hari kedua.", "2026-01-01"),
    ):
        memo = Memo(ident, text, "HM", f"{at}T08:00:00+07:00", type_, about)
        app.session.apply(edits.write_memo(app.session.study, memo))
    return {"coding": coding}


async def test_memos_are_listed_latest_first_with_what_they_are_about(
    app: QcodeApp, memos: dict[str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6")
        assert listed(app) == ["place", "idea", "day"]
        shown = drawn(app)
        assert "Menabung, ch.2" in shown
        assert "Toples" in shown
        assert "Tempat uang." in shown


async def test_memos_are_found_by_type_by_what_they_are_about_and_by_words(
    app: QcodeApp, memos: dict[str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "t", "t")
        assert listed(app) == ["idea"]
        await pilot.press("escape", "f", "6")
        assert listed(app) == ["day"]
        await pilot.press("escape", "slash")
        await typed(pilot, "tempat")
        assert listed(app) == ["place"]


async def test_a_memo_leads_to_its_place(app: QcodeApp, memos: dict[str, str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "g")
        assert screen_of(app).transcript == "ch"
        text = app.session.study.transcripts["ch"].text
        target = screen_of(app).view.target
        assert text[target.start : target.end] == "masuk celengan"
        await pilot.press("escape")
        assert listed(app) == ["place", "idea", "day"]


async def test_a_memo_about_several_things_asks_where_to_go(
    app: QcodeApp, memos: dict[str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "down", "g", "2")
        assert screen_of(app).transcript == "sw"


async def test_a_memo_is_changed_and_keeps_its_date(app: QcodeApp, memos: dict[str, str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "enter")
        await typed(pilot, " Penting.")
        await pilot.press("ctrl+s")
        await written(app)
        text = (app.session.root / "codebooks" / "memos" / "place.md").read_text("utf-8")
        assert "Tempat uang. Penting." in text
        assert "2026-03-01" in text


async def test_a_memo_read_and_closed_is_not_written(app: QcodeApp, memos: dict[str, str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "enter", "ctrl+s")
        assert app.session.study.memos["place"].text.strip() == "# Toples\n\nTempat uang."
        assert "saved" not in drawn(app).splitlines()[-2]


async def test_a_new_memo_is_about_several_things(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "m", "a", *"menab", "down", "space", "shift+tab")
        await pilot.press(*["backspace"] * 5, *"transcript", "down", "space", "enter")
        await typed(pilot, "dua")
        await pilot.press("ctrl+s")
        (memo,) = app.session.study.memos.values()
        assert memo.about == ("code:menabung", "transcript:ch")
        assert listed(app) == [memo.id]


async def test_a_memo_is_removed_and_undo_brings_it_back(
    app: QcodeApp, memos: dict[str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "x")
        await written(app)
        file = app.session.root / "codebooks" / "memos" / "place.md"
        assert not file.exists()
        await pilot.press("u")
        await written(app)
        assert file.exists()
        assert "place" in listed(app)


async def test_no_memo_says_which_key_writes_one(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        assert "m writes one" in empty_text(app)
