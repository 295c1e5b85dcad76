"""A matrix as a workbook: the numbers, the quotes behind them, and what it is about."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from qcode.exchange.matrices.cell_limit import fitted
from qcode.exchange.matrices.quotes_sheet import Block, add_quotes_sheet, blocks_of, quote_rows
from qcode.exchange.matrices.wording import subject, wording
from qcode.exchange.tables.cells import plain_number, shade
from qcode.exchange.tables.xlsx_rows import cell_text, replace_rows
from qcode.study.matrix import Cell, Matrix

_SHADES = tuple("#F3F7FC #E3EDF7 #CFE0F1 #B7D1EA #9BBFE1 #7FADD8 #659BCE #4F8AC2".split())
CREATED = datetime(2000, 1, 1)
_MOST_LINKS = 5_000
_INDENTS = 15


def matrix_xlsx(matrix: Matrix, *, totals: bool = True, language: str = "en") -> bytes:
    """Sheet 1 is the matrix in real numbers, sheet 2 the quotes, sheet 3 says what it shows.

    Strings are never formulas, and the bytes are the same for the same matrix. In a matrix of up
    to 5,000 filled cells each leads to its quotes.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": matrix.title, "created": CREATED, "comments": "Made by qcode"})
    blocks = blocks_of(matrix)
    count = max((block.last for block in blocks.values()), default=1) - 1
    _Sheet(book, matrix, totals, language, blocks).write()
    add_quotes_sheet(book, matrix, count, language)
    _about_sheet(book, matrix, language)
    book.close()
    if not count:
        return out.getvalue()
    return replace_rows(out.getvalue(), 2, quote_rows(matrix))


class _Sheet:
    """The sheet with the numbers."""

    def __init__(
        self,
        book: Any,
        matrix: Matrix,
        totals: bool,
        language: str,
        blocks: dict[tuple[int, int], Block],
    ) -> None:
        self.say = wording(language)
        self.sheet = book.add_worksheet(self.say["matrix"])
        self.matrix = matrix
        self.totals = totals
        self.language = language
        self.blocks = blocks
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
        rows = self.say.get(matrix.rows_by, matrix.rows_by)
        self._text(0, 0, rows.capitalize(), self.corner)
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
            self._text(0, last, self.say["total"], self.head)
            foot = len(matrix.rows) + 1
            self._text(foot, 0, self.say["total"], self.foot_name)
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
        block = self.blocks.get((row - 1, column - 1))
        if block and len(self.blocks) <= _MOST_LINKS:
            self.sheet.write_url(row, column, block.link(self.say["quotes"]), style)
        if self.matrix.measure == "quotes":
            self._text(row, column, fitted(self.matrix, cell, block, self.language), style)
        else:
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


def _about_sheet(book: Any, matrix: Matrix, language: str) -> None:
    say = wording(language)
    sheet = book.add_worksheet(say["about"])
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 80)
    lines = [
        (say["study"], matrix.title),
        (say["shows"], subject(matrix, language)),
        *((say["only"], condition) for condition in matrix.filters),
        (say["totals"], say["how totals"]),
        (say["quotes"], say["how quotes"]),
    ]
    if matrix.measure == "quotes" and matrix.names_coders:
        lines.append((say["coders"].capitalize(), say["how coders"]))
    for row, (name, text) in enumerate(lines):
        write_text(sheet, row, 0, name)
        write_text(sheet, row, 1, text)
