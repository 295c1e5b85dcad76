"""Links that the data suggest: codes that meet more often than chance and are not linked yet."""

from __future__ import annotations

from dataclasses import dataclass

from qcode.analysis.association import Associations, Pair, associations, behind
from qcode.study.filters import Filter
from qcode.study.links import ends
from qcode.study.proposals import LINK, REFUSED, Proposal, Why, verdicts
from qcode.study.study import Study

AT_MOST = 0.05
"""The q up to which a pair is proposed: of those proposed about one in twenty is chance."""
_EVERYTHING = Filter()
_FEW = 12


def open_pairs(
    study: Study,
    unit: str = "turn",
    *,
    where: Filter = _EVERYTHING,
    everything: bool = False,
) -> Associations:
    """The associations of codes that no link joins and that are not above each other.

    Refused ones are left out unless `everything`.
    """
    found = associations(study, unit, where=where)
    known = _Known(study, everything=everything)
    pairs = tuple(p for p in found.pairs if known.open(p.a, p.b))
    return Associations(found.unit, found.units, found.tests, pairs)


def links(
    study: Study,
    unit: str = "turn",
    *,
    where: Filter = _EVERYTHING,
    at_most: float = AT_MOST,
    most: int = 100,
    everything: bool = False,
) -> tuple[Proposal, ...]:
    """Proposed links, the least likely by chance first, what was put off last.

    The codings to look at are those in the units where the two meet.
    """
    found = open_pairs(study, unit, where=where, everything=everything)
    put_off = {v.codes for v in verdicts(study.codebook) if v.kind == LINK}
    pairs = [p for p in found.pairs if p.q <= at_most and p.lift > 1][:most]
    proposals = [
        _proposal(study, pair, unit, where, first=number < _FEW, put_off=put_off)
        for number, pair in enumerate(pairs)
    ]
    return tuple(sorted(proposals, key=lambda p: p.later))


def _proposal(
    study: Study,
    pair: Pair,
    unit: str,
    where: Filter,
    *,
    first: bool,
    put_off: set[tuple[str, ...]],
) -> Proposal:
    why = Why(
        "follows" if unit == "neighbours" else "chance",
        {
            "count": pair.count,
            "expected": pair.expected,
            "lift": pair.lift,
            "q": pair.q,
            "log_odds": pair.log_odds,
            "low": pair.low,
            "high": pair.high,
            "unit": unit,
        },
    )
    return Proposal(
        LINK,
        (pair.a, pair.b),
        (why,),
        codings=behind(study, pair.a, pair.b, unit, where=where) if first else (),
        strength=pair.low,
        later=tuple(sorted((pair.a, pair.b))) in put_off,
    )


@dataclass
class _Known:
    """Pairs that need no proposal."""

    study: Study
    everything: bool = False

    def __post_init__(self) -> None:
        codebook = self.study.codebook
        self._pairs = {frozenset(ends(codebook, link)) for link in codebook.links}
        if not self.everything:
            self._pairs |= {
                frozenset(v.codes)
                for v in verdicts(codebook)
                if v.kind == LINK and v.verdict == REFUSED
            }
        self._above = {code: frozenset(codebook.ancestors(code)) for code in codebook.codes}

    def open(self, a: str, b: str) -> bool:
        """Whether a link of the two can be proposed."""
        if frozenset((a, b)) in self._pairs:
            return False
        return a not in self._above.get(b, ()) and b not in self._above.get(a, ())
