"""The codings of a code, and what can be done to one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.study import edits
from qcode.tui.app import QcodeApp
from qcode.tui.codings_screen import CodingsScreen
from tests.app.conftest import screen_of, written
from tests.app.lists import AT, drawn, empty_text, listed, put, told, typed
from tests.studies import words


@pytest.fixture
def three(app: QcodeApp) -> tuple[str, str, str]:
    """Three codings of saving: two of HM's, one of another coder's."""
    mine = put(app.session, "ch", "masuk celengan", "menabung")
    far = put(app.session, "sw", "rajin nabung di celengan", "menabung")
    other = put(app.session, "ch", "Untung ada simpanan", "menabung", "RN")
    return mine, other, far


async def test_a_code_lists_its_codings_with_context_and_attribution(
    app: QcodeApp, three: tuple[str, str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", code="menabung")
        await pilot.pause()
        assert listed(app) == list(three)
        shown = drawn(app)
        assert "ch.2 (CH, KPM, April 2023)" in shown
        assert "yang buat sekolah “masuk celengan”, sisanya" in shown
        assert "3 codings" in shown


async def test_enter_goes_to_the_place_and_escape_comes_back(
    app: QcodeApp, three: tuple[str, str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", code="menabung")
        await pilot.pause()
        await pilot.press("end", "enter")
        assert screen_of(app).transcript == "sw"
        assert screen_of(app).view.target == words(
            app.session.study, "sw", "rajin nabung di celengan"
        )
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CodingsScreen)
        assert app.screen.list.key == three[2]


async def test_a_category_takes_in_the_codes_below_or_leaves_them_out(
    app: QcodeApp, three: tuple[str, str, str]
) -> None:
    top = put(app.session, "ch", "dipisah-pisahin dulu", "uang")
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", code="uang")
        await pilot.pause()
        assert len(listed(app)) == 4
        await pilot.press("b")
        assert listed(app) == [top]


async def test_removing_takes_only_my_own_and_undo_brings_it_back(
    app: QcodeApp, three: tuple[str, str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", code="menabung")
        await pilot.pause()
        await pilot.press("down", "x")
        assert "is RN's" in told(app)
        await pilot.press("up", "x")
        await written(app)
        assert listed(app) == [three[1], three[2]]
        file = app.session.root / "transcripts" / "codings" / "HM" / "ch.jsonl"
        assert three[0] not in _ids(file)
        await pilot.press("u")
        await written(app)
        assert three[0] in _ids(file)


def _ids(file: Path) -> str:
    return "\n".join(ln for ln in file.read_text("utf-8").splitlines() if '"coding"' in ln)


async def test_a_coding_is_recoded_and_remarked_from_the_list(
    app: QcodeApp, three: tuple[str, str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", code="menabung")
        await pilot.pause()
        await pilot.press("M")
        await typed(pilot, "tiap hari")
        await pilot.press("enter")
        assert "✎ tiap hari" in drawn(app)
        await pilot.press("r", *"mem", "enter")
        assert listed(app) == [three[1], three[2]]
        found = app.session.study.find_coding(three[0])
        assert found is not None
        assert (found[1].code, found[1].memo) == ("meminjam", "tiap hari")


async def test_orders_go_by_coder_and_by_length(app: QcodeApp, three: tuple[str, str, str]) -> None:
    mine, other, far = three
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", code="menabung")
        await pilot.pause()
        await pilot.press("o")
        assert listed(app) == [mine, far, other]
        await pilot.press("o")
        assert listed(app) == [far, other, mine]


async def test_the_filter_leaves_one_coder(app: QcodeApp, three: tuple[str, str, str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", code="menabung")
        await pilot.pause()
        await pilot.press("f", *"RN", "down", "space", "enter")
        assert listed(app) == [three[1]]
        await pilot.press("escape")
        assert len(listed(app)) == 3


async def test_a_code_without_codings_says_what_to_do(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_screen("codings", code="sekolah")
        await pilot.pause()
        assert "Esc goes back" in empty_text(app)


async def test_a_coding_that_somebody_else_removed_leaves_the_list(
    app: QcodeApp, three: tuple[str, str, str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", quotes=three, title="Menabung × ch")
        await pilot.pause()
        assert "Menabung × ch" in drawn(app)
        app.do(edits.remove_coding(app.session.study, three[0]))
        assert listed(app) == [three[1], three[2]]
        assert AT
