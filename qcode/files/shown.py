"""The record of suggestions shown: JSON lines, one file for each coder and transcript, appended.

It is no part of the study's codings: nothing is read from it but the account of suggestions, and
losing it costs that account alone.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from qcode.files.atomic import append, read_bytes
from qcode.files.journal import close_torn_line
from qcode.files.layout import SUGGESTED, shown_file, transcript_file
from qcode.study.change import Change
from qcode.study.errors import QcodeError
from qcode.study.shown import Record, Shown, shown_from_plain, shown_to_plain

MOST_WAITING = 1000
"""Where the disk takes nothing, the oldest of more are let go: they are worth no memory."""


class Notes:
    """What was shown and waits to be written; noted on one thread, written on another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[tuple[str, Shown]] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, transcript: str, shown: Shown) -> None:
        """Keeps it in memory; touches no file."""
        with self._lock:
            self._waiting = [*self._waiting, (transcript, shown)][-MOST_WAITING:]

    def write(self, root: Path, coder: str) -> None:
        """Appends what waits; what the disk refuses waits on, and nobody is alarmed."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        by_transcript: dict[str, list[Shown]] = {}
        for transcript, shown in waiting:
            by_transcript.setdefault(transcript, []).append(shown)
        for transcript, some in by_transcript.items():
            try:
                append_shown(root, coder, transcript, some)
            except (QcodeError, OSError):
                with self._lock:
                    refused = [(transcript, shown) for shown in some]
                    self._waiting = [*refused, *self._waiting][-MOST_WAITING:]


def append_shown(root: Path, coder: str, transcript: str, shown: Sequence[Shown]) -> None:
    """Appends lines, on a line of their own after a torn one; none for a removed transcript."""
    if not (root / transcript_file(transcript)).exists():
        return
    path = root / shown_file(coder, transcript)
    close_torn_line(path)
    append(path, _lines(shown), sync=False)


def _lines(shown: Iterable[Shown]) -> bytes:
    return b"".join(msgspec.json.encode(shown_to_plain(one)) + b"\n" for one in shown)


def read_shown(root: Path, coder: str | None = None) -> Record:
    """The whole record, or one coder's; lines that cannot be read are counted and passed over."""
    lines: list[tuple[str, str, Shown]] = []
    unreadable = 0
    for path in _files(root):
        if coder not in (None, path.parent.name):
            continue
        try:
            data = read_bytes(path) or b""
        except OSError:
            unreadable += 1
            continue
        for line in data.split(b"\n"):
            if not line.strip():
                continue
            try:
                shown = shown_from_plain(msgspec.json.decode(line, type=dict))
            except (msgspec.DecodeError, ValueError, TypeError, KeyError):
                unreadable += 1
                continue
            lines.append((path.parent.name, path.stem, shown))
    return Record(tuple(lines), unreadable)


def _files(root: Path) -> Iterator[Path]:
    for folder in _folders(root):
        with contextlib.suppress(OSError):
            yield from sorted(p for p in folder.iterdir() if p.suffix == ".jsonl" and p.is_file())


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(p for p in (root / SUGGESTED).iterdir() if p.is_dir())
    except OSError:
        return []


def shown_files(root: Path, transcript: str) -> list[str]:
    """Everybody's record about a transcript, relative to the study."""
    found = (folder / f"{transcript}.jsonl" for folder in _folders(root))
    return [path.relative_to(root).as_posix() for path in found if path.is_file()]


def follow(root: Path, change: Change) -> None:
    """Lets the record go along with a transcript that a change renames; done twice it is done."""
    renamed = _renamed(change)
    if renamed is None:
        return
    for file in shown_files(root, renamed[0]):
        path = root / file
        with contextlib.suppress(OSError, QcodeError):
            target = path.with_name(f"{renamed[1]}.jsonl")
            if target.exists():
                close_torn_line(target)
                append(target, path.read_bytes())
                path.unlink()
            else:
                path.replace(target)


def _renamed(change: Change) -> tuple[str, str] | None:
    """The old and the new name, when a change takes one transcript away and puts it back."""
    puts: Mapping[bool, list[tuple[str, object]]] = {True: [], False: []}
    for put in change.puts:
        if put.kind == "transcript":
            puts[put.after is None].append((put.key[0], put.before or put.after))
    gone, made = puts[True], puts[False]
    if len(gone) == len(made) == 1 and gone[0][1] == made[0][1]:
        return gone[0][0], made[0][0]
    return None
