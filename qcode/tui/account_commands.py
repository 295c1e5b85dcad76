"""The commands about suggestions as such: what is set, and the account of what became of them."""

from __future__ import annotations

from qcode.i18n import N_
from qcode.tui.commands import Command, row
from qcode.tui.list_commands import MOVING as LIST_MOVING

HERE = "account"
CODE = N_("{Coding}")
SEE = N_("Seeing")
MOVE = N_("Moving")
_MOVES = {"next_row", "previous_row", "page_down", "page_up", "first_row", "last_row"}

ACCOUNT_COMMANDS: tuple[Command, ...] = (
    row(
        "suggestion_settings",
        "comma",
        N_("{suggestions}"),
        N_("Set when {suggestions} show and from which chance on; {code} blind; see the account."),
        "coding account",
        CODE,
    ),
    row(
        "open('account')",
        "",
        N_("account of {suggestions}"),
        N_("See what was suggested, what became of it, and how honest the chances were."),
        group=SEE,
        opens="account",
    ),
    *(c._replace(screens=(HERE,)) for c in LIST_MOVING if c.name in _MOVES),
    row("next_part", "tab", N_("next part"), N_("Go to the next part of the list."), HERE, MOVE),
    row(
        "previous_part",
        "shift+tab",
        N_("part before"),
        N_("Go to the part of the list before."),
        HERE,
        MOVE,
    ),
    row(
        "details_down",
        "ctrl+down",
        N_("details down"),
        N_("Move down what stands beside the list."),
        HERE,
        MOVE,
    ),
    row(
        "details_up",
        "ctrl+up",
        N_("details up"),
        N_("Move up what stands beside the list."),
        HERE,
        MOVE,
    ),
    row(
        "open_row",
        "enter g",
        N_("{codings} of it"),
        N_("List the {codings} of the {code}, in all {transcripts}."),
        HERE,
        SEE,
        "one-code",
        10,
        opens="codings",
    ),
    row(
        "whose",
        "w",
        N_("mine, all"),
        N_("Count for yourself alone, or for all coders."),
        HERE,
        SEE,
        "row",
        20,
    ),
)
