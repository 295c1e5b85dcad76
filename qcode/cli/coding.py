"""One coding put or taken by a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qcode.cli.common import Given, find_live_code, find_transcript, put, say, writes, wrong_use
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, t
from qcode.sentences import said
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.spans import Span
    from qcode.study.transcript import Transcript

_SPAN = re.compile(r"(\d+):(\d+)")
_MOST_NAMED = 8


@command(
    "code",
    N_(
        "The words are given by --quote, when they stand only once in the transcript, or by "
        "--span in code points of its text. Prints the id of the coding, which `qcode uncode` "
        "takes."
    ),
)
@argument("transcript", metavar="TRANSCRIPT")
@option("--quote", metavar="TEXT", help=N_("The words to code, as they stand in the text."))
@option("--span", metavar="START:END", help=N_("The place to code, from START up to before END."))
@option("--code", "name", metavar="NAME", required=True, help=N_("The code, by name or id."))
@option("--memo", metavar="TEXT", default="", help=N_("A short remark on the coding."))
@option("--create", is_flag=True, help=N_("Make the code when it is not in the codebook."))
@writes
def code(
    given: Given,
    transcript: str,
    *,
    quote: str | None,
    span: str | None,
    name: str,
    memo: str,
    create: bool,
) -> None:
    """Puts a code on words of a transcript and prints the coding's id."""
    from qcode.study.clock import now
    from qcode.study.code_edits import add_code
    from qcode.study.edits import add_coding, together

    if (quote is None) == (span is None):
        raise wrong_use(t("Say which words: give either --quote or --span."))
    with given.writing() as session:
        study = session.study
        transcript = find_transcript(study, transcript)
        place = _place(study.transcript(transcript), quote, span)
        changes = []
        if create and study.codebook.find(name) is None:
            change, ident = add_code(study, name)
            changes.append(change)
            study = study.apply(change)
            say(t("New {code} “{name}”.", name=name))
        else:
            ident = find_live_code(study, name)
        coding = add_coding(study, session.coder, transcript, place, ident, at=now(), memo=memo)
        session.apply(together(coding.what, *changes, coding))
    put(f"{coding.puts[0].key[2]}\n")
    say(t("Done: {what}.", what=said(coding.what)))


def _place(transcript: Transcript, quote: str | None, span: str | None) -> Span:
    from qcode.study.spans import Span

    if quote is not None:
        return _place_of_quote(transcript, quote)
    match = _SPAN.fullmatch(span or "")
    if not match or int(match[1]) >= int(match[2]):
        raise wrong_use(t("“{span}” is no span; write START:END, as in 120:164.", span=str(span)))
    place = Span(int(match[1]), int(match[2]))
    if place.end > len(transcript.text):
        raise QcodeError(
            f"The text of {transcript.name} has {len(transcript.text)} characters, so there is "
            f"nothing at {span}."
        )
    return place


def _place_of_quote(transcript: Transcript, quote: str) -> Span:
    from qcode.study.quotes import cite
    from qcode.study.spans import Span
    from qcode.study.words import find_all

    starts = [m.start() for m in re.finditer(f"(?={re.escape(quote)})", transcript.text)]
    found = [Span(at, at + len(quote)) for at in starts] if quote.strip() else []
    found = found or find_all(transcript.text, quote.strip())
    if not found:
        raise QcodeError(f"The words “{quote}” do not stand in {transcript.name}.")
    if len(found) > 1:
        places = ", ".join(
            f"{cite(transcript, s.start)} ({s.start}:{s.end})" for s in found[:_MOST_NAMED]
        )
        more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
        raise QcodeError(
            f"The words “{quote}” stand {len(found)} times in {transcript.name}: {places}{more}; "
            "give more of the words, or --span."
        )
    return found[0]


@command("uncode", N_("`qcode codings --ids` lists the ids."))
@argument("ident", metavar="ID")
@writes
def uncode(given: Given, ident: str) -> None:
    """Takes one of the coder's own codings away."""
    from qcode.study.coding import CODING
    from qcode.study.edits import remove_coding

    with given.writing() as session:
        found = session.study.find_coding(ident)
        if found is None or found[1].kind != CODING:
            raise QcodeError(
                f"There is no coding with the id {ident} in this study; `qcode codings --ids` "
                "lists them."
            )
        owner = found[0].coder
        if owner != session.coder:
            raise QcodeError(
                f"The coding {ident} is {owner}'s, and only {owner} takes it away "
                f"(--coder {owner})."
            )
        change = remove_coding(session.study, ident)
        session.apply(change)
    say(t("Done: {what}.", what=said(change.what)))
