"""The commands of the screen where a coding gets its place again: those of the text, and Enter."""

from __future__ import annotations

from qcode.i18n import N_
from qcode.tui.commands import Command, row
from qcode.tui.moving_commands import MOVING, SELECTING

_LEFT_OUT = {"next_unread", "previous_unread", "read_on", "next_coding", "previous_coding"}
PLACE_COMMANDS: tuple[Command, ...] = (
    row(
        "keep_place",
        "enter",
        N_("it belongs here"),
        N_("Put the {coding} on the selected words, else on the {segment}."),
        "place",
        N_("{Coding}"),
        "writable",
        10,
    ),
    *(
        command._replace(screens=("place",), only=())
        for command in (*MOVING, *SELECTING)
        if command.name not in _LEFT_OUT
    ),
)
