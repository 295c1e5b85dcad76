"""Suggestions from the command line: like segments, the queue, rules, new names, the account."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from qcode.cli.bar import bar
from qcode.files.shown import append_shown
from qcode.session import Session
from qcode.study import edits
from qcode.study.match import parse
from qcode.study.shown import SHA, Shown, ShownCode
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.context import Around
from tests.commands import Ran, files_of, run
from tests.studies import words

PAGE = Path(__file__).resolve().parents[2] / "docs" / "suggestions.md"
SAVING = "dipisah-pisahin dulu, yang buat sekolah masuk celengan"
OTHER_SAVING = "nabung di celengan"
AT = "2026-03-02T09:00:00+00:00"


def study_of(root: Path) -> Study:
    return Session.open(root, "HM", write=False).study


def offset(root: Path, transcript: str, quote: str) -> int:
    return study_of(root).transcripts[transcript].text.index(quote)


def code(root: Path, transcript: str, quote: str, name: str, coder: str = "HM") -> Ran:
    who = ("--study", root, "--coder", coder)
    return run("code", *who, transcript, "--quote", quote, "--code", name)


def similar(root: Path, transcript: str, quote: str, *more: str) -> Ran:
    at = offset(root, transcript, quote)
    return run("similar", "--study", root, transcript, "--at", str(at), *more)


def test_similar_segments_come_from_other_transcripts_with_their_codes(root: Path):
    code(root, "sw", OTHER_SAVING, "Menabung", "AN")
    found = similar(root, "ch", SAVING, "--json").json
    assert found["start"] <= offset(root, "ch", SAVING) < found["end"]
    places = {s["place"]: s for s in found["segments"]}
    assert "ch.2" not in places
    text = study_of(root).transcripts["sw"].text
    saving = places["sw.2"]
    assert text[saving["start"] : saving["end"]] == saving["quote"]
    assert saving["codes"] == ["menabung"]
    scores = [s["score"] for s in found["segments"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_similar_segments_can_be_read_and_are_no_more_than_asked_for(root: Path):
    code(root, "sw", OTHER_SAVING, "Menabung")
    ran = similar(root, "ch", SAVING, "-n", "1")
    head, row = ran.out.splitlines()
    assert head.split() == ["alike", "place", "start", "codes", "words"]
    assert re.match(r"\d+%  (ch|sw)\.\d", row.strip())


def test_similar_needs_a_place_where_something_is_said(root: Path):
    assert run("similar", "--study", root, "ch").status == 2
    ran = run("similar", "--study", root, "ch", "--at", "99999")
    assert ran.status == 1
    assert "characters" in ran.err
    assert run("similar", "--study", root, "nowhere", "--at", "1").status == 2


def test_the_queue_holds_participants_turns_that_i_have_not_coded(root: Path):
    code(root, "ch", SAVING, "Menabung")
    code(root, "ch", "Sekarang malu", "Meminjam", "AN")
    found = run("queue", "--study", root, "--coder", "HM", "--json").json
    places = [s["place"] for s in found["segments"]]
    assert set(places) == {"ch.4", "ch.6", "sw.2", "sw.4"}
    assert found["code"] is None
    theirs = run("queue", "--study", root, "--coder", "AN", "--json").json
    assert "ch.6" not in [s["place"] for s in theirs["segments"]]


def test_the_queue_of_a_code_begins_where_its_words_are(root: Path):
    code(root, "ch", SAVING, "Menabung")
    code(root, "ch", "Sekarang malu", "Meminjam")
    ran = run("queue", "--study", root, "--coder", "HM", "--code", "Menabung", "--json")
    first = ran.json["segments"][0]
    assert (ran.json["code"], first["code"], first["place"]) == ("menabung", "menabung", "sw.2")
    assert ran.err == ""
    shown = run("queue", "--study", root, "--coder", "HM", "--code", "menabung", "-n", "1")
    assert shown.out.splitlines()[1].startswith("sw.2")


def test_the_queue_knows_only_codes_in_use(root: Path):
    assert run("queue", "--study", root, "--code", "nope").status == 2
    book = root / "codebooks" / "codebook.yaml"
    text = book.read_text("utf-8").replace("name: Meminjam", "name: Meminjam\n    status: retired")
    book.write_text(text, "utf-8")
    ran = run("queue", "--study", root, "--code", "Meminjam")
    assert ran.status == 1
    assert "retired" in ran.err


def test_the_queue_of_a_study_that_is_coded_throughout_is_empty(root: Path):
    with Session.open(root, "HM") as session:
        for name, transcript in session.study.transcripts.items():
            spans = [s.span for s in transcript.turn_segments]
            session.apply(edits.mark_read(session.study, "HM", name, spans, "open", at=AT))
    ran = run("queue", "--study", root, "--coder", "HM")
    assert (ran.status, ran.out) == (0, "")
    assert "Nothing to look at" in ran.err


def test_autocode_lists_what_the_rules_find_and_codes_nothing(root: Path):
    before = files_of(root)
    ran = run("autocode", "--study", root, "--coder", "HM", "--json")
    found = {s["place"]: s for s in ran.json["suggestions"]}
    assert set(found) == {"ch.2", "sw.2"}
    assert {s["code"] for s in found.values()} == {"menabung"}
    assert found["ch.2"]["rule"] == "celengan"
    text = study_of(root).transcripts["ch"].text
    assert [text[a:b] for a, b in found["ch.2"]["words"]] == ["celengan"]
    assert files_of(root) == before


def test_autocode_can_be_read_row_by_row(root: Path):
    ran = run("autocode", "--study", root, "--coder", "HM", "--transcript", "sw")
    head, row = ran.out.splitlines()
    assert head.split() == ["transcript", "place", "start", "quote", "code", "rule"]
    assert re.match(r"sw +2 +\d+ +.*celengan.* Menabung +celengan$", row)
    assert "1 suggestion; nothing was coded." in ran.err


def test_autocode_leaves_out_what_is_coded_or_refused(root: Path):
    code(root, "ch", "masuk celengan", "Menabung")
    with Session.open(root, "HM") as session:
        span = words(session.study, "sw", OTHER_SAVING)
        origin = {"rule": "~tabung"}
        refusal = edits.reject(session.study, "HM", "sw", span, "menabung", at=AT, origin=origin)
        session.apply(refusal)
    mine = run("autocode", "--study", root, "--coder", "HM", "--json").json
    assert mine["suggestions"] == []
    theirs = run("autocode", "--study", root, "--coder", "AN", "--json").json
    assert len(theirs["suggestions"]) == 2


def test_autocode_of_one_code_says_when_it_has_no_rule(root: Path):
    ran = run("autocode", "--study", root, "--code", "Menabung", "--json")
    assert len(ran.json["suggestions"]) == 2
    none = run("autocode", "--study", root, "--code", "Sekolah anak")
    assert (none.status, none.out) == (0, "")
    assert "No rules here" in none.err
    assert run("autocode", "--study", root, "--code", "nope").status == 2


def test_a_rule_that_does_not_parse_is_said_and_the_others_work(root: Path):
    book = root / "codebooks" / "codebook.yaml"
    broken = book.read_text("utf-8").replace('["celengan", "~tabung"]', '["a AND", "~tabung"]')
    book.write_text(broken, "utf-8")
    ran = run("autocode", "--study", root, "--json")
    assert [s["rule"] for s in ran.json["suggestions"]] == ["~tabung"]
    assert "Menabung: The rule “a AND” goes wrong" in ran.err


def test_new_names_are_words_of_participants_with_their_places(root: Path):
    found = run("suggest", "--study", root, "--new", "sw", "--json").json
    assert found["transcript"] == "sw"
    text = study_of(root).transcripts["sw"].text
    for name in found["names"]:
        first = name["places"][0]
        assert text[first["start"] : first["end"]].casefold() == name["text"].casefold()
        assert first["place"] in {"sw.2", "sw.4"}
    assert any("lubang" in name["text"] for name in found["names"])
    shown = run("suggest", "--study", root, "--new", "sw", "-n", "2").out.splitlines()
    assert len(shown) == 3
    assert shown[1].startswith("“")


@pytest.mark.parametrize(
    "words_", ["", "--new", "sw --new --at 3", "--report sw", "--report --new", "--report --at 3"]
)
def test_suggest_says_what_does_not_go_together(root: Path, words_: str):
    assert run("suggest", "--study", root, *words_.split()).status == 2


def answered(root: Path) -> None:
    with Session.open(root, "HM") as session:
        for transcript, quote, name, score in (
            ("ch", "masuk celengan", "menabung", 0.82),
            ("sw", OTHER_SAVING, "menabung", 0.64),
            ("ch", "Sekarang malu", "meminjam", 0.31),
        ):
            span = words(session.study, transcript, quote)
            origin = {"suggested": {"rank": 1, "score": score}}
            make = edits.reject if name == "meminjam" else edits.add_coding
            change = make(session.study, "HM", transcript, span, name, at=AT, origin=origin)
            session.apply(change)
    code(root, "sw", "uang sekolah", "Biaya sekolah", "AN")


def test_the_report_counts_what_was_taken_and_refused_by_code_and_over_time(root: Path):
    answered(root)
    account = run("suggest", "--study", root, "--report", "--json").json
    assert account["setting"] == "always"
    assert account["whole"] == {
        "shown": 3,
        "accepted": 2,
        "by_hand_all_the_same": 0,
        "rejected": 1,
        "ignored": 0,
        "by_hand": 1,
        "share_accepted": 0.6667,
        "share_right": 0.6667,
        "share_said": 0.59,
        "verdict": "",
    }
    assert (account["threshold"], account["blind"], account["settings"]) == (0.15, [], [])
    assert account["by_code"]["menabung"]["accepted"] == 2
    assert account["by_code"]["meminjam"]["rejected"] == 1
    assert account["by_code"]["biaya-sekolah"]["share_accepted"] is None
    assert account["by_month"]["2026-03"]["accepted"] == 2
    assert account["by_rank"]["1"]["rejected"] == 1
    assert [(b["said"], b["right"], b["n"]) for b in account["reliability"]] == [
        (0.31, 0.0, 1),
        (0.64, 1.0, 1),
        (0.82, 1.0, 1),
    ]


def test_the_report_can_be_that_of_one_coder(root: Path):
    answered(root)
    theirs = run("suggest", "--study", root, "--coder", "AN", "--report", "--json").json
    assert theirs["coder"] == "AN"
    assert (theirs["whole"]["accepted"], theirs["whole"]["by_hand"]) == (0, 1)


def test_the_report_can_be_read(root: Path):
    ran = run("suggest", "--study", root, "--report")
    assert "Nothing was suggested yet" in ran.out
    answered(root)
    run("settings", "--study", root, "--coder", "HM", "threshold", "40%")
    shown = run("suggest", "--study", root, "--report").out
    assert re.search(r"^Menabung +2 +2 +0 +0 +0 +100% +73% +0$", shown, re.MULTILINE)
    assert re.search(r"^all +3 +2 +0 +1 +0 +67% +59% +1$", shown, re.MULTILINE)
    assert re.search(r"^2026-03-02 +3 +2 +0 +1 +0 +67% ", shown, re.MULTILINE)
    assert re.search(r"^ *31% +0% +1 +░{6}┃░+$", shown, re.MULTILINE)
    assert re.search(r"^20\d\d-.* HM +from a chance of: 15% → 40%$", shown, re.MULTILINE)
    assert "Right: 2 of 3 shown (67%); 59% was said." in shown


def test_the_report_tells_what_was_shown_and_passed_by(root: Path):
    answered(root)
    study = study_of(root)
    span = words(study, "ch", SAVING)
    stay = Shown(
        AT,
        AT,
        span.start,
        span.end,
        study.transcripts["ch"].sha[:SHA],
        "always",
        0.15,
        (ShownCode("meminjam", 1, 0.8), ShownCode("biaya-sekolah", 2, 0.2)),
    )
    append_shown(root, "HM", "ch", [stay])
    account = run("suggest", "--study", root, "--report", "--json").json
    assert account["by_code"]["biaya-sekolah"]["ignored"] == 1
    assert account["by_setting"]["always"]["shown"] == 2
    assert account["recorded_since"] == AT


@pytest.mark.parametrize("name", ["similar", "queue", "autocode", "suggest"])
def test_help_speaks_indonesian(name: str, monkeypatch: pytest.MonkeyPatch):
    english = run(name, "--help").out
    monkeypatch.setenv("QCODE_LANG", "id")
    indonesian = run(name, "--help").out
    assert "giliran bicara" in indonesian.casefold()
    assert not set(english.splitlines()[3:8]) & set(indonesian.splitlines()) - {""}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "seen"), [(Terminal(), True), (io.StringIO(), False)])
def test_a_bar_is_drawn_on_a_terminal_and_nowhere_else(
    stream: io.StringIO, seen: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stderr", stream)
    with bar("Looking") as tell:
        tell(1, 2)
        tell(2, 2)
    assert ("100%" in stream.getvalue()) is seen
    assert bool(stream.getvalue()) is seen


def documented_rules() -> list[tuple[str, str, str]]:
    rows = re.findall(
        r"^\| `([^`]+)` \| ([^|`]+) \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    return [(rule, yes, no) for rule, yes, no in rows]


def said(cell: str) -> Transcript:
    lines = cell.split("<br>") if "<br>" in cell else [f"CH: {cell}"]
    speakers = {"P": "interviewer", "CH": "CH", "SW": "SW"}
    return Transcript("x", "\n".join(lines) + "\n", {"speakers": speakers})


def test_the_rules_in_the_documentation_hold_where_it_says():
    rows = documented_rules()
    assert len(rows) >= 10
    for text, yes, no in rows:
        rule = parse(text)
        for cell, expected in ((yes, True), (no, False)):
            source = said(cell)
            segment = Around(source).words(source.turns[-1].body)
            assert rule.matches(segment) is expected, (text, cell)
