"""The settings about suggestions: what they may be, who sees what, and when they changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.files.settings_log import setting_changes
from qcode.session import Session
from qcode.study import edits
from qcode.study.codebook import Codebook
from qcode.study.errors import QcodeError
from qcode.study.findings import findings
from qcode.study.memo import Memo
from qcode.study.settings import (
    DEFAULT_THRESHOLD,
    SettingChange,
    as_seen_by,
    chance_of,
    mode_for,
    set_setting,
    threshold_of,
    turn_blind,
)
from qcode.study.study import Study
from tests.commands import run
from tests.studies import words

AT = "2026-03-02T09:00:00+00:00"


def codebook(**settings: object) -> Codebook:
    return Codebook({"settings": settings})


@pytest.mark.parametrize(
    ("said", "chance"),
    [("0.15", 0.15), ("15%", 0.15), (" 15 % ", 0.15), ("15", 0.15), ("0", 0.0), ("1", 1.0)],
)
def test_a_chance_is_written_as_a_share_or_in_per_cent(said: str, chance: float):
    assert chance_of(said) == pytest.approx(chance)


@pytest.mark.parametrize("said", ["", "often", "-1", "101%", "nan", "inf", "1e9"])
def test_what_is_no_chance_is_found_out(said: str):
    assert chance_of(said) is None


def test_a_threshold_that_cannot_be_understood_is_told_with_its_remedy():
    book = codebook(threshold="often")
    assert threshold_of(book) == DEFAULT_THRESHOLD
    found = [f for f in findings(book) if f.path == ("settings", "threshold")]
    assert len(found) == 1
    assert "15%" in found[0].message
    assert not findings(codebook(threshold="40%", blind=["AN"], suggestions="never"))


@given(st.floats(0, 1))
def test_a_threshold_that_was_set_is_the_threshold(chance: float):
    study = Study(codebook())
    changed = study.apply(set_setting(study, "threshold", repr(chance)))
    assert threshold_of(changed.codebook) == pytest.approx(chance, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "said"), [("suggestions", "often"), ("threshold", "x"), ("a", "")]
)
def test_a_setting_is_refused_in_a_sentence(name: str, said: str):
    with pytest.raises(QcodeError):
        set_setting(Study(), name, said)


def test_a_blind_coder_sees_the_own_work_alone_and_no_suggestions(root: Path):
    with Session.open(root, "HM") as session:
        span = words(session.study, "ch", "masuk celengan")
        session.apply(edits.add_coding(session.study, "HM", "ch", span, "menabung", at=AT))
        memo = Memo("saving", "How they save.", "HM", AT, "theoretical", ())
        session.apply(edits.write_memo(session.study, memo))
        whole = session.apply(turn_blind(session.study, "AN", blind=True))
    alone = as_seen_by(whole, "AN")
    assert (dict(alone.files), dict(alone.memos), alone.counts["menabung"]) == ({}, {}, 0)
    assert alone.transcripts is whole.transcripts
    assert alone.codebook is whole.codebook
    assert mode_for(whole.codebook, "AN") == "never"
    assert as_seen_by(whole, "HM") is whole
    assert mode_for(whole.codebook, "HM") == "always"
    ended = whole.apply(turn_blind(whole, "AN", blind=False))
    assert as_seen_by(ended, "AN") is ended
    assert ended.codebook.settings.get("blind") is None


def test_every_change_of_a_setting_is_told_with_its_date_and_who_made_it(root: Path):
    with Session.open(root, "HM") as session:
        session.apply(set_setting(session.study, "suggestions", "after-own"))
        session.apply(set_setting(session.study, "threshold", "0.4"))
        session.undo()
        session.write_pending()
    with Session.open(root, "AN") as session:
        session.apply(set_setting(session.study, "blind", "AN, BO"))
        found = setting_changes(root, session.study.codebook)
    told = {by: [c for c in found if c.by == by] for by in ("HM", "AN")}
    assert [(c.name, c.before, c.after) for c in told["HM"]] == [
        ("suggestions", "always", "after-own"),
        ("threshold", "", "40%"),
        ("threshold", "40%", ""),
    ]
    assert [(c.name, c.before, c.after) for c in told["AN"]] == [("blind", "", "AN, BO")]
    assert all(c.at for c in found)


def test_a_change_in_an_editor_is_told_without_a_date(root: Path):
    with Session.open(root, "HM") as session:
        session.apply(set_setting(session.study, "suggestions", "never"))
        book = session.study.codebook
    other = replace(book, plain={**book.plain, "settings": {"suggestions": "always"}})
    assert setting_changes(root, other)[-1] == SettingChange(
        "", "", "suggestions", "never", "always"
    )


def test_settings_are_seen_and_set_from_the_shell(root: Path):
    assert run("settings", "--study", root, "--json").json == {
        "suggestions": "always",
        "threshold": 0.15,
        "blind": [],
    }
    who = ("--study", root, "--coder", "HM")
    assert run("settings", *who, "threshold", "30%").status == 0
    assert run("settings", *who, "suggestions", "on-key").status == 0
    assert run("settings", *who, "blind", "AN").status == 0
    text = (root / "codebooks" / "codebook.yaml").read_text("utf-8")
    assert "  threshold: 30%\n" in text
    assert "  suggestions: on-key\n" in text
    shown = run("settings", "--study", root).out
    assert [line.split() for line in shown.splitlines()] == [
        ["setting", "value"],
        ["suggestions", "on-key"],
        ["threshold", "30%"],
        ["blind", "AN"],
    ]
    assert run("undo", *who).status == 0
    assert run("settings", "--study", root, "blind", "--json").json == {"blind": []}


def test_a_wrong_setting_changes_nothing(root: Path):
    before = (root / "codebooks" / "codebook.yaml").read_bytes()
    assert run("settings", "--study", root, "threshold", "often").status == 1
    assert run("settings", "--study", root, "nonsense", "1").status == 2
    assert (root / "codebooks" / "codebook.yaml").read_bytes() == before


def test_a_blind_coder_gets_no_suggestions_from_the_shell(root: Path):
    run("settings", "--study", root, "--coder", "HM", "blind", "AN")
    ran = run("suggest", "--study", root, "--coder", "AN", "ch")
    assert ran.status == 1
    assert "blind" in ran.err
