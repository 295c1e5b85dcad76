"""The menu behind `G` and behind the header's three bars: where else to go, by key or click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qcode.i18n import t
from qcode.tui.command_table import commands
from qcode.tui.commands import Command, show_keys
from qcode.tui.key_menu import KeyMenu
from qcode.tui.screens import main_screens

if TYPE_CHECKING:
    from qcode.tui.app import QcodeApp

_ALSO = ("codes_pane", "segment_pane", "help", "command_palette", "back")
"""What is not a screen and has no other place to be clicked where the terminal is small."""


def ask_where_to(app: QcodeApp) -> None:
    """Asks for a main screen by its digit, a pane, the keys or a command, and goes there."""
    place = getattr(app.screen, "NAME", "")
    others = {_key(c): c for c in commands() if c.name in _ALSO and c.on(place)}
    choices = [(str(e.number), t(e.title)) for e in main_screens()]
    choices += [(key, t(command.title)) for key, command in others.items()]

    async def chosen(key: str | None) -> None:
        if key in others:
            await app.run_command(others[key])
        for entry in main_screens():
            if key == str(entry.number):
                app.action_go(entry.name)

    app.push_screen(KeyMenu(t("Go to"), choices), chosen)


def _key(command: Command) -> str:
    return show_keys(command, 1)
