"""Where else to look: segments like one, and segments to code next."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import click

from qcode.cli.bar import found_by
from qcode.cli.common import (
    Given,
    find_live_code,
    find_transcript,
    put,
    put_json,
    reads,
    say,
    writes,
)
from qcode.cli.places import excerpt, located, turn_at
from qcode.cli.plain_table import table
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, language, t

if TYPE_CHECKING:
    from qcode.study.spans import Span
    from qcode.study.study import Study


@command(
    "similar",
    N_(
        "The turns of all transcripts that share most words and parts of words with the turn at "
        "--at, coded or not, for constant comparison. How alike runs from 0 to 100%."
    ),
)
@argument("transcript", metavar="TRANSCRIPT")
@option(
    "--at",
    "place",
    metavar="OFFSET",
    type=int,
    required=True,
    help=N_("The turn at this code point."),
)
@option("-n", "count", type=click.IntRange(min=1), default=20, help=N_("At most so many."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@reads
def similar(given: Given, transcript: str, *, place: int, count: int, as_json: bool) -> None:
    """Lists segments like the one at a place."""
    study = given.read_to_suggest()
    transcript = find_transcript(study, transcript)
    span = turn_at(study, transcript, place)
    gc.enable()
    from qcode.suggest.explore import SaidPool
    from qcode.suggest.explore import similar as like

    places = found_by(t("Looking"), like(study, SaidPool(), transcript, span, count))
    found = [p for p in places if p.score > 0]
    codes = [_codes_on(study, p.transcript, p.span) for p in found]
    if as_json:
        segments = [
            {**located(study, p.transcript, p.span), "score": round(p.score, 4), "codes": on}
            for p, on in zip(found, codes, strict=True)
        ]
        put_json({**located(study, transcript, span), "segments": segments})
        return
    if not found:
        say(t("No other {segment} shares words with this one."))
        return
    rows = [(t("alike"), t("place"), t("start"), t("{codes}"), t("words"))]
    for p, on in zip(found, codes, strict=True):
        where = located(study, p.transcript, p.span)["place"]
        names = ", ".join(_name(study, code) for code in on)
        words = excerpt(study, p.transcript, p.span)
        rows.append((f"{min(1.0, p.score):.0%}", where, str(p.start), names, words))
    put(table(rows))


def _codes_on(study: Study, transcript: str, span: Span) -> list[str]:
    resolve = study.codebook.resolve
    on = (resolve(c.code) for f in study.files_of(transcript) for c in f.overlapping(span))
    return list(dict.fromkeys(on))


def _name(study: Study, code: str) -> str:
    known = study.codebook.codes.get(code)
    return known.name if known else code


@command(
    "queue",
    N_(
        "Turns that you have neither coded nor read. With --code those where this code most "
        "likely hides, and how sure; without, those where a decision of yours teaches most: the "
        "best guess is as likely right as wrong, and nothing coded is like it."
    ),
)
@option("--code", "name", metavar="NAME", help=N_("Where this code, by name or id, may hide."))
@option("-n", "count", type=click.IntRange(min=1), default=20, help=N_("At most so many."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def queue(given: Given, *, name: str | None, count: int, as_json: bool) -> None:
    """Lists the segments to code next."""
    study, coder = given.read_to_suggest(), given.who()
    code = find_live_code(study, name) if name is not None else None
    from qcode.cli.learning import learnt

    suggester = learnt(study, coder)
    from qcode.suggest.explore import coding_queue

    found = found_by(t("Looking"), coding_queue(suggester, coder, code, count))
    if as_json:
        segments = [
            {
                **located(study, p.transcript, p.span),
                "code": p.code,
                "name": _name(study, p.code),
                "score": round(p.score, 4),
            }
            for p in found
        ]
        put_json({"code": code, "segments": segments})
        return
    if not study.codebook.codes:
        say(t("This {study} has no {codes} yet; make one first."))
        return
    if not found:
        say(t("Nothing to look at: no open {segment} has a likely {code}."))
        return
    from qcode.suggest.values import sureness
    from qcode.suggest.wording import sure_word

    rows = [(t("place"), t("start"), t("{code}"), t("sure") if code else "", t("words"))]
    for p in found:
        where = located(study, p.transcript, p.span)["place"]
        sure = sure_word(sureness(p.score), language()) if code else "?"
        words = excerpt(study, p.transcript, p.span)
        rows.append((where, str(p.start), _name(study, p.code), sure, words))
    put(table(rows))


@command(
    "second-thoughts",
    N_(
        "Codings that are surprising given all others: what is most like them is coded otherwise. "
        "Surprise runs from 0 to 1; nothing is changed, and some of them will be right. With more "
        "than 4,000 coded spans those are looked at whose words are least like what else bears "
        "their code."
    ),
)
@option("-n", "count", type=click.IntRange(min=1), default=20, help=N_("At most so many."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@reads
def second_thoughts(given: Given, *, count: int, as_json: bool) -> None:
    """Lists codings to think over."""
    study = given.read_to_suggest()
    from qcode.cli.learning import unlearnt

    suggester = unlearnt(study)
    from qcode.suggest.second_thoughts import second_thoughts as surprising

    found = [p for p in found_by(t("Looking"), surprising(suggester, count)) if p.rather]
    by = {p.coding: one[0].coder for p in found if (one := study.find_coding(p.coding))}
    if as_json:
        codings = [
            {
                **located(study, p.transcript, p.span),
                "coding": p.coding,
                "coder": by.get(p.coding, ""),
                "code": p.code,
                "name": _name(study, p.code),
                "rather": p.rather,
                "surprise": round(p.score, 4),
            }
            for p in found
        ]
        put_json({"codings": codings})
        return
    if not found:
        say(t("No {coding} is surprising given the others."))
        return
    rows = [(t("surprise"), t("place"), t("coder"), t("{code}"), t("what is like it"), t("words"))]
    for p in found:
        where = located(study, p.transcript, p.span)["place"]
        codes = (_name(study, p.code), _name(study, p.rather))
        words = excerpt(study, p.transcript, p.span)
        rows.append((f"{p.score:.0%}", where, by.get(p.coding, ""), *codes, words))
    put(table(rows))
