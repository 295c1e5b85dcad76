from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.study.match import Rule, RuleError, matching, parse, parse_all, segment_words
from qcode.study.rule_parts import (
    Affixed,
    And,
    Asked,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SegmentWords,
    Speaker,
    Word,
)
from qcode.study.spans import Span

TEXT = "Uangnya masuk celengan dulu, baru ke pasar. Menabung sehari-hari itu susah, Café!"


def held(text: str = TEXT, **around: object) -> SegmentWords:
    speakers = around.get("speakers", ("CH",))
    question = around.get("question", "")
    assert isinstance(speakers, tuple)
    assert isinstance(question, str)
    return segment_words(text, Span(0, len(text)), speakers=speakers, question=question)


def words_of(rule: str, text: str = TEXT) -> list[str]:
    return [text[s.start : s.end] for s in parse(rule).spans(held(text))]


@pytest.mark.parametrize(
    "rule",
    [
        "celengan",
        "CELENGAN",
        "'masuk celengan'",
        "celeng*",
        "~tabung",
        "cafe",
        "sehari-hari",
        "celeng* NEAR/2 masuk",
        "celengan NEAR pasar",
        "bank OR celengan",
        "celengan AND pasar",
        "celengan AND NOT bank",
        "NOT bank",
        "speaker:ch",
        "celengan AND speaker:CH",
        "(bank OR celengan) NEAR/3 masuk AND NOT speaker:P",
    ],
)
def test_a_rule_matches_the_segment_it_describes(rule: str) -> None:
    assert parse(rule).matches(held())


@pytest.mark.parametrize(
    "rule",
    [
        "celeng",
        "'celengan masuk'",
        "hari",
        "celengan NEAR/1 pasar",
        "bank AND celengan",
        "celengan AND NOT pasar",
        "speaker:P",
        "NOT celengan",
        "asked:uang",
    ],
)
def test_a_rule_does_not_match_what_it_excludes(rule: str) -> None:
    assert not parse(rule).matches(held())


def test_and_binds_tighter_than_or() -> None:
    assert parse("celengan OR bank AND emas").matches(held())
    assert not parse("(celengan OR bank) AND emas").matches(held())


def test_not_binds_tighter_than_and_and_near_tighter_than_not() -> None:
    assert parse("NOT bank AND celengan").root == And(Not(Word("bank")), Word("celengan"))
    assert parse("NOT uang NEAR/3 bank").root == Not(Near(Word("uang"), Word("bank"), 3))


def test_the_question_before_is_matched_only_by_asked() -> None:
    segment = held(question="Uangnya buat apa, Bu?")
    assert parse("asked:'buat apa'").matches(segment)
    assert not parse("apa").matches(segment)
    assert not parse("asked:celengan").matches(segment)


def test_the_spans_are_the_words_that_fulfil_the_rule() -> None:
    assert words_of("celeng* NEAR/2 masuk AND NOT speaker:P") == ["masuk", "celengan"]
    assert words_of("'ke pasar' OR bank") == ["ke pasar"]
    assert words_of("NOT bank") == []
    assert words_of("bank") == []


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("tabung", "menabung ditabung tabungan nabung tabungannya menabungkan menabung-nabung"),
        ("sapu", "menyapu nyapu disapu penyapu sapuan"),
        ("pakai", "memakai dipakai pemakaian makai terpakai"),
        ("kirim", "mengirim dikirim kiriman ngirim pengiriman mengirimkan"),
        ("ajar", "belajar mengajar pelajar pembelajaran diajarin ngajar pengajar"),
        ("cat", "mengecat pengecatan dicat"),
        ("renang", "berenang perenang"),
        ("kerja", "bekerja pekerjaan mengerjakan dikerjain pekerja"),
        ("cuci", "mencuci nyuci cucian"),
        ("bantu", "membantu dibantuin ngebantu bantuan pembantu"),
        ("lihat", "melihat ngelihat penglihatan"),
        ("support", "di-support"),
        ("uang", "keuangan uangnya"),
    ],
)
def test_affixed_forms_of_a_root_are_known(root: str, forms: str) -> None:
    rule = parse(f"~{root}")
    assert [f for f in forms.split() if not rule.matches(held(f))] == []


@pytest.mark.parametrize(
    ("root", "other"), [("tabung", "bung"), ("ajar", "wajar"), ("cat", "catur")]
)
def test_a_word_that_only_looks_like_it_is_no_affixed_form(root: str, other: str) -> None:
    assert not parse(f"~{root}").matches(held(other))


@pytest.mark.parametrize(
    ("text", "mistake", "remedy"),
    [
        ("", "", "a word, a 'phrase'"),
        ("a b", "b", "quotes round a phrase"),
        ("(a b)", "b)", "quotes round a phrase"),
        ("a and b", "and b", "write AND in capitals"),
        ("a near/5 b", "near/5 b", "write NEAR in capitals"),
        ("a AND", "", "a word, a 'phrase'"),
        ("a AND OR b", "OR b", "a word, a 'phrase'"),
        ("(a", "(a", "bracket is not closed"),
        ("x OR ((a) AND b", "((a) AND b", "bracket is not closed"),
        ("a)", ")", "never opened"),
        ("()", ")", "a word, a 'phrase'"),
        ("a NOT b", "NOT b", "write AND NOT"),
        ("(a NOT b)", "NOT b)", "write AND NOT"),
        ("NOT " * 51 + "a", "NOT " * 51 + "a", "too many NOT"),
        ("'abc", "'abc", "quote is not closed"),
        ("a 'b", "'b", "quote is not closed"),
        ("a AND ‘b c", "‘b c", "quote is not closed"),
        ("speaker:'Ibu Sri", "'Ibu Sri", "quote is not closed"),
        ("asked:'uang", "'uang", "quote is not closed"),
        ("''", "''", "phrase is empty"),
        ("a OR '!'", "'!'", "phrase is empty"),
        ("speaker:P NEAR a", "speaker:P NEAR a", "NEAR stands between"),
        ("x OR a NEAR NOT b", "NOT b", "NEAR stands between"),
        ("uang NEAR/5 (beras AND susu)", "(beras AND susu)", "NEAR stands between"),
        ("(beras AND susu) NEAR uang", "(beras AND susu) NEAR uang", "NEAR stands between"),
        ("a NEAR/0 b", "NEAR/0 b", "from 1 to 1000"),
        ("a NEAR/x b", "NEAR/x b", "from 1 to 1000"),
        ("a NEAR/ b", "NEAR/ b", "from 1 to 1000"),
        ("a NEAR/" + "9" * 5000 + " b", "NEAR/" + "9" * 5000 + " b", "from 1 to 1000"),
        ("speaker:", "", "label after speaker:"),
        ("speaker:''", "''", "label after speaker:"),
        ("asked:", "", "after asked:"),
        ("asked:(a OR b)", "(a OR b)", "after asked:"),
        ("a AND role:KPM", "role:KPM", "speaker: and asked:"),
        ("a AND Speaker:P", "Speaker:P", "speaker: and asked:"),
        ("role :KPM", ":KPM", "no meaning"),
        ("~", "~", "right after ~"),
        ("a OR ~ tabung", "~ tabung", "right after ~"),
        ("~'a b'", "~'a b'", "right after ~"),
        ("a ~", "~", "right after ~"),
        ("*", "*", "right before"),
        ("a OR *uang", "*uang", "right before"),
        ("celeng *", "*", "right before"),
        ("~tabung*", "*", "all forms already"),
        ("'masuk celengan'*", "*", "inside the quotes"),
        ("a & b", "& b", "no meaning"),
        ("(" * 60 + "a", "(" * 10 + "a", "too deeply"),
    ],
)
def test_each_mistake_in_a_rule_is_told_at_its_own_place_with_its_own_remedy(
    text: str, mistake: str, remedy: str
) -> None:
    with pytest.raises(RuleError) as caught:
        parse(text)
    assert text[caught.value.position :] == mistake
    assert remedy in caught.value.remedy
    assert str(caught.value).endswith(f"{caught.value.remedy}.")
    assert f"(character {caught.value.position + 1})" in str(caught.value)


@given(st.text(alphabet="ab '‘’()~*:/&NEARORAND5speaker ", max_size=30))
def test_whatever_is_typed_is_a_rule_or_a_mistake_within_it(text: str) -> None:
    rules, errors = parse_all([text])
    assert len(rules) + len(errors) == 1
    assert all(0 <= error.position <= len(text) and error.remedy for error in errors)


def test_a_broken_rule_leaves_the_others_of_its_code_working() -> None:
    rules, errors = parse_all(["celengan", "a AND", "~tabung"])
    assert [str(r) for r in rules] == ["celengan", "~tabung"]
    assert len(errors) == 1


# --- properties -------------------------------------------------------------------------------

_WORDS = ["uang", "bank", "masuk", "tabung", "menabung", "pasar", "ibu"]
_word = st.builds(Word, st.sampled_from([*_WORDS, "or", "near"]), st.booleans())
_leaf = st.one_of(
    _word,
    st.builds(Affixed, st.sampled_from(_WORDS)),
    st.builds(Phrase, st.tuples(_word, _word)),
)
_near = st.builds(Near, _leaf, _leaf, st.integers(1, 9))
_around = st.one_of(
    st.builds(Speaker, st.sampled_from(["p", "ch", "ibu siti"])),
    st.builds(Asked, st.builds(Phrase, st.tuples(_word))),
)
_nodes: st.SearchStrategy[Node] = st.recursive(
    st.one_of(_leaf, _near, _around),
    lambda inner: st.one_of(
        st.builds(And, inner, inner), st.builds(Or, inner, inner), st.builds(Not, inner)
    ),
    max_leaves=8,
)
_segments = st.builds(
    lambda words, asked: held(" ".join(words), question=" ".join(asked)),
    st.lists(st.sampled_from(_WORDS), max_size=12),
    st.lists(st.sampled_from(_WORDS), max_size=3),
)


def as_rule(node: Node) -> Rule:
    return Rule("", node)


@given(_nodes, _segments)
def test_a_rule_written_out_and_parsed_again_means_the_same(
    node: Node, segment: SegmentWords
) -> None:
    again = parse(str(as_rule(node)))
    assert str(again) == str(as_rule(node))
    assert again.matches(segment) == as_rule(node).matches(segment)


@given(_nodes, _nodes, _segments)
def test_or_and_and_not_follow_logic(left: Node, right: Node, segment: SegmentWords) -> None:
    one, two = as_rule(left).matches(segment), as_rule(right).matches(segment)
    assert as_rule(Or(left, right)).matches(segment) == (one or two)
    assert as_rule(And(left, right)).matches(segment) == (one and two)
    assert as_rule(Not(left)).matches(segment) == (not one)


@given(_leaf, _leaf, st.integers(1, 9), _segments)
def test_near_is_symmetric_and_wider_is_weaker(
    left: Node, right: Node, distance: int, segment: SegmentWords
) -> None:
    near = as_rule(Near(left, right, distance)).matches(segment)
    assert near == as_rule(Near(right, left, distance)).matches(segment)
    if near:
        assert as_rule(Near(left, right, distance + 1)).matches(segment)


@given(_nodes, _segments)
def test_the_words_a_rule_names_stand_in_the_segment(node: Node, segment: SegmentWords) -> None:
    spans = as_rule(node).spans(segment)
    starts = {p.start for p in segment.places}
    assert all(s.start in starts for s in spans)
    if not as_rule(node).matches(segment):
        assert spans == ()


@given(st.lists(_nodes, max_size=4), st.lists(_segments, max_size=6))
@settings(max_examples=60)
def test_the_index_finds_what_trying_every_segment_finds(
    nodes: list[Node], segments: list[SegmentWords]
) -> None:
    rules = [as_rule(n) for n in nodes]
    expected = [[n for n, s in enumerate(segments) if r.matches(s)] for r in rules]
    assert matching(rules, segments) == expected


@given(st.text(alphabet="ab*~'\"() ANDORTE/5:speakr’“”é", max_size=30))
def test_any_text_parses_or_is_refused_with_a_sentence(text: str) -> None:
    rules, errors = parse_all([text])
    assert len(rules) + len(errors) == 1
    for rule in rules:
        assert str(parse(str(rule))) == str(rule)
    for error in errors:
        assert 0 <= error.position <= len(text)
        assert error.message.endswith(".")
