"""Word files: each layout, comments, numbering, and files that are hostile or broken."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from qcode.exchange.reading.draft import Draft, read_draft, transcript_of
from qcode.study.errors import QcodeError

FIXTURES = Path(__file__).parent.parent / "fixtures" / "import"
SAID = [
    "Ibu sudah berapa lama jualan kue di sini?",
    "Baru tiga tahun, Mbak. Dulu saya cuma di rumah.",
    "Terus modalnya dari mana, Bu?",
    "Pinjam sama kakak dulu. Catatannya: lunas dalam setahun.",
    "Yang bantu siapa saja?",
    "Anak yang besar, kalau pulang sekolah.",
]


def draft(name: str) -> Draft:
    return read_draft(FIXTURES / f"{name}.docx")


def talk(asks: str, answers: str, *more: str) -> list[str]:
    return [f"{answers if n % 2 else asks}: {said}" for n, said in enumerate(SAID)] + list(more)


def roles(made: Draft) -> dict[str, str]:
    return {s.label: s.role for s in made.speakers}


@pytest.mark.parametrize(
    ("name", "asks", "answers", "case"),
    [
        ("full_names", "Rahayu Lestari", "Bu Kartini", "Bu Kartini"),
        ("initials", "P", "SM", "SM"),
        ("bold_labels", "Peneliti", "Ibu Sumi", "Ibu Sumi"),
        ("table_columns", "Peneliti", "Informan", "TABLE_COLUMNS"),
        ("table_three_number", "P", "I", "TABLE_THREE_NUMBER"),
        ("numbered_labels", "P", "I", "NUMBERED_LABELS"),
        ("numbered_noise", "P", "I", "NUMBERED_NOISE"),
        ("numbered_questions", "P", "I", "NUMBERED_QUESTIONS"),
        ("identity_table", "P", "I", "IDENTITY_TABLE"),
    ],
)
def test_a_layout_becomes_label_and_text(name: str, asks: str, answers: str, case: str) -> None:
    made = draft(name)
    assert made.text.splitlines() == talk(asks, answers)
    assert roles(made) == {asks: "interviewer", answers: case}
    assert made.kind == "interview"


def test_a_paragraph_without_a_label_goes_on_with_the_turn() -> None:
    made = draft("inline_pi")
    assert made.text.splitlines()[2] == "Terus saya coba bikin kue lapis, eh laku."
    assert len(transcript_of(made).turns) == 6


def test_english_i_asks_and_labels_without_a_space_or_with_a_tab_are_read() -> None:
    made = draft("inline_english")
    assert made.text.splitlines()[2:] == [
        "I: And what did you plant first?",
        "P: Beans, mostly. Beans forgive beginners.",
    ]
    assert roles(made) == {"I": "interviewer", "P": "INLINE_ENGLISH"}


def test_a_field_in_the_prose_is_no_speaker() -> None:
    made = draft("inline_tj")
    assert made.text.splitlines() == talk("T", "J", "Box plot: gambar di dinding warung.")
    assert roles(made) == {"T": "interviewer", "J": "INLINE_TJ"}


def test_a_mistyped_label_is_the_same_informant() -> None:
    made = draft("roles_id")
    assert roles(made)["Infroman"] == roles(made)["Informan"] == "ROLES_ID"
    assert any("looks like “Informan”" in note for note in made.notes)


def test_a_label_on_its_own_line_moves_before_its_words() -> None:
    made = draft("own_line")
    assert made.text.splitlines() == talk("Peneliti", "Ibu Sumi", "Kalau libur ya dia main dulu.")


def test_name_and_time_on_their_own_line_move_before_the_words() -> None:
    made = draft("own_line_times")
    assert made.text.splitlines()[:2] == [
        "Nora Field: [00:00:00] How did you hear about the garden project?",
        "Tom Reed: [00:00:07] A neighbour told me. We walked there together.",
    ]
    assert roles(made) == {"Nora Field": "interviewer", "Tom Reed": "Tom Reed"}


def test_an_empty_label_in_a_table_goes_on_and_the_header_is_left_out() -> None:
    lines = draft("table_two").text.splitlines()
    assert lines[2] == "Sekarang ramai kalau sore."
    assert [*lines[:2], *lines[3:]] == talk("P", "I")


def test_the_time_column_of_a_table_stands_behind_the_label() -> None:
    made = draft("table_three_time")
    assert made.text.splitlines()[1] == f"I: [00:01:10] {SAID[1]}"
    assert transcript_of(made).turns[1].time == "00:01:10"


@pytest.mark.parametrize("look", ["bold", "italic"])
def test_questions_that_look_otherwise_get_the_labels_p_and_i(look: str) -> None:
    made = draft(f"{look}_questions")
    head, tail = "Wawancara di warung", "Adiknya masih kecil."
    assert made.text.splitlines() == [head, *talk("P", "I"), tail]
    assert roles(made) == {"P": "interviewer", "I": f"{look.upper()}_QUESTIONS"}
    assert any(f"{look} paragraphs are taken as questions" in note for note in made.notes)


def test_bold_headings_make_no_interview() -> None:
    made = draft("bold_headings")
    assert (made.kind, made.speakers) == ("document", ())
    assert len(transcript_of(made).turns) == 9


def test_times_anywhere_beside_the_label_are_put_behind_it() -> None:
    assert draft("timestamps").text.splitlines() == [
        "P: [00:00:05] Ibu sudah lama di sini?",
        "I: [00:00:12] Sudah lima tahun.",
        "P: [01:02:03] Pindah dari mana, Bu?",
        "I: [01:03:00] Dari Tegal, ikut suami.",
        "P: [00:01:04] Betah, Bu?",
        "I: Alhamdulillah, jam 10:30 sudah ramai.",
    ]


def test_the_identity_block_becomes_attributes_and_leaves_the_text() -> None:
    made = draft("identity")
    assert made.text.splitlines() == talk("RL", "SM")
    assert made.front == {
        "title": "TRANSKRIP WAWANCARA",
        "nama": "Sumiati",
        "umur": "41 tahun",
        "jenis kelamin": "Perempuan",
        "date": "2023-04-12",
        "place": "Rumah informan",
        "pewawancara": "Rahayu Lestari",
    }
    assert roles(made) == {"RL": "interviewer", "SM": "SM"}


def test_an_identity_block_in_a_table_becomes_attributes() -> None:
    assert draft("identity_table").front == {
        "title": "Wawancara 4",
        "nama": "Sumiati",
        "role": "Ketua kelompok",
        "date": "2023-04",
    }


def test_typed_numbers_before_labels_go_and_line_breaks_part_turns() -> None:
    made = draft("typed_numbers")
    assert made.text.splitlines() == [*talk("P", "I")[:5], "I: Anak yang besar."]


def test_what_was_inserted_counts_and_what_was_deleted_does_not() -> None:
    assert draft("tracked").text.splitlines()[1] == f"I: {SAID[1]} Betul."


def test_comments_keep_their_words_in_the_text_that_is_made() -> None:
    made = draft("comments")
    assert made.text.splitlines() == talk("P", "I")
    found = [(c.quote, c.text, c.author) for c in made.comments]
    assert found == [
        ("Baru tiga tahun, Mbak", "Lama usaha", "Sari"),
        (
            "Pinjam sama kakak dulu. Catatannya: lunas dalam setahun.\nP: Yang bantu siapa saja?",
            "Modal keluarga",
            "Budi",
        ),
    ]
    assert all(made.text[c.start : c.end] == c.quote for c in made.comments)
    assert "Left out: 1 comment on words that are not in the text." in made.notes


def _changed(tmp_path: Path, part: str, old: bytes, new: bytes) -> Path:
    path = tmp_path / "bad.docx"
    with (
        zipfile.ZipFile(FIXTURES / "inline_pi.docx") as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            data = source.read(name)
            made.writestr(name, data.replace(old, new, 1) if name == part else data)
    return path


def test_entities_are_refused_and_never_expanded(tmp_path: Path) -> None:
    path = _changed(
        tmp_path,
        "word/document.xml",
        b"<w:document",
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document',
    )
    with pytest.raises(QcodeError, match=r"bad\.docx declares entities in word/document\.xml"):
        read_draft(path)


def test_an_archive_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", b" " * (97 * 1024 * 1024))
    with pytest.raises(QcodeError, match=r"bomb\.docx unpacks to more than qcode reads"):
        read_draft(path)


def _zip(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"P: hello\n", "is no Word file or is broken"),
        (b"PK\x03\x04 torn", "is no Word file or is broken"),
        (b"\xd0\xcf\x11\xe0 old", "is an old Word file or has a password"),
        (_zip(a="b"), "is no Word file or is broken"),
        ((FIXTURES / "identity.docx").read_bytes()[:-900], "is no Word file or is broken"),
    ],
    ids=["empty", "text", "torn zip", "old Word", "another zip", "cut off"],
)
def test_a_file_that_is_no_word_file_is_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "w.docx"
    path.write_bytes(data)
    with pytest.raises(QcodeError, match=sentence):
        read_draft(path)


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    path = _changed(tmp_path, "word/document.xml", b"</w:p>", b"")
    with pytest.raises(QcodeError, match="is no Word file or is broken"):
        read_draft(path)
