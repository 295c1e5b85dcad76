"""Arranging, paradigm models, propositions, storyline and requests from a script."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from qcode.files.snapshot import load_study
from qcode.study.requests import requests
from tests.commands import Ran, files_of, run


@pytest.fixture
def here(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The study, as the folder in which one stands, with HM at work."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("QCODE_CODER", "HM")
    return root


def put(transcript: str, quote: str, code: str, coder: str = "HM") -> str:
    ran = run("code", transcript, "--quote", quote, "--code", code, "--coder", coder)
    assert ran.status == 0, ran.err
    return ran.out.strip()


def ident(ran: Ran) -> str:
    assert ran.status == 0, ran.err
    return ran.out.strip()


def codes(root: Path):
    return load_study(root).study.codebook.codes


# -- paradigm models -------------------------------------------------------------------------------


def test_a_paradigm_model_is_made_filled_emptied_and_removed(here: Path):
    before = files_of(here / "codebooks")
    key = ident(run("paradigms", "add", "Menabung", "--causal", "Meminjam", "--memo", "inti"))
    assert run("paradigms", "put", "menabung", "consequences", "uang", "Sekolah anak").status == 0
    (model,) = run("paradigms", "--json").json["paradigms"]
    assert model["key"] == key
    assert (model["causal"], model["consequences"]) == (["meminjam"], ["uang", "sekolah"])
    assert model["memo"] == "inti"
    assert run("paradigms", "take", key, "consequences", "uang").status == 0
    assert run("paradigms", "edit", key, "--phenomenon", "sekolah").status == 0
    shown = run("paradigms").out
    assert shown.startswith("Sekolah anak (0)")
    assert "Meminjam" in shown
    assert run("paradigms", "remove", key).status == 0
    assert run("paradigms", "--json").json == {"paradigms": []}
    for _ in range(5):
        assert run("undo").status == 0
    assert files_of(here / "codebooks") == before


def test_two_models_of_one_phenomenon_are_told_apart_by_their_keys(here: Path):
    one = ident(run("paradigms", "add", "menabung"))
    other = ident(run("paradigms", "add", "menabung"))
    ran = run("paradigms", "put", "menabung", "context", "uang")
    assert ran.status == 1
    assert one in ran.err
    assert other in ran.err
    assert run("paradigms", "put", other, "context", "uang").status == 0


def test_what_no_model_holds_is_refused_in_a_sentence(here: Path):
    assert "no paradigm model" in run("paradigms", "remove", "x").err
    key = ident(run("paradigms", "add", "menabung"))
    ran = run("paradigms", "take", key, "context", "uang")
    assert (ran.status, "not under context" in ran.err) == (1, True)
    assert run("paradigms", "put", key, "somewhere", "uang").status == 2


# -- links and propositions ------------------------------------------------------------------------


def test_evidence_is_attached_to_a_link_changes_sides_and_comes_off(here: Path):
    coding = put("ch", "masuk celengan", "menabung")
    link = ident(run("links", "add", "menabung", "sekolah", "--type", "causes"))
    assert run("links", "attach", link, coding).status == 0
    assert run("links", "--json").json["links"][0]["supports"] == [coding]
    assert run("links", "attach", link, coding, "--against").status == 0
    (found,) = run("links", "--json").json["links"]
    assert (found["supports"], found["against"]) == ([], [coding])
    assert run("links", "detach", link, coding).status == 0
    (found,) = run("links", "--json").json["links"]
    assert (found["supports"], found["against"]) == ([], [])


def test_a_link_is_edited_and_turned_in_one_change(here: Path):
    link = ident(run("links", "add", "menabung", "sekolah", "--type", "causes"))
    ran = run("links", "edit", link, "--type", "leads to", "--memo", "dulu", "--turn")
    assert ran.status == 0
    (found,) = run("links", "--json").json["links"]
    assert (found["from"], found["to"], found["type"]) == ("sekolah", "menabung", "leads to")
    assert run("undo").status == 0
    (found,) = run("links", "--json").json["links"]
    assert (found["from"], found["type"]) == ("menabung", "causes")


def test_a_proposition_is_stated_tied_proved_and_removed(here: Path):
    one = put("ch", "masuk celengan", "menabung")
    two = put("sw", "rajin nabung di celengan", "menabung")
    link = ident(run("links", "add", "menabung", "sekolah", "--type", "causes"))
    text = "Yang menabung menyekolahkan."
    made = ident(run("propositions", "add", text, "--supports", one))
    assert run("propositions", "attach", made, two, "--against").status == 0
    assert run("propositions", "tie", made, link).status == 0
    assert run("propositions", "edit", made, "--memo", "ragu").status == 0
    (found,) = run("propositions", "--json").json["propositions"]
    assert found["text"] == text
    assert (found["links"], found["supports"], found["against"]) == ([link], [one], [two])
    assert found["evidence"] == {"supports": 1, "against": 1}
    assert {c["case"]: c["verdict"] for c in found["cases"]} == {"CH": "holds", "SW": "against"}
    shown = run("propositions").out
    assert "does not hold with: SW" in shown
    assert run("propositions", "tie", made).status == 0
    assert run("propositions", "--json").json["propositions"][0]["links"] == []
    assert run("propositions", "remove", made).status == 0
    assert run("propositions", "--json").json == {"propositions": []}


def test_a_proposition_needs_words_and_known_codings(here: Path):
    assert run("propositions", "add", " ").status == 1
    ran = run("propositions", "add", "Begini.", "--against", "nothing")
    assert ran.status == 1
    assert "no coding with the id nothing" in ran.err
    assert run("propositions", "--json").json == {"propositions": []}


# -- the core, the story, the phase ----------------------------------------------------------------


def test_a_criterion_keeps_its_argument_when_the_tick_is_taken_away(here: Path):
    assert run("criteria", "uang", "central", "--met", "--why", "semua ke sini").status == 0
    assert run("criteria", "uang", "central", "--unmet").status == 0
    found = run("criteria", "uang", "--json").json
    assert found["code"] == "uang"
    assert found["criteria"]["central"] == {"met": False, "why": "semua ke sini"}
    assert "semua ke sini" in run("criteria", "uang").out
    assert run("criteria", "uang", "--met").status == 2
    assert run("criteria", "uang", "central").status == 2


def test_the_storyline_is_read_from_a_file_and_printed(here: Path, tmp_path: Path):
    story = tmp_path / "story.txt"
    story.write_text("Mula-mula malu.\n\nLalu menabung.\n", "utf-8")
    assert "No storyline yet" in run("storyline").err
    assert run("storyline", "--from", story).status == 0
    assert run("storyline").out == "Mula-mula malu.\n\nLalu menabung.\n"
    assert run("storyline", "--json").json == {"storyline": "Mula-mula malu.\n\nLalu menabung."}


EDITOR = "import pathlib, sys; p = pathlib.Path(sys.argv[1]); p.write_text(p.read_text() + {!r})"


def editor(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{code}"')


def drafts(home: Path) -> list[Path]:
    return list(home.rglob("drafts/*.md"))


def test_the_storyline_is_written_in_the_users_editor(
    here: Path, monkeypatch: pytest.MonkeyPatch, a_user_of_our_own: Path
):
    editor(monkeypatch, EDITOR.format("Mula-mula."))
    assert run("storyline", "--edit").status == 0
    assert run("storyline").out == "Mula-mula.\n"
    assert drafts(a_user_of_our_own) == [], "what is saved leaves no draft"


def test_what_was_written_in_the_editor_is_kept_when_it_cannot_be_saved(
    here: Path, monkeypatch: pytest.MonkeyPatch, a_user_of_our_own: Path
):
    book = here / "codebooks" / "codebook.yaml"
    broken = f"; pathlib.Path({str(book)!r}).write_text('codes: [')"
    editor(monkeypatch, EDITOR.format("Mula-mula.") + broken)
    ran = run("storyline", "--edit")
    assert ran.status == 1
    (draft,) = drafts(a_user_of_our_own)
    assert draft.read_text("utf-8") == "Mula-mula."
    assert str(draft) in ran.err
    assert draft.stat().st_mode & 0o077 == 0, "nobody else reads it"


def test_without_an_editor_one_sentence_says_how_to_set_it(
    here: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    ran = run("storyline", "--edit")
    assert (ran.status, "export EDITOR=nano" in ran.err) == (1, True)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    ran = run("storyline", "--edit")
    assert (ran.status, "cannot be run" in ran.err) == (1, True)


def test_the_phase_is_told_with_what_is_left_and_can_be_set(here: Path):
    put("ch", "masuk celengan", "menabung")
    found = run("phase", "--json").json
    assert found["phase"] == "axial"
    assert found["left"]["uncoded"] == ["sw"]
    assert "uang" in found["left"]["undefined"]
    assert run("phase", "selective").status == 0
    assert run("phase").out.startswith("phase: selective coding\n")
    assert run("phase", "shown").status == 0
    assert run("phase", "--json").json["phase"] == "axial"


def test_a_walk_over_a_category_is_kept_and_its_quotes_are_marked(here: Path):
    one = put("ch", "masuk celengan", "menabung")
    two = put("ch", "Untung ada simpanan", "menabung")
    three = put("ch", "takutnya ada iuran mendadak", "meminjam")
    ran = run("walk", "uang", "--keep", one, "--print", two, "--recode", three, "menabung")
    assert ran.status == 0
    found = run("walk", "uang", "--json").json
    assert found["category"] == "uang"
    assert {c["id"]: (c["done"], c["print"], c["code"]) for c in found["codings"]} == {
        one: (True, False, "menabung"),
        two: (True, True, "menabung"),
        three: (True, False, "menabung"),
    }
    assert run("walk", "uang", "--waiting", "--json").json["codings"] == []
    assert "3 of 3 gone over" in run("walk", "uang").err


# -- arranging -------------------------------------------------------------------------------------


def test_the_tree_is_listed_with_counts_and_guests(here: Path):
    put("ch", "masuk celengan", "menabung")
    assert run("arrange", "also", "menabung", "--under", "sekolah").status == 0
    shown = run("arrange").out
    assert (
        shown.splitlines()
        == [
            "Mengatur uang (1)",
            "  Menabung (1)",
            "  Meminjam (0)",
            "Sekolah anak (0)",
            "  ↗ Menabung (1)",
            "  Biaya sekolah (0)",
        ]
        or "  ↗ Menabung (1)" in shown
    )
    found = run("arrange", "--json", "--under", "uang").json["codes"]
    assert [(c["id"], c["codings"], c["codings_below"]) for c in found] == [
        ("uang", 0, 1),
        ("menabung", 1, 1),
        ("meminjam", 0, 0),
    ]
    assert run("arrange", "also", "menabung", "--under", "sekolah", "--out").status == 0
    assert "↗" not in run("arrange").out


def test_a_category_is_made_of_codes_and_codes_move_in_and_out(here: Path):
    made = ident(run("arrange", "category", "Utang piutang", "meminjam", "--under", "uang"))
    assert codes(here)["meminjam"].parent == made == "utang-piutang"
    assert codes(here)[made].parent == "uang"
    assert run("arrange", "move", "menabung", "Biaya sekolah", "--under", made).status == 0
    assert codes(here)["biaya-sekolah"].parent == made
    assert run("arrange", "move", "menabung", "--out").status == 0
    assert codes(here)["menabung"].parent == ""
    assert run("arrange", "move", "menabung").status == 2
    ran = run("arrange", "move", "uang", "--under", made)
    assert (ran.status, "cannot go below itself" in ran.err) == (1, True)


def test_codes_merge_and_retire_with_a_reason_in_the_journal(here: Path):
    ran = run(
        "arrange", "merge", "meminjam", "biaya-sekolah", "--into", "menabung", "--why", "satu"
    )
    assert ran.status == 0
    assert {codes(here)[c].merged_into for c in ("meminjam", "biaya-sekolah")} == {"menabung"}
    assert run("arrange", "retire", "menabung", "--why", "lama").status == 0
    journal = (here / "transcripts" / "journal" / "HM.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["why"] for line in journal if json.loads(line).get("why")] == [
        "satu",
        "lama",
    ]
    ran = run("arrange", "merge", "uang", "--into", "menabung")
    assert ran.status == 1, "a category goes into no code below it"


def test_a_code_is_edited_ordered_and_given_dimensions(here: Path):
    ran = run("arrange", "edit", "menabung", "--name", "Menyisihkan", "--color", "red")
    assert ran.status == 0
    known = codes(here)["menabung"]
    assert (known.name, known.color) == ("Menyisihkan", "red")
    assert run("arrange", "order", "uang", "time", "meminjam", "menabung").status == 0
    book = load_study(here).study.codebook
    assert (book.codes["uang"].order_by, book.children["uang"]) == (
        "time",
        ("meminjam", "menabung"),
    )
    assert run("arrange", "property", "uang", "kekerapan", "jarang", "rutin").status == 0
    coding = put("ch", "masuk celengan", "menabung")
    assert run("arrange", "lay", coding, "kekerapan", "rutin").status == 0
    found = load_study(here).study.find_coding(coding)
    assert found is not None
    assert found[1].values == {"kekerapan": "rutin"}
    assert "one of jarang, rutin" in run("arrange", "lay", coding, "kekerapan", "kadang").err
    assert run("arrange", "lay", coding, "kekerapan", "--remove").status == 0
    assert run("arrange", "property", "uang", "kekerapan", "--remove").status == 0
    assert codes(here)["uang"].properties == {}


# -- requests --------------------------------------------------------------------------------------


def test_a_split_asks_the_other_coder_and_is_one_change(here: Path):
    mine = put("ch", "masuk celengan", "menabung")
    theirs = put("sw", "rajin nabung di celengan", "menabung", "RT")
    ran = run(
        "arrange", "split", "menabung", "--put", mine, "Celengan", "--put", theirs, "Celengan",
        "--why", "wadahnya", "--json",
    )  # fmt: skip
    assert ran.status == 0
    assert ran.json == {
        "codes": {"Celengan": "celengan"},
        "asked": [{"coding": theirs, "code": "celengan"}],
    }
    (memo,) = (here / "codebooks" / "memos").glob("*.md")
    text = memo.read_text("utf-8")
    assert "RT, please recode 1 coding of “Menabung”" in text
    assert "> rajin nabung di celengan" in text
    assert "wadahnya" in text
    assert "→ Celengan" in text
    (asked,) = run("requests", "--json", "--coder", "RT").json["requests"]
    assert (asked["coding"], asked["by"], asked["code"]) == (theirs, "HM", "celengan")
    assert asked["state"] == "open"
    assert run("requests", "--json").json["requests"] == [], "nothing is asked of HM"
    assert run("undo").status == 0
    assert list((here / "codebooks" / "memos").glob("*.md")) == []
    assert "celengan" not in codes(here)


def test_the_other_coder_grants_or_declines_and_both_are_told(here: Path):
    one = put("ch", "masuk celengan", "menabung", "RT")
    two = put("sw", "rajin nabung di celengan", "menabung", "RT")
    ran = run("requests", "--ask", one, "sekolah", "--ask", two, "sekolah", "--why", "cek")
    assert ran.status == 0
    ran = run("requests", "--coder", "RT")
    assert "Sekolah anak" in ran.out
    assert "ch.2" in ran.out or "ch.CH" in ran.out
    assert run("requests", "--coder", "RT", "--grant", one, "--decline", two).status == 0
    study = load_study(here).study
    assert {r.coding: r.state for r in requests(study)} == {one: "done", two: "declined"}
    placed = study.find_coding(one)
    left = study.find_coding(two)
    assert placed is not None
    assert left is not None
    assert (placed[1].code, left[1].code) == ("sekolah", "menabung")
    assert run("requests", "--coder", "RT", "--json").json["requests"] == []
    assert len(run("requests", "--all", "--json").json["requests"]) == 2
    ran = run("requests", "--coder", "RT", "--grant", two)
    assert (ran.status, "Nothing is asked" in ran.err) == (1, True)


def test_nobody_is_asked_for_their_own_coding(here: Path):
    mine = put("ch", "masuk celengan", "menabung")
    ran = run("requests", "--ask", mine, "sekolah")
    assert (ran.status, "your own" in ran.err) == (1, True)
