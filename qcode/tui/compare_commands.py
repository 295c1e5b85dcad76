"""The commands of comparison across groups, of requests between coders, of the network."""

from __future__ import annotations

from qcode.i18n import N_
from qcode.tui.commands import Command, row
from qcode.tui.list_commands import MOVING as LIST_MOVING

GO = N_("Screens")
MOVE = N_("Moving")
SEE = N_("Seeing")
CODE = N_("{Coding}")
NOTE = N_("{Memos} and {quotes}")
ASKED = N_("Requests")
_MOVES = {"next_row", "previous_row", "page_down", "page_up", "first_row", "last_row"}

TO_ACROSS: tuple[Command, ...] = (
    row(
        "across",
        "|",
        N_("across"),
        N_("Compare the {quotes} of the {code} across {participants} and groups."),
        "coding axial paradigm links contrast",
        SEE,
        opens="across",
    ),
    row(
        "across",
        "|",
        N_("across"),
        N_("Compare the {quotes} of the {code} across {participants} and groups."),
        "compare codings",
        SEE,
        "one-code",
        46,
        opens="across",
    ),
)

ACROSS: tuple[Command, ...] = (
    row(
        "open_row",
        "enter",
        N_("go there"),
        N_("Go to the place in the {transcript}; Esc comes back."),
        "across",
        SEE,
        "row",
        10,
    ),
    row(
        "next_sections",
        "o",
        N_("by {participant}, group"),
        N_("Make the sections of the next attribute, of {participants}, of {transcripts}."),
        "across",
        SEE,
        "row",
        20,
    ),
    row(
        "choose_sections",
        "O",
        N_("sections"),
        N_("Choose what makes the sections."),
        "across",
        SEE,
    ),
    row(
        "next_part",
        "tab",
        N_("next section"),
        N_("Go to the first {quote} of the next section."),
        "across",
        MOVE,
        "row",
        15,
    ),
    row(
        "previous_part",
        "shift+tab",
        N_("section before"),
        N_("Go to the first {quote} of the section before."),
        "across",
        MOVE,
    ),
    row(
        "remove_coding",
        "x delete",
        N_("remove"),
        N_("Remove the {coding} that the cursor is on."),
        "across",
        CODE,
        "own-coding writable",
        35,
    ),
    row(
        "write_memo",
        "m",
        N_("{memo}"),
        N_("Write a {memo} about the {coding} that the cursor is on, with its {quote}."),
        "across",
        NOTE,
        "row writable",
        25,
    ),
    row(
        "edit_code",
        "e",
        N_("edit {code}"),
        N_("Change the {code}: its name, definition, what it takes in and what not."),
        "across",
        CODE,
        "one-code writable",
        30,
        opens="code",
    ),
    row(
        "recode",
        "r",
        N_("recode"),
        N_("Give the {coding} another {code}; of another {coder}'s, ask for it."),
        "across",
        CODE,
        "quote writable",
        31,
    ),
    row(
        "attach",
        "&",
        N_("evidence"),
        N_("Attach the {coding} to a link or a proposition, for or against."),
        "across",
        NOTE,
        "quote writable",
        32,
    ),
    row(
        "codings_of_code",
        "g",
        N_("{codings} of it"),
        N_("List the {codings} of the {code}, in all {transcripts}."),
        "across",
        SEE,
        "",
        45,
        opens="codings",
    ),
)

REQUESTS: tuple[Command, ...] = (
    row(
        "open('requests')",
        "",
        N_("requests"),
        N_("See what other {coder}s ask of you, and what became of what you asked."),
        group=GO,
        opens="requests",
    ),
    row(
        "open_row",
        "enter",
        N_("go there"),
        N_("Go to the place in the {transcript}; Esc comes back."),
        "requests",
        SEE,
        "row",
        20,
    ),
    row(
        "grant",
        "space y",
        N_("recode as asked"),
        N_("Give the {coding} the {code} that is asked for."),
        "requests",
        ASKED,
        "asked writable",
        10,
    ),
    row(
        "decline",
        "0 n",
        N_("leave it"),
        N_("Leave the {coding} as it is; who asked sees it."),
        "requests",
        ASKED,
        "asked writable",
        11,
    ),
    row(
        "read_memo",
        "m",
        N_("{memo}"),
        N_("Read the {memo} that asks, with its reason."),
        "requests",
        NOTE,
        "row",
        30,
    ),
)

NETWORK: tuple[Command, ...] = (
    row(
        "network",
        "n",
        N_("network"),
        N_("See the network around the {code}: its neighbours, and theirs; a shows all."),
        "axial paradigm links proposals contrast",
        SEE,
        opens="network",
    ),
    row(
        "open('network')",
        "",
        N_("whole network"),
        N_("See the network: each linked {code} with its neighbours."),
        group=GO,
        opens="network",
    ),
    row(
        "open_row",
        "enter",
        N_("open"),
        N_("Go to the link and its evidence; on a {code}, show what is around it."),
        "network",
        SEE,
        "row",
        10,
    ),
    row(
        "around",
        "a",
        N_("around it"),
        N_("Show this {code} and what is up to two links away, or all again."),
        "network",
        SEE,
        "row",
        20,
    ),
    row(
        "with_categories",
        "t",
        N_("{categories}"),
        N_("Take in which {categories} the {codes} belong to, or links only."),
        "network",
        SEE,
        "",
        25,
    ),
    row(
        "codings_of_code",
        "g",
        N_("{codings} of it"),
        N_("List the {codings} of the {code}, in all {transcripts}."),
        "network",
        SEE,
        "row",
        30,
        opens="codings",
    ),
    row(
        "export_network",
        "e",
        N_("export"),
        N_("Write the network into exports/ as svg, png, graphml, dot or json."),
        "network",
        SEE,
        "row",
        15,
    ),
)

_HERE = ("across", "requests", "network")
COMPARE_COMMANDS = (
    *TO_ACROSS,
    *ACROSS,
    *REQUESTS,
    *NETWORK,
    *(c._replace(screens=_HERE) for c in LIST_MOVING if c.name in _MOVES),
    *(c._replace(screens=("across", "network")) for c in LIST_MOVING if c.name == "filter_rows"),
)
