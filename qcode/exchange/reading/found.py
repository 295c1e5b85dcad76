"""What the reader of one format found in a file, before anybody asks who speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class DraftComment:
    """A comment of a word processor on a stretch of the draft's text, offered as a coding."""

    start: int
    end: int
    quote: str
    text: str
    author: str


@dataclass(frozen=True, slots=True)
class Found:
    """Text with LF, what the file says about itself, and labels that are certain."""

    text: str
    front: Mapping[str, Any] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()
    """Labels that the format itself marks as speakers."""
    told: Mapping[str, str] = field(default_factory=dict)
    """Roles of labels that the layout tells: interviewer, other, or empty for a participant."""
    head_lines: int = 0
    """Lines at the start of the text that describe the source and are nobody's words."""
    comments: tuple[DraftComment, ...] = ()
    notes: tuple[str, ...] = ()


def clean_label(label: str, fallback: str = "") -> str:
    """A label as it can stand before a colon: one line, no colon, at most 40 characters."""
    plain = " ".join(label.replace("：", ":").split()).rstrip(": ")
    return " ".join(plain.replace(":", " ").replace("*", "").split())[:40].strip() or fallback


def clock(seconds: float) -> str:
    """A time as `[hh:mm:ss]`, fractions cut."""
    whole = int(seconds)
    return f"[{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}]"


def said_line(label: str, time: str, words: str) -> str:
    """`Label: [hh:mm:ss] words`, without the parts that are empty."""
    head = f"{label}:" if label else ""
    return " ".join(part for part in (head, time, words) if part)
