"""What an import takes from a table or a file: the change it makes, and what there is to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qcode.study.change import Change
from qcode.study.problems import Problem
from qcode.study.study import Study


@dataclass(frozen=True)
class Taken:
    """The change that brings it in, names of what is new, and what could not be taken."""

    change: Change
    added: tuple[str, ...] = ()
    """Names of what is new, one for each; codings are named by their ids."""
    unchanged: int = 0
    """How many were there already."""
    created: tuple[str, ...] = ()
    """Names of codes that were used and defined nowhere."""
    notes: tuple[str, ...] = ()
    """Sentences about what was kept or changed."""
    problems: tuple[Problem, ...] = ()
    """What was left out, with its line and the reason."""


def named(names: Iterable[str], given: str, safe: str) -> str | None:
    """The transcript that a table means by this name: exact, made safe, or without case."""
    known = set(names)
    stem, _, ending = given.rpartition(".")
    candidates = [given, safe]
    if stem and ending.casefold() in {"txt", "md", "docx", "csv", "vtt", "srt"}:
        candidates.append(stem)
    for candidate in candidates:
        if candidate in known:
            return candidate
    folded = [name for name in known if name.casefold() == given.casefold()]
    return folded[0] if len(folded) == 1 else None


def no_transcript(study: Study, given: str) -> str:
    """The reason for leaving out a row whose transcript is not in the study."""
    if not study.transcripts:
        return f"there is no transcript “{given}”; import the transcripts with it or before it"
    return f"there is no transcript “{given}” in this study; correct the name or import it first"
