"""Codings for and against: attached to a link or a proposition, and taken off."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.cli.common import Given, writes
from qcode.cli.shapes import argument, command, option
from qcode.cli.subcommands import Subcommands, change, of
from qcode.i18n import N_


def evidence_commands(group: Subcommands, path: Sequence[str]) -> None:
    """The commands `attach` and `detach` of what the codebook has by id under this path."""

    @of(group, N_("Attach codings as evidence."))
    @command(
        "attach",
        N_(
            "ID is that of the list, CODING_ID those of `qcode codings --ids`. They support it "
            "unless --against is given; what stood on the other side changes sides."
        ),
    )
    @argument("ident", metavar="ID")
    @argument("codings", metavar="CODING_ID...", nargs=-1, required=True)
    @option("--against", is_flag=True, help=N_("They speak against it."))
    @writes
    def attach(given: Given, ident: str, codings: tuple[str, ...], *, against: bool) -> None:
        """Attaches codings on one side."""
        from qcode.study import link_edits

        side = link_edits.AGAINST if against else link_edits.SUPPORTS
        change(given, lambda study: link_edits.attach(study, (*path, ident), codings, side))

    @of(group, N_("Take codings off, whichever side they are on."))
    @command("detach", N_("The codings themselves stay; ids of removed ones can be taken off."))
    @argument("ident", metavar="ID")
    @argument("codings", metavar="CODING_ID...", nargs=-1, required=True)
    @writes
    def detach(given: Given, ident: str, codings: tuple[str, ...]) -> None:
        """Takes codings off both sides."""
        from qcode.study import link_edits

        change(given, lambda study: link_edits.detach(study, (*path, ident), codings))
