"""What the core or the themes reach and leave out, and the cases in which a proposition fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qcode.analysis.reach import all_cases, members, reach
from qcode.study.coding import Coding, CodingFile
from qcode.study.links import ends, find_link
from qcode.study.selective import Proposition, weigh_proposition
from qcode.study.study import Study


@dataclass(frozen=True)
class Coverage:
    """How much of the study some codes and what is linked to them account for."""

    codes: frozenset[str]
    """The codes, those below them, and those that links join to one of these (with theirs)."""
    codings: int
    codings_share: float
    """Of all placed codings, 0 to 1."""
    cases: tuple[str, ...]
    cases_share: float
    """Of all participants, 0 to 1."""
    left_codes: tuple[tuple[str, int], ...]
    """Codes left out, with their codings, the most coded first."""
    left_cases: tuple[str, ...]
    left_transcripts: tuple[str, ...]
    """Coded sources in which nothing is reached."""


def coverage(study: Study, codes: Iterable[str], *, linked: bool = True) -> Coverage:
    """What these codes (the core, the guiding themes) reach; with `linked` also over their links.

    Links are followed one step: a theory whose core reaches a category only through a third one
    has not said how.
    """
    inside = frozenset(m for code in codes for m in members(study.codebook, code))
    reached = set(inside)
    if linked:
        for link in study.codebook.links:
            one, other = ends(study.codebook, link)
            if one in inside:
                reached |= members(study.codebook, other)
            if other in inside:
                reached |= members(study.codebook, one)
    found = reach(study, reached)
    cases = all_cases(study)
    left = [(c, n) for c, n in study.counts.most_common() if c not in reached and n]
    coded = {file.transcript for file in study.files_in_order if file.codings}
    return Coverage(
        codes=frozenset(reached),
        codings=len(found.codings),
        codings_share=len(found.codings) / max(1, sum(study.counts.values())),
        cases=tuple(c for c in cases if c in found.cases),
        cases_share=len(found.cases) / max(1, len(cases)),
        left_codes=tuple(left),
        left_cases=tuple(c for c in cases if c not in found.cases),
        left_transcripts=tuple(
            n for n in study.transcripts if n in coded and n not in found.transcripts
        ),
    )


@dataclass(frozen=True)
class CaseBalance:
    """One case held against a proposition."""

    case: str
    supports: tuple[tuple[CodingFile, Coding], ...]
    against: tuple[tuple[CodingFile, Coding], ...]
    touched: int
    """Codings in this case of the codes that the proposition's links join."""

    @property
    def holds(self) -> bool:
        """Whether something speaks for it here and nothing against."""
        return bool(self.supports) and not self.against

    @property
    def verdict(self) -> str:
        """against (something speaks against it), silent (its codes are there, nothing speaks for
        it), absent (its codes do not occur), or holds."""
        if self.against:
            return "against"
        if self.supports:
            return "holds"
        return "silent" if self.touched else "absent"


def cases_of(study: Study, proposition: Proposition) -> tuple[CaseBalance, ...]:
    """Every participant held against a proposition, in the order of the sources."""
    weight = weigh_proposition(study, proposition)
    codes = _codes(study, proposition)
    touched: dict[str, int] = {}
    for file, coding in reach(study, codes).codings:
        for case in study.transcripts[file.transcript].cases_in(coding.span):
            touched[case] = touched.get(case, 0) + 1
    sides: list[dict[str, list[tuple[CodingFile, Coding]]]] = [{}, {}]
    for side, codings in zip(sides, (weight.supports.codings, weight.against.codings), strict=True):
        for file, coding in codings:
            for case in study.transcripts[file.transcript].cases_in(coding.span):
                side.setdefault(case, []).append((file, coding))
    return tuple(
        CaseBalance(
            case,
            tuple(sides[0].get(case, ())),
            tuple(sides[1].get(case, ())),
            touched.get(case, 0),
        )
        for case in all_cases(study)
    )


def negative_cases(study: Study, proposition: Proposition) -> tuple[CaseBalance, ...]:
    """The cases in which a proposition does not hold: against first, then silent, then absent."""
    order = ("against", "silent", "absent")
    found = [balance for balance in cases_of(study, proposition) if not balance.holds]
    return tuple(sorted(found, key=lambda balance: order.index(balance.verdict)))


def _codes(study: Study, proposition: Proposition) -> frozenset[str]:
    found: set[str] = set()
    for ident in proposition.links:
        link = find_link(study.codebook, ident)
        if link:
            for end in ends(study.codebook, link):
                found |= members(study.codebook, end)
    return frozenset(found)
