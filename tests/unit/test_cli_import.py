"""Import: files told apart, speakers, codebooks, attributes, codings, and importing again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from qcode.session import Session
from tests.commands import files_of, run

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "import"
WORDS = "P: Ibu ikut arisan?\nIR: Ikut. Uangnya buat sekolah 👟 anak.\nIR: Ikut. Kadang telat.\n"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A study with nothing in it."""
    run("new", tmp_path / "study", "--language", "id")
    return tmp_path / "study"


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of each kind, named so that their order of names is not that of use."""
    inbox = tmp_path / "inbox"
    write(inbox / "z-texts", "ir.txt", WORDS)
    write(inbox, "b.csv", "name,definition,parent\nTelat,Tidak tepat waktu,Arisan\n")
    write(inbox, "c.csv", "transcript,role,date\nir,KPM,2023-04\n")
    write(inbox, "d.csv", "case,gender\nIR,perempuan\n")
    rows = 'ir,,,Kadang telat.,Telat,HM,"a, b"\nir,30,61,Uangnya buat sekolah 👟 anak.,Uang,,\n'
    write(inbox, "a.csv", f"transcript,start,end,quote,code,coder,memo\n{rows}")
    write(inbox, "LICENSE", "free")
    write(inbox, "scan.pdf", "%PDF-1.4")
    return inbox


def test_a_folder_comes_in_whole_whatever_the_order_of_its_files(empty: Path, folder: Path):
    ran = run("import", "--study", empty, "--coder", "AN", folder)
    assert ran.status == 0
    assert "scan.pdf" in ran.err
    assert "PDF" in ran.err
    assert "ir: P = interviewer" in ran.err
    rows = run("codings", "--study", empty).rows
    assert [(r["start"], r["code"], r["coder"], r["memo"]) for r in rows] == [
        ("30", "Uang", "AN", ""),
        ("69", "Telat", "HM", "a, b"),
    ]
    text = (empty / "transcripts" / "ir.md").read_text("utf-8")
    assert text.endswith(f"---\n{WORDS}")
    assert "role: KPM" in text
    assert (empty / "transcripts" / "cases.csv").read_text("utf-8") == "case,gender\nIR,perempuan\n"
    assert run("check", "--study", empty).status == 0


def test_a_file_that_was_named_and_is_none_of_an_imports_is_a_finding(empty: Path, folder: Path):
    ran = run("import", "--study", empty, "--coder", "AN", folder / "scan.pdf")
    assert ran.status == 1
    assert "scan.pdf: a PDF; save its text as .docx or .txt." in ran.err


def test_codes_that_nobody_defined_are_made_as_proposed_and_listed(empty: Path, folder: Path):
    ran = run("import", "--study", empty, folder)
    assert "proposed and without a definition: Uang" in ran.err
    assert "proposed and without a definition: Arisan" in ran.err
    codebook = (empty / "codebooks" / "codebook.yaml").read_text("utf-8")
    assert "  uang:\n    name: Uang\n    status: proposed\n" in codebook
    assert codebook.index("  arisan:") < codebook.index("  telat:")


def test_importing_again_changes_nothing(empty: Path, folder: Path):
    run("import", "--study", empty, "--coder", "AN", folder)
    before = files_of(empty)
    again = run("import", "--study", empty, "--coder", "AN", folder)
    assert again.status == 0
    assert "1 there already" in again.err
    assert files_of(empty) == before


def test_one_undo_takes_the_whole_import_back(empty: Path, folder: Path):
    before = files_of(empty)
    run("import", "--study", empty, "--coder", "AN", folder)
    run("undo", "--study", empty, "--coder", "AN")
    after = {k: v for k, v in files_of(empty).items() if "journal" not in k}
    assert after == before


def test_a_dry_run_says_the_same_and_writes_nothing(empty: Path, folder: Path):
    before = files_of(empty)
    ran = run("import", "--study", empty, folder, "--dry-run", "--json")
    assert ran.json["taken"]["codings"]["added"] == 2
    assert ran.json["dry_run"] is True
    assert files_of(empty) == before


def test_a_transcript_that_is_there_with_another_text_is_refused(empty: Path, folder: Path):
    run("import", "--study", empty, folder)
    before = files_of(empty)
    write(folder / "z-texts", "ir.txt", WORDS + "P: Lalu?\n")
    ran = run("import", "--study", empty, folder / "z-texts" / "ir.txt")
    assert ran.status == 1
    assert "not replaced" in ran.err
    assert files_of(empty) == before
    named = run("import", "--study", empty, folder / "z-texts" / "ir.txt", "--name", "ir-2")
    assert named.status == 0
    assert (empty / "transcripts" / "ir-2.md").exists()


def test_names_that_differ_in_case_only_are_refused(empty: Path, folder: Path):
    run("import", "--study", empty, folder)
    write(folder / "upper", "IR.txt", WORDS)
    assert run("import", "--study", empty, folder / "upper").status == 1


def test_the_text_is_kept_code_point_for_code_point(empty: Path, folder: Path):
    words = "\u200bP:  Apa?\u00a0\nX: e\u0301 👨‍👩‍👧 \u2028 ya\n\n\n"
    write(folder / "t", "x.txt", words)
    run("import", "--study", empty, folder / "t")
    text = (empty / "transcripts" / "x.md").read_bytes().decode()
    assert text.split("---\n", 2)[2] == words


def test_rows_that_cannot_be_taken_are_listed_with_their_line_and_the_rest_comes_in(
    empty: Path, folder: Path
):
    rows = (
        "ir,,,Ikut.,Ikut,HM,\n"  # twice in the text
        "ir,,,tidak ada kata ini di mana pun,Ikut,HM,\n"
        "nobody,,,Ikut.,Ikut,HM,\n"
        "ir,900,910,,Ikut,HM,\n"
        "ir,,,Kadang telat.,Ikut,HM,\n"
    )
    write(folder, "a.csv", f"transcript,start,end,quote,code,coder,memo\n{rows}")
    ran = run("import", "--study", empty, folder)
    assert ran.status == 1
    for line, reason in ((2, "2 times"), (3, "not found"), (4, "nobody"), (5, "beyond")):
        assert any(
            f"a.csv, line {line}:" in said and reason in said for said in ran.err.split("\n")
        )
    assert len(run("codings", "--study", empty).rows) == 1


@pytest.mark.parametrize(
    "quote",
    ["uangnya BUAT sekolah", "Uangnya  buat\nsekolah", "Uangnya buat sekola 👟 anak. IR: Ikut"],
    ids=["case", "white space", "nearly"],
)
def test_a_quote_is_found_though_it_differs_a_little(empty: Path, folder: Path, quote: str):
    with (folder / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["transcript", "quote", "code"], ["ir", quote, "Uang"]])
    assert run("import", "--study", empty, folder).status == 0
    (row,) = run("codings", "--study", empty).rows
    assert row["start"] == "30"
    assert row["quote"].startswith("Uangnya buat sekolah")


def test_a_place_whose_words_differ_is_not_trusted(empty: Path, folder: Path):
    write(folder, "a.csv", "transcript,start,end,quote,code\nir,0,5,Kadang telat.,Telat\n")
    run("import", "--study", empty, folder)
    (row,) = run("codings", "--study", empty).rows
    assert row["start"] == "69"


def test_a_codebook_may_name_parents_later_by_id_or_not_at_all(empty: Path, folder: Path):
    table = (
        "name,definition,parent,id\n"
        "Anak,,Ibu,\n"
        'Ibu,"dua\nbaris",nenek-1,\n'
        "Nenek,,,nenek-1\n"
        "Interaction,,,\n"
        "Interactions,,Interaction,\n"
        "Sendiri,,Entah,\n"
    )
    write(folder, "b.csv", table)
    ran = run("import", "--study", empty, folder / "b.csv")
    assert ran.status == 0
    assert "without a definition: Entah" in ran.err
    run("export", "--study", empty, "codebook.csv")
    with (empty / "exports" / "codebook.csv").open(encoding="utf-8", newline="") as file:
        rows = {r["name"]: r for r in csv.DictReader(file)}
    parents = {name: r["parent"] for name, r in rows.items()}
    assert parents["Anak"] == "Ibu"
    assert parents["Ibu"] == "Nenek"
    assert parents["Interactions"] == "Interaction"
    assert parents["Sendiri"] == "Entah"
    assert rows["Ibu"]["definition"] == "dua\nbaris"


def test_a_code_that_a_table_names_twice_is_made_once_and_said(empty: Path, folder: Path):
    table = write(folder / "t", "b.csv", "name,definition,parent\nA,x,\nA,z,\nC,,P\nC,,Q\n")
    ran = run("import", "--study", empty, table)
    assert ran.status == 1
    assert "b.csv, line 3: “A” stands here again under the same parent, as in line 2" in ran.err
    assert "2 codes are called “C”; a table of codings must name them by their id." in ran.err
    codes = Session.open(empty, "x", write=False).study.codebook.codes.values()
    assert sorted(c.name for c in codes) == ["A", "C", "C", "P", "Q"]


def test_parents_in_a_circle_are_listed_and_the_codes_come_in(empty: Path, folder: Path):
    write(folder, "b.csv", "name,definition,parent\nA,,B\nB,,A\nC,,C\n")
    ran = run("import", "--study", empty, folder / "b.csv")
    assert ran.status == 1
    assert ran.err.count("above itself") == 2
    assert run("check", "--study", empty).status == 0


def test_what_a_known_code_has_is_kept_and_what_it_lacks_is_filled(root: Path, folder: Path):
    table = "name,definition,parent\nMenabung,Lain,\nSekolah anak,Tentang sekolah,\n"
    write(folder, "b.csv", table)
    ran = run("import", "--study", root, folder / "b.csv")
    assert ran.status == 0
    assert "“Menabung” keeps the definition" in ran.err
    codebook = (root / "codebooks" / "codebook.yaml").read_text("utf-8")
    assert "Menyisihkan uang untuk nanti. # short on purpose" in codebook
    assert "definition: Tentang sekolah" in codebook


def test_the_exported_codebook_comes_back_with_its_ids(root: Path, empty: Path):
    run("export", "--study", root, "codebook.csv")
    ran = run("import", "--study", empty, root / "exports" / "codebook.csv")
    assert ran.status == 0
    run("export", "--study", empty, "codebook.csv")
    assert files_of(empty / "exports") == files_of(root / "exports")


def test_attributes_that_differ_are_set_anew_and_said(root: Path, folder: Path):
    write(folder, "c.csv", "transcript,role,village\nch,pendamping,Karawaci\nzz,x,y\n")
    ran = run("import", "--study", root, folder / "c.csv")
    assert ran.status == 1
    assert "role of ch was KPM and is pendamping now" in ran.err
    assert "c.csv, line 3" in ran.err
    head = (root / "transcripts" / "ch.md").read_text("utf-8").split("---")[1]
    assert "role: pendamping" in head
    assert "village: Karawaci" in head


def test_a_coder_who_is_at_work_elsewhere_stops_an_import_of_their_codings(
    empty: Path, folder: Path
):
    run("import", "--study", empty, folder / "z-texts")
    before = files_of(empty)
    with Session.open(empty, "HM"):
        ran = run("import", "--study", empty, "--coder", "AN", folder)
    assert ran.status == 1
    assert "HM" in ran.err
    assert {k: v for k, v in files_of(empty).items() if "codings" in k} == {}
    assert files_of(empty) == before


def test_an_import_is_journalled_under_the_one_who_imports(empty: Path, folder: Path):
    run("import", "--study", empty, "--coder", "AN", folder)
    journals = [p.name for p in (empty / "transcripts" / "journal").iterdir()]
    assert journals == ["AN.jsonl"]
    assert (empty / "transcripts" / "codings" / "HM" / "ir.jsonl").exists()


def test_roles_are_given_saved_and_used_again(empty: Path, folder: Path, tmp_path: Path):
    write(folder / "t", "one.txt", "A: Apa?\nB: Ya.\n" * 3)
    saved = tmp_path / "roles.yaml"
    run(
        "import", "--study", empty, folder / "t", "--speakers", "A=interviewer",
        "--speakers", "B=participant", "--save-mapping", saved,
    )  # fmt: skip
    assert "B: ONE" in (empty / "transcripts" / "one.md").read_text("utf-8")
    write(folder / "u", "two.txt", "A: Ya.\nB: Apa?\n" * 3)
    run("import", "--study", empty, folder / "u", "--mapping", saved)
    head = (empty / "transcripts" / "two.md").read_text("utf-8")
    assert "A: interviewer" in head
    assert "B: TWO" in head


def test_a_label_that_no_line_has_is_said(empty: Path, folder: Path):
    ran = run("import", "--study", empty, folder / "z-texts", "--speakers", "ZZ=interviewer")
    assert "No line begins with the label “ZZ:”" in ran.err


def test_a_role_without_a_label_is_wrong_use(empty: Path, folder: Path):
    assert run("import", "--study", empty, folder, "--speakers", "P").status == 2


def test_speakers_are_shown_and_corrected_on_a_terminal_and_asked_once_for_the_same_labels(
    empty: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    for module in ("speakers", "importing", "import_run"):
        monkeypatch.setattr(f"qcode.cli.{module}.on_terminal", lambda: True)
    write(folder / "t", "one.txt", "A: Ya.\nB: Baik.\n" * 3)
    write(folder / "t", "two.txt", "A: Ya.\nB: Baik.\n" * 3)
    answers = "nonsense\nA=interviewer\nB=participant\n\n"
    ran = run("import", "--study", empty, folder / "t", input=answers)
    assert ran.status == 0
    assert ran.err.count("Enter when this is right") == 4
    for name in ("one", "two"):
        head = (empty / "transcripts" / f"{name}.md").read_text("utf-8")
        assert "A: interviewer" in head
        assert f"B: {name.upper()}" in head


def test_without_a_terminal_what_was_unsure_of_the_speakers_is_said(empty: Path, folder: Path):
    table = FIXTURES / "table_question_answer.docx"
    notes = write(folder / "t", "notes.txt", "Kamarnya bersih.\nHanduknya tipis.\n")
    ran = run("import", "--study", empty, table, notes)
    assert "P = interviewer (3); I = TABLE_QUESTION_ANSWER (3)" in ran.err
    assert "table_question_answer: 1 row across a table is taken as a heading" in ran.err
    assert "notes: No speakers were found, so it is read as a document" in ran.err
    assert "other" in (empty / "transcripts" / "table_question_answer.md").read_text("utf-8")
    assert run("check", "--study", empty).status == 0


def test_codes_in_a_column_of_a_table_become_codings_of_the_words_beside_them(empty: Path):
    table = FIXTURES / "table_actor_account.docx"
    run("import", "--study", empty, table, "--comments", "code")
    (row,) = run("codings", "--study", empty).rows
    assert row["code"] == "Modal"
    assert row["quote"].startswith("Pinjam sama kakak dulu.")


def test_comments_of_word_are_said_and_left_out_unless_asked_for(empty: Path):
    word = FIXTURES / "comments.docx"
    ran = run("import", "--study", empty, word)
    assert "--comments" in ran.err
    assert run("codings", "--study", empty).rows == []
    run("import", "--study", empty, word, "--comments", "code")
    rows = run("codings", "--study", empty).rows
    assert rows
    again = files_of(empty)
    run("import", "--study", empty, word, "--comments", "code")
    assert files_of(empty) == again
    run("import", "--study", empty, word, "--comments", "memo")
    memos = list((empty / "codebooks" / "memos").glob("*.md"))
    assert len(memos) >= len(rows)
    assert all("transcript:comments" in memo.read_text("utf-8") for memo in memos)
    assert run("check", "--study", empty).status == 0


@pytest.mark.parametrize("name", ["آمنة", "👩‍🌾 ibu", "é-combining", "x..", "a b"])
def test_transcripts_may_be_called_anything_a_disk_can_hold(empty: Path, folder: Path, name: str):
    write(folder / "t", f"{name}.txt", WORDS)
    assert run("import", "--study", empty, folder / "t").status == 0
    (made,) = (empty / "transcripts").glob("*.md")
    ran = run("code", "--study", empty, made.stem, "--quote", "telat", "--code", "x", "--create")
    assert ran.status == 0
    assert run("codings", "--study", empty).rows[0]["transcript"] == made.stem


@pytest.mark.parametrize("given", ["../escape", "a/b", "..", ""])
def test_a_name_never_leads_out_of_the_study(empty: Path, folder: Path, given: str):
    path = folder / "z-texts" / "ir.txt"
    assert run("import", "--study", empty, path, "--name", given or ".").status == 1
    row = f"transcript,quote,code,coder\nir,Kadang telat.,Telat,{given or '..'}\n"
    write(folder, "a.csv", row)
    run("import", "--study", empty, "--coder", "AN", folder)
    outside = [p for p in empty.parent.rglob("*.jsonl") if empty not in p.parents]
    assert outside == []


def test_a_path_that_is_not_there_is_said(empty: Path):
    ran = run("import", "--study", empty, "nowhere.txt")
    assert ran.status == 1
    assert "nowhere.txt" in ran.err


def test_a_file_that_cannot_be_read_is_listed_and_the_others_come_in(empty: Path, folder: Path):
    (folder / "z-texts" / "bad.txt").write_bytes(b"\x00\x01\x02")
    ran = run("import", "--study", empty, folder)
    assert ran.status == 1
    assert "bad.txt" in ran.err
    assert len(run("codings", "--study", empty).rows) == 2


SETS = [
    ("gennovate", 20, 1733, 43),
    ("pdpilot", 7, 261, 91),
    ("serdif", 17, 1930, 22),
    ("annomi", 40, 9420, 17),
    ("hoasa", 26, 5014, 34),
]


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the public data sets are not beside the repository"
)
@pytest.mark.parametrize(("name", "transcripts", "codings", "codes"), SETS)
def test_each_public_data_set_comes_in_whole_and_goes_out_as_it_came(
    tmp_path: Path, name: str, transcripts: int, codings: int, codes: int
):
    study = tmp_path / name
    run("new", study)
    ran = run("import", "--study", study, SHARED / name, "--json")
    assert (ran.status, json.loads(ran.out)["problems"]) == (0, [])
    found = run("status", "--study", study, "--json").json
    assert (found["transcripts"], found["codings"], found["codes"]) == (transcripts, codings, codes)
    with (SHARED / name / "codings.csv").open(encoding="utf-8", newline="") as file:
        given = [_guarded(row) for row in csv.DictReader(file)]
    rows = run("codings", "--study", study, "--format", "csv").rows
    assert sorted(map(_key, rows)) == sorted(map(_key, given))
    assert run("check", "--study", study).status == 0


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[c] for c in "transcript start end quote code coder memo".split())


def _guarded(row: dict[str, str]) -> dict[str, str]:
    return {k: f"'{v}" if v[:1] in tuple("=+-@\t\r") and v else v for k, v in row.items()}
