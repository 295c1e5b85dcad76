"""What the core says of a change, in the language of the interface.

A change says what it is in English, since the journal keeps it for good; here its forms are
translated with their names and places. A sentence of another form is shown as it is.
"""

from __future__ import annotations

import re

from qcode.i18n import N_, t

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
