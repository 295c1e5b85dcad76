"""Many rows for a sheet at once.

XlsxWriter takes four seconds for the 50,000 quotes behind a large matrix. It writes the sheet
with one row as the pattern of its styles; the others are put into the file here, as the XML that
ECMA-376 part 1 (18.3.1) defines.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

MAX_TEXT = 32_767
"""Characters that a cell holds at most, by Excel's limits."""
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNPLAIN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff&<>]|_x")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_STYLE = re.compile(r'<c r="([A-Z]+)2"(?: s="(\d+)")?')
_REPEATED = 80
"""Texts shorter than this often come again (codes, coders, attributions)."""
_WRITTEN = (1980, 1, 1, 0, 0, 0)


def cell_text(text: str) -> str:
    """The text as a cell can hold it: line ends as LF, no character illegal in XML, not too long.

    Excel counts UTF-16 units, so characters beyond U+FFFF count twice.
    """
    text = _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 <= MAX_TEXT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_TEXT:
        return text
    return units[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"


def replace_rows(book: bytes, sheet: int, rows: Iterable[Sequence[str | int]]) -> bytes:
    """The workbook whose sheet (from 1) has these rows below its first, styled as its second."""
    name = f"xl/worksheets/sheet{sheet}.xml"
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for info in old.infolist():
            data = old.read(info)
            if info.filename == name:
                data = _with_rows(data.decode(), rows).encode()
            entry = zipfile.ZipInfo(info.filename, _WRITTEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = info.external_attr
            new.writestr(entry, data, compresslevel=1)
    return out.getvalue()


def _with_rows(xml: str, rows: Iterable[Sequence[str | int]]) -> str:
    start, end = xml.index('<row r="2"'), xml.index("</sheetData>")
    columns = [
        (column, f' s="{style}"' if style else "")
        for column, style in _STYLE.findall(xml[start:end])
    ]
    written = []
    known: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        cells = []
        for (column, style), value in zip(columns, row, strict=True):
            if value == "":
                continue
            if isinstance(value, int):
                inner = f"><v>{value}</v></c>"
            elif (found := known.get(value)) is not None:
                inner = found
            else:
                inner = f' t="inlineStr"><is><t xml:space="preserve">{_xml(value)}</t></is></c>'
                if len(value) < _REPEATED:
                    known[value] = inner
            cells.append(f'<c r="{column}{number}"{style}{inner}')
        written.append(f'<row r="{number}">{"".join(cells)}</row>')
    last = f"{columns[-1][0]}{len(written) + 1}"
    head = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', xml[:start])
    return head + "".join(written) + xml[end:]


def _xml(text: str) -> str:
    if len(text) * 2 <= MAX_TEXT and not _UNPLAIN.search(text):
        return text
    text = cell_text(text)
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
