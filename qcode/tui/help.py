"""The keys of a screen, and the six to start with; both from the command table."""

from __future__ import annotations

from textwrap import wrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qcode.i18n import N_, t
from qcode.tui.command_table import commands
from qcode.tui.commands import grouped, show_keys
from qcode.tui.edge_buttons import buttons

PANES = {"coding": ("codes-pane",), "matrix": ("choice",), "saturation": ("choice",)}
"""The panes of a screen whose keys its help shows as well."""

TOUR = (
    ("↓ ↑", N_("Go from {segment} to {segment}. The {interviewer}'s {turns} are passed over.")),
    ("c", N_("Put a {code}: type two or three letters and Enter, or a new name.")),
    ("1–5", N_("Take a {suggestion}. They stand at the right, or above the bottom line.")),
    ("Space", N_("Read, nothing to {code}: mark it and go on.")),
    ("u", N_("Take back what you did last. Nothing is lost by trying.")),
    ("?", N_("Show all keys. Ctrl+Q quits; everything is saved as you go.")),
)
"""The six keys of the tour."""


class HelpScreen(ModalScreen[None]):
    """All keys of a screen by group, and those that work everywhere."""

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape,question_mark,q,enter,backspace", "dismiss", show=False)
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 40%; }
    HelpScreen > VerticalScroll {
        border: round $border; background: $surface; padding: 0 2; width: 92; max-width: 100%;
        height: auto; max-height: 100%; border-title-color: $text;
        border-subtitle-color: $text-muted; scrollbar-size-vertical: 1;
    }
    HelpScreen Static { height: auto; background: $surface; }
    """

    def __init__(self, screen_name: str) -> None:
        super().__init__()
        self._for = screen_name

    def compose(self) -> ComposeResult:
        """One text."""
        with VerticalScroll() as box:
            box.border_title = Content(t("Keys"))
            box.border_subtitle = buttons(t("Esc: back · : finds a command by name"))
            yield Static(self._text(), markup=False)

    def _text(self) -> Content:
        width = min(self.app.size.width, 92) - 7
        names = (self._for, *PANES.get(self._for, ()), "app")
        lines: list[Content] = []
        listed = [c for name in names for c in commands() if name in c.screens and c.group]
        for group, members in grouped(listed).items():
            lines += [Content(""), Content.styled(t(group), "bold underline")]
            for command in members:
                lines.append(hanging(show_keys(command) or ":", t(command.help), 20, width))
        return Content("\n").join(lines[1:])


class TourScreen(ModalScreen[None]):
    """Six keys, shown once on a first start."""

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape,enter,space,q", "dismiss", show=False)
    ]
    DEFAULT_CSS = """
    TourScreen { align: center middle; background: $background 40%; }
    TourScreen > Vertical {
        border: round $border; background: $surface; padding: 1 2; width: 76; max-width: 100%;
        height: auto; border-title-color: $text; border-subtitle-color: $text-muted;
    }
    TourScreen Static { height: auto; background: $surface; }
    """

    def compose(self) -> ComposeResult:
        """Six lines."""
        with Vertical() as box:
            box.border_title = Content(t("Six keys to start with"))
            box.border_subtitle = buttons(t("Enter: begin"))
            width = min(self.app.size.width, 76) - 6
            lines = [hanging(keys, t(text), 8, width) for keys, text in TOUR]
            yield Static(Content("\n").join(lines), markup=False)


def hanging(keys: str, text: str, indent: int, width: int) -> Content:
    """Keys, and beside them a text whose further lines stand under its first."""
    lead = Content.styled(keys, "bold $text-accent")
    first, *more = wrap(text, max(20, width - indent)) or [""]
    lines = [Content.assemble(lead.pad_right(max(1, indent - lead.cell_length)), first)]
    return Content("\n").join([*lines, *(Content(" " * indent + line) for line in more)])
