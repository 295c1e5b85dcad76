"""What the app and its worker say to each other: a study's differences, questions, replies.

Each message is MessagePack with its length (4 bytes, big endian) before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile, same_ends
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.rules import RuleProposal
from qcode.suggest.values import Answer

LENGTH = 4


class Line(msgspec.Struct, array_like=True):
    """What suggestions need of a coding."""

    id: str
    kind: str
    code: str
    start: int
    end: int
    at: str


class CodebookIs(msgspec.Struct, tag=True):
    """The codebook as plain data."""

    plain: dict[str, Any]


class TranscriptIs(msgspec.Struct, tag=True):
    """A transcript, or that it is gone when `text` is None."""

    name: str
    text: str | None = None
    front: dict[str, Any] = {}


class FileChanged(msgspec.Struct, tag=True):
    """Codings put into and taken out of one file."""

    coder: str
    transcript: str
    gone: list[str]
    put: list[Line]


class Settled(msgspec.Struct, tag=True):
    """The end of an update: learn it, as this coder."""

    coder: str


class Ask(msgspec.Struct, tag=True):
    """A question about a span or a code; `what` is suggest, similar, queue, thoughts or rules."""

    number: int
    what: str
    transcript: str = ""
    start: int = 0
    end: int = 0
    n: int = 5
    code: str = ""


class Stop(msgspec.Struct, tag=True):
    """Nobody waits for the answer to this question any more."""

    number: int


class Refit(msgspec.Struct, tag=True):
    """Fit anew in the background, now."""


Message = CodebookIs | TranscriptIs | FileChanged | Settled | Ask | Stop | Refit


class Place(msgspec.Struct, array_like=True, frozen=True):
    """A segment that answers similar, queue or thoughts."""

    transcript: str
    start: int
    end: int
    score: float
    code: str = ""
    coding: str = ""
    rather: str = ""
    """For a coding to think over: the code that what is like it would rather have."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Reply(msgspec.Struct, frozen=True):
    """The worker's word: an answer, places, rules or a note, with the question's number, or 0.

    With `share` it is none of these, but tells how far the work on the question is; for number 0,
    how far the study is read, before which nothing is answered.
    """

    number: int = 0
    answer: Answer | None = None
    places: tuple[Place, ...] = ()
    rules: tuple[RuleProposal, ...] = ()
    note: str = ""
    off: bool = False
    """Nothing will be answered any more; the note says why."""
    refitted: bool = False
    """A background fit was taken over: asking again gives better answers."""
    share: float | None = None
    """From 0 to 1."""


encode = msgspec.msgpack.Encoder().encode
decode_message = msgspec.msgpack.Decoder(Message).decode
decode_reply = msgspec.msgpack.Decoder(Reply).decode


def framed(message: Message | Reply) -> bytes:
    """The message with its length before it."""
    body = encode(message)
    return len(body).to_bytes(LENGTH, "big") + body


def differences(before: Study | None, after: Study) -> Iterator[Message]:
    """The messages that lead a worker from one study value to another; only what changed."""
    old = before or Study(codebook=Codebook({"title": None}))
    if before is None or old.codebook is not after.codebook:
        yield CodebookIs(_plain(after.codebook.plain))
    for name, transcript in after.transcripts.items():
        if old.transcripts.get(name) is not transcript:
            yield TranscriptIs(name, transcript.text, _plain(transcript.front))
    for name in old.transcripts:
        if name not in after.transcripts:
            yield TranscriptIs(name)
    for key in dict.fromkeys((*old.files, *after.files)):
        was, now = old.files.get(key), after.files.get(key)
        if was is not now:
            yield _file_changed(key, was, now)


def _file_changed(
    key: tuple[str, str], was: CodingFile | None, now: CodingFile | None
) -> FileChanged:
    old, new = was.items if was else (), now.items if now else ()
    ahead, behind = same_ends(old, new)
    before = {c.id: c for c in old[ahead : len(old) - behind]}
    after = {c.id: c for c in new[ahead : len(new) - behind]}
    put = [
        Line(c.id, c.kind, c.code, c.start, c.end, c.at)
        for ident, c in after.items()
        if before.get(ident) is not c and c.start is not None and c.end is not None
    ]
    gone = [ident for ident, c in before.items() if after.get(ident) is not c]
    return FileChanged(*key, gone, put)


def _plain(value: Any) -> Any:
    """A copy in which every mapping is a dict, whatever it was."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


class Rebuilt:
    """The worker's copy of the study, put together from messages."""

    def __init__(self) -> None:
        self.codebook = Codebook()
        self.transcripts: dict[str, Transcript] = {}
        self.files: dict[tuple[str, str], CodingFile] = {}

    def take(self, message: CodebookIs | TranscriptIs | FileChanged) -> None:
        """Applies one message."""
        if isinstance(message, CodebookIs):
            self.codebook = Codebook(message.plain)
        elif isinstance(message, TranscriptIs):
            self.transcripts = {**self.transcripts}
            if message.text is None:
                self.transcripts.pop(message.name, None)
            else:
                self.transcripts[message.name] = Transcript(
                    message.name, message.text, message.front
                )
        else:
            key = message.coder, message.transcript
            file = self.files.get(key) or CodingFile(*key)
            put = [
                Coding(line.id, line.code, line.start, line.end, kind=line.kind, at=line.at)
                for line in message.put
            ]
            self.files[key] = file.put_many(message.gone, put)

    def study(self) -> Study:
        """The study as it is now; as long as no text changes, with the same transcripts."""
        return Study(self.codebook, self.transcripts, dict(self.files))
