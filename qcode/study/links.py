"""Links between codes: the types they have, and the evidence that codings give for and against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from qcode.study.code import Link, texts
from qcode.study.codebook import Codebook, Finding
from qcode.study.coding import CODING, Coding, CodingFile
from qcode.study.study import Study

LINK_TYPES = (
    "causes",
    "leads to",
    "is a condition for",
    "is a strategy for",
    "is part of",
    "is a property of",
    "contradicts",
    "is associated with",
)
"""What every study starts with; `settings.link_types` adds its own."""
SYMMETRIC = frozenset({"contradicts", "is associated with"})
"""Types that say the same from either end."""
_INDONESIAN = {
    "causes": "menyebabkan",
    "leads to": "mengarah ke",
    "is a condition for": "syarat bagi",
    "is a strategy for": "strategi untuk",
    "is part of": "bagian dari",
    "is a property of": "sifat dari",
    "contradicts": "bertentangan dengan",
    "is associated with": "berkaitan dengan",
}


def link_types(codebook: Codebook) -> tuple[str, ...]:
    """The types to choose from: the default ones, the study's own, and any in use beside them."""
    own = texts(codebook.settings.get("link_types"))
    used = (link.type for link in codebook.links if link.type)
    return tuple(dict.fromkeys((*LINK_TYPES, *own, *used)))


def type_label(type_: str, language: str) -> str:
    """A default type in the language of the interface; the study's own as it is written."""
    return _INDONESIAN.get(type_, type_) if language == "id" else type_


Placed = tuple[CodingFile, Coding]


@dataclass(frozen=True, eq=False)
class Evidence:
    """The codings on one side of a link or a proposition, and those that are no longer there."""

    study: Study
    codings: tuple[Placed, ...] = ()
    """Placed codings in the order in which they were attached."""
    missing: tuple[str, ...] = ()
    """Ids of codings that were removed or have no place now; listed, never fatal."""

    def __len__(self) -> int:
        return len(self.codings)

    @cached_property
    def cases(self) -> tuple[str, ...]:
        """The participants whose words they cover, in order of first sight."""
        return tuple(dict.fromkeys(case for _, _, case in self._said()))

    @cached_property
    def transcripts(self) -> tuple[str, ...]:
        """The sources in which they lie."""
        return tuple(dict.fromkeys(file.transcript for file, _ in self.codings))

    def groups(self, attribute: str) -> dict[str, int]:
        """How many of the codings stand in each group of an attribute; a coding may be in two."""
        found: dict[str, int] = {}
        for file, coding in self.codings:
            transcript = self.study.transcripts[file.transcript]
            values = {
                self.study.attribute(file.transcript, case, attribute)
                for case in transcript.cases_in(coding.span) or ("",)
            }
            for value in sorted(values - {""}):
                found[value] = found.get(value, 0) + 1
        return found

    def _said(self) -> Iterator[tuple[CodingFile, Coding, str]]:
        for file, coding in self.codings:
            for case in self.study.transcripts[file.transcript].cases_in(coding.span):
                yield file, coding, case


@dataclass(frozen=True)
class Weight:
    """What stands on either side of a link or a proposition."""

    supports: Evidence
    against: Evidence

    @property
    def balance(self) -> str:
        """For and against as they are written, such as `+14 −3`."""
        return f"+{len(self.supports)} −{len(self.against)}"

    @property
    def cases(self) -> tuple[str, ...]:
        """The participants on either side."""
        return tuple(dict.fromkeys((*self.supports.cases, *self.against.cases)))

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids on either side whose coding is gone."""
        return (*self.supports.missing, *self.against.missing)


def evidence(study: Study, idents: Iterable[str]) -> Evidence:
    """The codings of these ids; each id counts once.

    None is missing that may stand in a file which could not be read.
    """
    found: list[Placed] = []
    missing: list[str] = []
    for ident in dict.fromkeys(idents):
        place = study.find_coding(ident)
        there = place is not None and place[1].kind == CODING and place[1].placed
        if place is not None and there and place[0].transcript in study.transcripts:
            found.append(place)
        elif not study.unknown(_home(place)):
            missing.append(ident)
    return Evidence(study, tuple(found), tuple(missing))


def _home(place: Placed | None) -> str:
    """The file that a coding is for, or the folder in which it must stand."""
    return "transcripts/codings" if place is None else f"transcripts/{place[0].transcript}.md"


def weigh(study: Study, link: Link) -> Weight:
    """The weight of evidence of a link."""
    return Weight(evidence(study, link.supports), evidence(study, link.against))


def find_link(codebook: Codebook, ident: str) -> Link | None:
    """The link with this id."""
    return next((link for link in codebook.links if link.id == ident), None)


def links_of(codebook: Codebook, code: str) -> tuple[Link, ...]:
    """The links that begin or end at a code, those of codes merged into it among them."""
    return tuple(link for link in codebook.links if code in ends(codebook, link))


def ends(codebook: Codebook, link: Link) -> tuple[str, str]:
    """The codes that a link begins and ends at, with merges followed."""
    return codebook.resolve(link.source), codebook.resolve(link.target)


def linked(codebook: Codebook, one: str, other: str) -> bool:
    """Whether a link of any type joins the two codes, in either direction."""
    wanted = {one, other}
    return any(set(ends(codebook, link)) == wanted for link in codebook.links)


def link_findings(codebook: Codebook) -> Iterator[Finding]:
    """Links without an id, type or end, or with an id that another has."""
    seen: set[str] = set()
    for number, link in enumerate(codebook.links):
        path = ("links", str(number))
        name = link.id or f"number {number + 1}"
        if not link.id:
            yield Finding(
                path, f"the link {name} has no id; give it one, so that it can be changed"
            )
        elif link.id in seen:
            yield Finding(path, f"two links have the id {link.id}; give one of them another")
        seen.add(link.id)
        if not link.type:
            yield Finding(
                path, f"the link {name} has no type; write one, such as “causes”", "warning"
            )
