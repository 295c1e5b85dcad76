"""Writing rules, taking proposed ones, and going through what they find."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qcode.files.yaml_text import load
from qcode.session import Session
from qcode.suggest.rule_search import RuleSearch
from qcode.suggest.rules import RuleProposal
from qcode.tui.app import QcodeApp
from qcode.tui.coding_screen import CodingScreen
from qcode.tui.rule_prompt import RulePrompt
from qcode.tui.rule_screen import RulesScreen
from qcode.tui.rule_walk import AutocodeScreen
from tests.app.conftest import FixedSuggester, mine, written
from tests.app.lists import drawn, empty_text, listed, put, told, typed, until

PROPOSED = RuleProposal("menabung", "simpanan", 4, 3, 9)


class Proposing(FixedSuggester):
    """Proposes one rule."""

    async def rules(self, code: str) -> tuple[RuleProposal, ...]:
        return (PROPOSED,) if code == "menabung" else ()


@pytest.fixture
def suggester() -> FixedSuggester:
    return Proposing()


def codebook(app: QcodeApp) -> str:
    return (app.session.root / "codebooks" / "codebook.yaml").read_text("utf-8")


def rules_on_disk(app: QcodeApp) -> list[str]:
    """The rules of Menabung as the file has them."""
    found = load(codebook(app), "codebook.yaml")["codes"]["menabung"]["match"]
    return [str(rule) for rule in found]


def lines(app: QcodeApp, coder: str = "HM", transcript: str = "ch") -> str:
    path = app.session.root / "transcripts" / "codings" / coder / f"{transcript}.jsonl"
    return path.read_text("utf-8") if path.exists() else ""


async def rules_of(app: QcodeApp, pilot: Pilot[None], code: str = "menabung") -> RulesScreen:
    app.open_screen("rules", code=code)
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, RulesScreen)
    await until(pilot, lambda: "" in screen.found and screen.proposals is not None)
    return screen


async def prompted(app: QcodeApp, pilot: Pilot[None], rule: str) -> RulePrompt:
    prompt = app.screen
    assert isinstance(prompt, RulePrompt)
    await typed(pilot, rule)
    await until(pilot, lambda: prompt.found is not None or prompt.error is not None)
    return prompt


async def test_each_rule_says_how_many_segments_it_finds_and_shows_them(app: QcodeApp) -> None:
    put(app.session, "ch", "masuk celengan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await rules_of(app, pilot)
        shown = drawn(app)
        assert "rules of Menabung" in shown
        assert "2 segments · 1 coded so ✓" in shown
        assert "✓ ch.2 " in shown
        assert "sw.2 " in shown
        await pilot.press("down")
        assert "1 segment · none coded so" in drawn(app)


async def test_the_rules_of_a_code_open_from_its_form_and_from_the_pane(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_screen("code", code="menabung", field="match")
        await until(pilot, lambda: isinstance(app.screen, RulesScreen))
        await pilot.press("escape", "escape", "b", "down", "R")
        await until(pilot, lambda: isinstance(app.screen, RulesScreen))
        assert "rules of Menabung" in drawn(app)


async def test_while_a_rule_is_typed_it_says_what_it_finds_and_enter_writes_it(
    app: QcodeApp,
) -> None:
    put(app.session, "ch", "Untung ada simpanan", "menabung")
    async with app.run_test(size=(120, 40)) as pilot:
        await rules_of(app, pilot)
        await pilot.press("n")
        prompt = await prompted(app, pilot, "simpan*")
        assert prompt.found is not None
        assert (prompt.found.segments, prompt.found.mine) == (1, 1)
        await until(pilot, lambda: "1 segment · 1 coded so ✓" in drawn(app))
        assert "✓ ch.4 " in drawn(app)
        await pilot.press("enter")
        await written(app)
        assert rules_on_disk(app) == ["celengan", "~tabung", "simpan*"]
        await pilot.press("u")
        await written(app)
        assert rules_on_disk(app) == ["celengan", "~tabung"]


async def test_a_rule_that_does_not_parse_says_where_and_is_not_written(app: QcodeApp) -> None:
    before = codebook(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await rules_of(app, pilot)
        await pilot.press("n")
        prompt = await prompted(app, pilot, "masuk uang")
        assert "Wrong at character 7: write AND, OR or NEAR between two words" in drawn(app)
        await pilot.press("enter")
        assert app.screen is prompt
        await pilot.press("escape")
        await written(app)
        assert codebook(app) == before


async def test_a_newer_letter_overtakes_what_is_still_looked_up(
    app: QcodeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked, goes_on = RuleSearch.find, list[str](), threading.Event()

    def slow(self: RuleSearch, study, rules, code, coder, given_up):  # type: ignore[no-untyped-def]
        asked.append(rules[0].text)
        while rules[0].text == "celeng*" and not given_up():
            goes_on.wait(0.01)
        return real(self, study, rules, code, coder, given_up)

    async with app.run_test(size=(120, 40)) as pilot:
        await rules_of(app, pilot)
        monkeypatch.setattr(RuleSearch, "find", slow)
        await pilot.press("n")
        prompt = app.screen
        assert isinstance(prompt, RulePrompt)
        await typed(pilot, "celeng*")
        await until(pilot, lambda: "celeng*" in asked)
        assert prompt.query_one(Input).value == "celeng*"
        await until(pilot, lambda: "looking…" in drawn(app))
        await typed(pilot, " OR sepatu")
        await until(pilot, lambda: prompt.found is not None)
        assert prompt.found is not None
        assert prompt.found.segments == 3


async def test_a_proposed_rule_is_shown_with_its_worth_and_taken_as_one_change(
    app: QcodeApp,
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await rules_of(app, pilot)
        assert "right in 3 of 4 · reaches 3 of 9" in drawn(app)
        await pilot.press("end", "1")
        await written(app)
        assert rules_on_disk(app) == ["celengan", "~tabung", "simpanan"]
        assert screen.open_proposals() == ()
        await pilot.press("u")
        await written(app)
        assert rules_on_disk(app) == ["celengan", "~tabung"]
        assert [p.text for p in screen.open_proposals()] == ["simpanan"]


async def test_a_proposed_rule_may_be_changed_before_it_is_taken(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await rules_of(app, pilot)
        await pilot.press("end", "enter")
        await prompted(app, pilot, " OR arisan")
        await pilot.press("enter")
        await written(app)
        assert rules_on_disk(app) == ["celengan", "~tabung", "simpanan OR arisan"]


async def test_a_rule_is_changed_in_its_place_and_removed(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await rules_of(app, pilot)
        await pilot.press("e")
        await prompted(app, pilot, "*")
        await pilot.press("enter")
        await written(app)
        assert rules_on_disk(app) == ["celengan*", "~tabung"]
        await pilot.press("x")
        await written(app)
        assert rules_on_disk(app) == ["~tabung"]


async def test_a_broken_rule_in_the_codebook_is_told_and_the_others_work(app: QcodeApp) -> None:
    book = app.session.root / "codebooks" / "codebook.yaml"
    book.write_text(codebook(app).replace('"~tabung"', '"a AND"'), "utf-8")
    app.session.reload()
    async with app.run_test(size=(120, 40)) as pilot:
        await rules_of(app, pilot)
        await pilot.press("down")
        assert "Wrong at character 6: a word, a 'phrase'" in drawn(app)
        assert "2 segments" in drawn(app)


async def test_without_suggestions_rules_are_written_all_the_same(session: Session) -> None:
    app = QcodeApp(session, suggester=None, watch=False, tour=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await rules_of(app, pilot, "meminjam")
        assert "off in this session" in drawn(app)
        await pilot.press("n")
        await prompted(app, pilot, "pinjam")
        await pilot.press("enter")
        await written(app)
        assert session.study.codebook.codes["meminjam"].match == ("pinjam",)


# -- going through ------------------------------------------------------------------------------


async def going_through(app: QcodeApp, pilot: Pilot[None], key: str = "A") -> AutocodeScreen:
    await pilot.press(key)
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, AutocodeScreen)
    await until(pilot, lambda: not screen.looking)
    return screen


async def test_what_rules_find_is_taken_or_refused_by_one_key_each(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await going_through(app, pilot)
        assert len(listed(app)) == 2
        assert not mine(app)
        shown = drawn(app)
        assert "2 to go through" in shown
        assert "celengan" in shown
        await pilot.press("1")
        await written(app)
        (coding,) = mine(app)
        source = app.session.study.transcripts["ch"]
        assert coding.code == "menabung"
        assert coding.origin == {"rule": "celengan"}
        assert source.text[coding.span.start : coding.span.end].startswith("Dulu mah")
        assert '"origin":{"rule":"celengan"}' in lines(app)
        assert '"kind":"read"' not in lines(app)
        assert len(listed(app)) == 1
        await pilot.press("0")
        await written(app)
        assert '"kind":"rejected"' in lines(app, transcript="sw")
        assert not mine(app, "sw")
        assert "not suggested here again" in told(app)
        assert listed(app) == []
        assert "left to go through" in empty_text(app)
        await pilot.press("u", "u")
        assert len(listed(app)) == 2


async def test_enter_goes_to_the_place_and_escape_comes_back_to_the_list(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await going_through(app, pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.transcript == "sw"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, AutocodeScreen)
        assert app.screen.list.key == listed(app)[1]


async def test_a_rule_written_meanwhile_is_gone_through_as_well(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await going_through(app, pilot)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, RulesScreen))
        await pilot.press("n")
        await prompted(app, pilot, "simpanan")
        await pilot.press("enter", "escape")
        await until(pilot, lambda: app.screen is screen and not screen.looking)
        await until(pilot, lambda: len(listed(app)) == 3)


async def test_only_the_rules_of_one_code_are_gone_through_from_its_rules(app: QcodeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await rules_of(app, pilot, "meminjam")
        await going_through(app, pilot)
        assert listed(app) == []
        await pilot.press("escape")
        await rules_of(app, pilot)
        await going_through(app, pilot)
        assert {key.split(":")[-1] for key in listed(app)} == {"menabung"}


async def test_a_study_without_rules_says_how_to_write_one(app: QcodeApp) -> None:
    book = app.session.root / "codebooks" / "codebook.yaml"
    book.write_text(codebook(app).replace('    match: ["celengan", "~tabung"]\n', ""), "utf-8")
    app.session.reload()
    async with app.run_test(size=(120, 40)) as pilot:
        await going_through(app, pilot)
        assert "R on a code writes one" in empty_text(app)


async def test_a_reader_takes_nothing(root: Path, session: Session) -> None:
    with Session.open(root, session.coder) as reading:
        app = QcodeApp(reading, suggester=None, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await going_through(app, pilot)
            await pilot.press("1", "0")
            await written(app)
            assert not mine(app)
            assert told(app) == reading.read_only != ""
