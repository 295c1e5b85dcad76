"""How new values are written in YAML: plain where nobody can misread it, quoted where needed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

WIDTH = 88
"""A list of short texts longer than this is written as a block."""
_ESCAPED = re.compile(
    '["\\\\]|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]'
)
_UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_WORDS = frozenset(
    ["", "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"]
)
_NUMBER = re.compile(
    r"[-+]?\.?\d[\d_.,:eE+/-]*|[-+]?0[xXoO][\da-fA-F_]+|[-+]?\.(?:inf|nan)", re.IGNORECASE
)
_RESOLVERS: Mapping[str | None, Sequence[tuple[str, re.Pattern[str]]]] = (
    yaml.SafeLoader.yaml_implicit_resolvers
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out: columns a level goes in, those of a list's dashes, its line end."""

    step: int = 2
    dash: int = 2
    eol: str = "\n"
    literal: bool = True
    """Whether text of several lines may be a block below `|`; else it is quoted on one line."""


@dataclass(frozen=True, slots=True)
class Written:
    """A value as text: what stands behind the colon or dash, and the lines below, indented."""

    head: str
    body: tuple[str, ...] = ()


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Whether a text means itself without quotes, for this loader and for YAML 1.1 and 1.2."""
    if text.lower() in _WORDS or text != text.strip() or _UNPRINTABLE.search(text):
        return False
    if text[0] in ",[]{}#&*!|>'\"%@`" or ": " in text or " #" in text or text[-1] == ":":
        return False
    if text[0] in "-?:" and (flow or text[1:2] in ("", " ")):
        return False
    if flow and any(char in ",[]{}:?" for char in text):
        return False
    if text.startswith(("---", "...")) or _NUMBER.fullmatch(text):
        return False
    return not any(pattern.match(text) for _, pattern in _RESOLVERS.get(text[0], ()))


def scalar(text: str, *, flow: bool = False, style: str = "") -> str:
    """A text on one line; `style` is the quote to keep if it can hold the text."""
    printable = not _UNPRINTABLE.search(text)
    if style != '"' and printable:
        if not style and is_plain(text, flow=flow):
            return text
        if style == "'" or ("'" not in text and ('"' in text or "\\" in text)):
            return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def flow(value: Any) -> str:
    """A value on one line, with brackets."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k, flow=True)}: {flow(v)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(flow(item) for item in value) + "]"


def fits_flow(value: Any, longest: int = WIDTH) -> bool:
    """Whether a value reads well in brackets: no text of several lines, no long list."""
    if isinstance(value, str):
        return "\n" not in value
    if isinstance(value, Mapping):
        return all(fits_flow(item, longest) for item in value.values())
    return all(fits_flow(item, longest) for item in value) and len(flow(value)) <= longest


def block(
    value: Any, column: int, layout: Layout, *, item: bool = False, style: str = ""
) -> Written:
    """A value in block style, below a key (or behind the dash of an item) that is at `column`."""
    if isinstance(value, str):
        return _text(value, column, 2 if item else layout.step, layout, style)
    if not value:
        return Written("{}" if isinstance(value, Mapping) else "[]")
    if isinstance(value, Mapping):
        below = column + (2 if item else layout.step)
        found = [line for k, v in value.items() for line in entry(k, v, below, layout)]
    else:
        below = column + (2 if item else layout.dash)
        found = [line for v in value for line in entry(None, v, below, layout)]
    return Written(found[0][below:], tuple(found[1:])) if item else Written("", tuple(found))


def entry(key: str | None, value: Any, column: int, layout: Layout) -> list[str]:
    """The lines of an entry of a block mapping, or with no key of an item of a block list."""
    written = block(value, column, layout, item=key is None)
    name = "-" if key is None else scalar(key) + ":"
    return [" " * column + name + (f" {written.head}" if written.head else ""), *written.body]


def _text(text: str, column: int, step: int, layout: Layout, style: str) -> Written:
    if "\n" not in text or not layout.literal or not _can_be_literal(text):
        return Written(scalar(text, style=style if style in ("'", '"') else ""))
    kept = text.rstrip("\n")
    trailing = len(text) - len(kept)
    chomp = "-" if trailing == 0 else "" if trailing == 1 else "+"
    indicator = str(step) if text[0] in " \t\n" else ""
    margin = " " * (column + step)
    lines = [margin + line if line else "" for line in kept.split("\n")]
    return Written("|" + indicator + chomp, (*lines, *[""] * (trailing - 1)))


def _can_be_literal(text: str) -> bool:
    lines = text.rstrip("\n").split("\n")
    if _UNPRINTABLE.search(text.replace("\n", "").replace("\t", "")):
        return False
    return all(line.strip() or not line for line in lines) and bool(lines[-1])


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    number = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if number <= 0xFF:
        return f"\\x{number:02X}"
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"
