"""The review of all coding from a script: what is to be gone over, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from qcode.cli.common import Given, find_code, put, put_json, say, writes
from qcode.cli.shapes import argument, command, option
from qcode.cli.subcommands import change
from qcode.i18n import N_, n_, t

if TYPE_CHECKING:
    from qcode.study.change import Change
    from qcode.study.study import Study


@command(
    "walk",
    N_(
        "The review of all coding: every coding of the category and the codes below it, and "
        "whether you have gone over it. --keep says that you have; --print marks it as the quote "
        "to print or takes the mark off; --recode gives it another code; `qcode uncode` drops it."
    ),
)
@argument("name", metavar="CATEGORY")
@option("--keep", metavar="CODING_ID", multiple=True, help=N_("It stays; repeatable."))
@option("--print", "printed", metavar="CODING_ID", multiple=True, help=N_("To print; repeatable."))
@option(
    "--recode",
    metavar="CODING_ID CODE",
    nargs=2,
    multiple=True,
    help=N_("Give it another code; repeatable."),
)
@option("--waiting", is_flag=True, help=N_("Only those that you have not gone over."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def walk(
    given: Given,
    name: str,
    *,
    keep: tuple[str, ...],
    printed: tuple[str, ...],
    recode: tuple[tuple[str, str], ...],
    waiting: bool,
    as_json: bool,
) -> None:
    """Lists the codings of a category to go over, or says what becomes of some."""
    if keep or printed or recode:
        _judge(given, name, keep, printed, recode)
        return
    from qcode.study.quotes import quote_of
    from qcode.study.selective import review

    study, coder = given.read(), given.who()
    category = find_code(study, name)
    every = review(study, coder, category)
    found = [one for one in every if not (waiting and one.done)]
    rows = [
        {
            "id": one.coding.id,
            "transcript": one.file.transcript,
            "start": one.coding.start,
            "end": one.coding.end,
            "code": study.codebook.resolve(one.coding.code),
            "coder": one.file.coder,
            "print": bool(one.coding.print),
            "done": one.done,
            "quote": quote_of(study, one.file, one.coding).said,
        }
        for one in found
    ]
    if as_json:
        put_json({"category": category, "codings": rows})
        return
    if rows:
        _print(study, rows)
    done = sum(one.done for one in every)
    say(n_("{done} of {n} gone over", "{done} of {n} gone over", len(every), done=done))


def _print(study: Study, rows: list[dict[str, Any]]) -> None:
    from qcode.cli.plain_table import table
    from qcode.cli.wrap import shortened

    lines = [["", t("id"), t("{transcript}"), t("{code}"), t("{quote}")]]
    for row in rows:
        marks = f"{'✓' if row['done'] else '·'}{'★' if row['print'] else ' '}"
        code = shortened(study.codebook.codes[row["code"]].name, 28)
        lines.append([marks, row["id"], row["transcript"], code, shortened(row["quote"], 60)])
    put(table(lines))


def _judge(
    given: Given,
    name: str,
    keep: tuple[str, ...],
    printed: tuple[str, ...],
    recode: tuple[tuple[str, str], ...],
) -> None:
    from qcode.study import selective_edits as edits
    from qcode.study.clock import now
    from qcode.study.edits import in_turn

    coder = given.who()

    def make(study: Study) -> Change:
        category, at = find_code(study, name), now()
        makers: list[Callable[[Study], Change]] = []
        for edit, idents in ((edits.keep, keep), (edits.mark_to_print, printed)):
            makers += [
                partial(edit, coder=coder, ident=one, category=category, at=at) for one in idents
            ]
        for one, other in recode:
            code = find_code(study, other)
            makers.append(
                partial(
                    edits.recode_in_review,
                    coder=coder,
                    ident=one,
                    code=code,
                    category=category,
                    at=at,
                )
            )
        return in_turn(study, "", makers)

    change(given, make)
