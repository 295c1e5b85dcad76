"""Many files as one import: found and told apart, then brought in by one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.exchange.draft import Draft
from qcode.exchange.kinds import kind_of_file
from qcode.exchange.taken import Taken
from qcode.study.change import Change
from qcode.study.errors import QcodeError
from qcode.study.problems import Problem
from qcode.study.study import Study

if TYPE_CHECKING:
    from qcode.study.case import CaseTable

TRANSCRIPT, SKIP = "transcript", "skip"
TABLES = ("codebook", "attributes", "cases", "codings")
"""In the order in which they are brought in, after the transcripts."""


def files_below(path: Path) -> Iterator[Path]:
    """The file itself, or every file in the folder by name; what is hidden and links stay out."""
    if path.is_file():
        yield path
        return
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
    from qcode.exchange.decode import read_text
    from qcode.exchange.turns_csv import read_header

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


def bring_in(
    study: Study,
    coder: str,
    drafts: Sequence[Draft],
    tables: Mapping[str, Sequence[Path]],
    *,
    comments: str = "skip",
    at: str,
) -> Brought:
    """One change for all; each step builds on the study that the one before made.

    `tables` are paths by kind; `comments` of a word processor become a `code`, a `memo`, or are
    left out (`skip`). Nothing is written here.
    """
    from qcode.exchange import intake, tables_in

    found = Brought(Change("", ()))
    present = study

    def step(name: str, part: Taken) -> None:
        nonlocal present
        before = found.taken.get(name)
        found.taken[name] = _joined(before, part) if before else part
        present = present.apply(part.change)

    if drafts:
        step("transcripts", intake.take_transcripts(present, drafts))
    if comments != "skip" and any(d.comments for d in drafts):
        as_codes = comments == "code"
        step("comments", intake.take_comments(present, drafts, coder, as_codes=as_codes, at=at))
    steps: dict[str, Callable[[Path], Taken]] = {
        "codebook": lambda p: intake.take_codebook(present, tables_in.read_codebook_csv(p), p.name),
        "attributes": lambda p: intake.take_attributes(
            present, tables_in.read_attributes_csv(p), p.name
        ),
        "cases": lambda p: intake.take_cases(present, _cases(p), p.name),
        "codings": lambda p: intake.take_codings(
            present, tables_in.read_codings_csv(p), p.name, coder, at=at
        ),
    }
    for kind in TABLES:
        for path in tables.get(kind, ()):
            try:
                step(kind, steps[kind](path))
            except QcodeError as error:
                message = str(error).removeprefix(f"{path.name}: ")
                found.unread.append(Problem(path.name, message))
    names = [d.name for d in drafts] + [p.name for kind in TABLES for p in tables.get(kind, ())]
    what = f"import {names[0]}" if len(names) == 1 else f"import {len(names)} files"
    puts = tuple(put for part in found.taken.values() for put in part.change.puts)
    found.change = Change(what, puts)
    return found


def _cases(path: Path) -> CaseTable:
    from qcode.exchange.decode import read_bytes
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
