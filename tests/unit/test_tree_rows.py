"""The rows of the tree of codes."""

from __future__ import annotations

from qcode.study.codebook import Codebook
from qcode.study.coding import CodingFile, make_coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.tui.tree_rows import recounted, tree_rows, used_retired

BOOK = Codebook(
    {
        "codes": {
            "uang": {"name": "Uang"},
            "menabung": {"name": "Menabung", "parent": "uang"},
            "malu": {"name": "Malu"},
            "lama": {"name": "Lama", "status": "retired"},
        }
    }
)
TEXT = "Kita menabung sedikit-sedikit."


def study(*codes: str) -> Study:
    lines = [
        make_coding(TEXT, Span(i, i + 4), code, at="", coding_id=f"c{i}")
        for i, code in enumerate(codes)
    ]
    file = CodingFile("HM", "d").put_many([], lines)
    return Study(BOOK, {"d": Transcript("d", TEXT)}, {("HM", "d"): file})


def test_counting_again_gives_the_rows_that_would_be_made_anew() -> None:
    before, after = study("menabung", "malu"), study("menabung", "menabung", "malu", "malu")
    rows = recounted(tree_rows(before, set(), "", "Lepas"), after)
    assert rows == tree_rows(after, set(), "", "Lepas")
    assert [r.codings for r in rows] == [2, 2, 2, 2]


def test_a_retired_code_is_shown_as_long_as_codings_use_it() -> None:
    names = [r.name for r in tree_rows(study("lama"), set(), "", "Lepas")]
    assert names == ["Uang", "Menabung", "Lepas", "Malu", "Lama"]
    assert used_retired(study("lama")) == {"lama"}
    assert used_retired(study("malu")) == frozenset()
