"""Codings: one code put on one span by one coder, and the file of them that one coder keeps."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import is_
from types import MappingProxyType
from typing import Any, TypeVar

from qcode.study.ids import new_id
from qcode.study.spans import Span, union

T = TypeVar("T")
CONTEXT = 32
"""Code points of prefix and suffix that a coding keeps, to be found again after an edit."""
_FEW = 16
"""So many lines are put in place one by one; with more all are sorted."""
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

    @property
    def counts(self) -> bool:
        """Whether it is a coding in its place, not a mark of another kind."""
        return self.kind == CODING and self.start is not None

    def sort_key(self) -> tuple[int, int, str, str]:
        """By start, end, code; the unplaced last."""
        if self.start is None or self.end is None:
            return (1 << 62, 1 << 62, self.code, self.id)
        return (self.start, self.end, self.code, self.id)


def _start(coding: Coding) -> int:
    return coding.start or 0


def _length(coding: Coding) -> int:
    return (coding.end or 0) - (coding.start or 0)


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
        return {c.id: c for c in self.items}

    @cached_property
    def codings(self) -> tuple[Coding, ...]:
        """The placed codings, in text order."""
        return tuple(c for c in self.items if c.counts)

    @cached_property
    def unplaced(self) -> tuple[Coding, ...]:
        """The codings that wait for a person to place them."""
        return tuple(c for c in self.without_place if c.kind == CODING)

    @cached_property
    def without_place(self) -> tuple[Coding, ...]:
        """All lines whose words were not found again: codings, refusals, marks of reading."""
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
        first = bisect_left(self.codings, span.start - self._longest, key=_start)
        for coding in self.codings[first:]:
            start, end = coding.start or 0, coding.end or 0
            if start >= span.end:
                return
            if end > span.start:
                yield coding

    @cached_property
    def _longest(self) -> int:
        """No coding is longer than this."""
        return max(map(_length, self.codings), default=0)

    def put(self, before: Coding | None, after: Coding | None) -> CodingFile:
        """The file with one line added, replaced or removed."""
        return self.put_many([before.id] if before else (), [after] if after else ())

    def put_many(self, gone: Iterable[str], added: Iterable[Coding]) -> CodingFile:
        """The file without some ids and with some lines more, in order."""
        dropped, more = set(gone), list(added)
        less = [c for ident in dropped if (c := self.by_id.get(ident))]
        after = replace(self, items=_with(self.items, less, more))
        self._hand_on(after, less, more)
        return after

    def _hand_on(self, after: CodingFile, less: list[Coding], more: list[Coding]) -> None:
        """Gives the file after a change the indexes that this one has, changed likewise."""
        by_id = dict(self.by_id)
        for coding in less:
            del by_id[coding.id]
        by_id.update((c.id, c) for c in more)
        vars(after)["by_id"] = by_id
        less, more = ([c for c in some if c.counts] for some in (less, more))
        if "codings" in vars(self):
            vars(after)["codings"] = _with(self.codings, less, more)
        if "counts" in vars(self):
            counts = self.counts.copy()
            counts.subtract(c.code for c in less)
            counts.update(c.code for c in more)
            vars(after)["counts"] = +counts
        if "_longest" in vars(self):
            vars(after)["_longest"] = max(self._longest, *map(_length, more), 0)


def _with(lines: tuple[Coding, ...], less: list[Coding], more: list[Coding]) -> tuple[Coding, ...]:
    """Lines in order without some of them and with others."""
    found = list(lines)
    if len(less) + len(more) > _FEW:
        gone = {c.id for c in less}
        return tuple(sorted([*(c for c in found if c.id not in gone), *more], key=Coding.sort_key))
    for coding in less:
        del found[bisect_left(found, coding.sort_key(), key=Coding.sort_key)]
    for coding in more:
        insort(found, coding, key=Coding.sort_key)
    return tuple(found)


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


def same_ends(
    old: Sequence[T], new: Sequence[T], same: Callable[[T, T], bool] = is_
) -> tuple[int, int]:
    """How many items are the same at the start of both, and of the others at their end.

    Without `same` they must be the very same objects, which is quickest to tell.
    """
    most = min(len(old), len(new))
    ahead = next((i for i, alike in enumerate(map(same, old, new)) if not alike), most)
    backwards = enumerate(map(same, reversed(old), reversed(new)))
    behind = next((i for i, alike in backwards if not alike), most)
    return ahead, min(behind, most - ahead)
