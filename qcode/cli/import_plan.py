"""The files of an import: found, told apart, read in order, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qcode.cli.common import say
from qcode.i18n import n_, t
from qcode.study.errors import QcodeError
from qcode.study.problems import Problem

if TYPE_CHECKING:
    from qcode.exchange.taken import Taken

ORDER = ("transcript", "codebook", "attributes", "cases", "codings")
_MOST = 20


@dataclass
class Sorted:
    """Paths by what they are, and those that are left out with the reason."""

    by_kind: dict[str, list[Path]] = field(default_factory=lambda: {k: [] for k in ORDER})
    skipped: list[tuple[Path, str]] = field(default_factory=list)


def sort_files(paths: Iterable[Path], kind: str | None = None) -> Sorted:
    """Every file under the paths by its kind, folders in the order of their names."""
    found = Sorted()
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise QcodeError(f"There is no file or folder {path}; check its name.")
        for file in [path] if path.is_file() else _files_below(path):
            real = file.resolve()
            if real in seen:
                continue
            seen.add(real)
            what = kind if kind and path.is_file() else _kind_of(file)
            if what.startswith("skip:"):
                found.skipped.append((file, what.removeprefix("skip:")))
            else:
                found.by_kind[what].append(file)
    return found


def _files_below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files_below(path)
        elif path.is_file():
            yield path


def _kind_of(path: Path) -> str:
    from qcode.exchange.kinds import kind_of_file

    kind = kind_of_file(path)
    if kind.startswith("skip:") and path.suffix.casefold() == ".csv" and _begins_with_case(path):
        return "cases"
    return kind


def _begins_with_case(path: Path) -> bool:
    from qcode.exchange.decode import read_text
    from qcode.exchange.turns_csv import read_header

    try:
        header = read_header(read_text(path)[0])
    except (OSError, QcodeError):
        return False
    return len(header) > 1 and header[0] == "case"


@dataclass
class Report:
    """What an import did, for eyes and for scripts."""

    taken: dict[str, Taken] = field(default_factory=dict)
    skipped: list[tuple[Path, str]] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """What could not be taken: files that cannot be read, then rows and transcripts."""
        return [*self.unread, *(p for part in self.taken.values() for p in part.problems)]

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
                for name, part in self.taken.items()
            },
            "skipped": [{"file": str(path), "reason": reason} for path, reason in self.skipped],
            "problems": [
                {"file": p.file, "line": p.line, "message": p.message} for p in self.problems
            ],
        }

    def say(self) -> None:
        """Everything, on the standard error."""
        for path, reason in self.skipped:
            say(t("Skipped {path}: {reason}.", path=path, reason=reason))
        for name, part in self.taken.items():
            say(_counted(name, part))
            if part.created:
                say(
                    t(
                        "  New {codes}, proposed and without a definition: {names}",
                        names=", ".join(part.created),
                    )
                )
            _say_some([f"  {note}" for note in part.notes])
        _say_some([t("Left out: {problem}", problem=p) for p in self.problems])


def _say_some(lines: list[str]) -> None:
    for line in lines[:_MOST]:
        say(line)
    if len(lines) > _MOST:
        say(t("  … and {more} more (--json lists all).", more=len(lines) - _MOST))


def _counted(name: str, part: Taken) -> str:
    count = len(part.added)
    said = {
        "transcripts": lambda: n_("{n} {transcript} added", "{n} {transcripts} added", count),
        "codebook": lambda: n_("{n} {code} added", "{n} {codes} added", count),
        "attributes": lambda: n_(
            "Attributes set in {n} {transcript}", "Attributes set in {n} {transcripts}", count
        ),
        "cases": lambda: n_(
            "Attributes set for {n} {participant}", "Attributes set for {n} {participants}", count
        ),
        "codings": lambda: n_("{n} {coding} added", "{n} {codings} added", count),
        "comments": lambda: n_("{n} comment taken", "{n} comments taken", count),
    }[name]()
    if part.unchanged:
        said += ", " + n_("{n} there already", "{n} there already", part.unchanged)
    return said + "."
