"""Which codes stand in which unit: turns, transcripts, pairs of neighbouring turns, cases."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from qcode.study.coding import Coding, CodingFile
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER

UNITS = ("turn", "transcript", "neighbours", "case")
_EVERYTHING = Filter()

Unit: TypeAlias = tuple[str, int]
"""A transcript and the number of a turn (0 for the whole), or a case and 0."""


@dataclass(frozen=True)
class Incidence:
    """For each unit the codes that stand in it; only units in which some code stands."""

    codes: tuple[str, ...]
    """The codes that occur, in the order of the codebook."""
    units: tuple[tuple[Unit, frozenset[str]], ...]


def require_unit(unit: str) -> None:
    """A sentence for a unit that there is not."""
    if unit not in UNITS:
        raise QcodeError(f"Codes do not meet in a “{unit}”; choose one of {', '.join(UNITS)}.")


def incidence(
    study: Study, unit: str, where: Filter = _EVERYTHING, codes: Collection[str] = ()
) -> Incidence:
    """Codes by units; for `neighbours` the units are the turns, which the caller pairs."""
    require_unit(unit)
    wanted = frozenset(codes)
    found: dict[Unit, set[str]] = {}
    used: set[str] = set()
    resolve = study.codebook.resolve
    for file, coding in where.codings(study):
        code = resolve(coding.code)
        if wanted and code not in wanted:
            continue
        used.add(code)
        for key in units_of(study, unit, file, coding):
            found.setdefault(key, set()).add(code)
    order = {ident: number for number, ident in enumerate(study.codebook.codes)}
    listed = sorted(used, key=lambda c: (order.get(c, len(order)), c))
    units = tuple((key, frozenset(there)) for key, there in sorted(found.items()))
    return Incidence(tuple(listed), units)


def units_of(study: Study, unit: str, file: CodingFile, coding: Coding) -> Iterator[Unit]:
    """The units that a coding stands in."""
    if unit == "transcript":
        yield (file.transcript, 0)
        return
    transcript = study.transcripts[file.transcript]
    if unit == "case":
        for case in transcript.cases_in(coding.span):
            yield (case, 0)
        return
    for turn in transcript.turns_in(coding.span):
        yield (file.transcript, turn.number)


def next_turns(study: Study) -> dict[Unit, Unit]:
    """Each turn of a participant to the next one; the interviewer's are passed over."""
    found: dict[Unit, Unit] = {}
    for name, transcript in study.transcripts.items():
        numbers = [t.number for t in transcript.turns if t.speaker != INTERVIEWER and t.body]
        found.update(((name, one), (name, other)) for one, other in pairwise(numbers))
    return found
