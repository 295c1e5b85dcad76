"""One row of a transcript drawn as a strip, from a value that says all that can be seen on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from qcode.tui.layout import shown
from qcode.tui.marks import OTHERS, OWN, UNSAVED, Mark
from qcode.tui.stripes import Stripe, runs

GLYPHS = {OWN: "▌", OTHERS: "│", UNSAVED: "┆"}
FOCUSED = "█"
BAR = "▎"
MORE = "+"
READ = {"all": "✓", "some": "·", "": " "}
_KEPT = 400
"""Painted rows that are kept: some screens of them, as many more would slow garbage collection."""


class Columns(NamedTuple):
    """Widths in cells, from left to right, of the columns of a view."""

    number: int
    label: int
    text: int
    stripes: int
    names: int

    @property
    def text_x(self) -> int:
        """The cell at which the text starts."""
        return self.number + 2 + (self.label + 1 if self.label else 0) + 1

    @property
    def stripes_x(self) -> int:
        """The cell at which the stripes start."""
        return self.text_x + self.text + 1


def columns(width: int, labels: Sequence[str], turns: int) -> Columns:
    """The columns of a view `width` cells wide: names stand beside the stripes from 96 cells on.

    They do not depend on the codings, so that a new one never moves the text.
    """
    number = max(2, len(str(turns)))
    widest = max((cell_len(shown(label)) for label in labels), default=0)
    label = min(widest, 14 if width >= 96 else 8)
    stripes = 8 if width >= 96 else 5 if width >= 60 else 2
    left = Columns(number, label, 0, 0, 0).text_x
    rest = width - left - stripes - 2
    names = min(30, rest - 62) if width >= 96 else 0
    names = names if names >= 12 else 0
    text = max(10, min(100, rest - (names + 1 if names else 0)))
    return Columns(number, label, text, stripes, names)


class Look(NamedTuple):
    """All that can be seen on a row; equal looks are equal strips."""

    row: int
    start: int
    end: int
    number: str
    label: str
    read: str
    dim: bool
    bar: bool
    tint: tuple[int, int] | None
    """The tinted stretch of the text; the whole row when it runs past the row's end."""
    chosen: tuple[int, int] | None
    hits: tuple[tuple[int, int, bool], ...]
    """Search hits on the row, and which of them is the current one."""
    stripes: tuple[Stripe, ...]
    names: tuple[Stripe, ...]
    focus: str
    """The coding that the cursor was moved to."""


class Inks(NamedTuple):
    """The styles of a theme that rows are drawn with."""

    text: Style
    dim: Style
    label: Style
    number: Style
    read: Style
    bar: Style
    current: Style
    chosen: Style
    hit: Style
    current_hit: Style
    color: Callable[[str], str]
    """A code's colour name as a colour on this ground."""


class RowPainter:
    """Draws rows of one text and keeps the strips of those that look the same again."""

    def __init__(self, text: str, layout: Columns, inks: Inks) -> None:
        self.text, self.columns, self.inks = text, layout, inks
        self._kept: dict[int, tuple[Look, Strip]] = {}
        self._coded = lru_cache(maxsize=None)(self._coded_style)
        self._ink = lru_cache(maxsize=None)(self._stripe_style)

    def painted(self, row: int) -> Look | None:
        """How the row looked when it was last drawn."""
        kept = self._kept.get(row)
        return kept[0] if kept else None

    def paint(self, look: Look) -> Strip:
        """The strip of a row."""
        kept = self._kept.get(look.row)
        if kept and kept[0] == look:
            return kept[1]
        if len(self._kept) > _KEPT:
            self._kept.clear()
        segments = [*self._left(look), *self._words(look), *self._margin(look)]
        strip = Strip(segments)
        self._kept[look.row] = (look, strip)
        return strip

    def _left(self, look: Look) -> list[Segment]:
        inks, widths = self.inks, self.columns
        bar = Segment(BAR if look.bar else " ", inks.bar)
        if not look.number:
            return [Segment(" " * (widths.text_x - 1), inks.text), bar]
        found = [
            Segment(look.number.rjust(widths.number), inks.number),
            Segment(READ[look.read], inks.read),
            Segment(" ", inks.text),
        ]
        if widths.label:
            label = shown(look.label)
            if cell_len(label) > widths.label:
                label = set_cell_size(label, widths.label - 1) + "…"
            found.append(
                Segment(
                    set_cell_size(label, widths.label + 1), inks.dim if look.dim else inks.label
                )
            )
        return [*found, bar]

    def _words(self, look: Look) -> list[Segment]:
        inks, marks = self.inks, [s.mark for s in look.stripes]
        base = inks.dim if look.dim else inks.text
        bounds: list[int] = [p for part in (look.tint, look.chosen) if part for p in part]
        bounds += [p for hit in look.hits for p in hit[:2]]
        found: list[Segment] = []
        used = 0
        for left, right, over in _cut(look.start, look.end, marks, bounds):
            style = base
            if over:
                style += self._coded(over[0].color, len(over) > 1)
            if look.tint and look.tint[0] <= left < look.tint[1]:
                style += inks.current
            for start, end, current in look.hits:
                if start <= left < end:
                    style += inks.current_hit if current else inks.hit
            if look.chosen and look.chosen[0] <= left < look.chosen[1]:
                style += inks.chosen
            piece = shown(self.text[left:right])
            used += cell_len(piece)
            found.append(Segment(piece, style))
        padding = self.columns.text + 1 - used
        if padding > 0:
            whole = look.tint is not None and look.tint[1] > look.end
            found.append(Segment(" " * padding, inks.text + inks.current if whole else inks.text))
        return found

    def _coded_style(self, color: str, several: bool) -> Style:
        return Style(color=self.inks.color(color), underline=not several, underline2=several)

    def _stripe_style(self, color: str) -> Style:
        return self.inks.text + Style(color=self.inks.color(color))

    def _margin(self, look: Look) -> list[Segment]:
        inks, widths = self.inks, self.columns
        cells: list[Segment | None] = [None] * (widths.stripes + 1)
        for stripe in look.stripes:
            if stripe.column >= widths.stripes:
                cells[-1] = Segment(MORE, inks.number)
                continue
            glyph = FOCUSED if stripe.mark.id == look.focus else GLYPHS[stripe.mark.look]
            cells[stripe.column] = Segment(glyph, self._ink(stripe.mark.color))
        found: list[Segment] = []
        for empty, group in groupby(cells, key=lambda cell: cell is None):
            held = list(group)
            found += [Segment(" " * len(held), inks.text)] if empty else [c for c in held if c]
        return [*found, *self._names(look)] if widths.names else found

    def _names(self, look: Look) -> list[Segment]:
        room = self.columns.names
        if not look.names:
            return [Segment(" " * (room + 1), self.inks.text)]
        found = [Segment(" ", self.inks.text)]
        for index, stripe in enumerate(look.names):
            name = shown(stripe.mark.name)
            if index and room > 3:
                found.append(Segment("  ", self.inks.text))
                room -= 2
            width = cell_len(name)
            if width > room:
                name, width = set_cell_size(name, max(0, room - 1)) + "…", room
            style = self._ink(stripe.mark.color)
            found.append(Segment(name, style + _BOLD if stripe.mark.id == look.focus else style))
            room -= width
            if room <= 3:
                break
        found.append(Segment(" " * max(0, room), self.inks.text))
        return found


_BOLD = Style(bold=True)


def _cut(
    start: int, end: int, marks: Sequence[Mark], bounds: Sequence[int]
) -> list[tuple[int, int, tuple[Mark, ...]]]:
    """The runs of a row, cut further where a tint, a selection or a hit starts or ends."""
    found = []
    for left, right, over in runs(start, end, marks):
        places = sorted({left, right, *(p for p in bounds if left < p < right)})
        found += [(a, b, over) for a, b in pairwise(places)]
    return found
