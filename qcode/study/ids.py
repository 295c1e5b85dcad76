"""Ids: random ones for codings and memos, slugs made once from a name for codes."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Container, Iterable

from qcode.study.words import fold

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_LENGTH = 12
_RANDOM_ID = re.compile(r"[a-z0-9]{12}")


def new_id() -> str:
    """Twelve random base32 characters (60 bits)."""
    bits = int.from_bytes(os.urandom(8))  # `secrets` would cost milliseconds at each start
    return "".join(_ALPHABET[(bits >> (5 * i)) & 31] for i in range(_LENGTH))


def is_id(text: str) -> bool:
    """Whether the text has the form of a random id."""
    return _RANDOM_ID.fullmatch(text) is not None


def slug(name: str, taken: Container[str] = ()) -> str:
    """An id for a code of this name that is not taken: folded, joined by hyphens, any script."""
    base = "-".join(re.findall(r"\w+", fold(name)))[:60].strip("-")
    if not base:
        base = "code-" + hashlib.sha256(name.encode()).hexdigest()[:8]
    candidate, count = base, 2
    while candidate in taken:
        candidate = f"{base}-{count}"
        count += 1
    return candidate


def on_disk(name: str) -> str:
    """What a file of this name is known by on a disk that minds neither case nor Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def twin_of(name: str, names: Iterable[str]) -> str:
    """The name among these that meets this one on such a disk, other than itself; else empty."""
    wanted = on_disk(name)
    return next((other for other in names if other != name and on_disk(other) == wanted), "")


def twins(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names that meet on such a disk, each with the first of its kind."""
    first: dict[str, str] = {}
    return [
        (first[key], name)
        for name in sorted(names)
        if first.setdefault(key := on_disk(name), name) != name
    ]


def text_hash(text: str) -> str:
    """The SHA-256 of a text as hexadecimal; positions refer to the text with this hash."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
