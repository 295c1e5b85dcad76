"""The five public data sets come in with their words unchanged and with the right speakers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qcode.exchange.reading.draft import Draft, kind_of_file, read_draft, transcript_of

DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")

LABELS = {
    "annomi": {"therapist", "client"},
    "pdpilot": {"Dan", "Participant", "Particpant"},
    "serdif": {"MODERATOR"},
    "hoasa": set(),
}
ASKS = {"therapist", "Dan", "MODERATOR"}


def drafts(folder: str) -> list[Draft]:
    return [read_draft(path) for path in sorted((DATA / folder / "transcripts").glob("*.txt"))]


@pytest.mark.parametrize("folder", ["annomi", "gennovate", "hoasa", "pdpilot", "serdif"])
def test_a_folder_comes_in_whole_quickly_and_word_for_word(folder: str) -> None:
    start = time.process_time()
    made = drafts(folder)
    assert time.process_time() - start < 3
    assert made
    for one in made:
        assert one.text.encode() == Path(one.source).read_bytes()
        turns = transcript_of(one).turns
        assert turns[0].speaker or one.kind == "document"


@pytest.mark.parametrize("folder", sorted(LABELS))
def test_no_line_start_but_a_speakers_is_a_label(folder: str) -> None:
    for one in drafts(folder):
        assert {s.label for s in one.speakers} <= LABELS[folder]
        assert {s.label for s in one.speakers if s.role == "interviewer"} == ASKS & LABELS[folder]


def test_each_participant_is_a_case_of_his_own() -> None:
    for folder in ("annomi", "pdpilot", "serdif"):
        cases = [transcript_of(one).cases for one in drafts(folder)]
        assert all(len(c) == 1 for c in cases)
        assert len(set(cases)) == len(cases)


def test_a_mistyped_participant_is_the_participant() -> None:
    fifth = next(d for d in drafts("pdpilot") if d.name == "P5")
    assert {s.label: s.role for s in fifth.speakers}["Particpant"] == "P5"


def test_lines_without_a_label_are_the_participants_words() -> None:
    assert [d.unlabelled for d in drafts("serdif")] == [f"P{n:02d}" for n in range(1, 18)]


def test_reviews_are_documents_that_nobody_speaks_in() -> None:
    assert {(d.kind, d.speakers, d.unlabelled) for d in drafts("hoasa")} == {("document", (), "")}


def test_numbered_participants_are_cases_of_their_group() -> None:
    for one in drafts("gennovate"):
        roles = {s.label: s.role for s in one.speakers}
        # In PK2E_F the participants are numbered, and what has no label mostly asks.
        assert one.unlabelled == ("interviewer" if one.name == "PK2E_F" else one.name)
        assert set(roles) <= {k for k in roles if k[0] in "RP" and any(c.isdigit() for c in k)}
        assert all(role.startswith(f"{one.name} ") for role in roles.values())
    group = {s.label: s.role for d in drafts("gennovate") for s in d.speakers if d.name == "PK2E_F"}
    assert group["R.2"] == group["R.2."] == "PK2E_F R2"


@pytest.mark.parametrize("folder", ["annomi", "gennovate", "hoasa", "pdpilot", "serdif"])
def test_every_file_of_a_folder_is_told_by_its_header(folder: str) -> None:
    for path in (DATA / folder).glob("*"):
        if path.is_file():
            kind = kind_of_file(path)
            assert kind == path.stem or (path.stem == "LICENSE" and kind.startswith("skip:"))
