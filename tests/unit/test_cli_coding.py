"""One coding from a script, lists of codings, transcripts corrected, renamed and removed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qcode.session import Session
from tests.commands import Ran, files_of, run


def code(root: Path, transcript: str, quote: str, name: str, *more: str) -> Ran:
    words = ("--study", root, "--coder", "HM", transcript, "--quote", quote, "--code", name, *more)
    return run("code", *words)


def test_code_prints_the_id_that_uncode_takes(root: Path):
    ran = code(root, "ch", "Sekarang malu", "Meminjam", "--memo", "singkat")
    assert ran.status == 0
    (row,) = run("codings", "--study", root, "--ids").rows
    assert row["id"] == ran.out.strip()
    assert (row["quote"], row["memo"]) == ("Sekarang malu", "singkat")
    assert run("uncode", "--study", root, "--coder", "HM", row["id"]).status == 0
    assert run("codings", "--study", root).rows == []


def test_a_span_is_counted_in_code_points(root: Path):
    text = (root / "transcripts" / "ch.md").read_text("utf-8").split("---\n", 2)[2]
    start = text.index("sepatu 👟")
    words = ("--study", root, "ch", "--span", f"{start}:{start + 8}", "--code", "uang")
    assert run("code", *words).status == 0
    assert run("codings", "--study", root).rows[0]["quote"] == "sepatu 👟"


@pytest.mark.parametrize("span", ["5", "9:5", "5:5", "a:b", "-1:4"])
def test_what_is_no_span_is_wrong_use(root: Path, span: str):
    assert run("code", "--study", root, "ch", f"--span={span}", "--code", "uang").status == 2


def test_a_span_beyond_the_text_is_said_with_the_length_of_the_text(root: Path):
    ran = run("code", "--study", root, "ch", "--span", "5:99999", "--code", "uang")
    assert ran.status == 1
    assert "characters" in ran.err


def test_either_a_quote_or_a_span_is_needed(root: Path):
    both = ("--quote", "malu", "--span", "1:2")
    assert run("code", "--study", root, "ch", "--code", "uang").status == 2
    assert run("code", "--study", root, "ch", "--code", "uang", *both).status == 2


def test_a_quote_that_stands_more_than_once_lists_its_places(root: Path):
    ran = code(root, "ch", "Sekarang", "uang")
    assert ran.status == 1
    assert "2 times" in ran.err
    assert "ch.2 (" in ran.err
    assert "ch.6 (" in ran.err


def test_a_quote_that_is_nowhere_is_said(root: Path):
    assert "do not stand in ch" in code(root, "ch", "bukan ini", "uang").err


def test_an_unknown_code_is_an_error_that_names_near_ones_unless_it_is_to_be_made(root: Path):
    ran = code(root, "ch", "malu", "Menabun")
    assert ran.status == 2
    assert "Menabung" in ran.err
    assert code(root, "ch", "malu", "Rasa malu", "--create").status == 0
    assert run("codings", "--study", root).rows[0]["code"] == "Rasa malu"
    run("undo", "--study", root, "--coder", "HM")
    assert "Rasa malu" not in (root / "codebooks" / "codebook.yaml").read_text("utf-8")


def test_the_same_code_twice_on_the_same_words_is_refused(root: Path):
    code(root, "ch", "malu", "uang")
    assert code(root, "ch", "malu", "uang").status == 1


def test_only_the_coder_takes_a_coding_away(root: Path):
    ident = code(root, "ch", "malu", "uang").out.strip()
    ran = run("uncode", "--study", root, "--coder", "AN", ident)
    assert ran.status == 1
    assert "HM" in ran.err
    assert len(run("codings", "--study", root).rows) == 1


@pytest.mark.parametrize("coder", ["../AN", "a/b", "..", "con\x07"])
def test_a_coder_whose_name_leads_elsewhere_is_refused(root: Path, coder: str):
    before = files_of(root.parent)
    ran = run(
        "code", "--study", root, "--coder", coder, "ch", "--quote", "malu", "--code", "uang"
    )  # fmt: skip
    assert ran.status == 1
    assert files_of(root.parent) == before


@pytest.mark.parametrize("coder", ["أمل", "🧕 HM", "Zoe\u0308"])
def test_coders_may_write_their_names_as_they_do(root: Path, coder: str):
    words = ("--study", root, "--coder", coder)
    assert run("code", *words, "ch", "--quote", "malu", "--code", "uang").status == 0
    assert run("codings", "--study", root, "--coder", coder).rows[0]["coder"] == coder


def test_codings_are_filtered_by_code_coder_transcript_and_attribute(root: Path):
    code(root, "ch", "Sekarang malu", "Meminjam")
    code(root, "ch", "masuk celengan", "Menabung")
    code(root, "sw", "nabung di celengan", "Menabung")
    run("code", "--study", root, "--coder", "AN", "sw", "--quote", "rajin", "--code", "uang")

    def count(*words: str) -> int:
        return len(run("codings", "--study", root, *words).rows)

    assert count() == 4
    assert count("--code", "Mengatur uang") == 4
    assert count("--code", "uang", "--direct") == 1
    assert count("--code", "Menabung", "--code", "meminjam") == 3
    assert count("--coder", "AN") == 1
    assert count("--transcript", "sw") == 2
    assert count("--where", "role=KPM") == 2
    assert run("codings", "--study", root, "--code", "nope").status == 2
    assert run("codings", "--study", root, "--transcript", "nope").status == 2
    assert run("codings", "--study", root, "--where", "nope").status == 1


def test_codings_as_json_hold_the_same_columns(root: Path):
    code(root, "ch", "malu", "uang")
    (row,) = run("codings", "--study", root, "--format", "json").json
    assert list(row) == "transcript start end quote code coder memo".split()
    assert isinstance(row["start"], int)


def test_edit_status_and_check_count_the_same_unplaced_codings(root: Path, tmp_path: Path):
    """What was marked as read there is no coding, and is read again."""
    code(root, "ch", "Sekarang malu", "Meminjam")
    text = (root / "transcripts/ch.md").read_text("utf-8").split("---\n", 2)[2]
    corrected = text.replace("CH: Pernah, dulu. Sekarang malu.\n", "")
    (tmp_path / "new.txt").write_text(corrected, encoding="utf-8")
    ran = run("edit", "--study", root, "--coder", "HM", "ch", "--from", tmp_path / "new.txt")
    assert "1 coding is unplaced now" in ran.err
    assert run("status", "--study", root, "--json").json["unplaced"] == 1
    assert "1 coding is unplaced" in run("check", "--study", root).out


def test_an_edit_moves_codings_along_and_one_undo_takes_it_back(root: Path, tmp_path: Path):
    code(root, "ch", "Sekarang malu", "Meminjam")
    code(root, "ch", "takutnya ada iuran mendadak", "uang")
    before, codings = (root / "transcripts" / "ch.md").read_bytes(), run("codings", "--study", root)
    text = before.decode().split("---\n", 2)[2]
    corrected = text.replace("gimana", "bagaimana").replace("Pernah, dulu.", "Pernah, dulu sekali.")
    corrected = corrected.replace("takutnya ada iuran mendadak", "xyz")
    (tmp_path / "new.txt").write_text(corrected, encoding="utf-8")
    who = ("--study", root, "--coder", "HM")
    ran = run("edit", *who, "ch", "--from", tmp_path / "new.txt")
    assert ran.status == 0
    assert "1 coding moved along" in ran.err
    assert "1 coding is unplaced" in ran.err
    assert (root / "transcripts" / "ch.md").read_text("utf-8").endswith(corrected)
    rows = {r["quote"]: r["start"] for r in run("codings", "--study", root).rows}
    assert rows["Sekarang malu"] == str(corrected.index("Sekarang malu"))
    assert rows["takutnya ada iuran mendadak"] == ""
    run("undo", *who)
    assert (root / "transcripts" / "ch.md").read_bytes() == before
    assert run("codings", "--study", root).out == codings.out


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script as the editor")
def test_the_editor_of_the_user_is_asked(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    editor = tmp_path / "editor.py"
    editor.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\np = pathlib.Path(sys.argv[1])\n"
        "p.write_text(p.read_text('utf-8').replace('gimana', 'bagaimana'), 'utf-8')\n"
    )
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    before = (root / "transcripts" / "ch.md").read_text("utf-8")
    assert run("edit", "--study", root, "ch").status == 0
    after = (root / "transcripts" / "ch.md").read_text("utf-8")
    assert after == before.replace("gimana", "bagaimana")


def test_an_edit_that_changes_nothing_writes_nothing(root: Path, tmp_path: Path):
    text = (root / "transcripts" / "ch.md").read_text("utf-8").split("---\n", 2)[2]
    (tmp_path / "same.txt").write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    before = files_of(root)
    assert run("edit", "--study", root, "ch", "--from", tmp_path / "same.txt").status == 0
    assert files_of(root) == before


def test_a_text_is_never_emptied_by_an_edit(root: Path):
    before = files_of(root)
    assert run("edit", "--study", root, "ch", "--from", "-", input="").status == 1
    assert files_of(root) == before


def test_a_rename_takes_everybodys_codings_along(root: Path):
    code(root, "ch", "malu", "uang")
    run("code", "--study", root, "--coder", "AN", "ch", "--quote", "malu", "--code", "uang")
    assert run("rename", "--study", root, "--coder", "HM", "ch", "Bu CH 👟").status == 0
    rows = run("codings", "--study", root).rows
    assert {(r["transcript"], r["coder"]) for r in rows} == {("Bu CH 👟", "HM"), ("Bu CH 👟", "AN")}
    assert not (root / "transcripts" / "ch.md").exists()


@pytest.mark.parametrize("name", ["../x", "a/b", "..", "", "sw"])
def test_a_transcript_is_not_renamed_to_what_leads_elsewhere_or_is_there(root: Path, name: str):
    before = files_of(root.parent)
    assert run("rename", "--study", root, "--", "ch", name).status == 1
    assert files_of(root.parent) == before


def test_removing_asks_for_yes_where_nobody_can_be_asked(root: Path):
    before = files_of(root)
    ran = run("remove", "--study", root, "ch")
    assert ran.status == 2
    assert "--yes" in ran.err
    assert files_of(root) == before


def test_removing_deletes_the_transcript_and_all_codings_of_it(root: Path):
    code(root, "ch", "malu", "uang")
    ran = run("remove", "--study", root, "--coder", "HM", "ch", "--yes")
    assert ran.status == 0
    assert not (root / "transcripts" / "ch.md").exists()
    assert not (root / "transcripts" / "codings" / "HM" / "ch.jsonl").exists()
    assert run("remove", "--study", root, "ch", "--yes").status == 2


def test_removing_can_be_thought_over_on_a_terminal(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("qcode.cli.transcripts.on_terminal", lambda: True)
    assert run("remove", "--study", root, "ch", input="n\n").status == 0
    assert (root / "transcripts" / "ch.md").exists()
    assert run("remove", "--study", root, "ch", input="y\n").status == 0
    assert not (root / "transcripts" / "ch.md").exists()


def test_suggest_answers_for_one_turn_with_scores_and_reasons(root: Path):
    text = Session.open(root, "HM", write=False).study.transcripts["sw"].text
    at = text.index("nabung di celengan")
    found = run("suggest", "--study", root, "sw", "--at", str(at), "--json").json
    (segment,) = found["segments"]
    assert segment["start"] <= at < segment["end"]
    assert segment["suggestions"][0]["code"] == "menabung"
    assert segment["suggestions"][0]["reason"]


def test_suggest_outside_the_text_is_a_finding(root: Path):
    assert run("suggest", "--study", root, "sw", "--at", "99999").status == 1


def test_evaluate_says_what_it_needs(root: Path):
    ran = run("evaluate", "--study", root, "--json")
    assert ran.status == 1
    assert "two transcripts" in ran.err
    assert run("evaluate", "--study", root, "--protocol", "x").status == 2
    assert run("evaluate", "--study", root, "--model", "x").status == 2
