"""The commands of the matrix screen."""

from __future__ import annotations

from qcode.i18n import N_
from qcode.tui.commands import Command, row

HERE = "matrix"
MOVE = N_("Moving")
SEE = N_("Seeing")

MATRIX_COMMANDS: tuple[Command, ...] = (
    row("next_row", "down j", N_("next"), N_("Go down by a row."), HERE, MOVE),
    row("previous_row", "up k", N_("before"), N_("Go up by a row."), HERE, MOVE),
    row("next_column", "right l", N_("column on"), N_("Go to the next column."), HERE, MOVE),
    row("previous_column", "left h", N_("column back"), N_("Go to the column before."), HERE, MOVE),
    row("page_down", "pagedown", N_("page down"), N_("Go down by a page."), HERE, MOVE),
    row("page_up", "pageup", N_("page up"), N_("Go up by a page."), HERE, MOVE),
    row("first_row", "ctrl+home", N_("start"), N_("Go to the first row."), HERE, MOVE),
    row("last_row", "ctrl+end", N_("end"), N_("Go to the last row, the total."), HERE, MOVE),
    row("first_column", "home", N_("first column"), N_("Go to the first column."), HERE, MOVE),
    row(
        "last_column",
        "end",
        N_("last column"),
        N_("Go to the last column, the total."),
        HERE,
        MOVE,
    ),
    row(
        "open_cell",
        "enter",
        N_("{quotes}"),
        N_("List the {quotes} behind the number; Esc comes back to the cell."),
        HERE,
        SEE,
        "cell",
        10,
    ),
    row(
        "next_choice",
        "tab",
        N_("rows, columns, cells"),
        N_("Go to the choice of rows, columns and cells; there ← → choose, Enter lists all."),
        HERE,
        SEE,
        "",
        20,
    ),
    row(
        "previous_choice",
        "shift+tab",
        N_("choice before"),
        N_("Go to the choice before."),
        HERE,
        SEE,
    ),
    row(
        "export_matrix",
        "e",
        N_("export"),
        N_("Write the matrix into exports/ as csv, md, html, xlsx, tex or json."),
        HERE,
        SEE,
        "",
        40,
    ),
)
