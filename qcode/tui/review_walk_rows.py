"""Rows of the review: a coding with its mark, and a segment that only looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from qcode.study.coding import REJECTED
from qcode.study.quotes import Made, attribution, cite
from qcode.study.selective import Reviewed
from qcode.study.study import Study
from qcode.tui.coding_rows import code_name
from qcode.tui.pieces import Piece, cut, ends, lines_needed, one_line, wrap
from qcode.tui.row_list import ListRow

if TYPE_CHECKING:
    from qcode.analysis.edge import Alike

_MOST = 3


def walk_row(study: Study, one: Reviewed, made: Made, own: str) -> ListRow:
    """Whether it was gone over and is to be printed, where it stands, its code, its words."""
    file, coding = one.file, one.coding
    source = study.transcripts[file.transcript]
    said = one_line(source.text[coding.span.start : coding.span.end])

    def draw(width: int) -> list[list[Piece]]:
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

    return ListRow(coding.id, draw, lambda width: 1 + _height(said, width))


def near_row(study: Study, one: Alike, made: Made) -> ListRow:
    """Where it stands, how like the nearest coding it is, its words."""
    source = study.transcripts[one.transcript]
    said = one_line(source.text[one.span.start : one.span.end])

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

    return ListRow(near_key(one), draw, lambda width: 1 + _height(said, width))


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
        if start is None or end is None or book.resolve(coding_code) not in below:
            return False
        return start < one.span.end and one.span.start < end

    for file in study.files_of(one.transcript):
        if any(covers(c.code, c.start, c.end) for c in file.codings):
            return False
    own = study.file(coder, one.transcript)
    return not any(i.kind == REJECTED and covers(i.code, i.start, i.end) for i in own.items)


def _quote(said: str, look: str, width: int) -> list[list[Piece]]:
    wrapped = wrap([(f"“{said}”", look)], width - 2, _height(said, width))
    return [[("  ", ""), *line] for line in wrapped]


def _height(said: str, width: int) -> int:
    return lines_needed(cell_len(said) + 2, width - 2, _MOST)
