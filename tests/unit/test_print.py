"""The page of a matrix printed by a browser: everything is on paper, from the first page on."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.analysis.matrix import build_matrix
from qcode.exchange.matrices.to_html import matrix_html
from qcode.session import Session
from qcode.study.clock import now
from qcode.study.edits import add_coding
from qcode.study.matrix import Cell, Matrix
from tests.studies import words

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
READER = shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(
    not (BROWSER and READER), reason="there is no chromium and pdftotext here"
)


def printed(page: str, folder: Path) -> list[str]:
    """The words on each page of the paper."""
    assert BROWSER is not None
    assert READER is not None
    (folder / "page.html").write_text(page, encoding="utf-8")
    pdf = folder / "page.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'user'}"]
    command = [BROWSER, *options, f"--print-to-pdf={pdf}", (folder / "page.html").as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=60)
    done = subprocess.run([READER, "-raw", str(pdf), "-"], capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")]


@pytest.fixture
def coded(root: Path) -> Session:
    with Session.open(root, "ana") as session:
        for quote, code in (("masuk celengan", "menabung"), ("Sekarang malu", "meminjam")):
            span = words(session.study, "ch", quote)
            session.apply(add_coding(session.study, "ana", "ch", span, code, at=now()))
    return session


def many_times(matrix: Matrix, columns: int) -> Matrix:
    """The matrix with its first column so many times, each with a name of its own."""
    first = matrix.columns[0]
    return replace(
        matrix,
        columns=tuple(replace(first, id=f"k{n}", name=f"kolom{n:02}") for n in range(columns)),
        cells=tuple((row[0],) * columns for row in matrix.cells),
        column_totals=(matrix.column_totals[0],) * columns,
    )


def test_all_columns_of_a_wide_matrix_are_on_the_page(coded: Session, tmp_path: Path):
    matrix = many_times(build_matrix(coded.study), 60)
    first = printed(matrix_html(matrix), tmp_path)[0]
    assert [f"kolom{n:02}" for n in range(60) if f"kolom{n:02}" not in first] == []
    assert "Total" in first


def sixty_fold(cell: Cell) -> Cell:
    """The cell with its quotes sixty times, each time at another place."""
    return replace(cell, quotes=tuple(q._replace(start=n) for n in range(60) for q in cell.quotes))


def test_a_row_of_quotes_longer_than_a_page_begins_on_the_first(coded: Session, tmp_path: Path):
    matrix = build_matrix(coded.study, rows="themes", cells="quotes")
    cells = tuple(tuple(map(sixty_fold, row)) for row in matrix.cells)
    pages = printed(matrix_html(replace(matrix, cells=cells)), tmp_path)
    assert "masuk celengan" in pages[0]
    assert len(pages) > 3
    assert sum("Total" in page for page in pages[1:-2]) == len(pages[1:-2]), "names are repeated"
    assert "\N{LEFT DOUBLE QUOTATION MARK}" in pages[1]
