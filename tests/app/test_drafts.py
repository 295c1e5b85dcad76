"""What was typed and not saved is kept: on Escape, a refusal, a full disk, a closed window."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from qcode.session import Session
from qcode.study import edits
from qcode.study.errors import ConflictError, QcodeError
from qcode.study.memo import Memo
from qcode.tui.app import QcodeApp
from qcode.tui.prompt import MemoPrompt, TextPrompt
from tests.app.conftest import notice, written
from tests.app.lists import drawn, front, listed, told, typed

SIZE = (120, 40)


def memos(app: QcodeApp) -> list[str]:
    """The words of the memos that lie in the study's folder."""
    return [p.read_text("utf-8") for p in (app.session.root / "codebooks" / "memos").glob("*.md")]


def typed_text(app: QcodeApp) -> str:
    return app.screen.query_one(TextArea).text


def wrote_pola(app: QcodeApp) -> Memo:
    """A memo of HM's that lies in the study."""
    memo = Memo("pola", "Pola.", "HM", "2026-02-01T08:00:00+07:00", "theoretical")
    app.session.apply(edits.write_memo(app.session.study, memo))
    return memo


def again(app: QcodeApp) -> QcodeApp:
    """The app started anew on the same session."""
    return QcodeApp(app.session, watch=False, tour=False)


async def test_escape_keeps_a_memo_that_was_begun_and_says_so(app: QcodeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await typed(pilot, "Dia malu.")
        await pilot.press("escape")
        assert notice(app).startswith("Not saved, but kept")
        assert memos(app) == []
        await pilot.press("m")
        assert typed_text(app).endswith("Dia malu.")
        await pilot.press("ctrl+s")
        await written(app)
        assert "Dia malu." in memos(app)[0]
        await pilot.press("m")
        assert "Dia malu." not in typed_text(app)


async def test_a_memo_that_was_begun_is_there_again_at_its_own_place_only(app: QcodeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "a", "b", "escape", "j", "m")
        assert not typed_text(app).endswith("ab")
        await pilot.press("escape", "k", "m")
        assert typed_text(app).endswith("ab")


async def test_escape_in_a_memo_without_words_of_ones_own_just_closes(app: QcodeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "escape")
        assert notice(app) == ""
        await pilot.press("m", "a", "backspace", "escape")
        assert notice(app) == ""
        assert app.drafts.files.all() == []


async def test_a_memo_that_was_begun_survives_the_end_of_the_app(app: QcodeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await typed(pilot, "belum selesai")
        await app.leave()
    fresh = again(app)
    async with fresh.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        assert typed_text(fresh).endswith("belum selesai")
        assert "unsaved" in str(fresh.screen.query_one(".draft", Static).content)


async def test_a_killed_app_has_kept_what_was_typed_till_a_moment_before(app: QcodeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await typed(pilot, "tiba-tiba")
        await pilot.pause(1.0)
        assert [d.text[-9:] for d in app.drafts.files.all()] == ["tiba-tiba"]
        files = list(app.drafts.files._folder.iterdir())
        assert [f.stat().st_mode & 0o077 for f in files] == [0]


async def test_what_came_back_can_be_thrown_away_by_a_key_or_a_click(app: QcodeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "a", "b", "escape", "m", "f9")
        assert not typed_text(app).endswith("ab")
        await pilot.press("escape")
        assert app.drafts.files.all() == []
        await pilot.press("m", "a", "b", "escape", "m")
        line = app.screen.query_one(".draft", Static)
        await pilot.click(line, offset=(str(line.content).index("F9") + 1, 0))
        assert not typed_text(app).endswith("ab")


async def test_a_change_of_a_memo_that_was_not_saved_comes_back_with_it(app: QcodeApp) -> None:
    wrote_pola(app)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "enter")
        await typed(pilot, " Lagi.")
        await pilot.press("escape")
        assert told(app).startswith("Not saved, but kept")
        await pilot.press("down", "enter")
        assert typed_text(app) == "Pola. Lagi."


async def test_a_memo_that_was_changed_elsewhere_meanwhile_is_not_overwritten_by_a_draft(
    app: QcodeApp,
) -> None:
    memo = wrote_pola(app)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "enter")
        await typed(pilot, " Lagi.")
        await pilot.press("escape")
        front(app).do(
            lambda study: edits.write_memo(
                study, Memo("pola", "Pola baru.", "HM", memo.at, "theoretical")
            )
        )
        await pilot.press("end", "enter")
        assert typed_text(app) == "Pola baru.\n\n---\n\nPola. Lagi."


async def test_what_is_not_saved_stands_first_among_the_memos_until_it_is(app: QcodeApp) -> None:
    wrote_pola(app)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await typed(pilot, "Dia malu.")
        await pilot.press("f2", "escape", "f6")
        assert len(listed(app)) == 2
        first = next(line for line in drawn(app).splitlines() if "draft  " in line)
        assert "Dia malu." in first
        assert "1 not saved" in drawn(app)
        await pilot.press("home", "enter")
        assert typed_text(app).endswith("Dia malu.")
        await pilot.press("ctrl+s")
        await written(app)
        await pilot.pause()
        assert len(listed(app)) == 2
        assert "draft" not in drawn(app)
        assert "1 not saved" not in drawn(app)
        assert any("Dia malu." in text and "type: operational" in text for text in memos(app))


async def test_a_memo_that_is_refused_is_kept(
    app: QcodeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_change: object) -> None:
        raise ConflictError("Somebody else changed it.")

    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await typed(pilot, "Dia malu.")
        monkeypatch.setattr(app.session, "submit", refuse)
        await pilot.press("ctrl+s")
        assert notice(app) == "Somebody else changed it."
        monkeypatch.undo()
        await pilot.press("1")
        await written(app)
        await pilot.press("x", "m")
        assert typed_text(app).endswith("Dia malu.")


async def test_a_memo_that_a_full_disk_does_not_take_is_kept(
    app: QcodeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise QcodeError("The disk is full; nothing was saved.")

    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await typed(pilot, "Dia malu.")
        monkeypatch.setattr(app.session, "write_pending", full)
        await pilot.press("ctrl+s")
        await written(app)
        await pilot.pause()
        assert [d.text.endswith("Dia malu.") for d in app.drafts.files.all()] == [True]
        monkeypatch.undo()


async def test_where_a_draft_cannot_be_kept_either_the_words_stay_on_the_screen(
    app: QcodeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_draft: object) -> None:
        raise OSError(28, "No space left on device")

    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "a", "b")
        monkeypatch.setattr(app.drafts.files, "keep", full)
        await pilot.press("escape")
        assert isinstance(app.screen, MemoPrompt)
        assert "No space left on device" in str(app.screen.query_one(".draft", Static).content)
        await pilot.press("escape")
        assert not isinstance(app.screen, MemoPrompt)


async def test_a_correction_of_the_text_that_was_left_is_there_again(app: QcodeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        assert isinstance(app.screen, TextPrompt)
        await typed(pilot, "xyz")
        await pilot.press("escape")
        assert notice(app).startswith("Not saved, but kept")
        await pilot.press("E")
        assert typed_text(app).endswith("xyz")
        await pilot.press("ctrl+s")
        await written(app)
        await pilot.pause()
        assert "xyz" in (app.session.root / "transcripts" / "ch.md").read_text("utf-8")
        assert app.drafts.files.all() == []


async def test_drafts_are_those_of_one_coder_in_one_study(app: QcodeApp, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "a", "b", "escape")
    with Session.open(app.session.root, "SW") as other:
        assert QcodeApp(other, watch=False).drafts.files.all() == []
    assert len(again(app).drafts.files.all()) == 1


async def test_a_memo_is_saved_and_left_by_the_mouse(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for words, saved in (("Esc", 0), ("Ctrl+S", 1)):
            await pilot.press("m", "a", "b")
            lines = drawn(app).splitlines()
            y = next(i for i, line in enumerate(lines) if "Ctrl+S: save" in line)
            await pilot.click(offset=(lines[y].index(words) + 1, y))
            await written(app)
            assert not isinstance(app.screen, MemoPrompt)
            assert len(memos(app)) == saved


async def test_in_a_window_that_is_read_only_nothing_is_asked_that_cannot_be_saved(
    app: QcodeApp,
) -> None:
    with Session.open(app.session.root, "HM") as second:
        window = QcodeApp(second, watch=False, tour=False)
        async with window.run_test(size=SIZE) as pilot:
            for key in ("m", "c", "E", "v", "r"):
                await pilot.press("escape", key)
                assert len(window.screen_stack) == 1, key
                assert "open as HM in another window" in notice(window), key
            await pilot.press("escape", "space")
            assert notice(window) == ""


async def test_in_a_window_that_is_read_only_a_memo_is_read_and_not_typed_into(
    app: QcodeApp,
) -> None:
    wrote_pola(app)
    with Session.open(app.session.root, "HM") as second:
        window = QcodeApp(second, watch=False, tour=False)
        async with window.run_test(size=SIZE) as pilot:
            await pilot.press("f6", "enter")
            await typed(pilot, "abc")
            assert typed_text(window) == "Pola."
            assert "read-only" in drawn(window)
            await pilot.press("escape")
            assert len(window.screen_stack) == 1


async def test_a_memo_about_words_is_called_by_what_was_written_and_not_by_the_quote(
    app: QcodeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await typed(pilot, "Dia malu.")
        await pilot.press("ctrl+s")
        await written(app)
        await pilot.press("f6")
        row = next(line for line in drawn(app).splitlines() if "Dia malu." in line)
        assert row.index("Dia malu.") < row.index("“")
        assert "> " not in row
        await pilot.press("u")
        assert "Dia malu." in told(app)
