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
from itertools import islice, repeat

MAX_TEXT = 32_767
"""Characters that a cell holds at most, by Excel's limits."""
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNPLAIN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff&<>]|_x")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LAST_WORD = re.compile(r"\s\S{1,99}\Z")
_STYLE = re.compile(r'<c r="([A-Z]+)2"(?: s="(\d+)")?')
_REPEATED = 80
"""Texts shorter than this often come again (codes, coders, attributions)."""
_AT_ONCE = 5_000
"""Rows that are written column by column together."""
_WRITTEN = (1980, 1, 1, 0, 0, 0)


def cell_text(text: str, *, limit: int | None = MAX_TEXT) -> str:
    """The text as a cell can hold it: line ends as LF, no character illegal in XML, not too long.

    `limit` is in UTF-16 units, as Excel counts.
    """
    text = _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if limit is None else cut_at_word(text, limit)


def units(text: str) -> int:
    """The length of a text as Excel counts it: characters beyond U+FFFF count twice."""
    return len(text.encode("utf-16-le")) // 2


def cut_at_word(text: str, limit: int) -> str:
    """The text, or as many whole words of it as fit with `…` into so many UTF-16 units."""
    if len(text) * 2 <= limit or units(text) <= limit:
        return text
    cut = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore")
    if not text[len(cut)].isspace() and (before := _LAST_WORD.search(cut)):
        cut = cut[: before.start()]
    return cut.rstrip() + "…"


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
    columns = [_Column(name, style) for name, style in _STYLE.findall(xml[start:end])]
    written, line, every = list[str](), 2, iter(rows)
    while some := list(islice(every, _AT_ONCE)):
        places = [f'{number}"' for number in range(line, line + len(some))]
        cells = [c.cells(places, v) for c, v in zip(columns, zip(*some, strict=True), strict=True)]
        opened = [f'<row r="{place}>' for place in places]
        written += map("".join, zip(opened, *cells, repeat("</row>", len(some)), strict=True))
        line += len(some)
    last = f"{columns[-1].name}{len(written) + 1}"
    head = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', xml[:start])
    return head + "".join(written) + xml[end:]


class _Column:
    """A column of the sheet; it remembers how short texts and numbers are written."""

    def __init__(self, name: str, style: str) -> None:
        self.name = name
        self._style = f' s="{style}"' if style else ""
        self._known: dict[str | int, str] = {"": ""}

    def cells(self, places: Sequence[str], values: Sequence[str | int]) -> list[str]:
        """The cells with these values on the lines of the places; "" for a cell with nothing."""
        head, known, tail = f'<c r="{self.name}', self._known.get, self._tail
        tails = [found if (found := known(v)) is not None else tail(v) for v in values]
        return [head + at + end if end else "" for at, end in zip(places, tails, strict=True)]

    def _tail(self, value: str | int) -> str:
        tail = _tail(value, self._style)
        if isinstance(value, int) or len(value) < _REPEATED:
            self._known[value] = tail
        return tail


def _tail(value: str | int, style: str) -> str:
    """A cell behind its place."""
    if isinstance(value, int):
        return f"{style}><v>{value}</v></c>"
    space = ' xml:space="preserve"' if value[0].isspace() or value[-1].isspace() else ""
    return f'{style} t="inlineStr"><is><t{space}>{_xml(value)}</t></is></c>'


def _xml(text: str) -> str:
    if len(text) * 2 <= MAX_TEXT and not _UNPLAIN.search(text):
        return text
    text = cell_text(text)
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
