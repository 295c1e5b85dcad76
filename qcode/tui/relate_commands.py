"""The commands of paradigm models, links, proposals and comparison."""

from __future__ import annotations

from qcode.i18n import N_
from qcode.tui.commands import Command, row

SEE = N_("Seeing")
RELATE = N_("Relating")
DECIDE = N_("Deciding")
NOTE = N_("{Memos} and {quotes}")

BOXES: tuple[Command, ...] = (
    row(
        "add_codes",
        "c",
        N_("add {codes}"),
        N_("Put {codes} into the box; on the phenomenon, choose another."),
        "paradigm",
        RELATE,
        "model writable",
        10,
    ),
    row(
        "put_under",
        ">",
        N_("other box"),
        N_("Put the {code} into another box."),
        "paradigm",
        RELATE,
        "row writable",
        11,
    ),
    row(
        "take_away",
        "x delete",
        N_("take out"),
        N_("Take the {code} out of the box; on the phenomenon, remove the model."),
        "paradigm",
        RELATE,
        "row writable",
        12,
    ),
    row(
        "new_model",
        "N",
        N_("new model"),
        N_("Make a paradigm model around a {code}."),
        "paradigm",
        RELATE,
        "writable",
        20,
    ),
    row(
        "next_model",
        "}",
        N_("next model"),
        N_("Show the next model."),
        "paradigm",
        SEE,
        "models",
        21,
    ),
    row("previous_model", "{", N_("model before"), N_("Show the model before."), "paradigm", SEE),
    row(
        "remark",
        "M",
        N_("remark"),
        N_("Write what the model, the link or the {coding} says in short."),
        "paradigm links split",
        NOTE,
        "row writable",
        63,
    ),
)

LINKING: tuple[Command, ...] = (
    row(
        "support",
        "+",
        N_("for"),
        N_("The {coding} speaks for the link."),
        "links",
        RELATE,
        "quote writable",
        10,
    ),
    row(
        "oppose",
        "-",
        N_("against"),
        N_("The {coding} speaks against the link."),
        "links",
        RELATE,
        "quote writable",
        11,
    ),
    row(
        "take_away",
        "x delete",
        N_("remove"),
        N_("Remove the link; on a {coding}, take it off the link."),
        "links",
        RELATE,
        "row writable",
        12,
    ),
    row(
        "next_order",
        "o",
        N_("order"),
        N_("Put the list in another order."),
        "links",
        SEE,
        "row",
        70,
    ),
    row(
        "turn_order",
        "O",
        N_("other way"),
        N_("Turn the order of the list round."),
        "links",
        SEE,
    ),
)

PROPOSED: tuple[Command, ...] = (
    row(
        "accept",
        "1",
        N_("take"),
        N_("Do what is proposed."),
        "proposals",
        DECIDE,
        "row writable",
        10,
    ),
    row(
        "refuse",
        "0",
        N_("not this one"),
        N_("Refuse the proposal; it is not made again."),
        "proposals",
        DECIDE,
        "row writable",
        11,
    ),
    row(
        "later",
        "space",
        N_("later"),
        N_("Put the proposal off to the end of its kind; again takes it back."),
        "proposals",
        DECIDE,
        "row writable",
        12,
    ),
    row(
        "turn_round",
        "t",
        N_("turn round"),
        N_("Take the two {codes} the other way round."),
        "proposals",
        DECIDE,
        "row",
        13,
    ),
    row(
        "look_again",
        "tilde",
        N_("look again"),
        N_("Look for proposals in the {study} as it is now."),
        "proposals",
        DECIDE,
        "",
        30,
        shown="~",
    ),
    row(
        "choose",
        "c",
        N_("other {codes}"),
        N_("Choose the two {codes} to compare."),
        "contrast",
        SEE,
        "",
        10,
    ),
)

RELATE_COMMANDS = (*BOXES, *LINKING, *PROPOSED)
