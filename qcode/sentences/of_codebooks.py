"""What `qcode check` finds in a study as a whole, and in a codebook that could be read."""

from __future__ import annotations

from qcode.i18n import N_

FORMS: tuple[str | tuple[str, str], ...] = (
    N_(
        "{n} {codings} have the {code} “{name}”, which is not in the {codebook}; add it "
        "there, or recode them."
    ),
    N_(
        "1 {coding} has the {code} “{name}”, which is not in the {codebook}; add it there, or "
        "recode it."
    ),
    N_(
        "{n} {codings} are unplaced: their words were not found again in the text; place them "
        "in the app (the list of unplaced {codings}) or remove them."
    ),
    N_(
        "1 {coding} is unplaced: its words were not found again in the text; place it in the "
        "app (the list of unplaced {codings}) or remove it."
    ),
    N_(
        "the {coding} {id} quotes other words than stand at its place; correct its start and "
        "end, or its {quote}."
    ),
    N_("the link {id} rests on the {coding} {other}, which is gone; remove it there."),
    N_("an example of “{name}” is the {coding} {id}, which is gone; remove it."),
    N_("it is about the {kind} “{id}”, which is not in the {study}."),
    N_("the {participant} “{name}” has no row in cases.csv."),
    N_("a match rule of “{name}”: {reason}"),
    N_(
        "the file is empty; restore it from a backup or from git, or begin a new {codebook} with "
        "a line such as “title: …”"
    ),
    N_("the file is empty; restore it from a backup or from git, or delete it."),
    N_(
        "{field} must hold fields with a name and a colon, such as “{example}”; correct it, or "
        "restore the file from a backup or from git"
    ),
    N_(
        "{field} must hold a list, each item behind “- ”; correct it, or restore the file from a "
        "backup or from git"
    ),
    N_(
        "“{name}” is also the name of the {code} “{id}”; rename one of the two or merge them "
        "(until then only their ids tell them apart)"
    ),
    N_("“{name}” cannot be set, since {reason}; correct that first."),
    N_(
        "each item of {field} must hold fields with a name and a colon; correct this one or "
        "remove it"
    ),
    N_(
        "settings.terms must hold fields with a name and a colon, such as “memo: catatan”; until "
        "then the usual words are used"
    ),
    N_(
        "The field “{field}” of “{name}” holds something else than it should; correct it in "
        "codebooks/codebook.yaml first (`qcode check` names the line)."
    ),
    N_("a list stands where fields with names belong"),
    N_("a text stands where fields with names belong"),
    N_("the {code} “{name}” must be a mapping with a name"),
    N_(
        "the link {id} names the {code} “{name}”, which is not in the {codebook}; remove the "
        "link or restore the {code}"
    ),
    N_("the field “{name}” is unknown; did you mean “{other}”?"),
    N_("the field “{name}” is unknown; it is kept but not used"),
    N_("“{name}” is none of {names}; after-own is used"),
    N_("the field “{name}” must be a mapping"),
    N_("the field “{name}” must be a list"),
    N_("the field “{name}” must be text"),
    N_("the {code} “{name}” has no name; its id stands in for it"),
    N_(
        "the parent “{name}” of “{other}” is not in the {codebook}; add it or correct the "
        "name (until then “{other}” stands at the root)"
    ),
    N_(
        "“{name}” is above itself in a circle of parents; give one of them another parent "
        "(until then “{name}” stands at the root)"
    ),
    N_("“{name}” is merged into “{other}”, which is missing"),
    N_("“{name}” is no chance; write a number from 0 to 1, or 15%; until then {chance} is used"),
    N_("blind must be a list of coders"),
    N_("the status “{name}” is none of {names}"),
    N_("the colour “{name}” is none of {names}"),
    N_("the order “{name}” is none of {names}"),
    N_("the link {id} has no id; give it one, so that it can be changed"),
    N_("two links have the id {id}; give one of them another"),
    N_("the link {id} has no type; write one, such as “causes”"),
    N_("paradigm model {n} has no phenomenon; write its {code}"),
    N_("two paradigm models are called “{name}”; give one of them an id"),
    N_(
        "the paradigm model “{name}” names the {code} “{other}” under {field}, which is not "
        "in the {codebook}; remove it there or restore the {code}"
    ),
    N_(
        "selective.{column} names the {code} “{name}”, which is not in the {codebook}; choose "
        "another or restore the {code}"
    ),
    N_("the proposition {id} has no id; give it one, so that it can be changed"),
    N_("two propositions have the id {id}; give one of them another"),
    N_("the proposition {id} has no text; write what it states or remove it"),
    N_("the proposition {id} rests on the link {other}, which is gone; remove it there"),
    N_("the {codebook} is not there any more; restore it."),
    N_("the {transcript} is empty; add its text or remove it."),
    N_(
        "there is no {transcript} “{name}” for these {n} lines; restore it, or rename the "
        "file after the {transcript} it belongs to."
    ),
    N_(
        "there is no {transcript} “{name}” for this line; restore it, or rename the file "
        "after the {transcript} it belongs to."
    ),
    N_(
        "the {coding} {id} ends at {end}, beyond the text of {n} characters; it waits among "
        "the unplaced."
    ),
    N_("the name is not UTF-8; rename it."),
    N_("kind “{name}” is none of {names}; correct it or rename the column."),
    N_("the link leads nowhere; restore the file it leads to, or remove the link."),
    N_("The {transcript} {name} is not there any more; restore it to {code} it."),
)
