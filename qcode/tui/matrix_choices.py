"""The line above the matrix: what rows, columns and cells are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qcode.i18n import t
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.matrix_commands import CHOICE


class Choice(Static, can_focus=True):
    """One choice: ← → go through its values, ↓ lists them all, and so does a click."""

    BINDINGS = bindings(on_screen(CHOICE))  # type: ignore[assignment] # a list of Binding is fine
    DEFAULT_CSS = """
    Choice { width: auto; height: 1; padding: 0 1; background: $surface; color: $text; }
    Choice:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        name: str
        value: str

    @dataclass
    class Asked(Message):
        """All values are to be listed."""

        choice: Choice

    @dataclass
    class Taken(Message):
        """It stays so; the keys are for the matrix again."""

    def __init__(self, name: str, label: str, values: Sequence[tuple[str, str]]) -> None:
        super().__init__("", markup=False)
        self.choice = name
        self.label = label
        self.values: Sequence[tuple[str, str]] = values
        self.value = values[0][0]
        self.active = False

    def on_mount(self) -> None:
        """Draw it."""
        self.draw()

    def put(self, value: str, values: Sequence[tuple[str, str]] | None = None) -> None:
        """This value, from these; one that is not among them leaves the first."""
        if values is not None:
            self.values = values
        names = [v for v, _ in self.values]
        self.value = value if value in names else names[0]
        self.draw()

    def draw(self) -> None:
        """Label and value."""
        called = next((name for value, name in self.values if value == self.value), self.value)
        muted = "" if self.active else "$text-muted"
        arrows = ("‹ ", " ›") if self.active else ("", "")
        self.update(
            Content.assemble((f"{self.label}: ", muted), arrows[0], (called, "bold"), arrows[1])
        )

    def step(self, step: int) -> None:
        """The next value or the one before, round and round."""
        names = [value for value, _ in self.values]
        self.choose(names[(names.index(self.value) + step) % len(names)])

    def choose(self, value: str) -> None:
        """This value."""
        if value != self.value:
            self.value = value
            self.draw()
            self.post_message(self.Changed(self.choice, value))

    def action_next_value(self) -> None:
        """Choose the next one."""
        self.step(1)

    def action_previous_value(self) -> None:
        """Choose the one before."""
        self.step(-1)

    def action_list_values(self) -> None:
        """List them all."""
        self.post_message(self.Asked(self))

    def action_take_choice(self) -> None:
        """It is chosen."""
        self.post_message(self.Taken())

    def on_click(self) -> None:
        """List the values."""
        self.post_message(self.Asked(self))

    def on_focus(self) -> None:
        """Arrows show that it can be changed."""
        self.active = True
        self.draw()

    def on_blur(self) -> None:
        """As before."""
        self.active = False
        self.draw()


class MatrixChoices(Horizontal):
    """The three choices, and at the right what is filtered."""

    DEFAULT_CSS = """
    MatrixChoices { height: 1; background: $surface; }
    MatrixChoices > .said { width: 1fr; text-align: right; color: $text-muted; padding: 0 1; }
    """


def cell_names() -> list[tuple[str, str]]:
    """What cells can hold."""
    return [
        ("codings", t("{codings}")),
        ("participants", t("{participants}")),
        ("words", t("words")),
        ("share", t("share of the text")),
        ("quotes", t("{quotes}")),
    ]


def row_names() -> list[tuple[str, str]]:
    """What rows can be."""
    return [
        ("codes", t("{codes}")),
        ("categories", t("{categories}")),
        ("themes", t("{themes}")),
    ]


def column_names(attributes: Sequence[str]) -> list[tuple[str, str]]:
    """What columns can be: the four of every study, then its attributes."""
    return [
        ("transcripts", t("{transcripts}")),
        ("participants", t("{participants}")),
        ("coders", t("coders")),
        ("codes", t("{codes} (together)")),
        *((name, name) for name in attributes),
    ]
