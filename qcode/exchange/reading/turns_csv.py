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
from qcode.exchange.tables.cells import unguard
from qcode.study.errors import QcodeError

SPEAKER = frozenset(
    "speaker pembicara interlocutor label penutur who nama name speaker_name".split()
)
TEXT = frozenset(
    "text|teks|utterance|utterance_text|ujaran|isi|words|turn|content|"
    "message|ucapan|kalimat|perkataan".split("|")
)
TIME = frozenset("time|waktu|timestamp|start|start time|start_time|mulai|jam".split("|"))
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,]\d+)?")


@dataclass(frozen=True)
class Table:
    """A CSV file: its header folded, its rows with their line in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, Sequence[str]], ...]


def read_header(text: str) -> tuple[str, ...]:
    """The column names of a CSV text, folded; empty when the first line is no header."""
    first = text.lstrip("\n")[:20000]
    try:
        row = next(csv.reader(io.StringIO(first), delimiter=delimiter_of(first)), [])
    except csv.Error:
        return ()
    return tuple(_folded(cell) for cell in row)


def delimiter_of(text: str) -> str:
    """Comma, semicolon or tab: the one that the first line holds most often."""
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _folded(cell: str) -> str:
    return " ".join(cell.casefold().split())


def read_table(text: str, name: str) -> Table:
    """All rows of a CSV; an error names the line of one that is broken."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    header: tuple[str, ...] = ()
    rows: list[tuple[int, Sequence[str]]] = []
    line = 1
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                pass
            elif not header:
                header = tuple(_folded(cell) for cell in row)
            elif len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
                raise QcodeError(
                    f"{name}, line {line}: {len(row)} cells under {len(header)} columns; put "
                    "quotation marks around words that hold the separator."
                )
            else:
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise QcodeError(
            f"{name}, line {line}: this row is no CSV ({error}); check its quotation marks."
        ) from error
    return Table(header, tuple(rows))


def read_turns(path: Path) -> Found:
    """A line for each row: `Speaker: [hh:mm:ss] text`; a row without a speaker goes on."""
    text, note = read_text(path)
    table = read_table(text, path.name)
    speaker, words, time = (_column(table.header, names) for names in (SPEAKER, TEXT, TIME))
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
    if not lines:
        raise QcodeError(f"{path.name} has a header and no rows; export it again.")
    body = "\n".join(lines) + "\n"
    return Found(body, sure=frozenset(labels - {""}), notes=(note,) if note else ())


def _column(header: Sequence[str], names: frozenset[str]) -> int | None:
    return next((i for i, cell in enumerate(header) if cell in names), None)


def _cell(row: Sequence[str], column: int | None) -> str:
    if column is None or column >= len(row):
        return ""
    return unguard(row[column])


def _time_of(cell: str) -> str:
    """`[hh:mm:ss]` of a clock time or of seconds; empty for anything else."""
    plain = cell.strip(" []()")
    match = _CLOCK.fullmatch(plain)
    if match:
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return clock(hours * 3600 + minutes * 60 + seconds)
    try:
        return clock(float(plain)) if 0 <= float(plain) < 360000 else ""
    except ValueError:
        return ""
