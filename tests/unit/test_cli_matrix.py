"""The matrix and exports as commands."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from qcode.cli.plain_table import table
from qcode.cli.wrap import cells_wide, shortened
from tests.commands import files_of, run


@pytest.fixture
def coded(root: Path) -> Path:
    """The small study with four codings by two coders."""
    for coder, transcript, quote, name in (
        ("HM", "ch", "Sekarang malu", "meminjam"),
        ("HM", "ch", "masuk celengan", "menabung"),
        ("HM", "sw", "nabung di celengan", "menabung"),
        ("AN", "sw", "nabung di celengan", "menabung"),
    ):
        run(
            "code", "--study", root, "--coder", coder, transcript, "--quote", quote, "--code", name
        )  # fmt: skip
    return root


def test_by_default_codes_by_transcripts_are_counted_with_totals(coded: Path):
    assert run("matrix", "--study", coded).out == (
        "codes,ch,sw,Total\n"
        "Mengatur uang,0,0,0\n"
        "Menabung,1,2,3\n"
        "Meminjam,1,0,1\n"
        "Sekolah anak,0,0,0\n"
        "Biaya sekolah,0,0,0\n"
        "Total,2,2,4\n"
    )


def test_themes_take_in_what_is_below_them_and_totals_can_be_left_out(coded: Path):
    ran = run("matrix", "--study", coded, "--rows", "themes", "--columns", "role", "--no-totals")
    assert ran.out == "themes,KPM,pendamping\nMengatur uang,2,2\nSekolah anak,0,0\n"


def test_conditions_and_coders_narrow_it(coded: Path):
    only = run("matrix", "--study", coded, "--where", "role=pendamping", "--coder", "AN").rows
    assert only[-1] == {"codes": "Total", "sw": "1", "Total": "1"}


@pytest.mark.parametrize("words", [("--rows", "x"), ("--cells", "x"), ("--format", "pdf")])
def test_a_choice_that_does_not_exist_is_wrong_use(coded: Path, words: tuple[str, str]):
    assert run("matrix", "--study", coded, *words).status == 2


def test_an_attribute_that_does_not_exist_is_said_with_those_there_are(coded: Path):
    ran = run("matrix", "--study", coded, "--columns", "village")
    assert ran.status == 2
    assert "gender" in ran.err


@pytest.mark.parametrize("command", ["matrix", "codings"])
def test_a_condition_without_a_value_asks_for_those_without_one(coded: Path, command: str):
    assert run(command, "--study", coded, "--where", "role=").status == 0


@pytest.mark.parametrize("form", ["csv", "json", "md", "html", "tex"])
def test_every_text_format_goes_to_the_standard_output(coded: Path, form: str):
    ran = run("matrix", "--study", coded, "--format", form)
    assert ran.status == 0
    assert "Menabung" in ran.out


def test_a_workbook_needs_a_file(coded: Path, tmp_path: Path):
    assert run("matrix", "--study", coded, "--format", "xlsx").status == 2
    ran = run("matrix", "--study", coded, "-o", tmp_path / "m.xlsx")
    assert (ran.status, ran.out) == (0, "")
    with zipfile.ZipFile(tmp_path / "m.xlsx") as book:
        assert "nabung di celengan" in book.read("xl/worksheets/sheet2.xml").decode()


def test_the_command_says_what_excel_cannot_hold(coded: Path, tmp_path: Path):
    run("matrix", "--study", coded, "--cells", "quotes", "-o", tmp_path / "m.xlsx")
    lines = [f"CH: {'kata ' * 900}{n}" for n in range(12)]
    text = "P: Lalu?\n" + "\n".join(lines) + "\n"
    (tmp_path / "lg.txt").write_text(text, "utf-8")
    run("import", "--study", coded, "--speakers", "P=interviewer,CH=CH", tmp_path / "lg.txt")
    for line in lines:
        start = text.index(line) + 4
        span = f"{start}:{start + len(line) - 4}"
        run("code", "--study", coded, "lg", "--span", span, "--code", "menabung")
    told = run("matrix", "--study", coded, "--cells", "quotes", "-o", tmp_path / "m.xlsx").err
    assert "1 cell has more quotes than Excel takes in one" in told
    assert "sheet Kutipan has them all" in told
    for rows, name in (("themes", "m.xlsx"), ("codes", "m.html")):
        ran = run("matrix", "--study", coded, "--rows", rows, "-o", tmp_path / name)
        assert "Excel" not in ran.err


def test_a_file_is_written_by_its_ending_relative_to_here(
    coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("matrix", "--study", coded, "-o", "m.json").status == 0
    assert json.loads((tmp_path / "here" / "m.json").read_text("utf-8"))["total"] == 4
    assert run("matrix", "--study", coded, "-o", "m.doc").status == 2


@pytest.mark.parametrize("where", ["transcripts/ch.md", "codebooks/m.csv", "transcripts"])
def test_no_output_ever_lands_among_the_files_of_the_study(coded: Path, where: str):
    before = files_of(coded)
    ran = run("matrix", "--study", coded, "--format", "csv", "-o", coded / where)
    assert ran.status == 1
    assert files_of(coded) == before


def test_a_folder_that_cannot_be_written_is_said(coded: Path, tmp_path: Path):
    (tmp_path / "file").write_text("x")
    ran = run("matrix", "--study", coded, "-o", tmp_path / "file" / "m.csv")
    assert ran.status == 1
    assert "m.csv" in ran.err


def test_on_a_terminal_it_is_an_aligned_table(coded: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("qcode.cli.matrix.has_screen", lambda: True)
    lines = run("matrix", "--study", coded).out.splitlines()
    assert lines[0].split() == ["ch", "sw", "Total"]
    assert len({len(line) for line in lines}) == 1
    assert lines[1].split()[-3:] == [".", ".", "."]


@pytest.mark.parametrize(
    "name",
    "codings.csv codings.json codebook.csv codebook.xlsx attributes.csv matrix.csv themes.xlsx "
    "themes.html karawaci-codings.csv codes.tex categories.md".split(),
)
def test_an_export_lands_in_exports_and_is_the_same_each_time(coded: Path, name: str):
    assert run("export", "--study", coded, name).status == 0
    first = (coded / "exports" / name).read_bytes()
    assert run("export", "--study", coded, name).status == 0
    assert (coded / "exports" / name).read_bytes() == first


def test_an_export_with_a_folder_goes_there(coded: Path, tmp_path: Path):
    run("export", "--study", coded, tmp_path / "codings.csv")
    assert (tmp_path / "codings.csv").exists()
    assert not (coded / "exports" / "codings.csv").exists()


def test_a_name_that_does_not_say_what_to_export_is_wrong_use(coded: Path):
    assert run("export", "--study", coded, "results.csv").status == 2
    assert run("export", "--study", coded, "codings.xml").status == 2


def test_the_codings_that_go_out_come_back_into_another_copy(coded: Path, tmp_path: Path):
    run("export", "--study", coded, tmp_path / "codings.csv")
    run("export", "--study", coded, tmp_path / "codebook.csv")
    run("new", tmp_path / "copy")
    sources = [coded / "transcripts" / "ch.md", coded / "transcripts" / "sw.md"]
    tables = [tmp_path / "codings.csv", tmp_path / "codebook.csv"]
    assert run("import", "--study", tmp_path / "copy", *tables, *sources).status == 0
    assert run("matrix", "--study", tmp_path / "copy").out == run("matrix", "--study", coded).out
    again = run("codings", "--study", tmp_path / "copy").out
    assert again == run("codings", "--study", coded).out


def test_tables_are_aligned_by_what_a_terminal_shows():
    shown = table([("", "n"), ("👟 sepatu", "1"), ("e\u0301", "10")]).splitlines()
    assert [cells_wide(line) for line in shown] == [13, 13, 13]
    assert shortened("uang sekolah", 8) == "uang se…"
