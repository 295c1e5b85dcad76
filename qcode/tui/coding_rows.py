"""A coding as a row of a list: where and who, its words in their context, its remark."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from qcode.i18n import t
from qcode.study.coding import Coding, CodingFile
from qcode.study.quotes import Made, attribution, cite, printed
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.pieces import Piece, cut, ends, lines_needed, one_line, wrap
from qcode.tui.row_list import ListRow

AROUND = 70
"""Characters of context at each side of a quote."""
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Listed:
    """A coding on its way into a list."""

    file: CodingFile
    coding: Coding

    @property
    def key(self) -> str:
        """The coding's id."""
        return self.coding.id

    def haystack(self, study: Study) -> str:
        """What a filter looks through, folded."""
        known = study.codebook.codes.get(study.codebook.resolve(self.coding.code))
        name = known.name if known else self.coding.code
        file, coding = self.file, self.coding
        return fold(f"{file.transcript} {file.coder} {name} {coding.quote} {coding.memo}")


def context(text: str, span: Span, around: int = AROUND) -> tuple[str, str, str]:
    """What stands before a span, in it, and after it, each as one line; cut between words."""
    before = text[max(0, span.start - around) : span.start]
    after = text[span.end : span.end + around]
    if span.start > around and " " in before:
        before = "…" + before.partition(" ")[2]
    if span.end + around < len(text) and " " in after:
        after = after.rpartition(" ")[0] + "…"
    joined = [one_line(part) for part in (before, text[span.start : span.end], after)]
    lead = " " if before[-1:].isspace() else ""
    tail = " " if after[:1].isspace() else ""
    return joined[0] + lead, joined[1], tail + joined[2]


def coding_row(study: Study, one: Listed, *, named: bool, made: Made, own: str) -> ListRow:
    """The row of a placed coding; `named` says its code, `own` is the coder who reads."""
    file, coding = one.file, one.coding
    source = study.transcripts[file.transcript]
    before, said, after = context(source.text, coding.span)
    edited = printed(coding)
    cells = cell_len(before) + cell_len(said) + cell_len(after) + 2
    extra = int(bool(coding.memo)) + int(bool(edited))

    def height(width: int) -> int:
        return 1 + lines_needed(cells, width - 2, MOST_LINES) + extra

    def draw(width: int) -> list[list[Piece]]:
        left: list[Piece] = [
            (cite(source, coding.span.start), "accent"),
            (" " + attribution(study, source, coding.span, made), "muted"),
        ]
        right: list[Piece] = [(file.coder, "" if file.coder == own else "muted")]
        if named:
            right = [*code_name(study, coding.code), (" · ", "muted"), *right]
        lines = [ends(left, cut(right, width // 2), width)]
        words = [(before, "muted"), (f"“{said}”", "strong"), (after, "muted")]
        wrapped = wrap(words, width - 2, height(width) - 1 - extra)
        lines += [[("  ", ""), *line] for line in wrapped]
        if edited:
            lines.append(
                cut([("  ", ""), (t("printed: "), "muted"), (one_line(edited), "")], width)
            )
        if coding.memo:
            lines.append(cut([("  ✎ ", "accent"), (one_line(coding.memo), "")], width))
        return lines

    return ListRow(one.key, draw, height)


def code_name(study: Study, code: str) -> list[Piece]:
    """A code's mark in its colour, and its name."""
    ident = study.codebook.resolve(code)
    known = study.codebook.codes.get(ident)
    color = study.codebook.color_of(ident) if known else "gray"
    return [("● ", f"@{color}"), (known.name if known else code, "")]


def heading_row(words: str, count: str = "") -> ListRow:
    """A line that the cursor passes over."""
    return ListRow("", lambda width: [ends([(words, "accent")], [(count, "muted")], width)])
