"""Arranging codes: categories, merges, splits, second categories, order; all of it in the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from textual.pilot import Pilot

from qcode.study.code_edits import add_code
from qcode.tui.app import QcodeApp
from qcode.tui.axial_properties import read_properties, written_properties
from qcode.tui.axial_screen import AxialScreen
from tests.app.conftest import written
from tests.app.lists import drawn, listed, put, told, until

FIVE = ("arisan", "celengan", "kasbon", "modal", "warung")


@pytest.fixture
def loose(app: QcodeApp) -> tuple[str, ...]:
    """Five codes without a category."""
    for name in FIVE:
        app.session.apply(add_code(app.session.study, name.capitalize())[0])
    return FIVE


def codes_on_disk(root: Path) -> dict[str, dict[str, Any]]:
    text = (root / "codebooks" / "codebook.yaml").read_text("utf-8")
    found: dict[str, dict[str, Any]] = yaml.load(text, yaml.CBaseLoader)["codes"]
    return found


def codes_of_codings(root: Path, transcript: str = "ch") -> dict[str, str]:
    path = root / "transcripts" / "codings" / "HM" / f"{transcript}.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]
    return {line["id"]: line["code"] for line in lines if line["kind"] == "coding"}


def axial(app: QcodeApp) -> AxialScreen:
    assert isinstance(app.screen, AxialScreen)
    return app.screen


async def at(app: QcodeApp, pilot: Pilot[None], code: str) -> None:
    """Puts the cursor on a code."""
    axial(app).opened(near=code)
    await pilot.pause()


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*["space" if c == " " else c for c in text])


async def test_a_category_is_made_of_five_codes_and_one_undo_takes_it_back(
    app: QcodeApp, loose: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4", *["space"] * 5)
        assert len(axial(app).marked) == 5
        await pilot.press("c")
        await typed(pilot, "Sumber uang")
        await pilot.press("enter")
        await written(app)
        codes = codes_on_disk(app.session.root)
        assert [codes[c]["parent"] for c in FIVE] == ["sumber-uang"] * 5
        assert codes["sumber-uang"]["name"] == "Sumber uang"
        await pilot.press("u")
        await written(app)
        codes = codes_on_disk(app.session.root)
        assert "sumber-uang" not in codes
        assert not any("parent" in codes[c] for c in FIVE)


async def test_marked_codes_go_under_the_category_at_the_cursor_and_out_again(
    app: QcodeApp, loose: tuple[str, ...]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "space", "down", "space", "tab", "end", "up", "greater_than_sign")
        await written(app)
        codes = codes_on_disk(app.session.root)
        assert codes["arisan"]["parent"] == codes["kasbon"]["parent"] == "sekolah"
        assert "parent" not in codes["celengan"]
        assert not axial(app).marked
        assert "under “Sekolah anak”" in told(app)
        await at(app, pilot, "kasbon")
        await pilot.press("less_than_sign")
        await written(app)
        assert "parent" not in codes_on_disk(app.session.root)["kasbon"]


async def test_a_click_marks_at_the_left_and_only_goes_there_elsewhere(
    app: QcodeApp, loose: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await pilot.click("#loose", offset=(2, 1))
        await pilot.click("#loose", offset=(12, 3))
        assert list(axial(app).marked) == ["celengan"]
        assert axial(app).loose.key == "modal"
        assert "✓ ● Celengan" in drawn(app)


async def test_codes_merge_with_one_reason_that_goes_to_the_journal(
    app: QcodeApp, loose: tuple[str, ...]
) -> None:
    coding = put(app.session, "ch", "masuk celengan", "celengan")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4", "space", "space", "M")
        await typed(pilot, "sama saja")
        await pilot.press("enter")
        await written(app)
        codes = codes_on_disk(app.session.root)
        here = axial(app).current_code()
        gone = {c for c in FIVE if codes[c].get("merged_into") == here}
        assert gone == {"arisan", "celengan"}
        assert app.session.study.counts[here] == 1
        assert codes_of_codings(app.session.root)[coding] == "celengan", "codings stay as they are"
        journal = (app.session.root / "transcripts" / "journal" / "HM.jsonl").read_text("utf-8")
        assert [w for ln in journal.splitlines() if (w := json.loads(ln).get("why"))] == [
            "sama saja"
        ]
        await pilot.press("u")
        assert not app.session.study.codebook.codes["arisan"].merged_into


async def test_escape_at_the_reason_stops_and_enter_gives_none(
    app: QcodeApp, loose: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4", "x", "escape")
        assert not app.session.study.codebook.codes["arisan"].retired
        await pilot.press("x", "enter")
        await written(app)
        assert codes_on_disk(app.session.root)["arisan"]["status"] == "retired"


async def test_a_split_walks_the_codings_one_by_one(app: QcodeApp) -> None:
    jar = put(app.session, "ch", "masuk celengan", "menabung")
    fear = put(app.session, "ch", "takutnya ada iuran mendadak", "menabung")
    spare = put(app.session, "ch", "Untung ada simpanan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        await pilot.press("S")
        await pilot.pause()
        await typed(pilot, "Celengan")
        await pilot.press("enter", "c")
        await typed(pilot, "Berjaga jaga")
        await pilot.press("enter")
        assert listed(app) == [jar, fear, spare]
        await pilot.press("1", "2", "space", "f10")
        await typed(pilot, "dua hal")
        await pilot.press("enter")
        await written(app)
        assert isinstance(app.screen, AxialScreen)
        found = codes_of_codings(app.session.root)
        assert found == {jar: "celengan", fear: "berjaga-jaga", spare: "menabung"}
        assert codes_on_disk(app.session.root)["celengan"]["parent"] == "uang"
        await pilot.press("u")
        await written(app)
        assert set(codes_of_codings(app.session.root).values()) == {"menabung"}


async def test_a_code_with_nothing_left_after_a_split_can_retire(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        await pilot.press("S")
        await pilot.pause()
        await pilot.press(*"biaya", "enter", "1", "f10", "1", "enter")
        await written(app)
        assert codes_on_disk(app.session.root)["menabung"]["status"] == "retired"
        assert set(codes_of_codings(app.session.root).values()) == {"biaya-sekolah"}


async def test_what_was_dealt_out_is_not_given_up_by_one_escape(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        await pilot.press("S")
        await pilot.pause()
        await pilot.press(*"biaya", "enter", "1", "escape")
        assert "F10 splits" in told(app)
        await pilot.press("escape")
        assert isinstance(app.screen, AxialScreen)
        assert app.session.study.counts["menabung"] == 1


async def test_a_code_stands_in_a_second_category_until_it_is_taken_out(
    app: QcodeApp, loose: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        await pilot.press("a", *"sekolah", "enter")
        await written(app)
        assert codes_on_disk(app.session.root)["menabung"]["also"] == ["sekolah"]
        assert "↗ Menabung" in drawn(app)
        await pilot.press("a", *"sekolah", "enter")
        await written(app)
        assert "also" not in codes_on_disk(app.session.root)["menabung"]


async def test_a_category_is_ordered_and_its_codes_move_in_it(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        await pilot.press("o", "2", "shift+down")
        await written(app)
        codes = codes_on_disk(app.session.root)
        assert codes["uang"]["order_by"] == "time"
        assert app.session.study.codebook.children["uang"] == ("meminjam", "menabung")
        assert axial(app).current_code() == "menabung"


async def test_rename_and_colour_have_a_key_each(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        await pilot.press("R", *["backspace"] * 8)
        await typed(pilot, "Menyisihkan")
        await pilot.press("enter", "number_sign", "3")
        await written(app)
        code = codes_on_disk(app.session.root)["menabung"]
        assert (code["name"], code["color"]) == ("Menyisihkan", "red")


async def test_properties_are_written_and_a_quote_laid_on_one(app: QcodeApp) -> None:
    coding = put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        await pilot.press("p")
        await typed(pilot, "kekerapan: jarang, rutin")
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        await pilot.press("tab")
        await until(pilot, lambda: axial(app).on_quote)
        await pilot.press("p", "2")
        await written(app)
        code = codes_on_disk(app.session.root)["menabung"]
        assert code["properties"] == {"kekerapan": ["jarang", "rutin"]}
        found = app.session.study.find_coding(coding)
        assert found is not None
        assert found[1].values == {"kekerapan": "rutin"}


def test_properties_read_back_as_they_were_written() -> None:
    properties = {"kekerapan": ("jarang", "rutin"), "bentuk": ()}
    assert read_properties(written_properties(properties)) == {
        "kekerapan": ["jarang", "rutin"],
        "bentuk": [],
    }


async def test_the_quotes_follow_the_cursor_and_lead_to_their_place(app: QcodeApp) -> None:
    coding = put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await at(app, pilot, "menabung")
        assert axial(app).quotes.keys == [coding]
        await pilot.press("tab", "enter")
        assert app.screen.NAME == "coding"  # type: ignore[attr-defined]
        await pilot.press("escape")
        assert axial(app).current_code() == "menabung"


async def test_a_study_without_categories_says_how_to_make_one(
    app: QcodeApp, loose: tuple[str, ...]
) -> None:
    text = "codes:\n  arisan: {name: Arisan}\n"
    (app.session.root / "codebooks" / "codebook.yaml").write_text(text, "utf-8")
    app.session.reload()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        assert "mark codes by Space" in drawn(app)
