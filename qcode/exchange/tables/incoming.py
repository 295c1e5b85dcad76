"""Tidy tables that come in: codings, a codebook, attributes, from qcode or from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qcode.exchange.reading.decode import read_text
from qcode.exchange.tables.cells import unguard
from qcode.exchange.tables.csv_text import csv_rows
from qcode.exchange.tables.outgoing import heard_list, heard_mapping
from qcode.study.code import COLORS, STATUSES
from qcode.study.errors import QcodeError

_CODINGS = {
    "transcript": ("transcript", "transkrip", "document", "dokumen", "file", "berkas", "sumber"),
    "start": ("start", "mulai", "awal"),
    "end": ("end", "selesai", "akhir"),
    "quote": ("quote", "kutipan", "quotation", "text", "teks"),
    "code": ("code", "kode"),
    "coder": ("coder", "pengode", "koder"),
    "memo": ("memo", "catatan", "note", "comment", "komentar"),
}
_CODEBOOK = {
    "name": ("name", "nama", "code", "kode"),
    "definition": ("definition", "definisi", "description", "deskripsi"),
    "parent": ("parent", "induk", "category", "kategori"),
    "id": ("id",),
    "labels": ("labels", "label"),
    "also": ("also", "juga"),
    "source": ("source", "sumber", "asal"),
    "include": ("include", "inclusion", "termasuk"),
    "exclude": ("exclude", "exclusion", "tidak termasuk", "kecuali"),
    "match": ("match", "cocok"),
    "status": ("status",),
    "color": ("color", "colour", "warna"),
    "memo": ("memo", "catatan"),
}
_TRANSCRIPT = {"transcript": _CODINGS["transcript"]}


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding of a table; without a place it is to be found by its quote."""

    line: int
    transcript: str
    start: int | None
    end: int | None
    quote: str
    code: str
    """A name or an id."""
    coder: str
    """Empty where the table names nobody."""
    memo: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code of a table; `more` holds further fields as plain data of the codebook."""

    line: int
    name: str
    definition: str
    parent: str
    """A name or an id; empty for a root."""
    id: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """The attributes of one transcript; empty cells are left out."""

    line: int
    transcript: str
    attributes: Mapping[str, str]


def table_kind(header: Iterable[str]) -> str:
    """`codings`, `codebook`, `attributes`, or empty: what a table with these columns holds."""
    names = [_folded(name) for name in header]
    codings = _columns(names, _CODINGS)
    if {"transcript", "code"} <= codings.keys() and (
        "quote" in codings or {"start", "end"} <= codings.keys()
    ):
        return "codings"
    codebook = _columns(names, _CODEBOOK)
    if "name" in codebook and {"definition", "parent"} & codebook.keys():
        return "codebook"
    return "attributes" if "transcript" in codings and len(names) > 1 else ""


def read_codings_csv(path: Path) -> list[CodingRow]:
    """The codings of a table; a QcodeError names the line that is wrong and the remedy."""
    table = _Table.read(path, _CODINGS)
    table.needs("transcript", "code")
    if "quote" not in table.columns:
        table.needs("start", "end")
    return [_coding(table, line, row) for line, row in table.rows]


def _coding(table: _Table, line: int, row: Sequence[str]) -> CodingRow:
    values = {column: table.cell(row, column) for column in _CODINGS}
    start, end = (_place(table, line, column, values[column]) for column in ("start", "end"))
    if (start is None) != (end is None):
        raise table.error(line, "has only one of start and end; give both or neither")
    if start is None and not values["quote"]:
        raise table.error(line, "has neither a place nor a quote; give start and end, or the words")
    if start is not None and end is not None and start >= end:
        raise table.error(line, f"ends at {end}, not behind its start {start}; correct the two")
    for column in ("transcript", "code"):
        if not values[column].strip():
            raise table.error(line, f"has no {column}; fill the cell or remove the row")
    return CodingRow(
        line,
        values["transcript"].strip(),
        start,
        end,
        values["quote"],
        values["code"].strip(),
        values["coder"].strip(),
        values["memo"],
    )


def _place(table: _Table, line: int, column: str, text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    whole = text.removesuffix(".0")
    if not (whole.isascii() and whole.isdigit()):
        raise table.error(line, f"has “{text}” as {column}; write a whole number or leave it empty")
    return int(whole)


def read_codebook_csv(path: Path) -> list[CodeRow]:
    """The codes of a table; a QcodeError names the line that is wrong and the remedy."""
    table = _Table.read(path, _CODEBOOK)
    table.needs("name")
    return [_code(table, line, row) for line, row in table.rows]


def _code(table: _Table, line: int, row: Sequence[str]) -> CodeRow:
    values = {column: table.cell(row, column) for column in _CODEBOOK}
    name = values.pop("name").strip()
    if not name:
        raise table.error(line, "has no name; fill the cell or remove the row")
    definition, parent = values.pop("definition"), values.pop("parent").strip()
    ident = values.pop("id").strip()
    for column, known in (("status", STATUSES), ("color", COLORS)):
        if values[column].strip() and values[column].strip() not in known:
            said = f"has “{values[column]}” as {column}; write one of {', '.join(known)}"
            raise table.error(line, said)
    more: dict[str, Any] = {}
    for column, text in values.items():
        if not text.strip():
            continue
        if column == "labels":
            try:
                more[column] = heard_mapping(text)
            except ValueError as error:
                said = "has labels that cannot be read; write a language and a name, `en: Saving`"
                raise table.error(line, said) from error
        elif column in {"also", "include", "exclude", "match"}:
            more[column] = heard_list(text)
        else:
            more[column] = text if column == "memo" else text.strip()
    return CodeRow(line, name, definition, parent, ident, more)


def read_attributes_csv(path: Path) -> list[AttributeRow]:
    """The attributes of a table; every column but that of the transcript is one."""
    table = _Table.read(path, _TRANSCRIPT)
    table.needs("transcript")
    own = table.columns["transcript"]
    names = {i: name.strip() for i, name in enumerate(table.header) if i != own}
    found: dict[str, AttributeRow] = {}
    for line, row in table.rows:
        transcript = table.cell(row, "transcript").strip()
        if not transcript:
            raise table.error(line, "has no transcript; fill the cell or remove the row")
        if transcript in found:
            first = found[transcript].line
            said = f"names “{transcript}” again, as line {first} does; keep one of the two"
            raise table.error(line, said)
        values = {
            name: unguard(row[i]).strip()
            for i, name in names.items()
            if name and i < len(row) and row[i].strip()
        }
        found[transcript] = AttributeRow(line, transcript, values)
    return list(found.values())


@dataclass(frozen=True)
class _Table:
    """A CSV file whose columns were recognised by their names."""

    name: str
    header: tuple[str, ...]
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Sequence[str]]]

    @classmethod
    def read(cls, path: Path, known: Mapping[str, Sequence[str]]) -> _Table:
        text, _ = read_text(path)
        rows = csv_rows(text, path.name)
        if not rows:
            raise QcodeError(f"{path.name} is empty; export or save it again.")
        (_, header), *body = rows
        names = [_folded(name) for name in header]
        table = cls(path.name, tuple(map(unguard, header)), _columns(names, known), body)
        twice = {name for name in names if name and names.count(name) > 1}
        if twice:
            raise table.error(1, f"names the column “{min(twice)}” twice; rename one of them")
        for line, row in body:
            if any(cell.strip() for cell in row[len(header) :]):
                said = f"has {len(row)} cells under {len(header)} columns"
                raise table.error(line, f"{said}; put cells that hold the separator in quotes")
        return table

    def needs(self, *columns: str) -> None:
        """An error when one of the columns is missing."""
        for column in columns:
            if column not in self.columns:
                has = ", ".join(name for name in self.header if name.strip()) or "none"
                raise self.error(1, f"has no column “{column}” (it has: {has}); add or rename it")

    def cell(self, row: Sequence[str], column: str) -> str:
        """The cell without its guard; empty where there is none."""
        at = self.columns.get(column)
        return "" if at is None or at >= len(row) else unguard(row[at])

    def error(self, line: int, said: str) -> QcodeError:
        """The error of a line."""
        what = "header" if line == 1 else "row"
        return QcodeError(f"{self.name}, line {line}: the {what} {said}.")


def _columns(names: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Column to index; the first of its synonyms that the table has."""
    found = {}
    for column, synonyms in known.items():
        match = next((s for s in synonyms if s in names), None)
        if match is not None:
            found[column] = names.index(match)
    return found


def _folded(name: str) -> str:
    return " ".join(unguard(name).casefold().replace("_", " ").split())
