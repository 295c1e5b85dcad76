"""Comparing incidents of a code, and finding segments that are alike."""

from __future__ import annotations

from dataclasses import dataclass

from qcode.study.spans import Span
from qcode.tui.app import QcodeApp
from qcode.tui.code_form import CodeForm
from tests.app.conftest import FixedSuggester, screen_of
from tests.app.lists import drawn, empty_text, listed, put, typed
from tests.studies import words


async def test_only_other_participants_incidents_stand_beside(app: QcodeApp) -> None:
    put(app.session, "ch", "Untung ada simpanan", "menabung")
    far = put(app.session, "sw", "rajin nabung di celengan", "menabung")
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("right_square_bracket", "=")
        await pilot.pause()
        assert listed(app) == [far]
        shown = drawn(app)
        assert "masuk celengan" in shown
        assert "Menyisihkan uang untuk nanti." in shown
        assert "+ arisan" in shown


async def test_one_key_leads_to_a_memo_with_both_and_one_to_the_definition(app: QcodeApp) -> None:
    far = put(app.session, "sw", "rajin nabung di celengan", "menabung")
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("right_square_bracket", "=")
        await pilot.pause()
        await pilot.press("m")
        await typed(pilot, "beda")
        await pilot.press("ctrl+s")
        (memo,) = app.session.study.memos.values()
        assert memo.about == ("code:menabung", f"coding:{far}")
        assert "> masuk celengan" in memo.text
        assert "> rajin nabung di celengan" in memo.text
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("escape")
        assert isinstance(app.screen, CodeForm)
        assert app.screen.list.key == "definition"


async def test_a_code_that_nobody_else_has_says_so_in_a_narrow_window(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right_square_bracket", "=")
        await pilot.pause()
        assert "No other participant" in empty_text(app)
        assert "masuk celengan" in drawn(app)


@dataclass(frozen=True)
class Place:
    transcript: str
    start: int
    end: int
    score: float


class Finding(FixedSuggester):
    """Finds one segment that is like any other."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place

    async def similar(self, transcript: str, span: Span, **_: object) -> tuple[Place, ...]:
        del transcript, span
        return (self.place,)


async def test_similar_segments_lead_to_their_places(app: QcodeApp) -> None:
    span = words(app.session.study, "sw", "Ada yang rajin nabung di celengan")
    app.suggester = Finding(Place("sw", span.start, span.end, 0.71))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        await app.workers.wait_for_complete([w for w in app.workers if w.group == "similar"])
        await pilot.pause()
        assert "71%" in drawn(app)
        await pilot.press("enter")
        assert (screen_of(app).transcript, screen_of(app).view.target) == ("sw", span)


async def test_without_suggestions_similar_says_so(app: QcodeApp) -> None:
    app.suggester = None
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "which are off" in empty_text(app)


async def test_similar_segments_show_whether_and_how_they_are_coded(app: QcodeApp) -> None:
    put(app.session, "sw", "rajin nabung di celengan", "menabung")
    study = app.session.study
    places = [
        Place("sw", span.start, span.end, 0.6)
        for quote in ("Ada yang rajin nabung di celengan", "sekarang uang sekolah dipisah")
        for span in [words(study, "sw", quote)]
    ]

    class Two(FixedSuggester):
        async def similar(self, transcript: str, span: Span, **_: object) -> tuple[Place, ...]:
            del transcript, span
            return tuple(places)

    app.suggester = Two()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        await app.workers.wait_for_complete([w for w in app.workers if w.group == "similar"])
        await pilot.pause()
        coded, uncoded = (line for line in drawn(app).splitlines() if "60%" in line)
        assert "● Menabung" in coded
        assert "not coded" in uncoded
