"""The picker of codes: what typing finds, and what Enter does."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList, Static

from qcode.session import Session
from qcode.study.code_edits import edit_code
from qcode.tui.app import QcodeApp
from qcode.tui.code_search import CodeSearch
from tests.app.conftest import mine


@pytest.fixture
def search(session: Session) -> CodeSearch:
    """The codes of the small study."""
    return CodeSearch.of(session.study.codebook, {"uang": 3, "meminjam": 5})


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("men", "menabung"),
        ("sav", "menabung"),
        ("Managing", "uang"),
        ("bs", "biaya-sekolah"),
        ("anak", "sekolah"),
        ("sek bia", "biaya-sekolah"),
        ("menabnug", "menabung"),
        ("nabung", "menabung"),
        ("pinjam", "meminjam"),
    ],
)
def test_a_code_is_found_by_beginnings_labels_initials_and_slips(
    search: CodeSearch, typed: str, found: str
) -> None:
    best = search.find(typed)[0]
    assert best.code == found
    assert best.well or typed == "menabnug"


def test_a_new_name_does_not_answer_well_to_a_code_that_it_contains(search: CodeSearch) -> None:
    found = search.find("menabung di warung")
    assert [f.code for f in found][:1] == ["menabung"]
    assert not found[0].well


def test_without_letters_the_recent_come_first_and_then_the_commonest(session: Session) -> None:
    search = CodeSearch.of(session.study.codebook, {"uang": 3, "meminjam": 5}, ["sekolah"])
    assert [f.code for f in search.find("")][:3] == ["sekolah", "meminjam", "uang"]


def test_retired_codes_are_not_offered(session: Session) -> None:
    study = session.study.apply(edit_code(session.study, "menabung", "status", "retired"))
    assert all(f.code != "menabung" for f in CodeSearch.of(study.codebook, {}).find("mena"))


async def test_the_last_row_makes_a_new_code_unless_the_name_is_taken(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"men")
        options = app.screen.query_one(OptionList)
        last = options.get_option_at_index(options.option_count - 1)
        assert "new: “men”" in str(last.prompt)
        await pilot.press(*"abung")
        rows = [options.get_option_at_index(i).id for i in range(options.option_count)]
        assert rows == ["menabung"]


async def test_names_near_a_new_one_show_what_they_mean(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"menabungsaja")
        shown = str(app.screen.query_one(".details", Static).content)
        assert "Menyisihkan uang untuk nanti." in shown


async def test_the_new_row_is_one_key_up_from_the_first(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"anak", "up", "enter")
        (coding,) = mine(app)
        assert app.session.study.codebook.codes[coding.code].name == "anak"


async def test_escape_leaves_the_picker_and_nothing_is_coded(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"men", "escape")
        assert mine(app) == ()
        assert len(app.screen_stack) == 1


async def test_a_code_is_put_by_a_click(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"mem")
        await pilot.click(OptionList, offset=(4, 0))
        assert [c.code for c in mine(app)] == ["meminjam"]
