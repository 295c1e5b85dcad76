"""Codes, links and paradigms: the parts of a codebook."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

STATUSES = ("proposed", "in-review", "approved", "retired")
COLORS = (
    "blue",
    "green",
    "red",
    "purple",
    "orange",
    "teal",
    "brown",
    "pink",
    "olive",
    "navy",
    "gold",
    "gray",
)
CODE_FIELDS = (
    "name",
    "labels",
    "parent",
    "also",
    "source",
    "definition",
    "include",
    "exclude",
    "examples",
    "match",
    "properties",
    "order_by",
    "order",
    "status",
    "merged_into",
    "color",
    "memo",
)
ORDERS = ("sequence", "time", "place")
"""What the order of the codes in a category can mean."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Code:
    """An idea with an id, a name and a definition."""

    id: str
    name: str
    labels: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Its name in other languages, by language code."""
    parent: str = ""
    also: tuple[str, ...] = ()
    source: str = ""
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str | Mapping[str, str], ...] = ()
    match: tuple[str, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    order_by: str = ""
    """For a category: what the order of its codes means (one of ORDERS); empty for none."""
    order: str = ""
    """Where it stands in an ordered category: a number, a date, or any text that sorts."""
    status: str = "proposed"
    merged_into: str = ""
    color: str = ""
    memo: str = ""

    @property
    def retired(self) -> bool:
        """Whether nothing new should be coded with it."""
        return self.status == "retired"

    def label(self, language: str) -> str:
        """Its name in this language, else its name."""
        return self.labels.get(language) or self.name

    @property
    def definition_hash(self) -> str:
        """Twelve hexadecimal digits that change when what the code means changes."""
        meaning = "\x1f".join([self.definition, *self.include, "\x1e", *self.exclude])
        return hashlib.sha256(meaning.encode()).hexdigest()[:12]


class Link(NamedTuple):
    """A typed relation between two codes with the codings for and against it."""

    id: str
    source: str
    target: str
    type: str
    memo: str = ""
    supports: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def order_key(order: str) -> tuple[int, float, str]:
    """Numbers by size, then other words and dates by the alphabet, then what has no place."""
    text = order.strip().casefold()
    try:
        return (0, float(text), "") if text else (2, 0.0, "")
    except ValueError:
        return (1, 0.0, text)


def texts(value: object) -> tuple[str, ...]:
    """A plain list of scalars as a tuple; one scalar counts as a list of one, empty as none."""
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, list):
        return tuple(str(v) for v in value if isinstance(v, str))
    return ()


def code_from_plain(ident: str, plain: Mapping[str, Any]) -> Code:
    """The code of a validated mapping; fields that are absent take their defaults."""
    labels = plain.get("labels")
    properties = plain.get("properties")
    examples = plain.get("examples")
    return Code(
        id=ident,
        name=str(plain.get("name") or ident),
        labels={k: str(v) for k, v in labels.items()} if isinstance(labels, dict) else _NOTHING,
        parent=str(plain.get("parent") or ""),
        also=texts(plain.get("also")),
        source=str(plain.get("source") or ""),
        definition=str(plain.get("definition") or ""),
        include=texts(plain.get("include")),
        exclude=texts(plain.get("exclude")),
        examples=tuple(examples) if isinstance(examples, list) else texts(examples),
        match=texts(plain.get("match")),
        properties={k: texts(v) for k, v in properties.items()}
        if isinstance(properties, dict)
        else _NOTHING,
        order_by=str(plain.get("order_by") or ""),
        order=str(plain.get("order") or ""),
        status=str(plain.get("status") or "proposed"),
        merged_into=str(plain.get("merged_into") or ""),
        color=str(plain.get("color") or ""),
        memo=str(plain.get("memo") or ""),
    )
