"""Selective coding: the core category or the guiding themes, the storyline, the propositions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from qcode.study.code import texts
from qcode.study.codebook import Codebook, Finding
from qcode.study.coding import READ, Coding, CodingFile
from qcode.study.links import Weight, evidence, find_link
from qcode.study.study import Study

CRITERIA = ("central", "recurrent", "relates", "abstract", "explains")
"""What a core category should be (Strauss 1987; Strauss & Corbin 1990)."""
_CRITERIA = {
    "en": {
        "central": "central: most other categories can be related to it",
        "recurrent": "recurrent: it appears often in the data",
        "relates": "relates easily and with meaning to other categories",
        "abstract": "abstract enough to be used in other areas",
        "explains": "explains variation, contradictory cases too",
    },
    "id": {
        "central": "sentral: kebanyakan kategori lain dapat dihubungkan dengannya",
        "recurrent": "berulang: sering muncul dalam data",
        "relates": "mudah dan bermakna dihubungkan dengan kategori lain",
        "abstract": "cukup abstrak untuk dipakai di bidang lain",
        "explains": "menjelaskan variasi, juga kasus yang bertentangan",
    },
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the researcher says of one criterion: whether it is met, and the argument."""

    met: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proposition:
    """A statement of the theory with the links it joins and codings for and against."""

    id: str
    text: str
    links: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    memo: str = ""


@dataclass(frozen=True)
class Selective:
    """The part `selective` of a codebook."""

    plain: Mapping[str, Any] = field(default_factory=dict)

    @property
    def core(self) -> str:
        """The core category's code, or empty."""
        return str(self.plain.get("core") or "")

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The guiding themes."""
        return texts(self.plain.get("themes"))

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is to carry the theory: the core category, then the guiding themes."""
        core = (self.core,) if self.core else ()
        return tuple(dict.fromkeys((*core, *self.themes)))

    @property
    def storyline(self) -> str:
        """The story in the researcher's words."""
        return str(self.plain.get("storyline") or "")

    @cached_property
    def propositions(self) -> tuple[Proposition, ...]:
        """In the order of the file."""
        raw = self.plain.get("propositions")
        return tuple(
            Proposition(
                id=str(item.get("id") or ""),
                text=str(item.get("text") or ""),
                links=texts(item.get("links")),
                supports=texts(item.get("supports")),
                against=texts(item.get("against")),
                memo=str(item.get("memo") or ""),
            )
            for item in (raw if isinstance(raw, list) else ())
            if isinstance(item, Mapping)
        )

    def criteria(self, code: str) -> dict[str, Criterion]:
        """Every criterion with what was said of this candidate."""
        raw = self.plain.get("criteria")
        said = raw.get(code) if isinstance(raw, Mapping) else None
        said = said if isinstance(said, Mapping) else {}
        return {name: _criterion(said.get(name)) for name in CRITERIA}


def _criterion(plain: object) -> Criterion:
    if isinstance(plain, Mapping):
        met = str(plain.get("met") or "").casefold() in {"yes", "true", "ya"}
        return Criterion(met, str(plain.get("why") or ""))
    return Criterion(bool(plain), str(plain or ""))


def criterion_label(criterion: str, language: str) -> str:
    """A criterion in a line; English for a language other than `id`."""
    return _CRITERIA.get(language, _CRITERIA["en"])[criterion]


def selective(codebook: Codebook) -> Selective:
    """The selective part of the codebook."""
    raw = codebook.plain.get("selective")
    return Selective(raw if isinstance(raw, Mapping) else {})


def candidate_codes(codebook: Codebook) -> tuple[tuple[str, int], ...]:
    """(code, depth in the tree) of what may become the core, in the order of the tree.

    The categories and themes, and of other codes those that were chosen or argued.
    """
    part = selective(codebook)
    argued = part.plain.get("criteria")
    named = {*part.chosen, *(argued if isinstance(argued, Mapping) else ())}
    spoken = {codebook.resolve(code) for code in named}
    return tuple(
        (code, depth)
        for code, depth in codebook.walk()
        if code in spoken or (codebook.is_category(code) and not codebook.codes[code].retired)
    )


def find_proposition(codebook: Codebook, ident: str) -> Proposition | None:
    """The proposition with this id."""
    return next((p for p in selective(codebook).propositions if p.id == ident), None)


def weigh_proposition(study: Study, proposition: Proposition) -> Weight:
    """Its own codings for and against, and those of the links it joins."""
    supports, against = list(proposition.supports), list(proposition.against)
    for ident in proposition.links:
        link = find_link(study.codebook, ident)
        if link:
            supports += link.supports
            against += link.against
    return Weight(evidence(study, supports), evidence(study, against))


def review_pass(category: str) -> str:
    """The pass in which the codings of a category are gone over once more."""
    return f"selective:{category}"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A coding of the category, and whether this coder has looked at it in the review."""

    file: CodingFile
    coding: Coding
    done: bool


def review(study: Study, coder: str, category: str) -> tuple[Reviewed, ...]:
    """Every coding of a category and the codes below it, in the order of the transcripts.

    What a coder has looked at is kept in the coder's own files, as lines of kind `read` whose
    pass is `selective:CATEGORY` and whose memo is the coding's id; so it lasts over days.
    """
    below = frozenset(study.codebook.below(category))
    wanted = review_pass(category)
    found: list[Reviewed] = []
    for name in study.transcripts:
        own = study.file(coder, name)
        seen = {i.memo for i in own.items if i.kind == READ and i.code == wanted}
        codings = [
            (file, coding)
            for file in study.files_of(name)
            for coding in file.codings
            if study.codebook.resolve(coding.code) in below
        ]
        codings.sort(key=lambda one: (one[1].sort_key(), one[0].coder))
        found += [Reviewed(file, coding, coding.id in seen) for file, coding in codings]
    return tuple(found)


def selective_findings(codebook: Codebook) -> Iterator[Finding]:
    """A core or theme that is gone, a proposition without text or id or with links that are."""
    part = selective(codebook)
    top = ("selective",)
    for place, codes in (("core", (part.core,)), ("themes", part.themes)):
        for code in codes:
            if code and code not in codebook.codes:
                yield Finding(
                    (*top, place),
                    f"selective.{place} names the code “{code}”, which is not in the codebook; "
                    "choose another or restore the code",
                )
    links = {link.id for link in codebook.links}
    seen: set[str] = set()
    for number, proposition in enumerate(part.propositions):
        path = (*top, "propositions", str(number))
        name = proposition.id or f"number {number + 1}"
        if not proposition.id:
            yield Finding(
                path, f"the proposition {name} has no id; give it one, so that it can be changed"
            )
        elif proposition.id in seen:
            yield Finding(path, f"two propositions have the id {name}; give one of them another")
        seen.add(proposition.id)
        if not proposition.text.strip():
            yield Finding(
                path, f"the proposition {name} has no text; write what it states or remove it"
            )
        for ident in proposition.links:
            if ident not in links:
                yield Finding(
                    (*path, "links"),
                    f"the proposition {name} rests on the link {ident}, which is gone; remove it "
                    "there",
                    "warning",
                )
