"""What is wrong in a text that is not YAML, or cannot be changed as asked."""

from __future__ import annotations

from qcode.i18n import N_

FORMS: tuple[str | tuple[str, str], ...] = (
    N_(
        "here begin the conflict markers of git (<<<<<<<, =======, >>>>>>>); keep one side "
        "and delete the markers"
    ),
    N_("the file cannot be read as YAML; save it as text in UTF-8"),
    N_("the invisible character {name} cannot stand in YAML; delete it"),
    N_("a tab indents this line; use spaces"),
    N_("the bracket {name} that opens here is never closed"),
    N_("a text cannot begin with {name} here; put it in quotes"),
    N_("this is not YAML ({reason}); compare it with the lines above"),
    N_("the quote {name} that opens here is never closed"),
    N_(
        "the bracket {name} that opens here is never closed; add {other}, put a comma between "
        "its items, or put a text with brackets in quotes"
    ),
    N_("a space is missing after the colon; write “{name}”"),
    N_("“{name}” has no colon; write “name: text”, or indent it to continue the text above"),
    N_("the text holds a colon followed by a space; put the text in quotes"),
    N_(
        "“{name}” cannot stand below the line above; align it with the field that it follows, "
        "or put a text with a colon in quotes"
    ),
    N_(
        "“{name}” follows a closing quote or bracket; delete what follows it, or put the "
        "whole text in quotes, each quote within it doubled"
    ),
    N_("an item of a list stands among fields; indent it below the field it belongs to"),
    N_("“{name}” is indented like none of the lines above; align it with its neighbours"),
    N_(
        "this line is no item of the list above; begin it with “- ” or align it with the "
        "field it belongs to"
    ),
    N_("the document has ended above; delete the line of --- or ... before this one"),
    N_("a backslash within double quotes begins an escape; write it twice, or use '…'"),
    N_("a list begins on a line of its own; put “- …” on the next line, or use quotes"),
    N_("after | or > nothing may follow in this line; write the text below, indented"),
    N_(
        "the file must hold fields like “title: …”, each with a name and a colon; it begins "
        "with something else"
    ),
    N_("a second document begins; keep one and delete the ---"),
    N_(
        "*{name} repeats something marked &{name}, which does not stand above; put a text "
        "that begins with * in quotes"
    ),
    N_("*{name} holds itself; write it out"),
    N_(
        "with its aliases written out the file has more than {n} values; write the repeated "
        "parts out or remove them"
    ),
    N_("&{name} marks a second thing; use another name"),
    N_("a list or mapping stands where a name belongs; put it in quotes"),
    N_("“{name}” stands here a second time (first in line {n}); keep one of the two or rename one"),
    N_("nested more than {n} levels deep; flatten it"),
    N_(
        "{name} cannot be changed here without changing something else (an anchor &, an alias "
        "* or an unusual layout stands in the way); nothing was written, so edit this entry "
        "by hand"
    ),
    N_("the list has no item {name}; it has {n}"),
    N_("“{name}” cannot be set below the text “{other}”; remove it"),
    N_("the text “{name}” holds half a character; type it again"),
)
