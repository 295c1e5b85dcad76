"""Transcripts as plain text and Markdown: the words kept code point for code point."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qcode.exchange.reading.decode import read_text
from qcode.exchange.reading.found import Found
from qcode.exchange.reading.identity import identity_block

_FENCED = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"(?m)^[^\s#:-][^:\n]*:(?:\s|$)")


def read_plain(path: Path) -> Found:
    """The text of a .txt or .md as it is; the front matter of a .md is taken off."""
    text, note = read_text(path)
    front: dict[str, Any] = {}
    if path.suffix.casefold() in {".md", ".markdown"} and _has_front(text):
        from qcode.files.front_matter import read

        front, text = read(text, path.name)
    head = text[:4000].split("\n")[:30]
    identity = identity_block(head)
    for key, value in identity.fields.items():
        front.setdefault(key, value)
    return Found(text, front, head_lines=identity.last, notes=(note,) if note else ())


def _has_front(text: str) -> bool:
    """Whether the text begins with fields between two fences, and not with a mere rule."""
    fenced = _FENCED.match(text)
    return bool(fenced) and bool(_FIELD.search(fenced.group())) if fenced else False
