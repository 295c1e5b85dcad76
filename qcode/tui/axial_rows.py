"""Rows of the views of axial coding: codes with marks, and the quotes of a code."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from qcode.i18n import N_, n_, t
from qcode.study.coding import Coding, CodingFile
from qcode.study.quotes import Made
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.coding_rows import Listed, coding_row, heading_row
from qcode.tui.pieces import Piece, ends
from qcode.tui.row_list import GUTTER, ListRow, RowList
from qcode.tui.tree_rows import UNCATEGORISED, TreeRow, tree_rows

ALSO = ">"
"""Stands between a second category and the code in the key of that row."""
MOST_QUOTES = 40
ORDER_NAMES = {"sequence": N_("by sequence"), "time": N_("by time"), "place": N_("by place")}
_MARK = 4
"""Cells at the left of a row where a click marks it."""


class MarkList(RowList):
    """A list whose rows are marked by a click on the mark at their left, or with Ctrl."""

    @dataclass
    class Marked(Message):
        """A row is to be marked, or no longer."""

        list: MarkList
        key: str

    def on_click(self, event: events.Click) -> None:
        """At the left, or with Ctrl or Shift: mark; else as in every list."""
        index = bisect_right(self._ends, int(self.scroll_offset.y) + event.y)
        if event.x >= GUTTER + _MARK and not (event.ctrl or event.shift):
            return
        event.prevent_default()
        if index < len(self.rows) and self.rows[index].key:
            self._stand(index)
            self.post_message(self.Marked(self, self.key))


def code_of(key: str) -> str:
    """The code of a row's key; a code in a second category has that category before it."""
    return key.rpartition(ALSO)[2]


def loose_rows(study: Study, marked: Collection[str], query: str) -> list[ListRow]:
    """The codes without a category, the most used first."""
    book, counts = study.codebook, study.counts
    found = [
        code
        for code in book.uncategorised
        if (not book.codes[code].retired or counts.get(code, 0))
        and (not query or query in fold(book.codes[code].name))
    ]
    found.sort(key=lambda code: (-counts.get(code, 0), fold(book.codes[code].name)))
    return [
        code_row(
            TreeRow(
                code,
                0,
                False,
                False,
                book.codes[code].name,
                counts.get(code, 0),
                book.color_of(code),
                book.codes[code].retired,
            ),
            marked=code in marked,
        )
        for code in found
    ]


def category_rows(
    study: Study, marked: Collection[str], shut: Collection[str], query: str
) -> list[ListRow]:
    """The tree without the uncategorised; below a category the codes that it is second to."""
    book = study.codebook
    second: dict[str, list[str]] = {}
    for ident, code in book.codes.items():
        for category in code.also if not code.merged_into else ():
            second.setdefault(book.resolve(category), []).append(ident)
    found: list[ListRow] = []
    for row in tree_rows(study, {*shut, UNCATEGORISED}, query, ""):
        if row.code == UNCATEGORISED:
            break
        known = book.codes[row.code]
        note = t(ORDER_NAMES[known.order_by]) if known.order_by in ORDER_NAMES else ""
        if known.properties:
            note = " ".join(filter(None, (note, f"◆{len(known.properties)}")))
        found.append(code_row(row, marked=row.code in marked, note=note, place=known.order))
        if row.open or not row.opens:
            found += [_second(study, row, ident) for ident in second.get(row.code, ())]
    return found


def _second(study: Study, above: TreeRow, ident: str) -> ListRow:
    name, color = study.codebook.codes[ident].name, study.codebook.color_of(ident)
    lead = "  " * (above.depth + 2)

    def draw(width: int) -> list[list[Piece]]:
        left: list[Piece] = [(f"  {lead}", ""), ("↗ ", f"@{color}"), (name, "muted")]
        return [ends(left, [(t("also here"), "muted")], width)]

    return ListRow(f"{above.code}{ALSO}{ident}", draw)


def code_row(row: TreeRow, *, marked: bool, note: str = "", place: str = "") -> ListRow:
    """A code with its mark, its colour, its name and how often it is used."""

    def draw(width: int) -> list[list[Piece]]:
        sign = "●" if not row.opens else "▾" if row.open else "▸"
        look = "muted" if row.retired else "strong" if row.opens or marked else ""
        left: list[Piece] = [
            ("✓ " if marked else "· ", "accent" if marked else "muted"),
            ("  " * row.depth, ""),
            (f"{sign} ", f"@{row.color}"),
            (f"{place} " if place else "", "muted"),
            (row.name, look),
            (f" {t('(retired)')}" if row.retired else "", "muted"),
        ]
        right: list[Piece] = [(note, "muted"), ("  " if note else "", "")]
        return [ends(left, [*right, (str(row.codings or ""), "muted")], width)]

    return ListRow(row.code, draw)


def quotes_of(study: Study, code: str, *, below: bool = True) -> list[tuple[CodingFile, Coding]]:
    """The placed codings of a code and of those below it, in order of transcript and place."""
    book = study.codebook
    wanted = set(book.below(code)) if below else {code}
    raw = {ident for ident in book.codes if book.resolve(ident) in wanted}
    return [
        (file, coding)
        for file in study.files_in_order
        if not raw.isdisjoint(file.counts)
        for coding in file.codings
        if coding.code in raw
    ]


def quote_rows(
    study: Study, code: str, found: Sequence[tuple[CodingFile, Coding]], coder: str
) -> list[ListRow]:
    """The quotes of a code, spread over all when there are many, with how many there are more."""
    some = spread(found, MOST_QUOTES)
    made: Made = {}
    named = study.codebook.is_category(code)
    rows = [coding_row(study, Listed(f, c), named=named, made=made, own=coder) for f, c in some]
    if len(some) < len(found):
        left = len(found) - len(some)
        rows.append(heading_row(n_("{n} more; g lists all", "{n} more; g lists all", left)))
    return rows


def spread(
    found: Sequence[tuple[CodingFile, Coding]], most: int
) -> list[tuple[CodingFile, Coding]]:
    """At most so many, evenly over all."""
    if len(found) <= most:
        return list(found)
    return [found[i * len(found) // most] for i in range(most)]
