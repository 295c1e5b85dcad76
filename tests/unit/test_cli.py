"""The commands as a whole: streams, exit statuses, help, and what a study says of itself."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qcode import __main__ as entry
from qcode import i18n
from qcode.cli.reference import markdown
from qcode.cli.table import COMMANDS
from qcode.session import Session
from tests.commands import files_of, run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
HEAVY = "spacy sklearn numpy textual docx xlsxwriter jinja2 lxml yaml rapidfuzz msgspec".split()


def test_help_lists_every_command_with_its_sentence():
    shown = run("--help").out
    for name, entry_ in COMMANDS.items():
        if name != "open":
            assert f"  {name}" in shown
            assert " ".join(entry_.summary.split()[:4]) in shown


def test_every_command_and_option_is_documented():
    i18n.use("en")
    assert PAGE.read_text("utf-8") == markdown(), "python -m qcode.cli.reference > docs/commands.md"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_has_help(name: str):
    ran = run(name, "--help")
    assert ran.status == 0
    assert " ".join(COMMANDS[name].summary.split()[:3]) in ran.out


def test_help_speaks_the_language_of_the_user(monkeypatch: pytest.MonkeyPatch):
    english = run("matrix", "--help").out
    monkeypatch.setenv("QCODE_LANG", "id")
    assert run("matrix", "--help").out != english


def test_help_waits_for_no_heavy_library():
    code = (
        "import sys\nfrom qcode.cli import qcode\n"
        "try: qcode.main(['--help'])\nexcept SystemExit: pass\n"
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_version_is_told():
    assert run("--version").out.startswith("qcode ")


def test_the_app_without_a_terminal_names_what_works_without_one(root: Path):
    ran = run(root)
    assert ran.status == 2
    assert "terminal" in ran.err
    assert "qcode matrix" in ran.err
    assert ran.out == ""


def test_a_command_that_does_not_exist_is_wrong_use_and_the_near_one_is_named():
    ran = run("matrxi")
    assert ran.status == 2
    assert "qcode matrix" in ran.err


def test_an_option_that_does_not_exist_is_wrong_use(root: Path):
    assert run("matrix", "--study", root, "--bogus").status == 2


def test_the_study_is_found_upwards_from_here(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(root / "transcripts")
    assert run("status", "--json").json["title"] == "Arisan ibu-ibu (contoh)"


def test_study_and_coder_stand_before_or_after_the_command(root: Path):
    before = run("--study", root, "--coder", "HM", "status", "--json").json
    after = run("status", "--study", root, "--coder", "HM", "--json").json
    assert before == after
    assert before["coder"] == "HM"


def test_the_coder_is_taken_from_the_environment(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QCODE_CODER", "AN")
    assert run("status", "--study", root, "--json").json["coder"] == "AN"


def test_a_folder_that_is_no_study_is_said_in_one_sentence(tmp_path: Path):
    ran = run("status", "--study", tmp_path)
    assert ran.status == 1
    assert "is no study" in ran.err
    assert "qcode new" in ran.err


def test_a_folder_within_a_study_is_not_taken_for_the_study(root: Path):
    ran = run("status", "--study", root / "transcripts")
    assert ran.status == 1
    assert str(root.resolve()) in ran.err


def test_new_makes_a_study_that_checks_clean(tmp_path: Path):
    ran = run("new", tmp_path / "a b", "--title", "Karawaci: “P2K2”", "--language", "id")
    assert ran.status == 0
    checked = run("check", "--study", tmp_path / "a b")
    assert (checked.status, checked.out) == (0, "")
    assert run("status", "--study", tmp_path / "a b", "--json").json["title"] == "Karawaci: “P2K2”"


def test_new_refuses_a_study_that_is_there(root: Path):
    before = files_of(root)
    assert run("new", root).status == 1
    assert files_of(root) == before


def test_new_keeps_the_coder_for_this_study_alone(tmp_path: Path):
    run("new", tmp_path / "one", "--coder", "HM")
    run("new", tmp_path / "two", "--language", "id")
    assert run("status", "--study", tmp_path / "one", "--json").json["coder"] == "HM"
    assert run("status", "--study", tmp_path / "two", "--json").json["coder"] != "HM"


def test_new_refuses_what_is_no_language(tmp_path: Path):
    assert run("new", tmp_path / "x", "--language", "Bahasa Indonesia").status == 2


def test_demo_without_a_terminal_prints_the_matrix_of_themes_and_copies_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    ran = run("demo")
    assert ran.status == 0
    assert ran.rows[-1]["themes"] == "Total"
    assert list(tmp_path.iterdir()) == []


def test_demo_copies_to_a_folder_and_leaves_a_copy_that_is_there(tmp_path: Path):
    copy = tmp_path / "demo"
    assert run("demo", copy).status == 0
    codebook = copy / "codebooks" / "codebook.yaml"
    codebook.write_text(codebook.read_text("utf-8") + "\n# mine\n", encoding="utf-8")
    again = run("demo", copy)
    assert again.status == 0
    assert "already" in again.err
    assert codebook.read_text("utf-8").endswith("# mine\n")


def test_demo_refuses_a_folder_that_holds_something_else(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    assert run("demo", tmp_path).status == 1
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_status_counts_what_is_there(root: Path):
    run("code", "ch", "--study", root, "--coder", "HM", "--quote", "malu", "--code", "Meminjam")
    found = run("status", "--study", root, "--coder", "HM", "--json").json
    assert (found["transcripts"], found["codings"], found["codes"]) == (2, 1, 5)
    ch = found["by_transcript"][0]
    assert (ch["transcript"], ch["read"], ch["to_read"], ch["my_codings"]) == ("ch", 1, 3, 1)
    assert "ch" in run("status", "--study", root).out


def test_check_names_file_and_line_and_ends_with_one_for_an_error(root: Path):
    codebook = root / "codebooks" / "codebook.yaml"
    codebook.write_text(
        codebook.read_text("utf-8").replace(
            "parent: uang\n    definition: B", "parent: x\n    definition: B"
        ),
        encoding="utf-8",
    )
    ran = run("check", "--study", root)
    assert ran.status == 1
    assert "codebooks/codebook.yaml, line 2" in ran.out
    assert run("check", "--study", root, "--json").json[0]["severity"] == "error"


def test_check_tells_of_a_match_rule_that_does_not_parse(root: Path):
    codebook = root / "codebooks" / "codebook.yaml"
    text = codebook.read_text("utf-8").replace('"~tabung"', '"(tabung"')
    codebook.write_text(text, encoding="utf-8")
    ran = run("check", "--study", root)
    assert ran.status == 1
    line = next(n for n, row in enumerate(text.splitlines(), start=1) if "(tabung" in row)
    assert f"codebook.yaml, line {line}: a match rule of “menabung”" in ran.out


def test_warnings_alone_end_with_zero(root: Path):
    (root / "transcripts" / "cases.csv").write_text("case,role\nCH,KPM\n", encoding="utf-8")
    ran = run("check", "--study", root)
    assert ran.status == 0
    assert "warning" in ran.out


def test_a_broken_codebook_stops_a_command_with_its_sentence(root: Path):
    (root / "codebooks" / "codebook.yaml").write_text("title: [\n", encoding="utf-8")
    ran = run("matrix", "--study", root)
    assert ran.status == 1
    assert "codebooks/codebook.yaml" in ran.err
    assert ran.out == ""


def test_a_broken_transcript_is_left_out_and_said(root: Path):
    (root / "transcripts" / "sw.md").write_bytes(b"---\nkind: interview\n")
    ran = run("matrix", "--study", root)
    assert ran.status == 0
    assert "transcripts/sw.md" in ran.err
    assert "ch" in ran.out.splitlines()[0]


def test_undo_and_redo_go_over_separate_commands(root: Path):
    who = ("--study", root, "--coder", "HM")
    run("code", *who, "ch", "--quote", "malu", "--code", "meminjam")
    assert len(run("codings", "--study", root).rows) == 1
    undone = run("undo", *who)
    assert "Meminjam" in undone.err
    assert run("codings", "--study", root).rows == []
    assert run("redo", *who).status == 0
    assert len(run("codings", "--study", root).rows) == 1


def test_undo_with_nothing_to_undo_is_a_finding(root: Path):
    ran = run("undo", "--study", root)
    assert (ran.status, ran.err.strip()) == (1, "There is nothing to undo.")


WRITING = [
    ("code", "ch", "--quote", "malu", "--code", "meminjam"),
    ("uncode", "abcdefghijkl"),
    ("undo",),
    ("redo",),
    ("rename", "ch", "bu-ch"),
    ("remove", "ch", "--yes"),
    ("edit", "ch", "--from", "{new}"),
    ("import", "{new}"),
]


@pytest.mark.parametrize("words", WRITING, ids=[w[0] for w in WRITING])
def test_a_second_window_of_the_same_coder_writes_nothing(
    root: Path, tmp_path: Path, words: tuple[str, ...]
):
    (tmp_path / "new.txt").write_text("P: Apa?\nX: Ya.\n", encoding="utf-8")
    filled = [w.format(new=tmp_path / "new.txt") for w in words]
    with Session.open(root, "HM"):
        before = files_of(root)
        ran = run(*filled, "--study", root, "--coder", "HM")
    assert ran.status == 1
    assert "another window" in ran.err
    assert files_of(root) == before


def test_the_sample_in_its_own_repository_is_never_written(root: Path):
    (root / "pyproject.toml").write_text('[project]\nname = "qcode"\n', encoding="utf-8")
    before = files_of(root)
    ran = run("code", "ch", "--study", root, "--quote", "malu", "--code", "meminjam")
    assert ran.status == 1
    assert "qcode demo" in ran.err
    assert files_of(root) == before


def test_backup_packs_codebooks_and_transcripts_in_a_fixed_order(root: Path, tmp_path: Path):
    run("code", "ch", "--study", root, "--coder", "HM", "--quote", "malu", "--code", "meminjam")
    (root / "exports").mkdir(exist_ok=True)
    (root / "exports" / "matrix.csv").write_text("x")
    ran = run("backup", "--study", root, tmp_path / "b.zip")
    assert ran.out.strip() == str(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "out")
    assert names == sorted(names)
    assert "arisan/transcripts/codings/HM/ch.jsonl" in names
    assert not any("exports" in name for name in names)
    first = (tmp_path / "b.zip").read_bytes()
    assert run("backup", "--study", root, tmp_path / "b.zip").status == 1
    assert run("backup", "--study", root, tmp_path / "b.zip", "--force").status == 0
    assert (tmp_path / "b.zip").read_bytes() == first
    packed_codings = run("codings", "--study", tmp_path / "out" / "arisan").out
    assert packed_codings == run("codings", "--study", root).out


def test_a_fault_of_qcode_leaves_a_report_without_any_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    words = "Sekarang malu, mbak"

    def fail(**_: object) -> None:
        said = words
        raise KeyError(said)

    monkeypatch.setattr("qcode.cli.qcode.main", fail)
    monkeypatch.setattr("gc.disable", lambda: None)
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == entry.FAULT
    said = capsys.readouterr().err
    (report,) = Path(os.environ["XDG_STATE_HOME"]).rglob("crashes/*.txt")
    assert str(report) in said
    assert "KeyError" in report.read_text()
    assert "test_cli.py" in report.read_text()
    for text in (said, report.read_text()):
        assert "malu" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of its own")
def test_the_command_runs_as_a_process_with_data_and_messages_apart(root: Path):
    done = subprocess.run(
        [sys.executable, "-m", "qcode", "matrix", "--study", str(root)],
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"codes,ch,sw,Total\n")
    assert done.stderr == b""
