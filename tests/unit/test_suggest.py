from __future__ import annotations

import warnings
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.study.codebook import Codebook
from qcode.study.coding import READ, REJECTED, Coding, CodingFile, make_coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.study.words import fold
from qcode.suggest.open_codes import open_codes
from qcode.suggest.phrases import phrase_candidates, usage
from qcode.suggest.suggester import Suggester
from qcode.suggest.wording import reason_line, sure_word

AT = "2026-01-01T00:00:00+00:00"
CODES = {
    "menabung": {"name": "Menabung", "definition": "Menyisihkan uang, celengan, arisan"},
    "sekolah": {"name": "Biaya sekolah", "definition": "Seragam, buku, uang saku anak"},
    "utang": {"name": "Meminjam", "definition": "Utang di warung atau tetangga"},
}
LINES = {
    "menabung": [
        "Saya masukin celengan tiap hari, mbak.",
        "Ikut arisan juga biar ada simpanan.",
        "Uangnya dipisah, sisanya masuk celengan.",
        "Celengan ayam itu buat lebaran.",
    ],
    "sekolah": [
        "Anak saya butuh seragam baru.",
        "Buat beli buku sama bayar sekolah.",
        "Uang saku anak tiap pagi dua ribu.",
        "Sekolah minta bayar LKS lagi.",
    ],
    "utang": [
        "Kadang ngutang dulu di warung.",
        "Pinjam tetangga kalau kepepet.",
        "Warung sudah percaya, jadi boleh utang.",
        "Bayar utangnya pas bantuan cair.",
    ],
}


def transcript(name: str, shift: int = 0) -> Transcript:
    lines = []
    for number in range(4):
        for code in CODES:
            lines += ["P: Terus gimana, Bu?", f"CH: {LINES[code][(number + shift) % 4]}"]
    front = {"speakers": {"P": "interviewer", "CH": "CH"}, "language": "id"}
    return Transcript(name, "\n".join(lines) + "\n", front)


def segments(source: Transcript) -> list[Span]:
    return [s.span for s in source.turn_segments if s.turn.label == "CH"]


def lines(source: Transcript, kind: str = "coding", upto: int = 12) -> list[Coding]:
    names = list(CODES) * 4
    return [
        make_coding(
            source.text, span, code, at=AT, kind=kind, coding_id=f"{source.name}{number:08d}"
        )
        for number, (span, code) in enumerate(zip(segments(source), names, strict=True))
    ][:upto]


def study(*coded: str, names: tuple[str, ...] = ("a", "b", "c")) -> Study:
    sources = {n: transcript(n, i) for i, n in enumerate(names)}
    files = {("HM", n): CodingFile("HM", n, tuple(lines(sources[n]))) for n in coded}
    return Study(Codebook({"language": "id", "codes": CODES}), sources, files)


def with_line(before: Study, name: str, line: Coding) -> Study:
    file = before.file("HM", name).put(None, line)
    return replace(before, files={**before.files, ("HM", name): file})


def with_codes(before: Study, **changes: object) -> Study:
    return replace(before, codebook=Codebook({"language": "id", "codes": {**CODES, **changes}}))


def first(suggester: Suggester, name: str, span: Span) -> str:
    return suggester.suggest(name, span, threshold=0).suggestions[0].code


def test_the_fitting_code_comes_first_with_words_that_stand_in_the_segment() -> None:
    suggester = Suggester(study("a", "b"))
    suggester.refit()
    here = suggester.study.transcripts["c"]
    for span, code in zip(segments(here), list(CODES) * 4, strict=True):
        answer = suggester.suggest("c", span, threshold=0)
        assert answer.suggestions[0].code == code
        said = fold(here.text[span.start : span.end])
        for suggestion in answer.suggestions:
            assert all(fold(w) in said for w in suggestion.reason.words)


def test_a_definition_alone_proposes_a_code_that_has_no_codings() -> None:
    suggester = Suggester(study())
    span = segments(suggester.study.transcripts["a"])[0]
    best = suggester.suggest("a", span, threshold=0).suggestions[0]
    assert (best.code, best.reason.kind) == ("menabung", "definition")
    assert best.reason.words == ("celengan",)


def test_a_coding_changes_the_next_suggestion() -> None:
    source = Transcript("x", "Ya ke dukun pijat.\n\nDukun pijat lagi.\n", {"kind": "document"})
    before = Study(Codebook({"language": "id", "codes": CODES}), {"x": source})
    suggester = Suggester(before)
    one, two = (t.body for t in source.turns)
    assert suggester.suggest("x", two).silent or first(suggester, "x", two) != "utang"
    coding = make_coding(source.text, one, "utang", at=AT)
    suggester.learn(with_line(before, "x", coding))
    best = suggester.suggest("x", two, threshold=0).suggestions[0]
    assert best.code == "utang"
    assert best.reason.coding == coding.id
    assert best.reason.place == "x.1"


def test_taking_a_coding_back_takes_its_lesson_back() -> None:
    before = study("a")
    span = segments(before.transcripts["b"])[1]
    suggester = Suggester(before)
    told = suggester.suggest("b", span, threshold=0)
    coding = make_coding(before.transcripts["b"].text, span, "utang", at=AT)
    suggester.learn(with_line(before, "b", coding))
    suggester.learn(before)
    again = suggester.suggest("b", span, threshold=0)
    assert [s.code for s in again.suggestions] == [s.code for s in told.suggestions]
    assert [s.score for s in again.suggestions] == pytest.approx(
        [s.score for s in told.suggestions], abs=1e-4
    )


def test_a_rejection_keeps_the_code_away_from_that_segment_for_good() -> None:
    before = study("a", "b")
    span = segments(before.transcripts["c"])[0]
    suggester = Suggester(before)
    assert first(suggester, "c", span) == "menabung"
    refused = make_coding(before.transcripts["c"].text, span, "menabung", at=AT, kind=REJECTED)
    suggester.learn(with_line(before, "c", refused))
    for _ in range(2):
        answer = suggester.suggest("c", span, threshold=0)
        assert "menabung" not in [s.code for s in answer.suggestions]
        suggester.refit()


def test_a_code_that_lies_on_the_span_is_not_proposed_again() -> None:
    suggester = Suggester(study("a", "b"))
    span = segments(suggester.study.transcripts["a"])[0]
    assert "menabung" not in [s.code for s in suggester.suggest("a", span, threshold=0).suggestions]


def test_retired_and_merged_codes_are_not_proposed_and_merged_ones_teach_the_other() -> None:
    before = with_codes(
        study("a", "b"),
        menabung={**CODES["menabung"], "status": "retired", "merged_into": "simpan"},
        utang={**CODES["utang"], "status": "retired"},
        simpan={"name": "Simpanan"},
    )
    suggester = Suggester(before)
    suggester.refit()
    span = segments(before.transcripts["c"])[0]
    codes = [s.code for s in suggester.suggest("c", span, threshold=0).suggestions]
    assert codes[0] == "simpan"
    assert not {"menabung", "utang"} & set(codes)


def test_abstention_follows_the_threshold() -> None:
    suggester = Suggester(study("a", "b"))
    span = segments(suggester.study.transcripts["c"])[0]
    chance = suggester.suggest("c", span, threshold=0).suggestions[0].score
    assert not suggester.suggest("c", span, threshold=chance - 0.01).silent
    silent = suggester.suggest("c", span, threshold=chance + 0.01)
    assert silent.silent
    assert silent.suggestions == ()


def test_a_rule_that_matches_lifts_its_code_and_is_the_reason() -> None:
    before = with_codes(study("a"), utang={**CODES["utang"], "match": ["celeng* NEAR/3 ayam"]})
    suggester = Suggester(before)
    source = before.transcripts["b"]
    span = next(s for s in segments(source) if "ayam" in source.text[s.start : s.end])
    best = suggester.suggest("b", span, threshold=0).suggestions[0]
    assert (best.code, best.reason.kind, best.reason.detail) == (
        "utang",
        "rule",
        "celeng* NEAR/3 ayam",
    )


def test_beside_a_rule_that_does_not_parse_the_others_work() -> None:
    broken = {**CODES["utang"], "match": ["a AND", "ngutang"]}
    suggester = Suggester(with_codes(study("a"), utang=broken))
    source = suggester.study.transcripts["b"]
    span = next(s for s in segments(source) if "ngutang" in source.text[s.start : s.end])
    answer = suggester.suggest("b", span, threshold=0)
    assert answer.suggestions[0].reason.detail == "ngutang"


def test_an_unknown_language_falls_back_and_says_so_once() -> None:
    source = Transcript("x", "Wer spart, der hat Geld.\n", {"kind": "document", "language": "zz"})
    suggester = Suggester(Study(Codebook({"codes": CODES}), {"x": source}))
    assert "“zz”" in suggester.suggest("x", source.turns[0].body).note
    assert suggester.suggest("x", source.turns[0].body).note == ""


def test_segments_read_and_passed_over_teach_and_unread_ones_never_do() -> None:
    base = study("a")
    read = with_line(
        base,
        "b",
        make_coding(
            base.transcripts["b"].text, segments(base.transcripts["b"])[0], "open", at=AT, kind=READ
        ),
    )
    assert sum(m.passed for m in Suggester(base).evidence.marks) == 0
    assert sum(m.passed for m in Suggester(read).evidence.marks) == 1
    assert sum(m.passed for m in Suggester(read, "SW").evidence.marks) == 0


@pytest.mark.parametrize(
    "odd",
    [
        Study(),
        study(),
        study("a", names=("a",)),
        with_codes(study("a", "b"), sekolah={"name": "S"}, utang={"name": "U"}),
        replace(study("a"), codebook=Codebook({"codes": {"menabung": CODES["menabung"]}})),
        replace(study("a"), codebook=Codebook({"codes": {}})),
    ],
    ids=["nothing", "no codings", "one transcript", "bare codes", "one code", "no codes"],
)
def test_a_poor_study_gets_an_answer_and_no_warning(odd: Study) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        suggester = Suggester(odd)
        suggester.refit()
        for name, source in odd.transcripts.items():
            answer = suggester.suggest(name, segments(source)[0], threshold=0)
            assert all(0 <= s.score <= 1 for s in answer.suggestions)


def test_a_study_in_which_every_segment_carries_all_codes_is_learnt() -> None:
    before = study()
    files = {}
    for name, source in before.transcripts.items():
        items = [
            make_coding(source.text, span, code, at=AT)
            for span in segments(source)
            for code in CODES
        ]
        files["HM", name] = CodingFile("HM", name, tuple(sorted(items, key=Coding.sort_key)))
    suggester = Suggester(replace(before, files=files))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        suggester.refit()
    part = segments(before.transcripts["a"])[0]
    assert suggester.suggest("a", part).suggestions == ()


def test_the_same_study_and_seed_give_the_same_answer() -> None:
    answers = []
    for _ in range(2):
        suggester = Suggester(study("a", "b"), seed=3)
        suggester.refit()
        answers.append(
            [suggester.suggest("c", s) for s in segments(suggester.study.transcripts["c"])]
        )
    assert answers[0] == answers[1]


def test_in_vivo_names_are_exact_spans_without_stop_words_at_their_edges() -> None:
    suggester = Suggester(study("a"))
    source = suggester.study.transcripts["b"]
    for span in segments(source):
        for candidate in suggester.suggest("b", span).candidates:
            assert candidate.text == source.text[candidate.span.start : candidate.span.end]
            assert span.contains(candidate.span)
            assert 2 <= len(candidate.text.split()) <= 6
            assert not {"itu", "saya", "sama", "juga"} & {
                fold(candidate.text.split()[0]),
                fold(candidate.text.split()[-1]),
            }


def names_in(said: str) -> list[str]:
    """Every name for a new code that a text in English offers."""
    source = Transcript("x", f"{said}\n", {"kind": "document", "language": "en"})
    found = phrase_candidates(source, Span(0, len(said)), "en", usage(Study()), 99)
    return [c.text for c in found]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Okay, yeah that's cool.", []),
        ("Okay, yeah that’s cool.", []),
        ("Cool, they’re late.", []),
        ("My self-help group.", ["self-help group"]),
        ("We saw the ‘Home’ tab information.", ["saw the ‘Home’ tab"]),
        ("We saw the 'Home' tab information.", ["saw the 'Home' tab"]),
        ("This is ‘Home’ tab information.", ["tab information"]),
        ("It is the ‘Home tab’ here.", ["Home tab"]),
        ("She kept the “money matters”.", ["money matters"]),
        ('The "weekly market" stalls.', ["weekly market"]),
        ("Villagers brought rice (from broken sacks).", ["Villagers brought", "broken sacks"]),
        ("The parents’ savings.", ["parents’ savings"]),
        ("The ‘old’ parents’ savings.", ["parents’ savings"]),
        ("Our Mary's savings.", ["Mary's savings"]),
    ],
)
def test_no_name_begins_within_a_word_or_holds_one_of_a_pair_of_quotes(
    said: str, names: list[str]
) -> None:
    assert sorted(names_in(said)) == sorted(names)


def test_the_places_of_a_name_begin_and_end_with_whole_words() -> None:
    said = "Uang saku.\nItu uang sakunya.\nSemua uang-uang saku.\n"
    source = Transcript("x", said, {"kind": "document", "language": "id"})
    found = open_codes(Study(Codebook({}), {"x": source}), "x")
    assert [c.spans for c in found if c.text == "Uang saku"] == [(Span(0, 9),)]


def test_reasons_and_sureness_speak_both_languages() -> None:
    suggester = Suggester(study("a", "b"))
    span = segments(suggester.study.transcripts["c"])[0]
    reason = suggester.suggest("c", span, threshold=0).suggestions[0].reason
    assert "; mirip " in reason.text
    assert "; like " in reason_line(reason, "en")
    assert sure_word("sure", "id") == "yakin"


_edits = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(0, 11), st.sampled_from([*CODES, ""]), st.booleans()
    ),
    max_size=12,
)


@given(_edits)
@settings(max_examples=10, deadline=None)
def test_learning_step_by_step_ends_where_starting_anew_does(
    edits: list[tuple[str, int, str, bool]],
) -> None:
    now = study("a")
    suggester = Suggester(now)
    for name, place, code, refused in edits:
        source = now.transcripts[name]
        span = segments(source)[place]
        line = now.file("HM", name).by_id.get(f"{name}{place:08d}")
        kind = REJECTED if refused else "coding"
        fresh = (
            make_coding(source.text, span, code, at=AT, kind=kind, coding_id=f"{name}{place:08d}")
            if code
            else None
        )
        file = now.file("HM", name).put(line, fresh)
        now = replace(now, files={**now.files, ("HM", name): file})
        suggester.learn(now)
    anew = Suggester(now)
    for measured in (suggester, anew):
        measured.evidence.weigh()
        measured.centroids.measure(measured.evidence)
    for span in segments(now.transcripts["c"])[:4]:
        one = suggester.suggest("c", span, threshold=0).suggestions
        two = anew.suggest("c", span, threshold=0).suggestions
        assert {s.code for s in one} == {s.code for s in two}
