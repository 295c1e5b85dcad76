"""Code saturation: the base, the runs, the ratio, and which interviews and codes count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from qcode.analysis.saturation import saturation
from qcode.analysis.theoretical import density
from qcode.exchange.figures.saturation import render_saturation
from qcode.study.coding import READ, CodingFile, make_coding
from qcode.study.errors import QcodeError
from qcode.study.filters import parse_where
from qcode.study.saturation import curve
from qcode.study.study import Study
from tests.commands import run
from tests.made import made


def interviews(new: list[int], **more) -> Study:
    """Interviews i1, i2, …, each with so many codes that no earlier one has, and one old one."""
    told, count = {}, 0
    for number, fresh in enumerate(new, start=1):
        codes = [f"c{count + i}" for i in range(fresh)]
        count += fresh
        told[f"i{number}"] = [("A", "Ya begitu, sudah.", [*codes, "c0"] if count else codes)]
    return made(told, **more)


def test_the_worked_figures_of_guest_namey_and_chen():
    # Base of four interviews with 37 codes; run 5-6 brings 4 (11 %), run 6-7 brings 1 (3 %).
    found = saturation(interviews([20, 9, 5, 3, 3, 1, 0]), order="name")
    assert (found.base, found.base_codes) == (4, 37)
    assert [(r.to, r.new) for r in found.runs] == [("i6", 4), ("i7", 1)]
    assert [round(100 * (r.ratio or 0)) for r in found.runs] == [11, 3]
    assert found.reached == found.runs[1]
    assert found.notation == "5+2"


def test_the_fixed_form_for_scripts():
    plain = saturation(interviews([2, 1, 0, 1, 0, 1]), order="name").plain()
    assert plain["base"] == {"size": 4, "codes": 4}
    assert plain["interviews"][1] == {"transcript": "i2", "new": 1, "total": 3}
    assert plain["runs"] == [{"to": "i6", "new": 1, "ratio": 0.25}]
    assert plain["reached"] is None


def test_a_run_at_the_threshold_counts_and_a_threshold_of_zero_wants_nothing_new():
    study = interviews([20, 0, 0, 0, 1, 0, 0])
    assert saturation(study).notation == "4+2"  # 1 / 20 is 5 % exactly
    assert saturation(study, threshold=0).notation == "5+2"
    assert saturation(study, run=3, threshold=0).reached is None
    assert saturation(study, base=5, threshold=0).notation == "5+2"


def test_codes_from_theory_are_left_out_and_merged_codes_count_once():
    codes = {
        "teori": {"name": "Teori", "source": "theory (Sulistiyani 2017)"},
        "a": {"name": "A"},
        "b": {"name": "B", "status": "retired", "merged_into": "a"},
    }
    told = {"x": [("A", "satu", ["teori", "a"])], "y": [("A", "dua", ["b"])]}
    found = saturation(made(told, codes), order="name")
    assert [i.new for i in found.interviews] == [("a",), ()]


def test_only_coded_interviews_count_and_those_left_out_are_named():
    told = {name: [("A", "Ya begitu.", ["a"])] for name in ("a1", "doc")}
    told["belum"] = [("A", "Belum dikodekan.", [])]
    found = saturation(made(told, fronts={"doc": {"kind": "document"}}))
    assert [i.transcript for i in found.interviews] == ["a1"]
    assert found.uncoded == ("belum",)


def test_an_interview_read_to_the_end_without_a_coding_counts_as_bringing_nothing():
    study = made({"a": [("A", "Ya begitu.", ["x"])], "b": [("B", "Tidak ada.", [])]})
    turn = study.transcripts["b"].turns[0]
    mark = make_coding(study.transcripts["b"].text, turn.body, "open", at="", kind=READ)
    files = {**study.files, ("ana", "b"): CodingFile("ana", "b", (mark,))}
    found = saturation(replace(study, files=files), order="name")
    assert [(i.transcript, i.total) for i in found.interviews] == [("a", 1), ("b", 1)]


def test_interviews_stand_by_date_then_name_and_undated_ones_last():
    told = {n: [("A", "Ya begitu.", ["a"])] for n in ("i10", "i2", "akhir", "awal")}
    fronts = {"i10": {"date": "2023-05"}, "i2": {"date": "2023-05"}, "awal": {"date": "2023-04"}}
    study = made(told, fronts=fronts)
    by = {o: [i.transcript for i in saturation(study, order=o).interviews] for o in ORDERS}
    assert by["date"] == ["awal", "i2", "i10", "akhir"]
    assert by["name"] == ["akhir", "awal", "i2", "i10"]
    assert by["coded"] == ["i10", "i2", "akhir", "awal"]


ORDERS = ("date", "name", "coded")


def test_a_group_counts_only_its_own_words():
    told = {
        "x": [("A", "Saya ibu.", ["ibu"]), ("B", "Saya bapak.", ["bapak"])],
        "y": [("B", "Bapak lagi.", ["lain"])],
    }
    cases = {"A": {"role": "KPM"}, "B": {"role": "pendamping"}}
    study = made(told, cases=cases)
    found = saturation(study, where=parse_where(study, ["role=KPM"]))
    assert [(i.transcript, i.new) for i in found.interviews] == [("x", ("ibu",))]


def test_categories_count_for_the_codes_below_them():
    codes = {"uang": {"name": "Uang"}} | {
        c: {"name": c.upper(), "parent": "uang"} for c in ("pinjam", "tabung")
    }
    told = {"x": [("A", "satu", ["pinjam"])], "y": [("A", "dua", ["tabung"])]}
    found = saturation(made(told, codes), order="name", level="categories")
    assert [i.new for i in found.interviews] == [("uang",), ()]


def test_a_study_without_codings_has_no_ratio_and_no_error():
    found = saturation(made({"x": [("A", "satu", [])]}))
    assert found.plain() == {
        "base": {"size": 4, "codes": 0},
        "interviews": [],
        "runs": [],
        "reached": None,
    }


@pytest.mark.parametrize("wrong", [{"order": "x"}, {"base": 0}, {"run": 0}, {"threshold": 1}])
def test_choices_that_mean_nothing_are_refused(wrong):
    with pytest.raises(QcodeError):
        saturation(interviews([1]), **wrong)


def test_the_figure_is_the_same_every_time_and_names_its_source():
    found = saturation(interviews([3, 2, 1, 0, 1, 0]), order="name")
    svg = render_saturation(found, "svg", "id")
    assert svg == render_saturation(found, "svg", "id")
    texts = "".join(ET.fromstring(svg).itertext())
    assert "Guest, Namey & Chen (2020)" in texts
    assert "kode baru" in texts
    assert render_saturation(found, "png").startswith(b"\x89PNG")
    rows = render_saturation(found, "csv").decode().splitlines()
    assert rows[0] == "number,transcript,new,total,run_new,run_ratio"
    assert rows[-1] == "6,i6,0,7,1,0.1667"


def test_the_curve_rises_to_the_top_and_shows_the_last_values_when_there_are_many():
    assert curve([1, 2, 4], 10, 2) == ("    █", "▄ █ █")
    assert curve([9, 9, 1, 2], 2, 1) == ("▄█",)
    assert curve([], 10, 2) == ()


def test_the_command_prints_the_fixed_form_and_says_what_it_left_out(root: Path):
    def code(name: str, quote: str, code: str):
        run("code", "--study", root, name, "--quote", quote, "--code", code)

    code("ch", "Sekarang malu", "meminjam")
    ran = run("saturation", "--study", root, "--json")
    assert ran.json["interviews"] == [{"transcript": "ch", "new": 1, "total": 1}]
    assert "sw" in ran.err
    assert run("saturation", "--study", root, "--base", "0").status == 2
    text = run("saturation", "--study", root)
    assert "5 more coded interviews are needed" in text.err
    figure = root / "exports" / "s.svg"
    assert run("saturation", "--study", root, "-o", figure).status == 0
    assert figure.read_bytes().startswith(b"<?xml")
    assert run("saturation", "--study", root, "-o", root / "s.doc").status == 2


def test_the_checklist_of_theoretical_saturation_counts_what_is_worked_out():
    codes = {
        "uang": {"name": "Uang", "definition": "…", "properties": {"kekerapan": ["jarang"]}},
        "tabung": {"name": "T", "parent": "uang", "properties": {"tempat": ["rumah", "bank"]}},
        "malu": {"name": "Malu"},
    }
    link = {"id": "l1", "from": "tabung", "to": "malu", "type": "causes", "against": ["x-1-tabung"]}
    study = made({"x": [("A", "satu", ["tabung"])]}, codes, links=[link])
    (uang,) = density(study)
    assert (uang.properties, uang.dimensioned, uang.links, uang.against) == (2, 1, 1, 1)
    assert uang.open_points == ("dimensions", "placed", "memos")
