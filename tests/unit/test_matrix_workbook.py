"""A matrix as a workbook: numbers, the quotes behind them, and the way from one to the other."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.exchange.matrices.cell_limit import Cut, cut_of
from qcode.exchange.matrices.render import render
from qcode.study.matrix import Cell, Heading, Matrix
from tests.matrices import crowded, matrix, quote, sheets


def test_a_workbook_has_real_numbers_and_their_quotes_on_the_second_sheet() -> None:
    book = sheets(render(matrix(memo="sering"), "xlsx"))
    numbers, quotes = book.worksheets[:2]
    assert [[c.value for c in row] for row in numbers.iter_rows()] == [
        ["Codes", "ch", "sw", "Total"],
        ["Menabung", 0, 0, 0],
        ["Menabung", 2, 1, 3],
        ["Total", 2, 1, 3],
    ]
    assert [[c.value for c in row] for row in quotes.iter_rows()][:2] == [
        ["Row (codes)", "Column (transcripts)", "Code", "Quote", "Attribution", "Transcript",
         "Turn", "Coder", "Memo", "Coding"],
        ["Menabung", "ch", "Menabung", "Saya nabung", "(CH, KPM, April 2023)", "ch", 34, "hm",
         "sering", "a"],
    ]  # fmt: skip
    assert quotes.dimensions == "A1:J4"
    assert numbers.freeze_panes == quotes.freeze_panes == "B2"
    assert quotes.auto_filter.ref == "A1:J4"


@pytest.mark.parametrize("measure", ["codings", "quotes"])
def test_a_cell_of_a_workbook_leads_to_its_quotes_which_stand_together(measure: str):
    numbers, quotes = sheets(render(matrix(measure), "xlsx")).worksheets[:2]
    for at, column in (("B3", "ch"), ("C3", "sw")):
        sheet, _, place = numbers[at].hyperlink.location.partition("!")
        assert sheet == "'Quotes'"
        assert {tuple(c.value for c in row[:2]) for row in quotes[place]} == {("Menabung", column)}
    assert numbers["B2"].hyperlink is None


def test_a_coding_behind_several_cells_stands_once_for_each_of_them():
    one, both = quote("a"), Heading("KPM", "KPM")
    twice = Matrix(
        "", (Heading("uang", "Uang"), Heading("menabung", "Menabung")), (both,),
        ((Cell(1, (one,)),), (Cell(1, (one,)),)),
        (Cell(1, (one,)), Cell(1, (one,))), (Cell(1, (one,)),), Cell(1, (one,)),
        rows_by="categories", columns_by="role",
    )  # fmt: skip
    rows = list(sheets(render(twice, "xlsx"))["Quotes"].values)
    assert rows[0][:2] == ("Row (categories)", "Column (role)")
    assert [(*row[:2], row[-1]) for row in rows[1:]] == [
        ("Uang", "KPM", "a"), ("Menabung", "KPM", "a"),
    ]  # fmt: skip


def test_a_workbook_speaks_the_language_of_the_study():
    book = sheets(render(matrix(), "xlsx", language="id"))
    assert book.sheetnames == ["Matriks", "Kutipan", "Tentang"]
    assert book["Matriks"]["A1"].value == "Kode"
    assert [c.value for c in book["Kutipan"][1]] == [
        "Baris (kode)", "Kolom (transkrip)", "Kode", "Kutipan", "Atribusi", "Transkrip", "Giliran",
        "Pengode", "Memo", "Pengodean",
    ]  # fmt: skip
    assert book["Matriks"]["B3"].hyperlink.location == "'Kutipan'!A2:J3"
    about = dict(row[:2] for row in book["Tentang"].values)
    assert about["Isi"] == "Kode menurut transkrip: jumlah pengodean"


def test_a_cell_with_too_many_quotes_is_cut_between_them_and_says_how_many_more_and_where():
    many = crowded([f"kutipan {n} " + "kata " * 200 for n in range(1200)])
    book = sheets(render(many, "xlsx", language="id"))
    *shown, last = book["Matriks"]["B2"].value.split("\n")
    assert all(line.endswith("(CH, KPM, April 2023)") for line in shown)
    left = 1200 - len(shown)
    assert left > 1000
    said = f"{left:,}".replace(",", ".")
    assert last == f"… dan {said} lagi: semuanya di lembar Kutipan, baris 2 sampai 1201"
    assert len(list(book["Kutipan"].values)) == 1201
    assert cut_of(many) == Cut(cells=1, quotes=0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40_000), st.sampled_from("a 🙂")), min_size=1, max_size=6))
def test_whatever_its_quotes_a_cell_holds_no_more_than_excel_takes(texts: list[tuple[int, str]]):
    many = crowded([f"{'kata ' * (length // 5)}{letter}" for length, letter in texts])
    shown = sheets(render(many, "xlsx"))["Matrix"]["B2"].value
    assert len(shown.encode("utf-16-le")) // 2 <= 32_767
    assert ("more: all of them" in shown or "[ch.34]" in shown) == bool(cut_of(many).cells)


def test_a_quote_longer_than_a_cell_ends_behind_a_word_and_says_its_place():
    long = crowded(["kata panjang " * 4000])
    book = sheets(render(long, "xlsx"))
    shown = book["Matrix"]["B2"].value
    assert re.search(r" (kata|panjang)…” \(CH, KPM, April 2023\) \[ch\.34\]$", shown)
    assert re.search(r" (kata|panjang)…$", book["Quotes"]["D2"].value)
    assert cut_of(long) == Cut(cells=1, quotes=1)
    assert cut_of(matrix("quotes")) == Cut(cells=0, quotes=0)


def test_a_workbook_shows_shares_as_percentages_and_shades_by_size() -> None:
    sheet = sheets(render(matrix("share"), "xlsx"))["Matrix"]
    assert sheet["B3"].value == 0.5
    assert sheet["B3"].number_format == "0.0%"
    assert sheet["B3"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb
    assert sheet["B2"].fill.fill_type is None


@pytest.mark.parametrize("text", ["=1+1", "http://a.b", "<r><t>x</t></r>", "{=1}", "12", "_x0041_"])
def test_a_text_in_a_workbook_is_a_text(text: str) -> None:
    book = sheets(render(matrix(name=text, text=text), "xlsx"))
    for cell in (book["Matrix"]["A2"], book["Quotes"]["D2"]):
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        assert cell.value.lstrip("\u200b").replace("_x005F_", "_") == text


def test_a_text_that_excel_cannot_hold_is_cut_with_a_sign() -> None:
    book = sheets(render(matrix(text="🙂" * 40_000), "xlsx"))
    shown = book["Quotes"]["D2"].value
    assert len(shown.encode("utf-16-le")) // 2 <= 32_767
    assert shown.endswith("🙂…")


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gives_a_workbook_that_opens(text: str) -> None:
    data = render(matrix("quotes", name=text, text=text), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        assert files.testzip() is None
        assert {info.date_time[0] for info in files.infolist()} == {1980}
    sheets(data)
