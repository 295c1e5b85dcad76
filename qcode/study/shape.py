"""The parts of a codebook that must hold fields or a list, for anything below them to be seen.

A part that is something else would be read as empty and written over, so such a codebook is not
read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qcode.study.codebook import Finding
from qcode.study.plain import get_at

_WITH_FIELDS = {
    ("settings",): "suggestions: after-own",
    ("codes",): "menabung: {name: Menabung}",
    ("selective",): "core: menabung",
    ("selective", "criteria"): "menabung: {central: …}",
}
"""Parts that hold fields, each with an example of one."""
_LISTED = (("links",), ("paradigms",), ("proposals",), ("selective", "propositions"))
MAPPINGS = frozenset({"labels", "properties"})
LISTS = frozenset({"also", "include", "exclude", "examples", "match"})
"""Fields of a code that hold fields of their own, and those that hold a list."""
_EMPTY = (
    "the file is empty; restore it from a backup or from git, or begin a new codebook with a line "
    "such as “title: …”"
)


def misshapen(plain: Mapping[str, Any]) -> Finding | None:
    """The first part that is of another kind, and what would be right; None when all are right.

    The path is empty where the codebook as a whole holds nothing.
    """
    if not plain:
        return Finding((), _EMPTY)
    for path, example in _WITH_FIELDS.items():
        value = get_at(plain, path)
        if value and not isinstance(value, dict):
            return Finding(
                path,
                f"{'.'.join(path)} must hold fields with a name and a colon, such as “{example}”; "
                "correct it, or restore the file from a backup or from git",
            )
    for path in _LISTED:
        value = get_at(plain, path)
        if value and not isinstance(value, list):
            return Finding(
                path,
                f"{'.'.join(path)} must hold a list, each item behind “- ”; correct it, or restore "
                "the file from a backup or from git",
            )
    return None


def passed_over(plain: Mapping[str, Any]) -> Iterator[Finding]:
    """What a codebook that was read holds and nobody sees, since it has another shape."""
    for path in _LISTED:
        for number, item in enumerate(get_at(plain, path) or ()):
            if not isinstance(item, dict):
                yield Finding(
                    (*path, str(number)),
                    f"each item of {'.'.join(path)} must hold fields with a name and a colon; "
                    "correct this one or remove it",
                )
    terms = get_at(plain, ("settings", "terms"))
    if terms and not isinstance(terms, dict):
        yield Finding(
            ("settings", "terms"),
            "settings.terms must hold fields with a name and a colon, such as “memo: catatan”; "
            "until then the usual words are used",
        )


def right_shape(key: str, value: object) -> bool:
    """Whether a code's field holds what it should: text, a list, or fields of its own."""
    if value == "":
        return True
    if key in MAPPINGS:
        return isinstance(value, dict)
    if key in LISTS:
        return isinstance(value, list | str)
    return isinstance(value, str)
