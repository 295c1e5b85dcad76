"""Whose codings are drawn: a study that others coded does not look as if nobody had."""

from __future__ import annotations

from pathlib import Path

from qcode.session import Session
from qcode.study import edits
from qcode.study.clock import now
from qcode.tui.app import QcodeApp
from tests.app.conftest import mine, screen_of
from tests.app.lists import drawn
from tests.studies import words


def _another_codes(root: Path, app: QcodeApp) -> str:
    with Session.open(root, "SW") as other:
        span = words(other.study, "ch", "abis gitu aja")
        other.apply(edits.add_coding(other.study, "SW", "ch", span, "uang", at=now()))
        ident = other.study.file("SW", "ch").codings[0].id
    app.session.reload()
    return ident


async def test_who_has_coded_nothing_sees_what_the_others_coded(root: Path, app: QcodeApp) -> None:
    theirs = _another_codes(root, app)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("right_square_bracket")
        assert screen_of(app).view.coding_under_cursor == theirs
        assert "all coders" in screen_of(app).heading().parts[1]


async def test_what_is_drawn_stays_after_the_first_coding_of_ones_own(
    root: Path, app: QcodeApp
) -> None:
    theirs = _another_codes(root, app)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"mena", "enter")
        assert len(mine(app)) == 1
        assert screen_of(app).view.go_to_coding(theirs)


async def test_one_key_hides_the_others_codings_and_says_where_there_are_some(
    root: Path, app: QcodeApp
) -> None:
    theirs = _another_codes(root, app)
    async with app.run_test(size=(120, 40)) as pilot:
        screen_of(app).view.select(words(app.session.study, "ch", "abis gitu aja"))
        await pilot.press("Z")
        assert not screen_of(app).view.go_to_coding(theirs)
        await pilot.pause()
        assert "Z shows" in drawn(app)
        await pilot.press("Z")
        assert screen_of(app).view.go_to_coding(theirs)


async def test_who_has_coded_before_sees_her_own_alone(root: Path, app: QcodeApp) -> None:
    theirs = _another_codes(root, app)
    span = words(app.session.study, "ch", "masuk celengan")
    coder = app.session.coder
    app.session.apply(edits.add_coding(app.session.study, coder, "ch", span, "uang", at=now()))
    async with app.run_test(size=(120, 40)):
        assert not screen_of(app).view.go_to_coding(theirs)


async def test_nothing_of_the_others_is_drawn_in_a_blind_pass(root: Path, app: QcodeApp) -> None:
    theirs = _another_codes(root, app)
    study = app.session.study
    app.session.apply(
        edits.set_codebook(study, ("settings", "blind"), [app.session.coder], "blind")
    )
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.blind
        await pilot.press("Z")
        assert not screen_of(app).view.go_to_coding(theirs)
