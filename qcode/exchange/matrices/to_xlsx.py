"""A matrix as a workbook: the numbers, the quotes behind them, and what it is about."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from qcode.exchange.matrices.wording import subject
from qcode.exchange.tables.cells import plain_number, quote_lines, shade
from qcode.exchange.tables.xlsx_rows import cell_text, replace_rows
from qcode.study.matrix import Cell, Matrix
from qcode.study.quotes import Quote

QUOTE_COLUMNS = ("Code", "Quote", "Attribution", "Transcript", "Turn", "Coder", "Memo", "Coding")
_QUOTE_WIDTHS = (28, 80, 30, 16, 7, 10, 40, 15)
_SHADES = tuple("#F3F7FC #E3EDF7 #CFE0F1 #B7D1EA #9BBFE1 #7FADD8 #659BCE #4F8AC2".split())
CREATED = datetime(2000, 1, 1)
_MOST_LINKS = 5_000
_INDENTS = 15


def matrix_xlsx(matrix: Matrix, *, totals: bool = True) -> bytes:
    """Sheet 1 is the matrix in real numbers, sheet 2 the quotes, sheet 3 says what it shows.

    Strings are never formulas, and the bytes are the same for the same matrix. In a matrix of up
    to 5,000 filled cells a number leads to the first of its quotes.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": matrix.title, "created": CREATED, "comments": "Made by qcode"})
    quotes = list(_quotes_by_cell(matrix))
    lines = {(q.coding, q.code): line for line, q in enumerate(quotes, start=2)}
    _Sheet(book, matrix, totals, lines).write()
    _quotes_sheet(book, len(quotes))
    _about_sheet(book, matrix)
    book.close()
    if not quotes:
        return out.getvalue()
    return replace_rows(out.getvalue(), 2, map(_quote_row, quotes))


class _Sheet:
    """The sheet with the numbers."""

    def __init__(
        self, book: Any, matrix: Matrix, totals: bool, lines: dict[tuple[str, str], int]
    ) -> None:
        self.sheet = book.add_worksheet("Matrix")
        self.matrix = matrix
        self.totals = totals
        filled = sum(1 for row in matrix.cells for cell in row if cell.quotes)
        self.lines = lines if filled <= _MOST_LINKS else {}
        is_text = matrix.measure == "quotes"
        number = {"num_format": "0.0%" if matrix.measure == "share" else "0"}
        inner = {"text_wrap": True, "valign": "top"} if is_text else number
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "align": "left" if is_text else "right"}
        )
        self.corner = book.add_format({"bold": True, "bottom": 1})
        self.names = [
            book.add_format({"indent": depth, "bold": depth == 0, "valign": "top"})
            for depth in range(_INDENTS + 1)
        ]
        self.shades = [
            book.add_format(inner if is_text or not color else {**inner, "bg_color": color})
            for color in ("", *_SHADES)
        ]
        self.total = book.add_format({**number, "bold": True, "left": 1, "valign": "top"})
        self.foot = book.add_format({**number, "bold": True, "top": 1})
        self.foot_name = book.add_format({"bold": True, "top": 1})

    def write(self) -> None:
        """Header, rows, totals, and the sheet's furniture."""
        matrix, sheet = self.matrix, self.sheet
        self._text(0, 0, matrix.rows_by.capitalize(), self.corner)
        for c, heading in enumerate(matrix.columns, start=1):
            self._text(0, c, heading.name, self.head)
        last = len(matrix.columns) + 1
        for r, (heading, cells) in enumerate(zip(matrix.rows, matrix.cells, strict=True), start=1):
            self._text(r, 0, heading.name, self.names[min(heading.depth, _INDENTS)])
            for c, cell in enumerate(cells, start=1):
                self._cell(r, c, cell)
            if self.totals:
                self._number(r, last, matrix.row_totals[r - 1], self.total)
        if self.totals:
            self._text(0, last, "Total", self.head)
            foot = len(matrix.rows) + 1
            self._text(foot, 0, "Total", self.foot_name)
            for c, cell in enumerate((*matrix.column_totals, matrix.total), start=1):
                self._number(foot, c, cell, self.foot)
        longest = max((len(h.name) + h.depth for h in matrix.rows), default=10)
        sheet.set_column(0, 0, min(50, longest + 3))
        widest = 50 if matrix.measure == "quotes" else 14
        for c, heading in enumerate(matrix.columns, start=1):
            width = widest if matrix.measure == "quotes" else len(heading.name) + 2
            sheet.set_column(c, c, min(widest, max(7, width)))
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        style = self.shades[shade(self.matrix, cell, len(_SHADES))]
        if self.matrix.measure == "quotes":
            self._text(row, column, quote_lines(cell), style)
            return
        found = [self.lines[q.coding, q.code] for q in cell.quotes] if self.lines else []
        if found:
            self.sheet.write_url(row, column, f"internal:'Quotes'!B{min(found)}", style)
        self._number(row, column, cell, style)

    def _number(self, row: int, column: int, cell: Cell, style: Any) -> None:
        self.sheet.write_number(row, column, plain_number(cell.value, self.matrix.measure), style)

    def _text(self, row: int, column: int, text: str, style: Any) -> None:
        write_text(self.sheet, row, column, text, style)


def write_text(sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
    """Writes a text as it is: never a formula, a link or markup."""
    text = cell_text(text)
    if text.startswith("<r>"):
        text = "\u200b" + text  # XlsxWriter takes such a string for its own markup
    sheet.write_string(row, column, text, style)


def _quotes_sheet(book: Any, count: int) -> None:
    sheet = book.add_worksheet("Quotes")
    head = book.add_format({"bold": True, "bottom": 1})
    plain = book.add_format({"valign": "top"})
    wrapped = book.add_format({"valign": "top", "text_wrap": True})
    for c, (name, width) in enumerate(zip(QUOTE_COLUMNS, _QUOTE_WIDTHS, strict=True)):
        sheet.write_string(0, c, name, head)
        sheet.set_column(c, c, width)
        if count:
            style = wrapped if name in {"Quote", "Memo", "Attribution"} else plain
            sheet.write_number(1, c, 0, style)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, count), len(QUOTE_COLUMNS) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _about_sheet(book: Any, matrix: Matrix) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 80)
    lines = [
        ("Study", matrix.title),
        ("Shows", subject(matrix, "en")),
        *(("Only", condition) for condition in matrix.filters),
        ("Totals", "Each coding counts once, so a total can be less than the sum of its cells."),
    ]
    for row, (name, text) in enumerate(lines):
        write_text(sheet, row, 0, name)
        write_text(sheet, row, 1, text)


def _quotes_by_cell(matrix: Matrix) -> Iterator[Quote]:
    """All quotes in the order of rows and cells, each once."""
    seen: set[tuple[str, str]] = set()
    for row in matrix.cells:
        for cell in row:
            for quote in cell.quotes:
                key = (quote.coding, quote.code)
                if key not in seen:
                    seen.add(key)
                    yield quote


def _quote_row(quote: Quote) -> tuple[str | int, ...]:
    return (
        quote.code_name,
        quote.text,
        quote.attribution,
        quote.transcript,
        quote.turn,
        quote.coder,
        quote.memo,
        quote.coding,
    )
