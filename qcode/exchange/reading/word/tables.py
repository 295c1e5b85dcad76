"""Transcripts that Word keeps in a table: columns for speaker, words, time and number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qcode.exchange.reading.found import clean_label
from qcode.exchange.reading.identity import Identity, identity_block
from qcode.exchange.reading.labels import is_known, is_label_shape
from qcode.exchange.reading.turns_csv import SPEAKER, TEXT, TIME
from qcode.exchange.reading.word.blocks import Paragraph, Table
from qcode.exchange.reading.word.lines import Line, line_of, normal_time

_CLOCK = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?(?:\s*[-–]+>?\s*\S+)?")
_NUMBER = re.compile(r"#?\d{1,5}[.)]?")
_HEADERS = SPEAKER | TEXT | TIME | {"no", "no.", "nomor", "number", "#", "baris", "line", "kode"}


def identity_table(table: Table) -> Identity:
    """The identity block that a table holds, when all of its rows are fields."""
    lines = []
    for row in table.rows:
        cells = [_text(cell).strip() for cell in row]
        cells = [cell.rstrip(" :") for cell in cells if cell.strip(" :")]
        if len(cells) == 2:
            lines.append(f"{cells[0]}: {cells[1].lstrip(': ')}")
        elif cells:
            return Identity()
    found = identity_block(lines)
    return found if found.last == len(lines) else Identity()


def table_lines(table: Table) -> tuple[list[Line], frozenset[str]] | None:
    """The lines of a transcript's table and its labels; None when it is another kind of table."""
    rows = [row for row in table.rows if any(_text(cell).strip() for cell in row)]
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return None
    split = _column_for_each_speaker(rows, width)
    if split:
        return split
    if _is_header(rows[0]):
        rows = rows[1:]
    labels = _label_column(rows, width)
    if labels is None:
        return None
    rest = [c for c in range(width) if c != labels]
    times = [c for c in rest if _share(rows, c, _CLOCK) >= 0.6]
    rest = [c for c in rest if c not in times and _share(rows, c, _NUMBER) < 0.9]
    if not rest:
        return None
    words = max(rest, key=lambda c: sum(len(_text(_cell(row, c))) for row in rows))
    lines: list[Line] = []
    for row in rows:
        label = clean_label(_text(_cell(row, labels)))
        time = normal_time(_text(_cell(row, times[0]))) if times else ""
        for number, paragraph in enumerate(_filled(_cell(row, words))):
            first = number == 0
            lines.append(line_of(paragraph.piece, label if first else "", time if first else ""))
    return lines, frozenset(line.label for line in lines if line.label)


def plain_paragraphs(table: Table) -> list[Paragraph]:
    """All paragraphs of any other table, columns of mere numbers left out."""
    width = max((len(row) for row in table.rows), default=0)
    numbers = {c for c in range(width) if width > 1 and _share(table.rows, c, _NUMBER) >= 0.8}
    return [
        paragraph
        for row in table.rows
        for column, cell in enumerate(row)
        if column not in numbers
        for paragraph in _filled(cell)
    ]


def _column_for_each_speaker(
    rows: Sequence[Sequence[tuple[Paragraph, ...]]], width: int
) -> tuple[list[Line], frozenset[str]] | None:
    """A table whose header names the speakers, each saying what stands in his column."""
    names = [clean_label(_text(cell)) for cell in rows[0]]
    columns = [c for c, name in enumerate(names) if is_known(name) and is_label_shape(name)]
    if len(columns) < 2 or len(rows) < 2 or len(columns) < width - 1:
        return None
    lines = []
    for row in rows[1:]:
        for column in columns:
            for number, paragraph in enumerate(_filled(_cell(row, column))):
                lines.append(line_of(paragraph.piece, "" if number else names[column]))
    if max(len(line.words.text) for line in lines) <= 40 if lines else True:
        return None
    return lines, frozenset(names[c] for c in columns)


def _label_column(rows: Sequence[Sequence[tuple[Paragraph, ...]]], width: int) -> int | None:
    """The first column of few, short, repeated names; None when there is no such column."""
    for column in range(width):
        cells = [clean_label(_text(_cell(row, column))) for row in rows]
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or not all(is_label_shape(cell) for cell in filled):
            continue
        known = sum(map(is_known, filled)) >= len(filled) / 2
        if known or len(set(filled)) <= max(2, len(filled) / 2):
            return column
    return None


def _is_header(row: Sequence[tuple[Paragraph, ...]]) -> bool:
    cells = [" ".join(_text(cell).casefold().split()).rstrip(":") for cell in row]
    return sum(cell in _HEADERS for cell in cells) >= 2


def _share(
    rows: Sequence[Sequence[tuple[Paragraph, ...]]], column: int, pattern: re.Pattern[str]
) -> float:
    filled = [text for row in rows if (text := _text(_cell(row, column)).strip())]
    return sum(bool(pattern.fullmatch(text)) for text in filled) / len(filled) if filled else 1.0


def _cell(row: Sequence[tuple[Paragraph, ...]], column: int) -> tuple[Paragraph, ...]:
    return row[column] if column < len(row) else ()


def _text(cell: Sequence[Paragraph]) -> str:
    return "\n".join(p.piece.text for p in cell)


def _filled(cell: Sequence[Paragraph]) -> list[Paragraph]:
    return [p for p in cell if p.piece.text.strip()]
