"""The commands speak the user's language: what is wrong, what was done, what click finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import run


@pytest.fixture
def indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QCODE_LANG", "id")


@pytest.mark.usefixtures("indonesian")
def test_an_error_is_said_in_indonesian_on_the_standard_error(root: Path):
    ran = run("codings", "--study", root, "--transcript", "xx")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "Tidak ada transkrip “xx” dalam studi ini; yang ada: ch, sw.\n"


def test_an_error_is_english_for_a_script_that_asks_for_no_language(root: Path):
    ran = run("codings", "--study", root, "--transcript", "xx")
    assert ran.err == "There is no transcript “xx” in this study; there are: ch, sw.\n"


@pytest.mark.usefixtures("indonesian")
def test_check_says_its_findings_in_indonesian_and_json_keeps_them_in_english(root: Path):
    (root / "transcripts/ch.md").write_bytes(b"---\nkind: interview\n")
    ran = run("check", "--study", root)
    assert ran.status == 1
    assert ran.out == (
        "transcripts/ch.md, baris 1: kepala berkas diawali --- dan tidak pernah ditutup; "
        "tambahkan baris --- sesudah isian terakhirnya.\n"
    )
    assert run("check", "--study", root, "--json").json[0]["message"] == (
        "the front matter begins with --- and never ends; add a line --- after its last field."
    )


@pytest.mark.usefixtures("indonesian")
def test_what_was_done_and_undone_is_said_in_indonesian(root: Path):
    done = run("code", "ch", "--quote", "masuk celengan", "--code", "Menabung", "--study", root)
    assert "pasang “Menabung” pada ch.2" in done.err
    assert "Dibatalkan: pasang “Menabung” pada ch.2." in run("undo", "--study", root).err


@pytest.mark.usefixtures("indonesian")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("matrix", "--bogus"), "Kesalahan: Tidak ada opsi"),
        (("matrix", "--rows", "x"), "Kesalahan: Nilai tidak sah untuk '--rows': 'x' bukan salah"),
        (("code",), "Kesalahan: Argumen 'TRANSCRIPT' belum diberikan."),
        (("status", "a", "b"), "Kesalahan: Ada argumen berlebih (a b)"),
        (("--bogus",), "Kesalahan: Tidak ada opsi"),
    ],
)
def test_wrong_use_is_said_in_indonesian(words: tuple[str, ...], sentence: str):
    ran = run(*words)
    assert ran.status == 2
    assert ran.err.startswith("Pemakaian: qcode")
    assert "untuk bantuan." in ran.err
    assert sentence in ran.err


@pytest.mark.usefixtures("indonesian")
def test_an_option_without_its_value_is_said_in_indonesian():
    assert "Kesalahan: Opsi '--rows' memerlukan sebuah nilai." in run("matrix", "--rows").err


def test_wrong_use_is_said_once_with_where_help_is():
    ran = run("matrix", "--rows", "x")
    assert ran.status == 2
    assert ran.err.count("Usage: ") == 1
    assert "Try 'qcode matrix --help' for help.\n\nError: Invalid value for '--rows': " in ran.err
