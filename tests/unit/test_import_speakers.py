"""Who speaks in a text from outside: labels, traps, interviewer, cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.exchange.reading.draft import Draft, read_draft, transcript_of, with_speakers
from qcode.exchange.reading.speakers import Guess, guess_speakers

INDONESIAN = (
    "P: Ibu sudah berapa lama ikut arisan?\n"
    "I: Sudah dua tahun, Mbak.\n"
    "P: Apa yang berubah di rumah?\n"
    "I: Saya jadi berani bicara.\n"
)


def roles(guess: Guess | Draft) -> dict[str, str]:
    return {s.label: s.role for s in guess.speakers}


def draft(tmp_path: Path, text: str, name: str = "w3.txt") -> Draft:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_draft(path)


def test_p_asks_and_i_answers_in_an_indonesian_interview() -> None:
    assert roles(guess_speakers(INDONESIAN, "w3")) == {"P": "interviewer", "I": "W3"}


def test_i_asks_and_p_answers_where_i_puts_the_questions() -> None:
    text = "I: Where do you live?\nP: By the river.\nI: And before?\nP: In town.\n"
    assert roles(guess_speakers(text, "w3")) == {"I": "interviewer", "P": "W3"}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("P: Coba ceritakan, Bu.\nI: Ya, saya di rumah.\nP: Terus.\nI: Sudah itu saja.\n", "P"),
        ("I: Tell me about the farm.\nP: It is small.\nI: Go on.\nP: We have goats.\n", "I"),
    ],
)
def test_without_questions_the_language_decides_between_p_and_i(text: str, asks: str) -> None:
    assert [k for k, role in roles(guess_speakers(text, "w")).items() if role == "interviewer"] == [
        asks
    ]


@pytest.mark.parametrize(
    ("asks", "answers", "case"),
    [
        ("T", "J", "W3"),
        ("Q", "A", "W3"),
        ("Peneliti", "Informan", "W3"),
        ("Pewawancara", "Responden", "W3"),
        ("INTERVIEWER", "PARTICIPANT", "W3"),
        ("therapist", "client", "W3"),
        ("P", "CH", "CH"),
        ("Rahayu", "Bu Sumi", "Bu Sumi"),
        ("Moderator", "Ibu", "W3 Ibu"),
        ("P", "R.2", "W3 R2"),
    ],
)
def test_usual_pairs_are_told_apart(asks: str, answers: str, case: str) -> None:
    text = f"{asks}: Sudah lama?\n{answers}: Sudah.\n{asks}: Di mana?\n{answers}: Di pasar.\n"
    assert roles(guess_speakers(text, "w3")) == {asks: "interviewer", answers: case}


def test_two_interviews_have_two_cases_for_the_same_generic_label() -> None:
    first, second = (roles(guess_speakers(INDONESIAN, stem))["I"] for stem in ("w1", "w2"))
    assert (first, second) == ("W1", "W2")


@pytest.mark.parametrize(
    "trap",
    [
        "Box plot: it shows the median of all values.",
        "Total vote: 11 of them.",
        "Early marriage: parents decide about it.",
        "So temporal units: days or weeks.",
        "For teenage boys: they leave school.",
        "Catatan: informan tertawa.",
        "Kelebihan: dekat pasar.",
        "Jam 10:30: listrik mati.",
        "http://example.org: a page.",
    ],
)
def test_a_line_that_only_looks_like_a_speakers_is_none(trap: str) -> None:
    label = trap.split(": ", maxsplit=1)[0]
    alone = guess_speakers(f"{trap}\nThey said so and went home.\n{trap}\n", "w3")
    assert alone.speakers == ()
    within = guess_speakers(INDONESIAN * 3 + f"{trap}\n{trap}\n", "w3")
    assert label not in roles(within)
    assert set(roles(within)) == {"P", "I"}


@pytest.mark.parametrize(
    ("slip", "label"),
    [("CHH", "CH"), ("Particpant", "Participant"), ("Infroman", "Informan"), ("PP", "P")],
)
def test_a_label_mistyped_once_is_the_same_speaker(slip: str, label: str) -> None:
    asks = "Dan" if label != "P" else "I"
    text = f"{asks}: Why is that?\n{label}: Because we like it.\n" * 5
    guess = guess_speakers(f"{text}{slip}: And so on, as always.\n", "w3")
    assert roles(guess)[slip] == roles(guess)[label] != "interviewer"
    assert any(f"“{slip}” occurs once and looks like “{label}”" in note for note in guess.notes)


def test_initials_that_differ_in_a_letter_are_two_people() -> None:
    text = "P: Kenapa begitu?\nCH: Ya begitulah.\n" * 5 + "CM: Saya juga.\nCM: Betul sekali.\n"
    found = roles(guess_speakers(text, "w3"))
    assert (found["CH"], found["CM"]) == ("CH", "CM")


def test_numbered_respondents_are_one_case_however_they_are_written() -> None:
    text = "R.1: At home.\nR.2: In the field.\nR.1.: Yes.\nR2: No.\nR1 : Perhaps.\n"
    found = roles(guess_speakers(text, "bd3e_f"))
    assert found == {
        "R.1": "BD3E_F R1",
        "R.2": "BD3E_F R2",
        "R.1.": "BD3E_F R1",
        "R2": "BD3E_F R2",
        "R1": "BD3E_F R1",
    }


def test_only_the_moderator_has_a_label_and_the_rest_is_the_participants(tmp_path: Path) -> None:
    text = "I log in now.\nMODERATOR: Please start.\nOkay, this works.\nBox plot: shows a box.\n"
    made = draft(tmp_path, text, "P07.txt")
    assert roles(made) == {"MODERATOR": "interviewer"}
    assert made.unlabelled == "P07"
    speakers = [turn.speaker for turn in transcript_of(made).turns]
    assert speakers == ["P07", "interviewer", "P07", "P07"]


def test_questions_without_a_label_between_labelled_answers_are_the_interviewers() -> None:
    text = "What do you grow?\nR1: Rice.\nWhat do you sell?\nR1: Beans.\nWho buys?\nR2: A trader.\n"
    assert guess_speakers(text, "g").unlabelled == "interviewer"


def test_paragraphs_that_nobody_says_are_a_document(tmp_path: Path) -> None:
    made = draft(tmp_path, "Kamarnya bersih.\nPro: dekat stasiun.\nHanduknya tipis.\n")
    assert (made.kind, made.speakers, made.unlabelled) == ("document", (), "")
    assert "document" in made.notes[-1]


def test_field_notes_are_an_observation(tmp_path: Path) -> None:
    made = draft(tmp_path, "Warga datang.\nKetua membuka acara.\n", "observasi-1.txt")
    assert made.kind == "observation"


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("[00:01:02] P: Sudah lama?", "00:01:02"),
        ("00:01 P: Sudah lama?", "00:01"),
        ("P (00:01:02): Sudah lama?", "00:01:02"),
        ("P: [00:01:02] Sudah lama?", "00:01:02"),
        ("P：Sudah lama?", ""),
        ("**P:** Sudah lama?", ""),
    ],
)
def test_a_label_is_read_beside_a_time_and_with_a_full_width_colon(
    tmp_path: Path, line: str, time: str
) -> None:
    text = f"{line}\nI: Sudah, Mbak.\n" * 2
    made = draft(tmp_path, text)
    first = transcript_of(made).turns[0]
    assert made.text == text
    assert (first.label, first.speaker, first.time) == ("P", "interviewer", time)
    assert text[first.body.start : first.body.end] == "Sudah lama?"


def test_a_label_without_a_space_after_the_colon_is_reported() -> None:
    guess = guess_speakers(INDONESIAN * 2 + "P:Terus bagaimana?\n", "w")
    assert any("no space after the colon" in note for note in guess.notes)


def test_an_identity_block_is_read_and_stays_in_a_text_file(tmp_path: Path) -> None:
    head = "WAWANCARA 3\nNama: Sumiati\nTanggal: 12 April 2023\nPewawancara: Rahayu Lestari\n\n"
    talk = "RL: Sudah lama?\nSM: Sudah.\nRL: Betah?\nSM: Betah.\n"
    made = draft(tmp_path, head + talk)
    assert made.text == head + talk
    assert made.front == {
        "title": "WAWANCARA 3",
        "nama": "Sumiati",
        "date": "2023-04-12",
        "pewawancara": "Rahayu Lestari",
    }
    assert roles(made) == {"RL": "interviewer", "SM": "SM"}


def test_a_speaker_who_opens_the_interview_is_no_field_of_an_identity_block(tmp_path: Path) -> None:
    text = "Peneliti: Selamat pagi, Bu.\nInforman: Pagi.\nPeneliti: Sehat?\nInforman: Sehat.\n"
    made = draft(tmp_path, text)
    assert made.front == {}
    assert roles(made) == {"Peneliti": "interviewer", "Informan": "W3"}


def test_headings_of_a_form_that_nobody_asks_from_are_no_speakers() -> None:
    text = "Kamar: bersih.\nHarga: murah.\nKamar: kotor.\nHarga: mahal.\n" * 3
    assert guess_speakers(text, "w").speakers == ()


def test_someone_with_a_title_who_speaks_once_in_a_group_is_heard() -> None:
    text = (
        "Moderator: Siapa mulai?\nIbu Ani: Saya.\nIbu Budi: Setuju.\nModerator: Terus?\n"
        "Ibu Ani: Begitu.\nPak Rudi: Betul.\n"
    )
    found = roles(guess_speakers(text, "fgd"))
    assert list(found.values()) == ["interviewer", "Ibu Ani", "Ibu Budi", "Pak Rudi"]


def test_lines_that_wrap_go_on_with_the_turn_and_a_question_in_them_counts() -> None:
    text = "Rina: Apa kabar\nhari ini, Bu?\nSiti: Baik sekali,\nalhamdulillah.\n" * 4
    guess = guess_speakers(text, "w")
    assert (roles(guess), guess.unlabelled) == ({"Rina": "interviewer", "Siti": "Siti"}, "")


def test_numbered_speakers_of_a_recogniser_belong_to_the_file() -> None:
    text = "Speaker 1: How are you?\nSpeaker 2: Fine.\n" * 2
    assert roles(guess_speakers(text, "w3")) == {
        "Speaker 1": "interviewer",
        "Speaker 2": "W3 Speaker 2",
    }


@pytest.mark.parametrize("more", ["", "Ayu: Sudah makan.\n"])
def test_a_short_interview_is_one_where_every_line_begins_with_a_name(
    tmp_path: Path, more: str
) -> None:
    made = draft(tmp_path, "P: Apa kabar?\nAyu: Baik, Mbak.\n" + more)
    assert made.kind == "interview"
    assert roles(made) == {"P": "interviewer", "Ayu": "Ayu"}


def test_lines_that_begin_as_a_speakers_are_said_though_nobody_was_found(tmp_path: Path) -> None:
    made = draft(tmp_path, "Rahayu: Apa kabar?\nSiti: Baik.\n")
    assert made.kind == "document"
    assert "Not taken as speakers: “Rahayu”, “Siti”." in made.notes


def test_a_bracket_within_a_label_stays_in_the_name_of_its_case() -> None:
    text = "".join(
        f"Peneliti: {n} anak?\nBu Siti (KPM): Ya.\n[Bu Ani]: Tidak, {n}.\n" for n in range(3)
    )
    assert roles(guess_speakers(text, "w3")) == {
        "Peneliti": "interviewer",
        "Bu Siti (KPM)": "Bu Siti (KPM)",
        "[Bu Ani]": "Bu Ani",
    }


TALK = [("Sudah lama jualan?", "Tiga tahun."), ("Siapa yang bantu?", "Anak saya.")]
TALK += [("Modalnya dari mana?", "Pinjam kakak.")]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Pertanyaan: {}", "Jawaban: {}"),
        ("Pertanyaan {n}: {}", "Jawaban {n}: {}"),
        ("Q{n}: {}", "A{n}: {}"),
        ("P.{n}: {}", "J.{n}: {}"),
    ],
)
def test_labels_that_number_questions_and_answers_are_two_speakers(
    tmp_path: Path, asks: str, answers: str
) -> None:
    lines = [
        pattern.format(words, n=n)
        for n, pair in enumerate(TALK, 1)
        for pattern, words in zip((asks, answers), pair, strict=True)
    ]
    turns = transcript_of(draft(tmp_path, "\n".join(lines))).turns
    assert [t.speaker for t in turns] == ["interviewer", "W3"] * 3


def test_a_question_that_heads_a_paragraph_in_the_prose_is_no_speaker() -> None:
    text = INDONESIAN * 2 + "Pertanyaan: apa lagi?\nBegitu.\nPertanyaan: siapa lagi?\n"
    assert set(roles(guess_speakers(text, "w3"))) == {"P", "I"}


def test_numbered_participants_of_a_group_stay_people_of_their_own() -> None:
    text = "P1: Saya setuju.\nP2: Saya tidak.\nP3: Saya juga.\nP1: Kenapa?\nP2: Mahal.\n"
    assert set(roles(guess_speakers(text, "w3")).values()) == {"W3 P1", "W3 P2", "W3 P3"}


def test_a_long_name_is_a_speaker() -> None:
    talk = "".join(f"Rahayu: {a}\nRaden Ajeng Siti Nur Aini: {b}\n" for a, b in TALK)
    assert "Raden Ajeng Siti Nur Aini" in roles(guess_speakers(talk, "w3"))


@pytest.mark.parametrize(
    ("asks", "answers", "times"),
    [
        ("Rahayu Lestari  0:0{n}\n{}\n", "Siti  0:1{n}\n{}\n", ["0:00", "0:10"]),
        ("[00:00:0{n}] Rahayu\n{}\n", "[00:00:1{n}] Siti\n{}\n", ["00:00:00", "00:00:10"]),
        ("[Rahayu] 10:00:0{n}\n{}\n", "[Siti] 10:00:1{n}\n{}\n", ["10:00:00", "10:00:10"]),
        ("12/04/23 10.0{n} - Rahayu: {}", "12/04/23 10.1{n} - Siti: {}", ["10:00", "10:10"]),
        (
            "\u200e[12/04/23, 10.00.0{n}] Rahayu: {}",
            "[12/04/23, 10.00.1{n}] Siti: {}",
            ["10:00:00", "10:00:10"],
        ),
        ("4/12/23, 9:0{n}\u202fAM - Rahayu: {}", "4/12/23, 9:1{n} AM - Siti: {}", ["9:00", "9:10"]),
    ],
)
def test_labels_of_meeting_software_and_of_chats_are_read(
    tmp_path: Path, asks: str, answers: str, times: list[str]
) -> None:
    lines = [
        pattern.format(words, n=n)
        for n, pair in enumerate(TALK)
        for pattern, words in zip((asks, answers), pair, strict=True)
    ]
    made = draft(tmp_path, "\n".join(lines))
    turns = transcript_of(made).turns
    assert [t.speaker for t in turns] == ["interviewer", "Siti"] * 3
    assert [t.time for t in turns[:2]] == times
    assert [made.text[t.body.start : t.body.end].strip() for t in turns[:2]] == list(TALK[0])
    assert made.text == "\n".join(lines)


def test_in_a_chat_a_telephone_number_speaks_and_messages_of_the_app_are_said() -> None:
    talk = "".join(f"12/04/23 10.1{n} - Rahayu: {a}\n" for n, (a, _) in enumerate(TALK))
    talk += "12/04/23 10.20 - +62 812-3456-7890: Ikut ya\n"
    talk += "12/04/23 10.21 - Siti 🌸: Sip\n12/04/23 10.22 - Siti 🌸: Ya\n"
    talk += "12/04/23 10.23 - Rahayu menambahkan Budi\n"
    talk += "12/04/23 10.24 - Rahayu mengubah nama grup menjadi: Arisan\n"
    guess = guess_speakers(talk, "w3")
    assert set(roles(guess)) == {"Rahayu", "+62 812-3456-7890", "Siti 🌸"}
    assert any(n.startswith("2 lines begin with a date and a time") for n in guess.notes)


def test_times_of_subtitles_in_a_text_file_are_said() -> None:
    cues = "".join(
        f"00:0{n}:03 --> 00:0{n}:09\nRahayu: {a}\nSiti: {b}\n" for n, (a, b) in enumerate(TALK)
    )
    assert any("times of subtitles" in note for note in guess_speakers(cues, "w3").notes)


def test_a_mapping_corrects_the_speakers_and_serves_the_next_file(tmp_path: Path) -> None:
    mapping = {"p": "participant", "I": "interviewer", "X": "other", "": "other"}
    for stem in ("w1", "w2"):
        (tmp_path / f"{stem}.txt").write_text(INDONESIAN, encoding="utf-8")
        made = read_draft(tmp_path / f"{stem}.txt", mapping=mapping)
        assert roles(made) == {"P": stem.upper(), "I": "interviewer"}
        assert made.unlabelled == "other"


def test_a_mapping_can_add_a_label_and_take_one_away(tmp_path: Path) -> None:
    made = draft(tmp_path, INDONESIAN + "tetangga sebelah: Betul itu.\n")
    changed = with_speakers(made, {"tetangga sebelah": "Tetangga", "P": ""}, unlabelled="")
    assert roles(changed) == {"I": "W3", "tetangga sebelah": "Tetangga"}
    assert changed.speakers[-1].count == 1
    assert made.speakers != changed.speakers


def test_a_transcript_made_of_a_draft_lists_speakers_after_the_kind(tmp_path: Path) -> None:
    front = transcript_of(draft(tmp_path, INDONESIAN)).front
    assert front == {"kind": "interview", "speakers": {"P": "interviewer", "I": "W3"}}


@given(st.text(alphabet="PIab :?\n.[]01*：", max_size=300))
def test_every_guessed_label_begins_a_line_of_the_transcript(text: str) -> None:
    guess = guess_speakers(text, "w")
    made = Draft("w", text, speakers=guess.speakers, unlabelled="W")
    labels = {turn.label for turn in transcript_of(made).turns}
    assert {s.label for s in guess.speakers} <= labels
