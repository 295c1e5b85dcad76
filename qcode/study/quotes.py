"""A coding as its reader meets it: the words, who said them, when, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from qcode.study.coding import Coding, CodingFile
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER, OTHER, Transcript

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}
_ASKS = {"en": INTERVIEWER, "id": "pewawancara"}
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


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand once for their reader, however many codings lie on them."""

    quotes: tuple[Quote, ...]

    @property
    def text(self) -> str:
        """The words as they are to be printed: the edited form where a coding has one."""
        return next((q.text for q in self.quotes if q.text != q.said), self.quotes[0].text)

    @property
    def attribution(self) -> str:
        """Who said them."""
        return self.quotes[0].attribution

    @property
    def place(self) -> str:
        """The turn in which they begin, such as `ch.34`."""
        return f"{self.quotes[0].transcript}.{self.quotes[0].turn}"

    @property
    def coders(self) -> tuple[str, ...]:
        """Who coded them, each once."""
        return tuple(dict.fromkeys(q.coder for q in self.quotes))

    @property
    def codes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The names of the codes that lie on them, each with those who put it there."""
        found: dict[str, dict[str, None]] = {}
        for quote in self.quotes:
            found.setdefault(quote.code_name, {})[quote.coder] = None
        return tuple((name, tuple(coders)) for name, coders in found.items())

    @property
    def memos(self) -> tuple[str, ...]:
        """The remarks on them."""
        return tuple(dict.fromkeys(q.memo for q in self.quotes if q.memo))


def passages(quotes: Iterable[Quote]) -> tuple[Passage, ...]:
    """The same words of the same place once, in the order in which they first come."""
    found: dict[tuple[str, int, int], list[Quote]] = {}
    for quote in quotes:
        found.setdefault((quote.transcript, quote.start, quote.end), []).append(quote)
    return tuple(Passage(tuple(alike)) for alike in found.values())


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


class _Voice(NamedTuple):
    """Whose words they are: participants before others, others before the one who asks."""

    cases: tuple[str, ...]
    others: tuple[str, ...] = ()
    """Labels of those who are neither participants nor the interviewer."""
    asks: bool = False
    told: bool = True
    """Whether it is known who speaks."""


Made = dict[tuple[str, _Voice, str], str]
"""Attributions made before, by transcript, voice and, where the template cites it, the turn."""


def attribution(study: Study, transcript: Transcript, span: Span, made: Made | None = None) -> str:
    """Who said it, by the study's template; what is unknown is left out with its comma.

    Whoever needs thousands hands the same `made` to each call, so that each is rendered once.
    """
    voice = _voice(transcript, span)
    template = study.codebook.attribution
    ref = cite(transcript, span.start) if "{ref}" in template else ""
    if made is None:
        return _render(study, transcript, voice, ref)
    key = (transcript.name, voice, ref)
    if key not in made:
        made[key] = _render(study, transcript, voice, ref)
    return made[key]


def _voice(transcript: Transcript, span: Span) -> _Voice:
    cases = transcript.cases_in(span)
    if cases:
        return _Voice(cases)
    turns = transcript.turns_in(span)
    others = tuple(dict.fromkeys(t.label for t in turns if t.speaker == OTHER and t.label))
    asks = any(t.speaker == INTERVIEWER for t in turns)
    return _Voice((), others, asks, any(t.speaker for t in turns))


def _named(study: Study, transcript: Transcript, voice: _Voice) -> str:
    """Who speaks; nobody where an interview does not tell."""
    if voice.cases or voice.others:
        return ", ".join(voice.cases or voice.others)
    if transcript.kind != "interview":
        return transcript.name
    if voice.asks:
        own = study.codebook.terms.get(INTERVIEWER, "")
        return own or _ASKS.get(study.codebook.language, INTERVIEWER)
    return "" if voice.told or transcript.cases else transcript.name


def _render(study: Study, transcript: Transcript, voice: _Voice, ref: str) -> str:
    case = voice.cases[0] if len(voice.cases) == 1 else ""
    known = voice.told or bool(transcript.cases)
    apart = not voice.cases and transcript.kind == "interview" and known

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name == "participant":
            found = _named(study, transcript, voice)
        elif name == "ref":
            found = ref
        elif name == "transcript":
            found = transcript.name
        elif apart and name != "date":
            found = ""  # what the head says of a participant is not said of anybody else
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
