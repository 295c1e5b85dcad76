"""The account of suggestions: each counted once, by what became of it, and whether it helped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.study import edits
from qcode.study.codebook import Codebook
from qcode.study.shown import Record, Shown, ShownCode
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.report import HELPS, MISLEADS, Tally, diagram, report

TEXT = "".join(f"CH: Kalimat nomor {n}.\n" for n in range(12))
EARLIER, CAME, LATER = (f"2026-03-0{n}T09:00:00+00:00" for n in (1, 2, 3))
SUGGESTED = {"suggested": {"rank": 1, "score": 0.7}}


def study() -> Study:
    source = Transcript("ch", TEXT, {"speakers": {"CH": "CH"}})
    codes = {"menabung": {"name": "Menabung"}, "sekolah": {"name": "Sekolah"}}
    return Study(Codebook({"codes": codes}), {"ch": source})


def span(value: Study, number: int) -> Any:
    return value.transcripts["ch"].turns[number].body


def shown(value: Study, number: int = 0, *codes: tuple[str, float], came: str = CAME) -> Shown:
    body = span(value, number)
    return Shown(
        came,
        came,
        body.start,
        body.end,
        value.transcripts["ch"].sha[:12],
        "always",
        0.15,
        tuple(
            ShownCode(code, rank, score)
            for rank, (code, score) in enumerate(codes or (("menabung", 0.7),), start=1)
        ),
    )


def record(*stays: Shown) -> Record:
    return Record(tuple(("HM", "ch", stay) for stay in stays))


def coded(
    value: Study, number: int, code: str, *, origin: Any = "hand", at: str = CAME, reading: str = ""
) -> Study:
    body = span(value, number)
    add = edits.add_coding
    return value.apply(add(value, "HM", "ch", body, code, at=at, origin=origin, reading=reading))


def read(value: Study, number: int, at: str = CAME) -> Study:
    return value.apply(edits.mark_read(value, "HM", "ch", [span(value, number)], "open", at=at))


def refused(value: Study, number: int, code: str = "menabung") -> Study:
    body = span(value, number)
    return value.apply(edits.reject(value, "HM", "ch", body, code, at=CAME, origin=SUGGESTED))


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.accepted, tally.own, tally.rejected, tally.ignored


def test_shown_is_told_by_what_became_of_it():
    value = study()
    stays = [shown(value, number) for number in range(4)]
    value = coded(value, 0, "menabung", origin=SUGGESTED)
    value = coded(value, 1, "menabung")
    value = refused(value, 2)
    value = read(value, 3)
    found = report(value, record=record(*stays))
    assert counts(found.whole) == (1, 1, 1, 1)
    assert (found.whole.shown, found.whole.right, found.whole.by_hand) == (4, 2, 1)
    assert found.reliability == ((pytest.approx(0.7), 0.5, 4),)
    assert counts(found.by_mode["always"]) == (1, 1, 1, 1)
    assert counts(found.by_week["2026-03-02"]) == (1, 1, 1, 1)


def test_what_was_coded_otherwise_was_passed_by():
    value = study()
    stay = shown(value)
    found = report(coded(value, 0, "sekolah"), record=record(stay))
    assert counts(found.by_code["menabung"]) == (0, 0, 0, 1)
    assert found.by_code["sekolah"].shown == 0


def test_who_only_comes_by_has_passed_nothing_over():
    value = study()
    unread = shown(value, 0)
    looked_back = shown(value, 1, came=LATER)
    value = coded(value, 1, "sekolah", at=CAME)
    found = report(value, record=record(unread, looked_back))
    assert found.whole.shown == 0
    assert found.undecided == 2


def test_a_decision_counts_for_what_showed_before_it_though_one_looked_back_since():
    value = study()
    first = shown(value, 0, ("menabung", 0.6))
    again = shown(value, 0, ("menabung", 0.2), came=LATER)
    value = read(value, 0, at=CAME)
    found = report(value, record=record(first, again))
    assert counts(found.whole) == (0, 0, 0, 1)
    assert found.whole.said == pytest.approx(0.6)
    assert found.undecided == 0


def test_a_code_that_showed_several_times_for_a_segment_counts_once():
    value = study()
    stays = [shown(value, came=EARLIER), shown(value), shown(value)]
    value = coded(value, 0, "menabung", origin=SUGGESTED)
    assert counts(report(value, record=record(*stays)).whole) == (1, 0, 0, 0)


def test_what_was_taken_and_removed_again_was_passed_by():
    value = study()
    stay = replace(shown(value), codes=(ShownCode("menabung", 1, 0.7, "accepted"),))
    value = read(value, 0)
    assert counts(report(value, record=record(stay)).whole) == (0, 0, 0, 1)


def test_answers_from_before_the_record_are_counted_too():
    value = refused(coded(study(), 0, "menabung", origin=SUGGESTED), 1)
    found = report(value)
    assert counts(found.whole) == (1, 0, 1, 0)
    assert counts(found.by_mode[""]) == (1, 0, 1, 0)
    assert found.since == ""


def test_a_text_that_was_edited_since_leaves_each_suggestion_counted_once():
    value = study()
    codes = (
        ShownCode("menabung", 1, 0.7, "accepted"),
        ShownCode("sekolah", 2, 0.2, "ignored"),
    )
    stay = replace(shown(value), codes=codes, text="0" * 12)
    value = coded(value, 0, "menabung", origin=SUGGESTED)
    found = report(value, record=record(stay))
    assert counts(found.whole) == (1, 0, 0, 1)


def test_a_merged_code_counts_for_the_one_that_lives():
    value = study()
    stay = shown(value)
    value = coded(value, 0, "sekolah", origin=SUGGESTED)
    book = value.codebook.set(("codes", "menabung", "merged_into"), "sekolah")
    found = report(replace(value, codebook=book), record=record(stay))
    assert counts(found.by_code["sekolah"]) == (1, 0, 0, 0)


def test_the_account_of_one_coder_holds_nothing_of_another():
    value = read(study(), 0)
    found = report(value, "AN", record(shown(value)))
    assert (found.whole.shown, found.undecided, found.since) == (0, 0, "")


def test_silence_and_names_are_told_by_segment():
    value = study()
    quiet = replace(shown(value), codes=(), names=(3, 1))
    later = replace(quiet, names=(2, 1))
    found = report(value, record=record(quiet, later, shown(value, 1)))
    assert (found.silent, found.names) == (1, (3, 2))


def test_names_count_only_where_something_was_decided_then_or_since():
    value = study()
    passed, came_by = (replace(shown(value, n), names=(3, 0)) for n in (0, 1))
    value = read(value, 0)
    assert report(value, record=record(passed, came_by)).names == (3, 0)


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (Tally(accepted=3, said=2.4, spread=0.4), ""),
        (Tally(accepted=12, ignored=38, said=10.0, spread=8.0), HELPS),
        (Tally(accepted=4, ignored=1, said=3.5, spread=1.0), HELPS),
        (Tally(accepted=1, rejected=1, ignored=10, said=2.16, spread=1.7), ""),
        (Tally(accepted=5, ignored=20, said=5.0, spread=4.0), ""),
        (Tally(accepted=2, rejected=4, said=1.5, spread=1.0), MISLEADS),
        (Tally(accepted=1, ignored=19, said=14.0, spread=4.2), MISLEADS),
        (Tally(ignored=20, said=1.0, spread=0.9), ""),
    ],
)
def test_a_code_misleads_when_it_is_refused_more_or_right_less_than_it_says(
    tally: Tally, verdict: str
):
    assert tally.verdict == verdict


def test_the_bar_is_as_long_as_what_was_right_and_marked_where_it_was_said_to_end():
    assert diagram(0.7, 0.5, 10) == "█████░░┃░░"
    assert diagram(0.2, 0.5, 10) == "██┃██░░░░░"
    assert diagram(1.0, 0.0, 10) == "░░░░░░░░░┃"


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["menabung", "sekolah"]), st.floats(0, 1)),
        max_size=20,
    ),
    st.lists(
        st.tuples(
            st.sampled_from(["take", "own", "refuse", "read"]),
            st.integers(0, 5),
            st.sampled_from(["menabung", "sekolah"]),
        ),
        max_size=8,
        unique_by=lambda act: act[1:],
    ),
)
def test_every_pair_of_segment_and_code_is_counted_once(
    stays: list[tuple[int, str, float]], acts: list[tuple[str, int, str]]
):
    value = study()
    kept = record(*(shown(value, n, (code, score)) for n, code, score in stays))
    for act, number, code in acts:
        if act == "take":
            value = coded(value, number, code, origin=SUGGESTED)
        elif act == "own":
            value = coded(value, number, code)
        elif act == "refuse":
            value = refused(value, number, code)
        else:
            value = read(value, number)
    found = report(value, record=kept)
    answered = {(n, c) for act, n, c in acts if act in {"take", "refuse"}}
    pairs = {(n, c) for n, c, _ in stays} | answered
    assert found.whole.shown + found.undecided == len(pairs)
    assert sum(n for _, _, n in found.reliability) == found.whole.shown
    assert sum(one.shown for one in found.by_code.values()) == found.whole.shown
    assert sum(one.shown for one in found.by_week.values()) == found.whole.shown
