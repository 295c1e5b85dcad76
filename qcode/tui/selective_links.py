"""A choice of links: type to narrow, Tab to tick, Enter to take."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from qcode.i18n import t
from qcode.study.links import find_link, weigh
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.edge_buttons import buttons
from qcode.tui.selective_details import link_sentence


class LinkPicker(ModalScreen[tuple[str, ...] | None]):
    """The links that a proposition joins; the result is their ids, None when left as it was.

    A link that is gone stays in the list, so that it can be taken off.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape", "leave", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("tab", "tick", show=False, priority=True),
        Binding("down,ctrl+j", "move(1)", show=False, priority=True),
        Binding("up,ctrl+k", "move(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    LinkPicker { align: right middle; background: $background 40%; }
    LinkPicker > Vertical {
        border: round $border; background: $surface; padding: 0 1; width: 84; max-width: 100%;
        height: 80%; border-title-color: $text; border-subtitle-color: $text-muted;
    }
    LinkPicker Input { border: none; height: 1; padding: 0; background: $surface; }
    LinkPicker OptionList {
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
            box.border_subtitle = buttons(t("Tab: tick · Enter: done · Esc: leave"))
            yield Input(compact=True, placeholder=t("type to find a link by its {codes}"))
            options = OptionList(markup=False)
            options.can_focus = False
            yield options

    def on_mount(self) -> None:
        """All links."""
        self._fill("")

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def _fill(self, query: str) -> None:
        wanted = fold(query.strip())
        shown = [(ident, label) for ident, label in self._choices if wanted in fold(label)]
        self._list.clear_options()
        self._list.add_options([Option(self._row(i, label), i) for i, label in shown])
        self._list.highlighted = 0 if shown else None

    def _row(self, ident: str, label: str) -> Content:
        ticked = ident in self._ticked
        return Content.assemble(("✓ " if ticked else "· "), (label, "bold" if ticked else ""))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._fill(event.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click ticks, or takes a tick away."""
        event.stop()
        self.action_tick()

    def action_move(self, step: int) -> None:
        """The next or previous link, round and round."""
        count = self._list.option_count
        if count:
            self._list.highlighted = ((self._list.highlighted or 0) + step) % count

    def action_tick(self) -> None:
        """Tick the highlighted, or take its tick away."""
        index = self._list.highlighted
        if index is None:
            return
        ident = self._list.get_option_at_index(index).id or ""
        if ident in self._ticked:
            del self._ticked[ident]
        else:
            self._ticked[ident] = None
        label = next(label for known, label in self._choices if known == ident)
        self._list.replace_option_prompt_at_index(index, self._row(ident, label))

    def action_take(self) -> None:
        """What is ticked, in the order of the codebook; if nothing, what was typed to be found."""
        if not self._ticked and self.query_one(Input).value.strip():
            self.action_tick()
        self.dismiss(tuple(ident for ident, _ in self._choices if ident in self._ticked))

    def action_leave(self) -> None:
        """As it was."""
        self.dismiss(None)
