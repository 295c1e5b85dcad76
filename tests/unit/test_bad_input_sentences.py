"""The very sentence that the user gets for each kind of bad input, in `qcode check`."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.files import atomic
from qcode.files.text import MAX_BYTES
from qcode.session import Session
from qcode.study.clock import now
from qcode.study.edits import add_coding
from tests.commands import run
from tests.studies import CH, CODEBOOK, words

BOOK, CODED = "codebooks/codebook.yaml", "transcripts/codings/ana/ch.jsonl"


def book(old: str, new: str) -> Callable[[Path], None]:
    """The codebook with other words in it."""
    return lambda root: _put(root / BOOK, CODEBOOK.replace(old, new).encode())


def text(data: bytes) -> Callable[[Path], None]:
    """The transcript sw with these bytes."""
    return lambda root: _put(root / "transcripts/sw.md", data)


def coded(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """A file of one coding and its mark of what was read, changed."""

    def setup(root: Path) -> None:
        with Session.open(root, "ana") as session:
            span = words(session.study, "ch", "masuk celengan")
            made = add_coding(session.study, "ana", "ch", span, "menabung", at=now())
            session.apply(made)
        _put(root / CODED, change((root / CODED).read_bytes()))

    return setup


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _twice(data: bytes) -> bytes:
    header, *lines = data.splitlines(keepends=True)
    (line,) = (one for one in lines if b'"kind":"coding"' in one)
    ident = line.split(b'"')[3]
    lines = [one.replace(one.split(b'"')[3], ident) for one in lines]
    return b"".join([header, *lines])


def _edited(root: Path) -> None:
    coded(lambda data: data)(root)
    _put(root / "transcripts/ch.md", CH.replace("masuk celengan", "entah ke mana").encode())


SETUPS = {
    "syntax error": book("name: Menabung", 'name: "Menabung'),
    "duplicate id": book("  meminjam:\n", "  menabung:\n"),
    "missing parent": book("parent: sekolah", "parent: sekolahan"),
    "circle": book("    color: green", "    parent: biaya-sekolah"),
    "unknown field": book("    definition: Berutang", "    definisi: B"),
    "conflict": book("links: []", "<<<<<<< HEAD\nlinks: []"),
    "torn last line": coded(lambda data: data[:-20]),
    "beyond": coded(lambda d: d.replace(b'"end":154', b'"end":9154')),
    "unknown code": coded(lambda d: d.replace(b'"menabung"', b'"x"')),
    "duplicate coding": coded(_twice),
    "empty": text(b""),
    "binary": text(b"\x89PNG\x00\x01"),
    "UTF-16": text("SW: Halo.\n".encode("utf-16")),
    "Latin-1": text("SW: Pak André.\n".encode("latin-1")),
    "65 MB": text(b"a" * (MAX_BYTES + 1048576)),
    "edited after coding": _edited,
}

SENTENCES = {
    "syntax error": (
        "codebooks/codebook.yaml, line 19: “u” follows a closing quote or bracket; delete "
        "what follows it, or put the whole text in quotes, each quote within it doubled."
    ),
    "duplicate id": (
        "codebooks/codebook.yaml, line 21: “menabung” stands here a second time (first in "
        "line 13); keep one of the two or rename one."
    ),
    "missing parent": (
        "codebooks/codebook.yaml, line 30: the parent “sekolahan” of “biaya-sekolah” is not"
        " in the codebook; add it or correct the name (until then “biaya-sekolah” stands at"
        " the root)."
    ),
    "circle": (
        "codebooks/codebook.yaml, line 30: “biaya-sekolah” is above itself in a circle of "
        "parents; give one of them another parent (until then “biaya-sekolah” stands at the"
        " root)."
    ),
    "unknown field": (
        "warning: codebooks/codebook.yaml, line 24: the field “definisi” is unknown; did "
        "you mean “definition”?"
    ),
    "conflict": (
        "codebooks/codebook.yaml, line 31: here begin the conflict markers of git (<<<<<<<,"
        " =======, >>>>>>>); keep one side and delete the markers."
    ),
    "torn last line": (
        "transcripts/codings/ana/ch.jsonl, line 3: the last line is torn (it has no line "
        "end); restore the file from a backup, or complete or delete that line."
    ),
    "beyond": (
        "warning: transcripts/codings/ana/ch.jsonl: the coding ID ends at 9154, beyond the "
        "text of 388 characters; it waits among the unplaced."
    ),
    "unknown code": (
        "transcripts/codings/ana/ch.jsonl: 1 coding has the code “x”, which is not in the "
        "codebook; add it there, or recode it."
    ),
    "duplicate coding": (
        "transcripts/codings/ana/ch.jsonl, line 3: the id ID stands in two lines that "
        "differ; delete one of them or give it another id."
    ),
    "empty": "warning: transcripts/sw.md: the transcript is empty; add its text or remove it.",
    "binary": (
        "transcripts/sw.md: it is no text (it holds NUL bytes); bring it in with `qcode "
        "import`, or save it as UTF-8."
    ),
    "UTF-16": (
        "transcripts/sw.md: it is UTF-16; bring it in with `qcode import`, or save it as UTF-8."
    ),
    "Latin-1": (
        "transcripts/sw.md, line 1: this is not UTF-8 (it may be Latin-1); save the file as"
        " UTF-8, or bring it in with `qcode import`."
    ),
    "65 MB": "transcripts/sw.md: it is 65 MB large; qcode reads files up to 64 MB. Split it.",
    "edited after coding": (
        "warning: transcripts/codings/ana/ch.jsonl: 1 coding is unplaced: its words were "
        "not found again in the text; place it in the app (the list of unplaced codings) or"
        " remove it."
    ),
}


@pytest.mark.parametrize("what", SETUPS)
def test_check_names_the_file_the_place_and_the_remedy(root: Path, what: str):
    SETUPS[what](root)
    found = run("check", "--study", root).out.splitlines()
    assert re.sub(r"\b[a-z2-7]{12}\b", "ID", found[0]) == SENTENCES[what]


def test_crlf_and_fifty_megabytes_are_nothing_to_complain_of(root: Path):
    _put(root / "transcripts/ch.md", CH.replace("\n", "\r\n").encode())
    _put(root / "transcripts/sw.md", b"SW: " + b"kata " * (10 * 1024 * 1024))
    assert run("check", "--study", root).out == ""


def test_a_folder_that_is_no_study(tmp_path: Path):
    assert run("status", "--study", tmp_path).err == (
        f"{tmp_path} is no study: it has no codebooks/codebook.yaml, and no folder above it has "
        "one. `qcode new DIR` makes a study, `qcode demo` opens a sample.\n"
    )
    assert run("status", "--study", tmp_path / "x").err == (
        f"There is no folder {tmp_path / 'x'}; `qcode new {tmp_path / 'x'}` makes a study there.\n"
    )


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full; free some space and do it again"),
        (errno.EACCES, "you have no permission to write there; correct the folder's permissions"),
        (errno.EROFS, "the disk is mounted read-only"),
    ],
)
def test_a_full_disk_and_a_read_only_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
):
    def refused(path: Path, data: bytes) -> None:
        del data
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(atomic, "write_and_sync", refused)
    words = ["--quote", "masuk celengan", "--code", "Menabung"]
    ran = run("code", "ch", *words, "--study", root, "--coder", "ana")
    assert ran.status == 1
    assert ran.err == f"Not saved: {root / CODED} cannot be written: {reason}.\n"
    assert not (root / CODED).exists()


def test_two_windows_of_one_coder(root: Path):
    with Session.open(root, "ana"):
        ran = run("undo", "--study", root, "--coder", "ana")
    assert ran.err == (
        f"arisan is open as ana in another window (process {os.getpid()}); close that one to "
        "write here, or choose another coder.\n"
    )


@pytest.mark.parametrize("name", ["a/b", "..", "a:b", "", ".x"])
def test_names_that_lead_elsewhere(root: Path, name: str):
    sentence = (
        f"“{name}” cannot name a transcript: it may not be empty, begin with a dot, or hold "
        '/ \\ : * ? " < > | or control characters.'
    )
    assert run("rename", "ch", name, "--study", root, "--coder", "ana").err == f"{sentence}\n"


@pytest.mark.parametrize("name", ["ibu-👟", "مقابلة", "e\u0301tude"])
def test_names_in_any_script_are_taken(root: Path, name: str):
    assert run("rename", "ch", name, "--study", root, "--coder", "ana").status == 0
    assert (root / f"transcripts/{name}.md").exists()
