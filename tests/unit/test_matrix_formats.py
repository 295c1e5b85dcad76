from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.exchange.matrices.render import FORMATS, render
from qcode.study.errors import QcodeError
from qcode.study.matrix import Cell, Heading, Matrix
from qcode.study.quotes import Quote

HOSTILE = "=1+1 <script>alert(1)</script> & “x” | \\input{x} _x0041_ \x07"


def quote(ident: str, text: str = "Saya nabung", *, memo: str = "", turn: int = 34) -> Quote:
    return Quote(
        ident, "menabung", "Menabung", "hm", "ch", turn, 0, len(text), text,
        "(CH, KPM, April 2023)", memo, text,
    )  # fmt: skip


def matrix(
    measure: str = "codings", *, name: str = "Menabung", text: str = "Saya nabung", memo: str = ""
) -> Matrix:
    """Two rows by two columns; one cell holds two quotes, one holds one, two are empty."""
    a, b, c = quote("a", text, memo=memo), quote("b", "di celengan"), quote("c", "ikut arisan")
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


def table_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


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


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("measure", ["codings", "participants", "words", "share", "quotes"])
def test_the_same_matrix_gives_the_same_bytes(format_: str, measure: str) -> None:
    assert render(matrix(measure), format_) == render(matrix(measure), format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_matrix_without_rows_or_columns_can_be_written(format_: str) -> None:
    assert render(Matrix("", (), (), (), (), (), Cell()), format_)


@pytest.mark.parametrize("format_", [f for f in FORMATS if f != "xlsx"])
def test_quotes_as_cells_are_written_in_every_format(format_: str) -> None:
    text = render(matrix("quotes"), format_).decode()
    assert "di celengan" in text
    assert "(CH, KPM, April 2023)" in text


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(QcodeError, match=r"“pdf”; choose one of csv, json"):
        render(matrix(), "pdf")


def test_csv_has_names_at_the_left_and_top_and_totals_at_the_end() -> None:
    assert table_of(render(matrix(), "csv")) == [
        ["codes", "ch", "sw", "Total"],
        ["Menabung", "0", "0", "0"],
        ["Menabung", "2", "1", "3"],
        ["Total", "2", "1", "3"],
    ]


def test_totals_can_be_left_out() -> None:
    assert table_of(render(matrix(), "csv", totals=False))[-1] == ["Menabung", "2", "1"]
    assert "Total" not in render(matrix(), "md", totals=False).decode()
    assert sheets(render(matrix(), "xlsx", totals=False))["Matrix"].dimensions == "A1:C3"


@pytest.mark.parametrize("name", ["=SUM(A1)", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_csv_cell_that_looks_like_a_formula_gets_one_mark(name: str) -> None:
    assert table_of(render(matrix(name=name), "csv"))[1][0] == f"'{name}"


def test_csv_and_json_hold_shares_as_numbers_from_0_to_1() -> None:
    assert table_of(render(matrix("share"), "csv"))[2] == ["Menabung", "0.5", "0.25", "0.375"]
    plain = json.loads(render(matrix("share"), "json"))
    assert plain["cells"][1] == [0.5, 0.25]
    assert plain["total"] == 0.375


def test_json_says_what_the_matrix_shows() -> None:
    plain = json.loads(render(matrix("quotes"), "json"))
    assert (plain["rows_by"], plain["columns_by"], plain["measure"]) == (
        "codes", "transcripts", "quotes",
    )  # fmt: skip
    assert plain["filters"] == ["role=KPM"]
    assert plain["cells"][1][0][1]["text"] == "di celengan"
    assert plain["row_totals"] == [0, 3]


def test_markdown_is_a_table_whose_cells_no_text_can_break() -> None:
    text = render(matrix("quotes", name="a|b\n*c*", text="satu\ndua | <b>"), "md").decode()
    lines = text.splitlines()
    assert len(lines) == 2 + 2 + 1
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {5}
    assert "a\\|b<br>\\*c\\*" in text
    assert "&lt;b&gt;" in text


def test_a_share_is_a_percentage_in_the_language_of_the_report() -> None:
    assert "| 50.0% | 25.0% |" in render(matrix("share"), "md").decode()
    assert "| 50,0% | 25,0% |" in render(matrix("share"), "md", language="id").decode()


def test_latex_is_a_longtable_with_nothing_that_latex_would_run() -> None:
    text = render(matrix(name=HOSTILE), "tex").decode()
    assert text.count(r"\begin{longtable}") == text.count(r"\end{longtable}") == 1
    assert r"\textbackslash{}input\{x\}" in text
    assert r"Menabung & 2 & 1 & 3 \\" in text
    assert r"\&" in text


def test_html_stands_alone() -> None:
    page = Page(render(matrix(), "html"))
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "img", "iframe"})
    links = [a["href"] or "" for tag, a in page.tags if tag == "a"]
    assert links
    assert all(link.startswith("#") for link in links)


def test_html_leads_from_a_number_to_its_quotes_and_back() -> None:
    page = Page(render(matrix(), "html"))
    ids = [a["id"] for _, a in page.tags if "id" in a]
    links = [(a["href"] or "")[1:] for tag, a in page.tags if tag == "a"]
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))
    assert {"q2-1", "c2-1", "q2-2", "c2-2"} <= set(links)
    for words in ("Saya nabung", "di celengan", "(CH, KPM, April 2023)", "ch.34", "Only: role=KPM"):
        assert words in page.text


def test_html_escapes_all_that_people_wrote() -> None:
    page = Page(render(matrix(name=HOSTILE, text=HOSTILE, memo=HOSTILE), "html"))
    assert "script" not in {tag for tag, _ in page.tags}
    assert page.text.count("<script>alert(1)</script>") == 3


def test_html_headings_say_what_they_head() -> None:
    page = Page(render(matrix(), "html"))
    scopes = [a.get("scope") for tag, a in page.tags if tag == "th"]
    assert scopes.count("col") == 4
    assert scopes.count("row") == 3
    assert "caption" in {tag for tag, _ in page.tags}


def test_html_speaks_the_language_of_the_study() -> None:
    page = Page(render(matrix(), "html", language="id"))
    assert ("html", {"lang": "id"}) in page.tags
    assert "Kode menurut transkrip: jumlah pengodean" in page.text


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
        ["Code", "Quote", "Attribution", "Transcript", "Turn", "Coder", "Memo", "Coding"],
        ["Menabung", "Saya nabung", "(CH, KPM, April 2023)", "ch", 34, "hm", "sering", "a"],
    ]
    assert quotes.dimensions == "A1:H4"
    assert numbers.freeze_panes == quotes.freeze_panes == "B2"
    assert quotes.auto_filter.ref == "A1:H4"
    assert numbers["B3"].hyperlink.location == "'Quotes'!B2"
    assert numbers["C3"].hyperlink.location == "'Quotes'!B4"


def test_a_workbook_shows_shares_as_percentages_and_shades_by_size() -> None:
    sheet = sheets(render(matrix("share"), "xlsx"))["Matrix"]
    assert sheet["B3"].value == 0.5
    assert sheet["B3"].number_format == "0.0%"
    assert sheet["B3"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb
    assert sheet["B2"].fill.fill_type is None


@pytest.mark.parametrize("text", ["=1+1", "http://a.b", "<r><t>x</t></r>", "{=1}", "12", "_x0041_"])
def test_a_text_in_a_workbook_is_a_text(text: str) -> None:
    book = sheets(render(matrix(name=text, text=text), "xlsx"))
    for cell in (book["Matrix"]["A2"], book["Quotes"]["B2"]):
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        assert cell.value.lstrip("\u200b").replace("_x005F_", "_") == text


def test_a_text_that_excel_cannot_hold_is_cut_with_a_sign() -> None:
    book = sheets(render(matrix(text="🙂" * 40_000), "xlsx"))
    shown = book["Quotes"]["B2"].value
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


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_text_survives_a_page(text: str) -> None:
    page = Page(render(matrix(text="a" + text.replace("\x00", "") + "b"), "html"))
    assert len([1 for tag, _ in page.tags if tag == "blockquote"]) == 3
