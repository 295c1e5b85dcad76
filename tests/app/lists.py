"""What tests of the list screens share: codings on the small study, and what a screen shows."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot
from textual.widgets import Static

from qcode.session import Session
from qcode.study import edits
from qcode.tui.app import QcodeApp
from qcode.tui.footer import BottomLine
from qcode.tui.list_screen import ListScreen
from qcode.tui.study_screen import StudyScreen
from tests.studies import words

AT = "2026-11-24T06:30:00+00:00"


def put(session: Session, transcript: str, quote: str, code: str, coder: str = "") -> str:
    """Puts a code on the only place of these words and returns the coding's id."""
    study = session.study
    change = edits.add_coding(
        study, coder or session.coder, transcript, words(study, transcript, quote), code, at=AT
    )
    session.apply(change)
    return str(change.puts[0].key[2])


def front(app: QcodeApp) -> StudyScreen:
    """The screen in front."""
    assert isinstance(app.screen, StudyScreen)
    return app.screen


def listed(app: QcodeApp) -> list[str]:
    """The keys of the rows of the list in front."""
    screen = app.screen
    assert isinstance(screen, ListScreen)
    return screen.list.keys


def drawn(app: QcodeApp) -> str:
    """Everything on the screen in front, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def told(app: QcodeApp) -> str:
    """The notice in the bottom line of the screen in front."""
    found = app.screen.query_one(BottomLine).notice
    return found.text if found else ""


def empty_text(app: QcodeApp) -> str:
    """What an empty list says."""
    return str(app.screen.query_one("#nothing", Static).content)


async def typed(pilot: Pilot[None], text: str) -> None:
    """Types a text, key by key."""
    names = {" ": "space", ".": "full_stop", "/": "slash", "-": "minus", "_": "underscore"}
    for character in text:
        await pilot.press(names.get(character, character))


async def until(pilot: Pilot[None], holds: Callable[[], bool], seconds: float = 5.0) -> None:
    """Waits until something holds, for what the pilot does not wait for; at most so long."""
    for _ in range(int(seconds / 0.02)):
        if holds():
            return
        await pilot.pause(0.02)
    assert holds()
