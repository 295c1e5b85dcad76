"""Changing the fields of a code."""

from __future__ import annotations

from qcode.tui.app import QcodeApp
from qcode.tui.code_form import CodeForm
from tests.app.conftest import written
from tests.app.lists import drawn, typed


def codebook(app: QcodeApp) -> str:
    return (app.session.root / "codebooks" / "codebook.yaml").read_text("utf-8")


async def test_a_code_is_renamed_from_the_tree_and_keeps_its_id(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("b", "down", "e")
        await pilot.pause()
        assert isinstance(app.screen, CodeForm)
        assert "takes in" in drawn(app)
        await pilot.press("enter", "end")
        await typed(pilot, " rutin")
        await pilot.press("enter")
        await written(app)
        assert "name: Menabung rutin" in codebook(app)
        assert app.session.study.codebook.codes["menabung"].name == "Menabung rutin"
        await pilot.press("u")
        await written(app)
        assert "name: Menabung\n" in codebook(app)


async def test_a_change_of_definition_offers_a_reason_and_enter_skips_it(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("code", code="biaya-sekolah", field="definition")
        await pilot.pause()
        await typed(pilot, "Ongkos")
        await pilot.press("ctrl+s", "enter")
        await written(app)
        assert "definition: Ongkos" in codebook(app)


async def test_lists_are_one_in_each_line_and_comments_in_the_file_stay(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("code", code="menabung", field="include")
        await pilot.pause()
        await pilot.press("enter")
        await typed(pilot, "bank")
        await pilot.press("ctrl+s")
        await written(app)
        assert app.session.study.codebook.codes["menabung"].include == (
            "celengan",
            "arisan",
            "bank",
        )
        assert "# short on purpose" in codebook(app)


async def test_colour_status_and_category_are_chosen(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("code", code="biaya-sekolah", field="color")
        await pilot.pause()
        await pilot.press("3")
        assert app.session.study.codebook.codes["biaya-sekolah"].color == "red"
        app.open_screen("code", code="biaya-sekolah", field="parent")
        await pilot.pause()
        await pilot.press("0")
        assert app.session.study.codebook.codes["biaya-sekolah"].parent == ""
        app.open_screen("code", code="biaya-sekolah", field="status")
        await pilot.pause()
        await pilot.press("3")
        assert app.session.study.codebook.codes["biaya-sekolah"].status == "approved"


async def test_a_label_without_a_language_is_refused(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("code", code="sekolah", field="labels")
        await pilot.pause()
        await typed(pilot, "Schooling")
        await pilot.press("ctrl+s")
        assert not app.session.study.codebook.codes["sekolah"].labels
