"""Going over the codings of a category: keep, drop, recode, mark to print; what looks like them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from qcode.session import Session
from qcode.study.coding import REJECTED
from qcode.study.transcript import Segment
from qcode.tui.app import QcodeApp
from qcode.tui.review_walk import WalkScreen
from tests.app.conftest import mine, written
from tests.app.lists import drawn, listed, put, told, until

Three = tuple[str, str, str]


@pytest.fixture
def three(app: QcodeApp) -> Three:
    """Three codings of money: two of HM's in one interview, one of another coder's."""
    return (
        put(app.session, "ch", "masuk celengan", "menabung"),
        put(app.session, "ch", "Untung ada simpanan", "menabung"),
        put(app.session, "sw", "rajin nabung di celengan", "menabung", "RN"),
    )


async def walk(app: QcodeApp, pilot: Pilot[None]) -> WalkScreen:
    app.open_screen("walk", category="uang")
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(app.screen, WalkScreen)
    return app.screen


def codings_listed(app: QcodeApp) -> list[str]:
    return [key for key in listed(app) if not key.startswith("near:")]


async def test_keeping_goes_on_and_is_known_on_another_day(app: QcodeApp, three: Three) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await walk(app, pilot)
        assert codings_listed(app) == list(three)
        await pilot.press("space")
        assert screen.list.key == three[1]
        assert "1 of 3 gone over" in drawn(app)
        await written(app)
        root = app.session.root
    app.session.close()
    with Session.open(root, "HM") as later:
        again = QcodeApp(later, watch=False, tour=False)
        async with again.run_test(size=(80, 24)) as pilot:
            screen = await walk(again, pilot)
            assert screen.list.key == three[1]
            assert "1 of 3 gone over" in drawn(again)


async def test_a_coding_is_dropped_and_comes_back(app: QcodeApp, three: Three) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await walk(app, pilot)
        await pilot.press("x")
        await written(app)
        file = app.session.root / "transcripts" / "codings" / "HM" / "ch.jsonl"
        assert f'"id":"{three[0]}"' not in file.read_text("utf-8").replace('": "', '":"')
        assert codings_listed(app) == list(three[1:])
        await pilot.press("u")
        assert codings_listed(app) == list(three)


async def test_recoding_out_of_the_category_leaves_the_list(app: QcodeApp, three: Three) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await walk(app, pilot)
        await pilot.press("r", *"biaya", "enter")
        await until(pilot, lambda: three[0] not in listed_behind(app))
        await written(app)
        found = app.session.study.find_coding(three[0])
        assert found is not None
        assert found[1].code == "biaya-sekolah"
        assert codings_listed(app) == list(three[1:])


async def test_the_quote_to_print_is_marked_and_counts_as_gone_over(
    app: QcodeApp, three: Three
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await walk(app, pilot)
        await pilot.press("asterisk")
        await written(app)
        file = app.session.root / "transcripts" / "codings" / "HM" / "ch.jsonl"
        line = next(
            ln for ln in file.read_text("utf-8").splitlines() if three[0] in ln and "print" in ln
        )
        assert '"print"' in line
        assert "✓ ★" in drawn(app)


async def test_another_coders_coding_is_kept_but_not_changed(app: QcodeApp, three: Three) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await walk(app, pilot)
        screen.list.go_to(three[2])
        await pilot.press("x")
        assert "RN's" in told(app)
        await pilot.press("space")
        assert "1 of 3 gone over" in drawn(app)
        assert app.session.study.find_coding(three[2]) is not None


def listed_behind(app: QcodeApp) -> list[str]:
    """The rows of the review, also while a dialog lies over it."""
    found = next(s for s in app.screen_stack if isinstance(s, WalkScreen))
    return found.list.keys


def _near(screen: WalkScreen, three: Three) -> str:
    """Puts a turn near the edge, as a study of two interviews has none of its own."""
    from qcode.analysis.edge import Alike
    from qcode.tui.review_walk_rows import near_key

    turns: list[Segment] = list(screen.study.transcripts["sw"].segments("turn"))
    one = Alike("sw", replace(turns[3].span), 0.4, three[0])
    screen.near = {near_key(one): one}
    screen.fill(near_key(one))
    return near_key(one)


async def test_what_only_looks_like_them_is_coded_or_refused(app: QcodeApp, three: Three) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await walk(app, pilot)
        key = _near(screen, three)
        assert screen.list.key == key
        assert "look like them" in drawn(app)
        await pilot.press("0")
        await written(app)
        assert key not in listed(app)
        file = app.session.study.file("HM", "sw")
        assert [i.code for i in file.items if i.kind == REJECTED] == ["uang"]
        await pilot.press("u")
        screen.list.go_to(key)
        await pilot.press("c", "enter")
        await until(pilot, lambda: key not in listed_behind(app))
        await written(app)
        (coding,) = mine(app, "sw")
        assert coding.code == "menabung"
        assert key not in listed(app)
        assert "1 of 4 gone over" in drawn(app)
