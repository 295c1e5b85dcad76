"""The picker: two or three letters and Enter put a code; the last row makes a new one."""

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

from qcode.i18n import n_, t
from qcode.study.study import Study
from qcode.tui.code_search import CodeSearch, Found
from qcode.tui.edge_buttons import buttons
from qcode.tui.palette import color_of, ground_of

_NEW = "\x00new"
_ROWS, _LEAST_ROWS = 8, 3
"""Codes that the list shows at most, and where there is little room."""
_AROUND = 6
"""Rows of the picker beside the list: frame, field, and what is said of a code."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen: ids of codes, and names for codes to be made."""

    codes: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class CodePicker(ModalScreen[Picked | None]):
    """Choose codes by typing; Enter puts the highlighted, Tab marks several, Escape leaves.

    The highlight stands on the best code only when everything typed fits it; otherwise it stands
    on *new*, so that Enter after a whole new name makes that code and never takes a likely one.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape", "leave", show=False, priority=True),
        Binding("down,ctrl+j", "move(1)", show=False, priority=True),
        Binding("up,ctrl+k", "move(-1)", show=False, priority=True),
        Binding("tab", "mark", show=False, priority=True),
        Binding("ctrl+n", "make", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    CodePicker { align: left bottom; background: $background 40%; }
    CodePicker > Vertical {
        border: round $border; background: $surface; padding: 0 1; width: 100%; max-width: 110;
        height: auto; border-title-color: $text; border-subtitle-color: $text-muted;
    }
    CodePicker Input { border: none; height: 1; padding: 0; background: $surface; }
    CodePicker OptionList {
        border: none; height: auto; max-height: 8; padding: 0; background: $surface;
        scrollbar-size-vertical: 1;
    }
    CodePicker OptionList > .option-list--option { padding: 0; }
    CodePicker OptionList > .option-list--option-highlighted { text-style: bold; }
    CodePicker .details {
        height: auto; min-height: 2; max-height: 5; color: $text; border-top: solid $border-blurred;
    }
    """

    def __init__(
        self,
        study: Study,
        *,
        about: str = "",
        title: str = "",
        recent: Sequence[str] = (),
        here: Sequence[str] = (),
        start: str = "",
        several: bool = True,
        clear_of: range = range(0),
    ) -> None:
        """`about`: the words to be coded; `here`: the codes on them; `start`: highlighted first;
        `clear_of`: the rows of the terminal where these words stand, which stay in sight.
        """
        super().__init__()
        self._study = study
        self._about = " ".join(about.split())
        self._title = title
        self._here = frozenset(here)
        self._start = start
        self._several = several
        self._clear_of = clear_of
        self._search = CodeSearch.of(study.codebook, study.counts, recent)
        self._found: list[Found] = []
        self._filled = ""
        self._marked: list[str] = []
        self._new: list[str] = []

    def compose(self) -> ComposeResult:
        """Field, list, details."""
        with Vertical() as box:
            quote = f"“{self._about}”" if self._about else ""
            box.border_title = Content(
                " ".join(p for p in (self._title or t("{Code}"), quote) if p)
            )
            box.border_subtitle = buttons(
                t("Enter: put · Tab: several · Ctrl+N: new · Esc: leave")
                if self._several
                else t("Enter: put · Ctrl+N: new · Esc: leave")
            )
            yield Input(compact=True, placeholder=t("two or three letters, or a new name"))
            options = OptionList(markup=False)
            options.can_focus = False
            yield options
            yield Static("", classes="details")

    def on_mount(self) -> None:
        """Recent and common codes until something is typed."""
        self._keep_clear()
        self._fill("")
        if self._start:
            self._highlight(self._start)

    def _keep_clear(self) -> None:
        """Stand where there is more room beside the words, with as many rows as fit there."""
        if not self._clear_of:
            return
        above, below = self._clear_of.start, self.app.size.height - self._clear_of.stop
        room = below
        if below < min(above, _ROWS + _AROUND):
            self.styles.align_vertical, room = "top", above
        self._options.styles.max_height = max(_LEAST_ROWS, min(_ROWS, room - _AROUND))

    @property
    def _query(self) -> str:
        return self.query_one(Input).value.strip()

    @property
    def _options(self) -> OptionList:
        return self.query_one(OptionList)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search with every letter."""
        event.stop()
        self._fill(event.value)

    def _fill(self, query: str) -> None:
        self._filled = query
        self._found = self._search.find(query)
        width = max(30, min(self.app.size.width, 110) - 6)
        rows = [Option(self._row(f, width), f.code) for f in self._found]
        name = query.strip()
        if name and self._search.exact(name) is None:
            label = Content.assemble(("+ ", "bold"), t("new: “{name}”", name=name))
            rows.append(Option(label, _NEW))
        options = self._options
        options.clear_options()
        options.add_options(rows)
        if rows:
            well = bool(self._found) and (not name or self._found[0].well)
            options.highlighted = 0 if well or len(rows) == 1 else len(rows) - 1
        self._describe()

    def _row(self, found: Found, width: int) -> Content:
        book, ident = self._study.codebook, found.code
        code = book.codes[ident]
        path = book.path_above(ident)
        mark = "✓" if ident in self._marked else "=" if ident in self._here else "●"
        count = str(self._search.counts.get(ident, 0) or "")
        color = color_of(book.color_of(ident), ground_of(self.app))
        name = code.name + (f" = {found.label}" if found.label and found.label != ident else "")
        left = Content.assemble((f"{mark} ", color), name)
        room = width - left.cell_length - len(count) - 3
        beside = Content.styled(path, "$text-muted").truncate(max(0, room), ellipsis=True)
        gap = max(1, width - left.cell_length - beside.cell_length - len(count) - 2)
        return Content.assemble(left, "  ", beside, " " * gap, count)

    def _describe(self) -> None:
        code = self._highlighted()
        lines: list[Content] = []
        if code == _NEW:
            near = [f for f in self._found if f.score >= 75 or f.well][:2]
            lines.append(Content(t("Enter makes this {code}, without a {category} for now.")))
            lines += [self._said(f.code, t("near: ")) for f in near]
        elif code:
            lines.append(self._said(code))
        else:
            lines.append(Content(t("Type a name and Enter to make the first {code}.")))
        if self._marked or self._new:
            names = [self._study.codebook.codes[i].name for i in self._marked] + self._new
            lines.append(Content.styled(t("marked: {names}", names=", ".join(names)), "bold"))
        self.query_one(".details", Static).update(Content("\n").join(lines))

    def _said(self, ident: str, lead: str = "") -> Content:
        code = self._study.codebook.codes[ident]
        used = self._search.counts.get(ident, 0)
        counted = n_("{n} {coding}", "{n} {codings}", used)
        meaning = code.definition or t("no definition yet")
        return Content.assemble(lead, (code.name, "bold"), f" · {counted} · ", meaning)

    def _highlighted(self) -> str:
        index = self._options.highlighted
        return "" if index is None else self._options.get_option_at_index(index).id or ""

    def _highlight(self, code: str) -> None:
        for index, found in enumerate(self._found):
            if found.code == code:
                self._options.highlighted = index
                self._describe()

    # -- acts -----------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """The next or previous row, round and round."""
        count = self._options.option_count
        if count:
            self._options.highlighted = ((self._options.highlighted or 0) + step) % count
            self._describe()

    def action_mark(self) -> None:
        """Mark the highlighted for putting several at once."""
        code = self._highlighted()
        if not self._several or not code:
            return
        if code == _NEW:
            if self._query not in self._new:
                self._new.append(self._query)
        elif code in self._marked:
            self._marked.remove(code)
        else:
            self._marked.append(code)
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self._fill("")

    def action_make(self) -> None:
        """A new code of what was typed, whatever is highlighted."""
        if self._query:
            known = self._search.exact(self._query)
            self._give(*((known, "") if known else ("", self._query)))

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the marked, and what was typed if anything was."""
        event.stop()
        if event.value != self._filled:
            self._fill(event.value)
        code = self._highlighted()
        if (self._marked or self._new) and not self._query:
            self._give("", "")
        elif code == _NEW:
            self._give("", self._query)
        elif code:
            self._give(code, "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on a row."""
        event.stop()
        chosen = event.option.id or ""
        self._give(*(("", self._query) if chosen == _NEW else (chosen, "")))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The mouse or a key moved the highlight."""
        event.stop()

    def _give(self, code: str, new: str) -> None:
        codes = [*self._marked, *([code] if code and code not in self._marked else [])]
        names = [*self._new, *([new] if new and new not in self._new else [])]
        self.dismiss(Picked(tuple(codes), tuple(names)) if codes or names else None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves."""
        if event.widget is self:
            self.dismiss(None)
