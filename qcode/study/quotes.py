"""A coding as its reader meets it: the words, who said them, when, and where they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from qcode.study.coding import Coding, CodingFile
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER, Transcript

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FIELD = re.compile(r"\{([^{}]+)\}")
_HOLE = "\x00"


class Quote(NamedTuple):
    """A coding as a reader meets it: the words, who said them, and where they stand."""

    coding: str
    code: str
    code_name: str
    coder: str
    transcript: str
    turn: int
    start: int
    end: int
    text: str
    """As it is to be printed: the edited form where there is one, else as it was said."""
    attribution: str
    """Such as `(CH, KPM, April 2023)`."""
    memo: str = ""
    said: str = ""
    """The words as they stand in the transcript."""


def cite(transcript: Transcript, place: int) -> str:
    """The turn at a place in the form that can be cited, such as `ch.34`."""
    turn = transcript.turn_at(place)
    return f"{transcript.name}.{turn.number}" if turn else transcript.name


def spoken_date(date: str, language: str) -> str:
    """An ISO date in words (`2023-04` is April 2023); anything else stays as it is."""
    match = _DATE.fullmatch(date.strip())
    if not match or not match[2] or not 1 <= int(match[2]) <= 12:
        return date
    month = _MONTHS.get(language, _MONTHS["en"]).split()[int(match[2]) - 1]
    day = f"{int(match[3])} " if match[3] else ""
    return f"{day}{month} {match[1]}"


Made = dict[tuple[str, tuple[str, ...], str], str]
"""Attributions made before, by transcript, cases and, where the template cites it, the turn."""


def attribution(study: Study, transcript: Transcript, span: Span, made: Made | None = None) -> str:
    """Who said it, by the study's template; what is unknown is left out with its comma.

    Whoever needs thousands hands the same `made` to each call, so that each is rendered once.
    """
    cases = transcript.cases_in(span)
    template = study.codebook.attribution
    ref = cite(transcript, span.start) if "{ref}" in template else ""
    if made is None:
        return _render(study, transcript, cases, ref)
    key = (transcript.name, cases, ref)
    if key not in made:
        made[key] = _render(study, transcript, cases, ref)
    return made[key]


def _render(study: Study, transcript: Transcript, cases: tuple[str, ...], ref: str) -> str:
    case = cases[0] if len(cases) == 1 else ""
    asked = not cases and transcript.kind == "interview" and bool(transcript.cases)

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name == "participant":
            found = ", ".join(cases) or (INTERVIEWER if asked else transcript.name)
        elif name == "ref":
            found = ref
        elif name == "transcript":
            found = transcript.name
        elif asked and name != "date":
            found = ""  # what the head says of a participant is not said of who asks
        else:
            found = study.attribute(transcript.name, case, name)
            if name == "date":
                found = spoken_date(found, study.codebook.language)
        return found or _HOLE

    filled = _FIELD.sub(value, study.codebook.attribution)
    filled = re.sub(rf"\s*[,;·]\s*{_HOLE}|{_HOLE}\s*[,;·]\s*|{_HOLE}", "", filled)
    return re.sub(r"\(\s*\)|\[\s*\]", "", filled).strip()


def quote_of(study: Study, file: CodingFile, coding: Coding, made: Made | None = None) -> Quote:
    """The coding with its printed words, its attribution and its place."""
    transcript = study.transcripts[file.transcript]
    code = study.codebook.resolve(coding.code)
    known = study.codebook.codes.get(code)
    span = coding.span
    turn = transcript.turn_at(span.start)
    said = transcript.text[span.start : span.end]
    return Quote(
        coding=coding.id,
        code=code,
        code_name=known.name if known else code,
        coder=file.coder,
        transcript=file.transcript,
        turn=turn.number if turn else 0,
        start=span.start,
        end=span.end,
        text=printed(coding) or said,
        attribution=attribution(study, transcript, span, made),
        memo=coding.memo,
        said=said,
    )


def printed(coding: Coding) -> str:
    """The edited form in which the quote is to be printed, or empty when there is none."""
    if isinstance(coding.edited, str):
        return coding.edited
    if isinstance(coding.edited, dict):
        return str(coding.edited.get("text") or "")
    return ""
