"""The codebook as a tree, from a script: categories made and filled, merged, split, ordered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from qcode.cli import arrange_codes
from qcode.cli.arrange_codes import why_option
from qcode.cli.common import Given, find_code, put, put_json, reads, say, show, writes, wrong_use
from qcode.cli.shapes import argument, command, option
from qcode.cli.subcommands import alone, change, find_codes, of, subcommands
from qcode.i18n import N_, n_, t
from qcode.sentences import said
from qcode.study.code import ORDERS
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.change import Change
    from qcode.study.study import Study


@subcommands(
    "arrange",
    N_(
        "Without a command the tree of codes is listed with their codings, those of the codes "
        "below included; ↗ marks a code that stands in a second category. Codes are given by name "
        "or id. Everything is undone by `qcode undo`."
    ),
)
@option("--under", metavar="CATEGORY", help=N_("Only this category and what is below it."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@reads
def arrange(given: Given, *, under: str | None, as_json: bool) -> None:
    """Lists the tree unless a command follows."""
    if not alone():
        return
    study = given.read()
    inside = set(study.codebook.below(find_code(study, under))) if under else None
    rows = [
        (code, depth, above)
        for code, depth, above in _tree(study)
        if inside is None or code in inside or above in inside
    ]
    if as_json:
        codes = [_plain(study, code) for code in dict.fromkeys(code for code, _, _ in rows)]
        put_json({"codes": codes, "uncategorised": list(study.codebook.uncategorised)})
        return
    least = min((depth for _, depth, _ in rows), default=0)
    for code, depth, above in rows:
        known = study.codebook.codes[code]
        mark = "↗ " if above else ""
        gone = f"  ({t('retired')})" if known.retired else ""
        count = study.rolled_counts.get(code, 0)
        show(f"{'  ' * (depth - least)}{mark}{known.name} ({count}){gone}\n")


def _tree(study: Study) -> list[tuple[str, int, str]]:
    """(code, depth, the category where it is a guest or '') in the order of the tree."""
    book = study.codebook
    guests: dict[str, list[str]] = {}
    for known in book.codes.values():
        for category in known.also:
            guests.setdefault(book.resolve(category), []).append(known.id)
    rows: list[tuple[str, int, str]] = []
    for code, depth in book.walk():
        rows.append((code, depth, ""))
        rows += [(guest, depth + 1, code) for guest in guests.get(code, ())]
    return rows


def _plain(study: Study, code: str) -> dict[str, Any]:
    book, known = study.codebook, study.codebook.codes[code]
    return {
        "id": code,
        "name": known.name,
        "parent": book.parents.get(code, ""),
        "also": list(known.also),
        "children": list(book.children.get(code, ())),
        "codings": study.counts.get(code, 0),
        "codings_below": study.rolled_counts.get(code, 0),
        "order_by": known.order_by,
        "order": known.order,
        "properties": {name: list(values) for name, values in known.properties.items()},
        "status": known.status,
    }


@of(arrange, N_("Make a category of codes."))
@command("category", N_("The codes, if any are given, move under it. Prints its id."))
@argument("name", metavar="NAME")
@argument("codes", metavar="[CODE]...", nargs=-1)
@option("--under", metavar="CATEGORY", help=N_("The category that it goes under itself."))
@option("--definition", metavar="TEXT", default="", help=N_("What it means."))
@writes
def category(
    given: Given, name: str, codes: tuple[str, ...], *, under: str | None, definition: str
) -> None:
    """Makes a category and prints its id."""
    from qcode.study.arrange_edits import make_category

    with given.writing() as session:
        study = session.study
        parent = find_code(study, under) if under else ""
        found = find_codes(study, codes)
        made, ident = make_category(study, name, found, parent=parent, definition=definition)
        session.apply(made)
    put(f"{ident}\n")
    say(t("Done: {what}.", what=said(made.what)))


@of(arrange, N_("Move codes under a category, or out of theirs."))
@command("move", N_("Give --under or --out."))
@argument("codes", metavar="CODE...", nargs=-1, required=True)
@option("--under", metavar="CATEGORY", help=N_("Where they go."))
@option("--out", is_flag=True, help=N_("They have no category any more."))
@writes
def move(given: Given, codes: tuple[str, ...], *, under: str | None, out: bool) -> None:
    """Moves codes."""
    from qcode.study.code_edits import move_codes

    if (under is None) == (not out):
        raise wrong_use(t("Give one of --under and --out."))

    def make(study: Study) -> Change:
        parent = find_code(study, under) if under else ""
        return move_codes(study, find_codes(study, codes), parent)

    change(given, make)


@of(arrange, N_("Put codes in a second category as well."))
@command("also", N_("Their own category stays. --out takes them out of the second one."))
@argument("codes", metavar="CODE...", nargs=-1, required=True)
@option("--under", metavar="CATEGORY", required=True, help=N_("The second category."))
@option("--out", is_flag=True, help=N_("They stand in it no longer."))
@writes
def also(given: Given, codes: tuple[str, ...], *, under: str, out: bool) -> None:
    """Puts codes in a second category, or takes them out."""
    from qcode.study.arrange_edits import also_under, not_also_under
    from qcode.study.edits import in_turn

    def make(study: Study) -> Change:
        target = find_code(study, under)
        found = find_codes(study, codes)
        for code in found:
            if out and target not in study.codebook.codes[code].also:
                name, other = study.codebook.codes[code].name, study.codebook.codes[target].name
                raise QcodeError(f"“{name}” does not stand in “{other}” as a second category.")
        edit = not_also_under if out else also_under
        name = study.codebook.codes[target].name
        into = f"put {len(found)} codes in “{name}” as well"
        what = f"take {len(found)} codes out of “{name}”" if out else into
        makers = [partial(edit, code=code, category=target) for code in found]
        return in_turn(study, what, makers)

    change(given, make)


@of(arrange, N_("Merge codes into another."))
@command(
    "merge",
    N_("Their codings are read as the other's from then on; what was below them moves below it."),
)
@argument("codes", metavar="CODE...", nargs=-1, required=True)
@option("--into", metavar="CODE", required=True, help=N_("The code that stays."))
@why_option
@writes
def merge(given: Given, codes: tuple[str, ...], *, into: str, why: str) -> None:
    """Merges codes into one."""
    from qcode.study.code_edits import merge_codes
    from qcode.study.edits import in_turn

    def make(study: Study) -> Change:
        target = find_code(study, into)
        found = find_codes(study, codes)
        what = f"merge {len(found)} codes into “{study.codebook.codes[target].name}”"
        makers = [partial(merge_codes, gone=code, into=target, why=why) for code in found]
        return in_turn(study, what, makers, why)

    change(given, make)


@of(arrange, N_("Split a code: deal its codings out to others."))
@command(
    "split",
    N_(
        "--put CODING_ID CODE gives one of your codings of the code to another, known or new; "
        "what is not named stays. `qcode codings --code CODE --ids` lists the ids. Codings of "
        "other coders stay theirs: a memo asks for them, which they find in the app. --json "
        "prints the ids of the codes and what was asked for."
    ),
)
@argument("name", metavar="CODE")
@option(
    "--put",
    "dealt",
    metavar="CODING_ID CODE",
    nargs=2,
    multiple=True,
    required=True,
    help=N_("Where a coding goes; repeatable."),
)
@option("--retire", is_flag=True, help=N_("Retire the code that was split."))
@why_option
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def split(
    given: Given,
    name: str,
    *,
    dealt: tuple[tuple[str, str], ...],
    retire: bool,
    why: str,
    as_json: bool,
) -> None:
    """Splits a code."""
    from qcode.sentences.asking import request_title
    from qcode.study.clock import now
    from qcode.study.requests import split_and_ask

    with given.writing() as session:
        code = find_code(session.study, name)
        done = split_and_ask(
            session.study,
            session.coder,
            code,
            dict(dealt),
            at=now(),
            title=request_title,
            retire=retire,
            why=why,
        )
        session.apply(done.change)
        asked = [{"coding": ident, "code": target} for ident, target in done.others]
    say(t("Done: {what}.", what=said(done.change.what)))
    if as_json:
        put_json({"codes": dict(done.codes), "asked": asked})
    elif asked:
        say(
            n_(
                "{n} {coding} of another {coder} stays; a {memo} asks for it.",
                "{n} {codings} of other {coder}s stay; a {memo} asks for them.",
                len(asked),
            )
        )


@of(arrange, N_("Retire codes."))
@command("retire", N_("Nothing new is coded with them; their codings stay."))
@argument("codes", metavar="CODE...", nargs=-1, required=True)
@why_option
@writes
def retire(given: Given, codes: tuple[str, ...], *, why: str) -> None:
    """Retires codes."""
    from qcode.study.code_edits import retire_code
    from qcode.study.edits import in_turn

    def make(study: Study) -> Change:
        found = find_codes(study, codes)
        makers = [partial(retire_code, ident=code, why=why) for code in found]
        return in_turn(study, f"retire {len(found)} codes", makers, why)

    change(given, make)


@of(arrange, N_("Say what the order of a category's codes means, and put them in it."))
@command(
    "order",
    N_("With codes, these stand in this order from the first on; the others come behind them."),
)
@argument("name", metavar="CATEGORY")
@argument("meaning", metavar="MEANING", type=click.Choice((*ORDERS, "none")))
@argument("codes", metavar="[CODE]...", nargs=-1)
@writes
def order(given: Given, name: str, meaning: str, codes: tuple[str, ...]) -> None:
    """Orders a category by sequence, time or place."""
    from qcode.study.arrange_edits import order_by, place_after
    from qcode.study.edits import in_turn

    def make(study: Study) -> Change:
        target = find_code(study, name)
        found = find_codes(study, codes)
        if meaning == "none" and found:
            raise wrong_use(t("A category without an order has no place for codes in it."))
        makers = [partial(order_by, category=target, meaning="" if meaning == "none" else meaning)]
        for before, code in zip(["", *found], found, strict=False):
            if study.codebook.parents.get(code) != target:
                one, other = study.codebook.codes[code].name, study.codebook.codes[target].name
                raise QcodeError(f"“{one}” is not in “{other}”.")
            makers.append(partial(place_after, code=code, before=before))
        return in_turn(study, "", makers)

    change(given, make)


of(arrange, N_("Change a code: its name, definition, colour, place in the order, remark."))(
    arrange_codes.edit
)
of(arrange, N_("Say which property a code has, and the values of its dimension in order."))(
    arrange_codes.property_of
)
of(arrange, N_("Say where a coding of yours lies on the dimension of a property."))(
    arrange_codes.lay
)
