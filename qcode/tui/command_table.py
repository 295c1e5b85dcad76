"""The one table of commands: name, keys, title, help, screens, group, and when it can be done."""

from __future__ import annotations

import sys
from functools import lru_cache

from qcode.i18n import N_, t
from qcode.tui.account_commands import ACCOUNT_COMMANDS
from qcode.tui.axial_commands import AXIAL_COMMANDS
from qcode.tui.coding_commands import CODING_COMMANDS
from qcode.tui.commands import APP, Command, markdown, row
from qcode.tui.compare_commands import COMPARE_COMMANDS
from qcode.tui.list_commands import LIST_COMMANDS
from qcode.tui.matrix_commands import CHOICE, CHOOSE, MATRIX_COMMANDS
from qcode.tui.place_commands import PLACE_COMMANDS
from qcode.tui.relate_commands import RELATE_COMMANDS
from qcode.tui.rule_commands import RULE_COMMANDS
from qcode.tui.screens import SCREENS
from qcode.tui.selective_commands import SELECTIVE_COMMANDS

GO = N_("Screens")
STUDY = N_("{Study}")
TREE = N_("The pane of {codes}")

GOING: tuple[Command, ...] = (
    *(
        row(
            f"go('{s.name}')",
            f"f{s.number}",
            s.title,
            s.help,
            group=GO,
            shown=f"F{s.number} G{s.number}",
            opens=s.name,
        )
        for s in SCREENS
        if s.number
    ),
    row(
        "go_menu",
        "G",
        N_("go to"),
        N_("Go to a screen by its digit, a pane, the keys, a command."),
        group=GO,
    ),
    row(
        "back",
        "escape backspace",
        N_("back"),
        N_("Go back, close what is open, drop the selection."),
        group=GO,
    ),
    row("help", "?", N_("keys"), N_("Show all keys of this screen."), group=GO, footer=95),
    row("command_palette", ": ctrl+p", N_("commands"), N_("Find a command by its name."), group=GO),
    row("quit", "ctrl+q", N_("quit"), N_("Save and quit."), group=GO),
)

STUDYING: tuple[Command, ...] = (
    row(
        "undo",
        "u",
        N_("undo"),
        N_("Take back my last change, also after a restart."),
        group=STUDY,
        when="changed writable",
        footer=90,
    ),
    row("redo", "ctrl+r", N_("redo"), N_("Do again what was taken back."), group=STUDY),
    row(
        "next_theme",
        "",
        N_("theme"),
        N_("Change colours: light, dark, the terminal's own."),
        group=STUDY,
    ),
    row("tour", "", N_("tour"), N_("Show the six keys to start with."), group=STUDY),
)

PANE = "codes-pane"
TREE_COMMANDS: tuple[Command, ...] = (
    row("cursor_down", "down j", N_("next"), N_("Go to the next {code}."), PANE, TREE),
    row("cursor_up", "up k", N_("before"), N_("Go to the {code} before."), PANE, TREE),
    row("page_down", "pagedown", N_("page down"), N_("Go down by a page."), PANE, TREE),
    row("page_up", "pageup", N_("page up"), N_("Go up by a page."), PANE, TREE),
    row("first_row", "home", N_("start"), N_("Go to the first {code}."), PANE, TREE),
    row("last_row", "end", N_("end"), N_("Go to the last {code}."), PANE, TREE),
    row(
        "open_code",
        "enter g",
        N_("{codings} of it"),
        N_("List the {codings} of the {code}, in all {transcripts}."),
        PANE,
        TREE,
        footer=10,
        opens="codings",
    ),
    row(
        "toggle_node",
        "space",
        N_("open, close"),
        N_("Show or hide what stands below the {code}."),
        PANE,
        TREE,
        footer=30,
    ),
    row("open_node", "right l", N_("open"), N_("Show what stands below it."), PANE, TREE),
    row("close_node", "left h", N_("close"), N_("Hide what stands below it."), PANE, TREE),
    row(
        "filter_codes",
        "/",
        N_("find"),
        N_("Filter the {codes} as you type."),
        PANE,
        TREE,
        footer=20,
    ),
)

COMMANDS: tuple[Command, ...] = (
    *CODING_COMMANDS,
    *TREE_COMMANDS,
    *LIST_COMMANDS,
    *MATRIX_COMMANDS,
    *AXIAL_COMMANDS,
    *RELATE_COMMANDS,
    *SELECTIVE_COMMANDS,
    *COMPARE_COMMANDS,
    *PLACE_COMMANDS,
    *RULE_COMMANDS,
    *ACCOUNT_COMMANDS,
    *GOING,
    *STUDYING,
)


@lru_cache(maxsize=8)
def commands(registered: frozenset[str] | None = None) -> tuple[Command, ...]:
    """The commands whose screens are there; `registered` stands in for the registry in tests."""
    there = {s.name for s in SCREENS} if registered is None else registered
    return tuple(c for c in COMMANDS if not c.opens or c.opens in there)


def on_screen(screen: str) -> tuple[Command, ...]:
    """What works on this screen besides what works on every one."""
    return tuple(c for c in commands() if screen in c.screens)


def on_app() -> tuple[Command, ...]:
    """What works on every screen."""
    return tuple(c for c in commands() if APP in c.screens)


def keys_page() -> str:
    """The page of all keys for the docs: `python -m qcode.tui.command_table > docs/keys.md`."""
    titles = {APP: t("On every screen"), PANE: t(TREE), CHOICE: t(CHOOSE)}
    titles |= {s.name: t(s.title) for s in SCREENS}
    listed = [c for c in commands() if c.group]
    parts = [
        "# Keys\n\nMade from the command table; `?` shows the keys of the screen you are on.\n"
    ]
    for place in dict.fromkeys(s for c in listed for s in c.screens):
        title = titles.get(place, place)
        members = markdown(c for c in listed if place in c.screens)
        parts.append(f"## {title[:1].upper()}{title[1:]}\n\n{members}")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(keys_page())
