"""The shell of the app: panes, screens, saving, reloading, notices, quitting, looks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qcode import i18n
from qcode.session import Session
from qcode.study.errors import QcodeError
from qcode.tui import writing
from qcode.tui.app import QcodeApp
from qcode.tui.footer import BottomLine
from qcode.tui.header import StudyHeader, bar
from qcode.tui.help import HelpScreen, TourScreen
from qcode.tui.palette_provider import PaletteProvider
from qcode.tui.remembered import Remembered
from tests.app.conftest import FixedSuggester, mine, notice, screen_of, written


def header(app: QcodeApp) -> str:
    return str(screen_of(app).query_one(StudyHeader).content)


def bottom(app: QcodeApp) -> str:
    return str(screen_of(app).query_one(BottomLine).content)


async def test_the_header_says_study_place_pass_progress_and_coder(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for said in ("Arisan ibu-ibu (contoh)", "ch · CH, KPM, April 2023", "open coding", "HM"):
            assert said in header(app)
        assert "0 of 3 turns read ░░░░░░░" in header(app)
        await pilot.press("space")
        assert "1 of 3 turns read ██▍░░░░" in header(app)


def test_a_bar_shows_that_something_was_read() -> None:
    assert bar(0) == "░░░░░░░"
    assert bar(0.001) == "▏░░░░░░"
    assert bar(1) == "███████"


async def test_the_bottom_line_changes_with_what_is_possible(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "x remove" not in bottom(app)
        await pilot.press("1")
        assert "x remove" in bottom(app)


async def test_a_notice_takes_the_place_of_the_keys_and_moves_nothing(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        before = screen_of(app).view.region
        await pilot.press("full_stop")
        assert notice(app)
        assert screen_of(app).view.region == before
        assert not app.screen.query("Toast")


async def test_at_eighty_columns_the_text_has_the_room_and_panes_slide_over_it(
    app: QcodeApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = screen_of(app)
        assert screen.view.size.width >= 78
        assert not screen.codes.display
        width = screen.view.size.width
        await pilot.press("b")
        await pilot.pause()
        assert screen.codes.region.width > 20
        assert screen.view.size.width == width
        assert screen.in_codes
        await pilot.press("escape")
        await pilot.pause()
        assert not screen.codes.display
        await pilot.press("i")
        await pilot.pause()
        assert screen.segment.display
        assert screen.in_segment
        await pilot.press("i")
        await pilot.pause()
        assert not screen.segment.display


async def test_at_eighty_columns_suggestions_are_one_line_above_the_bottom_line(
    app: QcodeApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = screen_of(app).query_one("#offers", Static)
        assert line.region.y == 22
        assert str(line.content).startswith("1 Menabung  2 Meminjam  3 Biaya sekolah")
        await pilot.press("2")
        assert [c.code for c in mine(app)] == ["meminjam"]


async def test_tab_goes_round_the_panes(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        await pilot.press("tab")
        await pilot.pause()
        assert screen.in_codes
        await pilot.press("tab")
        await pilot.pause()
        assert screen.in_segment
        await pilot.press("tab")
        await pilot.pause()
        assert screen.focused is screen.view


async def test_the_tree_is_filtered_as_one_types_and_keeps_what_is_above(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tree = screen_of(app).codes.code_tree
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("slash", *"bia")
        assert [r.code for r in tree.rows] == ["sekolah", "biaya-sekolah"]
        assert tree.code == "biaya-sekolah"
        await pilot.press("escape")
        assert len(tree.rows) == 5
        assert tree.code == "biaya-sekolah"


async def test_the_tree_counts_with_every_coding_and_closes_and_opens(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        tree = screen_of(app).codes.code_tree
        await pilot.press("1")
        assert {r.code: r.codings for r in tree.rows}["uang"] == 1
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("home", "space")
        assert "menabung" not in [r.code for r in tree.rows]
        await pilot.press("right")
        assert "menabung" in [r.code for r in tree.rows]


async def test_from_the_tree_the_picker_begins_with_its_code(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("end", "c", "enter")
        assert [c.code for c in mine(app)] == ["biaya-sekolah"]


async def test_codes_of_no_category_stand_under_a_heading_of_their_own(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        app.screen.query_one(Input).value = "gali lubang"
        await pilot.press("enter")
        rows = screen_of(app).codes.code_tree.rows
        assert [r.name for r in rows][-2:] == ["uncategorised", "gali lubang"]


async def test_a_write_that_fails_is_said_until_it_is_read(
    app: QcodeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise QcodeError("The disk is full; nothing was saved.")

    async with app.run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr(app.session, "write_pending", full)
        await pilot.press("c", *"mena", "enter")
        await written(app)
        await pilot.pause()
        assert notice(app) == "The disk is full; nothing was saved."
        assert app.saved_text() == "not saved"
        monkeypatch.undo()
        app.writer.wake()
        await written(app)
        await pilot.pause()
        assert notice(app) == "Saved again."


def _rename_a_code(session: Session) -> None:
    book = session.root / "codebooks" / "codebook.yaml"
    book.write_text(book.read_text("utf-8").replace("Mengatur uang", "Mengelola uang"), "utf-8")


async def _appears(app: QcodeApp, pilot: Pilot[None]) -> bool:
    for _ in range(300):
        await pilot.pause(0.1)
        if screen_of(app).codes.code_tree.rows[0].name == "Mengelola uang":
            return "read again" in notice(app)
    return False


async def test_what_another_program_writes_appears_while_the_app_is_open(
    session: Session,
) -> None:
    app = QcodeApp(session, watch=True, tour=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        _rename_a_code(session)
        assert await _appears(app, pilot)


async def test_what_was_written_before_the_watching_began_appears_too(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_COMPARE_EVERY", 100)
    _rename_a_code(session)
    app = QcodeApp(session, watch=True, tour=False)
    async with app.run_test(size=(120, 40)) as pilot:
        assert await _appears(app, pilot)


async def test_where_the_system_tells_of_no_changes_they_appear_all_the_same(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> Iterator[object]:
        raise OSError("OS file watch limit reached")
        yield

    monkeypatch.setattr(writing, "_COMPARE_EVERY", 100)
    monkeypatch.setattr("watchfiles.watch", refused)
    app = QcodeApp(session, watch=True, tour=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        _rename_a_code(session)
        assert await _appears(app, pilot)


async def test_quitting_waits_for_the_last_write_and_closes_the_suggester(
    app: QcodeApp, suggester: FixedSuggester
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"mena", "enter", "ctrl+q")
    assert app.session.unsaved == frozenset()
    assert suggester.closed
    assert app.return_code == 0


async def test_the_first_start_shows_six_keys_once(session: Session) -> None:
    remembered = Remembered.load()
    async with QcodeApp(session, remembered=remembered, watch=False).run_test() as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, TourScreen)
        await pilot.press("enter", "ctrl+q")
    async with QcodeApp(session, remembered=Remembered.load(), watch=False).run_test() as pilot:
        await pilot.pause()
        assert not isinstance(pilot.app.screen, TourScreen)


async def test_help_lists_the_keys_of_the_screen(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = str(app.screen.query_one(Static).content)
        assert "Mark the segment as read with nothing to code, and go on." in text
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


async def test_the_palette_finds_commands_and_transcripts(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)):
        provider = PaletteProvider(screen_of(app))
        assert "in vivo" in [str(hit.text) async for hit in provider.search("vivo")]
        assert "open sw" in [str(hit.text) async for hit in provider.search("open sw")]


async def test_the_theme_is_changed_and_remembered(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.theme == "dark"
        await app.run_action("next_theme")
        await pilot.pause()
        assert app.theme == "terminal"
        assert app.remembered.get("theme") == "terminal"


async def test_without_colour_the_cursor_of_the_tree_has_another_sign(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = QcodeApp(session, watch=False, tour=False)
    async with app.run_test(size=(120, 40)) as pilot:
        tree = screen_of(app).codes.code_tree
        styles = [s.style for s in tree.render_line(tree.cursor) if s.style]
        assert any(s.underline or s.bold or s.reverse for s in styles)
        await pilot.press("c", *"mena", "enter")
        assert len(mine(app)) == 1


async def test_suggestions_tabs_and_keys_are_taken_by_a_click(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = screen_of(app)
        lines = [screen.segment.render_line(y).text for y in range(20)]
        at = next(y for y, line in enumerate(lines) if line.startswith("2 Meminjam"))
        await pilot.click(screen.segment, offset=(5, at + 1))
        await pilot.pause()
        assert [c.code for c in mine(app)] == ["meminjam"]
        keys = bottom(app).index("x remove")
        await pilot.click(BottomLine, offset=(keys + 2, 0))
        await pilot.pause()
        assert mine(app) == ()
        tabs = header(app).split("\n")[0].index("F2")
        await pilot.click(StudyHeader, offset=(tabs + 2, 0))
        await pilot.pause()
        assert app.current_mode == "transcripts"


async def test_a_click_on_a_code_in_the_tree_shows_what_it_means(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = screen_of(app)
        await pilot.click(screen.codes.code_tree, offset=(8, 1))
        await pilot.pause()
        assert screen.codes.code_tree.code == "menabung"
        assert "Menyisihkan uang untuk nanti." in str(screen.segment.content)


async def test_an_empty_study_says_what_to_do_first(root: Path) -> None:
    for name in ("ch", "sw"):
        (root / "transcripts" / f"{name}.md").unlink()
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, watch=False, tour=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "qcode import" in str(screen_of(app).query_one("#nothing", Static).content)
            await pilot.press("c", "1", "x", "space", "m", "E", "n", "d", "y", "v")
            assert len(app.screen_stack) == 1


async def test_the_interface_speaks_indonesian_with_the_studys_terms(app: QcodeApp) -> None:
    i18n.use("id", {"memo": "catatan"})
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        assert "pengodean terbuka" in header(app)
        assert "m catatan" in bottom(app)


async def test_undo_says_in_the_interfaces_language_what_it_took_back(app: QcodeApp) -> None:
    i18n.use("id")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("1", "u")
        assert notice(app) == "Diurungkan: pasang “Menabung” pada ch.2."
        await pilot.press("u")
        assert notice(app) == "Tidak ada yang bisa diurungkan."


async def test_a_broken_file_is_told_when_the_study_opens(root: Path) -> None:
    (root / "transcripts" / "xx.md").write_bytes(b"\x00\x01\x02")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert notice(app) == (
                "transcripts/xx.md: it is no text (it holds NUL bytes); bring it in with `qcode "
                "import`, or save it as UTF-8."
            )
            await pilot.press("escape")
            assert notice(app) == ""  # and nothing else was closed


async def test_markup_in_names_and_words_is_text(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        app.screen.query_one(Input).value = "[b]uang[/b] [@click=x]"
        await pilot.press("enter")
        assert "[b]uang[/b]" in str(screen_of(app).segment.content)
        await pilot.press("x")
        assert "[b]uang[/b] [@click=x]" in notice(app)


def test_the_app_does_not_wait_for_heavy_libraries() -> None:
    code = (
        "import sys, qcode.tui.app, qcode.tui.coding_screen\n"
        "heavy = {'spacy', 'sklearn', 'numpy', 'watchfiles', 'rapidfuzz', 'pandas', 'docx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


async def test_on_a_narrow_terminal_what_a_key_does_wraps_within_its_column(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        keys = app.screen.query_one(Static)
        assert isinstance(keys.content, Content)
        assert keys.size.height == len(keys.content.plain.splitlines())
