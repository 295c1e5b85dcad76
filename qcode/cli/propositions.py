"""Propositions of the theory: listed with what they rest on, stated, tied, attached to, removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qcode.cli.common import Given, put, put_json, reads, say, show, writes
from qcode.cli.evidence import evidence_commands
from qcode.cli.shapes import argument, command, option
from qcode.cli.subcommands import alone, change, of, subcommands
from qcode.i18n import N_, t
from qcode.sentences import said

if TYPE_CHECKING:
    from qcode.study.change import Change
    from qcode.study.selective import Proposition
    from qcode.study.study import Study

PATH = ("selective", "propositions")


@subcommands(
    "propositions",
    N_(
        "Without a command the propositions are listed: codings for and against (their own and "
        "those of the links they join), and the participants with whom they do not hold."
    ),
)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@reads
def propositions(given: Given, as_json: bool) -> None:
    """Lists the propositions unless a command follows."""
    if not alone():
        return
    from qcode.study.selective import selective

    study = given.read()
    found = selective(study.codebook).propositions
    if as_json:
        put_json({"propositions": [_plain(study, one) for one in found]})
        return
    if not found:
        say(t("No proposition yet; `qcode propositions add TEXT` states one."))
    show("\n".join(_listed(study, one) for one in found))


def _plain(study: Study, one: Proposition) -> dict[str, Any]:
    from qcode.analysis.coverage import cases_of
    from qcode.study.selective import weigh_proposition

    weight = weigh_proposition(study, one)
    return {
        "id": one.id,
        "text": one.text,
        "links": list(one.links),
        "supports": list(one.supports),
        "against": list(one.against),
        "memo": one.memo,
        "evidence": {"supports": len(weight.supports), "against": len(weight.against)},
        "missing": list(weight.missing),
        "cases": [{"case": b.case, "verdict": b.verdict} for b in cases_of(study, one)],
    }


def _listed(study: Study, one: Proposition) -> str:
    from qcode.analysis.coverage import negative_cases
    from qcode.study.link_edits import said as link_said
    from qcode.study.links import find_link
    from qcode.study.selective import weigh_proposition

    weight = weigh_proposition(study, one)
    lines = [f"{' '.join(one.text.split())}  [{one.id}]"]
    if one.memo:
        lines.append(f"  {' '.join(one.memo.split())}")
    for ident in one.links:
        link = find_link(study.codebook, ident)
        lines.append(f"  {link_said(study, link)}" if link else f"  {ident}: {t('gone')}")
    lines.append(f"  {t('codings for and against')}: {weight.balance}")
    against = [b.case for b in negative_cases(study, one) if b.verdict == "against"]
    if against:
        lines.append(f"  {t('does not hold with')}: {', '.join(against)}")
    return "".join(f"{line}\n" for line in lines)


@of(propositions, N_("State a proposition."))
@command("add", N_("Prints its id. `qcode links` lists the ids of links."))
@argument("text", metavar="TEXT")
@option("--link", "links", metavar="ID", multiple=True, help=N_("A link it joins; repeatable."))
@option(
    "--supports",
    metavar="CODING_ID",
    multiple=True,
    help=N_("A coding that supports it; repeatable."),
)
@option(
    "--against",
    metavar="CODING_ID",
    multiple=True,
    help=N_("A coding that speaks against it; repeatable."),
)
@option("--memo", metavar="TEXT", default="", help=N_("A short remark on the proposition."))
@writes
def add(
    given: Given,
    text: str,
    *,
    links: tuple[str, ...],
    supports: tuple[str, ...],
    against: tuple[str, ...],
    memo: str,
) -> None:
    """States a proposition and prints its id."""
    from qcode.study.edits import in_turn
    from qcode.study.link_edits import AGAINST, SUPPORTS, attach
    from qcode.study.selective_edits import add_proposition

    with given.writing() as session:
        stated, ident = add_proposition(session.study, text, links=links, memo=memo)
        makers = [lambda _: stated]
        for side, codings in ((SUPPORTS, supports), (AGAINST, against)):
            if codings:
                makers.append(partial(attach, owner=(*PATH, ident), codings=codings, side=side))
        session.apply(in_turn(session.study, stated.what, makers))
    put(f"{ident}\n")
    say(t("Done: {what}.", what=said(stated.what)))


@of(propositions, N_("Change the words of a proposition, or the remark on it."))
@command("edit", N_("What is not given stays. `qcode propositions` lists the ids."))
@argument("ident", metavar="ID")
@option("--text", metavar="TEXT", help=N_("What the theory states."))
@option("--memo", metavar="TEXT", help=N_("A short remark on the proposition."))
@writes
def edit(given: Given, ident: str, *, text: str | None, memo: str | None) -> None:
    """Changes what is given of a proposition."""
    from qcode.study.edits import in_turn
    from qcode.study.selective_edits import edit_proposition

    def make(study: Study) -> Change:
        makers = [
            partial(edit_proposition, ident=ident, field=field, value=value)
            for field, value in (("text", text), ("memo", memo))
            if value is not None
        ]
        return in_turn(study, "", makers)

    change(given, make)


@of(propositions, N_("Say which links a proposition joins."))
@command("tie", N_("These links in place of those it joined before; none unties it."))
@argument("ident", metavar="ID")
@argument("links", metavar="[LINK_ID]...", nargs=-1)
@writes
def tie(given: Given, ident: str, links: tuple[str, ...]) -> None:
    """Sets the links of a proposition."""
    from qcode.study.selective_edits import tie as tied

    change(given, lambda study: tied(study, ident, links))


@of(propositions, N_("Take a proposition away."))
@command("remove", N_("Its links and codings stay."))
@argument("ident", metavar="ID")
@writes
def remove(given: Given, ident: str) -> None:
    """Takes a proposition away."""
    from qcode.study.selective_edits import remove_proposition

    change(given, lambda study: remove_proposition(study, ident))


evidence_commands(propositions, PATH)
