"""cases.csv: a row for each participant, read with any delimiter and written back with it."""

from __future__ import annotations

import csv
import io

from qcode.files.text import TextFile, decode, refuse_conflicts
from qcode.study.case import CaseTable
from qcode.study.errors import QcodeError


def read_cases(data: bytes, file: str) -> CaseTable:
    """The table; an error names the line that has no case or one that is there twice."""
    text = decode(data, file).text
    refuse_conflicts(text, file)
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    header = [c.strip() for c in next(reader, [])]
    if not header:
        return CaseTable()
    if header[0].casefold() != "case":
        raise QcodeError(f"{file}, line 1: the first column must be called case.")
    header[0] = "case"
    for column in header:
        if column and header.count(column) > 1:
            raise QcodeError(f"{file}, line 1: the column “{column}” twice; rename one of the two.")
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        case = row[0].strip()
        if not case:
            raise QcodeError(f"{file}, line {reader.line_num}: the row has no case.")
        if case in rows:
            raise QcodeError(
                f"{file}, line {reader.line_num}: the case “{case}” has two rows; join them."
            )
        cells = [*row[1:], *[""] * len(header)]
        if any(cells[len(header) - 1 :]) or any(
            cell for name, cell in zip(header[1:], cells, strict=False) if not name
        ):
            raise QcodeError(
                f"{file}, line {reader.line_num}: the row has more cells than columns with a name; "
                "name the column or empty the cell."
            )
        rows[case] = dict(zip(header[1:], cells, strict=False))
    return CaseTable(tuple(header), rows)


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def write_cases(table: CaseTable, before: bytes | None, file: str) -> bytes | None:
    """The bytes of the table; None when it holds nothing."""
    if not table.rows:
        return None
    old = decode(before, file) if before is not None else TextFile("")
    out = io.StringIO()
    delimiter = _delimiter(old.text) if old.text else ","
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    for case, row in table.rows.items():
        writer.writerow([case, *(row.get(c, "") for c in table.columns[1:])])
    return old.encode(out.getvalue())
