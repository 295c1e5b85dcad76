"""Relating codes: links with evidence for and against, and paradigm models, in the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from textual.pilot import Pilot

from qcode.study.link_edits import add_link, add_paradigm
from qcode.tui.app import QcodeApp
from qcode.tui.axial_screen import AxialScreen
from qcode.tui.relate_links import LinksScreen
from qcode.tui.relate_paradigm import ParadigmScreen
from tests.app.conftest import written
from tests.app.lists import drawn, empty_text, put, until


@pytest.fixture
def quotes(app: QcodeApp) -> dict[str, str]:
    """A coding of saving in each interview, and one of borrowing."""
    return {
        "jar": put(app.session, "ch", "masuk celengan", "menabung"),
        "hole": put(app.session, "sw", "gali lubang tutup lubang", "meminjam"),
        "fee": put(app.session, "ch", "yang buat sekolah", "biaya-sekolah"),
    }


@pytest.fixture
def link(app: QcodeApp) -> str:
    """Saving leads to school fees."""
    change, ident = add_link(app.session.study, "menabung", "biaya-sekolah", "leads to")
    app.session.apply(change)
    return ident


def plain(root: Path, name: str) -> Any:
    text = (root / "codebooks" / "codebook.yaml").read_text("utf-8")
    return yaml.load(text, yaml.CBaseLoader).get(name)


async def at(app: QcodeApp, pilot: Pilot[None], code: str) -> None:
    """Puts the cursor on a code."""
    assert isinstance(app.screen, AxialScreen)
    app.screen.opened(near=code)
    await pilot.pause()


async def test_a_code_is_linked_to_another_by_type_and_name(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        await pilot.press("L", "3", *"biaya", "enter")
        await written(app)
        (made,) = plain(app.session.root, "links")
        assert (made["from"], made["to"]) == ("menabung", "biaya-sekolah")
        assert made["type"] == "is a condition for"
        await pilot.press("u")
        await written(app)
        assert plain(app.session.root, "links") == []


async def test_the_marked_code_is_linked_to_the_one_at_the_cursor_with_a_type_of_ones_own(
    app: QcodeApp,
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        await pilot.press("space", "L", "plus", *"softens", "enter")
        await written(app)
        (made,) = plain(app.session.root, "links")
        assert (made["from"], made["type"], made["to"]) == ("menabung", "softens", "meminjam")


async def test_codings_speak_for_and_against_a_link_by_one_key_each(
    app: QcodeApp, quotes: dict[str, str], link: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "C")
        await pilot.pause()
        assert isinstance(app.screen, LinksScreen)
        assert "no evidence yet" in drawn(app)
        await pilot.press("tab", "plus", "minus")
        await written(app)
        (made,) = plain(app.session.root, "links")
        assert len(made["supports"]) == len(made["against"]) == 1
        assert {*made["supports"], *made["against"]} == {quotes["jar"], quotes["fee"]}
        await pilot.press("escape")
        assert "+1 −1 · 1 participant" in drawn(app)
        await pilot.press("tab", "home", "x")
        await written(app)
        assert "supports" not in plain(app.session.root, "links")[0]


async def test_a_coding_in_a_list_is_attached_to_a_link_on_either_side(
    app: QcodeApp, quotes: dict[str, str], link: str
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("codings", code="menabung")
        await pilot.pause()
        await pilot.press("ampersand", "enter")
        await written(app)
        assert plain(app.session.root, "links")[0]["supports"] == [quotes["jar"]]
        await pilot.press("ampersand", "tab", "enter")
        await written(app)
        (made,) = plain(app.session.root, "links")
        assert made["against"] == [quotes["jar"]]
        assert "supports" not in made


async def test_the_links_of_a_code_stand_first_among_what_a_coding_is_attached_to(
    app: QcodeApp, quotes: dict[str, str], link: str
) -> None:
    app.session.apply(add_link(app.session.study, "uang", "meminjam", "causes")[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "meminjam")
        await pilot.press("tab", "ampersand", "enter")
        await written(app)
        first, second = plain(app.session.root, "links")
        assert "supports" not in first
        assert second["supports"] == [quotes["hole"]]


async def test_a_link_is_turned_remarked_and_removed(app: QcodeApp, link: str) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4", "C")
        await pilot.pause()
        await pilot.press("e", "minus", "e", "t", "1", "M", *"pelan", "ctrl+s")
        await until(pilot, lambda: app.session.study.codebook.links[0].memo != "")
        await written(app)
        (made,) = plain(app.session.root, "links")
        assert (made["from"], made["type"], made["memo"]) == ("biaya-sekolah", "causes", "pelan")
        await pilot.press("x")
        await until(pilot, lambda: not app.session.study.codebook.links)
        await written(app)
        assert plain(app.session.root, "links") in (None, [])
        assert "L makes one" in empty_text(app)
        await pilot.press("u")
        assert len(app.session.study.codebook.links) == 1


async def test_evidence_that_was_removed_is_named_and_can_be_taken_off(
    app: QcodeApp, quotes: dict[str, str]
) -> None:
    change, _ = add_link(
        app.session.study, "menabung", "biaya-sekolah", "causes", supports=[quotes["jar"]]
    )
    app.session.apply(change)
    from qcode.study.edits import remove_coding

    app.session.apply(remove_coding(app.session.study, quotes["jar"]))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4", "C")
        await pilot.pause()
        assert "is gone; x takes it off" in drawn(app)
        await pilot.press("tab", "x")
        await written(app)
        assert "supports" not in plain(app.session.root, "links")[0]


async def test_a_paradigm_model_is_built_box_by_box(app: QcodeApp, quotes: dict[str, str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "B")
        await pilot.pause()
        assert "N makes one" in empty_text(app)
        await pilot.press("N", *"menab", "enter")
        await pilot.pause()
        await pilot.press("c", *"biaya", "enter")
        await pilot.press("tab", "c", *"sekolah", "enter")
        await written(app)
        (model,) = plain(app.session.root, "paradigms")
        assert model["phenomenon"] == "menabung"
        assert (model["causal"], model["context"]) == (["biaya-sekolah"], ["sekolah"])
        await pilot.press("greater_than_sign", "5")
        await written(app)
        (model,) = plain(app.session.root, "paradigms")
        assert model["consequences"] == ["sekolah"]
        assert "context" not in model
        await pilot.press("x")
        await written(app)
        assert "consequences" not in plain(app.session.root, "paradigms")[0]


async def test_of_several_models_the_one_about_the_code_is_shown(app: QcodeApp) -> None:
    for code in ("menabung", "meminjam"):
        app.session.apply(add_paradigm(app.session.study, code, causal=["sekolah"])[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "meminjam")
        await pilot.press("B")
        await pilot.pause()
        assert isinstance(app.screen, ParadigmScreen)
        shown = app.screen.shown()
        assert shown is not None
        assert shown.phenomenon == "meminjam"
        await pilot.press("right_curly_bracket")
        assert "Menabung · 1 of 2" in drawn(app)


async def test_a_code_of_a_box_is_linked_to_the_phenomenon(app: QcodeApp) -> None:
    change, _ = add_paradigm(app.session.study, "menabung", consequences=["biaya-sekolah"])
    app.session.apply(change)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4", "B")
        await pilot.pause()
        await pilot.press("tab", "tab", "L", "2")
        await written(app)
        (made,) = plain(app.session.root, "links")
        assert (made["from"], made["to"]) == ("menabung", "biaya-sekolah")


async def test_each_view_comes_back_as_it_was_left(
    app: QcodeApp, quotes: dict[str, str], link: str
) -> None:
    app.session.apply(add_link(app.session.study, "uang", "sekolah", "causes")[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4", "C")
        await pilot.pause()
        await pilot.press("down", "o")
        await pilot.press("B")
        await pilot.pause()
        await pilot.press("C")
        await pilot.pause()
        assert isinstance(app.screen, LinksScreen)
        assert app.screen.sort == "weight"
        assert app.screen.link != link
        await pilot.press("escape")
        assert isinstance(app.screen, AxialScreen)
