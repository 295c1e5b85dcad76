"""The commands of the matrix screen."""

from __future__ import annotations

from qcode.i18n import N_
from qcode.tui.commands import Command, row

HERE = "matrix"
CHOICE = "choice"
"""The line of choices above a table, when one of them has the keys."""
MOVE = N_("Moving")
SEE = N_("Seeing")
CHOOSE = N_("The choices above a table")

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
        N_("Go to the choice of rows, columns and cells, and on to the next one."),
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
        "take_choice",
        "enter",
        N_("to the table"),
        N_("Keep what is chosen and go to the table."),
        CHOICE,
        CHOOSE,
        footer=10,
    ),
    row(
        "next_value",
        "right l",
        N_("choose"),
        N_("Choose the next of its values."),
        CHOICE,
        CHOOSE,
        footer=20,
        shown="← →",
    ),
    row(
        "previous_value", "left h", N_("value before"), N_("Choose the one before."), CHOICE, CHOOSE
    ),
    row(
        "list_values",
        "down up space j k",
        N_("list all"),
        N_("List all values; there Enter takes one, Esc leaves it as it was."),
        CHOICE,
        CHOOSE,
        footer=30,
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
