"""Tables of a Word file told apart: an identity block, a talk of some layout, or any other."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.exchange.reading.heads import ANSWER, QUESTION, TALK
from qcode.exchange.reading.identity import Identity, identity_block
from qcode.exchange.reading.labels import real_labels, scan
from qcode.exchange.reading.word.blocks import Paragraph, Row, Table
from qcode.exchange.reading.word.columns import (
    Columns,
    asking,
    by_content,
    by_head,
    cell_of,
    filled,
    head_at,
    labels_below,
    length,
    plain_numbers,
    text_of,
    without_head,
)
from qcode.exchange.reading.word.lines import inline_head
from qcode.exchange.reading.word.talk import Remark, Talk, remarks_beside, talk_of


def at_head(table: Table) -> list[Table]:
    """The table cut before the row that heads its columns, where others stand before it."""
    at = head_at(table.rows)
    if not at:
        return [table]
    later = frozenset(n - at for n in table.whole if n >= at)
    return [
        Table(table.rows[:at], table.whole - set(range(at, len(table.rows)))),
        Table(table.rows[at:], later),
    ]


def identity_table(table: Table) -> Identity:
    """The identity block that a table holds, when all of its rows are fields."""
    lines: list[str] = []
    for row in table.rows:
        cells = [text_of(cell).strip(": ") for cell in row]
        cells = [cell for cell in cells if cell]
        if len(cells) == 1 and not lines:
            lines.append(cells[0])
        elif len(cells) % 2:
            return Identity()
        else:
            lines += [f"{k}: {v}" for k, v in zip(cells[::2], cells[1::2], strict=True)]
    found = identity_block(lines)
    return found if found.last == len(lines) else Identity()


def columns_of(table: Table, before: Columns | None = None) -> tuple[Columns, Table] | None:
    """What the columns of a table of talk are, and the table without its head; None for others.

    `before` are the columns of the table before it, which this one may go on with.
    """
    rows = [row for row in table.rows if filled(row)]
    width = max((len(row) for row in rows), default=0)
    if width < 2 or len(table.whole) >= len(table.rows):
        return None
    if head_at(rows) == 0:
        found = by_head(rows[0], rows[1:], width)
        return (found, _below(table, 1)) if found else None
    verbatim = _labelled_column(rows, width)
    if verbatim:
        return verbatim, table
    if before and _goes_on(before, rows, width):
        return before, table
    made = without_head(rows, width)
    return (made[0], _below(table, made[1])) if made else None


def _below(table: Table, count: int) -> Table:
    """The table without its first filled rows."""
    starts = [n for n, row in enumerate(table.rows) if filled(row)]
    cut = starts[count - 1] + 1 if count else 0
    return Table(table.rows[cut:], frozenset(n - cut for n in table.whole if n >= cut))


def _goes_on(before: Columns, rows: Sequence[Row], width: int) -> bool:
    """Whether a table without a head goes on with the columns of the one before."""
    if len(before.kinds) != width:
        return False
    if before.who is not None and not before.labels:
        return labels_below(rows, before.who)
    kinds = [by_content(rows, c) for c in range(width)]
    return all(not kind or kind == before.kinds[c] for c, kind in enumerate(kinds))


def _labelled_column(rows: Sequence[Row], width: int) -> Columns | None:
    """A column whose words carry their labels themselves, beside columns of something else."""
    column = max(range(width), key=lambda c: length(rows, c))
    cells = [cell_of(row, column) for row in rows if text_of(cell_of(row, column))]
    heads = [[inline_head(p) for p in cell] for cell in cells]
    made = [
        f"{head.label}: {p.piece.text[head.words :]}" if head else p.piece.text.replace(":", " ")
        for cell, found in zip(cells, heads, strict=True)
        for p, head in zip(cell, found, strict=True)
    ]
    labels = set(real_labels(scan("\n".join(made))))
    begun = sum(bool(found and found[0] and found[0].label in labels) for found in heads)
    if len(labels) < 2 or begun < 0.6 * len(cells):
        return None
    others = [c for c in range(width) if c != column]
    spoken = [
        c
        for c in others
        if any(h and h.label in labels for r in rows for h in map(inline_head, cell_of(r, c)))
    ]
    if spoken:
        return None
    kinds = ["" if c == column else by_content(rows, c) for c in range(width)]
    kinds[column] = TALK
    return Columns(tuple(kinds), words=column)


def talk_in(table: Table, columns: Columns) -> Talk | None:
    """The lines of a table; None when its words are paragraphs that carry their labels."""
    return talk_of(table, columns) if columns.labels or columns.who is not None else None


def words_of(table: Table, columns: Columns) -> tuple[list[Paragraph], list[Remark], list[str]]:
    """The paragraphs of the one column of words, with the remarks beside them."""
    paragraphs = [
        p for row in table.rows for p in cell_of(row, columns.words) if p.piece.text.strip()
    ]
    return (paragraphs, *remarks_beside(table, columns))


def plain_paragraphs(table: Table) -> list[Paragraph]:
    """All paragraphs of any other table, columns of mere numbers left out."""
    width = max((len(row) for row in table.rows), default=0)
    numbers = plain_numbers(table.rows, width)
    return [
        paragraph
        for row in table.rows
        for column, cell in enumerate(row)
        if column not in numbers
        for paragraph in cell
        if paragraph.piece.text.strip()
    ]


def in_turns(table: Table) -> Talk | None:
    """The lines of a table of single cells that ask and answer by turns."""
    rows = [row for row in table.rows if filled(row)]
    cells = [tuple(p for p in row[filled(row)[0]] if p.piece.text.strip()) for row in rows]
    alone = all(len(filled(row)) == 1 for row in rows)
    if len(cells) < 4 or not alone or any(inline_head(cell[0]) for cell in cells):
        return None
    asked, answered = asking(cells[::2]), asking(cells[1::2])
    if asked < 0.5 or asked < 2 * answered:
        return None
    paired = tuple(((), cell) if n % 2 else (cell, ()) for n, cell in enumerate(cells))
    columns = Columns((QUESTION, ANSWER), labels={0: "P", 1: "I"}, guessed=True)
    return talk_of(Table(paired), columns)
