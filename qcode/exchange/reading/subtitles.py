"""Subtitles (.vtt, .srt) as turns: cues of one speaker joined, the time behind the label."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qcode.exchange.reading.decode import read_text
from qcode.exchange.reading.found import Found, clean_label, clock, said_line
from qcode.exchange.reading.labels import (
    is_known,
    is_label_shape,
    is_name_like,
    real_labels,
    scan,
)
from qcode.study.errors import QcodeError
from qcode.study.transcript import label_head, label_regex

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}.*")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|\d[\d:.]*)>|\{\\[^}]*\}")
_CHANGE = re.compile(r"(?:>>+|[-–—])[ \t]*(?=\S)")
"""What stands for another speaker at the start of a line, who is not named."""
_HEAD = label_head(r"[^\s:：*][^:：\n*]{0,60}?")
_SENTENCE_END = re.compile(r"[.?!…][\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class _Cue:
    seconds: int
    voice: str
    words: str
    own: bool = False
    """Whether it begins as another speaker's words do, and so keeps a line of its own."""


def read_subtitles(path: Path) -> Found:
    """The cues of the file as lines `Name: [hh:mm:ss] words`, one line a turn."""
    text, note = read_text(path)
    cues = list(_cues(text, path.name))
    if not cues:
        raise QcodeError(f"{path.name} holds no cue with a time; export the subtitles again.")
    voices = frozenset(c.voice for c in cues if c.voice)
    if not voices:
        cues = _with_labels(cues)
    turns = _joined(cues)
    lines = [said_line(t.voice, clock(t.seconds), t.words) for t in turns]
    sure = frozenset(t.voice for t in turns if t.voice)
    notes = [note] if note else []
    notes += _nameless(cues, turns, voices)
    return Found("\n".join(lines) + "\n", sure=sure, notes=tuple(notes))


def _nameless(cues: list[_Cue], turns: list[_Cue], voices: frozenset[str]) -> list[str]:
    """What cannot be told of speakers where some are named."""
    notes = []
    bare = sum(not c.voice for c in cues) if voices else 0
    if bare:
        notes.append(
            f"{bare} cues name nobody and go on with the speaker before."
            if bare > 1
            else "1 cue names nobody and goes on with the speaker before."
        )
    changes = sum(t.own and not t.voice and not _HEAD.match(t.words) for t in turns)
    if changes and any(t.voice for t in turns):
        notes.append(
            f"{changes} lines change the speaker and name nobody; they are read as part of the "
            "turn before."
            if changes > 1
            else "1 line changes the speaker and names nobody; it is read as part of the turn "
            "before."
        )
    return notes


def _cues(text: str, name: str) -> Iterator[_Cue]:
    """The cues in the file's order; notes, styles and cue numbers are left out."""
    seconds: int | None = None
    words: list[str] = []
    aside = False
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        timing = _TIMING.fullmatch(line)
        if timing:
            if seconds is not None and words and words[-1].isdigit():
                words.pop()
            if seconds is not None:
                yield from _pieces(seconds, words)
            hours, minutes, whole = (int(part or 0) for part in timing.groups()[:3])
            seconds, words = hours * 3600 + minutes * 60 + whole, []
        elif "-->" in line and seconds is None and not aside:
            raise QcodeError(
                f"{name}, line {number}: “{line.strip()[:60]}” is no time of a cue; "
                "it should read 00:01:02.000 --> 00:01:05.000."
            )
        elif not line.strip():
            if seconds is not None:
                yield from _pieces(seconds, words)
            seconds, words, aside = None, [], False
        elif seconds is not None:
            words.append(line.strip())
        else:
            aside = aside or line.startswith(("NOTE", "STYLE", "REGION"))


def _pieces(seconds: int, lines: list[str]) -> Iterator[_Cue]:
    """A cue for each voice in it; `<v Name>` tells the voice, all other tags go."""
    payload = " ".join(lines)
    if not _VOICE.search(payload):
        yield from _by_line(seconds, [" ".join(_plain(line).split()) for line in lines])
        return
    parts = _VOICE.split(payload)
    for voice, words in [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        plain = " ".join(_plain(words).split())
        if plain:
            yield _Cue(seconds, clean_label(html.unescape(voice)), plain)


def _plain(words: str) -> str:
    return html.unescape(_TAG.sub("", words))


def _by_line(seconds: int, lines: list[str]) -> Iterator[_Cue]:
    """A cue for each speaker in it, who begins a line with a name, `>>`, or a dash of several."""
    dashes = sum(line.startswith(("-", "–", "—")) for line in lines) > 1
    found: list[_Cue] = []
    for line in lines:
        change = _CHANGE.match(line)
        if change and (dashes or line.startswith(">>")):
            found.append(_Cue(seconds, "", line[change.end() :], own=True))
        elif line and (_names_somebody(line) or not found):
            found.append(_Cue(seconds, "", line, own=_names_somebody(line)))
        elif line:
            found[-1] = replace(found[-1], words=f"{found[-1].words} {line}")
    yield from found


def _names_somebody(line: str) -> bool:
    match = _HEAD.match(line)
    label = match["label"] if match else ""
    return is_label_shape(label) and (is_known(label) or is_name_like(label)) if match else False


def _with_labels(cues: list[_Cue]) -> list[_Cue]:
    """The cues with the voice that their words begin with (`Name: …`), where such names are."""
    labels = real_labels(scan("\n".join(c.words for c in cues)))
    pattern = label_regex(tuple(labels))
    if not pattern:
        return cues
    named = []
    for cue in cues:
        match = pattern.match(cue.words)
        voiced = (
            replace(cue, voice=match["label"], words=cue.words[match.end() :]) if match else cue
        )
        named.append(voiced)
    return named


def _joined(cues: list[_Cue]) -> list[_Cue]:
    """Cues of one speaker as one turn; where nobody is named, cues up to a sentence's end."""
    anybody = any(c.voice for c in cues)
    turns: list[_Cue] = []
    for cue in cues:
        last = turns[-1] if turns else None
        if last and anybody:
            goes_on = cue.voice == last.voice if cue.voice else not cue.own
        else:
            goes_on = bool(last and not cue.own and not _SENTENCE_END.search(last.words))
        if last and goes_on:
            turns[-1] = replace(last, words=f"{last.words} {cue.words}".strip())
        else:
            turns.append(cue)
    return turns
