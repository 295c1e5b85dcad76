"""What an import brought, in the language of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qcode.i18n import n_, t

if TYPE_CHECKING:
    from qcode.exchange.intake.taken import Taken


def counted(name: str, part: Taken) -> str:
    """How much came in of transcripts, comments or a kind of table, and how much was there."""
    count = len(part.added)
    said = {
        "transcripts": lambda: n_("{n} {transcript} added", "{n} {transcripts} added", count),
        "codebook": lambda: n_("{n} {code} added", "{n} {codes} added", count),
        "attributes": lambda: n_(
            "Attributes set in {n} {transcript}", "Attributes set in {n} {transcripts}", count
        ),
        "cases": lambda: n_(
            "Attributes set for {n} {participant}", "Attributes set for {n} {participants}", count
        ),
        "codings": lambda: n_("{n} {coding} added", "{n} {codings} added", count),
        "comments": lambda: n_("{n} comment taken", "{n} comments taken", count),
    }[name]()
    if part.unchanged:
        said += ", " + n_("{n} there already", "{n} there already", part.unchanged)
    return said


def created(part: Taken) -> str:
    """The codes that were made because they were used and defined nowhere; empty without any."""
    if not part.created:
        return ""
    return t(
        "New {codes}, proposed and without a definition: {names}", names=", ".join(part.created)
    )
