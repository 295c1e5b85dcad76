"""Writes that were cut off in the middle by whoever made them, and are still to be completed."""

from __future__ import annotations

from pathlib import Path

from qcode.files import journal, store
from qcode.files.layout import JOURNAL, journal_file, safe_name
from qcode.files.locks import CoderLock
from qcode.files.snapshot import Snapshot, load_study
from qcode.study.errors import QcodeError
from qcode.study.problems import Problem


def cut_off(root: Path) -> dict[str, str]:
    """The coders whose last write is on the disk only in part, each with what it was."""
    found = {}
    for path in sorted((root / JOURNAL).glob("*.jsonl")):
        try:
            entry = journal.unfinished(path)
        except OSError:
            continue
        if entry is not None:
            found[path.stem] = entry.what
    return found


def cut_off_problems(root: Path) -> list[Problem]:
    """The same as findings, for those who only read."""
    return [
        Problem(
            journal_file(coder),
            f"the last write was cut off in the middle ({what}); open the study as {coder} to "
            "complete it.",
        )
        for coder, what in cut_off(root).items()
    ]


def finish_others(snapshot: Snapshot, coder: str) -> tuple[Snapshot, list[str]]:
    """Completes what others left half done here; returns the study and what there is to say.

    Only for those who worked on this machine and have no window open now: elsewhere a synced
    folder may just be on its way. Call it under the write lock.
    """
    said = []
    for other in cut_off(snapshot.root):
        if other == coder:
            continue
        try:
            lock = CoderLock(snapshot.root, safe_name(other, "coder"))
            if not lock.was_taken:
                continue
            lock.acquire()
        except QcodeError:
            continue
        try:
            snapshot, sentence = store.finish(snapshot, other)
            said += [sentence] if sentence else []
        except (QcodeError, OSError):
            snapshot = load_study(snapshot.root, snapshot)  # it stays as it is
        finally:
            lock.release()
    return snapshot, said
