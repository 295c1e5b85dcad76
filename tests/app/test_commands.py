"""The one table of commands: every key does something, once, and is told to the user."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from textual.dom import DOMNode

from qcode.tui.app import QcodeApp
from qcode.tui.command_table import COMMANDS, commands, keys_page
from qcode.tui.commands import footer_commands, markdown, show_key
from qcode.tui.matrix_choices import Choice
from qcode.tui.screens import SCREENS
from qcode.tui.tree_pane import CodeTree

PANES: dict[str, type[DOMNode]] = {
    "app": QcodeApp,
    "codes-pane": CodeTree,
    "choice": Choice,
}


def _class_of(screen: str) -> type[DOMNode]:
    if screen in PANES:
        return PANES[screen]
    entry = next(s for s in SCREENS if s.name == screen)
    module, _, name = entry.place.partition(":")
    found: type[DOMNode] = getattr(import_module(module), name)
    return found


@pytest.mark.parametrize("command", commands(), ids=lambda c: f"{c.name}-{c.screens[0]}")
def test_every_command_has_its_action_where_its_key_works(command) -> None:
    for screen in command.screens:
        known = screen in PANES or any(s.name == screen for s in SCREENS)
        if known and "never" not in command.only:
            assert hasattr(_class_of(screen), f"action_{command.name.partition('(')[0]}"), screen


@pytest.mark.parametrize("place", sorted({s for c in commands() for s in c.screens}))
def test_no_key_has_two_acts_in_one_place(place: str) -> None:
    keys = Counter(k for c in commands() if place in c.screens and not c.only for k in c.keys)
    assert [k for k, n in keys.items() if n > 1] == []


def test_a_key_never_does_on_one_screen_what_another_key_of_the_app_does() -> None:
    everywhere = {k for c in COMMANDS if "app" in c.screens for k in c.keys}
    assert [
        (c.name, k) for c in COMMANDS if "app" not in c.screens for k in c.keys if k in everywhere
    ] == []


def test_every_command_says_what_it_does_in_a_sentence() -> None:
    for command in COMMANDS:
        assert command.title, command.name
        assert command.help.endswith("."), command.name


def test_a_key_that_leads_to_a_screen_that_is_not_there_does_not_exist() -> None:
    assert not [c for c in commands(frozenset({"coding"})) if c.opens not in {"", "coding"}]


def test_the_bottom_line_names_only_what_is_possible() -> None:
    still = {c.name for c in footer_commands(COMMANDS, "coding", {"text"})}
    on_coding = {
        c.name for c in footer_commands(COMMANDS, "coding", {"text", "own-coding", "writable"})
    }
    assert "remove_coding" not in still
    assert {"remove_coding", "recode", "drag_edges"} <= on_coding


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("ctrl+r", "Ctrl+R"),
        ("down", "↓"),
        ("f3", "F3"),
        ("J", "J"),
        ("+", "+"),
        ("ctrl+q", "Ctrl+Q"),
    ],
)
def test_keys_are_written_as_people_write_them(key: str, written: str) -> None:
    assert show_key(key) == written


def test_the_list_for_the_docs_has_a_row_for_every_command() -> None:
    listed = [c for c in commands() if c.group]
    rows = [line for line in markdown(listed).splitlines() if line.startswith("| `")]
    assert len(rows) == len(listed)


def test_the_docs_list_the_keys_there_are() -> None:
    page = Path(__file__).parents[2] / "docs" / "keys.md"
    assert page.read_text("utf-8") == keys_page(), (
        "python -m qcode.tui.command_table > docs/keys.md renews it"
    )
