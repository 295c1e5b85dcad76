"""A matrix in the formats that researchers take along: one entry for all of them."""

from __future__ import annotations

from qcode.study.errors import QcodeError
from qcode.study.matrix import Matrix

FORMATS = ("csv", "json", "md", "html", "xlsx", "tex")


def render(matrix: Matrix, format_: str, *, totals: bool = True, language: str = "en") -> bytes:
    """The matrix as a file's bytes, the same for the same matrix.

    HTML and XLSX show the quotes behind the numbers when the matrix was built with them.
    `language` is that of the words around the numbers (not of CSV and JSON, which scripts read).
    """
    if format_ == "csv":
        from qcode.exchange.matrices.to_csv import matrix_csv

        return matrix_csv(matrix, totals=totals).encode()
    if format_ == "json":
        from qcode.exchange.matrices.to_json import matrix_json

        return matrix_json(matrix, totals=totals).encode()
    if format_ == "md":
        from qcode.exchange.matrices.to_markdown import matrix_markdown

        return matrix_markdown(matrix, totals=totals, language=language).encode()
    if format_ == "tex":
        from qcode.exchange.matrices.to_tex import matrix_tex

        return matrix_tex(matrix, totals=totals, language=language).encode()
    if format_ == "html":
        from qcode.exchange.matrices.to_html import matrix_html

        return matrix_html(matrix, totals=totals, language=language).encode()
    if format_ == "xlsx":
        from qcode.exchange.matrices.to_xlsx import matrix_xlsx

        return matrix_xlsx(matrix, totals=totals, language=language)
    raise QcodeError(
        f"A matrix cannot be written as “{format_}”; choose one of {', '.join(FORMATS)}."
    )
