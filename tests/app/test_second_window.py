"""A second window of one coder: read-only until the first is closed, and no longer."""

from __future__ import annotations

from pathlib import Path

from qcode.session import Session
from qcode.tui.app import QcodeApp
from tests.app.conftest import written
from tests.app.lists import told


async def test_a_key_that_writes_works_as_soon_as_the_first_window_is_closed(root: Path) -> None:
    first = Session.open(root, "HM")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("n", "c")
            assert "another window" in told(app)
            first.close()
            await pilot.press("c", *"memin", "enter")
            await written(app)
            assert not session.read_only
            assert [c.code for c in session.study.file("HM", "ch").codings] == ["meminjam"]


async def test_a_look_at_the_files_takes_over_and_says_so(root: Path) -> None:
    first = Session.open(root, "HM")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert "another window" in told(app)
            assert app.saved_text() == "read-only"
            first.close()
            assert session.looks_changed()
            app.writer.look()
            await written(app)
            assert told(app) == "You can write here now."
            assert app.saved_text() == ""
