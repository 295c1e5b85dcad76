"""Constant comparison: codings of two codes side by side, one code across cases and groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qcode.analysis.texts import quote_vectors
from qcode.study.coding import Coding, CodingFile
from qcode.study.quotes import Made, Quote, quote_of
from qcode.study.study import Study

MOST_COMPARED = 400
"""Codings of each code that are compared; spread over all when there are more."""
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A coding of one code beside a coding of the other."""

    one: Quote
    other: Quote
    likeness: float
    """Cosine of their words, 0 to 1."""


@dataclass(frozen=True)
class Comparison:
    """Two codes, by their codings."""

    alike: tuple[Likeness, ...]
    """The most similar pairs, each coding in one of them only: where the edge may be unclear."""
    apart: tuple[Likeness, ...]
    """The least similar pairs, each coding in one of them only."""
    same_words: tuple[Likeness, ...]
    """Pairs on overlapping words."""


def compare(study: Study, a: str, b: str, *, most: int = 10) -> Comparison:
    """The most and the least similar pairs of codings of two codes, and those on the same words.

    For a code with itself its own codings are compared with each other.
    """
    import numpy as np

    ones, others = _quotes(study, a), _quotes(study, b)
    vectors = quote_vectors([q.said for q in (*ones, *others)]) if ones and others else None
    if vectors is None:
        return Comparison((), (), ())
    table = (vectors[: len(ones)] @ vectors[len(ones) :].T).toarray()
    same = [
        (i, j)
        for i, one in enumerate(ones)
        for j, other in enumerate(others)
        if one.coding != other.coding and _overlap(one, other) and (a != b or i < j)
    ]
    taken = set(same)
    free = [
        (i, j)
        for i, j in np.ndindex(table.shape)
        if ones[i].coding != others[j].coding and (i, j) not in taken and (a != b or i < j)
    ]

    def pairs(places: Iterable[tuple[int, int]]) -> tuple[Likeness, ...]:
        return tuple(Likeness(ones[i], others[j], float(table[i, j])) for i, j in places)

    alike = sorted(free, key=lambda place: (-table[place], place))
    apart = sorted(free, key=lambda place: (table[place], place))
    return Comparison(
        pairs(_once(alike, most, same=a == b)), pairs(_once(apart, most, same=a == b)), pairs(same)
    )


def _once(places: list[tuple[int, int]], most: int, *, same: bool) -> list[tuple[int, int]]:
    """The first pairs in which no coding comes twice."""
    ones: set[int] = set()
    others: set[int] = ones if same else set()
    found = []
    for i, j in places:
        if i not in ones and j not in others:
            found.append((i, j))
            ones.add(i)
            others.add(j)
        if len(found) == most:
            break
    return found


def _overlap(one: Quote, other: Quote) -> bool:
    return one.transcript == other.transcript and one.start < other.end and other.start < one.end


def _quotes(study: Study, code: str) -> list[Quote]:
    found = list(study.codings(code=code))
    if len(found) > MOST_COMPARED:
        found = [found[i * len(found) // MOST_COMPARED] for i in range(MOST_COMPARED)]
    made: Made = {}
    return [quote_of(study, file, coding, made) for file, coding in found]


@dataclass(frozen=True, slots=True)
class Group:
    """The codings of a code in one case, group or transcript."""

    key: str
    """The case, the value of the attribute, or the transcript; empty where it is not known."""
    quotes: tuple[Quote, ...]


def grouped(
    study: Study, code: str, by: str = "case", *, below: bool = True
) -> dict[str, list[tuple[CodingFile, Coding]]]:
    """A code's codings by `case`, `transcript` or an attribute; groups without one stay, empty.

    Unless `below` is False the codes below it are taken in. A coding that covers the words of two
    cases stands with both; what belongs to nobody known stands under the empty key, the last.
    """
    book = study.codebook
    wanted = frozenset(book.below(code)) if below else frozenset({code})
    raw = {ident for ident in book.codes if book.resolve(ident) in wanted}
    groups: dict[str, list[tuple[CodingFile, Coding]]] = {key: [] for key in _keys(study, by)}
    for file in study.files_in_order:
        for coding in file.codings if not raw.isdisjoint(file.counts) else ():
            if coding.code not in raw:
                continue
            cases = study.transcripts[file.transcript].cases_in(coding.span) or (UNKNOWN,)
            for key in dict.fromkeys(_key(study, file.transcript, case, by) for case in cases):
                groups.setdefault(key, []).append((file, coding))
    return {key: found for key, found in groups.items() if key or found}


def across(study: Study, code: str, by: str = "case", *, below: bool = True) -> tuple[Group, ...]:
    """What `grouped` finds, as quotes."""
    made: Made = {}
    return tuple(
        Group(key, tuple(quote_of(study, file, coding, made) for file, coding in found))
        for key, found in grouped(study, code, by, below=below).items()
    )


def _key(study: Study, transcript: str, case: str, by: str) -> str:
    if by == "transcript":
        return transcript
    return case if by == "case" else study.attribute(transcript, case, by)


def _keys(study: Study, by: str) -> list[str]:
    found = {
        _key(study, name, case, by)
        for name, transcript in study.transcripts.items()
        for case in transcript.cases or (UNKNOWN,)
    }
    if by == "transcript":
        return list(study.transcripts)
    return sorted(found, key=lambda key: (not key, key))


def incidents(
    study: Study, code: str, *, beside: Iterable[str] = (), most: int = 5
) -> tuple[Quote, ...]:
    """A code's last codings from cases other than those `beside` it, the newest first."""
    here = frozenset(beside)
    found = [
        (file, coding)
        for file, coding in study.codings(code=code)
        if not here & set(study.transcripts[file.transcript].cases_in(coding.span))
    ]
    found.sort(key=lambda one: (one[1].at, one[1].id), reverse=True)
    made: Made = {}
    return tuple(quote_of(study, file, coding, made) for file, coding in found[:most])
