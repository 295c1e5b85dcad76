"""The network of codes to read, to go on from, and as a file."""

from __future__ import annotations

import pytest

from qcode.study.link_edits import add_link
from qcode.tui.app import QcodeApp
from qcode.tui.axial_screen import AxialScreen
from qcode.tui.relate_links import LinksScreen
from qcode.tui.relate_network import NetworkScreen
from tests.app.lists import drawn, empty_text, listed, put, told, until


@pytest.fixture
def linked(app: QcodeApp) -> tuple[str, str]:
    """Saving leads to school costs, with a coding; borrowing contradicts saving."""
    jar = put(app.session, "ch", "masuk celengan", "menabung")
    one, first = add_link(
        app.session.study, "menabung", "biaya-sekolah", "leads to", supports=[jar]
    )
    app.session.apply(one)
    two, second = add_link(app.session.study, "meminjam", "uang", "contradicts")
    app.session.apply(two)
    return first, second


async def test_each_code_stands_with_its_neighbours_and_leads_to_the_link(
    app: QcodeApp, linked: tuple[str, str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        assert isinstance(app.screen, AxialScreen)
        app.screen.opened(near="menabung")
        await pilot.pause()
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NetworkScreen))
        await pilot.pause()
        assert "around Menabung" in drawn(app)
        assert "→ leads to  ● Biaya sekolah" in drawn(app)
        assert "+1 −0" in drawn(app)
        assert "contradicts" not in drawn(app), "what is far away is not around it"
        await pilot.press("a")
        assert "↔ contradicts  ● Mengatur uang" in drawn(app)
        app.screen.list.go_to(f"menabung>{linked[0]}>biaya-sekolah")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LinksScreen))
        await pilot.pause()
        assert app.screen.list.key == linked[0]  # type: ignore[attr-defined]


async def test_the_network_is_written_as_a_file(app: QcodeApp, linked: tuple[str, str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("network")
        await pilot.pause()
        await until(pilot, lambda: bool(listed(app)))
        await pilot.press("t", "e", "3")
        await until(pilot, lambda: "Written: exports/network.graphml" in told(app), 20)
        text = (app.session.root / "exports" / "network.graphml").read_text("utf-8")
        assert "Biaya sekolah" in text
        assert "Sekolah anak" in text, "with the categories, as it is shown"


async def test_without_a_link_it_says_how_to_make_one(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_screen("network")
        await pilot.pause()
        assert "L makes one" in empty_text(app)
