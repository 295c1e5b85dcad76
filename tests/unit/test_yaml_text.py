"""Reading YAML as text, and saying what is wrong with it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import yaml

from qcode.files import yaml_tree
from qcode.files.yaml_text import line_of, lines, load
from qcode.study.errors import QcodeError

CODEBOOK = """\
title: Pemberdayaan
codes:
  # a comment
  menabung:
    name: no
    match: [a, "b"]
  # 👩‍👩‍👧 emoji before the next
  kurang-modal:
    memo: |
      1:30

      two
links:
  - {id: x, from: menabung}
  -
    id: y
"""


@pytest.fixture(params=["C", "Python"], autouse=True)
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "Python":
        monkeypatch.setattr(yaml_tree, "LOADER", yaml.BaseLoader)


def said(text: str) -> str:
    with pytest.raises(QcodeError) as error:
        load(text, "codebook.yaml")
    message = str(error.value)
    assert "\n" not in message
    assert message.startswith("codebook.yaml")
    return message


def test_every_scalar_stays_the_text_that_was_typed() -> None:
    text = "a: no\nb: 1:30\nc: 2023-04\nd: ~\ne:\nf: 0x1F\ng: [true, 1.0]\n"
    wanted = {"a": "no", "b": "1:30", "c": "2023-04", "d": "~", "e": "", "f": "0x1F"}
    assert load(text, "x.yaml") == {**wanted, "g": ["true", "1.0"]}


def test_tags_construct_nothing() -> None:
    assert load("a: !!python/name:os.system x\nb: !!binary aGk=\n", "x") == {"a": "x", "b": "aGk="}


@pytest.mark.parametrize("text", ["", "\ufeff", "# only a comment\n", "---\n"])
def test_an_empty_document_is_an_empty_mapping(text: str) -> None:
    assert load(text, "x.yaml") == {}


def test_a_bom_is_no_part_of_the_first_key() -> None:
    assert load("\ufefftitle: x\r\nb: y\r\n", "x.yaml") == {"title": "x", "b": "y"}


def test_a_key_that_stands_twice_is_named_with_both_lines() -> None:
    message = said("codes:\n  a:\n    name: x\n    memo: 😀\n    name: y\n")
    assert "line 5" in message
    assert "“name”" in message
    assert "line 3" in message


def test_keys_that_stand_twice_within_brackets_are_found() -> None:
    assert "“x”" in said("links:\n  - {x: 1, x: 2}\n")


def test_conflict_markers_of_git_are_named_as_such() -> None:
    text = "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n"
    message = said(text)
    assert message.startswith("codebook.yaml, line 2: ")
    assert "conflict markers of git" in message
    assert "keep one side" in message


def test_conflict_markers_within_a_quoted_text_are_found_too() -> None:
    assert "line 2" in said('a: "x\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n"\n')


def test_a_heading_underlined_in_a_memo_is_no_conflict() -> None:
    text = "memo: |\n  Title\n  =======\n"
    assert load(text, "x.yaml") == {"memo": "Title\n=======\n"}


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("a:\n\tb: 1\n", 2, "use spaces"),
        ("a:\n  - x\n\t- y\n", 3, "use spaces"),
        ("a: 1\nb:2\nc: 3\n", 2, "write “b: 2”"),
        ("a: 1\nfoo\nb: 1\n", 2, "has no colon"),
        ("a:\n  b: 1\n c: 2\n", 3, "indented like none of the lines above"),
        ("a:\n  b: 1\n    c: 2\n", 3, "align it"),
        ("a: x\nb: 'x\nc: 1\n", 2, "never closed"),
        ('a: x\nb: "x\nc: 1\n', 2, "never closed"),
        ("a: x\nb: [x, y\nc: 1\n", 2, "add ]"),
        ("a: {x: 1\nb: 1\n", 1, "add }"),
        ("a: jadi: begini\n", 1, "put the text in quotes"),
        ("a: @x\n", 1, "cannot begin with @"),
        ("a: `x\n", 1, "cannot begin with `"),
        ("a: *x\n", 1, "put a text that begins with * in quotes"),
        ("a: 'x' y\n", 1, "put the whole text in quotes"),
        ("a: - b\n", 1, "on the next line"),
        ("a: 1\n- b\n", 2, "among fields"),
        ("- a\nb: 1\n", 2, "no item of the list"),
        ('a: "\\q"\n', 1, "write it twice"),
        ("a: |x\n  b\n", 1, "nothing may follow"),
        ("x: 1\na: b\x07\n", 2, "U+0007"),
        ("x: 1\na: \ud800\n", 2, "U+D800"),
        ("a: 1\n---\nb: 1\n", 2, "a second document"),
        ("hello\n", 1, "begins with something else"),
        ("\n- a\n", 2, "begins with something else"),
        ("? [a]\n: 1\n", 1, "where a name belongs"),
        ("a: &x\n  - *x\n", 2, "holds itself"),
        ("a: &x 1\nb: &x 2\n", 2, "use another name"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line_and_the_remedy(
    text: str, line: int, remedy: str
) -> None:
    message = said(text)
    assert message.startswith(f"codebook.yaml, line {line}: ")
    assert remedy in message


def test_aliases_that_stand_for_billions_are_refused() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "aliases" in said("a0: &a0 [x, x]\n" + "\n".join(levels) + "\n")


def test_deep_nesting_is_refused_and_does_not_crash() -> None:
    assert "levels deep" in said("a: " + "[" * 100_000)


def test_aliases_nested_without_end_are_refused() -> None:
    chain = "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 1200))
    assert "levels deep" in said("a0: &a0 [x]\n" + chain)
    many = "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 60))
    assert len(load("a0: &a0 [x]\n" + many, "x.yaml")) == 60


def test_an_alias_reads_as_what_it_repeats() -> None:
    assert load("a: &x {b: c}\nd: *x\n", "x") == {"a": {"b": "c"}, "d": {"b": "c"}}


def test_the_line_of_a_path_is_that_of_its_key_or_item() -> None:
    assert line_of(CODEBOOK, ("codes",)) == 2
    assert line_of(CODEBOOK, ("codes", "menabung", "match", "1")) == 6
    assert line_of("\ufeff" + CODEBOOK, ("codes", "kurang-modal")) == 8
    assert line_of(CODEBOOK, ("links", "0", "from")) == 14
    assert line_of(CODEBOOK, ("links", "1", "id")) == 16
    assert line_of(CODEBOOK, ("links", "2")) is None
    assert line_of(CODEBOOK, ("codes", "gone")) is None
    assert line_of("a: [", ("a",)) is None


def test_the_lines_of_all_paths_agree_with_the_line_of_each() -> None:
    found = lines(CODEBOOK)
    assert len(found) == 15
    assert all(line_of(CODEBOOK, path) == line for path, line in found.items())
    assert lines("a: [") == {}


def codebook_lines(codes: int) -> Iterator[str]:
    yield "codes:"
    for number in range(codes):
        yield f"  code-{number}:\n    name: Code {number}\n    parent: code-{number // 7}"
        yield "    include:\n      - one text\n      - another\n    memo: |\n      line\n      line"
        yield "    match: [a, b]\n    status: proposed  # so far"


def test_a_large_codebook_loads_in_an_instant() -> None:
    if yaml_tree.LOADER is yaml.BaseLoader:
        pytest.skip("the parser in Python is the fallback")
    text = "\n".join(codebook_lines(300))
    times = []
    for _ in range(5):
        start = time.perf_counter()
        load(text, "x.yaml")
        times.append(time.perf_counter() - start)
    assert min(times) < 0.25  # 20 ms on a quiet machine
