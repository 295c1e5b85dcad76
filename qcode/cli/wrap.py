"""Text for eyes: measured in a terminal's cells, cut in one line or wrapped at words."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import IO, Any

_LEAD = re.compile(r"\s*(?:[^\w\s“”‘’\"'(\[<{`]\s+)?")
"""What a line's further lines stand beside: its indentation, and the sign of a list."""
_TOKEN = re.compile(r"(\s*)(\S+)")
_PIECE = re.compile(r"[^-_/]*[-_/]*")
_LEAST = 8
"""Cells for words beside a lead; below them a further line begins at the left."""


def screen_width(stream: IO[Any] | None = None) -> int | None:
    """How many cells a line of the terminal has; None where the stream is none.

    The stream is the standard output unless it is given.
    """
    stream = stream or sys.stdout
    if not stream.isatty():
        return None
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def cells_wide(text: str) -> int:
    """How many cells a terminal gives to the text."""
    return sum(_width(c) for c in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def shortened(text: str, width: int) -> str:
    """The text in one line of at most so many cells, with … where it was cut."""
    text = " ".join(text.split())
    if cells_wide(text) <= width:
        return text
    return _begin(text, width - 1).rstrip() + "…"


def _begin(text: str, width: int) -> str:
    """As much of the text as so many cells hold."""
    used = 0
    for place, character in enumerate(text):
        used += _width(character)
        if used > width:
            return text[:place]
    return text


def pieces(word: str) -> list[str]:
    """The parts of a word that may begin a line: what stands behind a hyphen, slash or low line."""
    return [piece for piece in _PIECE.findall(word) if piece]


def wrapped(text: str, width: int) -> list[str]:
    """One line as lines of at most so many cells, broken at words.

    A word that is wider than a line is broken at its hyphens and slashes, and anywhere else only
    when it has to be.
    """
    if cells_wide(text) <= width:
        return [text]
    match = _LEAD.match(text)
    lead = match.group() if match else ""
    hang = " " * cells_wide(lead)
    if width - len(hang) < _LEAST:
        lead, hang = "", ""
    lines, line, used = [], lead, cells_wide(lead)
    for gap, part in _parts(text[len(lead) :], width - len(hang)):
        begun = line not in {lead, hang}
        before = gap if begun else ""
        if begun and used + len(before) + cells_wide(part) > width:
            lines.append(line)
            line, used, before = hang, len(hang), ""
        line += before + part
        used += len(before) + cells_wide(part)
    return [*lines, line]


def _parts(text: str, width: int) -> Iterator[tuple[str, str]]:
    """The words, each behind its gap; one that is wider than a line in parts."""
    for gap, word in _TOKEN.findall(text):
        parts = [word] if cells_wide(word) <= width else _broken(word, width)
        yield from zip([gap, *[""] * len(parts)], parts, strict=False)


def _broken(word: str, width: int) -> list[str]:
    found = []
    for piece in pieces(word):
        rest = piece
        while rest:
            found.append(_begin(rest, width) or rest[0])
            rest = rest[len(found[-1]) :]
    return found


def fitted(text: str, width: int | None) -> str:
    """The text with each line wrapped to so many cells; as it is where there is no width."""
    if width is None:
        return text
    return "\n".join(line for one in text.split("\n") for line in wrapped(one, width))
