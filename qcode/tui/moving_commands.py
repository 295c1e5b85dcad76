"""Moving and selecting on the coding screen: the rows of the one table for both."""

from __future__ import annotations

from qcode.i18n import N_
from qcode.tui.commands import Command, row

HERE = "coding"
MOVE = N_("Moving")
SELECT = N_("Selecting")

MOVING: tuple[Command, ...] = (
    row("next_segment", "down j", N_("next"), N_("Go to the next {segment}."), HERE, MOVE),
    row("previous_segment", "up k", N_("before"), N_("Go to the {segment} before."), HERE, MOVE),
    row(
        "next_turn",
        "J",
        N_("next turn"),
        N_("Go to the next {turn} of a {participant}."),
        HERE,
        MOVE,
    ),
    row(
        "previous_turn",
        "K",
        N_("turn before"),
        N_("Go to the {turn} of a {participant} before."),
        HERE,
        MOVE,
    ),
    row(
        "next_unread",
        "n",
        N_("next unread"),
        N_("Go to the next {segment} not yet read in this {pass}."),
        HERE,
        MOVE,
        "unread",
        70,
    ),
    row(
        "previous_unread",
        "N",
        N_("unread before"),
        N_("Go to the {segment} before that is not yet read in this {pass}."),
        HERE,
        MOVE,
    ),
    row(
        "read_on",
        "space",
        N_("read, go on"),
        N_("Mark the {segment} as read with nothing to {code}, and go on."),
        HERE,
        MOVE,
        "text writable",
        55,
    ),
    row(
        "next_coding",
        "]",
        N_("next {coding}"),
        N_("Go to the next {coding}, also where several overlap."),
        HERE,
        MOVE,
    ),
    row(
        "previous_coding", "[", N_("{coding} before"), N_("Go to the {coding} before."), HERE, MOVE
    ),
    row("page_down", "pagedown", N_("page down"), N_("Go down by a page."), HERE, MOVE),
    row("page_up", "pageup", N_("page up"), N_("Go up by a page."), HERE, MOVE),
    row(
        "first_segment", "home ctrl+home", N_("start"), N_("Go to the first {segment}."), HERE, MOVE
    ),
    row("last_segment", "end ctrl+end", N_("end"), N_("Go to the last {segment}."), HERE, MOVE),
)

SELECTING: tuple[Command, ...] = (
    row(
        "grow",
        "+",
        N_("grow"),
        N_("Grow the selection: clause, sentence, {turn}."),
        HERE,
        SELECT,
        "selection",
        12,
    ),
    row(
        "shrink",
        "-",
        N_("shrink"),
        N_("Shrink the selection: {turn}, sentence, clause."),
        HERE,
        SELECT,
        "selection",
        13,
    ),
    row(
        "end_on",
        "e ctrl+shift+right",
        N_("end on"),
        N_("Move the end of the selection on by a word."),
        HERE,
        SELECT,
        "selection",
        14,
    ),
    row(
        "end_back",
        "w ctrl+shift+left",
        N_("end back"),
        N_("Move the end of the selection back by a word."),
        HERE,
        SELECT,
        "selection",
        15,
    ),
    row(
        "start_on",
        "E",
        N_("start on"),
        N_("With a selection: move its start on by a word."),
        HERE,
        SELECT,
        "selection",
        16,
        only="selection",
    ),
    row(
        "start_back",
        "W",
        N_("start back"),
        N_("Move the start of the selection back by a word."),
        HERE,
        SELECT,
        "selection",
        17,
    ),
    row(
        "select_after",
        "right l",
        N_("select on"),
        N_("Select the next piece of the same size, first a sentence."),
        HERE,
        SELECT,
    ),
    row(
        "select_before",
        "left h",
        N_("select back"),
        N_("Select the piece of the same size before."),
        HERE,
        SELECT,
    ),
    row(
        "end_character_on",
        "shift+right",
        N_("by a letter"),
        N_("Move the end of the selection on by a character."),
        HERE,
        SELECT,
    ),
    row(
        "end_character_back",
        "shift+left",
        N_("by a letter"),
        N_("Move the end of the selection back by a character."),
        HERE,
        SELECT,
    ),
    row(
        "end_line_on",
        "shift+down",
        N_("by a line"),
        N_("Move the end of the selection down by a line."),
        HERE,
        SELECT,
    ),
    row(
        "end_line_back",
        "shift+up",
        N_("by a line"),
        N_("Move the end of the selection up by a line."),
        HERE,
        SELECT,
    ),
)
