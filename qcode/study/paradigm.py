"""Paradigm models after Strauss & Corbin (1990): a phenomenon and the five boxes around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qcode.study.code import texts
from qcode.study.codebook import Codebook, Finding
from qcode.study.plain import item_key

ROLES = ("causal", "context", "intervening", "strategies", "consequences")
"""The boxes: causal conditions, context, intervening conditions, action and interaction
strategies, consequences."""
_LABELS = {
    "en": {
        "phenomenon": "Phenomenon",
        "causal": "Causal conditions",
        "context": "Context",
        "intervening": "Intervening conditions",
        "strategies": "Action and interaction strategies",
        "consequences": "Consequences",
    },
    "id": {
        "phenomenon": "Fenomena",
        "causal": "Kondisi kausal",
        "context": "Konteks",
        "intervening": "Kondisi pengintervensi",
        "strategies": "Strategi tindakan dan interaksi",
        "consequences": "Konsekuensi",
    },
}


@dataclass(frozen=True, slots=True)
class Paradigm:
    """One model. A code may be a condition here and a consequence in another model."""

    key: str
    """What it is addressed by: its id, or its phenomenon where it has none."""
    phenomenon: str
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Role to its codes as the file has them, in order."""
    memo: str = ""

    def codes(self, role: str) -> tuple[str, ...]:
        """The codes in one of the boxes."""
        return self.roles.get(role, ())

    def roles_of(self, code: str) -> tuple[str, ...]:
        """The boxes that hold the code."""
        return tuple(role for role in ROLES if code in self.codes(role))


def role_label(role: str, language: str) -> str:
    """What a box (or `phenomenon`) is called; English for a language other than `id`."""
    return _LABELS.get(language, _LABELS["en"])[role]


def paradigms(codebook: Codebook) -> tuple[Paradigm, ...]:
    """Every model, in the order of the file; codes as written, merges not followed."""
    return tuple(_paradigm(item) for item in _items(codebook))


def paradigm(codebook: Codebook, key: str) -> Paradigm | None:
    """The model with this key."""
    return next((p for p in paradigms(codebook) if p.key == key), None)


def roles_of(codebook: Codebook, code: str) -> tuple[tuple[str, str], ...]:
    """(key of a model, role) for every box that holds the code, `phenomenon` among the roles."""
    found: list[tuple[str, str]] = []
    for model in paradigms(codebook):
        if codebook.resolve(model.phenomenon) == code:
            found.append((model.key, "phenomenon"))
        for role in ROLES:
            if code in map(codebook.resolve, model.codes(role)):
                found.append((model.key, role))
    return tuple(found)


def _items(codebook: Codebook) -> Iterator[Mapping[str, Any]]:
    raw = codebook.plain.get("paradigms")
    for item in raw if isinstance(raw, list) else ():
        if isinstance(item, Mapping):
            yield item


def _paradigm(item: Mapping[str, Any]) -> Paradigm:
    return Paradigm(
        key=item_key(item),
        phenomenon=str(item.get("phenomenon") or ""),
        roles={role: texts(item.get(role)) for role in ROLES},
        memo=str(item.get("memo") or ""),
    )


def paradigm_findings(codebook: Codebook) -> Iterator[Finding]:
    """Models that name a code that is gone, or that cannot be told from another."""
    seen: set[str] = set()
    for number, model in enumerate(paradigms(codebook)):
        path = ("paradigms", str(number))
        if not model.phenomenon:
            yield Finding(path, f"paradigm model {number + 1} has no phenomenon; write its code")
        elif model.key in seen:
            yield Finding(
                path, f"two paradigm models are called “{model.key}”; give one of them an id"
            )
        seen.add(model.key)
        named = [("phenomenon", model.phenomenon)] if model.phenomenon else []
        named += [(role, code) for role in ROLES for code in model.codes(role)]
        for role, code in named:
            if code not in codebook.codes:
                yield Finding(
                    (*path, role),
                    f"the paradigm model “{model.phenomenon}” names the code “{code}” under "
                    f"{role}, which is not in the codebook; remove it there or restore the code",
                )
