"""What commands print in a real terminal that is 80 or 60 columns wide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands import run
from tests.terminal.screen import Screen

LONG = "Membedakan kebutuhan dan keinginan keluarga"


@pytest.fixture
def coded(root: Path) -> Path:
    """The small study with a long name, long transcripts' names and some codings."""
    file = root / "codebooks" / "codebook.yaml"
    file.write_text(file.read_text("utf-8").replace("Mengatur uang", LONG), "utf-8")
    for old, new in (("ch", "wawancara-ibu-ch"), ("sw", "wawancara-ibu-sw")):
        run("rename", "--study", root, old, new)
    for quote in ("masuk celengan", "takutnya ada iuran mendadak. Kemarin anak yang kecil minta"):
        words = ("wawancara-ibu-ch", "--quote", quote, "--code", "uang")
        run("code", "--study", root, "--coder", "ana", *words)
    return root


def printed(columns: int, *words: str) -> list[str]:
    with Screen(*words, columns=columns, rows=60) as screen:
        status, _ = screen.ended()
        screen.look()
        assert status in {0, 2}
        return [line.rstrip() for line in screen.text.splitlines()]


@pytest.mark.parametrize("columns", [80, 60])
def test_a_matrix_keeps_each_row_s_numbers_on_the_line_of_its_name(coded: Path, columns: int):
    lines = printed(columns, "matrix", "--study", str(coded))
    row = next(line for line in lines if line.startswith("Membedakan"))
    assert re.search(r"2 +\. +2$", row)


@pytest.mark.parametrize("columns", [80, 60])
def test_a_list_of_codings_is_broken_between_words(coded: Path, columns: int):
    lines = printed(columns, "codings", "--study", str(coded))
    words = " ".join(line.strip() for line in lines)
    assert "takutnya ada iuran mendadak. Kemarin anak yang kecil minta” (CH, KPM" in words


def test_an_error_is_broken_between_words(coded: Path):
    lines = printed(60, "codings", "--study", str(coded), "--transcript", "wawancara")
    said = " ".join(line for line in lines if line)
    assert "study; there are: wawancara-ibu-ch, wawancara-ibu-sw." in said
