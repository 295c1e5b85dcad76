"""A matrix as a LaTeX longtable, to be read into a thesis by `\\input`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qcode.exchange.matrices.wording import subject, wording
from qcode.exchange.tables.cells import quote_lines, spoken_number
from qcode.study.matrix import Cell, Heading, Matrix

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "[": "{[}",
    "]": "{]}",
}
_PATTERN = re.compile("|".join(map(re.escape, _SPECIAL)))
_LINE = 68
"""Characters that a line of a common page holds at its normal size."""
_WIDTHS = ((1.0, "", "6pt"), (1.2, r"\footnotesize", "4pt"), (2.2, r"\tiny", "1.5pt"))
"""How many times a line's characters fit in a size of type, with the space between columns."""
_NAMES = r">{\raggedright\arraybackslash}p{.28\linewidth}"
_WIDE = r"% too wide for an upright page? \usepackage{pdflscape}, \begin{landscape} ... around it"
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def matrix_tex(matrix: Matrix, *, totals: bool = True, language: str = "en") -> str:
    """A table with booktabs rules; quotes as cells become one row each, with row and column."""
    size, gap, upright = "", "6pt", False
    rows = _quote_rows(matrix) if matrix.measure == "quotes" else None
    say = wording(language)
    if rows is not None:
        columns = r"p{.2\linewidth}p{.15\linewidth}p{.58\linewidth}"
        header = [say["row"], say["column"], say["quote"]]
        foot: list[str] = []
    else:
        names = [h.name for h in matrix.columns] + [say["total"]] * totals
        size, gap, upright = _fitting(matrix, names)
        columns = _NAMES * upright + "l" * (not upright) + "r" * len(names)
        across = [rf"\rotatebox{{90}}{{{escaped(n)}}}" if upright else escaped(n) for n in names]
        header = [_capital(say.get(matrix.rows_by, "")), *across]
        rows = _number_rows(matrix, totals, language)
        foot = _total_row(matrix, say["total"], language) if totals else []
    packages = "array,booktabs,graphicx,longtable" if upright else "booktabs,longtable"
    about = "".join(f"; {f}" for f in matrix.filters)
    lines = [
        rf"% \usepackage{{{packages}}}  and, with pdfLaTeX, \usepackage[T1]{{fontenc}}",
        *([_WIDE] if size == _WIDTHS[-1][1] else []),
        *([rf"\begingroup{size}\setlength{{\tabcolsep}}{{{gap}}}"] if size else []),
        rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}",
        rf"\caption{{{escaped(subject(matrix, language) + about)}}}\\",
        r"\toprule",
        _line(header),
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        *map(_line, rows),
        *([r"\midrule", _line(foot)] if foot else []),
        r"\end{longtable}",
        *([r"\endgroup"] if size else []),
    ]
    return "\n".join(lines) + "\n"


def _fitting(matrix: Matrix, names: list[str]) -> tuple[str, str, bool]:
    """Size of type, space between columns, and whether names stand upright, to fit on a page."""
    sums = (*matrix.column_totals, matrix.total)
    digits = max((len(spoken_number(c.value, matrix.measure)) for c in sums), default=1)
    first = max((len(h.name) + 2 * h.depth for h in matrix.rows), default=0)
    lying = first + sum(max(len(name), digits) + 2 for name in names)
    upright = 0.28 * _LINE + len(names) * (max(digits, 2) + 1.6)
    ways = [(lying, way, False) for way in _WIDTHS[:2]] + [(upright, w, True) for w in _WIDTHS[1:]]
    for width, (times, size, gap), stand in ways:
        if width <= times * _LINE:
            return size, gap, stand
    return *_WIDTHS[-1][1:], True


def escaped(text: str) -> str:
    """The text as LaTeX prints it; line ends and control characters become spaces."""
    return _PATTERN.sub(lambda m: _SPECIAL[m[0]], _UNPRINTABLE.sub(" ", text))


def _number_rows(matrix: Matrix, totals: bool, language: str) -> Iterable[list[str]]:
    for heading, cells, total in zip(matrix.rows, matrix.cells, matrix.row_totals, strict=True):
        shown = [*cells, *([total] if totals else [])]
        yield [_indented(heading), *(_number(c, matrix, language) for c in shown)]


def _total_row(matrix: Matrix, name: str, language: str) -> list[str]:
    shown = (*matrix.column_totals, matrix.total)
    return [name, *(_number(c, matrix, language) for c in shown)]


def _quote_rows(matrix: Matrix) -> Iterable[list[str]]:
    for heading, cells in zip(matrix.rows, matrix.cells, strict=True):
        name = escaped(heading.name)
        for column, cell in zip(matrix.columns, cells, strict=True):
            for line in quote_lines(matrix, cell):
                yield [name, escaped(column.name), escaped(line)]


def _number(cell: Cell, matrix: Matrix, language: str) -> str:
    return escaped(spoken_number(cell.value, matrix.measure, language))


def _indented(heading: Heading) -> str:
    return rf"\hspace*{{{heading.depth}em}}" * bool(heading.depth) + escaped(heading.name)


def _line(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
