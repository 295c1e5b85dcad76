"""Tidy tables that go out: codings, the codebook, attributes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from qcode.exchange.tables.csv_text import csv_text
from qcode.exchange.tables.xlsx_rows import cell_text
from qcode.study.code import Code
from qcode.study.codebook import Codebook
from qcode.study.coding import CODING, Coding, CodingFile
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter
from qcode.study.study import Study

CODING_COLUMNS = ("transcript", "start", "end", "quote", "code", "coder", "memo")
CODE_COLUMNS = (
    "name",
    "definition",
    "parent",
    "id",
    "labels",
    "also",
    "source",
    "include",
    "exclude",
    "match",
    "status",
    "color",
    "memo",
)
_EVERYTHING = Filter()
_SHEET = {
    "code": 34,
    "definition": 60,
    "include": 40,
    "exclude": 40,
    "codings": 11,
    "status": 11,
    "labels": 24,
    "id": 26,
}
"""The columns of the codebook's sheet by their words, with the characters that each shows."""
_INDENTS = 15


def codings_csv(study: Study, where: Filter = _EVERYTHING) -> str:
    """The codings as CSV, by transcript, coder and place, the unplaced last without a place."""
    rows = coding_rows(study, where)
    return csv_text([CODING_COLUMNS, *([row[c] for c in CODING_COLUMNS] for row in rows)])


def coding_rows(study: Study, where: Filter = _EVERYTHING) -> list[dict[str, str | int]]:
    """The codings as mappings from column to value; a missing place is an empty text."""
    return rows_of(study, listed_codings(study, where))


def rows_of(
    study: Study, codings: Iterable[tuple[CodingFile, Coding]]
) -> list[dict[str, str | int]]:
    """These codings as mappings from column to value."""
    names: dict[str, str] = {}
    return [_coding_row(study.codebook, file, coding, names) for file, coding in codings]


def listed_codings(study: Study, where: Filter = _EVERYTHING) -> list[tuple[CodingFile, Coding]]:
    """The codings that a list shows: the placed ones, then the unplaced."""
    found = list(where.codings(study))
    if not where.attributes:
        found += [(f, c) for f, c in _unplaced(study) if _wanted(study, where, f, c)]
    return found


def _unplaced(study: Study) -> Iterator[tuple[CodingFile, Coding]]:
    return ((f, c) for f, c in study.unplaced() if c.kind == CODING)


def _wanted(study: Study, where: Filter, file: CodingFile, coding: Coding) -> bool:
    if where.coders and file.coder not in where.coders:
        return False
    return not where.codes or study.codebook.resolve(coding.code) in where.wanted_codes(study)


def _coding_row(
    codebook: Codebook, file: CodingFile, coding: Coding, names: dict[str, str]
) -> dict[str, str | int]:
    if coding.code not in names:
        names[coding.code] = sayable(codebook, codebook.resolve(coding.code))
    values = (
        file.transcript,
        "" if coding.start is None else coding.start,
        "" if coding.end is None else coding.end,
        coding.quote,
        names[coding.code],
        file.coder,
        coding.memo,
    )
    return dict(zip(CODING_COLUMNS, values, strict=True))


def sayable(codebook: Codebook, ident: str) -> str:
    """The code's name where it leads back to this code alone, else its id."""
    code = codebook.codes.get(ident)
    if code is None:
        return ident
    try:
        return code.name if codebook.find(code.name) == ident else ident
    except QcodeError:
        return ident


def codebook_csv(study: Study) -> str:
    """The codebook as CSV, parents before their children; merged codes are left out."""
    codebook = study.codebook
    rows = [_code_row(codebook, codebook.codes[i]) for i, _ in codes_in_order(codebook)]
    return csv_text([CODE_COLUMNS, *rows])


def codes_in_order(codebook: Codebook) -> list[tuple[str, int]]:
    """Every code that is not merged with its depth, in the order of the tree."""
    found = dict(codebook.walk())
    for ident, code in codebook.codes.items():
        if not code.merged_into:
            found.setdefault(ident, 0)
    return list(found.items())


def _code_row(codebook: Codebook, code: Code) -> list[str]:
    parent = codebook.parents.get(code.id, "")
    values = {
        "name": code.name,
        "definition": code.definition,
        "parent": sayable(codebook, codebook.resolve(parent)) if parent else "",
        "id": code.id,
        "labels": said_mapping(code.labels),
        "also": said_list([sayable(codebook, codebook.resolve(c)) for c in code.also]),
        "source": code.source,
        "include": said_list(code.include),
        "exclude": said_list(code.exclude),
        "match": said_list(code.match),
        "status": code.status,
        "color": code.color,
        "memo": code.memo,
    }
    return [values[column] for column in CODE_COLUMNS]


def said_list(items: Sequence[str]) -> str:
    """The items one below the other; as JSON when that would not give them back."""
    lines = "\n".join(items)
    return lines if heard_list(lines) == list(items) else json.dumps(items, ensure_ascii=False)


def heard_list(text: str) -> list[str]:
    """The items of a cell: a line each, or a JSON list."""
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return found
    return [line for line in text.split("\n") if line.strip()]


def said_mapping(mapping: Mapping[str, str]) -> str:
    """`en: Managing money`, a line for each; as JSON when that would not give it back."""
    lines = "\n".join(f"{key}: {value}" for key, value in mapping.items())
    try:
        same = heard_mapping(lines) == dict(mapping)
    except ValueError:
        same = False
    return lines if same else json.dumps(dict(mapping), ensure_ascii=False)


def heard_mapping(text: str) -> dict[str, str]:
    """The mapping of a cell: `key: value` lines, or a JSON object; a ValueError for others."""
    if text.startswith("{"):
        found = json.loads(text)
        if not all(isinstance(value, str) for value in found.values()):
            raise ValueError("a label that is no text")
        return dict(found)
    pairs = [line.partition(":") for line in text.split("\n") if line.strip()]
    if not all(colon and key.strip() for key, colon, _ in pairs):
        raise ValueError("a line without a colon")
    return {key.strip(): value.strip() for key, _, value in pairs}


def attributes_csv(study: Study) -> str:
    """The attributes of the transcripts as CSV, a row for each; what is unknown is empty."""
    transcripts = study.transcripts.values()
    names = list(dict.fromkeys(name for t in transcripts for name in t.attributes))
    rows = [[t.name, *(t.attributes.get(name, "") for name in names)] for t in transcripts]
    return csv_text([["transcript", *names], *rows])


def codebook_xlsx(study: Study) -> bytes:
    """The codebook as a workbook to be read and printed, indented as the tree is."""
    import xlsxwriter

    from qcode.exchange.matrices.to_xlsx import CREATED, write_text
    from qcode.exchange.matrices.wording import wording

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": study.codebook.title, "created": CREATED})
    say = wording(study.codebook.language)
    sheet = book.add_worksheet(say["codebook"])
    head = book.add_format({"bold": True, "bottom": 1})
    cell = book.add_format({"valign": "top", "text_wrap": True})
    names = [
        book.add_format({"indent": depth, "bold": not depth, "valign": "top", "text_wrap": True})
        for depth in range(_INDENTS + 1)
    ]
    for c, (key, width) in enumerate(_SHEET.items()):
        sheet.write_string(0, c, say[key], head)
        sheet.set_column(c, c, width)
    for r, (ident, depth) in enumerate(codes_in_order(study.codebook), start=1):
        for c, value in enumerate(_sheet_row(study, ident)):
            style: Any = cell if c else names[min(depth, _INDENTS)]
            if isinstance(value, int):
                sheet.write_number(r, c, value, style)
            else:
                write_text(sheet, r, c, cell_text(value), style)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def _sheet_row(study: Study, ident: str) -> tuple[str | int, ...]:
    code = study.codebook.codes[ident]
    return (
        code.name,
        code.definition,
        "\n".join(code.include),
        "\n".join(code.exclude),
        study.counts[ident],
        code.status,
        said_mapping(code.labels),
        code.id,
    )
