from __future__ import annotations

from dataclasses import replace

import pytest

import qcode.suggest.second_thoughts
from qcode.study.codebook import Codebook
from qcode.study.coding import REJECTED, Coding, CodingFile, make_coding
from qcode.study.match import parse
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.context import Around
from qcode.suggest.explore import SaidPool, coding_queue, finish, similar
from qcode.suggest.open_codes import open_codes
from qcode.suggest.report import report
from qcode.suggest.rules import propose_rules
from qcode.suggest.second_thoughts import second_thoughts
from qcode.suggest.suggester import Suggester
from qcode.suggest.wire import Place

AT = "2026-03-01T00:00:00+00:00"
SAYINGS = {
    "menabung": ["menabung di celengan", "ditabung buat nanti", "tabungan buat lebaran"],
    "sekolah": ["seragam anak mahal", "buku anak sekolah", "uang saku anak"],
}


def made(names: str = "abcd", uncoded: str = "") -> Study:
    sources, files = {}, {}
    for name in names + uncoded:
        lines, codes = [], []
        for code, said in SAYINGS.items():
            for number, words in enumerate(said):
                lines += ["P: Terus gimana?", f"CH: Saya mah {words} {name}{number}, mbak."]
                codes.append(code)
        front = {"speakers": {"P": "interviewer", "CH": "CH"}, "language": "id"}
        source = Transcript(name, "\n".join(lines) + "\n", front)
        sources[name] = source
        bodies = [t.body for t in source.turns if t.label == "CH"]
        if name in names:
            items = [
                make_coding(source.text, body, code, at=AT, coding_id=f"{name}{n}")
                for n, (body, code) in enumerate(zip(bodies, codes, strict=True))
            ]
            files["HM", name] = CodingFile("HM", name, tuple(sorted(items, key=Coding.sort_key)))
    codes_plain = {"menabung": {"name": "Menabung"}, "sekolah": {"name": "Sekolah"}}
    return Study(Codebook({"language": "id", "codes": codes_plain}), sources, files)


def test_proposed_rules_parse_and_were_right_on_transcripts_they_were_not_made_from() -> None:
    proposals = propose_rules(made(), "menabung")
    assert proposals
    assert len(proposals) <= 4
    for proposal in proposals:
        assert str(parse(proposal.text)) == proposal.text
        assert proposal.precision >= 0.6
        assert 0 < proposal.reach <= 1
        assert proposal.right <= proposal.matched


def test_a_rule_that_the_codebook_has_is_not_proposed_again() -> None:
    study = made()
    first = propose_rules(study, "menabung")[0]
    codes = {
        "menabung": {"name": "Menabung", "match": [first.text]},
        "sekolah": {"name": "Sekolah"},
    }
    known = replace(study, codebook=Codebook({"language": "id", "codes": codes}))
    assert first.text not in [p.text for p in propose_rules(known, "menabung")]


def test_no_rule_is_proposed_for_a_code_that_was_hardly_used() -> None:
    study = replace(made("a"), files={})
    assert propose_rules(study, "menabung") == ()


def test_a_proposed_rule_was_right_more_than_once_on_other_transcripts() -> None:
    found = propose_rules(made(), "menabung")
    assert found
    assert all(p.right >= 2 for p in found)


def test_affixed_forms_are_proposed_where_the_study_is_in_indonesian(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(SAYINGS, "menabung", ["tabung dulu", "itu menabung", "yang ditabung"])
    study = made()
    assert "~tabung" in [p.text for p in propose_rules(study, "menabung")]
    english = Codebook({**study.codebook.plain, "language": "en"})
    rules = propose_rules(replace(study, codebook=english), "menabung")
    assert not any("~" in p.text for p in rules)


def test_open_codes_stand_in_what_participants_said() -> None:
    study = made("a")
    source = study.transcripts["a"]
    found = open_codes(study, "a", 5)
    assert found
    for code in found:
        for span in code.spans:
            assert source.text[span.start : span.end].casefold() == code.text.casefold()
        assert all(t.label == "CH" for s in code.spans[:1] for t in source.turns_in(s))


def test_similar_segments_come_from_all_transcripts_and_leave_out_the_segment_itself() -> None:
    suggester = Suggester(made("ab", "c"))
    here = next(t.body for t in suggester.study.transcripts["a"].turns if t.label == "CH")
    places = finish(similar(suggester.study, SaidPool(), "a", here, 2))
    assert {p.transcript for p in places} == {"b", "c"}
    assert all(0 < p.score <= 1.0001 for p in places)


def test_the_queue_holds_only_what_is_neither_coded_nor_read() -> None:
    suggester = Suggester(made("ab", "c"))
    suggester.refit()
    places = finish(coding_queue(suggester, "HM"))
    assert {p.transcript for p in places} == {"c"}
    wanted = finish(coding_queue(suggester, "HM", "menabung", 3))
    text = suggester.study.transcripts["c"].text
    assert all("abung" in text[p.start : p.end] for p in wanted)


def test_a_coding_that_contradicts_all_like_ones_comes_first_in_second_thoughts() -> None:
    study = made()
    file = study.files["HM", "a"]
    odd = replace(file.items[0], code="sekolah")
    changed = replace(study, files={**study.files, ("HM", "a"): file.put(file.items[0], odd)})
    places = finish(second_thoughts(Suggester(changed), 3))
    assert places[0].coding == odd.id
    assert (places[0].code, places[0].rather) == ("sekolah", "menabung")
    assert 0 < places[0].score <= 1


def test_of_very_many_codings_those_least_like_their_codes_others_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = made()
    file = study.files["HM", "a"]
    odd = replace(file.items[0], code="sekolah")
    changed = replace(study, files={**study.files, ("HM", "a"): file.put(file.items[0], odd)})
    all_of_them = finish(second_thoughts(Suggester(changed), 99))
    monkeypatch.setattr(qcode.suggest.second_thoughts, "MOST_HELD", 5)
    shares: list[float] = []
    some = finish(second_thoughts(Suggester(changed), 99), shares.append)
    assert some[0] == all_of_them[0]
    assert len(some) < len(all_of_them)
    assert set(some) <= set(all_of_them)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def judged(changed: Study) -> dict[str, Place]:
    return {p.coding: p for p in finish(second_thoughts(Suggester(changed), 99))}


def test_a_second_code_of_the_same_coder_there_is_no_reason_for_second_thoughts() -> None:
    study = made()
    file = study.files["HM", "a"]
    both = replace(file.items[0], id="both00000000", code="sekolah")
    part = replace(both, id="part00000000", start=both.span.start + 4)
    for more in (both, part):
        changed = replace(study, files={**study.files, ("HM", "a"): file.put(None, more)})
        found = judged(changed)[more.id]
        assert (found.score, found.rather) == (0, "")


def test_what_another_coder_put_there_is_a_reason_when_what_is_like_it_agrees() -> None:
    study = made()
    theirs = replace(study.files["HM", "a"].items[0], id="theirs000000", code="sekolah")
    file = CodingFile("AN", "a", (theirs,))
    found = judged(replace(study, files={**study.files, ("AN", "a"): file}))
    assert found["theirs000000"].rather == "menabung"
    assert found["a0"].rather == ""


def test_a_coding_taken_away_while_it_is_looked_is_left_out_of_second_thoughts() -> None:
    study = made()
    suggester = Suggester(study)
    steps = second_thoughts(suggester, 99)
    next(steps)
    file = study.files["HM", "a"]
    gone = file.items[0]
    suggester.learn(replace(study, files={**study.files, ("HM", "a"): file.put(gone, None)}))
    assert suggester.study.find_coding(gone.id) is None
    finish(steps)


def test_the_account_counts_what_was_taken_refused_and_made_by_hand() -> None:
    study = made("a")
    file = study.files["HM", "a"]
    origin = {"suggested": {"rank": 1, "score": 0.72}}
    items = list(file.items)
    items[0] = replace(items[0], origin=origin)
    items[1] = replace(items[1], kind=REJECTED, origin={"suggested": {"rank": 2, "score": 0.3}})
    items[2] = replace(items[2], origin={"suggested": "broken"})
    whole = replace(study, files={("HM", "a"): replace(file, items=tuple(items))})
    account = report(whole)
    assert (account.whole.accepted, account.whole.rejected, account.whole.by_hand) == (1, 1, 4)
    assert account.by_rank[1].share_accepted == 1.0
    assert account.by_month["2026-03"] == account.whole
    assert account.reliability == ((0.3, 0.0, 1), (0.72, 1.0, 1))
    assert account.by_code["menabung"].verdict == ""
    assert report(whole, "SW").whole.answered == 0


def test_the_context_of_a_span_is_the_question_before_and_who_speaks() -> None:
    source = made("a").transcripts["a"]
    body = next(t.body for t in source.turns if t.label == "CH")
    context = Around(source).of(body)
    assert context.asked == "Terus gimana?"
    assert context.before == "Terus gimana?"
    assert context.speaker == "CH"
    assert not context.text.startswith("CH:")
