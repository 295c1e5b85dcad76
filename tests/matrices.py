"""Small matrices for the tests of exports, and what reads the files again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html.parser import HTMLParser

import openpyxl

from qcode.study.matrix import Cell, Heading, Matrix
from qcode.study.quotes import Quote

HOSTILE = "=1+1 <script>alert(1)</script> & “x” | \\input{x} _x0041_ \x07"


def quote(ident: str, text: str = "Saya nabung", *, memo: str = "", start: int = 0) -> Quote:
    return Quote(
        ident, "menabung", "Menabung", "hm", "ch", 34, start, start + len(text), text,
        "(CH, KPM, April 2023)", memo, text,
    )  # fmt: skip


def matrix(
    measure: str = "codings", *, name: str = "Menabung", text: str = "Saya nabung", memo: str = ""
) -> Matrix:
    """Two rows by two columns; one cell holds two quotes, one holds one, two are empty."""
    a, b = quote("a", text, memo=memo), quote("b", "di celengan", start=90_000)
    c = quote("c", "ikut arisan", start=90_100)
    share = measure == "share"
    two, one, all_ = (0.5, 0.25, 0.375) if share else (2, 1, 3)
    return Matrix(
        title="Pemberdayaan",
        rows=(Heading("uang", name, 0, "blue"), Heading("menabung", "Menabung", 1)),
        columns=(Heading("ch", "ch"), Heading("sw", "sw")),
        cells=((Cell(), Cell()), (Cell(two, (a, b)), Cell(one, (c,)))),
        row_totals=(Cell(), Cell(all_, (a, b, c))),
        column_totals=(Cell(two, (a, b)), Cell(one, (c,))),
        total=Cell(all_, (a, b, c)),
        measure=measure,
        filters=("role=KPM",),
    )


def sheets(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


class Page(HTMLParser):
    """What a browser sees: tags with their attributes, and the text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def by_two_coders(measure: str = "quotes", *, columns_by: str = "transcripts") -> Matrix:
    """One cell with three codings of two passages: `hm` and `an` coded the first alike."""
    first, second = quote("a", memo="sering"), quote("b", "di celengan", start=50)
    again = first._replace(coding="c", coder="an", code_name="Celengan", memo="")
    cell = Cell(3, (first, again, second))
    return Matrix(
        "", (Heading("uang", "Uang"),), (Heading("ch", "ch"),), ((cell,),), (cell,), (cell,), cell,
        rows_by="themes", columns_by=columns_by, measure=measure,
    )  # fmt: skip


def crowded(texts: Sequence[str]) -> Matrix:
    """One cell with a quote for each of these texts."""
    quotes = tuple(quote(str(n), text, start=100_000 * n) for n, text in enumerate(texts))
    cell = Cell(len(quotes), quotes)
    return Matrix(
        "", (Heading("uang", "Uang"),), (Heading("ch", "ch"),), ((cell,),), (cell,), (cell,), cell,
        measure="quotes",
    )  # fmt: skip
