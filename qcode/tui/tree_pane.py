"""The pane of codes: the codebook as a tree with counts and colours, and a filter above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from qcode.i18n import t, term
from qcode.study.codebook import Codebook
from qcode.study.study import Study
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.palette import color_of, ground_of
from qcode.tui.tree_rows import UNCATEGORISED, TreeRow, recounted, tree_rows, used_retired

if TYPE_CHECKING:
    from textual.widgets import Input


class CodeTree(ScrollView, can_focus=True):
    """The tree, drawn line by line: three hundred codes cost no more than those in sight."""

    BINDINGS = bindings(on_screen("codes-pane"))  # type: ignore[assignment] # a list of Binding is fine
    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual's form
        "tree--cursor",
        "tree--cursor-blurred",
        "tree--count",
        "tree--category",
        "tree--retired",
    }
    DEFAULT_CSS = """
    CodeTree { height: 1fr; background: $surface; color: $text; scrollbar-size-vertical: 1; }
    CodeTree > .tree--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    CodeTree > .tree--cursor-blurred {
        background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground;
        text-style: underline;
    }
    CodeTree > .tree--count { color: $text-muted; }
    CodeTree > .tree--category { text-style: bold; }
    CodeTree > .tree--retired { color: $text-muted; text-style: strike; }
    """

    @dataclass
    class Highlighted(Message):
        """The cursor came upon a code; empty on the heading of the uncategorised."""

        code: str

    @dataclass
    class Opened(Message):
        """Enter or a double click on a code."""

        code: str

    @dataclass
    class Edited(Message):
        """A code is to be changed."""

        code: str

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TreeRow] = []
        self.cursor = 0
        self.query_text = ""
        self._shut: set[str] = set()
        self._study: Study | None = None
        self._built: tuple[Codebook, object] | None = None
        """What the rows were made of."""

    @property
    def code(self) -> str:
        """The code under the cursor, or empty."""
        return self.rows[self.cursor].code if self.cursor < len(self.rows) else ""

    def show(self, study: Study) -> None:
        """Draw this codebook; the cursor stays on its code."""
        self._study = study
        self._rebuild()

    def filter(self, query: str) -> None:
        """Show only codes that match, and what is above them; the cursor on the first match."""
        self.query_text = query
        self._rebuild()
        if query:
            first = next((i for i, r in enumerate(self.rows) if r.code and _hit(r, query)), 0)
            self._move_to(first)

    def go_to(self, code: str) -> bool:
        """Put the cursor on a code, opening what is above it; False when it is not shown."""
        if self._study is None:
            return False
        book = self._study.codebook
        above = {UNCATEGORISED} if code in book.uncategorised else set(book.ancestors(code))
        if self._shut & above:
            self._shut -= above
            self._rebuild()
        for index, row in enumerate(self.rows):
            if row.code == code:
                self._move_to(index, tell=False)
                return True
        return False

    def _rebuild(self) -> None:
        if self._study is None:
            return
        before, cursor = self.rows, self.cursor
        self.rows = self._rows_of(self._study)
        self.cursor = min(cursor, max(0, len(self.rows) - 1))
        if cursor < len(before):
            here = before[cursor].code
            places = {row.code: i for i, row in enumerate(self.rows)}
            self.cursor = places.get(here, self.cursor)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))
        if len(before) != len(self.rows) or cursor != self.cursor:
            self.refresh()
        else:
            self._refresh_rows(i for i, row in enumerate(self.rows) if row != before[i])

    def _rows_of(self, study: Study) -> list[TreeRow]:
        """The rows; when nothing but counts can differ, those shown now with other counts."""
        key = (frozenset(self._shut), self.query_text, term("uncategorised"), used_retired(study))
        before, self._built = self._built, (study.codebook, key)
        if before and before[0] is study.codebook and before[1] == key and not self.query_text:
            return recounted(self.rows, study)
        return tree_rows(study, self._shut, self.query_text, term("uncategorised"))

    def _refresh_rows(self, indexes: Iterable[int]) -> None:
        """Paint some rows only: a coding changes the counts of two or three."""
        top, size = int(self.scroll_offset.y), self.size
        for index in indexes:
            if top <= index < top + size.height:
                self.refresh(Region(0, index - top, size.width, 1))

    def _move_to(self, index: int, *, tell: bool = True) -> None:
        if not self.rows:
            return
        before, self.cursor = self.cursor, max(0, min(index, len(self.rows) - 1))
        self.scroll_to_region(
            Region(0, self.cursor, 1, 1), animate=False, force=True, immediate=True
        )
        self._refresh_rows({before, self.cursor})
        if tell:
            self.post_message(self.Highlighted(self.code))

    def render_line(self, y: int) -> Strip:
        """The row at this line of the window."""
        width = self.scrollable_content_region.width
        index = int(self.scroll_offset.y) + y
        ground = self.rich_style
        if index >= len(self.rows):
            return Strip.blank(width, ground)
        row = self.rows[index]
        style = ground
        if row.opens:
            style += self.get_component_rich_style("tree--category", partial=True)
        if row.retired:
            style += self.get_component_rich_style("tree--retired", partial=True)
        here = index == self.cursor
        if here:
            name = "tree--cursor" if self.has_focus else "tree--cursor-blurred"
            style += self.get_component_rich_style(name, partial=True)
        count = f" {row.codings} " if row.codings else " "
        sign = "●" if not row.opens else "▾" if row.open else "▸"
        lead = f"{'  ' * row.depth}{sign} "
        room = max(1, width - cell_len(lead) - cell_len(count) - 1)
        mark = style
        if row.color and not (here and self.has_focus):
            mark = style + Style(color=color_of(row.color, ground_of(self.app)))
        counted = (
            style if here else style + self.get_component_rich_style("tree--count", partial=True)
        )
        return Strip(
            [
                Segment(" " + lead, mark),
                Segment(_fit(row.name, room), style),
                Segment(count, counted),
            ]
        ).adjust_cell_length(width, ground)

    # -- acts -----------------------------------------------------------------------------------

    def action_cursor_down(self) -> None:
        """To the next row."""
        self._move_to(self.cursor + 1)

    def action_cursor_up(self) -> None:
        """To the row before."""
        self._move_to(self.cursor - 1)

    def action_page_down(self) -> None:
        """Down by a window."""
        self._move_to(self.cursor + max(1, self.size.height - 1))

    def action_page_up(self) -> None:
        """Up by a window."""
        self._move_to(self.cursor - max(1, self.size.height - 1))

    def action_first_row(self) -> None:
        """To the top."""
        self._move_to(0)

    def action_last_row(self) -> None:
        """To the end."""
        self._move_to(len(self.rows) - 1)

    def action_toggle_node(self) -> None:
        """Open or close what stands below."""
        self._set_open(self.cursor, None)

    def action_open_node(self) -> None:
        """Open it, or go to what is below."""
        if self.cursor < len(self.rows):
            row = self.rows[self.cursor]
            if row.opens and not row.open:
                self._set_open(self.cursor, True)
            elif row.opens:
                self._move_to(self.cursor + 1)

    def action_close_node(self) -> None:
        """Close it, or go to what is above."""
        if self.cursor >= len(self.rows):
            return
        row = self.rows[self.cursor]
        if row.opens and row.open:
            self._set_open(self.cursor, False)
            return
        for index in range(self.cursor - 1, -1, -1):
            if self.rows[index].depth < row.depth:
                self._move_to(index)
                return

    def action_filter_codes(self) -> None:
        """Type to filter."""
        if isinstance(self.parent, CodesPane):
            self.parent.start_filter()

    def action_open_code(self) -> None:
        """Enter: tell which code is to be opened."""
        if self.code:
            self.post_message(self.Opened(self.code))

    def action_edit_code(self) -> None:
        """Tell which code is to be changed."""
        if self.code:
            self.post_message(self.Edited(self.code))

    def _set_open(self, index: int, to: bool | None) -> None:
        if index >= len(self.rows) or not self.rows[index].opens:
            return
        row = self.rows[index]
        close = row.open if to is None else not to
        (self._shut.add if close else self._shut.discard)(row.code)
        self._rebuild()

    def on_click(self, event: events.Click) -> None:
        """One click highlights or, on the mark, opens and closes; two open the code's codings."""
        index = int(self.scroll_offset.y) + event.y
        if index >= len(self.rows):
            return
        self._move_to(index)
        row = self.rows[index]
        if row.opens and event.x <= 2 * row.depth + 2:
            self._set_open(index, None)
        elif event.chain == 2:
            self.action_open_code()

    def on_resize(self) -> None:
        """Rows are as wide as the window."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))

    def on_focus(self) -> None:
        """Tell what the cursor is on, for the details."""
        self.refresh()
        self.post_message(self.Highlighted(self.code))

    def on_blur(self) -> None:
        """The cursor is drawn fainter."""
        self.refresh()


class CodesPane(Vertical):
    """Filter and tree."""

    DEFAULT_CSS = """
    CodesPane { background: $surface; border: round $border-blurred; border-title-color: $text; }
    CodesPane:focus-within { border: round $border; border-title-style: bold; }
    CodesPane > Input {
        border: none; height: 1; padding: 0 1; background: $surface; color: $text;
    }
    CodesPane > .empty { padding: 1; color: $text-muted; display: none; }
    CodesPane.-empty > .empty { display: block; }
    CodesPane.-empty > CodeTree { display: none; }
    """

    def compose(self) -> ComposeResult:
        """The filter comes when it is used."""
        yield Static("", classes="empty", markup=False)
        yield CodeTree()

    @property
    def code_tree(self) -> CodeTree:
        """The tree."""
        return self.query_one(CodeTree)

    def show(self, study: Study) -> None:
        """Draw the codebook of this study."""
        self.code_tree.show(study)
        living = sum(1 for c in study.codebook.codes.values() if not c.merged_into)
        titles = (term("codes"), str(living) if living else "")
        if titles != (self.border_title, self.border_subtitle):  # setting them paints the pane
            self.border_title, self.border_subtitle = titles
        self.set_class(living == 0, "-empty")
        if living == 0:
            self.query_one(".empty", Static).update(
                t("No {code} yet. Go to a {segment}, press c and type a name.")
            )

    field: Input | None = None
    """The filter, while it is in use."""

    def start_filter(self) -> None:
        """Show the filter and type into it."""
        from textual.widgets import Input

        if self.field is None:
            self.field = Input(compact=True, placeholder=t("filter {codes}"), select_on_focus=False)
            self.mount(self.field, before=self.code_tree)
        self.field.focus()

    def end_filter(self, *, keep: bool = False) -> bool:
        """Leave the filter; without `keep` all codes are shown again. False if there was none."""
        field = self.field
        if field is None:
            return False
        if not keep:
            here = self.code_tree.code
            field.remove()
            self.field = None
            self.code_tree.filter("")
            if here:
                self.code_tree.go_to(here)
        self.code_tree.focus()
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter with every letter."""
        event.stop()
        self.code_tree.filter(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: from the filter into the tree."""
        event.stop()
        self.end_filter(keep=bool(event.value))

    def on_key(self, event: events.Key) -> None:
        """Down and up walk through the matches while the filter has the keys."""
        field = self.field
        if field is not None and field.has_focus and event.key in {"down", "up"}:
            event.stop()
            event.prevent_default()
            if event.key == "down":
                self.code_tree.action_cursor_down()
            else:
                self.code_tree.action_cursor_up()


def _hit(row: TreeRow, query: str) -> bool:
    from qcode.study.words import fold

    return fold(query.strip()) in fold(row.name)


def _fit(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, max(0, width - 1)) + "…"
