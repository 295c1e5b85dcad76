"""A file that cannot be read is said once, and neither judged by nor written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.files.new import create_study
from qcode.session import Session
from qcode.study.check import check
from qcode.study.clock import now
from qcode.study.code_edits import add_code, edit_code
from qcode.study.edits import add_coding, set_codebook, write_memo
from qcode.study.errors import QcodeError
from qcode.study.link_edits import add_link
from qcode.study.links import weigh
from qcode.study.memo import Memo
from tests.commands import run
from tests.studies import words

BOOK = "codebooks/codebook.yaml"
CODED = "transcripts/codings/ana/ch.jsonl"


@pytest.fixture
def theory(root: Path) -> Path:
    """The study with a coding, a link that rests on it, an example, and a memo about all of it."""
    with Session.open(root, "ana") as session:
        span = words(session.study, "ch", "masuk celengan")
        session.apply(add_coding(session.study, "ana", "ch", span, "menabung", at=now()))
        (coding,) = session.study.file("ana", "ch").codings
        change, link = add_link(
            session.study, "meminjam", "menabung", "causes", supports=[coding.id]
        )
        session.apply(change)
        session.apply(edit_code(session.study, "menabung", "examples", [{"coding": coding.id}]))
        about = ("code:menabung", f"coding:{coding.id}", f"link:{link}", "transcript:ch")
        session.apply(write_memo(session.study, Memo("m", "x", "ana", now(), "code", about)))
    assert said(root) == []
    return root


def said(root: Path) -> list[str]:
    """What `qcode check` would say."""
    with Session.open(root, "ana", write=False) as session:
        return [str(p) for p in check(session.study)]


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(BOOK, "codes:\n", "<<<<<<< HEAD\ncodes:\n", id="a conflict in the codebook"),
        pytest.param(BOOK, "  meminjam:\n", "  uang:\n", id="an id that is there twice"),
        pytest.param(CODED, '{"id"', '"id"', id="a line of codings that is no JSON"),
        pytest.param("transcripts/ch.md", "speakers: {", "speakers: {{", id="front matter"),
    ],
)
def test_one_slip_in_a_file_is_one_sentence(theory: Path, file: str, old: str, new: str):
    edit(theory, file, old, new)
    (sentence,) = said(theory)
    assert sentence.startswith(f"{file}, line ")


def test_what_rests_on_a_file_that_can_be_read_is_judged_all_the_same(theory: Path):
    edit(theory, CODED, '"menabung"', '"nabung"')
    edit(theory, "transcripts/sw.md", "---\n", "---\nkind: [\n")
    edit(theory, "codebooks/memos/m.md", "code:menabung", "code:tidak-ada")
    assert sorted(line.partition(" ")[0] for line in said(theory)) == [
        "codebooks/memos/m.md:",
        f"{CODED}:",
        "transcripts/sw.md,",
    ]


def test_a_coding_in_a_torn_file_is_not_missing_from_the_links_it_supports(theory: Path):
    (theory / CODED).write_text((theory / CODED).read_text("utf-8")[:-5], "utf-8")
    with Session.open(theory, "ana", write=False) as session:
        (link,) = session.study.codebook.links
        assert weigh(session.study, link).missing == ()
        assert len(weigh(session.study, link).supports) == 0
    (theory / CODED).unlink()
    with Session.open(theory, "ana", write=False) as session:
        assert len(weigh(session.study, link).missing) == 1, "now it is gone"


EMPTY = (
    "codebooks/codebook.yaml: the file is empty; restore it from a backup or from git, or begin a "
    "new codebook with a line such as “title: …”."
)
FIELDS = (
    "{} must hold fields with a name and a colon, such as “{}”; correct it, or restore the file "
    "from a backup or from git."
)
LIST = (
    "{} must hold a list, each item behind “- ”; correct it, or restore the file from a backup or "
    "from git."
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", EMPTY),
        (" \n\n", EMPTY),
        ("# nothing but this\n", EMPTY),
        ("title: x\ncodes: [a, b]\n", FIELDS.format("codes", "menabung: {name: Menabung}")),
        ("title: x\ncodes: none\n", FIELDS.format("codes", "menabung: {name: Menabung}")),
        ("title: x\nsettings:\n- a\n", FIELDS.format("settings", "suggestions: after-own")),
        ("title: x\nselective: uang\n", FIELDS.format("selective", "core: menabung")),
        ("title: x\nlinks: {a: {from: b}}\n", LIST.format("links")),
        ("title: x\nparadigms: {a: {}}\n", LIST.format("paradigms")),
        ("title: x\nselective: {propositions: p}\n", LIST.format("selective.propositions")),
    ],
)
def test_a_codebook_that_was_emptied_or_lost_its_shape_is_never_written_over(
    theory: Path, text: str, sentence: str
):
    (theory / BOOK).write_text(text, "utf-8")
    (found,) = said(theory)
    assert found.partition(": ")[2] == sentence.removeprefix(f"{BOOK}: ")
    assert run("status", "--study", theory).err == f"{found}\n"
    with Session.open(theory, "ana") as session:
        assert session.read_only == f"{found} Until then the study is read-only."
    ran = run("code", "ch", "--span", "0:4", "--code", "Baru", "--create", "--study", theory)
    assert (ran.status, ran.err) == (1, f"{found} Until then the study is read-only.\n")
    assert (theory / BOOK).read_text("utf-8") == text


def test_a_codebook_that_is_emptied_while_it_is_open_is_not_written_over(theory: Path):
    with Session.open(theory, "ana") as session:
        (theory / BOOK).write_bytes(b"")
        with pytest.raises(QcodeError, match=r"^Not saved: .*the file is empty"):
            session.apply(add_code(session.study, "Malu")[0])
        assert "menabung" in session.study.codebook.codes, "what was on the screen stays there"
    assert (theory / BOOK).read_bytes() == b""


def test_a_new_study_without_codes_is_writable(tmp_path: Path):
    create_study(tmp_path / "new", title="Baru")
    for text in ((tmp_path / "new" / BOOK).read_text("utf-8"), "title: Baru\n", "codes:\n"):
        (tmp_path / "new" / BOOK).write_text(text, "utf-8")
        assert said(tmp_path / "new") == []
        with Session.open(tmp_path / "new", "ana") as session:
            session.apply(add_code(session.study, "Malu")[0])
            assert "malu" in session.study.codebook.codes


@pytest.mark.parametrize("file", [CODED, "transcripts/cases.csv", "codebooks/memos/m.md"])
def test_a_file_that_was_emptied_is_listed_and_never_written_over(theory: Path, file: str):
    (theory / file).write_bytes(b"")
    assert said(theory) == [
        f"{file}: the file is empty; restore it from a backup or from git, or delete it."
    ]
    with Session.open(theory, "ana") as session:
        span = words(session.study, "sw", "rajin nabung")
        session.apply(add_coding(session.study, "ana", "sw", span, "menabung", at=now()))
        span = words(session.study, "ch", "Sekarang malu")
        if file == CODED:
            with pytest.raises(QcodeError, match="the file is empty"):
                session.apply(add_coding(session.study, "ana", "ch", span, "uang", at=now()))
    assert (theory / file).read_bytes() == b""


ODD = """\
title: x
codes:
  uang: [a, b]
  pinjam: meminjam
  malu: {name: Malu, labels: [a], also: {b: c}, include: {d: e}}
links: [l1, {id: l2, from: malu, to: uang, type: causes}]
settings: {terms: memo}
"""


def test_what_nobody_sees_in_a_codebook_is_listed_and_never_written_over(root: Path):
    (root / BOOK).write_text(ODD, "utf-8")
    found = said(root)
    assert [line.partition(": ")[0] for line in found if line.startswith(BOOK)] == [
        f"{BOOK}, line {n}" for n in (3, 4, 5, 5, 5, 6, 7)
    ]
    with Session.open(root, "ana") as session:
        study = session.study
        for change in (
            lambda: edit_code(study, "uang", "name", "Uang"),
            lambda: edit_code(study, "pinjam", "name", "Meminjam"),
            lambda: edit_code(study, "malu", "include", ["x"]),
            lambda: set_codebook(study, ("codes", "malu", "labels", "en"), "Shame", "x"),
            lambda: set_codebook(study, ("codes", "malu", "also"), ["uang"], "x"),
            lambda: set_codebook(study, ("links", "l9", "memo"), "x", "x"),
        ):
            with pytest.raises(QcodeError):
                session.apply(change())
        assert (root / BOOK).read_text("utf-8") == ODD
        session.apply(add_code(session.study, "Baru")[0])
    assert (root / BOOK).read_text("utf-8").startswith(ODD.partition("links")[0])
