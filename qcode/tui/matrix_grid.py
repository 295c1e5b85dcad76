"""The grid of a matrix: names above and at the left stay in sight, the cells scroll."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcode.i18n import n_, number, percent, t
from qcode.study.matrix import Cell, Matrix
from qcode.tui.palette import ANSI, color_of, ground_of
from qcode.tui.pieces import fit

STEPS = 5
"""Shades behind the numbers; the number itself is the second sign."""
STRONGEST = 0.24
"""How much of the theme's colour the strongest shade takes on; text keeps a contrast of 7:1."""
_NARROWEST, _WIDEST = 5, 12


def written(measure: str, value: float) -> str:
    """A cell's value as it is shown; nothing for nothing."""
    if not value:
        return "·"
    if measure == "share":
        return percent(value, 1)
    return number(value, 0 if float(value).is_integer() else 1)


def counted(measure: str, value: float) -> str:
    """A value with what it counts: 1 coding, 2 codings, 12.5% share of the text."""
    shown = written(measure, value)
    count = int(value) if float(value).is_integer() else 2
    match measure:
        case "codings":
            return n_("{n} {coding}", "{n} {codings}", count, n=shown)
        case "participants":
            return n_("{n} {participant}", "{n} {participants}", count, n=shown)
        case "words":
            return n_("{count} word", "{count} words", count, count=shown)
        case "quotes":
            return n_("{n} {quote}", "{n} {quotes}", count, n=shown)
    return f"{shown} {t('share of the text')}"


def cell_of(matrix: Matrix, row: str, column: str) -> Cell:
    """The cell at these ids; an empty one stands for the total."""
    rows = {h.id: i for i, h in enumerate(matrix.rows)}
    columns = {h.id: i for i, h in enumerate(matrix.columns)}
    if row in rows:
        if column in columns:
            return matrix.cells[rows[row]][columns[column]]
        return matrix.row_totals[rows[row]]
    return matrix.column_totals[columns[column]] if column in columns else matrix.total


def shade(ground: str, color: str, step: int) -> str:
    """The ground with so many steps of the colour in it, as hex."""
    mixed = Color.parse(ground).blend(Color.parse(color), STRONGEST * step / STEPS)
    return mixed.rich_color.name


@dataclass(frozen=True, slots=True)
class Place:
    """A cell by its row and column; the totals stand behind the last of each."""

    row: int = 0
    column: int = 0


class MatrixGrid(ScrollView, can_focus=True, inherit_bindings=False):
    """Drawn line by line: three hundred rows by a hundred columns scroll as fast as ten by ten."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual's form
        "grid--head",
        "grid--total",
        "grid--empty",
        "grid--cursor",
        "grid--cursor-blurred",
        "grid--here",
    }
    DEFAULT_CSS = """
    MatrixGrid {
        height: 1fr; background: $surface; color: $text;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1;
    }
    MatrixGrid > .grid--head { color: $text-muted; }
    MatrixGrid > .grid--total { text-style: bold; }
    MatrixGrid > .grid--empty { color: $text-muted; }
    MatrixGrid > .grid--here { text-style: bold underline; color: $text-accent; }
    MatrixGrid > .grid--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    MatrixGrid > .grid--cursor-blurred {
        background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground;
        text-style: underline;
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor came upon another cell."""

    @dataclass
    class Opened(Message):
        """A cell was clicked twice."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix: Matrix | None = None
        self.cursor = Place()
        self.cell_width = _NARROWEST
        self.names_width = 20
        self._styles: dict[str, Style] = {}
        self._inks: dict[str, Style] = {}

    # -- showing --------------------------------------------------------------------------------

    def show(self, matrix: Matrix, row: str = "", column: str = "") -> None:
        """Show this matrix; the cursor goes to these ids, else stays where it is."""
        self.matrix = matrix
        self._measure()
        rows = {h.id: i for i, h in enumerate(matrix.rows)}
        columns = {h.id: i for i, h in enumerate(matrix.columns)}
        here = self.cursor
        self.cursor = Place(
            rows.get(row, min(here.row, len(rows))),
            columns.get(column, min(here.column, len(columns))),
        )
        self._see_cursor()
        self.refresh()

    def _measure(self) -> None:
        matrix = self.matrix
        if matrix is None:
            return
        width = max(20, self.scrollable_content_region.width)
        longest = max((len(h.name) + 2 * h.depth + 2 for h in matrix.rows), default=10)
        self.names_width = min(longest + 2, max(16, width // 3))
        cells = max(
            (len(written(matrix.measure, c.value)) for c in (matrix.total, *matrix.row_totals)),
            default=1,
        )
        names = max((len(h.name) for h in matrix.columns), default=1)
        self.cell_width = max(_NARROWEST, min(_WIDEST, names, self._room(width)), cells) + 1
        across = self.names_width + (len(matrix.columns) + 1) * self.cell_width
        self.virtual_size = Size(across, len(matrix.rows) + 2)

    def _room(self, width: int) -> int:
        """The width that a column's name may take so that all columns are in sight, if they can."""
        assert self.matrix is not None  # noqa: S101 - asked for while measuring
        columns = len(self.matrix.columns) + 1
        return max(7, (width - self.names_width) // columns - 1)

    # -- asking ---------------------------------------------------------------------------------

    def cell(self) -> Cell | None:
        """The cell under the cursor; a total when the cursor is on one."""
        matrix, (row, column) = self.matrix, (self.cursor.row, self.cursor.column)
        if matrix is None:
            return None
        if row < len(matrix.rows):
            return (
                matrix.cells[row][column]
                if column < len(matrix.columns)
                else (matrix.row_totals[row])
            )
        if column < len(matrix.columns):
            return matrix.column_totals[column]
        return matrix.total

    def ids(self) -> tuple[str, str]:
        """Row and column of the cursor by id; empty for a total."""
        matrix = self.matrix
        if matrix is None:
            return "", ""
        row, column = self.cursor.row, self.cursor.column
        return (
            matrix.rows[row].id if row < len(matrix.rows) else "",
            matrix.columns[column].id if column < len(matrix.columns) else "",
        )

    def names(self) -> tuple[str, str]:
        """Row and column of the cursor as they are called."""
        matrix = self.matrix
        if matrix is None:
            return "", ""
        row, column = self.cursor.row, self.cursor.column
        return (
            matrix.rows[row].name if row < len(matrix.rows) else t("total"),
            matrix.columns[column].name if column < len(matrix.columns) else t("total"),
        )

    # -- moving ---------------------------------------------------------------------------------

    def move(self, down: int = 0, across: int = 0) -> None:
        """By so many rows and columns; the totals are the last of each."""
        if self.matrix is None:
            return
        last_row, last_column = len(self.matrix.rows), len(self.matrix.columns)
        self._stand(
            Place(
                max(0, min(last_row, self.cursor.row + down)),
                max(0, min(last_column, self.cursor.column + across)),
            )
        )

    def page(self, step: int) -> None:
        """Down or up by a window."""
        self.move(down=step * max(1, self.scrollable_content_region.height - 2))

    def edge(self, step: int) -> None:
        """To the last row, or to the first."""
        self.move(down=step * 1_000_000)

    def side(self, step: int) -> None:
        """To the last column, or to the first."""
        self.move(across=step * 1_000_000)

    def _stand(self, place: Place) -> None:
        if place == self.cursor:
            return
        self.cursor = place
        self._see_cursor()
        self.refresh()
        self.post_message(self.Moved())

    def _see_cursor(self) -> None:
        region = self.scrollable_content_region
        x, y = int(self.scroll_offset.x), int(self.scroll_offset.y)
        left = self.cursor.column * self.cell_width
        x = max(min(x, left), left + (1 - self._whole) * self.cell_width)
        height = max(1, region.height - 1)
        y = max(min(y, self.cursor.row), self.cursor.row + 1 - height)
        self.scroll_to(max(0, x), max(0, y), animate=False, force=True, immediate=True)

    @property
    def _whole(self) -> int:
        """How many columns have room: a number of which a part were seen would be another one."""
        room = self.scrollable_content_region.width - self.names_width
        return max(1, room // self.cell_width)

    @property
    def _first(self) -> int:
        """The first column beside the names."""
        return ceil(int(self.scroll_offset.x) / self.cell_width)

    # -- drawing --------------------------------------------------------------------------------

    def _style(self, name: str) -> Style:
        found = self._styles.get(name)
        if found is None:
            found = self.get_component_rich_style(f"grid--{name}", partial=True)
            self._styles[name] = found
        return found

    def _ink(self, name: str) -> Style:
        """A component's style on the grid's ground, or a shade's by its step; made once."""
        found = self._inks.get(name)
        if found is None:
            if name.isdigit():
                theme = self.app.current_theme
                color = shade(theme.surface or "#000000", theme.primary, int(name))
                plain = ground_of(self.app) == ANSI
                found = self.rich_style + (Style() if plain else Style(bgcolor=color))
            else:
                found = self.rich_style + self._style(name)
            self._inks[name] = found
        return found

    def _step(self, value: float) -> str:
        """The step of a value's shade."""
        largest = self.matrix.largest if self.matrix else 0
        return str(max(1, min(STEPS, ceil(STEPS * value / largest)))) if largest else "1"

    def render_line(self, y: int) -> Strip:
        """The names of the columns, or a row with the names at the left staying in sight."""
        width = self.scrollable_content_region.width
        ground, matrix = self.rich_style, self.matrix
        if matrix is None:
            return Strip.blank(width, ground)
        first = self._first
        columns = range(first, min(first + self._whole, len(matrix.columns) + 1))
        if y == 0:
            parts = [self._column_name(column, ground) for column in columns]
            lead = Segment(" " * self.names_width, ground)
        else:
            row = int(self.scroll_offset.y) + y - 1
            if row > len(matrix.rows):
                return Strip.blank(width, ground)
            lead = self._row_name(row, ground)
            parts = [self._cell(row, column) for column in columns]
        return Strip([lead, *parts]).adjust_cell_length(width, ground)

    def _column_name(self, column: int, ground: Style) -> Segment:
        matrix = self.matrix
        assert matrix is not None  # noqa: S101 - drawn with a matrix
        total = column == len(matrix.columns)
        name = t("total") if total else matrix.columns[column].name
        here = column == self.cursor.column
        style = ground + self._style("here" if here else "total" if total else "head")
        return Segment(" " + fit(name, self.cell_width - 1, right=True), style)

    def _row_name(self, row: int, ground: Style) -> Segment:
        matrix = self.matrix
        assert matrix is not None  # noqa: S101 - drawn with a matrix
        here = row == self.cursor.row
        style = ground + self._style("here") if here else ground
        if row == len(matrix.rows):
            name = t("total")
            style += self._style("total")
        else:
            heading = matrix.rows[row]
            name = "  " * heading.depth + "● " + heading.name
            if heading.color and not here:
                style += Style(color=color_of(heading.color, ground_of(self.app)))
        return Segment(fit(" " + name, self.names_width), style)

    def _cell(self, row: int, column: int) -> Segment:
        matrix = self.matrix
        assert matrix is not None  # noqa: S101 - drawn with a matrix
        total = row == len(matrix.rows) or column == len(matrix.columns)
        if row == len(matrix.rows):
            cell = matrix.total if column == len(matrix.columns) else matrix.column_totals[column]
        else:
            cell = (
                matrix.row_totals[row]
                if column == len(matrix.columns)
                else matrix.cells[row][column]
            )
        words = fit(written(matrix.measure, cell.value), self.cell_width, right=True)
        if (row, column) == (self.cursor.row, self.cursor.column):
            ink = "cursor" if self.has_focus else "cursor-blurred"
        else:
            ink = "total" if total else self._step(cell.value) if cell.value else "empty"
        return Segment(words, self._ink(ink))

    # -- events ---------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Another theme: other shades."""
        super().notify_style_update()
        self._styles.clear()
        self._inks.clear()

    def on_resize(self) -> None:
        """The names take a part of the width."""
        self._measure()
        self._see_cursor()

    def on_focus(self) -> None:
        """The cursor is drawn stronger."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is drawn fainter."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """One click puts the cursor on a cell, two open it; the names choose a total."""
        if self.matrix is None:
            return
        row = int(self.scroll_offset.y) + event.y - 1 if event.y else len(self.matrix.rows)
        beside = (event.x - self.names_width) // self.cell_width
        column = self._first + beside
        if event.x < self.names_width:
            column = len(self.matrix.columns)
        elif beside >= self._whole:
            return
        if row <= len(self.matrix.rows) and column <= len(self.matrix.columns):
            self._stand(Place(row, column))
            if event.chain == 2:
                self.post_message(self.Opened())
