"""What a cell of a workbook cannot hold: how it is cut, and how much that concerns."""

from __future__ import annotations

from typing import NamedTuple

from qcode.exchange.matrices.quotes_sheet import Block
from qcode.exchange.matrices.wording import wording
from qcode.exchange.tables.cells import quote_lines
from qcode.exchange.tables.xlsx_rows import MAX_TEXT, cell_text, cut_at_word, units
from qcode.i18n import number
from qcode.study.matrix import Cell, Matrix


class Cut(NamedTuple):
    """How much does not fit into the cells of a workbook."""

    cells: int
    """Cells of quotes that hold fewer than there are."""
    quotes: int
    """Quotes, each once, that are longer than a cell."""


def cut_of(matrix: Matrix) -> Cut:
    """What a workbook of this matrix cuts."""
    sure = MAX_TEXT // 2
    every = (q for total in matrix.row_totals for q in total.quotes if len(q.text) > sure)
    quotes = {q.coding for q in every if not _fits(q.text)}
    if matrix.measure != "quotes":
        return Cut(0, len(quotes))
    cells = (cell for row in matrix.cells for cell in row)
    return Cut(sum(not _fits("\n".join(quote_lines(matrix, c))) for c in cells), len(quotes))


def fitted(matrix: Matrix, cell: Cell, block: Block | None, language: str) -> str:
    """The quotes of a cell, as many as it holds whole; then how many more there are and where.

    A first quote that alone is too long is cut behind a word and says its place.
    """
    lines = [cell_text(line, limit=None) for line in quote_lines(matrix, cell)]
    whole = "\n".join(lines)
    if block is None or units(whole) <= MAX_TEXT:
        return whole
    say = wording(language)

    def more(count: int) -> str:
        return say["more"].format(
            n=number(count, language=language), sheet=say["quotes"], first=block[0], last=block[1]
        )

    room = MAX_TEXT - units(more(len(lines))) - 1
    taken: list[str] = []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            break
        taken.append(line)
    if not taken:
        taken.append(_shortened(cell, lines[0], MAX_TEXT - units(more(len(lines))) - 1))
    left = len(lines) - len(taken)
    return "\n".join([*taken, more(left)] if left else taken)


def _shortened(cell: Cell, line: str, room: int) -> str:
    """The line of the first passage with fewer of its words, and where the whole stands."""
    passage = cell.passages[0]
    begun = cell_text(f"“{passage.text}", limit=None)
    rest = f"{line.removeprefix(begun)} [{passage.place}]"
    return cut_at_word(begun, room - units(rest)) + rest


def _fits(text: str) -> bool:
    return units(cell_text(text, limit=None)) <= MAX_TEXT
