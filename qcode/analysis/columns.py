"""The columns of a matrix: transcripts, participants, coders, or the values of an attribute."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qcode.study.coding import Coding, CodingFile
from qcode.study.errors import UnknownNameError
from qcode.study.filters import KIND, Filter, value_of
from qcode.study.matrix import Heading
from qcode.study.naming import listed
from qcode.study.study import Study
from qcode.study.transcript import Transcript

COLUMNS = ("transcripts", "participants", "coders", "codes")
MISSING = "—"
"""The column of those for whom an attribute is not known."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

Keys = Callable[[CodingFile, Coding], tuple[str, ...]]


@dataclass(frozen=True)
class Columns:
    """The headings, the keys of the columns that a coding counts for, and what they rest on."""

    headings: tuple[Heading, ...]
    keys: Keys
    transcripts: tuple[frozenset[str], ...]
    """For each column the transcripts whose words are the base of its share."""

    optional: bool = False
    """Whether the last column is left out when no coding counts for it."""

    def without_last(self) -> Columns:
        """The columns but the last."""
        return Columns(self.headings[:-1], self.keys, self.transcripts[:-1])


def matrix_columns(study: Study, by: str, where: Filter) -> Columns:
    """The columns, only those that the filter lets through; an unknown attribute is an error."""
    names = [n for n in study.transcripts if where.matches_transcript(study, n)]
    if by == "transcripts":
        headings = [Heading(n, n) for n in names]
        return Columns(
            tuple(headings),
            lambda file, _: (file.transcript,),
            tuple(frozenset({n}) for n in names),
        )
    if by == "participants":
        return _participants(study, names, where)
    if by == "coders":
        return _coders(study, names, where)
    if by in study.attribute_names or by == KIND:
        return _attribute(study, by, names, where)
    some = listed(by, dict.fromkeys((*COLUMNS, *study.attribute_names, KIND)))
    raise UnknownNameError(f"A matrix has no columns “{by}”; there are: {some}.")


def _participants(study: Study, names: list[str], where: Filter) -> Columns:
    spoken: dict[str, set[str]] = {case: set() for case in study.cases.rows}
    for name in names:
        for case in study.transcripts[name].cases:
            if where.matches_case(study, name, case):
                spoken.setdefault(case, set()).add(name)
    if where.attributes:
        spoken = {case: found for case, found in spoken.items() if found}

    def keys(file: CodingFile, coding: Coding) -> tuple[str, ...]:
        return study.transcripts[file.transcript].cases_in(coding.span)

    return Columns(
        tuple(Heading(case, case) for case in spoken),
        keys,
        tuple(frozenset(found) for found in spoken.values()),
    )


def _coders(study: Study, names: list[str], where: Filter) -> Columns:
    coders = [c for c in study.coders if not where.coders or c in where.coders]
    return Columns(
        tuple(Heading(c, c) for c in coders),
        lambda file, _: (file.coder,),
        tuple(frozenset(n for n in names if (c, n) in study.files) for c in coders),
    )


def _attribute(study: Study, name: str, names: list[str], where: Filter) -> Columns:
    spoken: dict[str, set[str]] = {}
    wanted = dict(where.attributes).get(name)
    for transcript in map(study.transcripts.__getitem__, names):
        for case in transcript.cases or ("",):
            value = _value(study, transcript, case, name)
            if wanted is None or value in wanted:
                spoken.setdefault(value, set()).add(transcript.name)
    optional = MISSING not in spoken
    if optional:
        spoken[MISSING] = set(names)
    values = sorted(spoken, key=_natural)
    known: dict[tuple[str, str], str] = {}

    def keys(file: CodingFile, coding: Coding) -> tuple[str, ...]:
        transcript = study.transcripts[file.transcript]
        found = []
        for case in transcript.cases_in(coding.span) or ("",):
            value = known.get((file.transcript, case))
            if value is None:
                value = known[file.transcript, case] = _value(study, transcript, case, name)
            found.append(value)
        return tuple(dict.fromkeys(found))

    return Columns(
        tuple(Heading(v, v) for v in values),
        keys,
        tuple(frozenset(spoken[v]) for v in values),
        optional,
    )


def _value(study: Study, transcript: Transcript, case: str, name: str) -> str:
    return value_of(study, transcript.name, case, name) or MISSING


def _natural(value: str) -> tuple[bool, bool, float, str]:
    """Numbers by size before words; the unknown last."""
    number = float(value) if _NUMBER.fullmatch(value) else None
    return (value == MISSING, number is None, number or 0.0, value)
