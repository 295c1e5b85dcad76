"""Segments like the one at hand, from all transcripts, coded or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Static

from qcode.i18n import n_, t
from qcode.study.quotes import attribution, cite
from qcode.study.spans import Span
from qcode.tui.coding_rows import code_name
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.looking import Looking
from qcode.tui.pieces import Piece, cut, ends, lines_needed, one_line, wrap
from qcode.tui.row_list import ListRow

_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Like:
    """A segment that is like the one at hand, and how much (0 to 1)."""

    transcript: str
    span: Span
    score: float

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{self.transcript}:{self.span.start}:{self.span.end}"


class SimilarScreen(Looking):
    """Opened with `transcript=` and `span=`; the worker process answers."""

    NAME = "similar"
    FILTERS = False
    BINDINGS = bindings(on_screen("similar"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.transcript = ""
        self.span = Span(0, 0)
        self.likes: dict[str, Like] = {}

    def above(self) -> ComposeResult:
        """The words at hand."""
        yield Static("", classes="foot", markup=False)

    def opened(self, **place: Any) -> None:
        """Ask for what is like these words."""
        self.transcript = str(place.get("transcript") or "")
        span = place.get("span")
        self.span = span if isinstance(span, Span) else Span(0, 0)
        self.list.focus()
        if self.transcript in self.study.transcripts and self._finder() is not None:
            self.look(self._ask(str(place.get("key") or "")))
        else:
            self.fill()

    def place(self) -> dict[str, Any]:
        """The words, and where the cursor is."""
        return {**super().place(), "transcript": self.transcript, "span": self.span}

    def _finder(self) -> Any:
        """What finds similar segments, or None: tests and sessions may have none."""
        return getattr(self.qcode.suggester, "similar", None)

    async def _ask(self, key: str) -> None:
        found = await self._finder()(self.transcript, self.span, tell=self.far)
        likes = [Like(p.transcript, Span(p.start, p.end), p.score) for p in found if p.score > 0]
        self.likes = {like.key: like for like in likes}
        self.waiting = False
        self.fill(key or None)

    def moved(self) -> None:
        """The words at hand stay above."""
        source = self.study.transcripts.get(self.transcript)
        words = one_line(source.text[self.span.start : self.span.end]) if source else ""
        self.query_one(".foot", Static).update(f"“{words}”" if words else "")

    def rows(self) -> Sequence[ListRow]:
        """Best first."""
        rows = []
        for like in self.likes.values():
            source = self.study.transcripts.get(like.transcript)
            if source is not None and like.span.end <= len(source.text):
                said = one_line(source.text[like.span.start : like.span.end])
                rows.append(ListRow(like.key, partial(self._lines, like), partial(_height, said)))
        return rows

    def _lines(self, like: Like, width: int) -> list[list[Piece]]:
        study = self.study
        source = study.transcripts[like.transcript]
        said = one_line(source.text[like.span.start : like.span.end])
        left: list[Piece] = [
            (f"{100 * like.score:3.0f}%  ", "muted"),
            (cite(source, like.span.start), "accent"),
            (" " + attribution(study, source, like.span), "muted"),
        ]
        codes: dict[str, None] = {}
        for file in study.files_of(like.transcript):
            codes.update(dict.fromkeys(c.code for c in file.overlapping(like.span)))
        right: list[Piece] = []
        for code in codes:
            right += [*code_name(study, code), ("  ", "")]
        right = right or [(t("not coded"), "muted")]
        lines = [ends(left, cut(right, width // 2), width)]
        wrapped = wrap([(said, "")], width - 2, _height(said, width) - 1)
        return lines + [[("  ", ""), *line] for line in wrapped]

    def nothing(self) -> str:
        """Still looking, nobody to ask, or nothing is alike."""
        if self.waiting:
            return self.how_far(t("Looking for what is like this"))
        if self._finder() is None:
            return t("Similar {segments} need {suggestions}, which are off in this session.")
        return t("Nothing in the {study} is like this; Esc goes back.")

    def heading(self) -> Heading:
        """What this is."""
        parts = [t("similar {segments}"), self.transcript, *self.parts()]
        if self.likes:
            parts.append(n_("{n} place", "{n} places", len(self.likes)))
        return Heading(tuple(parts))

    def action_open_row(self) -> None:
        """To the place."""
        if like := self.likes.get(self.list.key):
            self.qcode.show_place(like.transcript, like.span)


def _height(said: str, width: int) -> int:
    return 1 + lines_needed(cell_len(said), width - 2, _MOST_LINES)
