"""Words, clauses and sentences of a text, by one rule that is the same everywhere in qcode."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from qcode.study.spans import Span, trimmed

WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n+")
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s[–—-]\s")
_LAST_WORD = re.compile(r"[\w.]+$")

# A full stop after these does not end a sentence; folded, without the stop.
ABBREVIATIONS = frozenset(
    "tgl bpk bp rp dkk dll dsb dst dr drs ir prof h hj sdr sdri yth no hlm jl jln kel kec kab "
    "mr mrs ms st vs etc e.g i.e approx fig s.pd s.sos m.si a.n u.p s.d".split()
)


def words(text: str, span: Span | None = None) -> Iterator[Span]:
    """The words of the text (or of the span in it), hyphenated and apostrophed words whole."""
    start, end = (0, len(text)) if span is None else (span.start, span.end)
    for match in WORD.finditer(text, start, end):
        yield Span(match.start(), match.end())


def count_words(text: str) -> int:
    """How many words stand in the text."""
    return sum(1 for _ in WORD.finditer(text))


def sentences(text: str, span: Span | None = None) -> list[Span]:
    """The sentences of the text (or of the span in it), trimmed, never across a line end.

    A stop ends a sentence unless it closes an abbreviation or an initial; dots that trail off
    (`…`, `...`) end one only when what follows starts with a capital or a digit.
    """
    whole = Span(0, len(text)) if span is None else span
    found: list[Span] = []
    start = whole.start
    for match in _SENTENCE_END.finditer(text, whole.start, whole.end):
        if "\n" not in match.group() and not _ends_sentence(text, match):
            continue
        piece = trimmed(text, Span(start, match.end()))
        if piece:
            found.append(piece)
        start = match.end()
    last = trimmed(text, Span(start, whole.end))
    if last:
        found.append(last)
    return found


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark == ".":
        # 24 characters hold any abbreviation, and keep the look back linear.
        before = _LAST_WORD.search(text, max(0, match.start() - 24), match.start())
        if before:
            word = before.group().casefold()
            if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
                return False
        return True
    if mark.startswith(("…", "..")):
        following = text[match.end() : match.end() + 4].lstrip(" ")[:1]
        return not following or following.isupper() or following.isdigit() or following == "\n"
    return True


def clauses(text: str, span: Span) -> list[Span]:
    """The clauses of a sentence: what stands between commas, semicolons, colons and dashes."""
    found: list[Span] = []
    start = span.start
    for match in _CLAUSE_END.finditer(text, span.start, span.end):
        piece = trimmed(text, Span(start, match.start() + (match.group()[0] in ",;:")))
        if piece:
            found.append(piece)
        start = match.end()
    last = trimmed(text, Span(start, span.end))
    if last:
        found.append(last)
    return found


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)
    ).casefold()


def fold(text: str) -> str:
    """The text without case and diacritics, for comparing; its length may differ."""
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the place in the text it came from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    pieces: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = _fold_character(character)
        pieces.append(folded)
        places.extend([place] * len(folded))
    return "".join(pieces), places


def find_all(text: str, needle: str) -> list[Span]:
    """Where the needle stands in the text, case and diacritics folded; places do not overlap."""
    wanted = fold(needle)
    if not wanted:
        return []
    folded, places = fold_with_places(text)
    found: list[Span] = []
    at = folded.find(wanted)
    while at >= 0:
        last = places[at + len(wanted) - 1]
        end = last + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        found.append(Span(places[at], end))
        at = folded.find(wanted, at + len(wanted))
    return found
