"""Proposals to arrange and relate codes, why they are made, and what was decided on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qcode.i18n import number
from qcode.study.code import texts
from qcode.study.codebook import Codebook

CATEGORY, MERGE, LINK = "category", "merge", "link"
REFUSED, LATER = "refused", "later"
_ALIKE = 0.6
"""Share of codes in common from which two clusters count as the same proposal."""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: its kind and the data that its sentence needs."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What qcode proposes to do with some codes; the researcher decides."""

    kind: str
    """category, merge or link."""
    codes: tuple[str, ...]
    """The codes of the category; the code that goes and the one that stays; from and to."""
    why: tuple[Why, ...]
    """The strongest reason first."""
    codings: tuple[str, ...] = ()
    """Ids of the codings to look at first."""
    strength: float = 0.0
    """Orders the proposals of one kind, the strongest first; not comparable between kinds."""
    name: str = ""
    """For a new category: words to begin its name with."""
    into: str = ""
    """For a category: the one that is there already and that the codes would join."""
    later: bool = False
    """Whether it was put off."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision on a proposal that was not accepted."""

    id: str
    kind: str
    codes: tuple[str, ...]
    verdict: str


def verdicts(codebook: Codebook) -> tuple[Verdict, ...]:
    """All decisions that the codebook remembers."""
    raw = codebook.plain.get("proposals")
    return tuple(
        Verdict(
            str(item.get("id") or ""),
            str(item.get("kind") or ""),
            tuple(sorted(texts(item.get("codes")))),
            str(item.get("verdict") or ""),
        )
        for item in (raw if isinstance(raw, list) else ())
        if isinstance(item, Mapping)
    )


def find_verdict(codebook: Codebook, kind: str, codes: Iterable[str]) -> Verdict | None:
    """The decision on this proposal; a category is the same with most of its codes."""
    wanted = set(codes)
    for verdict in verdicts(codebook):
        if verdict.kind != kind:
            continue
        had = set(verdict.codes)
        if had == wanted or (kind == CATEGORY and len(had & wanted) >= _ALIKE * len(had | wanted)):
            return verdict
    return None


_LINES = {
    "en": {
        "words": "their {codings} speak of {words}",
        "together": "they stand together in {count} {units}",
        "like": "its codings resemble those of “{name}”",
        "name": "almost the same name: “{one}”, “{other}”",
        "definition": "definitions that say the same ({percent} %)",
        "overlap": "{count} of {total} codings of “{one}” lie on words of “{other}”",
        "content": "their codings speak of the same: {words} ({percent} %)",
        "chance": "{count} times in the same {unit}, {expected} expected by chance "
        "(×{lift}, q = {q})",
        "follows": "{count} times in the turn after it, {expected} expected by chance "
        "(×{lift}, q = {q})",
    },
    "id": {
        "words": "{codings}-nya berbicara tentang {words}",
        "together": "muncul bersama dalam {count} {units}",
        "like": "pengodeannya mirip dengan pengodean “{name}”",
        "name": "nama hampir sama: “{one}”, “{other}”",
        "definition": "definisi yang mengatakan hal yang sama ({percent} %)",
        "overlap": "{count} dari {total} pengodean “{one}” berada pada kata-kata “{other}”",
        "content": "pengodeannya berbicara tentang hal yang sama: {words} ({percent} %)",
        "chance": "{count} kali dalam {unit} yang sama, {expected} diharapkan secara kebetulan "
        "(×{lift}, q = {q})",
        "follows": "{count} kali pada giliran berikutnya, {expected} diharapkan secara kebetulan "
        "(×{lift}, q = {q})",
    },
}
_UNITS = {
    "en": {"turn": "turn", "transcript": "transcript", "neighbours": "turns", "case": "case"},
    "id": {"turn": "giliran", "transcript": "transkrip", "neighbours": "giliran", "case": "kasus"},
}


def reason(why: Why, language: str) -> str:
    """A reason in one line; English for a language other than `id`."""
    known = language if language in _LINES else "en"
    data = dict(why.data)
    unit = _UNITS[known].get(str(data.get("unit") or ""), "")
    data["unit"] = unit
    data["units"] = unit if known == "id" or data.get("count") == 1 else f"{unit}s"
    data["codings"] = "codings" if known == "en" else "pengodean"
    if isinstance(data.get("words"), Iterable) and not isinstance(data["words"], str):
        data["words"] = ", ".join(f"“{word}”" for word in data["words"])
    for key in ("lift", "expected"):
        if key in data:
            data[key] = number(float(data[key]), 1, language=known)
    if "q" in data:
        q = float(data["q"])
        data["q"] = (
            number(q, 3, language=known) if q >= 0.001 else f"< {number(0.001, 3, language=known)}"
        )
    return _LINES[known][why.kind].format(**data).replace("q = <", "q <")


def reasons(proposal: Proposal, language: str) -> str:
    """All reasons of a proposal in one line."""
    return "; ".join(reason(why, language) for why in proposal.why)
