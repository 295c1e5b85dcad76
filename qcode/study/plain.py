"""Paths into plain data: keys of mappings, and ids of the items of a list.

An item of a list is addressed by its `id` (a link, a proposition) or, where it has none, by its
`phenomenon` (a paradigm model), so that two people's new links do not meet in one value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qcode.study.errors import QcodeError


def storable(text: str, what: str) -> str:
    """The text with LF as its line ends; a QcodeError when no file of a study can hold it."""
    if "\x00" in text:
        raise QcodeError(f"{what} holds a NUL character, which is no text; leave it out.")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise QcodeError(f"{what} holds half a character; type it again.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def item_key(item: object) -> str:
    """What an item of a list is addressed by; empty for one that cannot be."""
    if not isinstance(item, Mapping):
        return ""
    return str(item.get("id") or item.get("phenomenon") or "")


def _index(items: Sequence[Any], key: str) -> int | None:
    return next((i for i, item in enumerate(items) if item_key(item) == key), None)


def get_at(plain: Any, path: Sequence[str]) -> Any:
    """The value at the path, or None."""
    value = plain
    for key in path:
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list):
            index = _index(value, key)
            value = None if index is None else value[index]
        else:
            return None
    return value


def set_at(plain: Any, path: Sequence[str], value: Any) -> Any:
    """A copy with the value at the path set, or removed by None; all else is shared.

    A missing mapping on the way is made; a new item goes to the end of its list. A value that
    is itself an item (it has the key as its `id` or `phenomenon`) begins a list where none is.
    A ValueError says that a list or a text stands in the place of a mapping.
    """
    if not path:
        return value
    key, rest = path[0], path[1:]
    if not isinstance(plain, Mapping | list) and not rest and item_key(value) == key:
        plain = []
    if isinstance(plain, list):
        return _set_in_list(plain, key, rest, value)
    if isinstance(plain, str) and plain:
        raise ValueError("a text stands where fields with names belong")
    copy = dict(plain) if isinstance(plain, Mapping) else {}
    below = set_at(copy.get(key), rest, value) if rest else value
    if below is None:
        copy.pop(key, None)
    else:
        copy[key] = below
    return copy


def _set_in_list(items: list[Any], key: str, rest: Sequence[str], value: Any) -> list[Any]:
    index = _index(items, key)
    if index is None:
        if value is not None and (rest or item_key(value) != key):
            raise ValueError("a list stands where fields with names belong")
        return items if value is None else [*items, value]
    below = set_at(items[index], rest, value) if rest else value
    return [*items[:index], *([] if below is None else [below]), *items[index + 1 :]]


def in_file(plain: Any, path: Sequence[str]) -> tuple[str, ...]:
    """The path with items counted by their place, as an editor of the file's text needs it."""
    found: list[str] = []
    value = plain
    for key in path:
        if isinstance(value, list):
            index = _index(value, key)
            found.append(str(len(value) if index is None else index))
            value = None if index is None else value[index]
        else:
            found.append(key)
            value = value.get(key) if isinstance(value, Mapping) else None
    return tuple(found)
