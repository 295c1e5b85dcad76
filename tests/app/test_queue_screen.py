"""Where to code next, second thoughts, and the most similar thing already coded."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from qcode.session import Session
from qcode.study.coding import Coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.suggest.explore import coding_queue, finish
from qcode.suggest.second_thoughts import second_thoughts
from qcode.suggest.suggester import Suggester
from qcode.suggest.wire import Place
from qcode.tui.app import QcodeApp
from qcode.tui.coding_screen import CodingScreen
from qcode.tui.codings_screen import CodingsScreen
from qcode.tui.like_prompt import LikePrompt
from qcode.tui.offers import Offers
from qcode.tui.queue_screen import QueueScreen
from qcode.tui.rule_screen import RulesScreen
from qcode.tui.second_thoughts import SecondThoughtsScreen
from qcode.tui.suggesting import Tell, nobody
from tests.app.conftest import FixedSuggester, mine, notice, screen_of, written
from tests.app.lists import drawn, empty_text, listed, put, told, typed, until


class Knowing(FixedSuggester):
    """Answers queue and second thoughts itself, from the study as it was handed over last."""

    def __init__(self) -> None:
        super().__init__()
        self.study: Study | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.wanted: list[str] = []
        self.like = ""
        self.tell: Tell = nobody

    def update(self, study: Study, coder: str) -> None:
        del coder
        self.study = study

    async def offers(self, study: Study, coder: str, transcript: str, span: Span) -> Offers:
        found = await super().offers(study, coder, transcript, span)
        first, *others = found.codes
        return replace(found, codes=(first._replace(coding=self.like), *others))

    async def queue(self, code: str = "", n: int = 30, *, tell: Tell = nobody) -> tuple[Place, ...]:
        self.tell = tell
        self.wanted.append(code)
        await self.gate.wait()
        assert self.study is not None
        return finish(coding_queue(Suggester(self.study), "HM", code or None, n))

    async def second_thoughts(self, n: int = 30, *, tell: Tell = nobody) -> tuple[Place, ...]:
        self.tell = tell
        await self.gate.wait()
        assert self.study is not None
        return finish(second_thoughts(Suggester(self.study), n))


@pytest.fixture
def suggester() -> Knowing:
    return Knowing()


async def queue_of(app: QcodeApp, pilot: Pilot[None]) -> QueueScreen:
    await pilot.press("q")
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, QueueScreen)
    await until(pilot, lambda: not screen.waiting)
    return screen


async def test_the_queue_holds_uncoded_segments_of_all_transcripts(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await queue_of(app, pilot)
        found = {(h.transcript, h.span.start) for h in screen.hits.values()}
        text = app.session.study.transcripts["ch"].text
        assert {name for name, _ in found} == {"ch", "sw"}
        assert not any(n == "ch" and text[s:].startswith("Dulu mah") for n, s in found)
        assert "where coding teaches most" in drawn(app)
        assert "?" in next(iter(screen.hits.values())).why


async def test_enter_goes_to_the_segment_and_what_is_coded_there_leaves_the_list(
    app: QcodeApp,
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await queue_of(app, pilot)
        hit = screen.hit
        assert hit is not None
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.transcript == hit.transcript
        assert app.screen.view.target == hit.span
        await pilot.press("c")
        await typed(pilot, "menab")
        await pilot.press("enter")
        await written(app)
        assert [c.span for c in mine(app, hit.transcript)] == [hit.span]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, QueueScreen)
        assert hit.key not in listed(app)
        assert listed(app)


async def test_more_like_a_code_is_asked_for_from_the_pane_and_another_can_be_chosen(
    app: QcodeApp, suggester: Knowing
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b", "down")
        screen = await queue_of(app, pilot)
        assert suggester.wanted == ["menabung"]
        assert "more like Menabung" in drawn(app)
        assert screen.hit is not None
        source = app.session.study.transcripts[screen.hit.transcript]
        assert "celengan" in source.text[screen.hit.span.start : screen.hit.span.end]
        await pilot.press("c")
        await typed(pilot, "memin")
        await pilot.press("enter")
        await until(pilot, lambda: suggester.wanted == ["menabung", "meminjam"])
        await pilot.press("a")
        await until(pilot, lambda: suggester.wanted[2:] == [""])
        assert "teaches most" in drawn(app)


async def test_while_the_worker_gets_ready_the_list_says_so_and_keys_go_on(
    app: QcodeApp, suggester: Knowing
) -> None:
    suggester.gate.clear()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert "not coded yet" in empty_text(app)
        suggester.tell(0.31, reading=True)
        await pilot.pause()
        assert "Reading what is coded so far" in empty_text(app)
        suggester.tell(0.62, reading=False)
        await pilot.pause()
        assert "not coded yet" in empty_text(app)
        assert "62%" in empty_text(app)
        assert "looking: 62%" in drawn(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CodingScreen)
        await pilot.press("t")
        await pilot.pause()
        assert "against all others" in empty_text(app)
        suggester.gate.set()
        await until(pilot, lambda: "is surprising" in empty_text(app))
        assert "looking" not in drawn(app)


async def test_without_suggestions_both_lists_say_so(session: Session) -> None:
    app = QcodeApp(session, suggester=None, watch=False, tour=False)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("q", "t"):
            await pilot.press(key)
            await pilot.pause()
            assert "off in this session" in empty_text(app)
            await pilot.press("escape")


# -- second thoughts ----------------------------------------------------------------------------


def odd_one(session: Session) -> str:
    """Codings that agree, and one that is coded otherwise than what is like it."""
    for quote in ("masuk celengan", "Celengannya buat apa aja", "Untung ada simpanan"):
        put(session, "ch", quote, "menabung")
    for quote in ("Pernah, dulu", "Sekarang malu"):
        put(session, "ch", quote, "meminjam")
    return put(session, "sw", "rajin nabung di celengan", "meminjam")


async def thoughts_of(app: QcodeApp, pilot: Pilot[None]) -> SecondThoughtsScreen:
    await pilot.press("t")
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, SecondThoughtsScreen)
    await until(pilot, lambda: not screen.waiting)
    return screen


async def test_the_most_surprising_coding_comes_first_with_what_is_like_it(app: QcodeApp) -> None:
    odd = odd_one(app.session)
    async with app.run_test(size=(120, 40)) as pilot:
        await thoughts_of(app, pilot)
        assert listed(app)[0] == odd
        shown = drawn(app)
        assert "what is like it: ● Menabung" in shown
        assert "Berutang kepada siapa pun." in shown
        assert "Menyisihkan uang untuk nanti." in shown
        assert len(mine(app)) + len(mine(app, "sw")) == 6


async def test_a_coding_is_recoded_removed_or_looked_up_from_the_list(app: QcodeApp) -> None:
    odd = odd_one(app.session)
    async with app.run_test(size=(120, 40)) as pilot:
        await thoughts_of(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert screen_of(app).view.coding_under_cursor == odd
        await pilot.press("escape")
        await pilot.pause()
        assert listed(app)[0] == odd
        await pilot.press("r")
        await typed(pilot, "menab")
        await pilot.press("enter")
        await written(app)
        changed = app.session.study.find_coding(odd)
        assert changed is not None
        assert changed[1].code == "menabung"
        assert odd not in listed(app)
        await pilot.press("u")
        assert listed(app)[0] == odd
        await pilot.press("home", "x")
        await written(app)
        assert app.session.study.find_coding(odd) is None
        assert odd not in listed(app)


async def test_another_coders_coding_is_listed_and_only_that_coder_changes_it(
    app: QcodeApp,
) -> None:
    odd_one(app.session)
    with Session.open(app.session.root, "AN") as other:
        theirs = put(other, "sw", "Ada yang rajin nabung di celengan", "meminjam")
    app.session.reload()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await thoughts_of(app, pilot)
        assert theirs in listed(app)
        screen.list.go_to(theirs)
        await pilot.press("x")
        assert "This coding is AN's" in told(app)
        assert app.session.study.find_coding(theirs) is not None


async def test_what_two_coders_coded_alike_is_one_row_and_that_is_mine(app: QcodeApp) -> None:
    odd = odd_one(app.session)
    coding = app.session.study.find_coding(odd)
    assert coding is not None
    with Session.open(app.session.root, "AN") as other:
        theirs = put(other, coding[0].transcript, coding[1].quote, coding[1].code)
    app.session.reload()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await thoughts_of(app, pilot)
        assert {odd, theirs} <= set(screen.thoughts or ())
        assert odd in listed(app)
        assert theirs not in listed(app)


# -- the most similar ---------------------------------------------------------------------------


def like(app: QcodeApp, suggester: Knowing) -> Coding:
    suggester.like = put(app.session, "sw", "rajin nabung di celengan", "menabung")
    found = app.session.study.find_coding(suggester.like)
    assert found is not None
    return found[1]


async def test_one_key_shows_the_most_similar_coding_with_its_context_and_comes_back(
    app: QcodeApp, suggester: Knowing
) -> None:
    like(app, suggester)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: bool(screen_of(app).desk.shown.codes))
        await pilot.press("S")
        await pilot.pause()
        assert isinstance(app.screen, LikePrompt)
        shown = drawn(app)
        assert "1 Menabung" in shown
        assert "“rajin nabung di celengan”" in shown
        assert "Yang berubah siapa aja?" in shown
        assert "sw.2 (SW, pendamping" in shown
        await pilot.press("escape")
        assert isinstance(app.screen, CodingScreen)
        assert not mine(app)


async def test_enter_goes_to_it_and_escape_comes_back_to_the_segment(
    app: QcodeApp, suggester: Knowing
) -> None:
    coding = like(app, suggester)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = screen_of(app)
        await until(pilot, lambda: bool(screen.desk.shown.codes))
        before = screen.view.current_segment
        await pilot.press("S", "enter")
        await pilot.pause()
        assert (screen.transcript, screen.view.coding_under_cursor) == ("sw", coding.id)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.transcript == "ch"
        assert screen.view.current_segment == before


async def test_a_suggestion_with_nothing_coded_behind_it_says_so(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: bool(screen_of(app).desk.shown.codes))
        await pilot.press("S")
        assert "No coding stands behind" in notice(app)
        await pilot.press("z", "S")
        assert "no suggestion here" in notice(app)


async def test_a_code_leads_to_its_rules_and_its_queue_from_its_codings(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        for key, leads in (("R", RulesScreen), ("q", QueueScreen)):
            app.open_screen("codings", code="menabung")
            await pilot.pause()
            assert isinstance(app.screen, CodingsScreen)
            await pilot.press(key)
            await until(pilot, lambda leads=leads: isinstance(app.screen, leads))
            assert "Menabung" in drawn(app)
