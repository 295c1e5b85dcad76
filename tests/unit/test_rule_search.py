"""What a rule finds while it is typed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.sentences.of_studies import FORMS
from qcode.study.coding import Coding, CodingFile, make_coding
from qcode.study.match import Rule, parse, parse_all
from qcode.study.progress import to_read
from qcode.study.rule_parts import Node
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.context import Around
from qcode.suggest.rule_search import MOST_EXAMPLES, Found, RuleSearch
from qcode.tui.rule_rows import counted, excerpt
from tests.unit.test_match import _nodes
from tests.unit.test_suggest import AT, segments, study

SAVING = [parse("celengan")]


def asked(value: Study, *rules: str, code: str = "menabung", coder: str = "HM") -> Found:
    found = RuleSearch().find(value, [parse(rule) for rule in rules], code, coder)
    assert found is not None
    return found


def with_coding(value: Study, coder: str, coding: Coding, name: str = "c") -> Study:
    files = {**value.files, (coder, name): CodingFile(coder, name, (coding,))}
    return replace(value, files=files)


def test_segments_are_counted_with_those_that_are_coded_so_by_anybody_and_by_me() -> None:
    value = study("a", "b")
    source = value.transcripts["c"]
    span = next(s for s in segments(source) if "celengan" in source.text[s.start : s.end])
    other = make_coding(source.text, span, "menabung", at=AT, coding_id="other0000000")
    found = asked(with_coding(value, "AN", other), "celengan")
    everywhere = [t.text.count("elengan") for t in value.transcripts.values()]
    assert found.segments == sum(everywhere)
    assert (found.coded, found.mine) == (everywhere[0] + everywhere[1] + 1, sum(everywhere[:2]))
    assert "by me" in counted(found)


def test_what_is_coded_with_another_code_is_not_coded_so() -> None:
    found = asked(study("a", "b"), "celengan", code="utang")
    assert (found.coded, found.mine) == (0, 0)
    assert "none coded so" in counted(found)


def test_the_interviewers_turns_are_not_among_what_a_rule_finds() -> None:
    assert asked(study(), "gimana").segments == 0


def test_examples_are_at_most_ten_from_all_transcripts_and_show_the_words_that_fulfil_it() -> None:
    value = study("a")
    found = asked(value, "uang OR celengan OR bayar")
    assert found.segments > MOST_EXAMPLES == len(found.examples)
    assert {e.transcript for e in found.examples} == {"a", "b", "c"}
    for example in found.examples:
        text = value.transcripts[example.transcript].text
        shown = {text[w.start : w.end].casefold() for w in example.words}
        assert shown <= {"uang", "celengan", "bayar"}
        assert shown
        assert example.coded is (example.transcript == "a" and "celengan" in shown)


def test_a_changed_transcript_is_searched_as_it_is_now() -> None:
    value, search = study(), RuleSearch()

    def number(of: Study) -> int:
        found = search.find(of, [parse("ayam")], "menabung", "HM")
        assert found is not None
        return found.segments

    assert number(value) == 3
    new = Transcript("c", "CH: Ayam itu.\nCH: Ayam lagi.\n", {"speakers": {"CH": "CH"}})
    assert number(replace(value, transcripts={**value.transcripts, "c": new})) == 4
    assert number(replace(value, transcripts={"c": new})) == 2


def test_a_question_that_is_given_up_gets_nothing_and_the_next_one_is_answered() -> None:
    value, search = study("a"), RuleSearch()
    looks = iter([False, True])
    assert search.find(value, SAVING, "menabung", "HM", lambda: next(looks)) is None
    assert search.find(value, SAVING, "menabung", "HM", lambda: True) is None
    assert search.find(value, SAVING, "menabung", "HM") == asked(value, "celengan")
    assert search.find(value, SAVING, "menabung", "HM", lambda: True) is None


@given(st.lists(_nodes, min_size=1, max_size=3))
@settings(max_examples=60)
def test_the_count_is_that_of_holding_the_rules_against_every_segment(nodes: list[Node]) -> None:
    value = study("a")
    rules = [Rule("", node) for node in nodes]
    expected = 0
    for source in value.transcripts.values():
        around = Around(source)
        words = [around.words(segment.span) for segment in to_read(source)]
        expected += sum(any(rule.matches(w) for rule in rules) for w in words)
    found = RuleSearch().find(value, rules, "menabung", "HM")
    assert found is not None
    assert found.segments == expected
    assert found.mine <= found.coded <= found.segments
    assert len(found.examples) == min(expected, MOST_EXAMPLES)


@given(st.text(alphabet="ab*~'\"() ANDORTE/5:speakr’“”é", max_size=30))
def test_every_remedy_is_one_that_can_be_translated(text: str) -> None:
    for error in parse_all([text])[1]:
        assert error.remedy in FORMS
        assert error.message.endswith(f"{error.remedy}.")


def test_an_excerpt_begins_near_the_first_word_and_keeps_every_word_apart() -> None:
    value = study()
    text = "Dulu mah dapet uang abis gitu aja, mbak. " * 5 + "Sekarang masuk celengan. Titik."
    source = Transcript("x", text)
    (example,) = asked(replace(value, transcripts={"x": source}), "masuk AND celengan").examples
    pieces = excerpt(text, example.span, example.words)
    assert pieces[0][0] == "…"
    assert [said for said, look in pieces if look == "strong"] == ["masuk", "celengan"]
    assert "".join(said for said, _ in pieces).endswith("Sekarang masuk celengan. Titik.")
