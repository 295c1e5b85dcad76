"""When the settings about suggestions were changed, and by whom: read from the journals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from qcode.files.journal import Entry
from qcode.files.layout import JOURNAL
from qcode.study.clock import instant
from qcode.study.codebook import Codebook
from qcode.study.settings import ABOUT_SUGGESTIONS, SettingChange


def setting_changes(root: Path, codebook: Codebook) -> tuple[SettingChange, ...]:
    """All changes in order of time; those made in an editor stand where they were found out.

    `codebook` is the present one: what it says otherwise than the last entry was changed outside.
    """
    found: list[SettingChange] = []
    last: dict[str, str] = {}
    for change in sorted(_journalled(root), key=lambda change: instant(change.at)):
        known = last.get(change.name, change.before)
        if known != change.before:
            found.append(SettingChange("", "", change.name, known, change.before))
        found.append(change)
        last[change.name] = change.after
    for name, known in last.items():
        now = _read(codebook.settings.get(name))
        if known != now:
            found.append(SettingChange("", "", name, known, now))
    return tuple(found)


def _journalled(root: Path) -> Iterator[SettingChange]:
    try:
        journals = sorted((root / JOURNAL).glob("*.jsonl"))
    except OSError:
        return
    for path in journals:
        entries: dict[str, Entry] = {}
        try:
            with path.open("rb") as file:
                for line in file:
                    if b'"settings"' in line or b'"failed"' in line:
                        _take(entries, line)
        except OSError:
            continue
        for entry in entries.values():
            yield from _changes(entry)


def _take(entries: dict[str, Entry], line: bytes) -> None:
    try:
        entry = msgspec.json.decode(line, type=Entry)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return
    if entry.failed:
        entries.pop(entry.failed, None)
    elif entry.id:
        entries[entry.id] = entry


def _changes(entry: Entry) -> Iterator[SettingChange]:
    for kind, key, before, after in entry.puts:
        if kind != "codebook" or key[:1] != ["settings"]:
            continue
        for name in ABOUT_SUGGESTIONS:
            if len(key) == 1:
                was, now = _member(before, name), _member(after, name)
            elif key[1] == name:
                was, now = before, after
            else:
                continue
            if _read(was) != _read(now):
                yield SettingChange(entry.at, entry.by, name, _read(was), _read(now))


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def _read(value: Any) -> str:
    """The setting as a person would read it; empty when it is not set."""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)
