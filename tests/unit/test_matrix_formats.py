from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.exchange.matrices.render import FORMATS, render
from qcode.exchange.matrices.wording import wording
from qcode.study.errors import QcodeError
from qcode.study.matrix import Cell, Matrix
from tests.matrices import HOSTILE, Page, by_two_coders, matrix, sheets


def table_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


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


def test_every_language_of_a_report_has_every_word():
    assert wording("id").keys() == wording("en").keys()


def test_html_speaks_the_language_of_the_study() -> None:
    page = Page(render(matrix(), "html", language="id"))
    assert ("html", {"lang": "id"}) in page.tags
    assert "Kode menurut transkrip: jumlah pengodean" in page.text


@pytest.mark.parametrize("format_", ["csv", "md", "html", "tex", "xlsx"])
def test_words_that_two_coded_alike_are_printed_once_with_both_names(format_: str):
    data = render(by_two_coders(), format_)
    text = str(sheets(data)["Matrix"]["B2"].value) if format_ == "xlsx" else data.decode()
    assert text.count("Saya nabung") == text.count("di celengan") == 1
    assert "hm, an" in text
    assert len(re.findall(r"\bhm\b", text)) == 2


def test_words_that_only_one_coded_or_columns_of_coders_are_printed_without_names():
    assert "hm" not in render(matrix("quotes"), "md").decode()
    assert "hm" not in render(by_two_coders(columns_by="coders"), "md").decode()


def test_a_count_does_not_change_when_words_are_printed_once():
    page = Page(render(by_two_coders("codings"), "html"))
    assert "Uang × ch: 3" in page.text
    assert page.text.count("Saya nabung") == 1
    assert "(CH, KPM, April 2023) · ch.34 · Menabung · coder hm · Celengan · coder an" in page.text
    assert "sering" in page.text
    book = sheets(render(by_two_coders("codings"), "xlsx"))
    assert book["Matrix"]["B2"].value == len(list(book["Quotes"].values)) - 1 == 3


def test_the_edited_form_is_printed_when_one_of_two_codings_has_it():
    matrix_ = by_two_coders()
    first, again, _ = matrix_.total.quotes
    edited = again._replace(text="Saya [ikut] nabung")
    assert Cell(2, (first, edited)).passages[0].text == "Saya [ikut] nabung"


def test_numbers_are_written_as_the_language_of_the_report_writes_them():
    large = replace(matrix("words"), total=Cell(12_345))
    for format_ in ("md", "html", "tex"):
        assert "12,345" in render(large, format_).decode()
        assert "12.345" in render(large, format_, language="id").decode()
    for format_ in ("csv", "json"):
        assert "12345" in render(large, format_, language="id").decode()
    assert sheets(render(large, "xlsx", language="id"))["Matriks"]["D4"].value == 12_345


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_text_survives_a_page(text: str) -> None:
    page = Page(render(matrix(text="a" + text.replace("\x00", "") + "b"), "html"))
    assert len([1 for tag, _ in page.tags if tag == "blockquote"]) == 3
