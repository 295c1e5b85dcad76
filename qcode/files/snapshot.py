"""A study as it was last read from its folder; reading again reads only what changed."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from qcode.files import front_matter
from qcode.files.anchors import reanchored
from qcode.files.atomic import TEMPORARY, file_hash, read_bytes
from qcode.files.cases import read_cases
from qcode.files.codings import read_codings
from qcode.files.layout import CASES, CODEBOOK, CODINGS, MEMOS, TRANSCRIPTS, transcript_file
from qcode.files.memos import read_memo
from qcode.files.text import decode, refuse_conflicts
from qcode.files.yaml_text import line_of, load
from qcode.study.case import CaseTable
from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile
from qcode.study.errors import QcodeError
from qcode.study.memo import Memo
from qcode.study.problems import Findings, Problem, Severity
from qcode.study.shape import misshapen
from qcode.study.study import Study
from qcode.study.transcript import Transcript

Stamp = tuple[int, int, int]
Key = tuple[str, str]
_NO_CODEBOOK = "the codebook is not there any more; restore it."
FileValue = Transcript | CodingFile | Memo | CaseTable | Codebook


class Known(NamedTuple):
    """A file as it was last read: when, which bytes, what they mean, or what is wrong."""

    stamp: Stamp
    sha: str
    value: FileValue | None
    problems: Sequence[Problem] = ()
    ours: bool = False
    """Whether these bytes were written from this very value."""


@dataclass(frozen=True)
class Snapshot:
    """All files of a study with the study that they make."""

    root: Path
    known: Mapping[str, Known] = field(default_factory=dict)
    derived: Mapping[Key, CodingFile] = field(default_factory=dict)
    """Codings found again in a text that changed, until their coder's next write."""
    study: Study = field(default_factory=Study)
    leftovers: tuple[str, ...] = ()
    """Temporary files of a write that was cut off."""

    def sha(self, file: str) -> str:
        """The hash of a file as it was last read; empty when it was not there."""
        known = self.known.get(file)
        return known.sha if known else ""

    def broken(self, file: str) -> Problem | None:
        """What keeps a file from being read, and so from being written."""
        known = self.known.get(file)
        if known is None and file == CODEBOOK:
            return Problem(CODEBOOK, _NO_CODEBOOK)
        return known.problems[0] if known and known.value is None and known.problems else None

    @property
    def read_only(self) -> str:
        """Why the study as a whole must not be written now, or empty."""
        problem = self.broken(CODEBOOK)
        if problem:
            return f"{problem} Until then the study is read-only."
        for file in self.study.files.values():
            if file.newer:
                return (
                    f"The codings of {file.coder} on {file.transcript} were written by a later "
                    "qcode; update qcode to write here."
                )
        return ""


def load_study(root: Path, before: Snapshot | None = None, again: Collection[str] = ()) -> Snapshot:
    """Reads a study; of one read before only files that differ, and those in `again`."""
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand new values that all live on make the collector run in vain
    try:
        return _load(root, before or Snapshot(root), again)
    finally:
        if collecting:
            gc.enable()


def _load(root: Path, before: Snapshot, again: Collection[str]) -> Snapshot:
    known: dict[str, Known] = {}
    leftovers: list[str] = []
    derived = dict(before.derived)
    for file, stamp in _scan(root):
        if isinstance(stamp, str):
            known[file] = Known((0, 0, 0), "", None, (Problem(file, stamp),))
            continue
        if file.endswith(TEMPORARY):
            leftovers.append(file)
            continue
        old = before.known.get(file)
        if old is not None and old.stamp == stamp and file not in again:
            known[file] = old
        else:
            known[file] = _read(root, file, stamp, old)
            value = known[file].value
            if isinstance(value, CodingFile) and (old is None or old.value is not value):
                derived.pop((value.coder, value.transcript), None)
    study = _assemble(known, derived, before.study.codebook)
    return Snapshot(root, known, derived, study, tuple(leftovers))


def looks_changed(snapshot: Snapshot) -> bool:
    """Whether some file's stamp is not the one it was read with; reads no file."""
    now = {
        file: (0, 0, 0) if isinstance(stamp, str) else stamp
        for file, stamp in _scan(snapshot.root)
        if not file.endswith(TEMPORARY)
    }
    return now != {file: known.stamp for file, known in snapshot.known.items()}


def _scan(root: Path) -> Iterator[tuple[str, Stamp | str]]:
    """The study's files, each with its stamp or with what keeps it from being read."""
    for file in (CODEBOOK, CASES):
        try:
            yield file, stamp_of((root / file).stat())
        except FileNotFoundError:
            continue
        except OSError as error:
            yield file, _unreadable(error)
    yield from _listing(root, TRANSCRIPTS, ".md")
    yield from _listing(root, MEMOS, ".md")
    yield from _listing(root, Path(CODEBOOK).parent.as_posix(), TEMPORARY)
    try:
        coders = sorted(e.name for e in os.scandir(root / CODINGS) if e.is_dir())
    except FileNotFoundError:
        return
    except OSError as error:
        yield CODINGS, _unreadable(error)
        return
    for coder in coders:
        if _is_text(coder):
            yield from _listing(root, f"{CODINGS}/{coder}", ".jsonl")
        else:
            yield f"{CODINGS}/{_shown(coder)}", _NO_TEXT


_NO_TEXT = "the name is not UTF-8; rename it."
_EMPTY = "the file is empty; restore it from a backup or from git, or delete it."
_NOWHERE = "the link leads nowhere; restore the file it leads to, or remove the link."


def _unreadable(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or str(error)).lower()}."


def _is_text(name: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _listing(root: Path, folder: str, ending: str) -> Iterator[tuple[str, Stamp | str]]:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda e: e.name)
    except FileNotFoundError:
        return
    except OSError as error:
        yield folder, _unreadable(error)
        return
    for entry in entries:
        if not _is_text(entry.name):
            if entry.name.endswith(ending):
                yield f"{folder}/{_shown(entry.name)}", _NO_TEXT
            continue
        temporary = entry.name.endswith(TEMPORARY)
        wanted = entry.name.endswith(ending) and not entry.name.startswith(".")
        if temporary or wanted:
            yield from _entry(f"{folder}/{entry.name}", entry)


def _entry(file: str, entry: os.DirEntry[str]) -> Iterator[tuple[str, Stamp | str]]:
    try:
        if entry.is_file():
            yield file, stamp_of(entry.stat())
        elif entry.is_symlink() and not entry.is_dir():
            yield file, _NOWHERE
    except OSError as error:
        yield file, _unreadable(error)


def stamp_of(stat: os.stat_result) -> Stamp:
    """What tells cheaply that a file may have changed."""
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _read(root: Path, file: str, stamp: Stamp, old: Known | None) -> Known:
    try:
        data = read_bytes(root / file)
    except OSError as error:
        return Known(stamp, "", None, (Problem(file, _unreadable(error)),))
    if data is None:
        return Known(stamp, "", None)
    sha = file_hash(data)
    if old is not None and old.sha == sha:
        return old._replace(stamp=stamp)
    try:
        value, problems = _parse(file, data)
    except QcodeError as error:
        return Known(stamp, sha, None, (_problem_of(file, str(error)),))
    return Known(stamp, sha, value, problems)


def _problem_of(file: str, sentence: str) -> Problem:
    """The sentence of an error as a finding; its file and line become fields."""
    match = re.match(rf"{re.escape(file)}(?:, line (\d+))?(:?) ", sentence)
    if match is None:
        return Problem(file, _closed(sentence))
    message = sentence[match.end() :] if match[2] else f"it {sentence[match.end() :]}"
    return Problem(file, _closed(message), int(match[1]) if match[1] else None)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def _parse(file: str, data: bytes) -> tuple[Any, Sequence[Problem]]:
    if file == CODEBOOK:
        return _parse_codebook(file, data)
    path = Path(file)
    if (not data or data.isspace()) and path.parent.as_posix() + path.suffix != f"{TRANSCRIPTS}.md":
        raise QcodeError(f"{file}: {_EMPTY}")
    if file == CASES:
        return read_cases(data, file), ()
    if file.startswith(f"{CODINGS}/"):
        return read_codings(data, file, path.parent.name, path.stem), ()
    if file.startswith(f"{MEMOS}/"):
        return read_memo(data, file, path.stem), ()
    whole = decode(data, file).text
    refuse_conflicts(whole, file, prose=True)
    front, text = front_matter.read(whole, file)
    if not text.strip():
        return Transcript(path.stem, text, front), (
            Problem(file, "the transcript is empty; add its text or remove it.", None, "warning"),
        )
    return Transcript(path.stem, text, front), ()


def _parse_codebook(file: str, data: bytes) -> tuple[Codebook, Sequence[Problem]]:
    text = decode(data, file).text
    codebook = Codebook(load(text, file))
    if wrong := misshapen(codebook.plain):
        place = f"{file}, line {line_of(text, wrong.path)}" if wrong.path else file
        raise QcodeError(f"{place}: {wrong.message}.")

    def look() -> Iterator[Problem]:
        from qcode.study.findings import findings  # when somebody asks

        for f in findings(codebook):
            severity: Severity = "warning" if f.severity == "warning" else "error"
            yield Problem(file, _closed(f.message), line_of(text, f.path), severity)

    return codebook, Findings(look)


def _assemble(known: Mapping[str, Known], derived: dict[Key, CodingFile], last: Codebook) -> Study:
    """The study of its files; while the codebook cannot be read, the last that could stands in."""
    values = [item.value for item in known.values()]
    transcripts = {v.name: v for v in values if isinstance(v, Transcript)}
    memos = {v.id: v for v in values if isinstance(v, Memo)}
    stored = {(v.coder, v.transcript): v for v in values if isinstance(v, CodingFile)}
    codebook = next((v for v in values if isinstance(v, Codebook)), last)
    cases = next((v for v in values if isinstance(v, CaseTable)), CaseTable())
    problems: list[Problem] = []
    if CODEBOOK not in known:
        problems.append(Problem(CODEBOOK, _NO_CODEBOOK))
    files = dict(stored)
    for key, coded in stored.items():
        transcript = transcripts.get(key[1])
        if transcript is None:
            if not {transcript_file(key[1]), TRANSCRIPTS} & known.keys():  # else it is said already
                problems.append(_without_transcript(coded))
        else:
            files[key] = settled(coded, transcript, derived)
            problems += _beyond(coded, transcript)
    for key in [k for k in derived if k not in files]:
        del derived[key]
    said = Findings(lambda: chain(*(item.problems for item in known.values()), problems))
    unread = frozenset(file for file, item in known.items() if item.value is None)
    unread |= {CODEBOOK} - known.keys()
    return Study(codebook, transcripts, files, memos, cases, said, unread)


def _without_transcript(coded: CodingFile) -> Problem:
    file = f"{CODINGS}/{coded.coder}/{coded.transcript}.jsonl"
    lines = "this line" if len(coded.items) == 1 else f"these {len(coded.items)} lines"
    message = (
        f"there is no transcript “{coded.transcript}” for {lines}; restore it, or rename the file "
        "after the transcript it belongs to."
    )
    return Problem(file, message, None, "warning")


def _beyond(coded: CodingFile, transcript: Transcript) -> Iterator[Problem]:
    if coded.sha != transcript.sha:
        return
    for coding in coded.items:
        if (coding.end or 0) > len(transcript.text):
            yield Problem(
                f"{CODINGS}/{coded.coder}/{coded.transcript}.jsonl",
                f"the coding {coding.id} ends at {coding.end}, beyond the text of "
                f"{len(transcript.text)} characters; it waits among the unplaced.",
                None,
                "warning",
            )


def settled(
    coded: CodingFile, transcript: Transcript, derived: dict[Key, CodingFile]
) -> CodingFile:
    """The codings at their places in this text; what was found again is remembered in `derived`."""
    key = (coded.coder, coded.transcript)
    if coded.sha == transcript.sha:
        derived.pop(key, None)
        if all((c.end or 0) <= len(transcript.text) for c in coded.items):
            return coded
        items = [_unplaced_beyond(c, coded.sha, len(transcript.text)) for c in coded.items]
        return replace(coded, items=tuple(sorted(items, key=Coding.sort_key)))
    old = derived.get(key)
    if old is None or old.sha != transcript.sha or old.last_change != coded.last_change:
        derived[key] = reanchored(coded, transcript)
    return derived[key]


def _unplaced_beyond(coding: Coding, sha: str, length: int) -> Coding:
    if coding.start is None or coding.end is None or coding.end <= length:
        return coding
    return replace(coding, start=None, end=None, was=(coding.start, coding.end, sha))
