"""What the core says of a change, in the language of the interface.

A change says what it is in English, since the journal keeps it for good; here its forms are
translated with their names and places. A sentence of another form is shown as it is.
"""

from __future__ import annotations

import re

from qcode.i18n import N_, t
from qcode.tui.axial_said import AXIAL_FORMS

_FORMS = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"put (?P<names>“.+”) on (?P<place>\S+)", N_("put {names} on {place}")),
        (r"remove (?P<name>“.+”) from (?P<place>\S+)", N_("remove {name} from {place}")),
        (r"recode (?P<name>“.+”) as (?P<other>“.+”)", N_("recode {name} as {other}")),
        (r"move (?P<name>“.+”) to (?P<place>\S+)", N_("move {name} to {place}")),
        (r"remark on (?P<name>“.+”)", N_("remark on {name}")),
        (r"mark (?P<place>\S+) as read", N_("mark {place} as read")),
        (r"mark (?P<place>\S+) as unread", N_("mark {place} as unread")),
        (r"refuse (?P<name>“.+”) for (?P<place>\S+)", N_("refuse {name} for {place}")),
        (r"write the memo (?P<name>“.*”)", N_("write the {memo} {name}")),
        (r"change the memo (?P<name>“.*”)", N_("change the {memo} {name}")),
        (r"remove the memo (?P<name>“.*”)", N_("remove the {memo} {name}")),
        (r"correct the text of (?P<place>\S+)", N_("correct the text of {place}")),
        (r"new code (?P<name>“.+”)", N_("new {code} {name}")),
        (r"choose (?P<name>“.+”) as core category", N_("choose {name} as the {core} category")),
        (r"choose no core category", N_("choose no {core} category")),
        (r"choose (?P<names>“.+”) as guiding themes", N_("choose {names} as guiding {themes}")),
        (r"choose no guiding themes", N_("choose no guiding {themes}")),
        (r"argue \w+ of (?P<name>“.+”)", N_("argue a criterion of {name}")),
        (r"write the storyline", N_("write the storyline")),
        (r"new proposition (?P<name>“.+”)", N_("new proposition {name}")),
        (r"set \w+ of the proposition (?P<name>“.+”)", N_("change the proposition {name}")),
        (
            r"tie the proposition (?P<name>“.+”) to (?P<count>\d+) links",
            N_("tie the proposition {name} to links ({count})"),
        ),
        (r"remove the proposition (?P<name>“.+”)", N_("remove the proposition {name}")),
        (
            r"attach a coding in support of the proposition (?P<name>“.+”)",
            N_("attach a {coding} in support of the proposition {name}"),
        ),
        (
            r"attach a coding against the proposition (?P<name>“.+”)",
            N_("attach a {coding} against the proposition {name}"),
        ),
        (
            r"detach a coding from the proposition (?P<name>“.+”)",
            N_("take a {coding} off the proposition {name}"),
        ),
        (r"enter \w+ coding", N_("enter another phase")),
        (r"let the codebook show the phase", N_("let the {codebook} show the phase")),
        (r"keep the coding on (?P<place>\S+)", N_("keep the {coding} on {place}")),
        (r"mark as the quote to print", N_("mark as the {quote} to print")),
        (r"take the mark to print off", N_("take the mark to print off")),
        (
            r"The coding \S+ is (?P<who>.+)'s, and only .+ changes it; ask for it in the review\.",
            N_("This {coding} is {who}'s; ask for the change in the review."),
        ),
        *AXIAL_FORMS,
        (r"There is nothing to undo\.", N_("There is nothing to undo.")),
        (r"There is nothing to redo\.", N_("There is nothing to redo.")),
        (
            r"(?P<name>“.+”) is already on these words(?: of \S+)?\.",
            N_("{name} is already on these words."),
        ),
    )
)


def said(sentence: str) -> str:
    """The sentence in the language in use, if its form is known."""
    for pattern, message in _FORMS:
        if found := pattern.fullmatch(sentence):
            return t(message, **found.groupdict())
    return sentence
