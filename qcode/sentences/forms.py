"""Finds the form of a sentence and says it in the language of the interface."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from string import Formatter

from qcode.i18n import N_, TERMS, t, term

_NUMBERS = frozenset({"n", "count", "size", "most"})
_INNER = frozenset({"what", "error", "reason", "subject", "field", "sentence"})
"""Fields that hold a sentence or a word with a form of its own."""
_KIND = "kind"
"""A field that holds one of the field's own words, such as memo."""
_NONE = (N_("none"), N_("none yet"))
_LISTS = frozenset({"names", "place"})
"""Fields that may hold a list, which may be cut."""
_CUT = re.compile(r"(?P<names>.+) and (?P<n>[0-9]+) more", re.DOTALL)
_PLACED = re.compile(r"(?P<file>.+?)(?:, (?P<unit>line|byte) (?P<n>\d+))?: (?P<rest>.+)", re.DOTALL)
_PLACES = {
    "line": N_("{file}, line {n}: {rest}"),
    "byte": N_("{file}, byte {n}: {rest}"),
}


@dataclass(frozen=True)
class Form:
    """A sentence as the lower rooms form it (`heard`), and the message that is shown for it.

    In both, `{name}` is a value, but for the terms of `qcode.i18n`, which are heard in English.
    A form `about` a file continues its name, as in `ch.md is empty.`
    """

    heard: str
    message: str
    about: bool = False

    def parts(self) -> list[tuple[str, str]]:
        """What is heard, as literal text and the name of the field behind it, or ''."""
        parts: list[tuple[str, str]] = [("", "")]
        for literal, name, _, _ in Formatter().parse(self.heard):
            parts[-1] = (parts[-1][0] + literal, parts[-1][1])
            if name is None:
                continue
            if name[:1].lower() + name[1:] in TERMS:
                parts[-1] = (parts[-1][0] + name, "")
            else:
                parts[-1] = (parts[-1][0], name)
                parts.append(("", ""))
        return parts

    def anchor(self) -> str:
        """The longest literal text of the form: a sentence without it is of another one."""
        return max((literal for literal, _ in self.parts()), key=len)

    def weight(self) -> tuple[int, int]:
        """How many characters are literal, at the beginning and in all.

        Of two forms that fit, the weightier one is meant.
        """
        parts = self.parts()
        return len(parts[0][0]), sum(len(literal) for literal, _ in parts)


@cache
def _pattern(form: Form) -> re.Pattern[str]:
    found = r"(?:(?P<_file>.+?) )?" if form.about else ""
    seen: set[str] = set()
    for literal, name in form.parts():
        found += re.escape(literal)
        if name in seen:
            found += f"(?P={name})"
        elif name:
            found += f"(?P<{name}>{r'[0-9][0-9.,]*' if name in _NUMBERS else '.*?'})"
            seen.add(name)
    return re.compile(found, re.DOTALL)


def form(entry: str | tuple[str, str], *, about: bool = False) -> Form:
    """A form from an entry of a table: what is heard, with what is shown where it differs."""
    heard, message = (entry, entry) if isinstance(entry, str) else entry
    return Form(heard, message, about)


def all_forms() -> list[Form]:
    """The forms of all tables, the weightiest first."""
    from qcode.sentences import (
        of_changes,
        of_codebooks,
        of_commands,
        of_disks,
        of_files,
        of_intake,
        of_studies,
        of_suggestions,
        of_yaml,
    )

    tables = (
        of_changes.FORMS,
        of_codebooks.FORMS,
        of_commands.FORMS,
        of_disks.FORMS,
        of_files.FORMS,
        of_intake.FORMS,
        of_studies.FORMS,
        of_suggestions.FORMS,
        of_yaml.FORMS,
    )
    found = [form(entry) for table in tables for entry in table]
    for table in (of_files.ABOUT_A_FILE, of_intake.ABOUT_A_FILE):
        found += [form(entry, about=True) for entry in table]
    return sorted(found, key=Form.weight, reverse=True)


@cache
def _forms() -> tuple[tuple[str, Form], ...]:
    """Each form behind its anchor; read when something is said for the first time."""
    return tuple((one.anchor(), one) for one in all_forms())


def translated(sentence: str) -> str | None:
    """The sentence in the language in use, or None where it has no known form.

    A sentence may stand behind the file and the line it is about, and may lack its full stop.
    """
    found = _by_form(sentence)
    if found is None and sentence.endswith("."):
        found = _by_form(sentence[:-1])
        found = found if found is None else f"{found}."
    return _placed(sentence) if found is None else found


def _by_form(sentence: str) -> str | None:
    for anchor, one in _forms():
        if anchor in sentence and (match := _pattern(one).fullmatch(sentence)):
            values = _values(match.groupdict())
            if values is not None:
                file = values.pop("_file", "")
                shown = t(one.message, **values)
                if file == "it":
                    return t("it {rest}", rest=shown)
                return f"{file} {shown}" if file else shown
    return None


def _values(given: dict[str, str | None]) -> dict[str, str] | None:
    """The values of a form's fields, inner sentences translated; None where one is no sentence."""
    values: dict[str, str] = {}
    for name, value in given.items():
        inner = _inner(name, value or "")
        if inner is None:
            return None
        values[name] = inner
    return values


def _inner(name: str, value: str) -> str | None:
    """What stands in a field, translated where it has a form or is a word of the field."""
    if name in _INNER and value:
        found = translated(value)
        if found is None and (whole := translated(f"{value}.")) is not None:
            found = whole.removesuffix(".")
        return value if found is None and name != "sentence" else found
    if name == _KIND and value in TERMS:
        return term(value)
    if name in _LISTS:
        if value in _NONE:
            return t(value)
        if cut := _CUT.fullmatch(value):
            return t("{names} and {n} more", **cut.groupdict())
    return value


def _placed(sentence: str) -> str | None:
    match = _PLACED.fullmatch(sentence)
    if match is None:
        return None
    rest = translated(match["rest"])
    if rest is None:
        return None
    if match["unit"] is None:
        return f"{match['file']}: {rest}"
    return t(_PLACES[match["unit"]], file=match["file"], n=match["n"], rest=rest)
