"""The most similar thing already coded: what stands behind a suggestion, with its context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qcode.i18n import t
from qcode.study.coding import Coding, CodingFile
from qcode.study.study import Study
from qcode.tui.edge_buttons import buttons
from qcode.tui.segment_pane import title_of
from qcode.tui.selective_base import coding_lines, joined


@dataclass(frozen=True, slots=True)
class Behind:
    """A suggestion with the coding behind it."""

    number: int
    """As the suggestion is shown."""
    file: CodingFile
    coding: Coding
    reason: str


class LikePrompt(ModalScreen[Behind | None]):
    """Shows one after the other; Enter gives the one to go to, any other key closes."""

    DEFAULT_CSS = """
    LikePrompt { align: left bottom; background: $background 40%; }
    LikePrompt > Vertical {
        border: round $border; background: $surface; padding: 0 1; width: 100%; height: auto;
        max-height: 70%; border-title-color: $text; border-title-style: bold;
        border-subtitle-color: $text-muted;
    }
    LikePrompt VerticalScroll { height: auto; }
    LikePrompt Static { height: auto; background: $surface; }
    """

    def __init__(self, study: Study, behind: Sequence[Behind]) -> None:
        super().__init__()
        self._study = study
        self._behind = behind
        self._at = 0

    def compose(self) -> ComposeResult:
        """Which there are, and the one."""
        with Vertical() as box:
            box.border_title = Content(t("most like this, of what is coded so"))
            more = t("Enter: go there · Esc: back")
            choose = t("1–5: of another {suggestion}")
            box.border_subtitle = buttons(f"{choose} · {more}" if len(self._behind) > 1 else more)
            yield Static("", id="which", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static("", id="one", markup=False)

    def on_mount(self) -> None:
        """The first."""
        self._show()

    def _show(self) -> None:
        names = [
            Content.assemble(
                (f"{one.number} ", "bold $text-accent"),
                (
                    title_of(one.coding.code, self._study),
                    "bold" if n == self._at else "$text-muted",
                ),
            )
            for n, one in enumerate(self._behind)
        ]
        self.query_one("#which", Static).update(Content("  ").join(names))
        one = self._behind[self._at]
        lines: list[Content | str | tuple[str, str]] = [(one.reason, "$text-muted")]
        lines += coding_lines(self._study, (one.file, one.coding))
        self.query_one("#one", Static).update(joined(lines))

    def on_key(self, event: events.Key) -> None:
        """A digit shows another, down and up scroll or go on, Enter goes there."""
        event.stop()
        event.prevent_default()
        numbers = {str(one.number): n for n, one in enumerate(self._behind)}
        if event.key in numbers:
            self._at = numbers[event.key]
            self._show()
        elif event.key in {"down", "up"}:
            self.query_one(VerticalScroll).scroll_relative(y=1 if event.key == "down" else -1)
        elif event.key == "enter":
            self.dismiss(self._behind[self._at])
        else:
            self.dismiss(None)
