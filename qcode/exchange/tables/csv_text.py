"""CSV text: written so that it reads back as it was, and read whatever tool it came from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from qcode.exchange.tables.cells import guard
from qcode.study.errors import QcodeError

_LARGEST_FIELD = 2**31 - 1
_DELIMITERS = ",;\t"
_SEPARATOR = re.compile(r"\"?sep=([,;\t])\"?[,;\t]*\r?\n")
"""A first line by which a spreadsheet says what parts the cells."""


class _Rows:
    """Collects the rows of a csv.writer."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def write(self, row: str) -> None:
        self.found.append(row.removesuffix("\r\n"))


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV with commas and LF; text that looks like a formula is guarded."""
    sink = _Rows()
    # With CRLF for its line end the writer quotes fields that hold either of the two.
    writer = csv.writer(sink, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in row])
    return "".join(f"{row}\n" for row in sink.found)


def csv_rows(text: str, source: str) -> list[tuple[int, list[str]]]:
    """The rows with the line each begins on, blank ones left out; commas, semicolons or tabs.

    `source` names the file in errors. Cells are as they stand, guards included.
    """
    text = text.removeprefix("\ufeff")
    named = _SEPARATOR.match(text)
    skipped = int(bool(named))
    text = text[named.end() :] if named else text
    delimiter = named.group(1) if named else _delimiter(text)
    before = csv.field_size_limit(_LARGEST_FIELD)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        rows: list[tuple[int, list[str]]] = []
        line = 1 + skipped
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        line = reader.line_num + skipped
        raise QcodeError(
            f"{source}, line {line}: this is no CSV that can be read ({error}); save "
            "it again as CSV with every quotation mark inside a cell doubled."
        ) from error
    finally:
        csv.field_size_limit(before)
    return rows


def _delimiter(text: str) -> str:
    """The one of the three that cuts the first line into most cells; the comma in doubt."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def cells(delimiter: str) -> int:
        return len(next(csv.reader([first], delimiter=delimiter), []))

    return max(_DELIMITERS, key=cells)
