"""Requests between coders: what is asked of me, what I asked, and the answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qcode.cli.common import Given, find_code, put, put_json, say, writes, wrong_use
from qcode.cli.shapes import command, option
from qcode.cli.subcommands import change
from qcode.i18n import N_, t
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.change import Change
    from qcode.study.requests import Request
    from qcode.study.study import Study

_STATES = {
    "open": N_("open"),
    "done": N_("recoded"),
    "declined": N_("declined"),
    "gone": N_("gone"),
}


@command(
    "requests",
    N_(
        "A coding is changed by its coder only, so others ask. Without an option the requests to "
        "you that are still open are listed, with --all every one of the study and what became "
        "of it. --grant recodes as was asked, --decline leaves the coding as it is. --ask asks "
        "the coder of a coding to give it another code."
    ),
)
@option("--all", "everything", is_flag=True, help=N_("Those of everybody, answered ones too."))
@option("--grant", metavar="CODING_ID", multiple=True, help=N_("Recode it; repeatable."))
@option("--decline", metavar="CODING_ID", multiple=True, help=N_("Leave it; repeatable."))
@option(
    "--ask",
    metavar="CODING_ID CODE",
    nargs=2,
    multiple=True,
    help=N_("Ask for another code; repeatable."),
)
@option("--why", metavar="TEXT", default="", help=N_("The reason, for who is asked."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def requests_(
    given: Given,
    *,
    everything: bool,
    grant: tuple[str, ...],
    decline: tuple[str, ...],
    ask: tuple[tuple[str, str], ...],
    why: str,
    as_json: bool,
) -> None:
    """Lists requests, answers them, or makes some."""
    if ask and (grant or decline):
        raise wrong_use(t("Ask and answer in two commands."))
    if ask:
        _ask(given, dict(ask), why)
        return
    if grant or decline:
        _answer(given, grant, decline)
        return
    from qcode.study.requests import open_requests, requests

    study = given.read()
    found = requests(study) if everything else open_requests(study, given.who())
    if as_json:
        put_json({"requests": [_plain(study, one) for one in found]})
        return
    if not found:
        say(t("Nothing is asked of you."))
        return
    from qcode.cli.plain_table import table
    from qcode.cli.wrap import shortened

    head = ["id", t("{coder}"), t("place"), t("{code}"), t("asked for"), t("by"), "", t("{quote}")]
    rows = [head]
    for one in found:
        plain = _plain(study, one)
        rows.append(
            [
                one.coding,
                one.to,
                plain["place"],
                shortened(_name(study, one.was), 24),
                shortened(_name(study, one.code), 24),
                one.by,
                t(_STATES[one.state]),
                shortened(plain["quote"], 40),
            ]
        )
    put(table(rows))


def _name(study: Study, code: str) -> str:
    known = study.codebook.codes.get(code)
    return known.name if known else code


def _plain(study: Study, one: Request) -> dict[str, Any]:
    from qcode.study.quotes import cite

    found = study.find_coding(one.coding)
    place, quote = "", ""
    if found is not None:
        file, coding = found
        transcript = study.transcripts.get(file.transcript)
        place, quote = file.transcript, coding.quote
        if transcript is not None and coding.placed:
            place = cite(transcript, coding.span.start)
    return {
        "coding": one.coding,
        "to": one.to,
        "by": one.by,
        "at": one.at,
        "from": one.was,
        "code": one.code,
        "state": one.state,
        "memo": one.memo,
        "place": place,
        "quote": quote,
    }


def _ask(given: Given, wanted: dict[str, str], why: str) -> None:
    from qcode.sentences.asking import request_title
    from qcode.study.clock import now
    from qcode.study.requests import ask_to_recode

    def make(study: Study) -> Change:
        codes = {ident: find_code(study, name) for ident, name in wanted.items()}
        return ask_to_recode(study, given.who(), codes, at=now(), title=request_title, why=why)

    change(given, make)


def _answer(given: Given, granted: tuple[str, ...], declined: tuple[str, ...]) -> None:
    from qcode.study.clock import now
    from qcode.study.edits import in_turn
    from qcode.study.requests import decline, grant, open_requests

    coder = given.who()

    def make(study: Study) -> Change:
        waiting = {one.coding: one for one in open_requests(study, coder)}
        for ident in (*granted, *declined):
            if ident not in waiting:
                raise QcodeError(
                    f"Nothing is asked of {coder} for the coding {ident}; `qcode requests` lists "
                    "what is."
                )
        makers = [
            *(partial(grant, coder=coder, request=waiting[one]) for one in granted),
            *(partial(decline, coder=coder, request=waiting[one], at=now()) for one in declined),
        ]
        return in_turn(study, "", makers)

    change(given, make)
