"""Rows of the review: a coding with its mark, and a segment that only looks like one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from qcode.study.codebook import Codebook
from qcode.study.coding import REJECTED, CodingFile
from qcode.study.quotes import Made, attribution, cite
from qcode.study.selective import Reviewed, review
from qcode.study.study import Study
from qcode.tui.coding_rows import Listed, code_name
from qcode.tui.pieces import Piece, cut, ends, lines_needed, one_line, wrap
from qcode.tui.row_list import ListRow

if TYPE_CHECKING:
    from qcode.analysis.edge import Alike

_MOST = 3


@dataclass(frozen=True)
class _Part:
    files: tuple[CodingFile, ...]
    reviewed: tuple[Reviewed, ...]
    rows: tuple[ListRow, ...]
    waiting: frozenset[str]
    """Ids of the codings that were not gone over."""


class Walk:
    """The codings of a category with their rows; only transcripts that changed are asked again."""

    def __init__(self, coder: str, category: str) -> None:
        self._coder = coder
        self._category = category
        self._codebook: Codebook | None = None
        self._cases: object = None
        self._transcripts: object = None
        self._parts: dict[str, _Part] = {}
        self._made: Made = {}
        self._free: dict[str, tuple[_Part, bool]] = {}

    def look(self, study: Study) -> None:
        """Takes the codings of the category from this state of the study."""
        known = (self._codebook, self._cases, self._transcripts)
        now = (study.codebook, study.cases, study.transcripts)
        if any(one is not other for one, other in zip(known, now, strict=True)):
            self._codebook, self._cases, self._transcripts = now
            self._parts, self._made = {}, {}
        files: dict[str, list[CodingFile]] = {name: [] for name in study.transcripts}
        for (_, name), file in study.files.items():
            if name in files:
                files[name].append(file)
        parts: dict[str, _Part] = {}
        for name, found in files.items():
            kept = self._parts.get(name)
            if kept is None or not _same(kept.files, found):
                kept = self._part(study, name, tuple(found), kept)
            parts[name] = kept
        self._parts = parts

    @property
    def total(self) -> int:
        """How many codings there are."""
        return sum(len(part.rows) for part in self._parts.values())

    @property
    def done(self) -> int:
        """How many of them were gone over."""
        return self.total - sum(len(part.waiting) for part in self._parts.values())

    def waits(self, ident: str) -> bool:
        """Whether a coding is one of them and was not gone over."""
        return any(ident in part.waiting for part in self._parts.values())

    def first_waiting(self) -> str:
        """The first that was not gone over, or empty."""
        every = (one for part in self._parts.values() if part.waiting for one in part.reviewed)
        return next((one.coding.id for one in every if not one.done), "")

    def rows(self) -> list[ListRow]:
        """The rows of all, in the order of the transcripts."""
        return [row for part in self._parts.values() for row in part.rows]

    def rows_with(self, study: Study, query: str) -> list[ListRow]:
        """The rows of those in which the folded words stand."""
        return [
            row
            for part in self._parts.values()
            for one, row in zip(part.reviewed, part.rows, strict=True)
            if query in Listed(one.file, one.coding).haystack(study)
        ]

    def free(self, study: Study, alike: Alike) -> bool:
        """`still_free`, asked again only when somebody coded in that transcript."""
        key, part = near_key(alike), self._parts.get(alike.transcript)
        kept = self._free.get(key)
        if kept is None or part is None or kept[0] is not part:
            found = still_free(study, self._coder, self._category, alike)
            if part is None:
                return found
            kept = self._free[key] = (part, found)
        return kept[1]

    def _part(
        self, study: Study, name: str, files: tuple[CodingFile, ...], before: _Part | None
    ) -> _Part:
        """The codings in one transcript; rows of those that are as before stay the same rows."""
        one = replace(study, transcripts={name: study.transcripts[name]})
        found = review(one, self._coder, self._category)
        old: dict[str, tuple[Reviewed, ListRow]] = {}
        if before is not None:
            pairs = zip(before.reviewed, before.rows, strict=True)
            old = {pair[0].coding.id: pair for pair in pairs}
        rows = tuple(
            kept[1]
            if (kept := old.get(r.coding.id))
            and kept[0].coding is r.coding
            and kept[0].done is r.done
            else walk_row(study, r, self._made, self._coder)
            for r in found
        )
        waiting = frozenset(one.coding.id for one in found if not one.done)
        return _Part(files, found, rows, waiting)


def _same(one: Sequence[CodingFile], other: Sequence[CodingFile]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def walk_row(study: Study, one: Reviewed, made: Made, own: str) -> ListRow:
    """Whether it was gone over and is to be printed, where it stands, its code, its words."""
    file, coding = one.file, one.coding
    source = study.transcripts[file.transcript]
    cells = len(coding.span) + 2

    def draw(width: int) -> list[list[Piece]]:
        said = one_line(source.text[coding.span.start : coding.span.end])
        left: list[Piece] = [
            ("✓ " if one.done else "· ", "accent" if one.done else "muted"),
            ("★ " if coding.print else "", "accent"),
            (cite(source, coding.span.start), "accent"),
            (" " + attribution(study, source, coding.span, made), "muted"),
        ]
        right = [*code_name(study, coding.code)]
        if file.coder != own:
            right.append((f" · {file.coder}", "muted"))
        look = "" if one.done else "strong"
        lines = [ends(left, cut(right, width // 2), width)]
        return lines + _quote(said, look, width)

    return ListRow(coding.id, draw, lambda width: 1 + _height(cells, width))


def near_row(study: Study, one: Alike, made: Made) -> ListRow:
    """Where it stands, how like the nearest coding it is, its words."""
    source = study.transcripts[one.transcript]
    said = one_line(source.text[one.span.start : one.span.end])
    cells = cell_len(said) + 2

    def draw(width: int) -> list[list[Piece]]:
        left: list[Piece] = [
            ("? ", "warning"),
            (cite(source, one.span.start), "accent"),
            (" " + attribution(study, source, one.span, made), "muted"),
        ]
        found = study.find_coding(one.coding)
        right: list[Piece] = [("≈ ", "muted"), *code_name(study, found[1].code)] if found else []
        lines = [ends(left, cut(right, width // 2), width)]
        return lines + _quote(said, "", width)

    return ListRow(near_key(one), draw, lambda width: 1 + _height(cells, width))


def near_key(one: Alike) -> str:
    """The key of a row near the edge."""
    return f"near:{one.transcript}:{one.span.start}:{one.span.end}"


def still_free(study: Study, coder: str, category: str, one: Alike) -> bool:
    """Whether it has none of the category's codes even now, and was not refused by this coder."""
    if one.transcript not in study.transcripts:
        return False
    book = study.codebook
    below = frozenset(book.below(category))

    def covers(coding_code: str, start: int | None, end: int | None) -> bool:
        if start is None or end is None or start >= one.span.end or end <= one.span.start:
            return False
        return book.resolve(coding_code) in below

    for file in study.files_of(one.transcript):
        if any(covers(c.code, c.start, c.end) for c in file.codings):
            return False
    own = study.file(coder, one.transcript)
    return not any(i.kind == REJECTED and covers(i.code, i.start, i.end) for i in own.items)


def _quote(said: str, look: str, width: int) -> list[list[Piece]]:
    wrapped = wrap([(f"“{said}”", look)], width - 2, _height(cell_len(said) + 2, width))
    return [[("  ", ""), *line] for line in wrapped]


def _height(cells: int, width: int) -> int:
    return lines_needed(cells, width - 2, _MOST)
