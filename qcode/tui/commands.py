"""Commands: one value for each act, from which bindings, footer, palette, help and docs are made.

The rows stand in `command_table`. A command named `put_again` runs `action_put_again` of the screen
(or of the app), so that a key does the same act wherever it is bound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from textual.binding import Binding

from qcode.i18n import t

APP = "app"
"""Stands in `Command.screens` for what works on every screen."""

_SHOWN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "space": "Space",
    "enter": "Enter",
    "tab": "Tab",
    "escape": "Esc",
    "backspace": "Backspace",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "comma": ",",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


class Command(NamedTuple):
    """One act: what it is called, which keys do it, where, and when it is worth naming."""

    name: str
    keys: tuple[str, ...]
    """As Textual names them; a single character stands for itself."""
    title: str
    """One to three words for the footer and the palette."""
    help: str
    """A sentence for the help screen."""
    screens: tuple[str, ...] = (APP,)
    group: str = ""
    when: tuple[str, ...] = ()
    """Facts that must hold for the footer to name it; a screen's `facts()` says which do."""
    only: tuple[str, ...] = ()
    """Facts that must hold for the key to do it at all; else the next command of the key does."""
    footer: int = 0
    """Order in the footer, 0 for never; the lowest come first."""
    takes_key: bool = False
    """Whether the action gets the key as its argument (digits)."""
    shown: str = ""
    """How its keys are written when the keys themselves read badly, such as `1–5`."""
    opens: str = ""
    """The registered screen that it leads to; without that screen there is no such command."""

    def action(self, key: str = "") -> str:
        """The action string, with the key where the act needs it."""
        return f"{self.name}({key!r})" if self.takes_key else self.name

    def on(self, screen: str) -> bool:
        """Whether it works on this screen."""
        return APP in self.screens or screen in self.screens


def row(  # noqa: PLR0917 - a row of a table is read by position
    name: str,
    keys: str,
    title: str,
    text: str,
    screens: str = APP,
    group: str = "",
    when: str = "",
    footer: int = 0,
    *,
    only: str = "",
    takes_key: bool = False,
    shown: str = "",
    opens: str = "",
) -> Command:
    """A command with its keys, screens and facts as words, so that the table reads as one."""
    return Command(
        name=name,
        keys=tuple(keys.split()),
        title=title,
        help=text,
        screens=tuple(screens.split()),
        group=group,
        when=tuple(when.split()),
        footer=footer,
        only=tuple(only.split()),
        takes_key=takes_key,
        shown=shown,
        opens=opens,
    )


def show_key(key: str) -> str:
    """A key as people write it: `Ctrl+R`, `↓`, `F2`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    written = _SHOWN.get(last, last.upper() if len(last) > 1 or modifiers else last)
    return "+".join([*(m.capitalize() for m in modifiers), written])


def show_keys(command: Command, most: int = 9) -> str:
    """The keys of a command as people write them, at most so many."""
    return command.shown or " ".join(show_key(k) for k in command.keys[:most])


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual bindings for the commands, hidden from Textual's own footer."""
    return [
        Binding(key, command.action(key), command.title, show=False)
        for command in commands
        for key in command.keys
    ]


def footer_commands(
    commands: Iterable[Command], screen: str, facts: Collection[str]
) -> list[Command]:
    """What is possible now and worth naming, in the order of the footer."""
    possible = [
        c for c in commands if c.footer and c.on(screen) and all(f in facts for f in c.when)
    ]
    return sorted(possible, key=lambda c: c.footer)


def grouped(commands: Iterable[Command]) -> dict[str, list[Command]]:
    """Commands by group, in order of first sight."""
    found: dict[str, list[Command]] = {}
    for command in commands:
        found.setdefault(command.group, []).append(command)
    return found


def markdown(commands: Iterable[Command]) -> str:
    """The keys as Markdown tables, one for each group, in the language in use."""
    lines: list[str] = []
    for group, members in grouped(commands).items():
        head = [t("Key"), t("Act"), t("What it does")]
        lines += [f"### {t(group)}", "", f"| {' | '.join(head)} |", "|---|---|---|"]
        for command in members:
            keys = " ".join(f"`{k}`" for k in show_keys(command).split(" ")) or "`:`"
            lines.append(
                f"| {keys.replace('|', chr(92) + '|')} | {t(command.title)} | {t(command.help)} |"
            )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
