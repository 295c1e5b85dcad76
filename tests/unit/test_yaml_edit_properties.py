"""Any edit of any layout: the data is what was meant, and the other lines are as they were."""

from __future__ import annotations

import copy
import re
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.files.yaml_edit import remove_value, set_many, set_value
from qcode.files.yaml_text import line_of, load

_SPECIAL = (
    "no|1:30|2023-04|~|null|1e3|0x1F|.5|-|- a|?|: x|a: b|a #b|#|@x|%|`|!t|&a|*a|[a, b|{a}|a, b|"
    "'masuk'|\"x\" 'y'|it's|C:\\dir|<<|=|---|--- x|...| lead|trail |مرحبا بك|👩‍👩‍👧 keluarga|"
    "a:|Bagaimana?|"
    "http://x.id/a|true|Ja|12 Mei|\u2028|a\u2028b|\u0085|\ufeffx|tab\there|\x07|\\n|=======|"
    "<<<<<<< HEAD"
).split("|")
_BLOCKS = (
    "a\nb",
    "a\nb\n",
    "a\n\n\nb\n\n",
    " lead\nb",
    "\n\na",
    "\n",
    "\n\n",
    "a\n  \nb",
    "a \nb",
    "a\n  ",
    "\ta\nb\n",
    "a\r\nb",
    "# x\n# y\n",
    "a\n# y",
    "- a\nb: c\n",
    "=======\n>>>>>>> x",
    "مرحبا\n👩 x\n",
)
scalars = st.one_of(
    st.sampled_from(_SPECIAL),
    st.sampled_from(_BLOCKS),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.text(" \n\t#:-'\"ab😀", max_size=8),
    st.just(""),
)
names = st.one_of(
    st.sampled_from("abcdefgh"),
    st.sampled_from([x for x in _SPECIAL if x]),
    st.text(" #:-'\"\nab😀,]", min_size=1, max_size=5),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=8,
)
studies = st.fixed_dictionaries(
    {"title": scalars},
    optional={
        "codes": st.dictionaries(
            names, st.dictionaries(names, values, min_size=1, max_size=4), max_size=4
        ),
        "links": st.lists(st.dictionaries(names, scalars, min_size=1, max_size=3), max_size=3),
        "memo": values,
    },
)


_KEPT = "\0"
"""Marks the end of a text that keeps the blank lines below it (`|+`), so that none is put there."""


class Writer:
    """Writes plain data in layouts that a person might choose, drawn at random."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.step = draw(st.sampled_from([1, 2, 2, 4]))
        self.dash = draw(st.sampled_from([0, 2]))

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def quoted(self, text: str, flow: bool) -> str:
        plain = text.isalpha() and text.isascii() and not flow
        if plain and self.one(True, False):
            return text
        if text.isprintable() and self.one(True, False):
            return "'" + text.replace("'", "''") + "'"
        bare = "".join(
            char if char.isprintable() and char not in '"\\\\' else f"\\U{ord(char):08X}"
            for char in text
        )
        return f'"{bare}"'

    def flow(self, value: Any) -> str:
        comma = self.one(", ", " ,", ",\n          ")
        if isinstance(value, str):
            return self.quoted(value, True)
        if isinstance(value, dict):
            return (
                "{"
                + comma.join(f"{self.quoted(k, True)}: {self.flow(v)}" for k, v in value.items())
                + "}"
            )
        return "[ " + comma.join(map(self.flow, value)) + self.one("", " ", ",")[: len(value)] + "]"

    def comment(self) -> str:
        return self.one("", "", "", " # why: 'x' [", "   # –")

    def between(self, column: int) -> list[str]:
        return self.one([], [], [], [""], [" " * column + "# note: a"], ["", "# - at the margin"])

    def value(self, value: Any, column: int) -> tuple[str, list[str]]:
        if isinstance(value, str):
            simple = "\n" in value.rstrip("\n") and value.replace("\n", "").isalpha()
            if simple and value[0] != "\n" and self.one(True, False):
                text = value.rstrip("\n")
                chomp = {0: "-", 1: ""}.get(len(value) - len(text), "+")
                body = [" " * (column + self.step) + x if x else "" for x in value.split("\n")]
                body = body[: -1 if value.endswith("\n") else None]
                if chomp == "+":
                    body[-1] += _KEPT
                return "|" + chomp + self.comment(), body
            return self.quoted(value, False) + self.comment(), []
        if not value or self.one(True, False, False):
            return self.flow(value) + self.comment(), []
        return self.comment(), self.entries(value, column)

    def entries(self, value: Any, column: int, below: int | None = None) -> list[str]:
        found: list[str] = []
        if isinstance(value, dict):
            if below is None:
                below = column + self.step if column >= 0 else 0
            for name, inner in value.items():
                head, body = self.value(inner, below)
                found += [
                    *self.between(below),
                    " " * below + self.quoted(name, True) + ": " + head,
                    *body,
                ]
            return found
        below = column + self.dash
        for inner in value:
            if isinstance(inner, dict) and inner and self.one(True, False):
                lines = self.entries(inner, below, below + 2)
                while lines[0].lstrip(" ")[:1] in ("#", ""):
                    lines.pop(0)
                found += [
                    *self.between(below),
                    " " * below + "- " + lines[0].lstrip(" "),
                    *lines[1:],
                ]
            elif isinstance(inner, str):
                found += [
                    *self.between(below),
                    " " * below + "- " + self.quoted(inner, False) + self.comment(),
                ]
            else:
                found += [
                    *self.between(below),
                    " " * below + "- " + self.flow(inner) + self.comment(),
                ]
        return found


@st.composite
def documents(draw: Any) -> tuple[dict[str, Any], str]:
    data = draw(studies)
    writer = Writer(draw)
    text = "\n".join(writer.entries(data, -1)) + draw(
        st.sampled_from(["\n", "\n", "\n\n", "\n# end\n"])
    )
    text = re.sub(f"{_KEPT}\n+", "\n", text)
    text = draw(st.sampled_from(["", "", "# top\n\n", "---\n"])) + text
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return data, draw(st.sampled_from(["", "", "\ufeff"])) + text


def paths(value: Any, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [above] if above else []
    if isinstance(value, dict):
        for name, inner in value.items():
            found += paths(inner, (*above, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += paths(inner, (*above, str(number)))
    return found


def put(data: Any, path: tuple[str, ...], value: Any) -> Any:
    """The same edit on the data, done the plain way."""
    data = copy.deepcopy(data)
    holder = data
    for name in path[:-1]:
        holder = holder[int(name)] if isinstance(holder, list) else holder[name]
    if isinstance(holder, list):
        at = int(path[-1])
        holder[at : at + 1] = [] if value is None else [copy.deepcopy(value)]
    elif value is None:
        holder.pop(path[-1], None)
    else:
        holder[path[-1]] = copy.deepcopy(value)
    return data


def is_block(text: str, field: str) -> bool:
    root = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.BaseLoader)
    return any(key.value == field and not value.flow_style for key, value in root.value)


def an_edit(draw: Any, data: Any) -> tuple[tuple[str, ...], Any]:
    path = draw(st.sampled_from(paths(data)))
    holder = data
    for name in path:
        holder = holder[int(name)] if isinstance(holder, list) else holder[name]
    if isinstance(holder, dict) and draw(st.booleans()):
        path = (*path, draw(names))
    elif isinstance(holder, list) and draw(st.booleans()):
        path = (*path, str(len(holder)))
    elif len(path) > 1 and draw(st.integers(0, 3)) == 0:
        return path, None
    return path, draw(values)


@settings(max_examples=80, deadline=None)
@given(st.data(), documents())
def test_an_edit_changes_the_data_as_meant_and_no_line_of_another_entry(
    draws: Any, document: tuple[dict[str, Any], str]
) -> None:
    data, text = document
    assert load(text, "x.yaml") == data
    path, value = an_edit(draws.draw, data)
    edited = set_many(text, [(path, value, None)])
    assert load(edited, "x.yaml") == put(data, path, value)
    lines, after = text.split("\n"), edited.split("\n")
    entry, others = path[:1], list(data)
    if path[0] == "codes" and len(path) > 2 and is_block(text, "codes"):
        entry, others = path[:2], list(data["codes"])
    start = (line_of(text, entry) or len(lines)) - 1
    if text.endswith("\n") and entry[-1] in others:
        assert after[:start] == lines[:start]
        following = others[others.index(entry[-1]) + 1 :]
        end = line_of(text, (*entry[:-1], following[0])) if following else None
        if end:
            kept = lines[end - 1 :]
            assert after[-len(kept) :] == kept


@settings(max_examples=50, deadline=None)
@given(st.data(), documents())
def test_setting_a_value_and_setting_it_back_gives_the_same_data(
    draws: Any, document: tuple[dict[str, Any], str]
) -> None:
    data, text = document
    path = draws.draw(st.sampled_from(paths(data)))
    old: Any = data
    for name in path:
        old = old[int(name)] if isinstance(old, list) else old[name]
    edited = set_value(text, path, draws.draw(values))
    assert load(set_value(edited, path, old), "x.yaml") == data


@settings(max_examples=50, deadline=None)
@given(st.data(), documents())
def test_edits_one_by_one_and_all_at_once_give_the_same_data(
    draws: Any, document: tuple[dict[str, Any], str]
) -> None:
    data, text = document
    edits = []
    wanted, step = data, text
    for _ in range(draws.draw(st.integers(1, 5))):
        path, value = an_edit(draws.draw, wanted)
        edits.append((path, value, None))
        wanted = put(wanted, path, value)
        step = remove_value(step, path) if value is None else set_value(step, path, value)
        assert load(step, "x.yaml") == wanted
    assert load(set_many(text, edits), "x.yaml") == wanted


@settings(max_examples=100, deadline=None)
@given(values, st.booleans())
def test_what_is_written_reads_as_text_in_any_yaml_reader(value: Any, flow: bool) -> None:
    text = set_value("a: [x]\n" if flow else "a: x\n", ("a",), value)
    loaders = [yaml.SafeLoader] if "\ufeff" not in text[1:] else []
    for loader in (yaml.BaseLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader), *loaders):
        assert yaml.load(text, Loader=loader) == {"a": value}
