"""What was shown is recorded as it ended; what is set holds at once; the account tells it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from qcode.files.layout import shown_file
from qcode.session import Session
from qcode.study.settings import threshold_of
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui import offering, offers
from qcode.tui.account_screen import AccountScreen
from qcode.tui.app import QcodeApp
from qcode.tui.codings_screen import CodingsScreen
from qcode.tui.matrix_screen import MatrixScreen
from qcode.tui.offers import Offers
from tests.app.conftest import FixedSuggester, mine, notice, screen_of, written
from tests.app.lists import drawn, empty_text, listed, put, told, until

WIDE = (120, 40)


@pytest.fixture(autouse=True)
def nobody_needs_time_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "SEEN_AFTER", 0.0)


def record(root: Path, transcript: str = "ch", coder: str = "HM") -> list[dict[str, Any]]:
    path = root / shown_file(coder, transcript)
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def ends(line: dict[str, Any]) -> dict[str, str]:
    return {code: outcome for code, _, _, outcome in line["codes"]}


def book(root: Path) -> str:
    return (root / "codebooks" / "codebook.yaml").read_text("utf-8")


async def steps(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_what_was_shown_is_recorded_when_the_cursor_leaves(
    app: QcodeApp, session: Session
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "1", "0", "2", "down")
        assert record(session.root) == []  # it waits, so that no key does
        await steps(pilot, "c", *"biaya", "enter")
        await until(pilot, lambda: bool(record(session.root)))
        (line,) = record(session.root)
    assert line["codes"] == [
        ["menabung", 1, 0.9, "accepted"],
        ["meminjam", 2, 0.6, "rejected"],
        ["biaya-sekolah", 3, 0.3, "ignored"],
    ]
    text = session.study.transcripts["ch"].text
    assert text[line["start"] : line["end"]].startswith("Dulu mah")
    assert (line["mode"], line["threshold"], line["names"]) == ("always", 0.15, [1, 0])
    assert line["came"] <= line["at"]


async def test_the_last_segment_is_recorded_when_the_app_ends(
    root: Path, suggester: FixedSuggester
) -> None:
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, suggester=suggester, watch=False, tour=False)
        async with app.run_test(size=WIDE) as pilot:
            await steps(pilot, "6", "ctrl+q")
    (line,) = record(root)
    assert line["names"] == [1, 1]
    assert set(ends(line).values()) == {"ignored"}


async def test_a_code_put_by_hand_while_it_was_suggested_was_right(
    app: QcodeApp, session: Session
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "c", *"memi", "enter", "down")
        session.write_pending()
        assert ends(record(session.root)[0])["meminjam"] == "own"


async def test_undo_opens_the_number_again_and_the_record_tells_how_it_ended(
    app: QcodeApp, session: Session
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "1", "u")
        assert mine(app) == ()
        await steps(pilot, "1")
        assert [c.code for c in mine(app)] == ["menabung"]
        await steps(pilot, "u", "down")
        session.write_pending()
        assert ends(record(session.root)[0])["menabung"] == "ignored"


async def test_a_list_that_nobody_could_read_is_not_recorded(
    app: QcodeApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "SEEN_AFTER", 3600.0)
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "down", "up", "1", "down")
        session.write_pending()
    assert [set(ends(line).values()) for line in record(session.root)] == [{"accepted", "ignored"}]


async def test_enough_notes_are_written_though_nothing_else_is(
    app: QcodeApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offering, "ENOUGH_TO_WRITE", 2)
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "down", "up")
        await until(pilot, lambda: len(record(session.root)) == 2)


async def test_a_single_note_is_written_after_a_while(
    app: QcodeApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offering, "WRITTEN_AFTER", 0.01)
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "down")
        await until(pilot, lambda: len(record(session.root)) == 1)


async def test_the_record_holds_no_words_of_the_transcript(app: QcodeApp, session: Session) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "6", "1", "down", "down", "up")
        session.write_pending()
    written_down = (session.root / shown_file("HM", "ch")).read_text("utf-8")
    assert "celengan" not in written_down
    for line in record(session.root):
        assert set(line) <= {
            "came", "at", "start", "end", "text", "mode", "threshold", "codes", "names",
        }  # fmt: skip


async def test_nothing_is_recorded_in_a_read_only_study(
    root: Path, suggester: FixedSuggester
) -> None:
    with Session.open(root, "HM", write=False) as session:
        app = QcodeApp(session, suggester=suggester, watch=False, tour=False)
        async with app.run_test(size=WIDE) as pilot:
            await steps(pilot, "down", "down", "comma", "s")
            assert "reading only" in notice(app)
    assert not (root / "transcripts" / "suggested").exists()


class Choosy(FixedSuggester):
    """Keeps silent below the study's threshold, as the real one does."""

    async def offers(self, study: Study, coder: str, transcript: str, span: Span) -> Offers:
        found = await super().offers(study, coder, transcript, span)
        silent = found.codes[0].score < threshold_of(study.codebook)
        return replace(found, codes=(), silent=True) if silent else found


async def test_the_threshold_holds_at_once_and_silence_is_said_and_recorded(root: Path) -> None:
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, suggester=Choosy(), watch=False, tour=False)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            assert "No suggestion" not in drawn(app)
            await steps(pilot, "comma", "t", "5")
            await steps(pilot, *(["backspace"] * 3), *"95%", "enter")
            assert "No suggestion" in drawn(app)
            await steps(pilot, "1")
            assert mine(app) == ()
            await steps(pilot, "comma", "t", "2")
            assert "No suggestion" not in drawn(app)
            await steps(pilot, "down")
            await written(app)
            session.write_pending()
    assert "  threshold: 15%\n" in book(root)
    assert [(line["threshold"], len(line["codes"])) for line in record(root)] == [
        (0.15, 3),
        (0.95, 0),
        (0.15, 3),
        (0.15, 3),  # the segment on which the app was left
    ]


async def test_a_narrow_screen_says_that_there_is_no_suggestion(root: Path) -> None:
    text = book(root).replace("suggestions: always", "suggestions: always\n  threshold: 95%")
    (root / "codebooks" / "codebook.yaml").write_text(text, "utf-8")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, suggester=Choosy(), watch=False, tour=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "No suggestion" in drawn(app)
            assert "6 + masuk celengan" not in drawn(app)
            await steps(pilot, "tilde")
            assert "No suggestion  6 + masuk celengan" in drawn(app)
            await steps(pilot, "j", "k")
            assert "6 + masuk celengan" not in drawn(app)


async def test_where_no_code_is_likely_names_for_new_ones_wait_for_the_key(root: Path) -> None:
    text = book(root).replace("suggestions: always", "suggestions: always\n  threshold: 95%")
    (root / "codebooks" / "codebook.yaml").write_text(text, "utf-8")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, suggester=Choosy(), watch=False, tour=False)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            before = mine(app)
            await steps(pilot, "6")
            assert mine(app) == before
            assert "+ masuk celengan" not in drawn(app)
            await steps(pilot, "tilde", "6")
            assert len(mine(app)) == len(before) + 1
            await written(app)
            session.write_pending()


async def test_never_takes_the_list_away_and_no_key_brings_it(
    app: QcodeApp, session: Session, suggester: FixedSuggester
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "comma", "s", "1")
        assert screen_of(app).desk.shown == Offers()
        asked = len(suggester.asked)
        await steps(pilot, "down", "tilde", "1")
        assert len(suggester.asked) == asked
        assert mine(app) == ()
        await written(app)
    assert "  suggestions: never\n" in book(session.root)


async def test_a_chance_that_is_none_is_refused_and_changes_nothing(
    app: QcodeApp, session: Session
) -> None:
    before = book(session.root)
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "comma", "t", "5", *"x", "enter")
        assert "no chance" in notice(app)
        await written(app)
    assert book(session.root) == before


async def test_a_blind_pass_shows_neither_suggestions_nor_anybody_elses_work(
    root: Path, suggester: FixedSuggester
) -> None:
    with Session.open(root, "AN") as first:
        theirs = put(first, "ch", "masuk celengan", "menabung")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, suggester=suggester, watch=False, tour=False)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            assert app.study.find_coding(theirs) is not None
            await steps(pilot, "comma", "b")
            assert "blind" in notice(app)
            asked = len(suggester.asked)
            await steps(pilot, "down", "up", "tilde", "1")
            assert (len(suggester.asked), mine(app)) == (asked, ())
            assert app.study.find_coding(theirs) is None
            assert app.suggester is None
            await steps(pilot, "A", "q", "s")
            assert screen_of(app) is app.screen
            assert "blind" in notice(app)
            app.open_screen("codings", code="menabung")
            await pilot.pause()
            assert isinstance(app.screen, CodingsScreen)
            assert listed(app) == []
            await steps(pilot, "f7")
            assert isinstance(app.screen, MatrixScreen)
            assert app.study.counts["menabung"] == 0
            await steps(pilot, "f3", "c", *"mena", "enter")
            assert [c.code for c in mine(app)] == ["menabung"]
            await steps(pilot, "comma", "b")
            assert app.study.find_coding(theirs) is not None
            await written(app)
    with Session.open(root, "AN", write=False) as again:
        assert again.study.find_coding(theirs) is not None
    assert "blind:" not in book(root)


async def test_a_coder_whom_the_codebook_names_starts_blind(
    root: Path, suggester: FixedSuggester
) -> None:
    with Session.open(root, "AN") as first:
        put(first, "ch", "masuk celengan", "menabung")
    text = book(root).replace("suggestions: always", "suggestions: always\n  blind: [HM]")
    (root / "codebooks" / "codebook.yaml").write_text(text, "utf-8")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, suggester=suggester, watch=False, tour=False)
        async with app.run_test(size=WIDE) as pilot:
            await steps(pilot, "down")
            assert "blind pass" in drawn(app)
            assert suggester.asked == []
            assert app.study.counts["menabung"] == 0


async def test_the_account_tells_what_became_of_what_was_shown_and_what_was_set(
    app: QcodeApp, session: Session
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await steps(pilot, "1", "0", "2", "down", "comma", "t", "3", "comma", "a")
        screen = app.screen
        assert isinstance(screen, AccountScreen)
        await until(pilot, lambda: bool(listed(app)))
        assert listed(app) == [
            "whole",
            "code:biaya-sekolah",
            "code:meminjam",
            "code:menabung",
            "bin:0",
            "bin:1",
            "bin:2",
            f"time:{next(iter(screen.found.by_week))}" if screen.found else "",
            "mode:always",
            "set:0",
        ]
        shown = drawn(app)
        assert "Right: 1 of 3 shown (33%); 60% was said." in shown
        assert "Menabung" in shown
        await steps(pilot, "end")
        assert "from a chance of: 15% → 40%" in drawn(app)
        screen.list.go_to("code:menabung")
        await pilot.pause()
        assert "too little yet" in drawn(app)
        await steps(pilot, "enter")
        assert isinstance(app.screen, CodingsScreen)


async def test_an_account_with_nothing_in_it_says_so(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_screen("account")
        await pilot.pause()
        await until(pilot, lambda: "Nothing was suggested yet" in empty_text(app))
        assert told(app) == ""


async def test_the_account_is_of_all_coders_or_of_me(root: Path, suggester: FixedSuggester) -> None:
    with Session.open(root, "AN") as session:
        other = QcodeApp(session, suggester=suggester, watch=False, tour=False)
        async with other.run_test(size=WIDE) as pilot:
            await steps(pilot, "1")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, suggester=suggester, watch=False, tour=False)
        async with app.run_test(size=WIDE) as pilot:
            app.open_screen("account")
            await pilot.pause()
            await until(pilot, lambda: bool(listed(app)))
            await steps(pilot, "w")
            await until(pilot, lambda: not listed(app))
            await steps(pilot, "w")
            await until(pilot, lambda: bool(listed(app)))
