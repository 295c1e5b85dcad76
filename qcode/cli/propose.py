"""What qcode proposes: categories, merges and links, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from qcode.cli.common import Given, find_code, put_json, say, show, writes, wrong_use
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, language, t
from qcode.sentences import said
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.proposals import Proposal
    from qcode.study.study import Study

KINDS = {"categories": "category", "merges": "merge", "links": "link"}
_SHOWN = 20


@command(
    "propose",
    N_(
        "KIND is categories (codes whose codings speak of the same), merges (codes that may be "
        "one) or links (codes that meet more often than chance). Nothing is changed: a link is "
        "made by `qcode links add`, the rest in the app. --refuse and --later remember a decision "
        "for everybody who works on the study.\n\n"
        "Links: the expected count is that of codes dealt independently over the units in which "
        "anything is coded; q is the one-sided Fisher test corrected for all pairs "
        "(Benjamini-Hochberg). The list shows q up to 0.05, --json all pairs that meet and are "
        "not linked yet."
    ),
)
@argument("kind", metavar="KIND", type=click.Choice(tuple(KINDS)))
@option(
    "--unit",
    type=click.Choice(("turn", "transcript", "neighbours", "case")),
    default="turn",
    help=N_("For links: where two codes meet."),
)
@option(
    "--at-most", type=click.FloatRange(0, 1), help=N_("For links: only pairs with q up to this.")
)
@option(
    "--where",
    "conditions",
    metavar="ATTRIBUTE=VALUE",
    multiple=True,
    help=N_("For links: only what has this attribute, as in role=KPM; repeatable."),
)
@option("--all", "everything", is_flag=True, help=N_("Also those that were refused."))
@option("--refuse", metavar="CODE,CODE", help=N_("Remember that this one is refused."))
@option("--later", metavar="CODE,CODE", help=N_("Remember that this one is put off."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def propose(
    given: Given,
    *,
    kind: str,
    unit: str,
    at_most: float | None,
    conditions: tuple[str, ...],
    everything: bool,
    refuse: str | None,
    later: str | None,
    as_json: bool,
) -> None:
    """Lists proposals of one kind, or remembers a decision on one."""
    if refuse or later:
        _remember(given, KINDS[kind], refuse or later or "", "refused" if refuse else "later")
        return
    if kind != "links" and conditions:
        raise wrong_use(t("--where is for links only."))
    study = given.read()
    from qcode.analysis import proposals
    from qcode.study.filters import parse_where

    where = parse_where(study, conditions, known=given.coders())
    if kind == "links" and as_json:
        found = proposals.open_pairs(study, unit, where=where, everything=everything)
        plain = found.plain()
        if at_most is not None:
            plain["pairs"] = [p for p in plain["pairs"] if p["q"] <= at_most]
        put_json(plain)
        return
    if kind == "links":
        limit = proposals.AT_MOST if at_most is None else at_most
        made = proposals.links(study, unit, where=where, at_most=limit, everything=everything)
    elif kind == "merges":
        made = proposals.merges(study, everything=everything)
    else:
        made = proposals.categories(study, everything=everything)
    if as_json:
        put_json({kind: [_plain(p) for p in made]})
    else:
        _print(study, made)


def _remember(given: Given, kind: str, codes: str, verdict: str) -> None:
    from qcode.study.arrange_edits import remember

    names = [name for name in map(str.strip, codes.split(",")) if name]
    with given.writing() as session:
        idents = [find_code(session.study, name) for name in names]
        if len(set(idents)) < 2 and kind != "category":
            raise QcodeError("Name the two codes of the proposal with a comma between them.")
        change = remember(session.study, kind, idents, verdict)
        session.apply(change)
    say(t("Done: {what}.", what=said(change.what)))


def _plain(proposal: Proposal) -> dict[str, Any]:
    from qcode.study.proposals import MERGE, reasons

    plain: dict[str, Any] = {"codes": list(proposal.codes)}
    if proposal.kind == MERGE:
        plain = {"gone": proposal.codes[0], "into": proposal.codes[1]}
    elif proposal.into:
        plain["into"] = proposal.into
    else:
        plain["name"] = proposal.name
    return {
        **plain,
        "reason": reasons(proposal, language()),
        "codings": list(proposal.codings),
        "later": proposal.later,
    }


def _print(study: Study, made: Sequence[Proposal]) -> None:
    from qcode.study.proposals import reasons

    if not made:
        say(t("Nothing to propose."))
    for proposal in made[:_SHOWN]:
        mark = t("(put off) ") if proposal.later else ""
        show(f"{mark}{_said(study, proposal)}\n    {reasons(proposal, language())}\n")
    if len(made) > _SHOWN:
        say(t("{more} more; --json lists all.", more=len(made) - _SHOWN))


def _said(study: Study, proposal: Proposal) -> str:
    from qcode.study.proposals import CATEGORY, MERGE

    names = [study.codebook.codes[c].name for c in proposal.codes]
    if proposal.kind == MERGE:
        return t("{one} → into {other}", one=names[0], other=names[1])
    if proposal.kind == CATEGORY:
        listed = " · ".join(names)
        if proposal.into:
            into = study.codebook.codes[proposal.into].name
            return t("{codes} → under {into}", codes=listed, into=into)
        return listed
    return f"{names[0]} — {names[1]}"
