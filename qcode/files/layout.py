"""Where things lie in a study's folder, and how a study is found."""

from __future__ import annotations

import re
from pathlib import Path

from qcode.study.change import Put
from qcode.study.errors import QcodeError
from qcode.study.ids import twin_of

CODEBOOK = "codebooks/codebook.yaml"
MEMOS = "codebooks/memos"
TRANSCRIPTS = "transcripts"
CASES = "transcripts/cases.csv"
CODINGS = "transcripts/codings"
JOURNAL = "transcripts/journal"
SUGGESTED = "transcripts/suggested"
EXPORTS = "exports"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


def find_study(start: Path) -> Path:
    """The study at this folder or above it; a sentence says how to make one when there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CODEBOOK).is_file():
            return folder
    if not start.exists():
        raise QcodeError(f"There is no folder {start}; `qcode new {start}` makes a study there.")
    raise QcodeError(
        f"{start} is no study: it has no {CODEBOOK}, and no folder above it has one. "
        f"`qcode new DIR` makes a study, `qcode demo` opens a sample."
    )


def is_own_repository(root: Path) -> bool:
    """Whether the study is the sample in qcode's own checkout, which is never written to."""
    try:
        text = (root / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return re.search(r'(?m)^name = "qcode"$', text) is not None


def safe_name(name: str, what: str) -> str:
    """The name, if it can be a file's name everywhere and leads nowhere else; else an error."""
    if not name or name.startswith(".") or name != name.strip() or _UNSAFE.search(name):
        raise QcodeError(
            f"“{name}” cannot name a {what}: it may not be empty, begin with a dot, or hold "
            '/ \\ : * ? " < > | or control characters.'
        )
    if len(name.encode()) > 200:
        raise QcodeError(f"“{name[:40]}…” is too long to name a {what}.")
    return name


def coders_on_disk(root: Path) -> set[str]:
    """Who has codings or a journal in this study, be they empty."""
    there = {p.name for p in (root / CODINGS).glob("*") if p.is_dir()}
    return there | {p.stem for p in (root / JOURNAL).glob("*.jsonl")}


def refuse_coder(root: Path, coder: str) -> None:
    """An error when nobody can code under this name in this study.

    It must name a folder everywhere, and where it is new must not meet another coder's on a disk
    that minds no case.
    """
    safe_name(coder, "coder")
    there = coders_on_disk(root)
    if coder in there:
        return
    if other := twin_of(coder, sorted(there)):
        raise QcodeError(
            f"There is a coder “{other}” already, and “{coder}” differs from it only in case or "
            f"in how accents are written; go on with --coder {other}, or choose another name."
        )


def transcript_file(name: str) -> str:
    """The transcript's file, relative to the study."""
    return f"{TRANSCRIPTS}/{safe_name(name, 'transcript')}.md"


def codings_file(coder: str, transcript: str) -> str:
    """The file of one coder's codings of one transcript."""
    name = safe_name(transcript, "transcript")
    return f"{CODINGS}/{safe_name(coder, 'coder')}/{name}.jsonl"


def memo_file(ident: str) -> str:
    """The file of a memo."""
    return f"{MEMOS}/{safe_name(ident, 'memo')}.md"


def journal_file(coder: str) -> str:
    """The journal of a coder."""
    return f"{JOURNAL}/{safe_name(coder, 'coder')}.jsonl"


def shown_file(coder: str, transcript: str) -> str:
    """The record of what was suggested to a coder in a transcript."""
    name = safe_name(transcript, "transcript")
    return f"{SUGGESTED}/{safe_name(coder, 'coder')}/{name}.jsonl"


def is_of_a_study(file: str) -> bool:
    """Whether qcode may write a file of this name, relative to a study: none lies outside it."""
    folder, _, name = file.rpartition("/")
    try:
        safe_name(name, "file")
        for coders in (CODINGS, SUGGESTED):
            if folder.startswith(f"{coders}/"):
                safe_name(folder.removeprefix(f"{coders}/"), "coder")
                return name.endswith(".jsonl")
    except QcodeError:
        return False
    return file in (CODEBOOK, CASES) or (folder in (TRANSCRIPTS, MEMOS) and name.endswith(".md"))


def file_of(put: Put) -> str:
    """The file that a put changes."""
    if put.kind == "codebook":
        return CODEBOOK
    if put.kind == "coding":
        return codings_file(put.key[0], put.key[1])
    if put.kind == "memo":
        return memo_file(put.key[0])
    if put.kind == "case":
        return CASES
    return transcript_file(put.key[0])
