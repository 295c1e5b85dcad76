"""The commands of rules, of what they find, of the queue and of second thoughts."""

from __future__ import annotations

from qcode.i18n import N_
from qcode.tui.commands import Command, row

CODE = N_("{Coding}")
SEE = N_("Seeing")
RULE = N_("Rules")
MOVE = N_("Moving")
LISTED = "rules autocode queue thoughts"

FROM_TEXT: tuple[Command, ...] = (
    row(
        "see_like",
        "S",
        N_("coded alike"),
        N_("Show the most similar thing already coded as is suggested, with its context."),
        "coding",
        SEE,
        "suggestions",
        58,
    ),
    row(
        "queue",
        "q",
        N_("code next"),
        N_(
            "List uncoded {segments} where {coding} teaches most; from the pane of {codes}, where "
            "that {code} most likely hides."
        ),
        "coding",
        SEE,
        opens="queue",
    ),
    row(
        "second_thoughts",
        "t",
        N_("second thoughts"),
        N_("List {codings} that are surprising given all others."),
        "coding",
        SEE,
        opens="thoughts",
    ),
    row(
        "rules_of_code",
        "R",
        N_("rules"),
        N_("Write the rules of the {code}, and see what they find and which are proposed."),
        "coding codings code autocode queue thoughts",
        SEE,
        opens="rules",
    ),
    row(
        "autocode",
        "A",
        N_("go through"),
        N_("Go through what the rules find: of all {codes}, or of the one in the pane."),
        "coding",
        SEE,
        opens="autocode",
    ),
    row(
        "queue",
        "q",
        N_("more like it"),
        N_("List uncoded {segments} where the {code} most likely hides."),
        "codings code rules",
        SEE,
        opens="queue",
    ),
)

RULES: tuple[Command, ...] = (
    row(
        "accept",
        "1",
        N_("take"),
        N_("Make the proposed rule one of the {code}'s."),
        "rules",
        RULE,
        "proposed writable",
        10,
    ),
    row(
        "open_row",
        "enter e",
        N_("change"),
        N_("Change the rule, and see with every letter what it finds."),
        "rules",
        RULE,
        "row writable",
        12,
    ),
    row(
        "new_rule",
        "n",
        N_("new rule"),
        N_("Type a rule, and see with every letter what it finds."),
        "rules",
        RULE,
        "writable",
        11,
    ),
    row(
        "remove_rule",
        "x delete",
        N_("remove"),
        N_("Take the rule away; u brings it back."),
        "rules",
        RULE,
        "own-rule writable",
        14,
    ),
    row(
        "autocode",
        "A",
        N_("go through"),
        N_("Go through what the {code}'s rules find, one by one."),
        "rules",
        RULE,
        "ruled",
        13,
        opens="autocode",
    ),
    row(
        "look_again",
        "tilde",
        N_("look again"),
        N_("Look for rules in the {codings} as they are now."),
        "rules",
        RULE,
        shown="~",
    ),
)

GOING_THROUGH: tuple[Command, ...] = (
    row(
        "accept",
        "1",
        N_("take"),
        N_("Put the {code} on the {segment}."),
        "autocode",
        CODE,
        "row writable",
        8,
    ),
    row(
        "refuse",
        "0",
        N_("not this one"),
        N_("The {code} does not belong here; it is not suggested here again."),
        "autocode",
        CODE,
        "row writable",
        9,
    ),
    row(
        "later",
        "space",
        N_("later"),
        N_("Leave it as it is and go on."),
        "autocode",
        CODE,
        "row",
        12,
    ),
    row(
        "choose_code",
        "c",
        N_("{code}"),
        N_("Choose the {code} to look for."),
        "queue",
        SEE,
        "",
        20,
    ),
    row(
        "any_code",
        "a",
        N_("any {code}"),
        N_("Look where {coding} teaches most, whatever the {code}."),
        "queue",
        SEE,
        "of-one-code",
        21,
    ),
    row(
        "look_again",
        "tilde",
        N_("look again"),
        N_("Look again, with all that was coded since."),
        "queue thoughts",
        SEE,
        "",
        30,
        shown="~",
    ),
    row(
        "codings_of_code",
        "g",
        N_("{codings} of it"),
        N_("List the {codings} of the {code}, in all {transcripts}."),
        "rules autocode queue",
        SEE,
        "",
        45,
        opens="codings",
    ),
    row(
        "details_down",
        "ctrl+down",
        N_("details down"),
        N_("Move down what stands beside the list."),
        LISTED,
        MOVE,
    ),
    row(
        "details_up",
        "ctrl+up",
        N_("details up"),
        N_("Move up what stands beside the list."),
        LISTED,
        MOVE,
    ),
)

RULE_COMMANDS = (*FROM_TEXT, *RULES, *GOING_THROUGH)
