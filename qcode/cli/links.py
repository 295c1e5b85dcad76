"""Links between codes: listed with their evidence, added, removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from qcode.cli.common import Given, find_code, put, put_json, reads, say, writes
from qcode.cli.evidence import evidence_commands
from qcode.cli.plain_table import table
from qcode.cli.shapes import argument, command, option
from qcode.cli.subcommands import alone, change, of, subcommands
from qcode.cli.wrap import shortened
from qcode.i18n import N_, language, n_, t
from qcode.sentences import said

if TYPE_CHECKING:
    from qcode.study.change import Change
    from qcode.study.study import Study

_SHOWN_NAME = 34


@subcommands(
    "links",
    N_(
        "Without a command the links are listed: type, codings for and against, participants. "
        "Evidence whose coding was removed is marked."
    ),
)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@reads
def links(given: Given, as_json: bool) -> None:
    """Lists the links unless a command follows."""
    if not alone():
        return
    study = given.read()
    if as_json:
        put_json({"links": links_plain(study)})
    else:
        _print(study)


def links_plain(study: Study) -> list[dict[str, Any]]:
    """The fixed form for scripts: ids of codes and codings, and of the cases on either side."""
    from qcode.study.links import weigh

    return [
        {
            "id": link.id,
            "from": link.source,
            "to": link.target,
            "type": link.type,
            "supports": list(link.supports),
            "against": list(link.against),
            "cases": list(weigh(study, link).cases),
        }
        for link in study.codebook.links
    ]


def _print(study: Study) -> None:
    from qcode.study.links import type_label, weigh

    if not study.codebook.links:
        say(t("No link yet; `qcode links add FROM TO --type T` makes one."))
        return
    rows = [[t("id"), t("from"), t("type"), t("to"), t("evidence"), t("cases"), ""]]
    for link in study.codebook.links:
        weight = weigh(study, link)
        gone = n_("{n} removed", "{n} removed", len(weight.missing)) if weight.missing else ""
        rows.append(
            [
                link.id,
                shortened(_name(study, link.source), _SHOWN_NAME),
                type_label(link.type, language()),
                shortened(_name(study, link.target), _SHOWN_NAME),
                weight.balance,
                str(len(weight.cases)),
                gone,
            ]
        )
    put(table(rows))


def _name(study: Study, code: str) -> str:
    known = study.codebook.codes.get(study.codebook.resolve(code))
    return known.name if known else code


@of(links, N_("Link two codes, with codings for and against."))
@command(
    "add",
    N_(
        "FROM and TO are codes by name or id. The types are causes, leads to, is a condition for, "
        "is a strategy for, is part of, is a property of, contradicts, is associated with, those "
        "of the study's settings, and any other that you write. Prints the id of the link."
    ),
)
@argument("source", metavar="FROM")
@argument("target", metavar="TO")
@option("--type", "type_", metavar="T", required=True, help=N_("The type of the link."))
@option("--memo", metavar="TEXT", default="", help=N_("A short remark on the link."))
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
@writes
def add(
    given: Given,
    *,
    source: str,
    target: str,
    type_: str,
    memo: str,
    supports: tuple[str, ...],
    against: tuple[str, ...],
) -> None:
    """Makes a link and prints its id."""
    from qcode.study.link_edits import add_link
    from qcode.study.links import link_types

    with given.writing() as session:
        study = session.study
        known = {k.casefold(): k for k in link_types(study.codebook)}
        made, ident = add_link(
            study,
            find_code(study, source),
            find_code(study, target),
            known.get(" ".join(type_.split()).casefold(), type_),
            memo=memo,
            supports=supports,
            against=against,
        )
        session.apply(made)
    put(f"{ident}\n")
    say(t("Done: {what}.", what=said(made.what)))


@of(links, N_("Take a link away."))
@command("remove", N_("The codings that were its evidence stay. `qcode links` lists the ids."))
@argument("ident", metavar="ID")
@writes
def remove(given: Given, ident: str) -> None:
    """Takes a link away."""
    from qcode.study.link_edits import remove_link

    change(given, lambda study: remove_link(study, ident))


@of(links, N_("Change a link: its type, its ends, its remark."))
@command("edit", N_("What is not given stays. --turn lets it lead the other way."))
@argument("ident", metavar="ID")
@option("--type", "type_", metavar="T", help=N_("The type of the link."))
@option("--from", "source", metavar="CODE", help=N_("Where it comes from."))
@option("--to", "target", metavar="CODE", help=N_("Where it leads to."))
@option("--memo", metavar="TEXT", help=N_("A short remark on the link."))
@option("--turn", is_flag=True, help=N_("Let it lead the other way."))
@writes
def edit(
    given: Given,
    ident: str,
    *,
    type_: str | None,
    source: str | None,
    target: str | None,
    memo: str | None,
    turn: bool,
) -> None:
    """Changes what is given of a link."""
    from qcode.study.edits import in_turn
    from qcode.study.link_edits import edit_link, turn_link

    def make(study: Study) -> Change:
        values = {
            "type": type_,
            "from": source and find_code(study, source),
            "to": target and find_code(study, target),
            "memo": memo,
        }
        makers: list[Callable[[Study], Change]] = [
            partial(edit_link, ident=ident, field=field, value=value)
            for field, value in values.items()
            if value is not None
        ]
        if turn:
            makers.append(partial(turn_link, ident=ident))
        return in_turn(study, "", makers)

    change(given, make)


evidence_commands(links, ("links",))
