"""A line of choices at the bottom, each with its key: the next key chooses, any other goes back."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static


class KeyMenu(ModalScreen[str]):
    """Asks for one key; the result is that key, or empty. The text behind stays in sight."""

    DEFAULT_CSS = """
    KeyMenu { background: transparent; align: left bottom; }
    KeyMenu > Static { height: auto; width: 100%; background: $panel; color: $text; padding: 0 1; }
    """

    def __init__(self, question: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._question = question
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The question and its choices, none of them broken over two lines."""
        width = max(20, self.app.size.width - 2)
        lines = [Content.styled(self._question, "bold")]
        for key, label in self._choices:
            part = Content.assemble((key, "bold $text-accent"), " ", label).stylize(
                Style.from_meta({"@click": f"screen.choose({key!r})"})
            )
            if lines[-1].cell_length + 2 + part.cell_length <= width:
                lines[-1] = Content("  ").join([lines[-1], part])
            else:
                lines.append(part)
        yield Static(Content("\n").join(lines))

    def action_choose(self, key: str) -> None:
        """A choice was clicked."""
        self.dismiss(key)

    def on_click(self, event: events.Click) -> None:
        """A click beside it goes back."""
        if event.widget is self:
            self.dismiss("")

    def on_key(self, event: events.Key) -> None:
        """Take the key if it is a choice, else close."""
        event.stop()
        event.prevent_default()
        pressed = event.character or event.key
        self.dismiss(pressed if pressed in {key for key, _ in self._choices} else "")
