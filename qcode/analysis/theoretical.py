"""A checklist for theoretical saturation: is each category dense in the sense of grounded theory?

Strauss & Corbin (1990, ch. 11) sample until no new data emerge for a category, the category is
dense (its properties and dimensions are worked out) and its relations to others are established.
qcode counts what a researcher needs to judge that; it cannot judge.
"""

from __future__ import annotations

from dataclasses import dataclass

from qcode.analysis.reach import all_cases, members, reach_of_all
from qcode.study.links import ends, weigh
from qcode.study.study import Study


@dataclass(frozen=True, slots=True)
class Density:
    """What is worked out of one category."""

    code: str
    defined: bool
    codes: int
    """Codes below it."""
    properties: int
    """Properties of the category and of the codes below it."""
    dimensioned: int
    """Of these, properties whose dimension has at least two values."""
    placed: int
    """Codings that lie on one of its dimensions."""
    codings: int
    cases: int
    cases_share: float
    links: int
    """Links with one end in the category and the other outside."""
    evident_links: int
    """Of these, links with at least one coding for or against."""
    against: int
    """Codings that speak against these links: variation that was looked for."""
    memos: int

    @property
    def open_points(self) -> tuple[str, ...]:
        """What is still missing: definition, properties, dimensions, placed, links, evidence,
        negative cases, memos."""
        missing = {
            "definition": not self.defined,
            "properties": not self.properties,
            "dimensions": self.dimensioned < self.properties,
            "placed": bool(self.dimensioned) and not self.placed,
            "links": not self.links,
            "evidence": self.evident_links < self.links,
            "negative": not self.against,
            "memos": not self.memos,
        }
        return tuple(name for name, is_missing in missing.items() if is_missing)


def density(study: Study) -> tuple[Density, ...]:
    """Every category that is not retired, in the order of the tree."""
    codebook = study.codebook
    wanted = [i for i, _ in codebook.walk() if codebook.is_category(i)]
    wanted = [i for i in wanted if not codebook.codes[i].retired]
    inside = [members(codebook, code) for code in wanted]
    links = [
        (*ends(codebook, link), weigh(study, link))
        for link in codebook.links
        if codebook.codes.keys() >= set(ends(codebook, link))
    ]
    total = max(1, len(all_cases(study)))
    found = []
    for code, codes, reached in zip(wanted, inside, reach_of_all(study, inside), strict=True):
        properties = {
            (c, name): values
            for c in codes
            for name, values in codebook.codes[c].properties.items()
        }
        names = {name for _, name in properties}
        weights = [w for a, b, w in links if (a in codes) != (b in codes)]
        about = {f"code:{c}" for c in codes}
        found.append(
            Density(
                code=code,
                defined=bool(codebook.codes[code].definition.strip()),
                codes=len(codes) - 1,
                properties=len(properties),
                dimensioned=sum(len(values) > 1 for values in properties.values()),
                placed=sum(
                    isinstance(c.values, dict) and bool(names & c.values.keys())
                    for _, c in reached.codings
                ),
                codings=len(reached.codings),
                cases=len(reached.cases),
                cases_share=len(reached.cases) / total,
                links=len(weights),
                evident_links=sum(bool(w.supports or w.against) for w in weights),
                against=sum(len(w.against) for w in weights),
                memos=sum(not about.isdisjoint(m.about) for m in study.memos.values()),
            )
        )
    return tuple(found)
