"""The journal of a coder: every change as a line, appended and fsynced, never rewritten."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from qcode.files.atomic import append, read_bytes
from qcode.files.layout import JOURNAL
from qcode.study.change import PUT_KINDS, Change, Put
from qcode.study.errors import QcodeError

_TAIL = 1 << 16


class Entry(msgspec.Struct, omit_defaults=True):
    """A line: a change with the hashes of its files before and after, or a mark about one."""

    id: str = ""
    at: str = ""
    by: str = ""
    what: str = ""
    why: str = ""
    puts: list[tuple[str, list[str], Any, Any]] = []
    files: dict[str, tuple[str, str]] = {}
    undoes: str = ""
    redoes: str = ""
    external: dict[str, str] = {}
    """Files that somebody else changed since my last entry, with the hash that now counts."""
    removes: list[str] = []
    """Files of a transcript that was removed for good; there is no way back."""
    done: str = ""
    """The id of the entry whose files are all in place."""
    failed: str = ""
    """The id of the entry that was taken back because its files could not be written."""

    def change(self) -> Change:
        """The change that the entry holds; a QcodeError when another version wrote it."""
        for kind, key, _, _ in self.puts:
            if len(key) < PUT_KINDS.get(kind, len(key) + 1):
                raise _strange(self.what)
            if kind == "text" and not key[1].isdecimal():
                raise _strange(self.what)
        puts = tuple(Put(k, tuple(key), b, a) for k, key, b, a in self.puts)  # type: ignore[arg-type]  # just checked
        return Change(self.what, puts, self.why)


def _strange(what: str) -> QcodeError:
    return QcodeError(
        f"The journal's entry “{what[:80]}” cannot be read; another version of qcode may have "
        "written it. Use that version to take it back."
    )


class _Skeleton(msgspec.Struct):
    """What the undo history needs of a line; the puts are not decoded."""

    id: str = ""
    what: str = ""
    by: str = ""
    at: str = ""
    undoes: str = ""
    redoes: str = ""
    removes: list[str] = []
    done: str = ""
    failed: str = ""


@dataclass(frozen=True)
class History:
    """Which entries can be undone and redone, and where each lies in the file."""

    undoable: tuple[str, ...] = ()
    redoable: tuple[str, ...] = ()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def entry_of(change: Change, ident: str, at: str, by: str) -> Entry:
    """The entry of a change, its files still to be filled in."""
    return Entry(
        id=ident,
        at=at,
        by=by,
        what=change.what,
        why=change.why,
        puts=[(p.kind, list(p.key), p.before, p.after) for p in change.puts],
        undoes=str(change.extra.get("undoes", "")),
        redoes=str(change.extra.get("redoes", "")),
    )


def write(path: Path, entry: Entry, *, sync: bool = True) -> None:
    """Appends an entry; with `sync` it is on the disk when this returns."""
    append(path, msgspec.json.encode(entry) + b"\n", sync=sync)


def close_torn_line(path: Path) -> bool:
    """Ends a last line that was cut off, so that the next stands by itself; True when it did."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if not size:
                return False
            file.seek(-1, 2)
            if file.read(1) == b"\n":
                return False
    except FileNotFoundError:
        return False
    append(path, b"\n")
    return True


def unfinished(path: Path) -> Entry | None:
    """The last entry, when no line says that its files are in place."""
    line = _last_line(path)
    if not line:
        return None
    try:
        entry = msgspec.json.decode(line, type=Entry)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return entry if entry.id and not entry.done and not entry.failed else None


def _last_line(path: Path) -> bytes:
    """The last line that is whole and no torn one."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            step = _TAIL
            while True:
                start = max(0, size - step)
                file.seek(start)
                lines = [part for part in file.read(size - start).split(b"\n") if part.strip()]
                whole = lines if start == 0 else lines[1:]
                for line in reversed(whole):
                    if line.startswith(b"{") and line.endswith(b"}"):
                        return line
                if start == 0:
                    return b""
                step *= 8
    except FileNotFoundError:
        return b""


def history(path: Path) -> History:
    """Replays which entries were undone and redone; lines that cannot be read are passed over."""
    data = read_bytes(path) or b""
    decode = msgspec.json.Decoder(_Skeleton).decode
    lines: list[_Skeleton] = []
    places: dict[str, tuple[int, int]] = {}
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        if data.startswith(b"{", start):
            try:
                skeleton = decode(memoryview(data)[start:end])
            except (msgspec.DecodeError, UnicodeDecodeError):
                start = end + 1
                continue
            if skeleton.failed:
                lines = [line for line in lines if line.id != skeleton.failed]
            elif skeleton.id and not skeleton.removes:
                lines.append(skeleton)
                places[skeleton.id] = (start, end)
        start = end + 1
    undoable: list[str] = []
    redoable: list[str] = []
    for skeleton in lines:
        step(undoable, redoable, skeleton.id, skeleton.undoes, skeleton.redoes)
    return History(tuple(undoable), tuple(redoable), places)


def step(undoable: list[str], redoable: list[str], ident: str, undoes: str, redoes: str) -> None:
    """Moves one entry through the two stacks; a fresh change empties the second."""
    if undoes:
        if undoes in undoable:
            undoable.remove(undoes)
            redoable.append(undoes)
    elif redoes:
        if redoes in redoable:
            redoable.remove(redoes)
            undoable.append(redoes)
    else:
        undoable.append(ident)
        redoable.clear()


def read_entry(path: Path, place: tuple[int, int]) -> Entry:
    """The whole entry at a place that the history gave; a QcodeError when it is none there."""
    try:
        with path.open("rb") as file:
            file.seek(place[0])
            return msgspec.json.decode(file.read(place[1] - place[0]), type=Entry)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _strange("") from error


def take_back(path: Path, ident: str, size: int) -> None:
    """Says that an entry did not come about; where that cannot be written, the entry is cut off."""
    try:
        write(path, Entry(failed=ident))
    except QcodeError:
        with contextlib.suppress(OSError):
            os.truncate(path, size)


def size_of(path: Path) -> int:
    """How many bytes the journal holds."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def changed_last(root: Path, put: Put, since: str) -> str:
    """Who last changed what a put would change, as a part of a sentence; empty when unknown.

    `since` is the id of the entry that is to be taken back: what happened before it is no answer.
    """
    found: list[Entry] = []
    earliest = ""
    for path in sorted((root / JOURNAL).glob("*.jsonl")):
        past = history(path)
        for ident in reversed(past.undoable):
            try:
                entry = read_entry(path, past.places[ident])
            except QcodeError:
                continue
            if ident == since:
                earliest = entry.at
                break
            if any((kind, tuple(key)) == (put.kind, put.key) for kind, key, _, _ in entry.puts):
                found.append(entry)
                break
    last = max(found, key=lambda entry: entry.at, default=None)
    if last is None or last.at < earliest:
        return ""
    return f"{last.by} changed it on {last.at[:16].replace('T', ' ')} ({last.what})"
