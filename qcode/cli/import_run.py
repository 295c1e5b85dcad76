"""One import: transcripts read and asked about, then everything brought in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qcode.cli.common import on_terminal, say
from qcode.cli.import_plan import Report, Sorted
from qcode.cli.speakers import Roles
from qcode.i18n import n_, t
from qcode.study.errors import QcodeError
from qcode.study.problems import Problem

if TYPE_CHECKING:
    from qcode.exchange.reading.draft import Draft
    from qcode.study.study import Study

_MUCH = 2_000_000
"""Bytes that take long enough for a bar."""


@dataclass
class Choices:
    """What the command line says on transcripts."""

    roles: Roles = field(default_factory=Roles)
    kind: str | None = None
    name: str | None = None
    comments: str | None = None


class Import:
    """Reads transcripts, asks what is to be asked, and has all brought in; writes nothing."""

    def __init__(self, study: Study, coder: str, choices: Choices, files: Sorted) -> None:
        self.study = study
        self.coder = coder
        self.choices = choices
        self.files = files

    def run(self) -> Report:
        """The whole import: its one change, and what there is to say."""
        from qcode.exchange.intake.batch import TABLES, bring_in
        from qcode.study.clock import now

        drafts, unread = self._drafts()
        comments = self._comments_mode(sum(len(d.comments) for d in drafts))
        tables = {kind: self.files.by_kind.get(kind, ()) for kind in TABLES}
        brought = bring_in(
            self.study, self.coder, drafts, tables, comments=comments, at=now(), watch=_bar
        )
        return Report(brought, self.files.skipped, unread)

    def _drafts(self) -> tuple[list[Draft], list[Problem]]:
        """The transcripts with their speakers settled, and those that cannot be read."""
        from qcode.exchange.intake.batch import TRANSCRIPT, unread

        drafts, problems = [], []
        with _bar(self.files.by_kind.get(TRANSCRIPT, ())) as paths:
            for path in paths:
                try:
                    drafts.append(self._draft(path))
                except QcodeError as error:
                    problems.append(unread(path, error))
        there = self.study.transcripts
        drafts = [d if d.name in there else self.choices.roles.settle(d) for d in drafts]
        if drafts:
            self._say_unused_labels(drafts)
        return drafts, problems

    def _draft(self, path: Path) -> Draft:
        from qcode.exchange.reading.draft import read_draft, with_speakers
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


def _bar(paths: Sequence[Path]) -> AbstractContextManager[Iterable[Path]]:
    """The paths, with a bar where reading takes long on a terminal that can draw one."""
    slow = sys.stderr.isatty() and sum(p.stat().st_size for p in paths) > _MUCH
    return click.progressbar(paths, label=t("Reading"), file=sys.stderr, hidden=not slow)
