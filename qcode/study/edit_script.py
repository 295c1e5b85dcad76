"""From a text as it was and as it should be to the few splices between them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from qcode.study.change import Change
from qcode.study.edits import edit_text, together
from qcode.study.plain import storable
from qcode.study.study import Study

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LARGEST_BLOCK = 4_000
"""Words of a changed block beyond which it is replaced whole: comparing takes quadratic time."""


def edit_whole_text(study: Study, transcript: str, new: str) -> Change:
    """One change that turns a transcript's text into another by splices of words.

    Words that stay keep their place relative to their neighbours, so that codings are found.
    """
    old = study.transcript(transcript).text
    changes: list[Change] = []
    for start, end, words in reversed(list(splices(old, storable(new, "The new text")))):
        changes.append(edit_text(study, transcript, start, old[start:end], words))
        study = study.apply(changes[-1])
    return together(f"edit the text of {transcript}", *changes)


def splices(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """The stretches `[start, end)` of the old text and the words that replace them, in order."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for start, end, low, high in _blocks(before, after):
        yield from _by_words(old[start:end], new[low:high], start)


def _by_words(old: str, new: str, at: int) -> Iterator[tuple[int, int, str]]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _LARGEST_BLOCK or not before or not after:
        yield at, at + len(old), new
        return
    for start, end, low, high in _blocks(before, after):
        yield at + start, at + end, new[low:high]


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The places, in characters of both, of what differs between two lists of pieces."""
    starts, lows = _offsets(before), _offsets(after)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield starts[i], starts[j], lows[k], lows[m]


def _offsets(pieces: Sequence[str]) -> list[int]:
    found = [0]
    for piece in pieces:
        found.append(found[-1] + len(piece))
    return found
