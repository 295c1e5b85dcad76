"""Many files as one import: found and told apart, then brought in by one change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from qcode.exchange.intake.taken import Taken
from qcode.exchange.reading.draft import Draft
from qcode.exchange.reading.kinds import kind_of_file
from qcode.study.change import Change
from qcode.study.errors import QcodeError
from qcode.study.problems import Problem
from qcode.study.study import Study

if TYPE_CHECKING:
    from qcode.study.case import CaseTable

TRANSCRIPT, SKIP = "transcript", "skip"
TABLES = ("codebook", "attributes", "cases", "codings")
"""In the order in which they are brought in, after the transcripts."""
Watch: TypeAlias = Callable[[Sequence[Path]], AbstractContextManager[Iterable[Path]]]
"""Gives paths one by one, and may show it."""


def files_below(path: Path) -> Iterator[Path]:
    """The file itself, or every file in the folder by name; what is hidden and links stay out.

    Raises QcodeError when there is nothing at the path.
    """
    if path.is_file():
        yield path
        return
    if not path.exists():
        raise QcodeError(f"There is no file or folder {path}; check its name.")
    for one in sorted(path.iterdir()):
        if one.name.startswith("."):
            continue
        if one.is_file() or (one.is_dir() and not one.is_symlink()):
            yield from files_below(one)


def kind_of(path: Path) -> tuple[str, str]:
    """What a file is to an import, and for one that is skipped the reason."""
    kind = kind_of_file(path)
    if not kind.startswith("skip:"):
        return kind, ""
    if path.suffix.casefold() == ".csv" and _begins_with_case(path):
        return "cases", ""
    return SKIP, kind.removeprefix("skip:")


def _begins_with_case(path: Path) -> bool:
    from qcode.exchange.reading.decode import read_text
    from qcode.exchange.reading.turns_csv import read_header

    try:
        header = read_header(read_text(path)[0])
    except (OSError, QcodeError):
        return False
    return len(header) > 1 and header[0] == "case"


@dataclass
class Brought:
    """What an import would do: the change, what is in it, and what could not be taken."""

    change: Change
    taken: dict[str, Taken] = field(default_factory=dict)
    """By `transcripts`, `comments` and the kinds of tables."""
    unread: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """Files that cannot be read, then what was left out of others."""
        return [*self.unread, *(p for part in self.taken.values() for p in part.problems)]

    def take(self, name: str, part: Taken) -> None:
        """Counts what one more file brings."""
        before = self.taken.get(name)
        self.taken[name] = _joined(before, part) if before else part


def unread(path: Path, error: Exception) -> Problem:
    """That a file cannot be read, and why."""
    return Problem(str(path), str(error).removeprefix(f"{path.name}: "))


def bring_in(
    study: Study,
    coder: str,
    drafts: Sequence[Draft],
    tables: Mapping[str, Sequence[Path]],
    *,
    comments: str = "skip",
    at: str,
    watch: Watch = nullcontext,
) -> Brought:
    """One change for all; each step builds on the study that the one before made.

    `tables` are paths by kind; `comments` of a word processor become a `code`, a `memo`, or are
    left out (`skip`). The paths of a kind are read from `watch`, which can show how far that is.
    A table that cannot be read is listed, and the others come in. Nothing is written here.
    """
    from qcode.exchange.intake.transcripts import take_comments, take_transcripts

    found = Brought(Change("", ()))
    present = study

    def step(name: str, part: Taken) -> None:
        nonlocal present
        found.take(name, part)
        present = present.apply(part.change)

    if drafts:
        step("transcripts", take_transcripts(present, drafts))
    if comments != "skip" and any(d.comments for d in drafts):
        as_codes = comments == "code"
        step("comments", take_comments(present, drafts, coder, as_codes=as_codes, at=at))
    for kind in TABLES:
        with watch(tables.get(kind, ())) as paths:
            for path in paths:
                try:
                    step(kind, _taken(present, kind, path, coder, at))
                except QcodeError as error:
                    found.unread.append(unread(path, error))
    names = [d.source for d in drafts] + [p.name for kind in TABLES for p in tables.get(kind, ())]
    what = f"import {names[0]}" if len(names) == 1 else f"import {len(names)} files"
    puts = tuple(put for part in found.taken.values() for put in part.change.puts)
    found.change = Change(what, puts)
    return found


def _taken(study: Study, kind: str, path: Path, coder: str, at: str) -> Taken:
    """What a table brings to the study as it is by now."""
    from qcode.exchange.intake.codes import take_codebook
    from qcode.exchange.intake.codings import take_codings
    from qcode.exchange.intake.transcripts import take_attributes, take_cases
    from qcode.exchange.tables.incoming import (
        read_attributes_csv,
        read_codebook_csv,
        read_codings_csv,
    )

    if kind == "codebook":
        return take_codebook(study, read_codebook_csv(path), path.name)
    if kind == "attributes":
        return take_attributes(study, read_attributes_csv(path), path.name)
    if kind == "cases":
        return take_cases(study, _cases(path), path.name)
    return take_codings(study, read_codings_csv(path), path.name, coder, at=at)


def _cases(path: Path) -> CaseTable:
    from qcode.exchange.reading.decode import read_bytes
    from qcode.files.cases import read_cases

    return read_cases(read_bytes(path), path.name)


def _joined(one: Taken, other: Taken) -> Taken:
    return replace(
        one,
        change=Change(one.change.what, (*one.change.puts, *other.change.puts)),
        added=(*one.added, *other.added),
        unchanged=one.unchanged + other.unchanged,
        created=(*one.created, *other.created),
        notes=(*one.notes, *other.notes),
        problems=(*one.problems, *other.problems),
    )
