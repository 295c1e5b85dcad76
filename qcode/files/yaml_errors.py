"""What is wrong with a text that is not YAML, in a sentence that says what would be right."""

from __future__ import annotations

import re
from typing import Any

import yaml

_MARKS = ("<<<<<<<", "=======", ">>>>>>>")
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        at, sentence = _marked(error, text, min(index, len(text)), min(opened, len(text)))
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


def _marked(error: yaml.MarkedYAMLError, text: str, index: int, opened: int) -> tuple[int, str]:
    problem = f"{error.context or ''} {error.problem or ''}"
    char = text[index : index + 1]
    line = _line(text, index)
    in_margin = not text[text.rfind("\n", 0, index) + 1 : index].strip()
    if "tab" in problem.split() or (char == "\t" and in_margin):
        return index, "a tab indents this line; use spaces"
    if "quoted scalar" in problem and "end of stream" in problem:
        return opened, f"the quote {text[opened : opened + 1]} that opens here is never closed"
    if "unknown escape" in problem:
        return index, (
            "a backslash within double quotes begins an escape; write it twice or use single quotes"
        )
    if "flow sequence" in problem or "flow mapping" in problem:
        mark, close = ("[", "]") if "flow sequence" in problem else ("{", "}")
        return opened, (
            f"the bracket {mark} that opens here is never closed; add {close}, put a comma "
            "between its items, or put a text with brackets in quotes"
        )
    if "could not find expected ':'" in problem:
        return opened, _no_colon(_line(text, opened))
    if "mapping values are not allowed" in problem:
        return index, _colon_too_many(text, index, line)
    if "block sequence entries are not allowed" in problem:
        return (
            index,
            "a list begins on a line of its own; put “- …” on the next line, or use quotes",
        )
    if "expected '-'" in problem:
        return index, (
            "this line is no item of the list above; begin it with “- ” or align it with the "
            "field it belongs to"
        )
    if "did not find expected key" in problem:
        return index, _no_key(char, line, in_margin=in_margin)
    if "block scalar" in problem:
        return index, "after | or > nothing may follow in this line; write the text below, indented"
    if "document start" in problem or "single document" in problem:
        return index, "the document has ended above; delete the line of --- or ... before this one"
    return _first_character(problem, text, index, opened)


def _first_character(problem: str, text: str, index: int, opened: int) -> tuple[int, str]:
    for at in (index, opened, index - 1):
        char = text[at : at + 1]
        if char and char in "@`%&*!|>,]}[{?-:":
            return at, f"a text cannot begin with {char} here; put it in quotes"
    return index, f"this is not YAML ({problem.strip()}); compare it with the lines above"


def _no_colon(line: str) -> str:
    if missing := re.match(r"([^\s:]+):(\S.*)", line):
        return f"a space is missing after the colon; write “{missing[1]}: {missing[2][:40]}”"
    return (
        f"“{line[:40]}” has no colon; write “name: text”, or indent it to continue the text above"
    )


def _colon_too_many(text: str, index: int, line: str) -> str:
    before = text[text.rfind("\n", 0, index) + 1 : index]
    if re.search(r":\s", before):
        return "the text holds a colon followed by a space; put the text in quotes"
    return (
        f"“{line[:40]}” cannot stand below the line above; align it with the field that it "
        "follows, or put a text with a colon in quotes"
    )


def _no_key(char: str, line: str, *, in_margin: bool) -> str:
    if in_margin and char == "-":
        return "an item of a list stands among fields; indent it below the field it belongs to"
    if in_margin:
        return (
            f"“{line[:40]}” is indented like none of the lines above; align it with its neighbours"
        )
    return (
        f"“{char}” follows a closing quote or bracket; delete what follows it, or put the whole "
        "text in quotes, each quote within it doubled"
    )


def _line(text: str, index: int) -> str:
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    return text[start : end if end >= 0 else len(text)].strip()
