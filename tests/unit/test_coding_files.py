"""Files of codings as values: what is handed on after a change is what would be found anew."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from qcode.files.codings import write_codings
from qcode.study.change import Change, Put
from qcode.study.codebook import Codebook
from qcode.study.coding import CODING, READ, Coding, CodingFile, coding_to_plain, make_coding
from qcode.study.ids import new_id
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript

TEXT = "Uang sekolah dulu, baru belanja. " * 12
KEY = ("HM", "d")


@st.composite
def lines(draw: st.DrawFn) -> Coding:
    start = draw(st.integers(0, len(TEXT) - 60))
    span = Span(start, start + draw(st.integers(1, 50)))
    kind = draw(st.sampled_from([CODING, CODING, CODING, READ]))
    return make_coding(
        TEXT, span, draw(st.sampled_from("abc")), at="", kind=kind, coding_id=new_id()
    )


def fresh(items: Sequence[Coding]) -> CodingFile:
    """The file made from nothing, with no index yet."""
    return CodingFile(*KEY, tuple(sorted(items, key=Coding.sort_key)))


def indexes(file: CodingFile) -> tuple[object, ...]:
    return (
        file.items,
        file.codings,
        dict(file.by_id),
        {code: n for code, n in file.counts.items() if n},
        dict(file.read_spans),
    )


many = st.lists(lines(), max_size=40)


@given(many, st.lists(lines(), max_size=20), st.data())
def test_a_file_after_a_change_is_the_file_made_anew(
    before: list[Coding], more: list[Coding], data: st.DataObject
) -> None:
    file = fresh(before)
    indexes(file)
    list(file.overlapping(Span(5, 9)))
    gone = {c.id for c in before if data.draw(st.booleans())}
    changed = file.put_many([*gone, "not there"], more)
    anew = fresh([*(c for c in before if c.id not in gone), *more])
    assert indexes(changed) == indexes(anew)
    span = Span(data.draw(st.integers(0, 300)), 301)
    wanted = [c for c in anew.codings if c.span.overlaps(span)]
    assert list(changed.overlapping(span)) == wanted == list(anew.overlapping(span))


@given(many, st.lists(lines(), max_size=3), st.data())
def test_lines_taken_from_the_file_before_give_the_same_bytes(
    before: list[Coding], more: list[Coding], data: st.DataObject
) -> None:
    file = fresh(before)
    gone = [c.id for c in before if data.draw(st.booleans())][:3]
    changed = file.put_many(gone, more)
    assert write_codings(changed, file, write_codings(file) or b"") == write_codings(changed)


@given(many, st.lists(lines(), max_size=3), st.data())
def test_counts_of_codes_after_a_change_are_those_counted_anew(
    before: list[Coding], more: list[Coding], data: st.DataObject
) -> None:
    book = Codebook({"codes": {"a": {}, "b": {"parent": "a"}, "c": {"merged_into": "b"}}})
    study = Study(book, {"d": Transcript("d", TEXT)}, {KEY: fresh(before)})
    assert study.counts is not None
    gone = [c for c in before if data.draw(st.booleans())][:3]
    puts = [
        *(Put("coding", (*KEY, c.id), coding_to_plain(c), None) for c in gone),
        *(Put("coding", (*KEY, c.id), None, coding_to_plain(c)) for c in more),
        Put("codebook", ("title",), None, "Arisan"),
    ]
    after = study.apply(Change("change", tuple(puts)))
    anew = Study(after.codebook, after.transcripts, dict(after.files))
    assert dict(after.counts) == dict(anew.counts)
    assert dict(after.rolled_counts) == dict(anew.rolled_counts)
