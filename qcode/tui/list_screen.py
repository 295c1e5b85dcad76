"""The base of screens that are a list: a filter as you type, an order, the same keys to move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from qcode.i18n import t
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.row_list import ListRow, RowList
from qcode.tui.study_screen import StudyScreen


class ListTop(Horizontal):
    """The filter at the left, what is listed at the right."""

    DEFAULT_CSS = """
    ListTop { height: 1; background: $surface; padding: 0 1; }
    ListTop > .lead { width: 2; color: $text-accent; text-style: bold; background: $surface; }
    ListTop > Input {
        border: none; height: 1; padding: 0; width: 1fr; min-width: 12; background: $surface;
    }
    ListTop > .said {
        width: auto; max-width: 75%; padding-left: 2; color: $text-muted; background: $surface;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self._placeholder = placeholder
        self._told = ""

    def compose(self) -> ComposeResult:
        """Lead, field, summary."""
        yield Static("›", classes="lead", markup=False)
        yield Input(compact=True, placeholder=self._placeholder, select_on_focus=False)
        yield Static("", classes="said", markup=False)

    def tell(self, said: str) -> None:
        """Show what is listed; a layout of the screen is asked for only when it changes."""
        if said != self._told:
            self._told = said
            self.query_one(".said", Static).update(said)


class ListScreen(StudyScreen):
    """A subclass gives `rows()`, and says what an empty list means in `nothing()`."""

    SORTS: ClassVar[Sequence[tuple[str, str]]] = ()
    """Names of orders and how they are called; a key goes round them."""
    FILTERS: ClassVar[bool] = True
    """Whether there is a filter above the list."""
    PATIENCE: ClassVar[float] = 0.0
    """Seconds without a letter before the list is filtered."""
    DEFAULT_CSS = """
    ListScreen { layers: base over; background: $surface; }
    ListScreen .head { height: 1; padding: 0 1 0 2; color: $text-muted; text-style: bold; }
    ListScreen .foot {
        height: auto; max-height: 6; padding: 0 1; background: $surface; color: $text;
        border-top: solid $border-blurred;
    }
    ListScreen #nothing {
        display: none; height: 1fr; content-align: center middle; padding: 0 2; text-align: center;
    }
    ListScreen.-nothing #nothing { display: block; }
    ListScreen.-nothing RowList, ListScreen.-nothing .head { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.sort = self.SORTS[0][0] if self.SORTS else ""
        self.backwards = False
        self._timer: Timer | None = None

    def body(self) -> ComposeResult:
        """Filter, head, list, what to do when it is empty."""
        if self.FILTERS:
            yield ListTop(self.placeholder())
        yield from self.above()
        yield RowList(id="list")
        yield Static("", id="nothing", markup=False)
        yield from self.below()

    def on_mount(self) -> None:
        """The list has the keys."""
        self.refresh_study()
        self.list.focus()

    # -- what a subclass gives --------------------------------------------------------------------

    def placeholder(self) -> str:
        """What the filter says while it is empty."""
        return t("/ filters as you type")

    def above(self) -> ComposeResult:
        """Widgets between filter and list."""
        yield from ()

    def below(self) -> ComposeResult:
        """Widgets below the list."""
        yield from ()

    def rows(self) -> Sequence[ListRow]:
        """What is listed now, in order."""
        return ()

    def nothing(self) -> str:
        """What to do when nothing is listed, in one line with its key."""
        return ""

    def said(self) -> str:
        """What is listed, for the right end of the first line."""
        return ""

    def moved(self) -> None:
        """The cursor is on another row, or the same row is another now."""

    # -- state ------------------------------------------------------------------------------------

    @property
    def list(self) -> RowList:
        """The list."""
        return self.query_one("#list", RowList)

    @property
    def filter_line(self) -> Input:
        """The filter."""
        return self.query_one(ListTop).query_one(Input)

    @property
    def query_text(self) -> str:
        """What is typed in the filter, folded."""
        return fold(self.filter_line.value.strip()) if self.FILTERS else ""

    def show_study(self, study: Study) -> None:
        """List what there is now."""
        del study
        self.fill()

    def fill(self, key: str | None = None) -> None:
        """List again; the cursor goes to this key, else stays."""
        rows = self.rows()
        empty = not rows
        self.set_class(empty, "-nothing")
        if empty:
            said = self.nothing()
            if self.query_text:
                said = t("Nothing fits “{query}”; Esc shows all.", query=self.filter_line.value)
            self.query_one("#nothing", Static).update(said)
        self.list.show(rows, key)
        self.tell()

    def tell(self) -> None:
        """The summary, the details, header and bottom line."""
        if self.FILTERS:
            self.query_one(ListTop).tell(self.said())
        self.moved()
        self.refresh_chrome()

    def facts(self) -> frozenset[str]:
        """What holds for lists."""
        found = set()
        if self.list.key:
            found.add("row")
        if isinstance(self.focused, Input):
            found.add("typing")
        return frozenset(found)

    def order_name(self) -> str:
        """How the order is called that the list is in."""
        name = next((t(title) for name, title in self.SORTS if name == self.sort), "")
        return f"{name} {'↑' if self.backwards else '↓'}" if name else ""

    def place(self) -> dict[str, Any]:
        """The row, the filter and the order."""
        if not self.FILTERS:
            return {"key": self.list.key}
        return {
            "key": self.list.key,
            "query": self.filter_line.value,
            "sort": self.sort,
            "backwards": self.backwards,
        }

    def opened(self, **place: Any) -> None:
        """Filter, order and row as they were."""
        if place.get("sort"):
            self.sort = str(place["sort"])
            self.backwards = bool(place.get("backwards"))
        if "query" in place:
            with self.prevent(Input.Changed):
                self.filter_line.value = str(place["query"])
        self.fill(str(place.get("key") or "") or None)
        self.list.focus()

    def back(self) -> bool:
        """Escape: out of the filter, then the filter itself; then the screen is left."""
        if not self.FILTERS:
            return False
        if self.filter_line.value:
            with self.prevent(Input.Changed):
                self.filter_line.value = ""
            self.fill()
        elif not isinstance(self.focused, Input):
            return False
        self.list.focus()
        return True

    # -- acts -------------------------------------------------------------------------------------

    def action_next_row(self) -> None:
        """Down."""
        self.list.move(1)

    def action_previous_row(self) -> None:
        """Up."""
        self.list.move(-1)

    def action_page_down(self) -> None:
        """Down by a window."""
        self.list.page(1)

    def action_page_up(self) -> None:
        """Up by a window."""
        self.list.page(-1)

    def action_first_row(self) -> None:
        """To the top."""
        self.list.edge(-1)

    def action_last_row(self) -> None:
        """To the end."""
        self.list.edge(1)

    def action_filter_rows(self) -> None:
        """Type to filter."""
        self.filter_line.focus()

    def action_next_order(self) -> None:
        """The next order."""
        names = [name for name, _ in self.SORTS]
        self.sort = names[(names.index(self.sort) + 1) % len(names)]
        self.backwards = False
        self.fill()

    def action_turn_order(self) -> None:
        """The same order the other way round."""
        self.backwards = not self.backwards
        self.fill()

    def action_open_row(self) -> None:
        """Open what the cursor is on; a subclass says how."""

    def action_search_all(self) -> None:
        """Words in all transcripts."""
        self.qcode.open_screen("search")

    # -- events -----------------------------------------------------------------------------------

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Details follow the cursor."""
        event.stop()
        self.moved()
        self.refresh_chrome()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Two clicks are Enter."""
        event.stop()
        self.action_open_row()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter with every letter, or with a little patience."""
        event.stop()
        if self._timer:
            self._timer.stop()
            self._timer = None
        if self.PATIENCE:
            self._timer = self.set_timer(self.PATIENCE, self.fill)
        else:
            self.fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: from the filter into the list."""
        event.stop()
        self.list.focus()

    def on_key(self, event: events.Key) -> None:
        """Down and up walk through the list while the filter has the keys."""
        if isinstance(self.focused, Input) and event.key in {"down", "up"}:
            event.stop()
            event.prevent_default()
            self.list.move(1 if event.key == "down" else -1)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """What can be done depends on what has the keys."""
        self.refresh_chrome()
