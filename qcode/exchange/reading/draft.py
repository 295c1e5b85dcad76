"""A file from outside read into a draft: text, speakers and attributes, before it is a transcript.

Nothing is written here; the user may correct the speakers before the draft enters a study.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qcode.exchange.reading.found import DraftComment, Found
from qcode.exchange.reading.kinds import kind_of_file
from qcode.exchange.reading.names import safe_name
from qcode.exchange.reading.speakers import (
    NOT_TAKEN,
    Guess,
    SpeakerGuess,
    guess_speakers,
    remapped,
)
from qcode.study.errors import QcodeError
from qcode.study.transcript import INTERVIEWER, KINDS, OTHER, Transcript

__all__ = [
    "Draft",
    "DraftComment",
    "SpeakerGuess",
    "kind_of_file",
    "read_draft",
    "transcript_of",
    "with_speakers",
]

_OBSERVED = re.compile(
    r"(?i)\b(observasi|pengamatan|observation|observations|catatan lapangan|field ?notes?)\b"
)


@dataclass(frozen=True)
class Draft:
    """A transcript in the making."""

    name: str
    """From the file's stem, safe as a file name."""
    text: str
    """As it will be stored; positions are code points of it."""
    front: Mapping[str, Any] = field(default_factory=dict)
    """What the file says about itself, without kind, speakers and unlabelled."""
    speakers: tuple[SpeakerGuess, ...] = ()
    unlabelled: str = ""
    """Who speaks in lines without a label; empty when they go on with the turn before."""
    kind: str = "interview"
    comments: tuple[DraftComment, ...] = ()
    notes: tuple[str, ...] = ()
    """What the user should know, a sentence each."""
    source: str = ""


def read_draft(path: Path, *, mapping: Mapping[str, str] | None = None) -> Draft:
    """The file as a draft. `mapping` gives labels their role, over what qcode would guess.

    A role is `interviewer`, `other`, a case, `participant` (the case of this file), or empty for
    no speaker; the label "" stands for lines without one. QcodeError when the file cannot be read.
    """
    found = _reader(path)(path)
    name = safe_name(path.stem)
    front = dict(found.front)
    listed, bare = front.pop("speakers", None), front.pop("unlabelled", None)
    kind = str(front.pop("kind", "") or "")
    if kind and kind not in KINDS:
        raise QcodeError(
            f"{path.name}: kind “{kind}” is none of {', '.join(KINDS)}; correct it in the file."
        )
    guess = guess_speakers(
        found.text,
        name,
        sure=found.sure,
        front=front,
        told=found.told,
        skip=found.head_lines,
    )
    kind = kind or _kind(found.text, path.stem, guess)
    if kind != "interview" and not guess.speakers:
        kept = tuple(note for note in guess.notes if note.startswith(NOT_TAKEN))
        guess = replace(guess, unlabelled="", notes=kept)
    if isinstance(listed, Mapping):
        guess = _as_listed(found.text, name, listed, str(bare or ""))
    if mapping:
        guess = remapped(found.text, name, guess, mapping)
    notes = (*found.notes, *guess.notes, *_kind_note(kind, guess))
    return Draft(
        name,
        found.text,
        front,
        guess.speakers,
        guess.unlabelled,
        kind,
        found.comments,
        notes,
        str(path),
    )


def with_speakers(
    draft: Draft,
    mapping: Mapping[str, str],
    unlabelled: str | None = None,
    *,
    kind: str | None = None,
) -> Draft:
    """The draft with the user's word on its speakers (as in `read_draft`) and on its kind."""
    guess = Guess(draft.speakers, draft.unlabelled, draft.notes)
    changed = remapped(draft.text, draft.name, guess, mapping, unlabelled)
    if kind is None:
        spoken = changed.speakers or changed.unlabelled
        kind = "interview" if spoken and draft.kind == "document" else draft.kind
    return replace(draft, speakers=changed.speakers, unlabelled=changed.unlabelled, kind=kind)


def transcript_of(draft: Draft) -> Transcript:
    """The transcript that the draft becomes: kind, speakers, who is unlabelled, then the rest."""
    front: dict[str, Any] = {"kind": draft.kind}
    if draft.speakers:
        front["speakers"] = {s.label: s.role for s in draft.speakers}
    if draft.unlabelled:
        front["unlabelled"] = draft.unlabelled
    front.update((k, v) for k, v in draft.front.items() if k not in front)
    return Transcript(draft.name, draft.text, front)


def _reader(path: Path) -> Callable[[Path], Found]:
    ending = path.suffix.casefold()
    if ending in {".txt", ".md", ".markdown"}:
        from qcode.exchange.reading.plain import read_plain

        return read_plain
    if ending in {".vtt", ".srt"}:
        from qcode.exchange.reading.subtitles import read_subtitles

        return read_subtitles
    if ending in {".csv", ".tsv"}:
        from qcode.exchange.reading.turns_csv import read_turns

        return read_turns
    if ending == ".docx":
        from qcode.exchange.reading.word.document import read_word

        return read_word
    raise QcodeError(
        f"{path.name}: qcode reads transcripts as .txt, .md, .docx, .csv, .vtt and .srt; "
        "save it as one of these."
    )


def _as_listed(text: str, name: str, listed: Mapping[str, Any], unlabelled: str) -> Guess:
    """The speakers as the file's own front matter lists them."""
    mapping = {str(label): str(role) for label, role in listed.items()}
    guess = remapped(text, name, Guess((), unlabelled), mapping)
    said = tuple(replace(s, why="listed in the front matter") for s in guess.speakers)
    return replace(guess, speakers=said)


def _kind(text: str, stem: str, guess: Guess) -> str:
    plain = re.sub(r"[_\-.]", " ", stem)
    if not guess.speakers and (_OBSERVED.search(plain) or _OBSERVED.search(text[:400])):
        return "observation"
    if any(s.role not in {INTERVIEWER, OTHER} for s in guess.speakers) or guess.unlabelled:
        return "interview"
    return "interview" if guess.speakers else "document"


def _kind_note(kind: str, guess: Guess) -> tuple[str, ...]:
    if guess.speakers or guess.unlabelled or kind == "interview":
        return ()
    what = "an observation" if kind == "observation" else "a document"
    return (f"No speakers were found, so it is read as {what} of paragraphs.",)
