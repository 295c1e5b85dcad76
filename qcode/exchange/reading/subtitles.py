"""Subtitles (.vtt, .srt) as turns: cues of one speaker joined, the time behind the label."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qcode.exchange.reading.decode import read_text
from qcode.exchange.reading.found import Found, clean_label, clock, said_line
from qcode.exchange.reading.labels import real_labels, scan
from qcode.study.errors import QcodeError
from qcode.study.transcript import label_regex

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}.*")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|\d[\d:.]*)>|\{\\[^}]*\}")
_SENTENCE_END = re.compile(r"[.?!…][\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class _Cue:
    seconds: int
    voice: str
    words: str


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
    return Found("\n".join(lines) + "\n", sure=sure, notes=(note,) if note else ())


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
    parts = _VOICE.split(payload)
    for voice, words in [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        plain = " ".join(html.unescape(_TAG.sub("", words)).split())
        if plain:
            yield _Cue(seconds, clean_label(html.unescape(voice)), plain)


def _with_labels(cues: list[_Cue]) -> list[_Cue]:
    """The cues with the voice that their words begin with (`Name: …`), where such names are."""
    labels = real_labels(scan("\n".join(c.words for c in cues)))
    pattern = label_regex(tuple(labels))
    if not pattern:
        return cues
    named = []
    for cue in cues:
        match = pattern.match(cue.words)
        words = cue.words[match.end() :] if match else cue.words
        named.append(_Cue(cue.seconds, match.group(1) if match else "", words))
    return named


def _joined(cues: list[_Cue]) -> list[_Cue]:
    """Cues of one speaker as one turn; where nobody is named, cues up to a sentence's end."""
    anybody = any(c.voice for c in cues)
    turns: list[_Cue] = []
    for cue in cues:
        last = turns[-1] if turns else None
        if last and anybody:
            goes_on = not cue.voice or cue.voice == last.voice
        else:
            goes_on = bool(last) and not _SENTENCE_END.search(last.words) if last else False
        if last and goes_on:
            words = f"{last.words} {cue.words}".strip()
            turns[-1] = _Cue(last.seconds, last.voice, words)
        else:
            turns.append(cue)
    return turns
