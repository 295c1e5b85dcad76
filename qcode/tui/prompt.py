"""Small dialogs at the foot of the screen: a line, a text, a memo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from qcode.files.drafts import KeptDraft
from qcode.i18n import N_, t
from qcode.study.memo import MEMO_TYPES
from qcode.tui.drafts import DraftPrompt
from qcode.tui.edge_buttons import buttons

TYPE_NAMES = {
    "code": N_("{code} {memo}"),
    "theoretical": N_("theoretical {memo}"),
    "operational": N_("operational {memo}"),
    "reflexive": N_("reflexive {memo}"),
}
"""How the types of memos are called in the interface."""

_BOX = """
    align: left bottom; background: $background 40%;
"""
_FORM = """
    border: round $border; background: $surface; padding: 0 1; width: 100%; height: auto;
    border-title-color: $text; border-title-style: bold; border-subtitle-color: $text-muted;
"""


class LinePrompt(ModalScreen[str | None]):
    """Asks for one line; Enter gives it, Escape gives None."""

    DEFAULT_CSS = f"""
    LinePrompt {{ {_BOX} }}
    LinePrompt > Vertical {{ {_FORM} }}
    LinePrompt Input {{ border: none; height: 1; padding: 0; background: $surface; }}
    LinePrompt .hint {{ color: $text-muted; }}
    """

    def __init__(self, title: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Title, field, hint."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            box.border_subtitle = buttons(t("Enter: done · Esc: leave"))
            yield Input(self._value, compact=True, select_on_focus=False)
            if self._hint:
                yield Static(self._hint, classes="hint", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.dismiss(event.value)

    def on_key(self, event: events.Key) -> None:
        """Escape."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)


class TextPrompt(DraftPrompt[str | None]):
    """Asks for a text of several lines; Ctrl+S or F10 gives it, Escape gives None and keeps it.

    `newlines` false keeps it to one paragraph: Enter then gives the text.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("ctrl+s,f10", "keep", show=False, priority=True),
        Binding("enter", "keep_line", show=False, priority=True),
    ]
    DEFAULT_CSS = f"""
    TextPrompt {{ {_BOX} }}
    TextPrompt > Vertical {{ {_FORM} max-height: 80%; }}
    TextPrompt TextArea {{
        border: none; padding: 0; height: auto; min-height: 3; max-height: 16;
        background: $surface; color: $text;
    }}
    TextPrompt .hint {{ color: $text-muted; height: auto; }}
    """

    def __init__(
        self, title: str, value: str = "", hint: str = "", *, newlines: bool = True
    ) -> None:
        super().__init__(title, value, f"text {title}\n{value}")
        self._hint = hint
        self._newlines = newlines

    def compose(self) -> ComposeResult:
        """Title, text, hint."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            done = (
                t("Ctrl+S: done · Esc: leave") if self._newlines else t("Enter: done · Esc: leave")
            )
            box.border_subtitle = buttons(done)
            yield TextArea(self.opening(), compact=True, soft_wrap=True, show_line_numbers=False)
            yield self.draft_line()
            if self._hint:
                yield Static(self._hint, classes="hint", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter begins a new line, unless the text is to be one paragraph."""
        del parameters
        return action != "keep_line" or not self._newlines

    def action_keep_line(self) -> None:
        """Give a text of one paragraph."""
        self.action_keep()

    def action_keep(self) -> None:
        """Give the text."""
        self.give(self.query_one(TextArea).text)


@dataclass(frozen=True, slots=True)
class MemoDraft:
    """What was written, and of which type it is."""

    text: str
    type: str


class MemoPrompt(DraftPrompt[MemoDraft | None]):
    """Asks for a memo: its text, and its type by F2 or a click. `writable` false only shows it."""

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("ctrl+s,f10", "keep", show=False, priority=True),
        Binding("f2,ctrl+t", "next_type", show=False, priority=True),
    ]
    DEFAULT_CSS = f"""
    MemoPrompt {{ {_BOX} }}
    MemoPrompt > Vertical {{ {_FORM} max-height: 90%; }}
    MemoPrompt TextArea {{
        border: none; padding: 0; height: auto; min-height: 6; max-height: 16;
        background: $surface; color: $text;
    }}
    MemoPrompt .type {{ width: auto; }}
    MemoPrompt Horizontal {{ height: 1; }}
    """

    def __init__(
        self,
        title: str,
        text: str = "",
        type: str = "code",  # noqa: A002
        *,
        place: str,
        about: tuple[str, ...] = (),
        subject: str = "",
        writable: bool = True,
    ) -> None:
        super().__init__(title, text, place)
        self._subject = subject
        self._type = type if type in MEMO_TYPES else MEMO_TYPES[0]
        self._about = about
        self._writable = writable

    def compose(self) -> ComposeResult:
        """Title, type, text."""
        text = self.opening() if self._writable else self._before
        if self._found is not None and self._found.type in MEMO_TYPES:
            self._type = self._found.type
        with Vertical() as box:
            box.border_title = Content(self._title)
            box.border_subtitle = buttons(
                t("Ctrl+S: save · F2: type · Esc: leave")
                if self._writable
                else f"{t('read-only')} · Esc"
            )
            with Horizontal():
                yield Static("", classes="type")
            yield TextArea(
                text,
                compact=True,
                soft_wrap=True,
                show_line_numbers=False,
                read_only=not self._writable,
            )
            yield self.draft_line()

    def draft_of(self, text: str) -> KeptDraft:
        """What makes it a memo as well."""
        kept = super().draft_of(text)
        return replace(kept, type=self._type, about=self._about, title=self._subject)

    def kept_sentence(self) -> str:
        """Where it waits."""
        return t("Not saved, but kept: it is there when you open this again, and under F6.")

    def on_mount(self) -> None:
        """The type that is chosen."""
        self._show_type()

    def _show_type(self) -> None:
        shown = []
        for name in MEMO_TYPES:
            label = t(TYPE_NAMES[name])
            shown.append(
                Content.styled(f"● {label}", "bold $text-accent")
                if name == self._type
                else Content.styled(f"○ {label}", "$text-muted")
            )
        self.query_one(".type", Static).update(Content("  ").join(shown))

    def on_click(self, event: events.Click) -> None:
        """A click on the line of types goes to the next."""
        if event.widget is not None and event.widget.has_class("type"):
            self.action_next_type()

    def action_next_type(self) -> None:
        """The next type of memo."""
        if self._writable:
            self._type = MEMO_TYPES[(MEMO_TYPES.index(self._type) + 1) % len(MEMO_TYPES)]
            self._show_type()

    def action_keep(self) -> None:
        """Give the memo, or nothing when it is empty."""
        text = self.query_one(TextArea).text.strip()
        if self._writable:
            self.give(MemoDraft(text, self._type) if text else None)
