"""Memos: dated notes of a type about any number of codes, codings, links, cases, transcripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

MEMO_TYPES = ("code", "theoretical", "operational", "reflexive")
ABOUT_KINDS = ("code", "coding", "link", "case", "transcript")
_EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Memo:
    """One file under codebooks/memos; its id is the file's stem."""

    id: str
    text: str
    by: str = ""
    at: str = ""
    type: str = "code"
    about: tuple[str, ...] = ()
    """References of the form `code:menabung`, `coding:7k2m…`, `transcript:ch`, `case:CH`."""
    extra: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)

    @property
    def title(self) -> str:
        """The first line of its own that says something, else the first of what it quotes.

        Without the marks of a Markdown heading or quotation.
        """
        lines = [line.strip() for line in self.text.splitlines()]
        own = (line.lstrip("#").strip() for line in lines if not line.startswith(">"))
        return next(filter(None, own), "") or self.quoted

    @property
    def quoted(self) -> str:
        """The first line of what it quotes; empty when it quotes nothing."""
        lines = (line.strip() for line in self.text.splitlines())
        quoted = (line.lstrip("> ").strip() for line in lines if line.startswith(">"))
        return next(filter(None, quoted), "")


def memo_to_plain(memo: Memo) -> dict[str, Any]:
    """The memo as JSON-able data, as a change in the journal holds it."""
    return {
        "by": memo.by,
        "at": memo.at,
        "type": memo.type,
        "about": list(memo.about),
        **memo.extra,
        "text": memo.text,
    }


def memo_from_plain(ident: str, plain: Mapping[str, Any]) -> Memo:
    """The memo of plain data."""
    about = plain.get("about") or ()
    known = {"by", "at", "type", "about", "text"}
    return Memo(
        id=ident,
        text=str(plain.get("text") or ""),
        by=str(plain.get("by") or ""),
        at=str(plain.get("at") or ""),
        type=str(plain.get("type") or "code"),
        about=(about,) if isinstance(about, str) else tuple(str(a) for a in about),
        extra={k: v for k, v in plain.items() if k not in known},
    )
