"""What lies on the desk before an import: files, drafts, and what the user said of speakers."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.exchange.intake.batch import Brought
    from qcode.exchange.reading.draft import Draft, SpeakerGuess
    from qcode.study.study import Study

PARTICIPANT = "participant"
UNLABELLED = ""
"""Stands for the lines without a label."""


@dataclass
class Incoming:
    """A file on the desk."""

    path: Path
    shown: str
    """The path as it is listed: below the folder that was given."""
    kind: str
    """transcript, codebook, attributes, cases, codings, or skip."""
    reason: str = ""
    """Why it is skipped or cannot be read."""
    draft: Draft | None = None
    first: Draft | None = None
    """As it was read, with the labels that the user may have taken away since."""
    out: bool = False
    """Left out by the user."""

    @property
    def taken(self) -> bool:
        """Whether the import takes it."""
        return not self.out and not self.reason

    def labels(self) -> list[SpeakerGuess]:
        """The speakers found, with the roles as they are now; an empty role is no speaker."""
        from dataclasses import replace

        if self.draft is None or self.first is None:
            return []
        now = {s.label: s for s in self.draft.speakers}
        listed = {s.label: replace(s, role="", why="") for s in self.first.speakers}
        return list({**listed, **now}.values())


@dataclass
class Desk:
    """The files of one import; reading and building are slow and meant for a thread."""

    files: dict[str, Incoming] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    """What the user said of a label, as it holds for the next files."""
    own: set[tuple[str, str]] = field(default_factory=set)
    """File and label of roles that were given for that file itself."""
    comments: str = "skip"

    def find(self, path: Path) -> list[Incoming]:
        """The files of a path that are not on the desk yet, told apart but not read."""
        from qcode.exchange.intake.batch import files_below, kind_of

        found = []
        for file in files_below(path):
            if str(file.resolve()) not in self.files:
                kind, reason = kind_of(file)
                shown = file.relative_to(path).as_posix() if path.is_dir() else file.name
                found.append(Incoming(file, shown, kind, reason))
        return found

    def read(self, one: Incoming) -> Incoming:
        """Reads a transcript into a draft, with the roles said so far."""
        from qcode.exchange.intake.batch import unread
        from qcode.exchange.reading.draft import read_draft

        if one.kind == "transcript":
            try:
                one.first = read_draft(one.path)
                one.draft = read_draft(one.path, mapping=self.roles) if self.roles else one.first
            except (QcodeError, OSError) as error:
                one.reason = unread(one.path, error).message
        return one

    def put(self, one: Incoming) -> None:
        """Lay it on the desk."""
        self.files[str(one.path.resolve())] = one

    def say_role(self, key: str, label: str, role: str) -> int:
        """The user's word on a label: for this file, and for the others that have the label.

        A case is this file's; elsewhere it means the participant of that file. Returns in how many
        other files it was changed.
        """
        from qcode.exchange.reading.draft import with_speakers

        here = self.files[key]
        if here.draft is None:
            return 0
        if label == UNLABELLED:
            here.draft = with_speakers(here.draft, {}, role)
        else:
            here.draft = with_speakers(here.draft, {label: role})
        self.own.add((key, label))
        general = role if role in {"interviewer", "other", ""} else PARTICIPANT
        if label == UNLABELLED:
            return 0
        self.roles[label] = general
        changed = 0
        for other, file in self.files.items():
            if file.draft is None or (other, label) in self.own:
                continue
            if any(s.label == label and s.role != general for s in file.labels()):
                before = file.draft
                file.draft = with_speakers(before, {label: general})
                changed += file.draft != before
        return changed

    def build(self, study: Study, coder: str, at: str) -> Brought:
        """The change of the whole import, and what is in it."""
        from qcode.exchange.intake.batch import TABLES, bring_in

        chosen = [f for f in self.files.values() if f.taken]
        drafts = [f.draft for f in chosen if f.draft is not None]
        tables = {kind: [f.path for f in chosen if f.kind == kind] for kind in TABLES}
        return bring_in(study, coder, drafts, tables, comments=self.comments, at=at)


def paths_of(typed: str) -> list[Path]:
    """The paths of what was typed or dropped on the terminal, quoted or not."""
    typed = typed.strip()
    if not typed:
        return []
    plain = Path(typed).expanduser()
    if plain.exists():
        return [plain]
    try:
        parts = shlex.split(typed)
    except ValueError:
        parts = [typed]
    found = [Path(part.removeprefix("file://")).expanduser() for part in parts]
    return found if all(p.exists() for p in found) else [plain]


def completed(typed: str) -> tuple[str, Sequence[str]]:
    """The typed path as far as it is certain, and the names that could follow."""
    typed = typed.lstrip()
    if typed == "~":
        return "~/", ()
    folder, _, start = typed.rpartition("/")
    base = Path((folder + "/") if "/" in typed else ".").expanduser()
    try:
        names = sorted(e.name + ("/" if e.is_dir() else "") for e in os.scandir(base))
    except OSError:
        return typed, ()
    fits = [n for n in names if n.startswith(start)]
    if not fits:
        fits = [n for n in names if n.casefold().startswith(start.casefold())]
    fits = [n for n in fits if start.startswith(".") or not n.startswith(".")]
    if not fits:
        return typed, ()
    lead = typed[: len(typed) - len(start)]
    return lead + _shared_start(fits), fits if len(fits) > 1 else ()


def _shared_start(names: Sequence[str]) -> str:
    first, last = min(names), max(names)
    end = next((i for i, c in enumerate(first) if last[i : i + 1] != c), len(first))
    return first[:end]
