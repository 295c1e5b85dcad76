"""Suggestions for a transcript, and the account of what became of them, without the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qcode.cli.bar import bar
from qcode.cli.common import Given, find_transcript, put, put_json, say, show, writes, wrong_use
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, language, t

if TYPE_CHECKING:
    from qcode.study.spans import Span
    from qcode.study.study import Study
    from qcode.suggest.values import Answer


@command(
    "suggest",
    N_(
        "For the turn at --at, or for every turn of a participant: known codes with how sure "
        "each is and why, and the participant's own words as names for new ones. Learning from "
        "what is coded so far takes some seconds.\n\n"
        "--new lists names for new codes in the whole transcript, to hold against your own after "
        "a first reading. --report, without a transcript, tells what was shown in the app and "
        "what became of it, by code and over time, how honest the chances were, and when which "
        "setting held; of all coders or of --coder."
    ),
)
@argument("transcript", metavar="[TRANSCRIPT]", required=False)
@option("--at", "place", metavar="OFFSET", type=int, help=N_("Only the turn at this code point."))
@option("--new", is_flag=True, help=N_("Names for new codes in the whole transcript."))
@option("--report", "account", is_flag=True, help=N_("What became of suggestions so far."))
@option("-n", "count", type=click.IntRange(min=1), help=N_("At most so many codes or names."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def suggest(
    given: Given,
    transcript: str | None,
    *,
    place: int | None,
    new: bool,
    account: bool,
    count: int | None,
    as_json: bool,
) -> None:
    """Suggests codes for the turns of a transcript, or tells what became of suggestions."""
    if account:
        if transcript is not None or new or place is not None or count is not None:
            raise wrong_use(t("--report is for the whole study; give it alone."))
        from qcode.cli.account import show_account
        from qcode.cli.blind import blind_coder
        from qcode.study.filters import known_coders
        from qcode.study.naming import coder_named

        study, whose = given.read(), given.coder
        if whose is not None:
            whose = coder_named(whose, {*known_coders(study), *given.coders()})
        whose = blind_coder(study, given.who) or whose
        show_account(given.root(), study, whose, as_json=as_json)
    elif transcript is None:
        raise wrong_use(t("Say which transcript."))
    elif new:
        if place is not None:
            raise wrong_use(t("--new is for the whole transcript; leave out --at."))
        _open_codes(given.read_to_suggest(), transcript, count or 20, as_json=as_json)
    else:
        _suggest(given, transcript, place, count or 5, as_json=as_json)


def _suggest(
    given: Given, transcript: str, place: int | None, count: int, *, as_json: bool
) -> None:
    from qcode.cli.learning import learnt
    from qcode.sentences import said
    from qcode.suggest.by_rule import rules_of

    study = given.read_to_suggest()
    transcript = find_transcript(study, transcript)
    spans = _spans(study, transcript, place)
    suggester = learnt(study, given.who())
    answers = []
    with bar(t("Looking")) as tell:
        for number, span in enumerate(spans, start=1):
            answers.append(suggester.suggest(transcript, span, n=count))
            tell(number, len(spans))
    for note in (*rules_of(study)[1], *(answer.note for answer in answers if answer.note)):
        say(said(note))
    if as_json:
        found = [_plain(study, answer) for answer in answers]
        put_json({"transcript": transcript, "segments": found})
        return
    for answer in answers:
        show(_to_read(study, answer, asked_for=place is not None))
    if not any(a.suggestions or a.candidates or a.silent for a in answers):
        say(t("No {suggestions}."))


def _spans(study: Study, name: str, place: int | None) -> list[Span]:
    from qcode.cli.places import turn_at
    from qcode.study.progress import to_read

    if place is not None:
        return [turn_at(study, name, place)]
    return [segment.span for segment in to_read(study.transcript(name))]


def _plain(study: Study, answer: Answer) -> dict[str, Any]:
    codes = study.codebook.codes
    return {
        "start": answer.span.start,
        "end": answer.span.end,
        "silent": answer.silent,
        "suggestions": [
            {
                "rank": s.rank,
                "code": s.code,
                "name": codes[s.code].name,
                "score": round(s.score, 4),
                "sure": s.sure,
                "reason": s.reason.text,
            }
            for s in answer.suggestions
        ],
        "candidates": [
            {"text": c.text, "start": c.span.start, "end": c.span.end, "score": round(c.score, 4)}
            for c in answer.candidates
        ],
    }


def _to_read(study: Study, answer: Answer, *, asked_for: bool) -> str:
    """As in the app: where no code is likely enough, names only for a place that was asked for."""
    from qcode.cli.wrap import shortened
    from qcode.study.quotes import cite
    from qcode.suggest.wording import reason_line, sure_word

    names = answer.candidates if asked_for or not answer.silent else ()
    if not (answer.suggestions or names or answer.silent):
        return ""
    transcript = study.transcripts[answer.transcript]
    words = shortened(transcript.text[answer.span.start : answer.span.end], 70)
    lines = [f"{cite(transcript, answer.span.start)} ({answer.span.start}): {words}"]
    for s in answer.suggestions:
        name, sure = study.codebook.codes[s.code].name, sure_word(s.sure, language())
        lines.append(f"  {s.rank} {name} · {sure}: {reason_line(s.reason, language())}")
    if answer.silent:
        lines.append("  " + t("No {suggestion}"))
    for candidate in names:
        lines.append(f"  + “{candidate.text}”")
    return "\n".join(lines) + "\n"


def _open_codes(study: Study, name: str, count: int, *, as_json: bool) -> None:
    from qcode.cli.places import located
    from qcode.cli.plain_table import table
    from qcode.study.quotes import cite
    from qcode.suggest.open_codes import open_codes

    name = find_transcript(study, name)
    transcript = study.transcript(name)
    found = open_codes(study, name, count)
    if as_json:
        names = [
            {
                "text": code.text,
                "score": round(code.score, 4),
                "places": [located(study, name, span) for span in code.spans],
            }
            for code in found
        ]
        put_json({"transcript": name, "names": names})
        return
    if not found:
        say(t("No words in {name} stand out as a name for a new {code}.", name=name))
        return
    rows = [(t("name"), t("times"), t("places"))]
    for code in found:
        places = dict.fromkeys(cite(transcript, span.start) for span in code.spans)
        rows.append((f"“{code.text}”", str(len(code.spans)), ", ".join(places)))
    put(table(rows))
