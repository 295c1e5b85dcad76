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
from qcode.tui.coding_rows import code_name
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


class Walk:
    """The codings of a category with their rows; only transcripts that changed are asked again."""

    def __init__(self, coder: str, category: str) -> None:
        self._coder = coder
        self._category = category
        self._codebook: Codebook | None = None
        self._cases: object = None
        self._parts: dict[str, _Part] = {}
        self._made: Made = {}

    def look(self, study: Study) -> tuple[Reviewed, ...]:
        """All codings of the category, in the order of the transcripts."""
        if study.codebook is not self._codebook or study.cases is not self._cases:
            self._codebook, self._cases = study.codebook, study.cases
            self._parts, self._made = {}, {}
        parts: dict[str, _Part] = {}
        for name in study.transcripts:
            files = tuple(study.files_of(name))
            kept = self._parts.get(name)
            if kept is None or not _same(kept.files, files):
                kept = self._part(study, name, files)
            parts[name] = kept
        self._parts = parts
        return tuple(one for part in parts.values() for one in part.reviewed)

    def rows(self) -> list[tuple[Reviewed, ListRow]]:
        """Each coding with its row."""
        return [
            pair
            for part in self._parts.values()
            for pair in zip(part.reviewed, part.rows, strict=True)
        ]

    def _part(self, study: Study, name: str, files: tuple[CodingFile, ...]) -> _Part:
        one = replace(study, transcripts={name: study.transcripts[name]})
        found = review(one, self._coder, self._category)
        rows = tuple(walk_row(study, r, self._made, self._coder) for r in found)
        return _Part(files, found, rows)


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
