"""Edits of a YAML text that leave every byte alone but those of the values that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from qcode.files.yaml_splice import Splicer
from qcode.files.yaml_text import BOM
from qcode.files.yaml_tree import Node, deepest, line_at, parse
from qcode.study.errors import QcodeError

Edit: TypeAlias = tuple[Sequence[str], Any, str | None]
"""A path, its new value (str, list or dict; None removes it), the key it goes after when new."""

_parse = lru_cache(maxsize=2)(parse)  # what an edit verified is what the next one begins with


def set_value(
    text: str,
    path: Sequence[str],
    value: Any,
    *,
    after: str | None = None,
    file: str = "codebook.yaml",
) -> str:
    """The text with one value replaced or added; all other bytes stay as they are.

    A new key goes after the key `after` of its mapping ("" puts it first), else to the end;
    missing parents are made. A list index equal to the length appends. Raises QcodeError when
    the text cannot be read, or not be edited without changing something else.
    """
    return set_many(text, [(path, value, after)], file=file)


def remove_value(text: str, path: Sequence[str], *, file: str = "codebook.yaml") -> str:
    """The text without the entry at a path; the text itself when there is none."""
    return set_many(text, [(path, None, None)], file=file)


def plain_of(text: str, file: str = "codebook.yaml") -> dict[str, Any]:
    """The data of a text; of one that an edit has just made, at no cost."""
    root = _parse(text.removeprefix(BOM), file)
    return {} if root is None else dict(root.plain)


def set_many(text: str, edits: Sequence[Edit], *, file: str = "codebook.yaml") -> str:
    """The text after several edits, each on the result of the one before; verified once.

    The result is read again and must hold exactly the intended data; otherwise the changed
    entries are written anew, and if that differs too a QcodeError says where.
    """
    bom = BOM if text.startswith(BOM) else ""
    body = text.removeprefix(BOM)
    root = _parse(body, file)
    old = {} if root is None else root.plain
    new: Any = old
    for path, value, after in edits:
        new = _without(new, path) if value is None else _with(new, path, value, after, file)
    if new == old:
        return text
    whole = frozenset(tuple(path[:2]) for path, _, _ in edits)
    for cautious, rewritten in ((False, frozenset()), (True, frozenset()), (True, whole)):
        result = Splicer(body, root, cautious=cautious, whole=rewritten).change(new)
        if result is not None and _holds(result, new, file):
            return bom + result
    raise QcodeError(_refusal(body, root, edits, file))


def _holds(text: str, plain: Mapping[str, Any], file: str) -> bool:
    try:
        root = _parse(text, file)
    except QcodeError:
        return False
    return (root.plain if root is not None else {}) == plain


def _refusal(text: str, root: Node | None, edits: Sequence[Edit], file: str) -> str:
    path = edits[0][0]
    line = 1 if root is None else line_at(text, deepest(root, path)[1])
    return (
        f"{file}, line {line}: {'.'.join(path)} cannot be changed here without changing something "
        "else (an anchor &, an alias * or an unusual layout stands in the way); nothing was "
        "written, so edit this entry by hand"
    )


def _with(plain: Any, path: Sequence[str], value: Any, after: str | None, file: str) -> Any:
    """Plain data with a value set; what is not on the path is shared, never copied or changed."""
    if not path:
        _check(value, file)
        return value
    name, *rest = path
    if isinstance(plain, list):
        at = int(name) if name.isdecimal() else len(plain) + 1
        if at > len(plain):
            raise QcodeError(f"{file}: the list has no item {name}; it has {len(plain)}")
        inner = plain[at] if at < len(plain) else {}
        return [*plain[:at], _with(inner, rest, value, after, file), *plain[at + 1 :]]
    if plain == "":
        plain = {}
    if not isinstance(plain, dict):
        raise QcodeError(f"{file}: “{name}” cannot be set below the text “{plain[:40]}”; remove it")
    _check(name, file)
    changed = _with(plain.get(name, {}), rest, value, after, file)
    if name in plain or after is None or rest or (after and after not in plain):
        return {**plain, name: changed}
    if after == "":
        return {name: changed, **plain}
    found: dict[str, Any] = {}
    for key, item in plain.items():
        found[key] = item
        if key == after:
            found[name] = changed
    return found


def _without(plain: Any, path: Sequence[str]) -> Any:
    name, *rest = path
    if isinstance(plain, list) and name.isdecimal() and int(name) < len(plain):
        at = int(name)
        kept = [_without(plain[at], rest)] if rest else []
        return [*plain[:at], *kept, *plain[at + 1 :]]
    if not isinstance(plain, dict) or name not in plain:
        return plain
    if rest:
        return {**plain, name: _without(plain[name], rest)}
    return {key: item for key, item in plain.items() if key != name}


def _check(value: Any, file: str) -> None:
    if isinstance(value, str):
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise QcodeError(
                f"{file}: the text “{value[:40]!a}” holds half a character; type it again"
            )
    elif isinstance(value, list):
        for item in value:
            _check(item, file)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check(key, file)
            _check(item, file)
    else:
        raise TypeError(f"plain data is str, list or dict, not {type(value).__name__}")
