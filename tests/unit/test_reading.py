"""Attribution, progress and filters: what a reader and a researcher are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.session import Session
from qcode.study.clock import now
from qcode.study.edits import add_coding, mark_read, set_codebook, set_front, unmark_read
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter, parse_where
from qcode.study.progress import is_read, progress
from qcode.study.quotes import attribution, cite, quote_of, spoken_date
from qcode.study.study import Study
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
    assert attribution(study, study.transcripts["ch"], span) == "(interviewer, April 2023)"


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
    assert codes("role=KPM", "gender=laki-laki") == []
    assert codes("gender=perempuan", "coder=budi") == ["biaya-sekolah"]
    assert codes("code=Menabung") == ["menabung"]
    assert codes("transcript=sw") == ["biaya-sekolah"]


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ("role", "is no condition"),
        ("rool=KPM", "There is no attribute “rool”.*role"),
        ("code=Terbang", "There is no code “Terbang”"),
    ],
)
def test_a_condition_that_means_nothing_is_refused(study: Study, condition: str, sentence: str):
    with pytest.raises(QcodeError, match=sentence):
        parse_where(study, [condition])
