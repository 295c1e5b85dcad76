"""Turns in tables and subtitles, and what a file is to an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.exchange.reading.draft import Draft, kind_of_file, read_draft, transcript_of
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
