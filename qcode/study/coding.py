"""Codings: one code put on one span by one coder, and the file of them that one coder keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from qcode.study.ids import new_id
from qcode.study.spans import Span, union

CONTEXT = 32
"""Code points of prefix and suffix that a coding keeps, to be found again after an edit."""
CODING, REJECTED, READ = "coding", "rejected", "read"
PASSES = ("reading", "open", "axial", "selective")


@dataclass(frozen=True, slots=True)
class Coding:
    """A line of a codings file; also a rejected suggestion or a segment read, by `kind`.

    For `kind` read, `code` holds the pass. `start` and `end` are None while it is unplaced, and
    `was` then holds where it lay and in which text.
    """

    id: str
    code: str
    start: int | None
    end: int | None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    at: str = ""
    kind: str = CODING
    origin: Any = "hand"
    definition: str = ""
    memo: str = ""
    values: Any = None
    print: Any = None
    edited: Any = None
    was: tuple[int, int, str] | None = None
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def placed(self) -> bool:
        """Whether it has a place in the text as it is now."""
        return self.start is not None and self.end is not None

    @property
    def span(self) -> Span:
        """Its place; a ValueError for an unplaced one."""
        if self.start is None or self.end is None:
            raise ValueError(f"coding {self.id} has no place")
        return Span(self.start, self.end)

    def sort_key(self) -> tuple[int, int, str, str]:
        """By start, end, code; the unplaced last."""
        if self.start is None or self.end is None:
            return (1 << 62, 1 << 62, self.code, self.id)
        return (self.start, self.end, self.code, self.id)


def make_coding(
    text: str,
    span: Span,
    code: str,
    *,
    at: str,
    kind: str = CODING,
    origin: Any = "hand",
    definition: str = "",
    memo: str = "",
    coding_id: str | None = None,
) -> Coding:
    """A coding of this stretch of the text, with the quote and context that find it again."""
    if not span or span.end > len(text):
        raise ValueError(f"the text has no stretch {span.start}:{span.end} to code")
    return Coding(
        id=coding_id or new_id(),
        code=code,
        start=span.start,
        end=span.end,
        quote=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        at=at,
        kind=kind,
        origin=origin,
        definition=definition,
        memo=memo,
    )


def moved(coding: Coding, text: str, span: Span) -> Coding:
    """The same coding over another stretch, its quote and context taken from the text."""
    fresh = make_coding(text, span, coding.code, at=coding.at)
    return replace(
        coding,
        start=span.start,
        end=span.end,
        quote=fresh.quote,
        prefix=fresh.prefix,
        suffix=fresh.suffix,
        was=None,
    )


@dataclass(frozen=True)
class CodingFile:
    """All that one coder put on one transcript; indexes hang on the value and die with it."""

    coder: str
    transcript: str
    items: tuple[Coding, ...] = ()
    """In file order: by start, end, code; the unplaced last."""
    sha: str = ""
    """Hash of the text that the positions refer to."""
    last_change: str = ""
    header_extra: Mapping[str, Any] = field(default_factory=dict)
    newer: bool = False
    """Whether a later qcode wrote it; then it is read and never written."""

    @cached_property
    def by_id(self) -> Mapping[str, Coding]:
        """Every line by its id."""
        return MappingProxyType({c.id: c for c in self.items})

    @cached_property
    def codings(self) -> tuple[Coding, ...]:
        """The placed codings, in text order."""
        return tuple(c for c in self.items if c.kind == CODING and c.start is not None)

    @cached_property
    def unplaced(self) -> tuple[Coding, ...]:
        """Those that wait for a person to place them."""
        return tuple(c for c in self.items if c.start is None)

    @cached_property
    def counts(self) -> Counter[str]:
        """Placed codings by code id as it stands in the file (not resolved by merges)."""
        return Counter(c.code for c in self.codings)

    @cached_property
    def read_spans(self) -> Mapping[str, tuple[Span, ...]]:
        """For each pass the disjoint spans that were read."""
        by_pass: dict[str, list[Span]] = {}
        for item in self.items:
            if item.kind == READ and item.start is not None:
                by_pass.setdefault(item.code, []).append(item.span)
        return MappingProxyType({k: tuple(union(v)) for k, v in by_pass.items()})

    @cached_property
    def rejected(self) -> tuple[Coding, ...]:
        """Suggestions refused: by id of the code and span."""
        return tuple(c for c in self.items if c.kind == REJECTED and c.start is not None)

    def overlapping(self, span: Span) -> Iterator[Coding]:
        """The codings that share a character with the span."""
        for coding in self.codings:
            start, end = coding.start or 0, coding.end or 0
            if start >= span.end:
                return
            if end > span.start:
                yield coding

    def put(self, before: Coding | None, after: Coding | None) -> CodingFile:
        """The file with one line added, replaced or removed."""
        gone = before.id if before else None
        kept = [c for c in self.items if c.id != gone]
        if after:
            kept.append(after)
            kept.sort(key=Coding.sort_key)
        return replace(self, items=tuple(kept))

    def put_many(self, gone: Iterable[str], added: Iterable[Coding]) -> CodingFile:
        """The file without some ids and with some lines more, sorted once."""
        dropped = set(gone)
        kept = [c for c in self.items if c.id not in dropped]
        kept.extend(added)
        kept.sort(key=Coding.sort_key)
        return replace(self, items=tuple(kept))


def coding_to_plain(coding: Coding) -> dict[str, Any]:
    """The JSON object of a coding, keys in the file's order, unknown keys last."""
    plain: dict[str, Any] = {
        "id": coding.id,
        "kind": coding.kind,
        "code": coding.code,
        "start": coding.start,
        "end": coding.end,
        "quote": coding.quote,
        "prefix": coding.prefix,
        "suffix": coding.suffix,
        "at": coding.at,
        "origin": coding.origin,
        "def": coding.definition,
        "memo": coding.memo,
    }
    for key in ("values", "print", "edited"):
        value = getattr(coding, key)
        if value is not None:
            plain[key] = value
    if coding.was is not None:
        plain["was"] = list(coding.was)
    plain.update(coding.extra)
    return plain


_FIELDS = frozenset(
    "id kind code start end quote prefix suffix at origin def memo values print edited was".split()
)


def coding_from_plain(plain: Mapping[str, Any]) -> Coding:
    """The coding of a JSON object; a ValueError names the field that is wrong."""
    get = plain.get
    ident, code, start, end = get("id"), get("code"), get("start"), get("end")
    if not isinstance(ident, str) or not ident:
        raise ValueError("the field 'id' is missing")
    if not isinstance(code, str):
        raise ValueError("the field 'code' is missing or no text")
    if (start is None) != (end is None) or not (
        start is None or (type(start) is int and type(end) is int and 0 <= start < end)
    ):
        raise ValueError(f"'start' and 'end' are no span: {start!r}, {end!r}")
    was = get("was")
    return Coding(
        ident,
        code,
        start,
        end,
        str(get("quote") or ""),
        str(get("prefix") or ""),
        str(get("suffix") or ""),
        str(get("at") or ""),
        str(get("kind") or CODING),
        get("origin", "hand"),
        str(get("def") or ""),
        str(get("memo") or ""),
        get("values"),
        get("print"),
        get("edited"),
        (int(was[0]), int(was[1]), str(was[2])) if was else None,
        _EMPTY
        if _FIELDS.issuperset(plain)
        else {k: v for k, v in plain.items() if k not in _FIELDS},
    )


_EMPTY: Mapping[str, Any] = MappingProxyType({})
