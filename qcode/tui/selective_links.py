"""A choice of links: type to narrow, Space to tick, Enter to take."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, SelectionList
from textual.widgets.selection_list import Selection

from qcode.i18n import t
from qcode.study.links import find_link, weigh
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.selective_details import link_sentence


class LinkPicker(ModalScreen[tuple[str, ...] | None]):
    """The links that a proposition joins; the result is their ids, None when left as it was.

    A link that is gone stays in the list, so that it can be taken off.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape", "leave", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    LinkPicker { align: right middle; background: $background 40%; }
    LinkPicker > Vertical {
        border: round $border; background: $surface; padding: 0 1; width: 84; max-width: 100%;
        height: 80%; border-title-color: $text; border-subtitle-color: $text-muted;
    }
    LinkPicker Input { border: none; height: 1; padding: 0; background: $surface; }
    LinkPicker SelectionList {
        border: none; height: 1fr; padding: 0; background: $surface; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, study: Study, tied: tuple[str, ...], text: str) -> None:
        super().__init__()
        book = study.codebook
        there = {link.id: link for link in book.links}
        self._choices = [
            (ident, f"{link_sentence(study, link)}  {weigh(study, link).balance}")
            for ident, link in there.items()
        ]
        self._choices += [
            (ident, t("the link {id} is gone", id=ident))
            for ident in tied
            if find_link(book, ident) is None
        ]
        self._ticked = dict.fromkeys(tied)
        self._text = text

    def compose(self) -> ComposeResult:
        """Field and list."""
        with Vertical() as box:
            box.border_title = Content(t("Links of “{text}”", text=self._text[:48]))
            box.border_subtitle = Content(t("↓ Space: tick · Enter: done · Esc: leave"))
            yield Input(compact=True, placeholder=t("type to find a link by its {codes}"))
            yield SelectionList[str]()

    def on_mount(self) -> None:
        """All links."""
        self._fill("")

    @property
    def _list(self) -> SelectionList[str]:
        found: SelectionList[str] = self.query_one(SelectionList)
        return found

    def _fill(self, query: str) -> None:
        wanted = fold(query.strip())
        with self.prevent(SelectionList.SelectedChanged):
            self._list.clear_options()
            self._list.add_options(
                [
                    Selection(Content(label), ident, ident in self._ticked)
                    for ident, label in self._choices
                    if wanted in fold(label)
                ]
            )
            self._list.highlighted = 0 if self._list.option_count else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._fill(event.value)

    def on_selection_list_selection_toggled(
        self, event: SelectionList.SelectionToggled[str]
    ) -> None:
        """Remember ticks also of links that the list does not show now."""
        event.stop()
        ident = event.selection.value
        if ident in self._ticked:
            del self._ticked[ident]
        else:
            self._ticked[ident] = None

    def on_key(self, event: events.Key) -> None:
        """From the field into the list."""
        if isinstance(self.focused, Input) and event.key == "down":
            event.stop()
            event.prevent_default()
            self._list.focus()

    def action_take(self) -> None:
        """What is ticked, in the order of the codebook."""
        self.dismiss(tuple(ident for ident, _ in self._choices if ident in self._ticked))

    def action_leave(self) -> None:
        """As it was."""
        self.dismiss(None)
