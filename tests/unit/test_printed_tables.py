"""What commands print on a narrow terminal: broken at words, numbers on their line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.cli.plain_table import table
from qcode.cli.wrap import cells_wide, fitted, wrapped

NAMES = ("Membedakan kebutuhan dan keinginan", "Menabung", "Laki sendirian")
SAID = "Kalo yang sekolah kagak boleh dicolek, mau apa juga kagak boleh, saya umpetin di beras."

WORDS = st.lists(st.text("abc–é盆", min_size=1, max_size=9), max_size=12).map(" ".join)


@given(WORDS, st.integers(12, 60))
def test_a_wrapped_text_keeps_its_words_whole_and_its_width(text: str, width: int):
    lines = wrapped(text, width)
    assert all(cells_wide(line) <= width for line in lines)
    if all(cells_wide(word) <= width - 6 for word in text.split()):
        assert " ".join(lines).split() == text.split()


def test_a_further_line_stands_below_the_words_and_not_below_their_sign():
    assert wrapped("  → leads to: Pengelolaan keuangan", 22) == [
        "  → leads to:",
        "    Pengelolaan",
        "    keuangan",
    ]
    assert fitted("  satu dua tiga\nempat", 12) == "  satu dua\n  tiga\nempat"


def test_a_word_that_is_wider_than_the_line_is_broken_at_its_hyphens_first():
    assert wrapped("x precision_top_quarter", 12) == ["x precision_", "top_quarter"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_without_a_terminal_a_row_is_a_line_however_long_it_is():
    rows = [("code", "n", "words"), *((name, "3", SAID) for name in NAMES)]
    lines = table(rows).splitlines()
    assert [line.endswith(SAID) for line in lines] == [False, True, True, True]


def test_long_names_are_wrapped_at_words_and_the_numbers_stay_on_their_line():
    rows = [("", "as", "ch", "Total"), *((name, "13", ".", "7135") for name in NAMES)]
    assert table(rows, width=32).splitlines() == [
        "                     as ch Total",
        "Membedakan kebutuhan 13  .  7135",
        "dan keinginan",
        "Menabung             13  .  7135",
        "Laki sendirian       13  .  7135",
    ]


def test_a_column_of_sentences_goes_below_its_row_where_it_has_too_little_room():
    rows = [("place", "code", "words"), *((f"ch.{n}", name, SAID) for n, name in enumerate(NAMES))]
    lines = table(rows, width=60).splitlines()
    assert lines[:4] == [
        "place  code",
        "    words",
        "ch.0   Membedakan kebutuhan dan keinginan",
        "    Kalo yang sekolah kagak boleh dicolek, mau apa juga",
    ]


def test_a_matrix_too_wide_for_the_screen_is_cut_into_tables_with_the_same_rows():
    columns = [f"t{n:02}" for n in range(20)]
    rows = [["", *columns, "Total"], *([name, *["12"] * 20, "240"] for name in NAMES)]
    first, *others = table(rows, width=60).split("\n\n")
    assert others
    for block in (first, *others):
        assert block.splitlines()[1].startswith("Membedakan")
        assert "Menabung" in block
    heads = " ".join(block.splitlines()[0] for block in (first, *others)).split()
    assert heads == [*columns, "Total"]


def test_a_table_in_blocks_repeats_the_names_and_not_the_marks_before_them():
    rows = [["", "category", *(f"number{n}" for n in range(8))]]
    rows += [["◆", name, *["100%"] * 8] for name in NAMES]
    for block in table(rows, width=44).split("\n\n"):
        assert "◆  Menabung" in block or "◆ Menabung" in block


NUMBERS = st.integers(0, 99999).map(str)
ROWS = st.integers(1, 6).flatmap(
    lambda n: st.lists(
        st.tuples(WORDS, *[NUMBERS] * n, WORDS).map(list), min_size=1, max_size=5
    ).map(lambda rows: [["", *[f"head{i}" for i in range(n)], "said"], *rows])
)


@given(ROWS, st.sampled_from([40, 60, 80, 100]))
def test_no_line_is_wider_than_the_terminal_and_every_number_stays_whole(
    rows: list[list[str]], width: int
):
    lines = table(rows, width=width).splitlines()
    assert all(cells_wide(line) <= width for line in lines)
    said = " ".join(lines).split()
    for row in rows[1:]:
        for number in row[1:-1]:
            assert number in said


@pytest.mark.parametrize("width", [1, 5, 12])
def test_a_terminal_of_a_few_cells_still_gets_every_name(width: int):
    rows = [["", "as"], *([name, "1"] for name in NAMES)]
    assert "Menabung" in "".join(table(rows, width=width).split()).replace("1", "")
