from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qcode.study.codebook import Codebook
from qcode.study.coding import CodingFile, make_coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.tui.layout import lay_out
from qcode.tui.marks import EVERYONE, OTHERS, OWN, UNSAVED, Mark, marks_of, others_marks, own_marks
from qcode.tui.stripes import Stripe, lay_stripes, relaid, runs

TEXT = " ".join(["kata"] * 400)
TRANSCRIPT = Transcript("d", TEXT, {"kind": "document"})
LAYOUT = lay_out(TRANSCRIPT, 14)
"""Three words of five characters to a row."""


def mark(start: int, end: int, ident: str = "m", look: str = OWN) -> Mark:
    return Mark(start, end, ident, "Menabung", "blue", look)


spans = st.lists(
    st.tuples(st.integers(0, 1900), st.integers(1, 200)), max_size=30, unique=True
).map(
    lambda found: sorted(
        mark(s, min(len(TEXT), s + n), f"m{i}") for i, (s, n) in enumerate(found) if s < len(TEXT)
    )
)


@given(spans, st.integers(1, 5))
def test_two_stripes_never_share_a_cell(marks: list[Mark], columns: int) -> None:
    seen: set[tuple[int, int]] = set()
    for stripe in lay_stripes(marks, LAYOUT, columns).stripes:
        cells = {(stripe.column, row) for row in range(stripe.first, stripe.last + 1)}
        assert stripe.column == columns or not cells & seen
        seen |= cells


@given(spans, spans, st.integers(1, 5))
def test_what_is_laid_after_a_change_is_what_would_be_laid_at_once(
    before: list[Mark], after: list[Mark], columns: int
) -> None:
    changed = sorted([*before[:5], *before[6:], *(replaced(m) for m in after[:2])])
    old = lay_stripes(before, LAYOUT, columns)
    assert relaid(old, changed, LAYOUT, columns) == lay_stripes(changed, LAYOUT, columns)


def replaced(one: Mark) -> Mark:
    return one._replace(id=f"n{one.id}")


def test_a_margin_without_changes_is_the_same_margin() -> None:
    margin = lay_stripes([mark(0, 9)], LAYOUT, 3)
    assert relaid(margin, [mark(0, 9)], LAYOUT, 3) is margin


def test_stripes_that_meet_keep_a_row_between_them_where_a_column_is_free() -> None:
    first, second = mark(0, 14, "a"), mark(15, 29, "b")
    assert [s.column for s in lay_stripes([first, second], LAYOUT, 2).stripes] == [0, 1]
    assert [s.column for s in lay_stripes([first, second], LAYOUT, 1).stripes] == [0, 0]


def test_the_longer_of_two_stands_nearer_to_the_text() -> None:
    short, long = mark(0, 10, "a"), mark(0, 100, "b")
    columns = {s.mark.id: s.column for s in lay_stripes([short, long], LAYOUT, 3).stripes}
    assert columns == {"b": 0, "a": 1}


@given(spans)
def test_the_stripes_of_a_row_are_those_that_cover_it(marks: list[Mark]) -> None:
    margin = lay_stripes(marks, LAYOUT, 4)
    for row in range(0, len(LAYOUT), 7):
        wanted = [s for s in margin.stripes if s.first <= row <= s.last]
        assert list(margin.on_row(row)) == wanted
    assert margin.on_rows(0, len(LAYOUT)) == list(margin.stripes)


@given(spans)
def test_every_stripe_has_its_name_on_one_of_its_rows(marks: list[Mark]) -> None:
    margin = lay_stripes(marks, LAYOUT, 4)
    named: list[Stripe] = []
    for row, stripes in margin.names.items():
        assert all(s.first <= row <= s.last for s in stripes)
        named += stripes
    assert sorted(named) == sorted(margin.stripes)


def test_runs_are_cut_where_a_mark_starts_or_ends_with_the_shortest_first() -> None:
    outer, inner = mark(0, 20, "outer"), mark(5, 8, "inner")
    found = [(s, e, [m.id for m in over]) for s, e, over in runs(2, 12, [outer, inner])]
    assert found == [(2, 5, ["outer"]), (5, 8, ["inner", "outer"]), (8, 12, ["outer"])]


@given(spans, st.integers(0, 1500), st.integers(1, 300))
def test_runs_are_disjoint_and_cover_the_row(marks: list[Mark], start: int, size: int) -> None:
    found = list(runs(start, start + size, marks))
    assert found[0][0] == start
    assert found[-1][1] == start + size
    assert all(a[1] == b[0] for a, b in pairwise(found))
    for left, right, over in found:
        assert set(over) == {m for m in marks if m.start < right and m.end > left}


coded = st.dictionaries(
    st.text("abcdef", min_size=2, max_size=3), st.tuples(st.integers(0, 1900), st.integers(1, 60))
)


@given(coded, coded, st.frozensets(st.text("abcdef", min_size=2, max_size=3)), st.booleans())
def test_marks_made_after_a_change_are_those_that_would_be_made_at_once(
    before: dict[str, tuple[int, int]],
    more: dict[str, tuple[int, int]],
    unsaved: frozenset[str],
    renamed: bool,
) -> None:
    def holding(places: dict[str, tuple[int, int]]) -> CodingFile:
        made = [
            make_coding(TEXT, Span(s, min(len(TEXT), s + n)), "uang", at="", coding_id=i)
            for i, (s, n) in places.items()
            if s < len(TEXT)
        ]
        return CodingFile("HM", "d").put_many([], made)

    file = holding(before)
    first = replace(study(), files={("HM", "d"): file})
    kept = own_marks(None, first, "d", "HM", frozenset())
    changed = file.put_many(more, holding(more).items)
    second = replace(first, files={("HM", "d"): changed})
    if renamed:
        second = replace(second, codebook=second.codebook.set(("codes", "uang", "name"), "Dana"))
    at_once = marks_of(second, "d", "HM", None, unsaved)
    assert own_marks(kept, second, "d", "HM", unsaved).marks == at_once


def test_everyones_marks_are_ones_own_and_those_of_the_others_which_are_kept() -> None:
    first = study()
    others = others_marks(None, first, "d", "HM")
    own = own_marks(None, first, "d", "HM", frozenset())
    assert sorted([*own.marks, *others.marks]) == marks_of(first, "d", "HM", EVERYONE, frozenset())
    mine = first.file("HM", "d").put_many(["mine"], [])
    second = replace(first, files={**first.files, ("HM", "d"): mine})
    assert others_marks(others, second, "d", "HM") is others
    renamed = replace(second, codebook=second.codebook.set(("codes", "uang", "name"), "Dana"))
    assert [m.name for m in others_marks(others, renamed, "d", "HM").marks] == ["Dana"]


def study() -> Study:
    codes = {"lama": {"name": "Lama", "merged_into": "uang"}, "uang": {"name": "Uang"}}
    mine = make_coding(TEXT, Span(0, 4), "lama", at="", coding_id="mine")
    theirs = make_coding(TEXT, Span(0, 9), "uang", at="", coding_id="theirs")
    files = {
        ("HM", "d"): CodingFile("HM", "d", (mine,)),
        ("DS", "d"): CodingFile("DS", "d", (theirs,)),
    }
    return Study(Codebook({"codes": codes}), {"d": TRANSCRIPT}, files)


def test_only_the_coders_own_codings_are_drawn_unless_a_filter_says_otherwise() -> None:
    assert [m.id for m in marks_of(study(), "d", "HM", None, frozenset())] == ["mine"]
    both = marks_of(study(), "d", "HM", lambda _file, _coding: True, frozenset({"mine"}))
    assert [(m.id, m.look) for m in both] == [("mine", UNSAVED), ("theirs", OTHERS)]
    assert [m.id for m in marks_of(study(), "d", "HM", frozenset({"theirs"}), frozenset())] == [
        "theirs"
    ]


def test_a_coding_of_a_merged_code_bears_the_name_of_the_code_that_lives() -> None:
    assert marks_of(study(), "d", "HM", None, frozenset())[0].name == "Uang"


def test_a_code_that_is_missing_from_the_codebook_bears_its_id() -> None:
    without = replace(study(), codebook=Codebook({}))
    assert marks_of(without, "d", "HM", None, frozenset())[0].name == "lama"
