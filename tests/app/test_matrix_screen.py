"""The matrix screen: choices, cells, their quotes, and the way back."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from qcode.tui.app import QcodeApp
from qcode.tui.codings_screen import CodingsScreen
from qcode.tui.footer import BottomLine
from qcode.tui.matrix_choices import Choice
from qcode.tui.matrix_grid import STEPS, shade, written
from qcode.tui.matrix_screen import MatrixScreen
from qcode.tui.matrix_values import ValueList
from qcode.tui.themes import DARK, LIGHT, contrast
from tests.app.conftest import screen_of
from tests.app.lists import drawn, empty_text, listed, put, told


@pytest.fixture
def coded(app: QcodeApp) -> list[str]:
    """Codings of saving in both interviews, and one of borrowing."""
    return [
        put(app.session, "ch", "masuk celengan", "menabung"),
        put(app.session, "ch", "Untung ada simpanan", "menabung"),
        put(app.session, "sw", "rajin nabung di celengan", "menabung"),
        put(app.session, "ch", "Pernah, dulu", "meminjam"),
    ]


def matrix_of(app: QcodeApp) -> MatrixScreen:
    assert isinstance(app.screen, MatrixScreen)
    return app.screen


async def test_codes_by_transcripts_are_counted_with_totals(
    app: QcodeApp, coded: list[str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7")
        line = next(ln for ln in drawn(app).splitlines() if "● Menabung" in ln)
        assert line.split()[-3:] == ["2", "1", "3"]
        assert "total" in drawn(app)


async def test_a_cell_lists_its_quotes_and_the_way_back_ends_on_it(
    app: QcodeApp, coded: list[str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7", "down", "right")
        assert matrix_of(app).grid.ids() == ("menabung", "sw")
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert listed(app) == [coded[2]]
        assert "Menabung × sw" in drawn(app)
        await pilot.press("enter")
        assert screen_of(app).transcript == "sw"
        await pilot.press("escape")
        assert isinstance(app.screen, CodingsScreen)
        await pilot.press("escape")
        assert matrix_of(app).grid.ids() == ("menabung", "sw")


async def test_a_total_lists_the_quotes_of_its_row(app: QcodeApp, coded: list[str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7", "down", "end", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert sorted(listed(app)) == sorted(coded[:3])


async def test_tab_walks_the_choices_and_arrows_change_them(
    app: QcodeApp, coded: list[str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7", "tab", "left")
        assert matrix_of(app).value("rows") == "themes"
        line = next(ln for ln in drawn(app).splitlines() if "● Mengatur uang" in ln)
        assert line.split()[-3:] == ["3", "1", "4"], "themes take in what is below them"
        await pilot.press("tab", "right", "right")
        assert matrix_of(app).value("columns") == "coders"
        await pilot.press("tab", "right", "right")
        assert matrix_of(app).value("cells") == "words"
        await pilot.press("tab")
        assert app.focused is matrix_of(app).grid


def keys_told(app: QcodeApp) -> str:
    return str(matrix_of(app).query_one(BottomLine).render())


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
async def test_enter_on_a_choice_takes_it_and_leads_to_the_table(
    app: QcodeApp, coded: list[str], size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("f7", "tab", "tab", "right")
        await pilot.pause()
        assert "Enter to the table  ← → choose  ↓ list all" in keys_told(app)
        await pilot.press("enter", "down")
        await pilot.pause()
        screen = matrix_of(app)
        assert screen.value("columns") == "participants"
        assert screen.focused is screen.grid
        assert screen.grid.ids() == ("menabung", "CH")
        assert "list all" not in keys_told(app)


@pytest.mark.parametrize("key", ["down", "up", "space", "j"])
async def test_an_arrow_on_a_choice_lists_its_values_and_enter_takes_one(
    app: QcodeApp, coded: list[str], key: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7", "tab", "tab", key)
        assert isinstance(app.screen, ValueList)
        await pilot.press("down", "j", "down", "down", "down", "enter")
        assert matrix_of(app).value("columns") == "role"
        assert "pendamping" in drawn(app)
        assert app.focused is matrix_of(app).grid


async def test_escape_from_the_list_leaves_the_choice_as_it_was(
    app: QcodeApp, coded: list[str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7", "tab", "down", "down", "escape")
        assert matrix_of(app).value("rows") == "codes"
        assert isinstance(app.focused, Choice)
        await pilot.press("escape")
        assert app.focused is matrix_of(app).grid


async def test_the_mouse_opens_a_choice_takes_a_value_and_goes_on_to_a_cell(
    app: QcodeApp, coded: list[str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7")
        choice = next(c for c in matrix_of(app).query(Choice) if c.choice == "columns")
        await pilot.click(choice)
        options = app.screen.query_one(OptionList)
        region = options.region
        assert (region.x, region.y) == (choice.region.x, choice.region.bottom)
        assert region.right <= 80
        await pilot.click(OptionList, offset=(3, 6))
        assert matrix_of(app).value("columns") == "role"
        grid = matrix_of(app).grid
        assert app.focused is grid
        await pilot.click(grid, offset=(grid.names_width + 2, 2))
        assert grid.ids() == ("menabung", "KPM")
        await pilot.click(grid, offset=(grid.names_width + 2, 0))
        assert grid.ids() == ("", "KPM")
        await pilot.click(grid, offset=(2, 2))
        assert grid.ids() == ("menabung", "")


async def test_a_click_on_the_keys_of_a_choice_does_what_the_key_does(
    app: QcodeApp, coded: list[str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7", "tab")
        await pilot.pause()
        at = keys_told(app).index("←")
        await pilot.click(BottomLine, offset=(at + 1, 0))
        assert matrix_of(app).value("rows") == "categories"
        await pilot.click(BottomLine, offset=(2, 0))
        assert app.focused is matrix_of(app).grid


async def test_a_click_beside_the_list_leaves_all_as_it_was(
    app: QcodeApp, coded: list[str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7", "tab", "down")
        await pilot.click(offset=(70, 20))
        assert matrix_of(app).value("rows") == "codes"


async def test_a_number_is_never_cut_at_the_edge_of_the_screen(
    app: QcodeApp, coded: list[str]
) -> None:
    transcripts = app.session.root / "transcripts"
    for number in range(14):
        (transcripts / f"t{number:02}.md").write_bytes((transcripts / "ch.md").read_bytes())
    app.session.reload()
    for number in range(14):
        words = "Sekarang dipisah-pisahin dulu, yang buat sekolah masuk celengan, sisanya baru ke"
        put(app.session, f"t{number:02}", words, "menabung")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7", "tab", "tab", "tab", "right", "right", "enter", "down")
        grid = matrix_of(app).grid
        assert grid.matrix is not None
        whole = {
            written("words", c.value) for c in (*grid.matrix.cells[1], *grid.matrix.row_totals)
        }
        for step in range(17):
            line = next(ln for ln in drawn(app).splitlines() if "● Menabung" in ln)
            assert set(line.split()[2:]) - {"▎", "▏"} <= whole, step
            x = grid.names_width + 1
            await pilot.click(grid, offset=(x, 2))
            shown = grid.cursor.column
            assert drawn(app).splitlines()[2][x:].split()[0] == grid.names()[1], step
            grid.move(across=step + 1 - shown)
            await pilot.pause()
        assert grid.names()[1] == "total"
        assert "total" in drawn(app).splitlines()[2]


async def test_a_new_coding_is_counted_when_the_screen_comes_back(
    app: QcodeApp, coded: list[str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7", "f3", "end", "c", *"menab", "enter", "f7")
        line = next(ln for ln in drawn(app).splitlines() if "● Menabung" in ln)
        assert line.split()[-1] == "4"


async def test_the_filter_leaves_the_columns_that_pass(app: QcodeApp, coded: list[str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7", "f", *"role = p", "down", "space", "enter")
        matrix = matrix_of(app).grid.matrix
        assert matrix is not None
        assert [h.id for h in matrix.columns] == ["sw"]
        assert "only role=pendamping" in drawn(app)
        await pilot.press("escape")
        assert "only role" not in drawn(app)


@pytest.mark.parametrize(("key", "form"), [("1", "csv"), ("2", "md"), ("4", "xlsx")])
async def test_the_matrix_is_written_into_exports(
    app: QcodeApp, coded: list[str], key: str, form: str
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7", "e", key)
        await app.workers.wait_for_complete()
        await pilot.pause()
        path = app.session.root / "exports" / f"codes-by-transcripts.{form}"
        assert path.stat().st_size > 0
        assert f"exports/codes-by-transcripts.{form}" in told(app)


async def test_an_empty_cell_says_so(app: QcodeApp, coded: list[str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7", "enter")
        assert "nothing behind" in told(app)


async def test_a_study_without_codes_says_where_they_come_from(app: QcodeApp) -> None:
    (app.session.root / "codebooks" / "codebook.yaml").write_text("title: Kosong\n", "utf-8")
    app.session.reload()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7")
        assert "Nothing to count yet" in empty_text(app)


def test_numbers_can_be_read_on_every_shade() -> None:
    for theme in (LIGHT, DARK):
        assert theme.surface
        assert theme.foreground
        for step in range(STEPS + 1):
            ground = shade(theme.surface, theme.primary, step)
            assert contrast(theme.foreground, ground) >= 7


def test_values_are_written_by_what_they_measure() -> None:
    assert written("codings", 1200) == "1,200"
    assert written("share", 0.0312) == "3.1%"
    assert written("words", 0) == "·"
