"""The matrix: who said how much about what; from a cell to its quotes, and into a file."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qcode.i18n import t
from qcode.sentences import said
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter
from qcode.study.matrix import Matrix
from qcode.study.study import Study
from qcode.tui.choosing import ChoosingScreen
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.matrix_choices import (
    Choice,
    MatrixChoices,
    cell_names,
    column_names,
    row_names,
)
from qcode.tui.matrix_grid import MatrixGrid, cell_of, counted

FORMATS = ("csv", "md", "html", "xlsx", "tex", "json")
_MOST_AT_ONCE = 1500
"""Codings that are counted at once; more are counted in a thread."""
_NOTHING_TO_SAY = frozenset({"note", "language"})


class MatrixScreen(ChoosingScreen):
    """Rows by columns with totals; the choice of each stands above."""

    NAME = "matrix"
    AUTO_FOCUS = ""
    BINDINGS = bindings(on_screen("matrix"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = """
    MatrixScreen { background: $surface; }
    MatrixScreen .foot {
        height: 3; padding: 0 1; border-top: solid $border-blurred; background: $surface;
    }
    MatrixScreen #nothing { display: none; height: 1fr; content-align: center middle; }
    MatrixScreen.-nothing #nothing { display: block; }
    MatrixScreen.-nothing MatrixGrid, MatrixScreen.-nothing .foot { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter()
        self._built: tuple[object, ...] = ()
        self._wanted: tuple[str, str] = ("", "")
        self._counting = False

    def body(self) -> ComposeResult:
        """Choices, grid, the cell under the cursor."""
        with MatrixChoices():
            yield Choice("rows", t("rows"), row_names())
            yield Choice("columns", t("columns"), column_names(()))
            yield Choice("cells", t("cells"), cell_names())
            yield Static("", classes="said", markup=False)
        yield MatrixGrid()
        yield Static("", classes="foot", markup=False)
        yield Static("", id="nothing", markup=False)

    def on_mount(self) -> None:
        """The choices of the last time."""
        kept = self.qcode.remembered.of_study(self.qcode.session.root).get("matrix")
        if isinstance(kept, dict):
            for name in ("rows", "columns", "cells"):
                self._put(name, str(kept.get(name) or ""))
        self.refresh_study()
        self.grid.focus()

    def remember(self) -> None:
        """The choices, for the next start."""
        kept = self.qcode.remembered.of_study(self.qcode.session.root)
        kept["matrix"] = {name: self.value(name) for name in ("rows", "columns", "cells")}

    # -- state ------------------------------------------------------------------------------------

    @property
    def grid(self) -> MatrixGrid:
        """The grid."""
        return self.query_one(MatrixGrid)

    def table(self) -> MatrixGrid:
        """The grid stands below the choices."""
        return self.grid

    def _choice(self, name: str) -> Choice:
        return next(c for c in self.query(Choice) if c.choice == name)

    def value(self, name: str) -> str:
        """What is chosen for rows, columns or cells."""
        return self._choice(name).value

    def _put(self, name: str, value: str) -> None:
        values = None
        if name == "columns":
            attributes = [a for a in self.study.attribute_names if a not in _NOTHING_TO_SAY]
            values = column_names(attributes)
        choice = self._choice(name)
        choice.put(value or choice.value, values)

    def show_study(self, study: Study) -> None:
        """Count again when something that counts has changed."""
        self._put("columns", self.value("columns"))
        empty = not study.transcripts or not study.codebook.codes
        self.set_class(empty, "-nothing")
        if empty:
            self.query_one("#nothing", Static).update(
                t("Nothing to count yet: {codes} come into being on F3, c puts one on words.")
            )
            return
        self._count()

    def _asked(self) -> tuple[str, str, str]:
        return self.value("rows"), self.value("columns"), self.value("cells")

    def _count(self) -> None:
        study = self.study
        state = (study.codebook, study.files, study.transcripts, study.cases)
        made_of = (*state, *self._asked(), self.filter)
        if len(made_of) == len(self._built) and all(
            a is b or (a == b and isinstance(a, str | Filter))
            for a, b in zip(made_of, self._built, strict=True)
        ):
            return
        self._built = made_of
        size = sum(len(f.codings) for f in study.files.values())
        if size <= _MOST_AT_ONCE:
            self._show(self._build(study, self._asked()))
        else:
            self._counting = True
            self.refresh_chrome()
            self.run_worker(self._in_thread(study), group="count", exclusive=True)

    async def _in_thread(self, study: Study) -> None:
        import asyncio

        asked = self._asked()
        found = await asyncio.to_thread(self._build, study, asked)
        self._counting = False
        self._show(found)

    def _build(
        self, study: Study, asked: tuple[str, str, str], *, quotes: bool = False
    ) -> Matrix | QcodeError:
        from qcode.analysis.matrix import build_matrix

        rows, columns, cells = asked
        try:
            return build_matrix(
                study, rows=rows, columns=columns, cells=cells, where=self.filter, quotes=quotes
            )
        except QcodeError as error:
            return error

    def _show(self, found: Matrix | QcodeError) -> None:
        if isinstance(found, QcodeError):
            self.say(said(found), "error")
            return
        self.grid.show(found, *self._wanted)
        self._wanted = ("", "")
        only = t("only {filter}", filter=", ".join(found.filters)) if found.filters else ""
        self.query_one(MatrixChoices).query_one(".said", Static).update(only)
        self._tell()

    def _tell(self) -> None:
        grid = self.grid
        cell = grid.cell()
        if grid.matrix is None or cell is None:
            return
        row, column = grid.names()
        value = counted(grid.matrix.measure, cell.value) if cell.value else t("nothing")
        number, _, what = value.partition(" ")
        place = Content.assemble((row, "bold"), ("  ×  ", "$text-muted"), (column, "bold"))
        counts = Content.assemble(f"\n{number} ", (what, "$text-muted"))
        self.query_one(".foot", Static).update(place + counts)
        self.refresh_chrome()

    def facts(self) -> frozenset[str]:
        """What the cursor is on."""
        found = set()
        cell = self.grid.cell()
        if cell is not None and cell.value and self.focused is self.grid:
            found.add("cell")
        return frozenset(found)

    def heading(self) -> Heading:
        """How much there is in all."""
        matrix = self.grid.matrix
        parts = [t("matrix").capitalize()]
        if self._counting:
            parts.append(t("counting…"))
        elif matrix is not None:
            parts.append(counted(matrix.measure, matrix.total.value))
        return Heading(tuple(parts))

    def place(self) -> dict[str, Any]:
        """The choices and the cell."""
        names = ("rows", "columns", "cells", "row", "column")
        return dict(zip(names, (*self._asked(), *self.grid.ids()), strict=True), filter=self.filter)

    def opened(self, **place: Any) -> None:
        """These choices, and this cell."""
        for name in ("rows", "columns", "cells"):
            self._put(name, str(place.get(name) or ""))
        if isinstance(place.get("filter"), Filter):
            self.filter = place["filter"]
        self._wanted = (str(place.get("row") or ""), str(place.get("column") or ""))
        self._built = ()
        self._count()
        self.grid.focus()

    def back(self) -> bool:
        """Escape: from the choices into the grid, then the filter; then the screen is left."""
        if isinstance(self.focused, Choice):
            self.grid.focus()
        elif self.filter:
            self.filter = Filter()
            self._count()
        else:
            return False
        return True

    def action_search_all(self) -> None:
        """Words in all transcripts."""
        self.qcode.open_screen("search")

    # -- moving -----------------------------------------------------------------------------------

    def action_next_row(self) -> None:
        """Down."""
        self.grid.move(down=1)

    def action_previous_row(self) -> None:
        """Up."""
        self.grid.move(down=-1)

    def action_next_column(self) -> None:
        """To the right."""
        self.grid.move(across=1)

    def action_previous_column(self) -> None:
        """To the left."""
        self.grid.move(across=-1)

    def action_page_down(self) -> None:
        """Down by a window."""
        self.grid.page(1)

    def action_page_up(self) -> None:
        """Up by a window."""
        self.grid.page(-1)

    def action_first_row(self) -> None:
        """To the top."""
        self.grid.edge(-1)

    def action_last_row(self) -> None:
        """To the total of the columns."""
        self.grid.edge(1)

    def action_first_column(self) -> None:
        """To the first column."""
        self.grid.side(-1)

    def action_last_column(self) -> None:
        """To the total of the row."""
        self.grid.side(1)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Count again."""
        event.stop()
        self._count()
        self.refresh_chrome()

    def on_matrix_grid_moved(self, event: MatrixGrid.Moved) -> None:
        """Say what the cell is."""
        event.stop()
        self._tell()

    def on_matrix_grid_opened(self, event: MatrixGrid.Opened) -> None:
        """Two clicks are Enter."""
        event.stop()
        self.action_open_cell()

    def on_descendant_focus(self) -> None:
        """What can be done depends on where the keys go."""
        if self.grid.matrix is not None:
            self.refresh_chrome()

    # -- acts -------------------------------------------------------------------------------------

    def action_open_cell(self) -> None:
        """The quotes behind the number."""
        cell = self.grid.cell()
        if cell is None or not cell.value:
            self.say(t("There is nothing behind this cell."))
            return
        self.run_worker(self._open_cell(self.study, self._asked()), group="open", exclusive=True)

    async def _open_cell(self, study: Study, asked: tuple[str, str, str]) -> None:
        import asyncio

        row, column = self.grid.ids()
        title = " × ".join(self.grid.names())
        found = await asyncio.to_thread(self._build, study, asked, quotes=True)
        if isinstance(found, QcodeError):
            self.say(said(found), "error")
            return
        quotes = [q.coding for q in cell_of(found, row, column).quotes]
        self.qcode.open_screen("codings", quotes=tuple(dict.fromkeys(quotes)), title=title)

    def action_filter(self) -> None:
        """Choose what is counted."""
        from qcode.tui.filter_dialog import FilterDialog

        def chosen(found: Filter | None) -> None:
            if found is not None:
                self.filter = found
                self._count()

        self.app.push_screen(FilterDialog(self.study, self.filter), chosen)

    def action_export_matrix(self) -> None:
        """Ask for the format, write, and say where."""
        from qcode.tui.key_menu import KeyMenu

        choices = [(str(n), name) for n, name in enumerate(FORMATS, start=1)]

        def chosen(key: str | None) -> None:
            if key:
                work = self._export(FORMATS[int(key) - 1])
                self.run_worker(work, group="export", exclusive=True)

        self.app.push_screen(KeyMenu(t("Write the matrix as"), choices), chosen)

    async def _export(self, form: str) -> None:
        import asyncio

        from qcode.tui.matrix_export import write_matrix

        self.say(t("Writing…"))
        study, asked = self.study, self._asked()
        root, language = self.qcode.session.root, study.codebook.language
        found = await asyncio.to_thread(self._build, study, asked, quotes=True)
        try:
            if isinstance(found, QcodeError):
                raise found
            path = await asyncio.to_thread(write_matrix, root, found, form, language)
        except QcodeError as error:
            self.say(said(error), "error")
            return
        self.say(t("Written: {path}", path=path))
