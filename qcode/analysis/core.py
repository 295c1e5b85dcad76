"""What the data say of each candidate for the core category; qcode ranks none and chooses none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qcode.analysis.network import betweenness, build_network
from qcode.analysis.reach import Reach, all_cases, group_attributes, members, reach_of_all
from qcode.study.links import ends, weigh
from qcode.study.selective import CRITERIA, Criterion, candidate_codes, selective
from qcode.study.study import Study


@dataclass(frozen=True)
class Candidate:
    """A category with what the data say for and against its being the core."""

    code: str
    codings: int
    codings_share: float
    """Of all placed codings of the study, 0 to 1."""
    cases: int
    cases_share: float
    """Of all participants, 0 to 1."""
    links: int
    """Links with one end in the category and the other outside it."""
    inner_links: int
    """Links between two codes of the category."""
    supports: int
    """Codings in support of its links, inner ones too."""
    against: int
    themes: int
    """Other themes that its links reach."""
    degree: float
    """Share of the other linked codes that it is linked to when it is taken as one, 0 to 1."""
    betweenness: float
    """Share of the shortest paths between them that lead through it, 0 to 1."""
    groups: Mapping[str, tuple[int, int]]
    """Attribute to (values reached, values there are)."""
    kinds: tuple[int, int]
    """Kinds of source reached, and there are."""
    criteria: Mapping[str, Criterion]
    """What the researcher said."""
    chosen: str = ""
    """core, theme, or empty."""

    def plain(self) -> dict[str, Any]:
        """As JSON-able data."""
        return {
            "code": self.code,
            "codings": self.codings,
            "codings_share": self.codings_share,
            "cases": self.cases,
            "cases_share": self.cases_share,
            "links": self.links,
            "inner_links": self.inner_links,
            "supports": self.supports,
            "against": self.against,
            "themes": self.themes,
            "degree": self.degree,
            "betweenness": self.betweenness,
            "groups": {k: {"reached": a, "of": b} for k, (a, b) in self.groups.items()},
            "kinds": {"reached": self.kinds[0], "of": self.kinds[1]},
            "criteria": {k: {"met": c.met, "why": c.why} for k, c in self.criteria.items()},
            "chosen": self.chosen,
        }


def candidates(study: Study, codes: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """The candidates of the codebook (or these codes), in the order of the tree, unranked.

    Codings, cases and links of a category take in those of the codes below it.
    """
    codebook = study.codebook
    wanted = tuple(codes) or tuple(code for code, _ in candidate_codes(codebook))
    inside = {code: members(codebook, code) for code in wanted}
    reaches = dict(zip(wanted, reach_of_all(study, inside.values()), strict=True))
    total = sum(study.counts.values())
    spread = _Spread(study)
    links = _Links(study)
    part = selective(codebook)
    core, themes = codebook.resolve(part.core), {codebook.resolve(c) for c in part.themes}
    return tuple(
        Candidate(
            code=code,
            codings=len(reaches[code].codings),
            codings_share=len(reaches[code].codings) / max(1, total),
            cases=len(reaches[code].cases),
            cases_share=len(reaches[code].cases) / max(1, len(spread.cases)),
            groups=spread.groups(reaches[code]),
            kinds=(len(reaches[code].kinds), len(spread.kinds)),
            criteria={name: part.criteria(code)[name] for name in CRITERIA},
            chosen="core" if code == core else "theme" if code in themes else "",
            **links.numbers(code, inside[code]),
        )
        for code in wanted
    )


class _Spread:
    """What a candidate could reach."""

    def __init__(self, study: Study) -> None:
        self.cases = all_cases(study)
        self.kinds = {t.kind for t in study.transcripts.values()}
        self._there = {a: self._values(study, a) for a in group_attributes(study)}

    @staticmethod
    def _values(study: Study, attribute: str) -> int:
        values = {
            study.attribute(name, case, attribute)
            for name, transcript in study.transcripts.items()
            for case in transcript.cases or ("",)
        }
        return len(values - {""})

    def groups(self, reach: Reach) -> dict[str, tuple[int, int]]:
        """Attribute to (values reached, values there are)."""
        return {a: (len(reach.groups(a)), there) for a, there in self._there.items()}


class _Links:
    """The links of the study, counted for one candidate after another."""

    def __init__(self, study: Study) -> None:
        self._codebook = study.codebook
        self._links = [
            (*ends(study.codebook, link), weigh(study, link))
            for link in study.codebook.links
            if study.codebook.codes.keys() >= set(ends(study.codebook, link))
        ]
        self._network = build_network(study)

    def numbers(self, code: str, inside: frozenset[str]) -> dict[str, Any]:
        """Number and weight of a candidate's links, and where it stands in the network."""
        codebook = self._codebook
        out = [
            (b if a in inside else a, weight)
            for a, b, weight in self._links
            if (a in inside) != (b in inside)
        ]
        inner = [weight for a, b, weight in self._links if a in inside and b in inside]
        weights = [*(weight for _, weight in out), *inner]
        own = codebook.theme_of(code)
        central, degree = self._as_one(code, inside)
        return {
            "links": len(out),
            "inner_links": len(inner),
            "supports": sum(len(w.supports) for w in weights),
            "against": sum(len(w.against) for w in weights),
            "themes": len({codebook.theme_of(other) for other, _ in out} - {own}),
            "degree": degree,
            "betweenness": central,
        }

    def _as_one(self, code: str, inside: frozenset[str]) -> tuple[float, float]:
        """Betweenness and degree of the category when its codes are drawn as one node."""
        edges = [
            replace(
                e,
                source=code if e.source in inside else e.source,
                target=code if e.target in inside else e.target,
            )
            for e in self._network.edges
        ]
        edges = [e for e in edges if e.source != e.target]
        nodes = list(dict.fromkeys([code, *(n for e in edges for n in (e.source, e.target))]))
        beside = {n for e in edges if code in {e.source, e.target} for n in (e.source, e.target)}
        degree = len(beside - {code}) / max(1, len(nodes) - 1)
        return betweenness(nodes, edges)[code], degree
