from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.matrix import build_matrix
from qcode.study.case import CaseTable
from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile, make_coding
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter, parse_where
from qcode.study.matrix import Matrix
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript

CH = "P: Uangnya bagaimana, Bu?\nCH: Saya nabung di celengan.\nSW: Kalau saya ikut arisan.\n"
AB = "P: Lalu?\nAB: Belum ada modal usaha.\n"

CODES = {
    "uang": {"name": "Mengatur uang"},
    "menabung": {"name": "Menabung", "parent": "uang"},
    "celengan": {"name": "Celengan", "parent": "menabung"},
    "hambatan": {"name": "Hambatan"},
    "modal": {"name": "Kurang modal", "parent": "hambatan", "also": ["uang"]},
    "lain": {"name": "Lain-lain"},
    "tabung": {"name": "Tabung", "status": "retired", "merged_into": "menabung"},
}


def study(*codings: tuple[str, str, str, str]) -> Study:
    """A study of two transcripts with codings of (coder, transcript, words, code)."""
    ch = Transcript(
        "ch", CH, {"kind": "interview", "speakers": {"P": "interviewer", "CH": "CH", "SW": "SW"}}
    )
    ab = Transcript(
        "ab", AB, {"speakers": {"P": "interviewer", "AB": "AB"}, "role": "KPM", "date": "2023-04"}
    )
    texts = {"ch": CH, "ab": AB}
    files: dict[tuple[str, str], list[Coding]] = {}
    for coder, name, words, code in codings:
        start = texts[name].index(words)
        span = Span(start, start + len(words))
        files.setdefault((coder, name), []).append(make_coding(texts[name], span, code, at=""))
    return Study(
        Codebook({"title": "Pemberdayaan", "language": "id", "codes": CODES}),
        {"ab": ab, "ch": ch},
        {k: CodingFile(*k, tuple(sorted(v, key=Coding.sort_key))) for k, v in files.items()},
        cases=CaseTable(("case", "role"), {"CH": {"role": "KPM"}, "SW": {"role": "Pendamping"}}),
    )


EXAMPLE = study(
    ("hm", "ch", "nabung di celengan", "menabung"),
    ("hm", "ch", "celengan", "celengan"),
    ("hm", "ch", "ikut arisan", "tabung"),
    ("rz", "ch", "Saya nabung", "menabung"),
    ("hm", "ch", "Uangnya bagaimana", "lain"),
    ("hm", "ab", "Belum ada modal usaha", "modal"),
)


def values(matrix: Matrix) -> dict[str, dict[str, float]]:
    """Row id to column id to value; with `Total` among both."""
    table = {
        row.id: {
            **{c.id: cell.value for c, cell in zip(matrix.columns, cells, strict=True)},
            "Total": total.value,
        }
        for row, cells, total in zip(matrix.rows, matrix.cells, matrix.row_totals, strict=True)
    }
    last = {c.id: x.value for c, x in zip(matrix.columns, matrix.column_totals, strict=True)}
    return {**table, "Total": {**last, "Total": matrix.total.value}}


def test_codes_count_direct_codings_and_empty_rows_stay() -> None:
    table = values(build_matrix(EXAMPLE))
    assert table["uang"] == {"ab": 0, "ch": 0, "Total": 0}
    assert table["modal"] == {"ab": 1, "ch": 0, "Total": 1}
    assert table["Total"] == {"ab": 1, "ch": 5, "Total": 6}


def test_a_merged_code_counts_for_the_one_it_was_merged_into_and_has_no_row() -> None:
    table = values(build_matrix(EXAMPLE))
    assert table["menabung"]["ch"] == 3
    assert "tabung" not in table


def test_categories_at_every_level_roll_up_and_an_uncategorised_code_is_among_them() -> None:
    matrix = build_matrix(EXAMPLE, rows="categories")
    assert [(h.id, h.depth) for h in matrix.rows] == [
        ("uang", 0),
        ("menabung", 1),
        ("hambatan", 0),
        ("lain", 0),
    ]
    table = values(matrix)
    assert table["menabung"]["ch"] == 4
    assert table["lain"]["ch"] == 1


def test_a_further_category_counts_too_but_the_total_counts_the_coding_once() -> None:
    table = values(build_matrix(EXAMPLE, rows="themes"))
    assert list(table) == ["uang", "hambatan", "lain", "Total"]
    assert table["uang"]["ab"] == table["hambatan"]["ab"] == table["Total"]["ab"] == 1


def test_categories_that_are_above_each_other_do_not_count_for_ever() -> None:
    codes = {**CODES, "uang": {"name": "Mengatur uang", "also": ["hambatan"]}}
    codes["hambatan"] = {"name": "Hambatan", "also": ["uang"]}
    circle = replace(EXAMPLE, codebook=Codebook({"codes": codes}))
    table = values(build_matrix(circle, rows="themes"))
    assert table["uang"]["Total"] == table["hambatan"]["Total"] == 5


def test_a_coding_counts_for_each_participant_it_covers_and_never_for_the_interviewer() -> None:
    both = study(("hm", "ch", "nabung di celengan.\nSW: Kalau saya", "menabung"))
    table = values(build_matrix(both, columns="participants"))
    assert table["menabung"] == {"CH": 1, "SW": 1, "AB": 0, "Total": 1}
    asked = study(("hm", "ch", "Uangnya bagaimana", "lain"))
    assert values(build_matrix(asked, columns="participants"))["Total"]["Total"] == 0


def test_an_attribute_is_that_of_the_participant_covered_else_of_the_transcript() -> None:
    matrix = build_matrix(EXAMPLE, columns="role")
    assert [c.name for c in matrix.columns] == ["KPM", "Pendamping", "—"]
    table = values(matrix)
    assert table["menabung"] == {"KPM": 2, "Pendamping": 1, "—": 0, "Total": 3}
    assert table["lain"]["—"] == 1
    assert table["modal"]["KPM"] == 1


def test_no_column_for_the_unknown_when_everything_is_known() -> None:
    known = study(("hm", "ch", "ikut arisan", "menabung"))
    assert [c.id for c in build_matrix(known, columns="role").columns] == ["KPM", "Pendamping"]


def test_the_kind_of_a_transcript_is_a_column_even_where_it_is_not_written() -> None:
    assert values(build_matrix(EXAMPLE, columns="kind"))["Total"]["interview"] == 6


def test_coders_are_columns() -> None:
    assert values(build_matrix(EXAMPLE, columns="coders"))["menabung"] == {
        "hm": 2,
        "rz": 1,
        "Total": 3,
    }


def test_co_occurrence_counts_pairs_that_overlap_whoever_made_them() -> None:
    table = values(build_matrix(EXAMPLE, columns="codes"))
    assert table["menabung"]["celengan"] == table["celengan"]["menabung"] == 1
    assert table["menabung"]["menabung"] == 1
    assert table["menabung"]["Total"] == 2
    assert table["modal"]["Total"] == 0


def test_the_quotes_of_a_co_occurrence_are_those_of_both_codes() -> None:
    matrix = build_matrix(EXAMPLE, columns="codes")
    at = (
        [h.id for h in matrix.rows].index("menabung"),
        [h.id for h in matrix.columns].index("celengan"),
    )
    assert [q.said for q in matrix.cells[at[0]][at[1]].quotes] == ["nabung di celengan", "celengan"]


def test_words_that_two_codings_cover_count_once() -> None:
    table = values(build_matrix(EXAMPLE, cells="words"))
    assert table["menabung"]["ch"] == 6
    assert table["Total"]["ch"] == 8


def test_labels_are_no_words_that_somebody_said() -> None:
    over = study(("hm", "ch", "celengan.\nSW: Kalau", "menabung"))
    assert values(build_matrix(over, cells="words"))["menabung"]["ch"] == 2


def test_a_share_is_of_the_words_said_in_the_transcripts_of_the_column() -> None:
    table = values(build_matrix(EXAMPLE, cells="share"))
    assert table["modal"]["ab"] == pytest.approx(4 / 5)
    assert table["modal"]["Total"] == pytest.approx(4 / 16)


def test_participants_are_counted_once_across_transcripts() -> None:
    table = values(build_matrix(EXAMPLE, cells="participants"))
    assert table["menabung"] == {"ab": 0, "ch": 2, "Total": 2}
    assert table["Total"]["Total"] == 3


def test_a_code_that_the_codebook_lacks_keeps_its_codings_in_a_row_of_its_own() -> None:
    lost = study(("hm", "ch", "celengan", "hilang"))
    for rows in ("codes", "categories", "themes"):
        assert values(build_matrix(lost, rows=rows))["hilang"]["ch"] == 1


def test_a_retired_code_keeps_its_row_only_while_something_is_coded_with_it() -> None:
    codes = {**CODES, "lain": {"name": "Lain-lain", "status": "retired"}}
    used = replace(EXAMPLE, codebook=Codebook({"codes": codes}))
    assert "lain" in values(build_matrix(used))
    unused = replace(study(), codebook=Codebook({"codes": codes}))
    assert "lain" not in values(build_matrix(unused))


def test_what_the_filter_excludes_has_no_row_or_column() -> None:
    where = parse_where(EXAMPLE, ["role=Pendamping", "code=menabung"])
    matrix = build_matrix(EXAMPLE, where=where)
    assert [c.id for c in matrix.columns] == ["ch"]
    assert [r.id for r in matrix.rows] == ["menabung", "celengan"]
    assert matrix.total.value == 1
    assert set(matrix.filters) == {"role=Pendamping", "code=menabung"}


def test_a_filter_by_coder_counts_only_that_coder() -> None:
    matrix = build_matrix(EXAMPLE, where=Filter(coders=frozenset({"rz"})), columns="coders")
    assert values(matrix)["Total"] == {"rz": 1, "Total": 1}


def test_the_quotes_of_a_cell_stand_in_the_order_of_the_text() -> None:
    matrix = build_matrix(EXAMPLE)
    row = [h.id for h in matrix.rows].index("menabung")
    assert [q.said for q in matrix.row_totals[row].quotes] == [
        "Saya nabung",
        "nabung di celengan",
        "ikut arisan",
    ]
    assert {q.coding for q in matrix.quotes()} == {c.id for _, c in EXAMPLE.codings()}


def test_without_quotes_only_the_values_are_there() -> None:
    bare = build_matrix(EXAMPLE, quotes=False)
    assert values(bare) == values(build_matrix(EXAMPLE))
    assert not bare.total.quotes


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"columns": "agama"}, "no columns “agama”; there are: transcripts"),
        ({"rows": "words"}, "no rows “words”; choose one of codes"),
        ({"cells": "sum"}, "no cells “sum”; choose one of codings"),
    ],
)
def test_what_a_matrix_cannot_show_is_named_with_what_it_can(
    asked: dict[str, str], said: str
) -> None:
    with pytest.raises(QcodeError, match=said):
        build_matrix(EXAMPLE, **asked)  # type: ignore[arg-type]


def test_a_study_without_anything_gives_an_empty_matrix() -> None:
    matrix = build_matrix(Study())
    assert (matrix.rows, matrix.columns, matrix.total.value) == ((), (), 0)


placed = st.lists(
    st.tuples(
        st.sampled_from(["hm", "rz"]),
        st.sampled_from(["menabung", "celengan", "modal", "tabung", "lain"]),
        st.integers(0, len(CH) - 2),
        st.integers(1, 40),
    ),
    max_size=12,
)


def study_of(codings: list[tuple[str, str, int, int]]) -> Study:
    """A study in which these (coder, code, start, length) lie in one transcript."""
    files: dict[tuple[str, str], list[Coding]] = {}
    for coder, code, start, length in codings:
        span = Span(start, min(start + length, len(CH)))
        files.setdefault((coder, "ch"), []).append(make_coding(CH, span, code, at=""))
    made = {k: CodingFile(*k, tuple(sorted(v, key=Coding.sort_key))) for k, v in files.items()}
    return replace(study(), files=made)


@given(placed)
def test_the_counts_are_those_of_counting_by_hand(codings: list[tuple[str, str, int, int]]) -> None:
    table = values(build_matrix(study_of(codings), columns="coders"))
    by_hand = Counter(("menabung" if c == "tabung" else c, who) for who, c, _, _ in codings)
    for (code, coder), count in by_hand.items():
        assert table[code][coder] == count
    assert table["Total"]["Total"] == len(codings)


@given(placed)
def test_words_in_a_total_are_at_most_the_sum_and_at_least_the_largest_cell(
    codings: list[tuple[str, str, int, int]],
) -> None:
    matrix = build_matrix(study_of(codings), cells="words", columns="coders")
    for cells, total in zip(matrix.cells, matrix.row_totals, strict=True):
        assert (
            max((c.value for c in cells), default=0) <= total.value <= sum(c.value for c in cells)
        )
    share = build_matrix(study_of(codings), cells="share")
    assert 0 <= share.total.value <= 1


@given(placed)
def test_co_occurrence_of_codes_is_the_same_both_ways(
    codings: list[tuple[str, str, int, int]],
) -> None:
    table = values(build_matrix(study_of(codings), columns="codes"))
    for one in CODES.keys() - {"tabung"}:
        for other in CODES.keys() - {"tabung"}:
            assert table[one][other] == table[other][one]
