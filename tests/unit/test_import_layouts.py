"""Tables of talk in Word: what a column holds is told by its head or by what stands in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from qcode.exchange.reading.draft import Draft, read_draft, transcript_of
from tests.fixtures.docx_parts import Cell, add_table, table_document

FIXTURES = Path(__file__).parent.parent / "fixtures" / "import"
ASKED = ["Ibu sudah lama jualan?", "Modalnya dari mana, Bu?", "Siapa yang bantu?"]
SAID = ["Baru tiga tahun, Mbak.", "Pinjam kakak. Kenapa tidak?", "Anak saya yang besar."]
TALK = [line for pair in zip(ASKED, SAID, strict=True) for line in pair]


def read(tmp_path: Path, document: Any) -> Draft:
    document.save(tmp_path / "w.docx")
    return read_draft(tmp_path / "w.docx")


def table(tmp_path: Path, *rows: tuple[Cell, ...]) -> Draft:
    return read(tmp_path, table_document(list(rows)))


def numbered(*columns: list[str]) -> list[tuple[Cell, ...]]:
    return [(f"{n}.", *row) for n, row in enumerate(zip(*columns, strict=True), 1)]


def roles(made: Draft) -> dict[str, str]:
    return {s.label: s.role for s in made.speakers}


def said_by(made: Draft) -> dict[str, list[str]]:
    """What each speaker says, a text for each turn."""
    found: dict[str, list[str]] = {}
    for turn in transcript_of(made).turns:
        found.setdefault(turn.speaker, []).append(made.text[turn.body.start : turn.body.end])
    return found


def test_a_column_of_questions_is_the_interviewers_and_one_of_answers_the_participants() -> None:
    made = read_draft(FIXTURES / "table_question_answer.docx")
    assert made.text.splitlines()[:3] == [
        "[Catatan]: A. Usaha",
        "P: Ibu sudah berapa lama jualan kue di sini?",
        "I: Baru tiga tahun, Mbak. Dulu saya cuma di rumah.",
    ]
    assert roles(made) == {
        "[Catatan]": "other",
        "P": "interviewer",
        "I": "TABLE_QUESTION_ANSWER",
    }
    assert Counter(t.label for t in transcript_of(made).turns) == {"[Catatan]": 1, "P": 3, "I": 3}


def test_an_actor_and_an_account_are_label_and_text_and_codes_are_offered_as_comments() -> None:
    made = read_draft(FIXTURES / "table_actor_account.docx")
    assert roles(made) == {"Peneliti": "interviewer", "Bu Sumi": "Bu Sumi"}
    assert made.text.startswith("Peneliti: Ibu sudah berapa lama")
    assert "Modal\n" not in made.text
    assert [(c.text, c.quote) for c in made.comments] == [
        ("Modal", "Pinjam sama kakak dulu. Catatannya: lunas dalam setahun.")
    ]
    assert any("column “Kode” is not taken as words that were said" in n for n in made.notes)


@pytest.mark.parametrize(
    ("heads", "asks", "answers"),
    [
        (("No", "Pertanyaan", "Jawaban"), "P", "I"),
        (("No.", "PERTANYAAN WAWANCARA", "HASIL WAWANCARA"), "P", "I"),
        (("#", "Question", "Answer"), "Q", "A"),
        (("No", "Pertanyaan Peneliti", "Jawaban Informan"), "Peneliti", "Informan"),
        (("No", "Peneliti", "Informan"), "Peneliti", "Informan"),
        (("No", "P", "I"), "P", "I"),
        (("Nomor", "Daftar Pertanyaan", "Tanggapan Informan"), "P", "Informan"),
    ],
)
def test_heads_in_both_languages_tell_who_asks_and_who_answers(
    tmp_path: Path, heads: tuple[Cell, ...], asks: str, answers: str
) -> None:
    made = table(tmp_path, heads, *numbered(ASKED, SAID))
    assert roles(made) == {asks: "interviewer", answers: "W"}
    assert said_by(made) == {"interviewer": ASKED, "W": SAID}


def test_a_column_of_times_gives_the_time_of_the_question(tmp_path: Path) -> None:
    times = ["00.00.10", "00:01:10", "00:02:10"]
    rows = list(zip(times, ASKED, SAID, strict=True))
    made = table(tmp_path, ("Waktu", "Pertanyaan", "Jawaban"), *rows)
    assert made.text.splitlines()[0] == f"P: [00:00:10] {ASKED[0]}"
    assert said_by(made) == {"interviewer": ASKED, "W": SAID}


@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("number", [False, True])
def test_two_columns_without_a_head_are_told_by_what_asks_and_that_is_said(
    tmp_path: Path, *, flipped: bool, number: bool
) -> None:
    columns = (SAID, ASKED) if flipped else (ASKED, SAID)
    rows = numbered(*columns) if number else list(zip(*columns, strict=True))
    made = table(tmp_path, *rows)
    assert said_by(made) == {"interviewer": ASKED, "W": SAID}
    assert any("no head that tells who speaks" in note for note in made.notes)


def test_each_column_of_answers_is_a_participant_of_its_own(tmp_path: Path) -> None:
    other = [f"Saya lain: {words}" for words in SAID]
    heads = ("No", "Pertanyaan", "Jawaban Ibu Siti", "Jawaban Ibu Ani")
    made = table(tmp_path, heads, *numbered(ASKED, SAID, other))
    assert said_by(made) == {"interviewer": ASKED, "Ibu Siti": SAID, "Ibu Ani": other}


def test_who_answers_may_stand_in_a_column_of_its_own(tmp_path: Path) -> None:
    made = table(
        tmp_path,
        ("Pertanyaan", "Informan", "Jawaban"),
        (ASKED[0], "Siti", SAID[0]),
        ("", "Ani", SAID[1]),
        (ASKED[1], "Siti", SAID[2]),
    )
    assert said_by(made) == {
        "interviewer": ASKED[:2],
        "Siti": [SAID[0], SAID[2]],
        "Ani": [SAID[1]],
    }


def test_nobody_is_the_interviewer_where_each_participant_answers_once(tmp_path: Path) -> None:
    rows = numbered(["Bu Siti", "Bu Ani", "Bu Eka"], SAID)
    made = table(tmp_path, ("No", "Informan", "Hasil Wawancara"), *rows)
    assert set(roles(made).values()) == {"Bu Siti", "Bu Ani", "Bu Eka"}


def test_a_question_across_the_table_is_asked_and_never_the_answer_of_who_spoke_before(
    tmp_path: Path,
) -> None:
    made = table(
        tmp_path,
        (ASKED[0],),
        ("Bu Siti", SAID[0]),
        ("Bu Ani", SAID[1]),
        (ASKED[1],),
        ("Bu Siti", SAID[2]),
        ("Bu Ani", SAID[0]),
    )
    assert said_by(made) == {
        "interviewer": ASKED[:2],
        "Bu Siti": [SAID[0], SAID[2]],
        "Bu Ani": [SAID[1], SAID[0]],
    }


def test_answers_across_the_table_below_numbered_questions_are_answers(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [("No", "Pertanyaan")]
    for number, asked, said in zip("123", ASKED, SAID, strict=True):
        rows += [(number, asked), (said,)]
    made = table(tmp_path, *rows)
    assert said_by(made) == {"interviewer": ASKED, "W": SAID}
    assert any("below its questions" in note for note in made.notes)


def test_single_cells_that_ask_and_answer_by_turns_are_two_speakers(tmp_path: Path) -> None:
    made = table(tmp_path, *((line,) for line in TALK))
    assert said_by(made) == {"interviewer": ASKED, "W": SAID}


def test_labels_in_the_cells_are_heard_also_where_somebody_asks_on(tmp_path: Path) -> None:
    probed: list[tuple[Cell, ...]] = [
        (asked, [said, "P: Kok bisa?", "I: Ya bisa."])
        for asked, said in zip(ASKED, SAID, strict=True)
    ]
    made = table(tmp_path, ("Pertanyaan", "Jawaban"), *probed)
    assert said_by(made)["interviewer"] == [
        line for asked in ASKED for line in (asked, "Kok bisa?")
    ]
    labelled = [(f"T: {a}", f"J: {s}") for a, s in zip(ASKED, SAID, strict=True)]
    made = table(tmp_path, ("Pertanyaan", "Jawaban"), *labelled)
    assert said_by(made) == {"interviewer": ASKED, "W": SAID}


@pytest.mark.parametrize("head", [[("Verbatim", "Kode")], []])
def test_codes_beside_a_verbatim_are_nobodys_words(
    tmp_path: Path, head: list[tuple[Cell, ...]]
) -> None:
    rows: list[tuple[Cell, ...]] = [
        ([f"P: {asked}", f"I: {said}"], "Modal; Usaha kecil")
        for asked, said in zip(ASKED, SAID, strict=True)
    ]
    made = table(tmp_path, *head, *rows)
    assert said_by(made) == {"interviewer": ASKED, "W": SAID}
    assert [c.text for c in made.comments[:2]] == ["Modal", "Usaha kecil"]


def test_paragraphs_of_a_cell_belong_to_the_label_or_to_their_own_labels(tmp_path: Path) -> None:
    made = table(
        tmp_path,
        ("Pelaku", "Ucapan"),
        (["P", "I"], [ASKED[0], SAID[0]]),
        ("P", [ASKED[1], "Maksud saya dulu."]),
        ("I", SAID[1]),
    )
    assert said_by(made) == {
        "interviewer": [ASKED[0], f"{ASKED[1]}\nMaksud saya dulu."],
        "W": SAID[:2],
    }


def test_labels_that_do_not_fit_the_paragraphs_give_the_words_to_nobody(tmp_path: Path) -> None:
    made = table(
        tmp_path,
        ("Pelaku", "Ucapan"),
        (["P", "I", "P"], [ASKED[0], SAID[0]]),
        ("P", ASKED[1]),
        ("I", SAID[1]),
    )
    assert said_by(made)["other"] == [f"{ASKED[0]}\n{SAID[0]}"]
    assert any("several labels for another number of paragraphs" in n for n in made.notes)


def test_identity_rows_above_the_head_become_attributes(tmp_path: Path) -> None:
    rows = list(zip(ASKED, SAID, strict=True))
    identity: list[tuple[Cell, ...]] = [("Nama", "Siti"), ("Umur", "41")]
    made = table(tmp_path, *identity, ("Pertanyaan", "Jawaban"), *rows)
    assert made.front == {"nama": "Siti", "umur": "41"}
    assert said_by(made) == {"interviewer": ASKED, "W": SAID}


def test_a_table_goes_on_after_a_page_and_what_stands_between_is_nobodys(tmp_path: Path) -> None:
    document = Document()
    rows = numbered(ASKED, SAID)
    add_table(document, [("No", "Pertanyaan", "Jawaban"), *rows[:2]])
    document.add_paragraph("Lanjutan tabel.")
    add_table(document, rows[2:])
    document.add_paragraph("Sumber: data primer, 2023")
    made = read(tmp_path, document)
    assert said_by(made) == {
        "interviewer": ASKED,
        "W": SAID,
        "other": ["Lanjutan tabel.", "Sumber: data primer, 2023"],
    }
    assert "2 lines that name nobody are taken as nobody's words." in made.notes


def test_a_table_within_a_table_for_layout_is_read_once(tmp_path: Path) -> None:
    document = Document()
    outer = document.add_table(rows=1, cols=1).rows[0].cells[0]
    outer.text = "Wawancara 1"
    add_table_to = outer.add_table(rows=0, cols=2)
    for row in [("Pertanyaan", "Jawaban"), *zip(ASKED, SAID, strict=True)]:
        for cell, words in zip(add_table_to.add_row().cells, row, strict=True):
            cell.text = words
    assert said_by(read(tmp_path, document)) == {
        "": ["Wawancara 1"],
        "interviewer": ASKED,
        "W": SAID,
    }


def test_a_second_identity_block_is_said_since_the_file_may_hold_two_interviews(
    tmp_path: Path,
) -> None:
    document = Document()
    for name in ("Siti", "Ani"):
        add_table(document, [("Nama", name), ("Umur", "41")])
        add_table(document, [("Pertanyaan", "Jawaban"), *zip(ASKED, SAID, strict=True)])
    made = read(tmp_path, document)
    assert any(note.startswith("Another identity block") for note in made.notes)
    lines = [f"{k}: {w}" for a, s in zip(ASKED, SAID, strict=True) for k, w in (("P", a), ("I", s))]
    block = ["Nama: Ani", "Umur: 30"]
    (tmp_path / "w.txt").write_text("\n".join([*lines, *block, *lines]), encoding="utf-8")
    made = read_draft(tmp_path / "w.txt")
    assert any("Another identity block stands at line 7" in note for note in made.notes)


def test_headings_and_other_tables_in_a_talk_are_nobodys_words(tmp_path: Path) -> None:
    document = Document()
    for number, (asked, said) in enumerate(zip(ASKED, SAID, strict=True)):
        document.add_heading(f"Tahap {number}", 2)
        document.add_paragraph(f"P: {asked}")
        document.add_paragraph(f"I: {said}")
    add_table(document, [("Kode", "Definisi"), ("Modal", "Uang untuk usaha")])
    found = said_by(read(tmp_path, document))
    assert found["interviewer"] == ASKED
    assert found["W"] == SAID
    assert found["other"][:2] == ["Tahap 1", "Tahap 2"]


@pytest.mark.parametrize(
    "rows",
    [
        [("No", "Uraian", "Jumlah"), ("1", "Kepala keluarga", "120"), ("2", "Lansia", "14")],
        [("No", "Dokumen", "Ada", "Tidak"), ("1", "Profil desa", "v", ""), ("2", "SK", "v", "")],
        [("No", "Aspek", "Hasil Pengamatan"), ("1", "Rumah", "Kecil."), ("2", "Acara", "Ramai.")],
    ],
)
def test_a_table_of_facts_is_no_talk(tmp_path: Path, rows: list[tuple[Cell, ...]]) -> None:
    made = table(tmp_path, *rows)
    assert made.kind in {"document", "observation"}
    assert (made.speakers, made.unlabelled) == ((), "")


def test_times_of_cues_go_to_the_words_below_them(tmp_path: Path) -> None:
    document = Document()
    for number, (asked, said) in enumerate(zip(ASKED, SAID, strict=True)):
        document.add_paragraph(f"0:{number}:3.0 --> 0:{number}:8.0\nRahayu\n{asked}")
        document.add_paragraph(f"00:0{number}:08 --> 00:0{number}:18\nSiti\n{said}")
    made = read(tmp_path, document)
    assert said_by(made) == {"interviewer": ASKED, "Siti": SAID}
