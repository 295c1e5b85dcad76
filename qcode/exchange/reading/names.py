"""A transcript's name from a file's: kept as it is in any script, made safe on every disk."""

from __future__ import annotations

import re
import unicodedata

_MAX_BYTES = 120
_FALLBACK = "transcript"
_UNSAFE = re.compile(r'[/\\:*?"<>|]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")
_JOINERS = {"\u200c", "\u200d"}


def safe_name(stem: str) -> str:
    """The name as NFC without what a file's name cannot hold; never empty, at most 120 bytes.

    Separators and the like become `-`; control and direction characters, dots and hyphens at the
    start, dots and spaces at the end go; names that Windows reserves get a `_`.
    """
    text = unicodedata.normalize("NFC", "".join(map(_kept, stem)))
    text = _UNSAFE.sub("-", " ".join(text.split()))
    text = _limited(_stripped(text))
    text = (
        _RESERVED.sub(lambda m: m.group() + "_", text, count=1) if _RESERVED.match(text) else text
    )
    return text or _FALLBACK


def _kept(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in {"Cc", "Cs", "Cn", "Co"} or (category == "Cf" and character not in _JOINERS):
        return ""
    return character


def _stripped(text: str) -> str:
    text = text.lstrip(" .-\u200c\u200d").rstrip(" .")
    while text and unicodedata.combining(text[0]):
        text = text[1:].lstrip(" .-\u200c\u200d")
    return text


def _limited(text: str) -> str:
    """Cut to the limit, never between a character and what combines with it."""
    if len(text.encode()) <= _MAX_BYTES:
        return text
    cut = len(text.encode()[:_MAX_BYTES].decode("utf-8", "ignore"))
    while cut and (unicodedata.combining(text[cut]) or _joined(text, cut)):
        cut -= 1
    return _stripped(text[: cut or 1]) or text[:1]


def _joined(text: str, place: int) -> bool:
    marks = {"\ufe0e", "\ufe0f", *_JOINERS}
    return text[place] in marks or text[place - 1] in _JOINERS or _is_skin(text[place])


def _is_skin(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"
