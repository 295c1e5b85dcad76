"""The find bar: it takes the place of the bottom line, and the text shows where the words stand."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from qcode.i18n import t

_PATIENCE = 0.08
"""Seconds without a letter before a long text is searched."""


class FindBar(Horizontal):
    """A field over the bottom line while it is in use; posts what to find and where to go."""

    DEFAULT_CSS = """
    FindBar {
        layer: over; dock: bottom; height: 1; background: $panel; padding: 0 1;
    }
    FindBar > .lead { width: auto; color: $text-accent; text-style: bold; background: $panel; }
    FindBar > Input { border: none; height: 1; padding: 0 1; width: 1fr; background: $panel; }
    FindBar > .found { width: auto; color: $text-muted; background: $panel; }
    """

    @dataclass
    class Wanted(Message):
        """Find these words."""

        query: str

    @dataclass
    class Next(Message):
        """Go to the next place, or the one before."""

        step: int

    @dataclass
    class Everywhere(Message):
        """Find these words in all transcripts."""

        query: str

    @dataclass
    class Closed(Message):
        """The bar was left."""

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lead, field, count."""
        yield Static("/", classes="lead", markup=False)
        yield Input(
            self._query,
            compact=True,
            placeholder=t("words in this {transcript}"),
            select_on_focus=True,
        )
        yield Static("", classes="found", markup=False)

    def on_mount(self) -> None:
        """Type into it; what was found last is found again."""
        self.query_one(Input).focus()

    def tell(self, found: str) -> None:
        """Say how many places there are."""
        self.query_one(".found", Static).update(found)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as letters come, with a little patience."""
        event.stop()
        if self._timer:
            self._timer.stop()
        query = event.value
        self._timer = self.set_timer(_PATIENCE, lambda: self.post_message(self.Wanted(query)))

    def on_key(self, event: events.Key) -> None:
        """Enter and Down: next; Up: before; Tab: in all transcripts; Escape: leave."""
        acts: dict[str, Message] = {
            "enter": self.Next(1),
            "down": self.Next(1),
            "up": self.Next(-1),
            "tab": self.Everywhere(self.query_one(Input).value),
            "escape": self.Closed(),
        }
        if event.key in acts:
            event.stop()
            event.prevent_default()
            self.post_message(acts[event.key])
