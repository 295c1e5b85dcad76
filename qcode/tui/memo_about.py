"""What a memo is about: codes, transcripts and participants, ticked in a list that narrows."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, SelectionList
from textual.widgets.selection_list import Selection

from qcode.i18n import t, term
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.edge_buttons import buttons
from qcode.tui.writing_memos import said_about


class AboutPicker(ModalScreen[tuple[str, ...] | None]):
    """Type to narrow, Space to tick, Enter to take; with nothing ticked Enter takes the first."""

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape", "leave", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("ctrl+x", "nothing", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    AboutPicker { align: right middle; background: $background 40%; }
    AboutPicker > Vertical {
        border: round $border; background: $surface; padding: 0 1; width: 64; max-width: 100%;
        height: 80%; border-title-color: $text; border-subtitle-color: $text-muted;
    }
    AboutPicker Input { border: none; height: 1; padding: 0; background: $surface; }
    AboutPicker SelectionList {
        border: none; height: 1fr; padding: 0; background: $surface; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, study: Study, about: tuple[str, ...]) -> None:
        super().__init__()
        self._choices = _choices(study, about)
        self._before = about
        self._ticked = dict.fromkeys(about)

    def compose(self) -> ComposeResult:
        """Field and list."""
        with Vertical() as box:
            box.border_title = Content(t("What the {memo} is about"))
            box.border_subtitle = buttons(t("Space: tick · Enter: done · Ctrl+X: nothing · Esc"))
            yield Input(compact=True, placeholder=t("type to find a {code}, a {transcript}, …"))
            yield SelectionList[str]()

    def on_mount(self) -> None:
        """All choices."""
        self._fill("")

    @property
    def _list(self) -> SelectionList[str]:
        found: SelectionList[str] = self.query_one(SelectionList)
        return found

    def _fill(self, query: str) -> None:
        wanted = fold(query.strip())
        shown = [(ref, label) for ref, label in self._choices if wanted in fold(label)]
        with self.prevent(SelectionList.SelectedChanged):
            self._list.clear_options()
            self._list.add_options(
                [Selection(Content(label), ref, ref in self._ticked) for ref, label in shown]
            )
            self._list.highlighted = 0 if shown else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._fill(event.value)

    def on_selection_list_selection_toggled(
        self, event: SelectionList.SelectionToggled[str]
    ) -> None:
        """Remember ticks also of choices that the list does not show now."""
        event.stop()
        reference = event.selection.value
        if reference in self._ticked:
            del self._ticked[reference]
        else:
            self._ticked[reference] = None

    def on_key(self, event: events.Key) -> None:
        """From the field into the list."""
        if isinstance(self.focused, Input) and event.key == "down":
            event.stop()
            event.prevent_default()
            self._list.focus()

    def action_take(self) -> None:
        """What is ticked; else, for a new memo, what the cursor is on."""
        index = self._list.highlighted
        if not self._ticked and not self._before and index is not None:
            self._ticked[self._list.get_option_at_index(index).value] = None
        self.dismiss(tuple(self._ticked))

    def action_nothing(self) -> None:
        """About nothing else."""
        self.dismiss(())

    def action_leave(self) -> None:
        """As it was."""
        self.dismiss(None)


def _choices(study: Study, about: tuple[str, ...]) -> list[tuple[str, str]]:
    found = [
        (ref, f"{term('coding')} {said_about(study, ref)}")
        for ref in about
        if ref.startswith(("coding:", "link:"))
    ]
    for ident, depth in study.codebook.walk():
        name = study.codebook.codes[ident].name
        found.append((f"code:{ident}", f"{term('code')} {'  ' * depth}{name}"))
    for name in study.transcripts:
        found.append((f"transcript:{name}", f"{term('transcript')} {name}"))
    cases = dict.fromkeys(c for s in study.transcripts.values() for c in s.cases)
    for case in {**cases, **dict.fromkeys(study.cases.rows)}:
        found.append((f"case:{case}", f"{term('participant')} {case}"))
    return found
