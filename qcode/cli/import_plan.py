"""The files of an import, told apart, and what became of each, for eyes and for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qcode.cli.common import say
from qcode.i18n import t
from qcode.sentences import said
from qcode.study.problems import Problem

if TYPE_CHECKING:
    from qcode.exchange.intake.batch import Brought

_MOST = 20


@dataclass
class Sorted:
    """Paths by what they are, and those that are left out with the reason."""

    by_kind: dict[str, list[Path]] = field(default_factory=dict)
    skipped: list[tuple[Path, str]] = field(default_factory=list)


def sort_files(paths: Iterable[Path]) -> Sorted:
    """Every file under the paths by its kind, folders in the order of their names."""
    from qcode.exchange.intake.batch import SKIP, files_below, kind_of

    found = Sorted()
    seen: set[Path] = set()
    for path in paths:
        for file in files_below(path):
            real = file.resolve()
            if real in seen:
                continue
            seen.add(real)
            kind, reason = kind_of(file)
            if kind == SKIP:
                found.skipped.append((file, reason))
            else:
                found.by_kind.setdefault(kind, []).append(file)
    return found


@dataclass
class Report:
    """What an import did, for eyes and for scripts."""

    brought: Brought
    skipped: Sequence[tuple[Path, str]]
    unread: Sequence[Problem]
    """Transcripts that cannot be read."""

    @property
    def problems(self) -> list[Problem]:
        """What could not be taken: files that cannot be read, then rows and transcripts."""
        return [*self.unread, *self.brought.problems]

    def plain(self, *, dry_run: bool) -> dict[str, Any]:
        """As JSON-able data."""
        return {
            "dry_run": dry_run,
            "taken": {
                name: {
                    "added": len(part.added)
                    if name in {"codings", "comments"}
                    else list(part.added),
                    "unchanged": part.unchanged,
                    "created_codes": list(part.created),
                    "notes": list(part.notes),
                }
                for name, part in self.brought.taken.items()
            },
            "skipped": [{"file": str(path), "reason": reason} for path, reason in self.skipped],
            "problems": [
                {"file": p.file, "line": p.line, "message": p.message} for p in self.problems
            ],
        }

    def say(self) -> None:
        """Everything, on the standard error."""
        from qcode.exchange.intake.said import counted, created

        for path, reason in self.skipped:
            say(t("Skipped {path}: {reason}.", path=path, reason=said(reason)))
        for name, part in self.brought.taken.items():
            say(f"{counted(name, part)}.")
            if made := created(part):
                say(f"  {made}")
            _say_some([f"  {said(note)}" for note in part.notes])
        _say_some([t("Left out: {problem}", problem=said(p)) for p in self.problems])


def _say_some(lines: list[str]) -> None:
    for line in lines[:_MOST]:
        say(line)
    if len(lines) > _MOST:
        say(t("  … and {more} more (--json lists all).", more=len(lines) - _MOST))
