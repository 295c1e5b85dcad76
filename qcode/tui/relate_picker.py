"""The picker of what a coding is evidence of: links and propositions, those of its code first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qcode.i18n import t
from qcode.study.links import ends, weigh
from qcode.study.selective import selective, weigh_proposition
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.edge_buttons import buttons


@dataclass(frozen=True, slots=True)
class Owner:
    """A link or a proposition by its path in the codebook, and the side that was chosen."""

    path: tuple[str, ...]
    supports: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the picker."""

    path: tuple[str, ...]
    words: str
    balance: str


class EvidencePicker(ModalScreen[Owner | None]):
    """Type to find, Tab for the other side, Enter to attach; Escape leaves."""

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape", "leave", show=False, priority=True),
        Binding("down,ctrl+j", "move(1)", show=False, priority=True),
        Binding("up,ctrl+k", "move(-1)", show=False, priority=True),
        Binding("tab,shift+tab", "turn", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    EvidencePicker { align: left bottom; background: $background 40%; }
    EvidencePicker > Vertical {
        border: round $border; background: $surface; padding: 0 1; width: 100%; max-width: 110;
        height: auto; border-title-color: $text; border-subtitle-color: $text-muted;
    }
    EvidencePicker Input { border: none; height: 1; padding: 0; background: $surface; }
    EvidencePicker OptionList {
        border: none; height: auto; max-height: 9; padding: 0; background: $surface;
        scrollbar-size-vertical: 1;
    }
    EvidencePicker OptionList > .option-list--option { padding: 0; }
    EvidencePicker OptionList > .option-list--option-highlighted { text-style: bold; }
    EvidencePicker .side { height: 1; }
    """

    def __init__(self, study: Study, codes: Sequence[str]) -> None:
        """`codes`: those of the codings; links that begin or end at them stand first."""
        super().__init__()
        self.choices = _choices(study, codes)
        self.supports = True

    def compose(self) -> ComposeResult:
        """Field, side, list."""
        with Vertical() as box:
            box.border_title = Content(t("Evidence of"))
            box.border_subtitle = buttons(t("Enter: attach · Tab: for, against · Esc: leave"))
            yield Input(compact=True, placeholder=t("a few letters of a link"))
            yield Static("", classes="side", markup=False)
            options = OptionList(markup=False)
            options.can_focus = False
            yield options

    def on_mount(self) -> None:
        """All, until something is typed."""
        self._show_side()
        self._fill("")

    def _show_side(self) -> None:
        sides = ((True, t("+ speaks for it")), (False, t("− speaks against it")))
        self.query_one(".side", Static).update(
            Content("   ").join(
                Content.styled(f"● {label}", "bold $text-accent")
                if side == self.supports
                else Content.styled(f"○ {label}", "$text-muted")
                for side, label in sides
            )
        )

    def _fill(self, query: str) -> None:
        wanted = fold(query.strip()).split()
        options = self.query_one(OptionList)
        options.clear_options()
        width = max(30, min(self.app.size.width, 110) - 8)
        for number, choice in enumerate(self.choices):
            if all(word in fold(choice.words) for word in wanted):
                room = width - len(choice.balance) - 2
                words = Content(choice.words).truncate(room, ellipsis=True)
                gap = " " * max(1, width - words.cell_length - len(choice.balance))
                line = Content.assemble(words, gap, (choice.balance, "$text-muted"))
                options.add_option(Option(line, str(number)))
        if options.option_count:
            options.highlighted = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search with every letter."""
        event.stop()
        self._fill(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the highlighted."""
        event.stop()
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self._give(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on a line."""
        event.stop()
        self._give(event.option.id)

    def _give(self, number: str | None) -> None:
        if number is not None:
            self.dismiss(Owner(self.choices[int(number)].path, self.supports))

    def action_move(self, step: int) -> None:
        """The next or previous line, round and round."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + step) % options.option_count

    def action_turn(self) -> None:
        """The other side."""
        self.supports = not self.supports
        self._show_side()

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click on the sides turns them; one beside the box leaves."""
        if event.widget is self:
            self.dismiss(None)
        elif event.widget is not None and event.widget.has_class("side"):
            self.action_turn()


def _choices(study: Study, codes: Sequence[str]) -> list[Choice]:
    from qcode.tui.relate_acts import link_words

    book = study.codebook
    found = []
    for link in book.links:
        if link.id:
            words = link_words(study, link.source, link.type, link.target)
            near = bool(set(ends(book, link)) & set(codes))
            found.append((not near, Choice(("links", link.id), words, weigh(study, link).balance)))
    found.sort(key=lambda one: one[0])
    listed = [choice for _, choice in found]
    for proposition in selective(book).propositions:
        balance = weigh_proposition(study, proposition).balance
        path = ("selective", "propositions", proposition.id)
        listed.append(Choice(path, " ".join(proposition.text.split()), balance))
    return listed
