"""Paths into plain data: what is set is found there, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qcode.files.yaml_text import load
from qcode.session import Session
from qcode.study.edits import set_codebook
from qcode.study.plain import get_at, in_file, set_at
from tests.studies import CODEBOOK

LINKS = {"links": [{"id": "l1", "from": "a"}, {"id": "l2", "from": "b"}], "title": "T"}
keys = st.sampled_from(["links", "codes", "l1", "l2", "l3", "from"])


@given(st.lists(keys, min_size=1, max_size=3), st.text(min_size=1, max_size=3))
def test_what_was_set_is_found_and_the_original_is_untouched(path: list[str], value: str):
    try:
        after = set_at(LINKS, path, value)
    except ValueError:
        assert path[0] == "links", "there is no such link"
        assert len(path) == 2 or path[1] not in ("l1", "l2")
        return
    assert LINKS["title"] == "T"
    assert len(LINKS["links"]) == 2
    if path[0] != "links" or len(path) == 3:
        assert get_at(after, path) == value or path[0] == "links"


def test_an_item_is_addressed_by_its_id_and_counted_by_its_place_in_the_file():
    assert get_at(LINKS, ("links", "l2", "from")) == "b"
    assert in_file(LINKS, ("links", "l2", "from")) == ("links", "1", "from")
    assert in_file(LINKS, ("links", "l9")) == ("links", "2")
    assert set_at(LINKS, ("links", "l1"), None)["links"] == [{"id": "l2", "from": "b"}]


def test_links_and_propositions_are_written_one_by_one_and_undone_to_the_byte(root: Path):
    path = root / "codebooks/codebook.yaml"
    with Session.open(root, "ana") as session:
        link = {"id": "l1", "from": "meminjam", "to": "uang", "type": "causes"}
        steps = [
            (("links", "l1"), link),
            (("links", "l2"), {**link, "id": "l2", "to": "sekolah"}),
            (("links", "l1", "memo"), "Dari tiga ibu."),
            (("links", "l1", "supports"), ["abcdefghijkl"]),
            (("selective", "core"), "uang"),
            (("selective", "propositions", "p1"), {"id": "p1", "text": "Malu menahan utang."}),
            (("selective", "propositions", "p2"), {"id": "p2", "text": "Uang: dipisah."}),
            (("selective", "propositions", "p1", "text"), "Malu menunda utang."),
            (("paradigms", "uang"), {"phenomenon": "uang", "causal": ["meminjam"]}),
            (("links", "l2"), None),
        ]
        for key, value in steps:
            session.apply(set_codebook(session.study, key, value, "step"))
            assert load(path.read_text(encoding="utf-8"), "x") == session.study.codebook.plain
        assert [link.id for link in session.study.codebook.links] == ["l1"]
        for _ in steps:
            session.undo()
            session.write_pending()
            assert load(path.read_text(encoding="utf-8"), "x") == session.study.codebook.plain
        assert session.study.codebook.plain == load(CODEBOOK, "x")
