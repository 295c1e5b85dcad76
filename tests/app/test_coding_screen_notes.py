"""Memos, copying, correcting, finding and filtering on the coding screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from qcode.session import Session
from qcode.study import edits
from qcode.study.clock import now
from qcode.study.filters import Filter
from qcode.tui.app import QcodeApp
from tests.app.conftest import mine, notice, screen_of, written
from tests.studies import words


async def test_a_memo_opens_with_the_quote_and_its_attribution(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen_of(app).view.select(words(app.session.study, "ch", "masuk celengan"))
        await pilot.press("c", *"mena", "enter", "m")
        for key in "Rutin.":
            await pilot.press("full_stop" if key == "." else key)
        await pilot.press("ctrl+s")
        (memo,) = app.session.study.memos.values()
        assert "> masuk celengan" in memo.text
        assert "CH, KPM, April 2023" in memo.text
        assert memo.text.rstrip().endswith("Rutin.")
        assert memo.about == (f"coding:{mine(app)[0].id}",)
        assert memo.by == "HM"


async def test_a_memo_left_as_it_opened_is_not_written(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("m", "ctrl+s")
        await pilot.press("m", "x", "escape")
        assert app.session.study.memos == {}


async def test_a_memo_from_the_pane_of_codes_is_about_the_code(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("b", "down")
        await pilot.press("m", "a", "ctrl+s")
        (memo,) = app.session.study.memos.values()
        assert memo.about == ("code:menabung",)


async def test_a_quote_is_copied_with_its_attribution(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen_of(app).view.select(words(app.session.study, "ch", "masuk celengan"))
        await pilot.press("y")
        assert app.clipboard == "“masuk celengan” (CH, KPM, April 2023)"
        assert "Copied" in notice(app)


async def test_without_a_clipboard_the_quote_goes_to_a_file(
    app: QcodeApp, monkeypatch: pytest.MonkeyPatch, a_user_of_our_own: Path
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with app.run_test(size=(120, 40)) as pilot:
        screen_of(app).view.select(words(app.session.study, "ch", "masuk celengan"))
        await pilot.press("y")
    (file,) = a_user_of_our_own.rglob("copied.txt")
    assert file.read_text("utf-8") == "“masuk celengan” (CH, KPM, April 2023)\n"


async def test_a_mishearing_is_corrected_in_place_and_codings_are_found_again(
    app: QcodeApp,
) -> None:
    study = app.session.study
    span = words(study, "ch", "masuk celengan, sisanya baru ke pasar")
    app.session.apply(edits.add_coding(study, "HM", "ch", span, "menabung", at=now()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("E")
        area = app.screen.query_one(TextArea)
        area.text = f"Nah {area.text}"
        await pilot.press("ctrl+s")
        await written(app)
        await pilot.pause()
        text = app.session.study.transcripts["ch"].text
        assert "CH: Nah Dulu mah" in text
        (coding,) = mine(app)
        assert (
            text[coding.span.start : coding.span.end]
            == coding.quote
            == ("masuk celengan, sisanya baru ke pasar")
        )
        await pilot.press("u")
        assert "Nah" not in app.session.study.transcripts["ch"].text


async def test_with_a_selection_the_same_key_moves_its_start(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        screen.view.select(words(app.session.study, "ch", "sekolah masuk celengan"))
        await pilot.press("E")
        assert screen.view.selection == words(app.session.study, "ch", "masuk celengan")
        assert len(app.screen_stack) == 1


async def test_find_goes_round_the_places_and_leaves_the_cursor_there(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        await pilot.press("slash", *"sekarang")
        await pilot.pause(0.2)
        assert len(screen.hits) == 3
        first = screen.hit
        await pilot.press("enter")
        await pilot.pause()
        assert screen.hit == (first + 1) % 3
        await pilot.press("escape")
        segment = screen.view.current_segment
        assert segment is not None
        assert segment.span.contains(screen.hits[screen.hit])
        await pilot.press("c", *"mena", "enter")
        assert len(mine(app)) == 1


async def test_a_filter_by_coder_shows_that_coders_codings(app: QcodeApp) -> None:
    study = app.session.study
    span = words(study, "ch", "masuk celengan")
    with Session.open(app.session.root, "SW") as other:
        other.apply(edits.add_coding(study, "SW", "ch", span, "menabung", at=now()))
    app.session.reload()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        await pilot.press("Z", "right_square_bracket")
        assert "no further" in notice(app)
        await pilot.press("f", *"SW", "enter")
        assert screen.filter == Filter(coders=frozenset({"SW"}))
        await pilot.press("right_square_bracket")
        assert screen.view.selection == span
        await pilot.press("f", "ctrl+x")
        assert screen.filter == Filter()


async def test_braces_walk_through_the_transcripts(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        await pilot.press("j", "greater_than_sign")
        await pilot.pause()
        assert screen.transcript == "sw"
        await pilot.press("less_than_sign")
        await pilot.pause()
        segment = screen.view.current_segment
        assert screen.transcript == "ch"
        assert segment is not None
        assert segment.turn.number == 4


async def test_the_next_start_opens_where_i_was_reading(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", "ctrl+q")
    again = QcodeApp(app.session, remembered=app.remembered, watch=False, tour=False)
    async with again.run_test(size=(120, 40)):
        segment = screen_of(again).view.current_segment
        assert segment is not None
        assert segment.turn.number == 6


async def test_at_the_next_start_the_cursor_is_in_sight_in_a_long_transcript(root: Path) -> None:
    path = root / "transcripts" / "ch.md"
    path.write_text(path.read_text("utf-8") + "P: Lalu?\nCH: Ya begitu, mbak.\n" * 60, "utf-8")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("end", "ctrl+q")
        again = QcodeApp(session, remembered=app.remembered, watch=False, tour=False)
        async with again.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            view = screen_of(again).view
            rows = [view.render_line(y).text for y in range(view.size.height)]
            assert any("▎" in row for row in rows)
