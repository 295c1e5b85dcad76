"""Arithmetic of spans, held against sets of characters."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.study.spans import Span, covered, trimmed, union

spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda p: Span(min(p), max(p)))
many = st.lists(spans, max_size=12)


def characters(span: Span) -> set[int]:
    return set(range(span.start, span.end))


def all_characters(some: list[Span]) -> set[int]:
    return set().union(*map(characters, some)) if some else set()


@given(many)
def test_a_union_holds_the_same_characters_in_disjoint_order(some: list[Span]):
    joined = [s for s in union(some) if s]
    assert all_characters(joined) == all_characters(some)
    assert all(a.end < b.start for a, b in itertools.pairwise(joined))


@given(spans, many)
def test_what_is_covered_is_counted_once(span: Span, some: list[Span]):
    assert covered(span, union(some)) == len(characters(span) & all_characters(some))


@given(spans, spans)
def test_overlap_containment_and_intersection_agree_with_sets(one: Span, other: Span):
    shared = characters(one) & characters(other)
    assert one.overlaps(other) == bool(shared)
    part = one.intersection(other)
    assert (characters(part) if part else set()) == shared
    if other:
        assert one.contains(other) == (characters(other) <= characters(one))


@given(st.text("ab \n\t", max_size=30), spans)
def test_a_trimmed_span_has_no_white_space_at_its_edges(text: str, span: Span):
    trim = trimmed(text, span)
    assert text[trim.start : trim.end] == text[span.start : span.end].strip()


def test_a_span_that_runs_backwards_does_not_exist():
    with pytest.raises(ValueError, match="from 5 to 3"):
        Span(5, 3)
