"""What speaks for a code lies elsewhere: never on the very segment that is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qcode.study.coding import Coding, CodingFile, make_coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.suggest.suggester import Suggester
from tests.unit.test_suggest import AT, CODES, lines, segments, study

ASKED = 4
"""The number of the segment in transcript c that is asked about."""


def put(before: Study, coder: str, *codings: Coding) -> Study:
    held = before.file(coder, "c").items
    items = tuple(sorted([*held, *codings], key=Coding.sort_key))
    return replace(before, files={**before.files, (coder, "c"): CodingFile(coder, "c", items)})


def on(before: Study, span: Span, code: str) -> Coding:
    return make_coding(before.transcripts["c"].text, span, code, at=AT)


def told(suggester: Suggester, span: Span) -> dict[str, float]:
    ranking = suggester.rank("c", span)
    codes = [suggester.evidence.codes[c] for c in ranking.order]
    return dict(zip(codes, ranking.chances.tolist(), strict=True))


def asked() -> tuple[Study, Span]:
    """Transcripts a and b coded by one person, some of c by another, and a segment of c."""
    before = study("a", "b")
    source = before.transcripts["c"]
    some = [c for n, c in enumerate(lines(source)) if n in {0, 1, 8, 9}]
    return put(before, "SW", *some), segments(source)[ASKED]


def spans_about(before: Study, span: Span) -> list[Span]:
    """The segment itself, a part of it, one that holds it, and one that only shares words."""
    neighbour = segments(before.transcripts["c"])[ASKED + 1]
    return [
        span,
        Span(span.start + 2, span.end - 3),
        Span(span.start - 4, span.end),
        Span(span.start + 5, neighbour.start + 6),
    ]


@pytest.mark.parametrize("fitted", [False, True])
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("which", range(4))
def test_what_another_put_on_the_segment_speaks_for_nothing(
    code: str, fitted: bool, which: int
) -> None:
    before, span = asked()
    suggester = Suggester(before, "A")
    if fitted:
        suggester.refit()
    first = told(suggester, span)
    theirs = spans_about(before, span)[which]
    suggester.learn(put(before, "HM", on(before, theirs, code)))
    then = told(suggester, span)
    assert list(then) == list(first)
    slack = 1e-4 if which == 0 else 0.03
    assert then == pytest.approx(first, abs=slack)


@pytest.mark.parametrize("refitted", [False, True])
@pytest.mark.parametrize("coder", ["A", "HM", None])
def test_no_reason_names_a_coding_on_the_segment_itself(coder: str | None, refitted: bool) -> None:
    before, span = asked()
    theirs = [on(before, s, "sekolah") for s in spans_about(before, span)]
    suggester = Suggester(put(before, "HM", *theirs), coder)
    if refitted:
        suggester.refit()
    answer = suggester.suggest("c", span, threshold=0)
    assert answer.suggestions
    for suggestion in answer.suggestions:
        assert suggestion.reason.coding not in {c.id for c in theirs}


def test_my_own_codes_on_the_segment_are_known_as_put_already() -> None:
    before, span = asked()
    suggester = Suggester(put(before, "A", on(before, span, "sekolah")), "A")
    assert "sekolah" not in {s.code for s in suggester.suggest("c", span, threshold=0).suggestions}
    theirs = Suggester(put(before, "HM", on(before, span, "sekolah")), "A")
    assert "sekolah" in {s.code for s in theirs.suggest("c", span, threshold=0).suggestions}


def test_a_code_of_mine_that_overlaps_the_segment_speaks_against_itself_there() -> None:
    before, span = asked()
    overlapping = spans_about(before, span)[3]
    suggester = Suggester(before, "A")
    first = told(suggester, span)
    suggester.learn(put(before, "A", on(before, overlapping, "sekolah")))
    assert told(suggester, span)["sekolah"] < first["sekolah"]
