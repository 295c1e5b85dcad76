"""Turns as a table (.csv, .tsv): a speaker, the words, and maybe a time in each row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qcode.exchange.reading.decode import read_text
from qcode.exchange.reading.found import Found, clean_label, clock, said_line
from qcode.exchange.reading.heads import (
    NUMBER,
    SPEAKER,
    TEXT,
    TIME,
    asks_below,
    column_kind,
    labels_of,
)
from qcode.exchange.tables.cells import unguard
from qcode.study.errors import QcodeError
from qcode.study.transcript import INTERVIEWER

_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,]\d+)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})\.(\d{2})")
_SEPARATOR = re.compile(r"\ufeff?\n*\"?sep=([,;\t])\"?[,;\t]*\n")
"""A first line by which a spreadsheet says what parts the cells."""


@dataclass(frozen=True)
class Table:
    """A CSV file: its header folded and as it is, its rows with their line in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, Sequence[str]], ...]
    heads: tuple[str, ...] = ()


def read_header(text: str) -> tuple[str, ...]:
    """The column names of a CSV text, folded; empty when the first line is no header."""
    first, delimiter, _ = _without_separator(text[:20000].lstrip("\n"))
    try:
        row = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(_folded(cell) for cell in row)


def _without_separator(text: str) -> tuple[str, str, int]:
    """The text without a line that names its separator, the separator, and the lines taken off."""
    named = _SEPARATOR.match(text)
    if named:
        return text[named.end() :], named.group(1), named.group().count("\n")
    return text, delimiter_of(text), 0


def delimiter_of(text: str) -> str:
    """Comma, semicolon or tab: the one that the first line holds most often outside quotes."""
    head = re.sub(r'"[^"]*"', "", text.lstrip("\n").split("\n", 1)[0])
    return max(",;\t", key=head.count)


def _folded(cell: str) -> str:
    return " ".join(cell.casefold().split())


def read_table(text: str, name: str) -> Table:
    """All rows of a CSV; an error names the line of one that is broken."""
    text, delimiter, skipped = _without_separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: list[tuple[int, Sequence[str]]] = []
    line = 1 + skipped
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                pass
            elif not header:
                header, heads = tuple(_folded(cell) for cell in row), tuple(row)
            elif len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
                raise QcodeError(
                    f"{name}, line {line}: {len(row)} cells under {len(header)} columns; put "
                    "quotation marks around words that hold the separator."
                )
            else:
                rows.append((line, row))
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise QcodeError(
            f"{name}, line {line}: this row is no CSV ({error}); check its quotation marks."
        ) from error
    return Table(header, tuple(rows), heads)


def read_turns(path: Path) -> Found:
    """A line for each row: `Speaker: [hh:mm:ss] text`; a row without a speaker goes on.

    A table of questions and answers has a line for each of the two.
    """
    text, note = read_text(path)
    table = read_table(text, path.name)
    asked = asked_and_answered(table.heads)
    speaker, words, time = (_column(table.header, names) for names in (SPEAKER, TEXT, TIME))
    used = {speaker, time, *(asked or {words})}
    notes = [note] if note else []
    notes += _left_out(table, used)
    if asked:
        return _exchange(table, asked, path.name, notes)
    if speaker is None or words is None:
        raise QcodeError(
            f"{path.name}, line 1: a table of turns needs the columns speaker and text; "
            f"it has {', '.join(table.header) or 'none'}."
        )
    lines: list[str] = []
    labels: set[str] = set()
    for _, row in table.rows:
        label, said = clean_label(_cell(row, speaker)), _cell(row, words).strip("\n")
        if not label and not said.strip():
            continue
        labels.add(label)
        lines.append(said_line(label, _time_of(_cell(row, time)), said))
    return _found(lines, labels, {}, path.name, notes)


def _left_out(table: Table, used: set[int | None]) -> list[str]:
    """That columns beside the words are not taken, but for numbers of rows."""
    names = [
        f"“{head.strip()}”"
        for c, head in enumerate(table.heads)
        if c not in used and head.strip() and column_kind(head) != NUMBER
    ]
    return [f"Columns that hold no words that were said are left out: {', '.join(names)}."] * bool(
        names
    )


def asked_and_answered(heads: Sequence[str]) -> dict[int, str]:
    """The label for each column of questions or answers; empty when there are not both."""
    kinds = [column_kind(head) for head in heads]
    labels = labels_of(heads, kinds)
    asks = [asks_below(kinds[c], label) for c, label in labels.items()]
    return labels if any(asks) and not all(asks) else {}


def _exchange(table: Table, columns: dict[int, str], name: str, notes: Sequence[str]) -> Found:
    """A line for each question and each answer; who answers may stand in a column of its own."""
    kinds = [column_kind(head) for head in table.heads]
    asks = {c for c, label in columns.items() if asks_below(kinds[c], label)}
    time, speaker = _column(table.header, TIME), _column(table.header, SPEAKER)
    lines: list[str] = []
    labels: set[str] = set()
    told: dict[str, str] = {}
    for _, row in table.rows:
        at = _time_of(_cell(row, time))
        named = clean_label(_cell(row, speaker))
        for c, label in columns.items():
            said = _cell(row, c).strip("\n")
            who = named if named and c not in asks else label
            if said.strip():
                labels.add(who)
                told[who] = INTERVIEWER if c in asks else ""
                lines.append(said_line(who, at, said))
                at = ""
    return _found(lines, labels, told, name, notes)


def _found(
    lines: list[str], labels: set[str], told: dict[str, str], name: str, notes: Sequence[str]
) -> Found:
    if not lines:
        raise QcodeError(f"{name} has a header and no rows; export it again.")
    return Found(
        "\n".join(lines) + "\n", sure=frozenset(labels - {""}), told=told, notes=tuple(notes)
    )


def _column(header: Sequence[str], names: frozenset[str]) -> int | None:
    return next((i for i, cell in enumerate(header) if cell in names), None)


def _cell(row: Sequence[str], column: int | None) -> str:
    if column is None or column >= len(row):
        return ""
    return unguard(row[column])


def _time_of(cell: str) -> str:
    """`[hh:mm:ss]` of a clock time or of seconds; empty for anything else."""
    plain = cell.strip(" []()")
    match = _CLOCK.fullmatch(plain) or _DOTTED.fullmatch(plain)
    if match:
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return clock(hours * 3600 + minutes * 60 + seconds)
    try:
        return clock(float(plain)) if 0 <= float(plain) < 360000 else ""
    except ValueError:
        return ""
