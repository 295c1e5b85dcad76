"""Turns in tables and subtitles, and what a file is to an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.exchange.reading.draft import Draft, kind_of_file, read_draft, transcript_of
from qcode.exchange.tables.csv_text import csv_rows
from qcode.study.errors import QcodeError


def draft(tmp_path: Path, name: str, text: str) -> Draft:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_draft(path)


def test_rows_of_a_csv_become_turns_with_times(tmp_path: Path) -> None:
    made = draft(
        tmp_path,
        "w.csv",
        'speaker,text,time\nP,Sudah lama?,00:01\nBu Sumi,"Sudah,\nMbak.",75\n,Betul.,\n',
    )
    assert made.text == "P: [00:00:01] Sudah lama?\nBu Sumi: [00:01:15] Sudah,\nMbak.\nBetul.\n"
    assert {s.label: s.role for s in made.speakers} == {"P": "interviewer", "Bu Sumi": "Bu Sumi"}
    assert len(transcript_of(made).turns) == 2


def test_semicolons_indonesian_headers_and_guarded_cells_are_read(tmp_path: Path) -> None:
    made = draft(tmp_path, "w.csv", "Pembicara;Teks\nT;Berapa?\nJ;'-- dua, Mbak\nT;Lalu?\nJ;Ya.\n")
    assert made.text.splitlines()[1] == "J: -- dua, Mbak"


def test_a_speaker_who_speaks_once_counts_in_a_table(tmp_path: Path) -> None:
    made = draft(tmp_path, "w.csv", "speaker,text\nBox plot,Sudah?\nsi adik: kecil,Belum.\n")
    assert [s.label for s in made.speakers] == ["Box plot", "si adik kecil"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\n1,2\n", "w.csv, line 1: a table of turns needs the columns speaker and text"),
        ("speaker,text\n", "w.csv has a header and no rows; export it again."),
        ("speaker,text\nP,ya,tidak\n", "w.csv, line 2: 3 cells under 2 columns"),
        ('speaker,text\nP,"ya\nI,b\n', "w.csv, line 2: this row is no CSV"),
    ],
)
def test_a_broken_table_names_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(QcodeError) as error:
        draft(tmp_path, "w.csv", text)
    assert str(error.value).startswith(sentence)


ASKED = ["Sudah lama jualan?", "Modalnya dari mana?"]
SAID = ["Tiga tahun.", "Pinjam; lunas setahun."]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Pertanyaan;Jawaban", "{asked};{said}"),
        ("No;Pertanyaan;Jawaban", "1;{asked};{said}"),
        ("sep=;\r\nPeneliti;Informan", "{asked};{said}"),
        ("Question,Answer", "{asked},{said}"),
    ],
)
def test_questions_and_answers_of_a_csv_are_two_speakers(
    tmp_path: Path, head: str, row: str
) -> None:
    rows = [
        row.format(asked=f'"{asked}"', said=f'"{said}"')
        for asked, said in zip(ASKED, SAID, strict=True)
    ]
    text = "\ufeff" + "\r\n".join([head, *rows, ""])
    made = draft(tmp_path, "w.csv", text)
    assert kind_of_file(tmp_path / "w.csv") == "transcript"
    assert sorted(s.role for s in made.speakers) == ["W", "interviewer"]
    turns = transcript_of(made).turns
    assert [t.speaker for t in turns] == ["interviewer", "W"] * 2
    assert [made.text[t.body.start : t.body.end] for t in turns[1::2]] == SAID


def test_who_answers_may_stand_in_a_column_of_a_csv(tmp_path: Path) -> None:
    text = "speaker,question,answer\nSiti,Sudah lama?,Sudah.\nAni,Sudah lama?,Belum.\n"
    made = draft(tmp_path, "w.csv", text)
    assert {s.label: s.role for s in made.speakers} == {
        "Q": "interviewer",
        "Siti": "Siti",
        "Ani": "Ani",
    }


def test_columns_of_a_csv_that_hold_no_words_are_left_out_and_said(tmp_path: Path) -> None:
    text = "Waktu;Pelaku;Uraian;Tema\n00.01.05;P;Sudah lama?;-\n00.01.09;I;Sudah.;Usaha\n"
    made = draft(tmp_path, "w.csv", text)
    assert made.text == "P: [00:01:05] Sudah lama?\nI: [00:01:09] Sudah.\n"
    assert made.notes == ("Columns that hold no words that were said are left out: “Tema”.",)


def test_a_first_line_that_names_the_separator_is_no_row_of_any_table() -> None:
    rows = csv_rows("sep=;\r\nname;definition\r\nA;x, y\r\n", "b.csv")
    assert rows == [(2, ["name", "definition"]), (3, ["A", "x, y"])]


@pytest.mark.parametrize("name", ["Dr. Siti Aminah, M.Si", "Ya", "+62 812-3456-7890"])
def test_any_name_in_the_column_of_speakers_is_a_speaker(tmp_path: Path, name: str) -> None:
    text = f'speaker,text\nP,Sudah?\n"{name}",Belum.\nP,Kapan?\n"{name}",Besok.\n'
    turns = transcript_of(draft(tmp_path, "w.csv", text)).turns
    assert [t.label for t in turns] == ["P", name, "P", name]


VTT = """WEBVTT - a talk

NOTE nobody says
this --> here

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:03.000 align:start
<v Nora Field>How did it <i>begin</i>?</v>

00:03.500 --> 00:05.000
<v.loud Tom Reed>With beans &amp; a</v>

00:05.000 --> 00:07.000
<v Tom Reed>borrowed <00:06.000>spade.</v>

01:00:00.000 --> 01:00:02.000
<v Nora Field>And then?</v><v Tom Reed>Rain.</v>
"""


def test_voices_of_a_vtt_become_turns_and_cues_of_one_speaker_one_turn(tmp_path: Path) -> None:
    made = draft(tmp_path, "t.vtt", VTT)
    assert made.text.splitlines() == [
        "Nora Field: [00:00:01] How did it begin?",
        "Tom Reed: [00:00:03] With beans & a borrowed spade.",
        "Nora Field: [01:00:00] And then?",
        "Tom Reed: [01:00:00] Rain.",
    ]
    assert [t.time for t in transcript_of(made).turns][2] == "01:00:00"
    assert {s.label: s.role for s in made.speakers} == {
        "Nora Field": "interviewer",
        "Tom Reed": "Tom Reed",
    }


def test_names_before_the_words_of_an_srt_are_the_speakers(tmp_path: Path) -> None:
    cues = ["Rahayu: Sudah lama?", "Bu Sumi: Sudah,", "dua tahun.", "Rahayu: Betah?", "Bu Sumi: Ya"]
    text = "".join(
        f"{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},900\n{cue}\n\n" for n, cue in enumerate(cues, 1)
    )
    assert draft(tmp_path, "t.srt", text).text.splitlines() == [
        "Rahayu: [00:00:01] Sudah lama?",
        "Bu Sumi: [00:00:02] Sudah, dua tahun.",
        "Rahayu: [00:00:04] Betah?",
        "Bu Sumi: [00:00:05] Ya",
    ]


def test_cues_that_nobody_is_named_in_are_joined_to_sentences(tmp_path: Path) -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nWe walked\n\n2\n00:00:02,000 --> 00:00:03,000\n"
        "home.\n\n3\n00:00:09,000 --> 00:00:10,000\nIt rained.\n"
    )
    assert (
        draft(tmp_path, "t.srt", text).text == "[00:00:01] We walked home.\n[00:00:09] It rained.\n"
    )


def srt(*cues: str) -> str:
    return "".join(
        f"{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},900\n{cue}\n\n" for n, cue in enumerate(cues, 1)
    )


ONCE = srt(
    "P: Sudah lama?",
    "Siti: Sudah.",
    "P: Senang?",
    "Siti: Senang.",
    "P: Betah?",
    "Siti: Senang banget.",
    "Budi: Saya juga ikut",
    "kalau sore.",
)


def test_who_is_named_once_in_subtitles_keeps_a_line_that_a_mapping_can_give_him(
    tmp_path: Path,
) -> None:
    made = draft(tmp_path, "t.srt", ONCE)
    assert made.text.splitlines()[-2:] == [
        "Siti: [00:00:06] Senang banget.",
        "[00:00:07] Budi: Saya juga ikut kalau sore.",
    ]
    assert "Not taken as speakers: “Budi”." in made.notes
    mapped = read_draft(tmp_path / "t.srt", mapping={"Budi": "Budi"})
    assert mapped.notes == ()
    last = transcript_of(mapped).turns[-1]
    assert (last.speaker, last.time) == ("Budi", "00:00:07")


def test_two_speakers_in_one_cue_are_two_turns(tmp_path: Path) -> None:
    text = srt("P: Sudah lama?\nSiti: Sudah,\nMbak.", "P: Senang?\nSiti: Senang.")
    assert draft(tmp_path, "t.srt", text).text.splitlines() == [
        "P: [00:00:01] Sudah lama?",
        "Siti: [00:00:01] Sudah, Mbak.",
        "P: [00:00:02] Senang?",
        "Siti: [00:00:02] Senang.",
    ]


def test_another_speaker_who_is_not_named_keeps_a_line_and_is_said(tmp_path: Path) -> None:
    assert draft(tmp_path, "t.srt", srt("- Sudah?\n- Sudah", "&gt;&gt; Betul?")).text == (
        "[00:00:01] Sudah?\n[00:00:01] Sudah\n[00:00:02] Betul?\n"
    )
    made = draft(tmp_path, "t.srt", srt("P: Sudah?", "Siti: Belum.", "P: Ya?", "Siti: Ya.", ">> A"))
    assert made.text.splitlines()[-1] == "[00:00:05] A"
    assert any("1 line changes the speaker and names nobody" in note for note in made.notes)


def test_cues_without_a_voice_are_said_where_others_have_one(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Nora>So?\n\n00:02.000 --> 00:03.000\nYes.\n"
    notes = draft(tmp_path, "t.vtt", text).notes
    assert "1 cue names nobody and goes on with the speaker before." in notes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("WEBVTT\n\nhello\n", "t.vtt holds no cue with a time"),
        ("WEBVTT\n\n0:1 --> 0:2\nhello\n", "t.vtt, line 3: “0:1 --> 0:2” is no time of a cue"),
    ],
)
def test_broken_subtitles_are_refused(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(QcodeError) as error:
        draft(tmp_path, "t.vtt", text)
    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("w.txt", "x", "transcript"),
        ("w.DOCX", "x", "transcript"),
        ("c.csv", "transcript,start,end,quote,code,coder,memo\n", "codings"),
        ("c.csv", "Transcript,Quote,Code\n", "codings"),
        ("c.csv", "\ufefftranscript;start;end;code\n", "codings"),
        ("b.csv", "name,definition,parent\n", "codebook"),
        ("b.csv", "parent,name\n", "codebook"),
        ("a.csv", "transcript,country,gender,text\n", "attributes"),
        ("a.csv", "transcript,nama,umur\n", "attributes"),
        ("t.csv", "speaker,text\n", "transcript"),
        ("t.csv", "No;Pertanyaan;Jawaban\n", "transcript"),
        ("t.csv", "sep=;\npelaku;uraian\n", "transcript"),
        ("b.csv", "nama;uraian;definisi\n", "codebook"),
        ("t.tsv", "waktu\tpembicara\tujaran\n", "transcript"),
    ],
)
def test_a_file_is_told_by_ending_and_header(
    tmp_path: Path, name: str, text: str, kind: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert kind_of_file(tmp_path / name) == kind


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("LICENSE", "no data"),
        ("README.md", "no data"),
        ("~$w.docx", "no data"),
        ("w.doc", "save it as .docx"),
        ("w.pdf", "a PDF"),
        ("w.png", "no format"),
        ("x.csv", "the columns a, b"),
        ("zero.csv", "zero.csv is empty"),
    ],
)
def test_a_file_that_is_none_of_these_is_skipped_with_a_reason(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / name).write_text("" if name == "zero.csv" else "a,b\n1,2\n", encoding="utf-8")
    kind = kind_of_file(tmp_path / name)
    assert kind.startswith("skip:")
    assert reason in kind
