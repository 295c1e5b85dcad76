"""The base of lists of segments with a code that may belong there: by a rule, or by likeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from qcode.i18n import t
from qcode.study.quotes import Made, attribution, cite
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.coding_rows import code_name
from qcode.tui.pieces import Piece, cut, ends, lines_needed, wrap
from qcode.tui.row_list import ListRow
from qcode.tui.rule_rows import excerpt
from qcode.tui.selective_base import WIDE, DetailScreen, code_title, joined, meaning, quoted

_MOST_LINES = 4
_LEAD, _LONGEST = 150, 400
"""Code points that a row shows before the first word that stands out, and in all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A segment, the code that may belong there, and why."""

    transcript: str
    span: Span
    code: str
    why: str
    """In a few words, for the right end of its row."""
    words: tuple[Span, ...] = ()
    """Words of it that are to stand out."""

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{self.transcript}:{self.span.start}:{self.span.end}:{self.code}"


class SegmentList(DetailScreen):
    """A subclass fills `hits`, by their keys; beside the list stand the context and the code."""

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.hits: dict[str, Hit] = {}

    @property
    def hit(self) -> Hit | None:
        """What the cursor is on, if its transcript is there still."""
        found = self.hits.get(self.list.key)
        return found if found and found.transcript in self.study.transcripts else None

    def current_code(self) -> str:
        """The code of the row, else the one that the list is about."""
        found = self.hit
        return self.study.codebook.resolve(found.code if found else self.code)

    def row_of(self, hit: Hit, made: Made, *, named: bool) -> ListRow:
        """Where and who, the words, and at the right what it may be."""
        study = self.study
        source = study.transcripts[hit.transcript]
        words = excerpt(source.text, hit.span, hit.words, lead=_LEAD, longest=_LONGEST)
        cells = sum(cell_len(said) for said, _ in words)

        def height(width: int) -> int:
            return 1 + lines_needed(cells, width - 2, _MOST_LINES)

        def draw(width: int) -> list[list[Piece]]:
            left: list[Piece] = [
                (cite(source, hit.span.start), "accent"),
                (" " + attribution(study, source, hit.span, made), "muted"),
            ]
            right: list[Piece] = [(hit.why, "muted")]
            if named:
                right = [*code_name(study, hit.code), ("  ", ""), *right]
            lines = [ends(left, cut(right, width * 2 // 3), width)]
            wrapped = wrap(words, width - 2, height(width) - 1)
            return lines + [[("  ", ""), *line] for line in wrapped]

        return ListRow(hit.key, draw, height)

    def around(self) -> int:
        """Code points of context, so that the words themselves are in sight."""
        return 400 if self.app.size.width >= WIDE else 120

    def details(self) -> Content:
        """The words in their wide context, and what the code means."""
        found = self.hit
        if found is None:
            return Content("")
        lines: list[Content | str | tuple[str, str]] = [
            quoted(self.study, found.transcript, found.span, self.around())
        ]
        return joined([*lines, *about_code(self.study, found.code)])

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """To its place in the transcript."""
        if found := self.hit:
            self.qcode.show_place(found.transcript, found.span)

    def action_rules_of_code(self) -> None:
        """The rules of the code."""
        if self.current_code() in self.study.codebook.codes:
            self.qcode.open_screen("rules", code=self.current_code())

    def action_codings_of_code(self) -> None:
        """The codings of the code."""
        if self.current_code() in self.study.codebook.codes:
            self.qcode.open_screen("codings", code=self.current_code())
        else:
            self.say(t("There is no {code} here."))


def about_code(study: Study, code: str) -> Sequence[Content | str | tuple[str, str]]:
    """A code's name and what it means, below what stands above them."""
    known = study.codebook.codes.get(study.codebook.resolve(code))
    return ["", (code_title(study, code), "bold"), *meaning(study, known.id)] if known else []
