"""Saving rewrites only what changed: each case shows the whole text before and after."""

from __future__ import annotations

from typing import Any

import pytest

from qcode.files.yaml_edit import remove_value, set_many, set_value
from qcode.files.yaml_text import load
from qcode.study.errors import QcodeError

BOOK = """\
# the codebook of our study
title: Old   # say more

codes:
  # about a
  a:
    name: "A"   # quoted
    also: [x, 'y']  # two
    include:
      # first
      - one  # c1
      - two
      # last

  # about b
  b:
    name: 'B'
    memo: |
      hi

  c: {name: C, labels: {en: Sea}}  # short
links:
  - {id: 1, from: a, to: b}
  - {id: 2, from: b, to: c}
# the end
"""


def edited(before: str, after: str) -> str:
    """The codebook with one passage replaced, as a person would do it."""
    assert BOOK.count(before) == 1
    return BOOK.replace(before, after)


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        (("title",), "New", "Old ", "New "),
        (("title",), "no", "Old ", '"no" '),
        (("codes", "a", "name"), "A: it's", '"A"', '"A: it\'s"'),
        (("codes", "b", "name"), "it's B", "'B'", "'it''s B'"),
        (("codes", "a", "also"), ["x", "y", "z"], "[x, 'y']", "[x, 'y', z]"),
        (("codes", "a", "also"), ["y"], "[x, 'y']", "['y']"),
        (("codes", "a", "also"), [], "[x, 'y']", "[]"),
        (("codes", "a", "also", "0"), "a, b", "[x,", '["a, b",'),
        (("codes", "a", "include", "1"), "2", "- two", '- "2"'),
        (("codes", "a", "include"), ["one", "new", "two"], "# c1\n", "# c1\n      - new\n"),
        (("codes", "a", "include", "2"), "three", "- two\n", "- two\n      - three\n"),
        (("codes", "a", "include"), ["two"], "      - one  # c1\n", ""),
        (("codes", "b", "memo"), "one", "|\n      hi\n", "one\n"),
        (("codes", "b", "memo"), "a\n\n# b\n", "      hi\n", "      a\n\n      # b\n"),
        (("codes", "b", "memo"), "a\nb", "|\n      hi\n", "|-\n      a\n      b\n"),
        (("codes", "b", "memo"), " a\nb\n", "|\n      hi\n", "|2\n       a\n      b\n"),
        (("title",), "a\nb\n", "Old   # say more\n", "|   # say more\n  a\n  b\n"),
        (("codes", "c", "labels", "en"), "Laut", "Sea", "Laut"),
        (("codes", "c", "labels", "id"), "Laut", "Sea}", "Sea, id: Laut}"),
        (("codes", "c", "memo"), "hm", "Sea}}", "Sea}, memo: hm}"),
        (("links", "1", "memo"), "why: x", "to: c}", 'to: c, memo: "why: x"}'),
        (("links", "2"), {"id": "l3"}, "to: c}\n", "to: c}\n  - {id: l3}\n"),
        (("selective", "core"), "a", "# the end\n", None),
    ],
)
def test_one_value_changes_and_every_other_byte_stays(
    path: tuple[str, ...], value: Any, before: str, after: str | None
) -> None:
    if after is None:
        after = "selective:\n  core: a\n" + before
    assert set_value(BOOK, path, value) == edited(before, after)
    crlf = "\ufeff" + BOOK.replace("\n", "\r\n")
    assert set_value(crlf, path, value) == "\ufeff" + edited(before, after).replace("\n", "\r\n")


def test_a_text_of_several_lines_turns_a_short_code_into_a_block() -> None:
    wanted = """\
  c:  # short
    name: C
    labels:
      en: Sea
    memo: |-
      x
      y
"""
    before = "  c: {name: C, labels: {en: Sea}}  # short\n"
    result = set_value(BOOK, ("codes", "c", "memo"), "x\ny")
    assert load(result, "x") == load(edited(before, wanted), "x")
    assert "# about b" in result


def test_a_new_code_goes_after_its_sibling_with_its_comments_and_the_space_between() -> None:
    code = {
        "name": "Baru",
        "labels": {"en": "New"},
        "match": ["'a b'", "~tabung"],
        "memo": "x\n\ny",
    }
    wanted = """\
      # last

  a2:
    name: Baru
    labels:
      en: New
    match:
      - "'a b'"
      - ~tabung
    memo: |-
      x

      y

  # about b
"""
    result = set_value(BOOK, ("codes", "a2"), code, after="a")
    assert result == edited("      # last\n\n  # about b\n", wanted)
    assert remove_value(result, ("codes", "a2")) == BOOK


def test_a_new_field_goes_where_it_is_asked_to() -> None:
    text = "a: 1  # x\n# b\nb: 2\n"
    assert set_value(text, ("c",), "x", after="a") == "a: 1  # x\nc: x\n# b\nb: 2\n"
    assert set_value(text, ("c",), "x", after="") == "c: x\na: 1  # x\n# b\nb: 2\n"
    assert set_value(text, ("c",), "x") == text + "c: x\n"


def test_the_indentation_of_the_file_is_kept() -> None:
    text = "codes:\n    a:\n        include:\n        - x\n"
    wanted = "    b:\n        include:\n        - yy\n        labels:\n            en: z\n"
    new = {"include": ["yy"], "labels": {"en": "z"}}
    assert set_value(text, ("codes", "b"), new) == text + wanted


def test_a_removed_entry_takes_its_own_comments_along_and_no_others() -> None:
    assert remove_value(BOOK, ("codes", "a")) == edited(
        BOOK[BOOK.index("  a:\n") : BOOK.index("\n  # about b")], ""
    )
    assert remove_value(BOOK, ("codes", "a", "name")) == edited('    name: "A"   # quoted\n', "")
    assert remove_value(BOOK, ("links", "0")) == edited("  - {id: 1, from: a, to: b}\n", "")
    assert remove_value(BOOK, ("codes", "c", "name")) == edited("{name: C, ", "{")
    assert remove_value(BOOK, ("codes", "c", "labels")) == edited(", labels: {en: Sea}}", "}")
    assert remove_value(BOOK, ("codes", "gone", "name")) == BOOK


def test_the_last_entry_leaves_an_empty_collection() -> None:
    assert remove_value("a:  # x\n  b: 1\nc: 2\n", ("a", "b")) == "a: {}  # x\nc: 2\n"
    assert remove_value("a: [b]\n", ("a", "0")) == "a: []\n"
    assert remove_value("# top\na: 1\n", ("a",)) == "# top\n"
    assert set_value("a: {}\n", ("a", "b"), {"c": "d"}) == "a:\n  b:\n    c: d\n"


def test_fields_of_a_list_item_are_edited_in_place() -> None:
    text = "links:\n  - id: 1  # x\n    to: b\n  -\n    id: 2\n"
    assert set_value(text, ("links", "0", "id"), "z") == text.replace("id: 1", "id: z")
    assert set_value(text, ("links", "1", "to"), "c") == text + "    to: c\n"
    assert remove_value(text, ("links", "0", "id")) == "links:\n  - to: b\n  -\n    id: 2\n"
    first = set_value(text, ("links", "0", "from"), "a", after="")
    assert first == text.replace("- id: 1", "- from: a\n    id: 1")


def test_an_empty_field_and_an_empty_file_are_filled() -> None:
    assert set_value("a:\nb: # why\n", ("a",), "x") == "a: x\nb: # why\n"
    assert set_value("a:\nb: # why\n", ("b",), ["x"]) == "a:\nb: # why\n  - x\n"
    assert set_value("codes:\n", ("codes", "a", "name"), "A") == "codes:\n  a:\n    name: A\n"
    assert set_value("", ("a",), "x") == "a: x\n"
    assert set_value("# top", ("a",), "x") == "# top\na: x\n"


def test_a_file_without_a_last_line_end_is_continued() -> None:
    assert set_value("a: 1", ("b",), "2 x") == "a: 1\nb: 2 x\n"
    assert set_value("a: 1", ("a",), "x") == "a: x"
    assert set_value("a: |-\n  x", ("b",), "z") == "a: |-\n  x\nb: z\n"
    assert load(set_value("a: |\n  x", ("b",), "y"), "x") == {"a": "x", "b": "y"}


@pytest.mark.parametrize("below", ["\n", "\n\n# the end\n"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_text_that_keeps_blank_lines_gains_none_when_what_stands_below_it_goes(
    below: str, eol: str
) -> None:
    above = "memos:\n  - |+\n    a\n\n  # why\n  - |+\n    b\n\n"
    text = f"{above}  - c # c\n\n  - d\n{below}".replace("\n", eol)
    left = remove_value(remove_value(text, ("memos", "3")), ("memos", "2"))
    once = set_many(text, [(("memos", "3"), None, None), (("memos", "2"), None, None)])
    assert left == once == (above + below.lstrip("\n")).replace("\n", eol)
    assert load(left, "x.yaml") == {"memos": ["a\n\n", "b\n\n"]}
    first = remove_value(text, ("memos", "2"))
    assert load(first, "x.yaml") == {"memos": ["a\n\n", "b\n\n", "d"]}


def test_quoted_text_over_several_lines_is_replaced_whole() -> None:
    text = 'a: "one\n  two"  # x\nb:\n  long\n  text\nc: >-\n  folded\n  text\n\nd: 1\n'
    assert set_value(text, ("a",), "x: y") == text.replace('"one\n  two"', '"x: y"')
    assert set_value(text, ("b",), "short") == text.replace("long\n  text", "short")
    assert set_value(text, ("c",), "short") == text.replace(">-\n  folded\n  text", "short")


def test_brackets_over_several_lines_keep_their_comments() -> None:
    text = "a: [\n  x,  # one\n  y,\n]\n"
    assert set_value(text, ("a", "1"), "z") == text.replace("y", "z")
    assert set_value(text, ("a", "2"), "z") == text.replace("y,", "y, z,")


def test_a_list_grown_too_long_for_its_line_becomes_a_block() -> None:
    items = [
        "a long text of many words",
        "another long text of many words",
        "a third text, even longer",
    ]
    wanted = "a:  # x\n  - a long text of many words\n  - another long text of many words\n"
    result = set_value("a: [a long text of many words]  # x\n", ("a",), [*items, "x"])
    assert result == wanted + "  - a third text, even longer\n  - x\n"


def test_an_alias_is_written_out_where_its_copy_changes() -> None:
    text = "a: &x\n  b: 1\nc: *x  # same\nd: *x\n"
    result = set_value(text, ("c", "b"), "z")
    assert result == "a: &x\n  b: 1\nc:  # same\n  b: z\nd: *x\n"


def test_what_an_alias_repeats_is_not_changed_behind_its_back() -> None:
    text = "a: &x\n  b: 1\nc: *x\n"
    with pytest.raises(
        QcodeError, match=r"^book\.yaml, line 2: a\.b cannot .* nothing was written"
    ):
        set_value(text, ("a", "b"), "z", file="book.yaml")
    with pytest.raises(QcodeError, match="nothing was written"):
        remove_value(text, ("a",))


def test_a_code_with_merged_defaults_is_edited_beside_them() -> None:
    text = "base: &b {status: proposed}\ncodes:\n  a:\n    <<: *b\n    name: A\n"
    assert set_value(text, ("codes", "a", "name"), "B") == text.replace("name: A", "name: B")


def test_several_edits_are_applied_in_order_and_at_once() -> None:
    text = set_many(
        BOOK,
        [
            (("codes", "new"), {"name": "N"}, "b"),
            (("codes", "a", "parent"), "new", "name"),
            (("codes", "new", "name"), "New", None),
            (("links", "0"), None, None),
            (("title",), "T", None),
        ],
    )
    wanted = edited("Old ", "T ").replace("# quoted\n", "# quoted\n    parent: new\n")
    wanted = wanted.replace("  - {id: 1, from: a, to: b}\n", "")
    assert text == wanted.replace("      hi\n", "      hi\n\n  new:\n    name: New\n")


def test_an_explicit_key_is_written_anew_and_not_torn() -> None:
    text = "codes:\n  a:\n    ? name\n    : A\n  b: x  # stays\n"
    assert (
        set_value(text, ("codes", "a", "name"), "B")
        == "codes:\n  a:\n    name: B\n  b: x  # stays\n"
    )


def test_a_path_that_cannot_be_is_refused_in_a_sentence() -> None:
    with pytest.raises(QcodeError, match="cannot be set below the text"):
        set_value("a: text\n", ("a", "b"), "x")
    with pytest.raises(QcodeError, match="has no item 5"):
        set_value("a: [x]\n", ("a", "5"), "x")
    with pytest.raises(QcodeError, match="half a character"):
        set_value("a: x\n", ("a",), "\ud83d")
    with pytest.raises(QcodeError, match=r"^book\.yaml, line 1: the bracket \["):
        set_value("a: [\n", ("a",), "x", file="book.yaml")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("no", '"no"'),
        ("1:30", '"1:30"'),
        ("2023-04", '"2023-04"'),
        ("~", '"~"'),
        ("Null", '"Null"'),
        ("-5", '"-5"'),
        ("", '""'),
        (" x", '" x"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("'in vivo'", "\"'in vivo'\""),
        ('say "hi"', 'say "hi"'),
        ('"hi" she said', "'\"hi\" she said'"),
        ("a\x07b", '"a\\x07b"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("~tabung", "~tabung"),
        ("12 Mei 2023", "12 Mei 2023"),
        ("مرحبا 👩‍👩‍👧 é", "مرحبا 👩‍👩‍👧 é"),
        ("http://x.id/a", "http://x.id/a"),
        ("it's", "it's"),
    ],
)
def test_a_new_text_is_plain_unless_a_reader_could_mistake_it(value: str, written: str) -> None:
    assert set_value("a: x\n", ("a",), value) == f"a: {written}\n"
