"""Text files from outside: encodings, front matter, what is refused, and names."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.exchange.reading.decode import decode
from qcode.exchange.reading.draft import read_draft
from qcode.exchange.reading.names import safe_name
from qcode.files.layout import safe_name as checked_name
from qcode.study.errors import QcodeError

WORDS = "P: Café ini milik siapa?\nI: Punya adik saya – “Toko Bunga”. Begitulah ceritanya.\n"


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path: Path, encoding: str, note: str) -> None:
    path = tmp_path / "w.txt"
    path.write_bytes(WORDS.replace("\n", "\r\n").encode(encoding))
    made = read_draft(path)
    assert made.text == WORDS
    assert made.notes == ((f"Decoded as {note}.",) if note else ())


def test_latin_1_is_read_letter_by_letter() -> None:
    text = "P: Où est le café, s'il vous plaît?\nI: Là-bas, après l'église, à côté du marché.\n"
    assert decode(text.encode("latin-1"), "w.txt")[0] == text


def test_cyrillic_in_an_eight_bit_encoding_is_found_by_its_letters() -> None:
    text = "Расскажите, пожалуйста, о вашей деревне и о людях, которые там живут. " * 5
    assert decode(text.encode("cp1251"), "w.txt")[0] == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_kept_code_point_for_code_point(text: str) -> None:
    if text.strip().strip("\ufeff").strip():
        assert decode(text.encode(), "w.txt")[0] == text.lstrip("\ufeff")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "w.txt is empty; export or save it again."),
        (b" \r\n\n", "w.txt is empty; export or save it again."),
        (b"\xff\xfe", "w.txt is empty; export or save it again."),
        (b"P: a\x00b\n", "w.txt is no text (it holds NUL bytes); save it as text in UTF-8."),
        (b"%PDF-1.7 x", "w.txt is a PDF; save its text as .docx or .txt."),
        (b"{\\rtf1 x", "w.txt is RTF; save it as .docx or .txt."),
        (
            b"P: ya\nI: \x07ada\n",
            (
                "w.txt, line 2: this is no text (it holds the control character U+0007); "
                "save it as a text file in UTF-8."
            ),
        ),
        (
            "P: kué, lé, ré, é, à\nI: é".encode() + b"\xff\n",
            (
                "w.txt, line 2: a byte here is not UTF-8 while the rest of the file is; "
                "repair the line and save it as UTF-8."
            ),
        ),
        (
            b"\xff\xfeP\x00:\x00 ",
            "w.txt, byte 4: begins as UTF-16 and is broken here; save it again as UTF-8.",
        ),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_a_sentence(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    path = tmp_path / "w.txt"
    path.write_bytes(data)
    with pytest.raises(QcodeError) as error:
        read_draft(path)
    assert str(error.value) == sentence


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QcodeError, match=r"w\.txt cannot be read \(No such file"):
        read_draft(tmp_path / "w.txt")


def test_a_format_that_is_not_read_names_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "w.odt"
    path.write_bytes(b"x")
    with pytest.raises(QcodeError, match=r"w\.odt: qcode reads transcripts as \.txt"):
        read_draft(path)


def test_fifty_megabytes_come_in_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    turn = "P: Sudah berapa lama?\nI: " + "Sudah dua tahun lebih, Mbak. " * 20 + "\n"
    text = turn * (50 * 1024 * 1024 // len(turn))
    path.write_text(text, encoding="utf-8")
    made = read_draft(path)
    assert made.text == text


def test_more_than_sixty_four_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(QcodeError, match=r"huge\.txt is 65 MB large .* up to 64 MB; split it"):
        read_draft(path)


def test_the_front_matter_of_a_markdown_file_is_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "ch.md"
    path.write_text(
        "---\nkind: interview\nspeakers: {P: interviewer, CH: CH}\nrole: KPM\ndate: 2023-04\n"
        "---\nP: Sudah?\nCH: Sudah.\n",
        encoding="utf-8",
    )
    made = read_draft(path)
    assert made.text == "P: Sudah?\nCH: Sudah.\n"
    assert made.front == {"role": "KPM", "date": "2023-04"}
    assert {s.label: s.role for s in made.speakers} == {"P": "interviewer", "CH": "CH"}


def test_a_text_file_keeps_what_looks_like_front_matter(tmp_path: Path) -> None:
    text = "---\nrole: KPM\n---\nP: Sudah?\nI: Sudah.\nP: Yakin?\nI: Yakin.\n"
    path = tmp_path / "ch.txt"
    path.write_text(text, encoding="utf-8")
    assert read_draft(path).text == text


def test_a_markdown_file_that_begins_with_a_rule_has_no_front_matter(tmp_path: Path) -> None:
    text = "---\nCatatan lapangan\n---\nWarga datang.\n"
    path = tmp_path / "n.md"
    path.write_text(text, encoding="utf-8")
    assert read_draft(path).text == text


def test_an_unknown_kind_in_the_front_matter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "n.md"
    path.write_text("---\nkind: podcast\n---\nHalo.\n", encoding="utf-8")
    with pytest.raises(QcodeError, match="kind “podcast” is none of interview"):
        read_draft(path)


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("W1.CH", "W1.CH"),
        ("wawancara 3 – Bu Sumi", "wawancara 3 – Bu Sumi"),
        ("مقابلة ١", "مقابلة ١"),
        ("pasar 👩‍🌾🌾", "pasar 👩‍🌾🌾"),
        ("e\u0301tude", "\u00e9tude"),
        ("a/b\\c", "a-b-c"),
        ("..", "transcript"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("CON", "CON_"),
        ("nul.final", "nul_.final"),
        ("a\nb\tc\x07", "a b c"),
        ("\u202egnp", "gnp"),
        ("-rf", "rf"),
        ("ends. ", "ends"),
        ("", "transcript"),
        ("\u0301", "transcript"),
        ("what?*", "what-"),
    ],
)
def test_a_name_is_kept_in_any_script_and_made_safe(stem: str, name: str) -> None:
    assert safe_name(stem) == name


@given(st.text(max_size=200))
def test_a_safe_name_can_name_a_transcript_and_stays_as_it_is(stem: str) -> None:
    name = safe_name(stem)
    assert checked_name(name, "transcript") == name == safe_name(name)
    assert unicodedata.is_normalized("NFC", name)
    assert len(name.encode()) <= 120


def test_a_long_name_is_cut_between_characters() -> None:
    name = safe_name("n\u0302\u0323" * 100)
    assert len(name.encode()) <= 120
    assert safe_name(name) == name
