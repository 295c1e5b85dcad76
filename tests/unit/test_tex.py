"""The LaTeX table of a matrix: it compiles and stays within the page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from qcode.exchange.matrices.render import render
from qcode.study.matrix import Cell, Heading, Matrix

LATEX = shutil.which("pdflatex")
DOCUMENT = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{array,booktabs,graphicx,longtable}
\begin{document}
\input{table}
\end{document}
"""
NAME = "Membedakan kebutuhan & keinginan, 100% dari 'uang' {sisa}"


def matrix(columns: int, column: str, value: float) -> Matrix:
    """Three rows under one another by so many columns."""
    cells = tuple(Cell(value) for _ in range(columns))
    return Matrix(
        title="Arisan",
        rows=tuple(Heading(f"r{n}", NAME[: 12 * (n + 1)], n) for n in range(3)),
        columns=tuple(Heading(f"k{n}", f"{column}{n}") for n in range(columns)),
        cells=(cells,) * 3,
        row_totals=(Cell(value),) * 3,
        column_totals=cells,
        total=Cell(value),
    )


@pytest.mark.parametrize(
    ("columns", "column", "names_stand", "size"),
    [
        (2, "ch", False, ""),
        (5, "ch", False, r"\footnotesize"),
        (9, "pendamping ", True, r"\footnotesize"),
        (20, "ibu ", True, r"\tiny"),
    ],
)
def test_type_and_names_are_chosen_so_that_the_columns_fit(
    columns: int, column: str, names_stand: bool, size: str
):
    text = render(matrix(columns, column, 12), "tex").decode()
    assert (r"\rotatebox{90}" in text) == names_stand
    assert (rf"\begingroup{size}" in text) == bool(size)
    assert text.count(r"\begingroup") == text.count(r"\endgroup") == bool(size)


@pytest.mark.skipif(LATEX is None, reason="there is no LaTeX here")
@pytest.mark.parametrize(
    ("columns", "column", "value"),
    [(2, "ch", 7), (6, "pendamping ", 12), (12, "w", 1234), (22, "catatan observasi ", 7)],
)
def test_the_table_compiles_and_no_column_runs_off_the_page(
    tmp_path: Path, columns: int, column: str, value: float
):
    assert LATEX is not None
    (tmp_path / "table.tex").write_bytes(render(matrix(columns, column, value), "tex"))
    (tmp_path / "page.tex").write_text(DOCUMENT, encoding="utf-8")
    for _ in range(2):  # a longtable knows its widths from the second run on
        done = subprocess.run(
            [LATEX, "-interaction=nonstopmode", "page.tex"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
    assert "too wide) in alignment" not in done.stdout
    assert (tmp_path / "page.pdf").stat().st_size > 1000
