from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.exchange.tables.cells import guard, unguard
from qcode.exchange.tables.csv_text import csv_rows, csv_text
from qcode.exchange.tables.incoming import (
    read_attributes_csv,
    read_codebook_csv,
    read_codings_csv,
    table_kind,
)
from qcode.exchange.tables.outgoing import (
    attributes_csv,
    codebook_csv,
    codebook_xlsx,
    coding_rows,
    codings_csv,
    heard_list,
    heard_mapping,
    said_list,
    said_mapping,
)
from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile, make_coding
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript

DATA = Path(__file__).parents[3] / "shared" / "data"
TEXT = 'CH: - Ya nabung,\nterus "celengan" 🙂.\n'
CODES = {
    "uang": {"name": "Uang", "definition": "Uang keluarga;\nsehari-hari"},
    "nabung": {
        "name": "Menabung, rutin",
        "parent": "uang",
        "labels": {"en": "Saving: regularly"},
        "include": ["celengan", "arisan"],
        "exclude": ["=utang"],
        "status": "approved",
    },
    "saja": {"name": "Sama"},
    "sama": {"name": "Sama"},
    "hilang": {"name": "Hilang", "status": "retired", "merged_into": "nabung"},
}


def study() -> Study:
    items = [
        make_coding(TEXT, Span(4, 14), "hilang", at="", memo="=rumus"),
        make_coding(TEXT, Span(7, 33), "nabung", at=""),
        make_coding(TEXT, Span(7, 9), "sama", at=""),
        Coding("u" * 12, "uang", None, None, "dulu ada", was=(1, 9, "x")),
    ]
    front = {"kind": "interview", "speakers": {"CH": "CH"}, "role": "KPM", "date": "2023-04"}
    return Study(
        Codebook({"title": "Arisan", "codes": CODES}),
        {
            "ch": Transcript("ch", TEXT, front),
            "ob": Transcript("ob", "Ramai.\n", {"kind": "observation", "place": "Balai, RW 5"}),
        },
        {("hm", "ch"): CodingFile("hm", "ch", tuple(sorted(items, key=Coding.sort_key)))},
    )


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@given(st.text())
def test_a_guarded_text_is_given_back_as_it_was(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), min_size=1, max_size=5))
def test_any_texts_written_as_csv_are_read_back(rows: list[list[str]]) -> None:
    header = ["name", "text", "more", "last"]
    found = csv_rows(csv_text([header, *rows]), "x.csv")
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [[unguard(c) for c in row] for _, row in found[1:]] == kept


@given(st.lists(st.text(max_size=20), max_size=4))
def test_any_list_fits_into_a_cell(items: list[str]) -> None:
    assert heard_list(said_list(items)) == items


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=3))
def test_any_labels_fit_into_a_cell(labels: dict[str, str]) -> None:
    assert heard_mapping(said_mapping(labels)) == labels


def test_codings_come_back_as_they_went_out(tmp_path: Path) -> None:
    rows = read_codings_csv(written(tmp_path / "codings.csv", codings_csv(study())))
    assert [(r.transcript, r.start, r.end, r.quote, r.coder, r.memo) for r in rows] == [
        ("ch", 4, 14, TEXT[4:14], "hm", "=rumus"),
        ("ch", 7, 9, TEXT[7:9], "hm", ""),
        ("ch", 7, 33, TEXT[7:33], "hm", ""),
        ("ch", None, None, "dulu ada", "hm", ""),
    ]
    find = study().codebook.find
    assert [find(r.code) for r in rows] == ["nabung", "sama", "nabung", "uang"]


def test_a_code_is_named_unless_two_have_the_name(tmp_path: Path) -> None:
    assert [row["code"] for row in coding_rows(study())] == [
        "Menabung, rutin", "sama", "Menabung, rutin", "Uang",
    ]  # fmt: skip


def test_codings_can_be_filtered() -> None:
    where = Filter(codes=frozenset({"uang"}))
    assert len(coding_rows(study(), where)) == 3
    assert not coding_rows(study(), Filter(coders=frozenset({"rz"})))


def test_codings_csv_has_the_tidy_columns_and_guards_quotes() -> None:
    found = list(csv.reader(io.StringIO(codings_csv(study()), newline="")))
    assert found[0] == ["transcript", "start", "end", "quote", "code", "coder", "memo"]
    assert found[1][3] == "'- Ya nabun"
    assert "\r" not in codings_csv(study())


def test_a_codebook_comes_back_as_it_went_out(tmp_path: Path) -> None:
    rows = read_codebook_csv(written(tmp_path / "codebook.csv", codebook_csv(study())))
    assert [(r.id, r.name, r.parent) for r in rows] == [
        ("uang", "Uang", ""),
        ("nabung", "Menabung, rutin", "Uang"),
        ("saja", "Sama", ""),
        ("sama", "Sama", ""),
    ]
    assert rows[0].definition == "Uang keluarga;\nsehari-hari"
    assert rows[1].more == {
        "labels": {"en": "Saving: regularly"},
        "include": ["celengan", "arisan"],
        "exclude": ["=utang"],
        "status": "approved",
    }


def test_attributes_come_back_as_they_went_out(tmp_path: Path) -> None:
    rows = read_attributes_csv(written(tmp_path / "attributes.csv", attributes_csv(study())))
    assert {r.transcript: dict(r.attributes) for r in rows} == {
        "ch": {"kind": "interview", "role": "KPM", "date": "2023-04"},
        "ob": {"kind": "observation", "place": "Balai, RW 5"},
    }


def test_a_codebook_workbook_is_indented_as_the_tree_is() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(codebook_xlsx(study())))["Codebook"]
    assert [c.value for c in sheet["A"]] == ["Code", "Uang", "Menabung, rutin", "Sama", "Sama"]
    assert [c.alignment.indent for c in sheet["A"]][1:3] == [0, 1]
    assert sheet["E3"].value == 2
    assert codebook_xlsx(study()) == codebook_xlsx(study())


def test_a_codebook_workbook_speaks_the_language_of_the_study() -> None:
    indonesian = replace(study(), codebook=Codebook({"codes": CODES, "language": "id"}))
    sheet = openpyxl.load_workbook(io.BytesIO(codebook_xlsx(indonesian)))["Buku kode"]
    assert [c.value for c in sheet[1]][:3] == ["Kode", "Definisi", "Termasuk"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_of_other_tools_are_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = "Transkrip,MULAI,Selesai,Kutipan,Kode,Pengode,Catatan\nch,0,4,Café,Jualan,hm,ok\n"
    path = written(tmp_path / "kode.csv", text.replace(",", delimiter), encoding)
    (row,) = read_codings_csv(path)
    assert (row.line, row.transcript, row.start, row.end, row.quote, row.code, row.coder) == (
        2, "ch", 0, 4, "Café", "Jualan", "hm",
    )  # fmt: skip


def test_an_indonesian_codebook_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "buku.csv", 'Kode;Definisi;Induk\nMenabung;"a;\nb";Uang\n')
    (row,) = read_codebook_csv(path)
    assert (row.name, row.definition, row.parent) == ("Menabung", "a;\nb", "Uang")


def test_a_quote_longer_than_the_usual_limit_of_csv_is_read(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    text = f'transcript,quote,code\nch,"{"kata " * 60_000}",x\n'
    (row,) = read_codings_csv(written(tmp_path / "long.csv", text))
    assert len(row.quote) == 300_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("transcript,quote\nch,x\n", r"t.csv, line 1: .*no column “code” \(it has: tr"),
        ("transcript,code\nch,x\n", r"line 1: .*no column “start”"),
        ("transcript,start,end,code\nch,4,x,y\n", r"line 2: .*“x” as end; write a whole number"),
        ("transcript,start,end,code\nch,4,,y\n", r"line 2: .*only one of start and end"),
        ("transcript,start,end,code\nch,4,4,y\n", r"line 2: .*ends at 4"),
        ("transcript,quote,code\n\nch,,y\n", r"line 3: .*neither a place nor a quote"),
        ('transcript,quote,code\nch,"a\nb",y\n,c,d\n', r"line 4: .*no transcript"),
        ("transcript,quote,code\nch,a,y,z\n", r"line 2: .*4 cells under 3 columns"),
        ("code,quote,code,transcript\n", r"line 1: .*“code” twice"),
        (",,\n", r"t.csv is empty"),
    ],
)
def test_a_wrong_row_is_named_with_its_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(QcodeError, match=said):
        read_codings_csv(written(tmp_path / "t.csv", text))


def test_wrong_rows_of_a_codebook_and_of_attributes_are_named(tmp_path: Path) -> None:
    with pytest.raises(QcodeError, match=r"line 2: .*“maybe” as status; write one of proposed"):
        read_codebook_csv(written(tmp_path / "c.csv", "name,parent,status\na,,maybe\n"))
    with pytest.raises(QcodeError, match=r"line 2: .*labels that cannot be read"):
        read_codebook_csv(written(tmp_path / "c.csv", "name,parent,labels\na,,Saving\n"))
    with pytest.raises(QcodeError, match=r"line 3: .*“ch” again, as line 2 does"):
        read_attributes_csv(written(tmp_path / "a.csv", "transcript,role\nch,KPM\nch,SDM\n"))


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("transcript,start,end,quote,code,coder,memo", "codings"),
        ("Transkrip,Kutipan,Kode", "codings"),
        ("name,definition,parent", "codebook"),
        ("kode,definisi,induk", "codebook"),
        ("transcript,country,text", "attributes"),
        ("speaker,text", ""),
        ("transcript", ""),
    ],
)
def test_a_table_is_known_by_its_columns(header: str, kind: str) -> None:
    assert table_kind(header.split(",")) == kind


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")
def test_the_shared_tables_are_read_whole() -> None:
    counts = {}
    for folder in sorted(p for p in DATA.iterdir() if p.is_dir()):
        codings = read_codings_csv(folder / "codings.csv")
        counts[folder.name] = (len(codings), len(read_codebook_csv(folder / "codebook.csv")))
        texts = {p.stem: p.read_text(encoding="utf-8") for p in folder.glob("transcripts/*.txt")}
        assert all(texts[r.transcript][r.start : r.end] == r.quote for r in codings)
        if (folder / "attributes.csv").exists():
            rows = read_attributes_csv(folder / "attributes.csv")
            assert {r.transcript for r in rows} == set(texts)
    assert counts["annomi"] == (9420, 17)
    assert counts["gennovate"][0] == 1733
    assert counts["hoasa"] == (5014, 34)
