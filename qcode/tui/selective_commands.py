"""The commands of selective coding: going there, moving, choosing, stating."""

from __future__ import annotations

from qcode.i18n import N_
from qcode.tui.commands import Command, row
from qcode.tui.list_commands import MOVING as LIST_MOVING
from qcode.tui.review_walk_commands import JUDGING, REVIEWING

HERE = ("selective", "walk", "evidence", "cases", "coverage", "phase", "saturation")
ALL = " ".join(HERE)
PARTED = "selective walk evidence cases coverage phase"
GO = N_("Screens")
MOVE = N_("Moving")
SEE = N_("Seeing")
THEORY = N_("The theory")
_MOVES = {"next_row", "previous_row", "page_down", "page_up", "first_row", "last_row"}

GOING_THERE: tuple[Command, ...] = (
    row(
        "open('saturation')",
        "%",
        N_("saturation"),
        N_("See whether another interview still brings new {codes}."),
        group=GO,
        opens="saturation",
    ),
    row(
        "open('phase')",
        "",
        N_("what is left"),
        N_("See where the {study} stands and what is left to do."),
        group=GO,
        opens="phase",
    ),
)

MOVES: tuple[Command, ...] = (
    *(c._replace(screens=HERE) for c in LIST_MOVING if c.name in _MOVES),
    *(c._replace(screens=("walk", "evidence")) for c in LIST_MOVING if c.name == "filter_rows"),
    row("next_part", "tab", N_("next part"), N_("Go to the next part of the list."), PARTED, MOVE),
    row(
        "previous_part",
        "shift+tab",
        N_("part before"),
        N_("Go to the part of the list before."),
        PARTED,
        MOVE,
    ),
    row(
        "details_down",
        "ctrl+down",
        N_("details down"),
        N_("Move down what stands beside the list."),
        ALL,
        MOVE,
    ),
    row(
        "details_up",
        "ctrl+up",
        N_("details up"),
        N_("Move up what stands beside the list."),
        ALL,
        MOVE,
    ),
)

CHOOSING: tuple[Command, ...] = (
    row(
        "open_row",
        "enter",
        N_("go over"),
        N_("Go over the {codings} of the {category}; on other lines: edit, attach, list."),
        "selective",
        THEORY,
        "candidate",
        10,
    ),
    *(
        row("open_row", "", title, text, "selective", "", when, 10, shown="Enter")
        for title, text, when in (
            (N_("evidence"), N_("Attach {codings} for and against."), "proposition"),
            (N_("edit"), N_("Write the storyline."), "story writable"),
            (N_("list"), N_("List what is left out."), "coverage"),
            (N_("list"), N_("List what is left to do."), "phase"),
            (N_("table, curve"), N_("Show the table and the curve."), "saturation"),
            (N_("axial coding"), N_("Go to axial coding."), "bare"),
        )
    ),
    row(
        "choose_core",
        "C",
        N_("{core}"),
        N_("Make the {category} the {core} of the theory, or take that back."),
        "selective",
        THEORY,
        "candidate writable",
        12,
    ),
    row(
        "choose_theme",
        "T",
        N_("guiding {theme}"),
        N_("Make the {category} one of the guiding {themes}, or take that back."),
        "selective",
        THEORY,
        "candidate writable",
        13,
    ),
    row(
        "tick",
        "1 2 3 4 5",
        N_("criterion met"),
        N_("Tick a criterion of a {core} category, or take the tick away."),
        "selective",
        THEORY,
        "candidate writable",
        14,
        takes_key=True,
        shown="1–5",
    ),
    row(
        "argue",
        "w",
        N_("why"),
        N_("Write why the {category} meets a criterion, or does not."),
        "selective",
        THEORY,
        "candidate writable",
        15,
    ),
    row(
        "edit_row",
        "e",
        N_("edit"),
        N_("Edit the storyline, the proposition or the {category}."),
        "selective",
        THEORY,
        "writable",
        30,
    ),
    row(
        "edit_outside",
        "E",
        N_("in your editor"),
        N_("Edit the storyline or the proposition in $VISUAL or $EDITOR."),
        "selective",
        THEORY,
        "text writable",
        31,
    ),
    row(
        "another_code",
        "a",
        N_("another {code}"),
        N_("Weigh a {code} that is no {category} beside the candidates, to choose it."),
        "selective",
        THEORY,
        "",
        33,
    ),
    row(
        "new_proposition",
        "p",
        N_("new proposition"),
        N_("State a proposition, and tie it to links."),
        "selective",
        THEORY,
        "writable",
        25,
    ),
    row(
        "tie",
        "L",
        N_("links"),
        N_("Say which links the proposition joins."),
        "selective",
        THEORY,
        "proposition writable",
        12,
    ),
    row(
        "where_it_holds",
        "h",
        N_("where it holds"),
        N_("List with which {participants} the proposition holds, and with which not."),
        "selective",
        THEORY,
        "proposition",
        13,
        opens="cases",
    ),
    row(
        "remark_row",
        "M",
        N_("remark"),
        N_("Write or change the short remark on the proposition."),
        "selective",
        THEORY,
        "proposition writable",
        40,
    ),
    row(
        "remove_proposition",
        "x delete",
        N_("remove"),
        N_("Remove the proposition; its links and {codings} stay."),
        "selective",
        THEORY,
        "proposition writable",
        35,
    ),
    row(
        "codings_of_row",
        "g",
        N_("{codings}"),
        N_("List the {codings} of the {category}, or those for and against the proposition."),
        "selective",
        SEE,
        "",
        45,
        opens="codings",
    ),
    row(
        "write_memo_row",
        "m",
        N_("{memo}"),
        N_("Write a theoretical {memo} about the {category} or the proposition."),
        "selective",
        THEORY,
        "writable",
        42,
    ),
)

SELECTIVE_COMMANDS = (*GOING_THERE, *MOVES, *CHOOSING, *REVIEWING, *JUDGING)
