"""How far codes reach: the codes below them, and the codings, cases and sources they stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile
from qcode.study.study import Study


def members(codebook: Codebook, code: str) -> frozenset[str]:
    """The code and all that is below it, second categories included."""
    found: set[str] = set()
    also: dict[str, list[str]] = {}
    for ident, known in codebook.codes.items():
        for category in known.also:
            also.setdefault(codebook.resolve(category), []).append(codebook.resolve(ident))
    waiting = [codebook.resolve(code)]
    while waiting:
        ident = waiting.pop()
        if ident not in found:
            found.add(ident)
            waiting += [*codebook.children.get(ident, ()), *also.get(ident, ())]
    return frozenset(found)


@dataclass(frozen=True, eq=False)
class Reach:
    """Some codings, and whom and what they reach."""

    study: Study
    codings: tuple[tuple[CodingFile, Coding], ...]

    @cached_property
    def cases(self) -> frozenset[str]:
        """The participants whose words the codings cover."""
        return frozenset(case for case, _ in self._said)

    @cached_property
    def transcripts(self) -> frozenset[str]:
        """The sources they lie in."""
        return frozenset(file.transcript for file, _ in self.codings)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of these sources: interview, observation, document."""
        return frozenset(self.study.transcripts[name].kind for name in self.transcripts)

    def groups(self, attribute: str) -> frozenset[str]:
        """The values of an attribute among those who are reached; unknown ones left out."""
        values = {self.study.attribute(name, case, attribute) for case, name in self._said}
        values |= {
            self.study.attribute(name, "", attribute)
            for name in self.transcripts
            if not self.study.transcripts[name].cases
        }
        return frozenset(values - {""})

    @cached_property
    def _said(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (case, file.transcript)
            for file, coding in self.codings
            for case in self.study.transcripts[file.transcript].cases_in(coding.span)
        )


def reach(study: Study, codes: Collection[str]) -> Reach:
    """All placed codings of these codes, merged ones among them."""
    wanted = frozenset(codes)
    resolve = study.codebook.resolve
    return Reach(study, tuple(one for one in study.codings() if resolve(one[1].code) in wanted))


def reach_of_all(study: Study, groups: Iterable[frozenset[str]]) -> list[Reach]:
    """The same for several groups of codes, over one pass of the codings."""
    sets = list(groups)
    of: dict[str, list[int]] = {}
    for number, codes in enumerate(sets):
        for code in codes:
            of.setdefault(code, []).append(number)
    found: list[list[tuple[CodingFile, Coding]]] = [[] for _ in sets]
    resolve = study.codebook.resolve
    for one in study.codings():
        for number in of.get(resolve(one[1].code), ()):
            found[number].append(one)
    return [Reach(study, tuple(codings)) for codings in found]


def all_cases(study: Study) -> tuple[str, ...]:
    """Every participant who speaks in a source, in the order of the sources."""
    return tuple(dict.fromkeys(c for t in study.transcripts.values() for c in t.cases))


def group_attributes(study: Study) -> tuple[str, ...]:
    """The attributes that make groups: more than one value, and fewer values than cases."""
    cases = [(name, case) for name, t in study.transcripts.items() for case in t.cases]
    total = len({case for _, case in cases})
    found = []
    for attribute in study.attribute_names:
        values = {study.attribute(name, case, attribute) for name, case in cases} - {""}
        if 1 < len(values) < max(total, 2) and attribute not in {"kind", "language", "date"}:
            found.append(attribute)
    return tuple(found)
