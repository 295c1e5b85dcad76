"""A file of mixed line ends keeps the end of every line that is not changed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qcode.files.text import decode
from qcode.session import Session
from qcode.study.code_edits import edit_code
from qcode.study.edits import edit_text, set_front
from tests.studies import CH, CODEBOOK, words

ENDS = st.sampled_from(["\n", "\r\n", "\r"])
LINES = st.lists(st.sampled_from(["", "a", "b", "Bu CH:"]), max_size=6)


def mixed(text: str, unix: str) -> bytes:
    """The text with CRLF, but for the lines that hold these words."""
    lines = text.splitlines()
    return "".join(f"{line}\n" if unix in line else f"{line}\r\n" for line in lines).encode()


def test_correcting_a_transcript_of_mixed_line_ends_changes_one_line(root: Path):
    path = root / "transcripts/ch.md"
    before = mixed(CH, "Celengannya")
    path.write_bytes(before)
    with Session.open(root, "ana") as session:
        start = words(session.study, "ch", "abis gitu").start
        session.apply(edit_text(session.study, "ch", start, "abis gitu", "habis begitu"))
        session.apply(set_front(session.study, "ch", "role", "kader"))
    wanted = before.replace(b"abis gitu", b"habis begitu").replace(b"role: KPM", b"role: kader")
    assert path.read_bytes() == wanted


def test_a_codebook_of_mixed_line_ends_changes_one_line(root: Path):
    path = root / "codebooks/codebook.yaml"
    before = mixed(CODEBOOK, "parent")
    path.write_bytes(before)
    with Session.open(root, "ana") as session:
        session.apply(edit_code(session.study, "meminjam", "name", "Berutang"))
    assert path.read_bytes() == before.replace(b"name: Meminjam", b"name: Berutang")


def test_a_line_that_is_new_gets_the_end_that_most_lines_have():
    file = decode(b"satu\r\ndua\ntiga\r\n", "ch.md")
    assert file.encode("satu\nbaru\ndua\ntiga\n") == b"satu\r\nbaru\r\ndua\ntiga\r\n"


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), ENDS), max_size=6), LINES)
def test_what_is_written_reads_as_the_text_it_was_made_of(
    old: list[tuple[str, str]], new: list[str]
):
    raw = "".join(line + end for line, end in old).encode()
    file = decode(raw, "ch.md")
    assert file.encode() == raw
    assert decode(file.encode("\n".join(new)), "ch.md").text == "\n".join(new)
