"""What is wrong with a text that is not YAML, in a sentence that says what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

_MARKS = ("<<<<<<<", "=======", ">>>>>>>")
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Spot:
    """What the parser says, where it stopped, and where that began (a quote, a bracket, a key)."""

    problem: str
    text: str
    index: int
    opened: int

    @property
    def char(self) -> str:
        return self.text[self.index : self.index + 1]

    @property
    def before(self) -> str:
        return self.text[self.text.rfind("\n", 0, self.index) + 1 : self.index]

    def line(self, index: int) -> str:
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        return self.text[start : end if end >= 0 else len(self.text)].strip()


def conflict(text: str) -> str:
    """Where the conflict markers of git stand, as a sentence with its line; empty without any."""
    behind = "\n" + text
    found = []
    for mark in _MARKS:
        at = behind.find("\n" + mark)
        while at >= 0:
            if behind[at + 8 : at + 9] in ("", " ", "\n", "\r"):
                found.append(text.count("\n", 0, at) + 1)
                break
            at = behind.find("\n" + mark, at + 1)
    if not found:
        return ""
    return (
        f"line {min(found)}: here begin the conflict markers of git (<<<<<<<, =======, >>>>>>>); "
        "keep one side and delete the markers"
    )


def explain(error: Exception, text: str) -> str:
    """The sentence for an error of the YAML parser, beginning with its line."""
    if isinstance(error, yaml.MarkedYAMLError):
        index = _index(error.problem_mark, error.context_mark)
        opened = _index(error.context_mark, error.problem_mark)
        problem = f"{error.context or ''} {error.problem or ''}".strip()
        at, sentence = _marked(_Spot(problem, text, index, opened))
    else:
        at, sentence = _unreadable(text)
    return f"line {text.count(chr(10), 0, at) + 1}: {sentence}"


def _index(*marks: Any) -> int:
    return next((int(mark.index) for mark in marks if mark is not None), 0)


def _unreadable(text: str) -> tuple[int, str]:
    found = _UNREADABLE.search(text)
    if not found:
        return 0, "the file cannot be read as YAML; save it as text in UTF-8"
    return found.start(), (
        f"the invisible character U+{ord(found[0]):04X} cannot stand in YAML; delete it"
    )


def _marked(spot: _Spot) -> tuple[int, str]:
    if spot.char == "\t" and not spot.before.strip():
        return spot.index, "a tab indents this line; use spaces"
    for words, at_opening, say in _CASES:
        if all(word in spot.problem for word in words):
            return spot.opened if at_opening else spot.index, say(spot)
    if "flow node" in spot.problem and not spot.text[spot.index :].strip():
        at = max(spot.text.rfind("["), spot.text.rfind("{"))
        return at, f"the bracket {spot.text[at]} that opens here is never closed"
    for at in (spot.index, spot.opened, spot.index - 1):
        char = spot.text[at : at + 1]
        if char and char in "@`%&*!|>,]}[{?-:":
            return at, f"a text cannot begin with {char} here; put it in quotes"
    return spot.index, f"this is not YAML ({spot.problem}); compare it with the lines above"


def _open_quote(spot: _Spot) -> str:
    return f"the quote {spot.text[spot.opened : spot.opened + 1]} that opens here is never closed"


def _open_bracket(spot: _Spot) -> str:
    mark, close = ("[", "]") if "flow sequence" in spot.problem else ("{", "}")
    return (
        f"the bracket {mark} that opens here is never closed; add {close}, put a comma "
        "between its items, or put a text with brackets in quotes"
    )


def _no_colon(spot: _Spot) -> str:
    line = spot.line(spot.opened)
    if missing := re.match(r"([^\s:]+):(\S.*)", line):
        return f"a space is missing after the colon; write “{missing[1]}: {missing[2][:40]}”"
    return (
        f"“{line[:40]}” has no colon; write “name: text”, or indent it to continue the text above"
    )


def _colon_too_many(spot: _Spot) -> str:
    if re.search(r":\s", spot.before):
        return "the text holds a colon followed by a space; put the text in quotes"
    return (
        f"“{spot.line(spot.index)[:40]}” cannot stand below the line above; align it with the "
        "field that it follows, or put a text with a colon in quotes"
    )


def _no_key(spot: _Spot) -> str:
    if spot.before.strip():
        return (
            f"“{spot.char}” follows a closing quote or bracket; delete what follows it, or put the "
            "whole text in quotes, each quote within it doubled"
        )
    if spot.char == "-":
        return "an item of a list stands among fields; indent it below the field it belongs to"
    return (
        f"“{spot.line(spot.index)[:40]}” is indented like none of the lines above; "
        "align it with its neighbours"
    )


def _always(sentence: str) -> Callable[[_Spot], str]:
    return lambda _: sentence


_NO_ITEM = _always(
    "this line is no item of the list above; begin it with “- ” or align it with the field it "
    "belongs to"
)
_ENDED = _always("the document has ended above; delete the line of --- or ... before this one")
DEEPEST = 100
"""How deep a file may nest; libyaml gives up at a depth of its own."""
TOO_DEEP = f"nested more than {DEEPEST} levels deep; flatten it"

_CASES: tuple[tuple[tuple[str, ...], bool, Callable[[_Spot], str]], ...] = (
    # words that the parser says (libyaml or the one in Python), whether to point at the opening
    ((" tab ",), False, _always("a tab indents this line; use spaces")),
    (("nesting depth",), False, _always(TOO_DEEP)),
    (("quoted scalar", "end of stream"), True, _open_quote),
    (
        ("unknown escape",),
        False,
        _always("a backslash within double quotes begins an escape; write it twice, or use '…'"),
    ),
    (("flow sequence",), True, _open_bracket),
    (("flow mapping",), True, _open_bracket),
    (("could not find expected ':'",), True, _no_colon),
    (("mapping values are not allowed",), False, _colon_too_many),
    (
        ("sequence entries are not allowed",),
        False,
        _always("a list begins on a line of its own; put “- …” on the next line, or use quotes"),
    ),
    (("expected '-'",), False, _NO_ITEM),
    (("block collection", "expected <block end>"), False, _NO_ITEM),
    (("expected <block end>",), False, _no_key),
    (("did not find expected key",), False, _no_key),
    (
        ("block scalar",),
        False,
        _always("after | or > nothing may follow in this line; write the text below, indented"),
    ),
    (("document start",), False, _ENDED),
)
