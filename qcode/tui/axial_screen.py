"""Axial coding, first view: the loose codes, the tree, and the quotes of what the cursor is on."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, Static

from qcode.i18n import n_, t, term
from qcode.study.requests import open_requests
from qcode.study.study import Study
from qcode.tui.axial_acts import AxialActs
from qcode.tui.axial_rows import (
    MarkList,
    category_rows,
    code_of,
    loose_rows,
    quote_rows,
    quotes_of,
)
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.row_list import RowList
from qcode.tui.segment_pane import title_of

REST = 0.05
"""Seconds after which the cursor is taken to rest on a code."""
_ORDER = ("loose", "tree", "quotes")


class AxialScreen(AxialActs):
    """F4: codes are marked by Space or a click and go under the category at the cursor."""

    NAME = "axial"
    BINDINGS = bindings(on_screen("axial"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = """
    AxialScreen #panes { height: 1fr; layout: grid; grid-size: 3 1; grid-columns: 30% 1fr 38%; }
    AxialScreen .empty { display: none; padding: 1; color: $text-muted; }
    AxialScreen .pane.-empty > .empty { display: block; }
    AxialScreen .pane.-empty > RowList { display: none; }
    AxialScreen.-narrow #panes {
        grid-size: 2 2; grid-columns: 2fr 3fr; grid-rows: 3fr 2fr;
    }
    AxialScreen.-narrow #quotes-pane { column-span: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.marked: dict[str, None] = {}
        self.shut: set[str] = set()
        self.pane = "loose"
        """The pane of codes that has, or had last, the keys."""
        self._quoted: tuple[object, ...] = ()
        """The code whose quotes are shown, and the identity of what they were made from."""
        self._quoted_study: Study | None = None
        """Held, so that no other study has its identity."""
        self._rest: Timer | None = None

    def body(self) -> ComposeResult:
        """Three panes."""
        yield self.top()
        with Horizontal(id="panes"):
            with Vertical(id="loose-pane", classes="pane"):
                yield MarkList(id="loose")
                yield Static("", classes="empty", markup=False)
            with Vertical(id="tree-pane", classes="pane"):
                yield MarkList(id="tree")
                yield Static("", classes="empty", markup=False)
            with Vertical(id="quotes-pane", classes="pane"):
                yield RowList(id="quotes")
                yield Static("", classes="empty", markup=False)

    # -- panes ------------------------------------------------------------------------------------

    @property
    def loose(self) -> MarkList:
        """The codes without a category."""
        return self.query_one("#loose", MarkList)

    @property
    def categories(self) -> MarkList:
        """The categories with what is below them."""
        return self.query_one("#tree", MarkList)

    @property
    def quotes(self) -> RowList:
        """The quotes of what the cursor is on."""
        return self.query_one("#quotes", RowList)

    @property
    def list(self) -> RowList:
        """The list that has the keys, else the pane of codes that had them last."""
        focused = self.focused
        if isinstance(focused, RowList) and focused.id in _ORDER:
            return focused
        return self.query_one(f"#{self.pane}", RowList)

    @property
    def on_quote(self) -> bool:
        """Whether the cursor is on a quote and not on a code."""
        return self.focused is self.quotes

    def current_code(self) -> str:
        """The code at the cursor of the pane of codes used last."""
        return code_of(self.query_one(f"#{self.pane}", RowList).key)

    def target(self) -> str:
        """The code at the cursor of the tree."""
        return code_of(self.categories.key)

    # -- showing ----------------------------------------------------------------------------------

    def fill(self, key: str | None = None) -> None:
        """List again; the cursors go to this code, else stay."""
        study, query = self.study, self.query_text
        living = study.codebook.codes
        self.marked = {c: None for c in self.marked if c in living and not living[c].merged_into}
        self.loose.show(loose_rows(study, self.marked, query), key)
        self.categories.show(category_rows(study, self.marked, self.shut, query), key)
        self._empty("loose", _nothing_loose(study))
        self._empty("tree", t("No {category} yet: mark {codes} by Space, then c names one."))
        self._leave_empty()
        marked = n_("{n} marked", "{n} marked", len(self.marked)) if self.marked else ""
        loose = self.query_one("#loose-pane", Vertical)
        loose.border_title = term("uncategorised")
        loose.border_subtitle = marked or str(len(self.loose.keys) or "")
        self.query_one("#tree-pane", Vertical).border_title = term("categories")
        self.tell()

    def _leave_empty(self) -> None:
        """From a pane of codes that has none to the other."""
        panes = {"loose": self.loose, "tree": self.categories}
        other = "tree" if self.pane == "loose" else "loose"
        if not panes[self.pane].rows and panes[other].rows:
            here = self.focused is panes[self.pane]
            self.pane = other
            if here:
                panes[other].focus()

    def _empty(self, name: str, sentence: str) -> None:
        pane = self.query_one(f"#{name}-pane", Vertical)
        empty = not self.query_one(f"#{name}", RowList).rows
        pane.set_class(empty, "-empty")
        if empty:
            said = t("Nothing fits; Esc shows all.") if self.query_text else sentence
            pane.query_one(".empty", Static).update(said)

    def moved(self) -> None:
        """The quotes of the code that the cursor came to, as soon as it rests there."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if not self._quoted:
            self.show_quotes()
        elif self._quotes_are_of() != self._quoted:
            self._rest = self.set_timer(REST, self.show_quotes)

    def _quotes_are_of(self) -> tuple[object, ...]:
        study = self.study
        state = (study.codebook, study.files, study.transcripts)
        return (self.current_code(), *map(id, state))

    def show_quotes(self) -> None:
        """The quotes of the code at the cursor, now."""
        self._quoted = self._quotes_are_of()
        study, code = self.study, self.current_code()
        self._quoted_study = study
        found = quotes_of(study, code) if code else []
        self.quotes.show(quote_rows(study, code, found, self.qcode.session.coder))
        pane = self.query_one("#quotes-pane", Vertical)
        pane.border_title = f"{title_of(code, study)} · {len(found)}" if code else term("quotes")
        self._empty("quotes", t("No {coding} of this {code} yet."))

    def heading(self) -> Heading:
        """How many codes wait for a category."""
        book = self.study.codebook
        waiting = len(book.uncategorised)
        parts = [
            term("axial", capital=True),
            n_("{n} {code} without a {category}", "{n} {codes} without a {category}", waiting),
            n_("{n} {theme}", "{n} {themes}", len(book.themes)),
        ]
        if self.marked:
            parts.insert(1, n_("{n} marked", "{n} marked", len(self.marked)))
        if asked := len(open_requests(self.study, self.qcode.session.coder)):
            parts.append(n_("{n} asked of you", "{n} asked of you", asked))
        return Heading(tuple(parts))

    def facts(self) -> frozenset[str]:
        """What can be done now."""
        found = set(super().facts())
        if self.marked:
            found.add("marked")
        if self.on_quote:
            found |= self.coding_facts() | {"quote"}
        elif self.current_code():
            found.add("on-code")
        return frozenset(found)

    # -- place ------------------------------------------------------------------------------------

    def place(self) -> dict[str, Any]:
        """The codes under both cursors, and the pane."""
        return {
            "query": self.filter_line.value,
            "loose": self.loose.key,
            "tree": self.categories.key,
            "pane": self.list.id or "loose",
            "quote": self.quotes.key,
        }

    def opened(self, **place: Any) -> None:
        """To a code (`near=` or `code=`), or as it was."""
        if "query" in place:
            with self.prevent(Input.Changed):
                self.filter_line.value = str(place["query"])
        near = str(place.get("near") or place.get("code") or "")
        self.shut -= set(self.study.codebook.ancestors(near))
        self.fill(near or None)
        for name in ("loose", "tree"):
            if place.get(name):
                self.query_one(f"#{name}", RowList).go_to(str(place[name]))
        pane = str(place.get("pane") or "")
        if near:
            pane = "tree" if near in self.categories.keys else "loose"
        if pane in _ORDER:
            self.pane = pane if pane != "quotes" else self.pane
            self.query_one(f"#{pane}", RowList).focus()
        self.show_quotes()
        if place.get("quote"):
            self.quotes.go_to(str(place["quote"]))

    def show_code(self, code: str) -> None:
        """Put the cursor on a code, in the pane where it stands."""
        for name in ("tree", "loose"):
            if self.query_one(f"#{name}", RowList).go_to(code):
                self.pane = name
                self.query_one(f"#{name}", RowList).focus()
                break
        self.moved()

    def back(self) -> bool:
        """Escape: out of the filter, the marks, the quotes."""
        if super().back():
            return True
        if self.on_quote:
            self.query_one(f"#{self.pane}", RowList).focus()
            return True
        if self.marked:
            self.marked.clear()
            self.fill()
            return True
        return False

    # -- events -----------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Another pane: the quotes are those of its code."""
        if event.widget.id in {"loose", "tree"}:
            self.pane = str(event.widget.id)
            self.moved()

    def on_mark_list_marked(self, event: MarkList.Marked) -> None:
        """A click marked a row."""
        event.stop()
        event.list.focus()
        self.pane = str(event.list.id)
        self.toggle_mark(code_of(event.key))

    def action_next_pane(self) -> None:
        """To the next pane."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """To the pane before."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        here = _ORDER.index(str(self.list.id))
        self.query_one(f"#{_ORDER[(here + step) % len(_ORDER)]}", RowList).focus()

    def action_open_node(self) -> None:
        """Show what is below the code, or go to the next pane from the loose codes."""
        if self.list is self.categories:
            if self.target() in self.shut:
                self.shut.discard(self.target())
                self.fill()
            else:
                self.categories.move(1)
        elif self.list is self.loose:
            self.categories.focus()

    def action_close_node(self) -> None:
        """Hide what is below the code, or go to the category above, or to the loose codes."""
        if self.list is not self.categories:
            self.loose.focus()
            return
        book, code = self.study.codebook, self.target()
        if book.is_category(code) and code not in self.shut:
            self.shut.add(code)
            self.fill()
        elif above := book.parents.get(code, ""):
            self.categories.go_to(above)
        else:
            self.loose.focus()


def _nothing_loose(study: Study) -> str:
    if not study.codebook.codes:
        return t("No {code} yet: F3 goes to the texts, c puts a {code} there.")
    return t("Every {code} has its {category}.")
