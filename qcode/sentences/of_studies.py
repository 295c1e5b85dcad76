"""What is refused in the study itself: codes, codings, memos, links, propositions."""

from __future__ import annotations

from qcode.i18n import N_

FORMS: tuple[str | tuple[str, str], ...] = (
    N_("There is no {code} “{name}” in the {codebook}."),
    N_("There is no {code} “{name}” in the {codebook}; there are: {names}."),
    N_("There is no {coder} “{name}” in this {study}; there are: {names}."),
    N_("The {coding} {id} is not one of “{name}”; nothing was split."),
    N_("“{name}” cannot go below itself."),
    N_("“{name}” is in “{other}” already."),
    N_("Codes are ordered by one of {names}, not by “{name}”."),
    N_("“{name}” is in no {category} that could be ordered."),
    N_("“{name}” is in another {category} than “{other}”."),
    N_("A property needs a name."),
    N_("There is no {coding} with the id {id} in this {study}."),
    N_("There is no {coding} with the id {id} in this {study}; `qcode codings --ids` lists them."),
    N_("A {code} needs a name."),
    N_("There is a {code} “{name}” already ({id})."),
    N_("There is a {code} “{name}” already."),
    N_("“{name}” cannot be merged into “{other}”, which is below it."),
    N_("The {code} name “{name}” is ambiguous: {names}; use the id."),
    N_("The {code} name “{name}” is ambiguous: {names}."),
    N_(
        "The {code} “{name}” is retired: nothing new is coded with it. Choose another, or set "
        "its status in the {codebook}."
    ),
    N_("There are no words at {place} in {name} to {code}."),
    N_("There are no words at {place} in {name}."),
    (
        "{name} is already on these words of {place}.",
        N_("{name} is already on these words."),
    ),
    N_("{name} is already on these words."),
    N_("There is no {memo} “{id}” in this {study}."),
    N_("The text of {name} has changed since; nothing was written."),
    N_("There is a {transcript} “{name}” already."),
    N_("There is no {transcript} “{name}” in this {study}; there are: {names}."),
    N_("“{name}” is no condition; write ATTRIBUTE=VALUE, as in role=KPM."),
    N_("There is no attribute “{name}” in this {study}; there are: {names}."),
    N_("No {transcript} and no {participant} has {condition}; there are: {names}."),
    N_(
        "Behind the cells of this matrix stand more {quotes} than a sheet of Excel holds; narrow "
        "it with --where, or write it as html."
    ),
    N_("A link needs a type, such as one of {names}."),
    N_("A link needs a type."),
    N_("“{name}” cannot be linked to itself."),
    N_("“{name}” and “{other}” have this link already ({kind}, {id})."),
    N_("The {coding} {id} cannot both support and speak against the same link."),
    N_("There is no link with the id “{id}”; `qcode links` lists them."),
    N_("There is no link with the id “{id}”."),
    N_("There is no proposition with the id “{id}”."),
    N_("There is no paradigm model “{name}” in the {codebook}."),
    N_("“{name}” is the phenomenon of this model."),
    N_("A proposition needs a text: say what the theory states."),
    N_("A proposition needs a text; remove it if it states nothing any more."),
    N_("There is no phase “{name}”; choose one of {names}."),
    (
        "The {coding} {id} is {who}'s, and only {who} changes it; ask for it in the review.",
        N_("This {coding} is {who}'s; ask for the change in the review."),
    ),
    N_("The {coding} {id} is your own; recode it."),
    N_("The {coding} {id} is {who}'s, and only {who} answers."),
    N_("The {coding} {id} is {who}'s, and only {who} changes it."),
    N_("The {coding} {id} has no place now; place it first."),
    N_("Nothing is asked of {who} for the {coding} {id}; `qcode requests` lists what is."),
    N_(
        "Neither “{name}” nor its categories have a dimension “{other}”; `qcode arrange "
        "property` makes one."
    ),
    N_("“{name}” is one of {names}."),
    N_("“{name}” does not stand in “{other}” as a second {category}."),
    N_("{subject} holds a NUL character, which is no text; leave it out."),
    N_("{subject} holds half a character; type it again."),
    N_("The {memo}"),
    N_("The new text"),
    N_("The rule “{name}” goes wrong at “{other}” (character {n}): {reason}."),
    N_("The rule “{name}” goes wrong at its end (character {n}): {reason}."),
    N_("this bracket was never opened; remove it"),
    N_("write AND NOT"),
    N_("write {name} in capitals"),
    N_("write AND, OR or NEAR between two words, or quotes round a phrase"),
    N_("this quote is not closed; write one more where the phrase ends"),
    N_("write the root right after ~, as in ~tabung"),
    N_("~ finds all forms already; remove the *"),
    N_("write * inside the quotes, after the word whose ending may differ"),
    N_("write the start of a word right before *, as in celeng*"),
    N_("this sign has no meaning here; remove it, or write the words without it"),
    N_("too many NOT"),
    N_("NEAR takes a number from 1 to 1000, as in NEAR/5"),
    N_("NEAR stands between words, phrases, or brackets of them with OR between"),
    N_("the brackets are nested too deeply"),
    N_("this bracket is not closed; write “)” where its part ends"),
    N_("write a speaker's label after speaker:, as in speaker:CH"),
    N_("write a word or a 'phrase' of the question after asked:"),
    N_("only speaker: and asked: stand before a colon"),
    N_("this phrase is empty; write a word in it"),
    N_("a word, a 'phrase', ~root, speaker: or asked: is expected here"),
    N_("“{name}” is none of {names}."),
    N_("“{name}” is no chance; write a number from 0 to 1, or 15%."),
    N_("There is no setting “{name}” here; there are {names}."),
    N_(
        "An evaluation needs codings in at least two {transcripts} of this {study}; {code} "
        "another one first."
    ),
    N_("A matrix has no columns “{name}”; there are: {names}."),
    N_("A matrix has no cells “{name}”; choose one of {names}."),
    N_("A matrix has no rows “{name}”; choose one of {names}."),
    N_("A matrix cannot be written as “{name}”; choose one of {names}."),
    N_("Interviews have no order “{name}”; choose one of {names}."),
    N_("Saturation is not measured on “{name}”; choose one of {names}."),
    N_(
        "Saturation needs a base and a run of at least one interview and a threshold from 0 "
        "to below 1; given are {base}, {run} and {threshold}."
    ),
    N_("Saturation cannot be written as “{name}”; choose one of {names}."),
    N_("No interview is coded yet, so there is no saturation to draw."),
    N_("Codes do not meet in a “{name}”; choose one of {names}."),
    N_("There is no link in this {study} yet, so there is no network to draw."),
    N_(
        "The network has {n} {codes}, too many to read in a drawing; draw the part around one "
        "{code}, or take GraphML."
    ),
    N_("A network cannot be written as “{name}”; choose one of {names}."),
)
