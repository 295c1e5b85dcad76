"""Attribution, progress and filters: what a reader and a researcher are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qcode.session import Session
from qcode.study.clock import now
from qcode.study.edits import add_coding, mark_read, set_codebook, set_front, unmark_read
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter, parse_where
from qcode.study.progress import is_read, progress
from qcode.study.quotes import attribution, cite, quote_of, spoken_date
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from tests.studies import words


@pytest.fixture
def study(root: Path) -> Study:
    with Session.open(root, "ana", write=False) as session:
        return session.study


def coded(study: Study, transcript: str, quote: str, code: str, coder: str = "ana") -> Study:
    span = words(study, transcript, quote)
    return study.apply(add_coding(study, coder, transcript, span, code, at=now()))


def test_a_quote_is_attributed_by_the_studys_template(study: Study):
    transcript = study.transcripts["ch"]
    span = words(study, "ch", "masuk celengan")
    assert attribution(study, transcript, span) == "(CH, KPM, April 2023)"
    assert cite(transcript, span.start) == "ch.2"


def test_a_question_is_attributed_to_who_asks_and_to_no_role(study: Study):
    span = words(study, "ch", "Pernah pinjam ke tetangga?")
    assert attribution(study, study.transcripts["ch"], span) == "(pewawancara, April 2023)"
    english = study.apply(set_codebook(study, ("language",), "en", ""))
    assert attribution(english, english.transcripts["ch"], span) == "(interviewer, April 2023)"
    own = study.apply(set_codebook(study, ("settings", "terms"), {"interviewer": "peneliti"}, ""))
    assert attribution(own, own.transcripts["ch"], span) == "(peneliti, April 2023)"


ALL_THREE = {"P": "interviewer", "CH": "CH", "AN": "other"}


@pytest.mark.parametrize(
    ("speakers", "front", "said", "told"),
    [
        (ALL_THREE, {}, ("Gimana", "Bu?"), "(pewawancara, April 2023)"),
        (ALL_THREE, {}, ("Nek", "pe-er."), "(AN, April 2023)"),
        (ALL_THREE, {}, ("Gimana", "pe-er."), "(AN, April 2023)"),
        (ALL_THREE, {}, ("Gimana", "Ya."), "(CH, KPM, April 2023)"),
        ({"P": "interviewer", "AN": "other"}, {}, ("Nek", "pe-er."), "(AN, April 2023)"),
        ({"CH": "CH"}, {"unlabelled": "other"}, ("Nek", "pe-er."), "(April 2023)"),
        ({"CH": "CH"}, {}, ("Gimana", "Bu?"), "(April 2023)"),
        ({}, {}, ("Gimana", "Bu?"), "(tm, KPM, April 2023)"),
        ({}, {"kind": "observation"}, ("Gimana", "Bu?"), "(tm, KPM, April 2023)"),
    ],
)
def test_words_are_attributed_to_who_says_them_and_a_third_person_is_not_who_asks(
    study: Study,
    speakers: dict[str, str],
    front: dict[str, object],
    said: tuple[str, str],
    told: str,
):
    text = "P: Gimana, Bu?\nAN: Nek, ini pe-er.\nCH: Ya.\n"
    head = {"kind": "interview", "speakers": speakers, "role": "KPM", "date": "2023-04", **front}
    transcript = Transcript("tm", text, head)
    span = Span(text.index(said[0]), text.index(said[1]) + len(said[1]))
    assert attribution(replace(study, transcripts={"tm": transcript}), transcript, span) == told


def test_what_is_unknown_is_left_out_of_the_attribution_with_its_comma(study: Study):
    study = study.apply(set_front(study, "ch", "date", None))
    span = words(study, "ch", "masuk celengan")
    assert attribution(study, study.transcripts["ch"], span) == "(CH, KPM)"
    template = set_codebook(study, ("settings", "attribution"), "{site} – {ref}, {gender}", "")
    study = study.apply(template)
    assert attribution(study, study.transcripts["ch"], span) == "– ch.2, perempuan"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2023-04", "April 2023"),
        ("2023-05-02", "2 Mei 2023"),
        ("2023", "2023"),
        ("awal 2023", "awal 2023"),
        ("2023-13", "2023-13"),
    ],
)
def test_dates_are_said_in_words(date: str, said: str):
    assert spoken_date(date, "id") == said


def test_a_quote_knows_its_turn_and_its_words(study: Study):
    study = coded(study, "ch", "Sekarang malu", "meminjam")
    ((file, coding),) = study.codings()
    quote = quote_of(study, file, coding)
    assert (quote.turn, quote.text, quote.code_name) == (6, "Sekarang malu", "Meminjam")


def test_progress_counts_what_participants_say_and_not_the_questions(study: Study):
    assert progress(study, "ana", "ch", "open").total == 3
    turn = study.transcripts["ch"].turns[0]
    study = study.apply(mark_read(study, "ana", "ch", [turn.body], "open", at=now()))
    assert progress(study, "ana", "ch", "open").read == 0


def test_a_turn_read_sentence_by_sentence_is_read(study: Study):
    turn = study.transcripts["ch"].turns[3]
    for segment in study.transcripts["ch"].sentence_segments:
        if turn.body.contains(segment.span):
            assert not is_read(study, "ana", "ch", turn.body, "open")
            study = study.apply(mark_read(study, "ana", "ch", [segment.span], "open", at=now()))
    assert is_read(study, "ana", "ch", turn.body, "open")
    assert progress(study, "ana", "ch", "open").read == 1
    assert progress(study, "ana", "ch", "open", "sentence").read == 3
    study = study.apply(unmark_read(study, "ana", "ch", turn.body, "open"))
    assert progress(study, "ana", "ch", "open").read == 0


def test_a_filter_by_code_takes_in_the_codes_below(study: Study):
    study = coded(study, "ch", "masuk celengan", "menabung")
    study = coded(study, "sw", "uang sekolah dipisah", "biaya-sekolah")
    found = [c.code for _, c in Filter(codes=frozenset({"uang"})).codings(study)]
    assert found == ["menabung"]


def test_conditions_on_one_attribute_mean_either_and_on_two_mean_both(study: Study):
    study = coded(study, "ch", "masuk celengan", "menabung")
    study = coded(study, "sw", "uang sekolah dipisah", "biaya-sekolah", coder="budi")

    def codes(*conditions: str) -> list[str]:
        return [c.code for _, c in parse_where(study, conditions).codings(study)]

    assert codes("role=KPM") == ["menabung"]
    assert codes("role=KPM", "role=pendamping") == ["menabung", "biaya-sekolah"]
    assert codes("role=KPM", "case=SW") == []
    assert codes("gender=perempuan", "coder=budi") == ["biaya-sekolah"]
    assert codes("code=Menabung") == ["menabung"]
    assert codes("transcript=sw") == ["biaya-sekolah"]


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ("role", "is no condition"),
        ("rool=KPM", "There is no attribute “rool”.*role"),
        ("code=Terbang", "There is no code “Terbang”"),
        ("role=zzz", "No transcript and no participant has role=zzz; there are: KPM, pendamping"),
        ("case=XY", "has case=XY; there are: CH, SW"),
        ("coder=nobody", "There is no coder “nobody” in this study; there are: none yet"),
        ("kind=document", "has kind=document; there are: interview"),
    ],
)
def test_a_condition_that_means_nothing_is_refused(study: Study, condition: str, sentence: str):
    with pytest.raises(QcodeError, match=sentence):
        parse_where(study, [condition])


def test_a_condition_is_taken_whatever_its_case_and_accents(study: Study):
    found = parse_where(study, ["Role=kpm", "gender=Pérempuan", "TRANSCRIPT=CH", "case=ch"])
    assert found == parse_where(study, ["role=KPM", "gender=perempuan", "transcript=ch", "case=CH"])


def test_a_condition_without_a_value_asks_for_those_without_one(study: Study):
    assert parse_where(study, ["role="]).attributes == (("role", frozenset({""})),)


def test_a_source_that_does_not_say_its_kind_is_found_by_it(study: Study):
    silent = study.apply(set_front(study, "ch", "kind", None))
    where = parse_where(silent, ["kind=interview"])
    assert where.matches_transcript(silent, "ch")


def test_a_coder_who_has_coded_nothing_yet_is_a_coder(study: Study):
    blind = study.apply(set_codebook(study, ("settings", "blind"), ["cici"], ""))
    assert parse_where(blind, ["coder=Cici"]).coders == {"cici"}
    assert parse_where(study, [], ["dodi"], known=["dodi"]).coders == {"dodi"}
