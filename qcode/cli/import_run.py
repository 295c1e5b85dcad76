"""One import: files read in order, each step building on the study that the one before made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from qcode.cli.common import on_terminal, say
from qcode.cli.import_plan import Report, Sorted
from qcode.cli.speakers import Roles
from qcode.i18n import n_, t
from qcode.study.change import Change
from qcode.study.errors import QcodeError
from qcode.study.problems import Problem

if TYPE_CHECKING:
    from qcode.exchange.draft import Draft
    from qcode.exchange.taken import Taken
    from qcode.study.case import CaseTable
    from qcode.study.study import Study

_Value = TypeVar("_Value")


@dataclass
class Choices:
    """What the command line says on transcripts."""

    roles: Roles = field(default_factory=Roles)
    kind: str | None = None
    name: str | None = None
    comments: str | None = None


class Import:
    """Reads the files and builds the change that brings them in; nothing is written here."""

    def __init__(self, study: Study, coder: str, choices: Choices, files: Sorted) -> None:
        self.study = study
        self.coder = coder
        self.choices = choices
        self.files = files
        self.report = Report(skipped=files.skipped)

    def run(self) -> Change:
        """The one change of the whole import; the report says what is in it."""
        from qcode.exchange import intake, tables_in
        from qcode.study.clock import now

        at = now()
        self._transcripts(at)
        for path, codes in self._read("codebook", tables_in.read_codebook_csv):
            self._step("codebook", intake.take_codebook(self.study, codes, path.name))
        for path, rows in self._read("attributes", tables_in.read_attributes_csv):
            self._step("attributes", intake.take_attributes(self.study, rows, path.name))
        for path, cases in self._read("cases", _read_cases):
            self._step("cases", intake.take_cases(self.study, cases, path.name))
        for path, codings in self._read("codings", tables_in.read_codings_csv):
            taken = intake.take_codings(self.study, codings, path.name, self.coder, at=at)
            self._step("codings", taken)
        return Change(
            self._what(),
            tuple(put for part in self.report.taken.values() for put in part.change.puts),
        )

    def _what(self) -> str:
        sources = [p.name for paths in self.files.by_kind.values() for p in paths]
        return f"import {sources[0]}" if len(sources) == 1 else f"import {len(sources)} files"

    def _step(self, name: str, taken: Taken) -> None:
        """Counts what a file brings and lets the next one build on it."""
        before = self.report.taken.get(name)
        self.report.taken[name] = _joined(before, taken) if before else taken
        self.study = self.study.apply(taken.change)

    def _transcripts(self, at: str) -> None:
        from qcode.exchange import intake

        drafts = [draft for _, draft in self._read("transcript", self._draft)]
        if not drafts:
            return
        there = self.study.transcripts
        settled = []
        for draft in drafts:
            new = draft.name not in there
            settled.append(self.choices.roles.settle(draft) if new else draft)
        self._say_unused_labels(settled)
        self._step("transcripts", intake.take_transcripts(self.study, settled))
        mode = self._comments_mode(sum(len(d.comments) for d in settled))
        if mode != "skip":
            taken = intake.take_comments(
                self.study, settled, self.coder, as_codes=mode == "code", at=at
            )
            self._step("comments", taken)

    def _draft(self, path: Path) -> Draft:
        from qcode.exchange.draft import read_draft, with_speakers
        from qcode.files.layout import safe_name

        choices = self.choices
        draft = read_draft(path, mapping=choices.roles.mapping or None)
        if choices.kind:
            draft = with_speakers(draft, {}, kind=choices.kind)
        if choices.name:
            draft = replace(draft, name=safe_name(choices.name, "transcript"))
        return draft

    def _say_unused_labels(self, drafts: Sequence[Draft]) -> None:
        used = {s.label.casefold() for draft in drafts for s in draft.speakers}
        for label in self.choices.roles.given:
            if label and label.casefold() not in used:
                say(t("No line begins with the label “{label}:”.", label=label))

    def _comments_mode(self, count: int) -> str:
        if not count or self.choices.comments == "skip":
            return "skip"
        if self.choices.comments:
            return self.choices.comments
        found = n_("{n} comment of Word", "{n} comments of Word", count)
        if not on_terminal():
            say(t("{found} left out; --comments code or memo takes them.", found=found))
            return "skip"
        kinds = click.Choice(["code", "memo", "skip"])
        return str(
            click.prompt(t("Take {found} as", found=found), type=kinds, default="code", err=True)
        )

    def _read(self, kind: str, reader: Callable[[Path], _Value]) -> list[tuple[Path, _Value]]:
        """The files of a kind, read; one that cannot be read is listed and left out."""
        found = []
        paths = self.files.by_kind[kind]
        with click.progressbar(
            paths, label=t("Reading"), file=sys.stderr, hidden=not _slow(paths)
        ) as bar:
            for path in bar:
                try:
                    found.append((path, reader(path)))
                except QcodeError as error:
                    message = str(error).removeprefix(f"{path.name}: ")
                    self.report.unread.append(Problem(str(path), message))
        return found


def _slow(paths: Sequence[Path]) -> bool:
    """Whether reading takes long enough for a bar, on a terminal that can draw one."""
    return sys.stderr.isatty() and sum(p.stat().st_size for p in paths) > 2_000_000


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


def _read_cases(path: Path) -> CaseTable:
    from qcode.exchange.decode import read_bytes
    from qcode.files.cases import read_cases

    return read_cases(read_bytes(path), path.name)
