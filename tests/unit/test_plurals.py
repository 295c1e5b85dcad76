"""One is not several: sentences with a number say the noun in the right form."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import qcode
from qcode.session import Session
from qcode.study.arrange_edits import make_category, split_code
from qcode.study.check import check
from qcode.study.clock import now
from qcode.study.edits import add_coding
from qcode.tui.matrix_grid import counted
from tests.commands import run
from tests.studies import words

NOUNS = "codings|codes|transcripts|memos|quotes|segments|files|words|links|lines|interviews|places"
COUNTED = re.compile(rf"\{{(?:n|count|more|number)\}} (?:more )?\{{?(?:{NOUNS})\b")
PACKAGE = Path(qcode.__file__).parent


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        ("codings", 1, "1 coding"),
        ("codings", 2, "2 codings"),
        ("codings", 0, "· codings"),
        ("words", 1, "1 word"),
        ("words", 1200, "1,200 words"),
        ("words", 1.5, "1.5 words"),
        ("participants", 1, "1 participant"),
        ("quotes", 1, "1 quote"),
        ("share", 0.125, "12.5% share of the text"),
    ],
)
def test_the_matrix_says_what_it_counts_in_the_form_of_the_number(
    measure: str, value: float, said: str
):
    assert counted(measure, value) == said


def test_no_message_of_the_interface_has_a_plural_for_every_number():
    found = []
    for path in [*PACKAGE.glob("cli/*.py"), *PACKAGE.glob("tui/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name, first = getattr(node.func, "id", ""), node.args[0]
            text = str(first.value) if isinstance(first, ast.Constant) else ""
            if name in {"t", "N_"} and COUNTED.search(text):
                found.append(f"{path.name}:{node.lineno}: {text}")
    assert found == [], "use n_"


def test_removing_a_transcript_with_one_coding_says_so(root: Path):
    for quote, code in (("masuk celengan", "menabung"), ("Sekarang malu", "sekolah")):
        run("code", "ch", "--quote", quote, "--code", code, "--study", root, "--coder", "ana")
    run("undo", "--study", root, "--coder", "ana")
    ran = run("remove", "ch", "--yes", "--study", root, "--coder", "ana")
    assert ran.err == "Removed ch with 1 coding.\n"


def test_one_unplaced_coding_is_told_in_the_singular(root: Path):
    with Session.open(root, "ana") as session:
        span = words(session.study, "ch", "Sekarang malu")
        session.apply(add_coding(session.study, "ana", "ch", span, "menabung", at=now()))
        path = root / "transcripts/ch.md"
        path.write_text(path.read_text("utf-8").replace("Sekarang malu", "—"), "utf-8")
        session.reload()
        (finding,) = check(session.study)
    assert finding.message.startswith("1 coding is unplaced: its words were not found again")


def test_a_change_of_one_code_says_it_in_the_singular(root: Path):
    with Session.open(root, "ana") as session:
        made, _ = make_category(session.study, "Dapur", ["menabung"])
        assert made.what == "new category “Dapur” of 1 code"
        span = words(session.study, "ch", "Sekarang malu")
        session.apply(add_coding(session.study, "ana", "ch", span, "menabung", at=now()))
        (coding,) = session.study.file("ana", "ch").codings
        split = split_code(session.study, "ana", "menabung", {coding.id: "Malu"})
        assert split.change.what == "split “Menabung” into 1 code"
