"""Finding codings again in a text that was edited: exactly, else nearly, else not at all."""

from __future__ import annotations

from dataclasses import replace

from qcode.study.coding import CONTEXT, READ, Coding, CodingFile, moved
from qcode.study.spans import Span, trimmed
from qcode.study.transcript import Transcript

LONG_ENOUGH = 24
"""Code points that make a quote trustworthy without context when it stands only once."""
CUTOFF = 85.0
"""Likeness in percent, context included, below which a near match does not count."""
_QUOTE_CUTOFF = 70.0
_CLEARLY_BETTER = 3.0
_MASK = "\x00"


def reanchored(file: CodingFile, transcript: Transcript) -> CodingFile:
    """The file with every coding at its place in the text as it is; unplaced where none is sure."""
    if file.sha == transcript.sha:
        return file
    items = sorted((placed(c, file.sha, transcript.text) for c in file.items), key=Coding.sort_key)
    return replace(file, items=tuple(items), sha=transcript.sha)


def stands(coding: Coding, text: str) -> bool:
    """Whether the coding's words and what surrounds them are at its place in the text."""
    if coding.start is None or coding.end is None:
        return True
    before = text[max(0, coding.start - len(coding.prefix)) : coding.start]
    return (
        text[coding.start : coding.end] == coding.quote
        and before == coding.prefix
        and text.startswith(coding.suffix, coding.end)
    )


def placed(coding: Coding, sha: str, text: str) -> Coding:
    """The coding at its place in this text, or unplaced; `sha` is of the text it was made in."""
    span = find(coding, text)
    if span is not None:
        return moved(
            coding, text, _to_the_edges(coding, text, span) if coding.kind == READ else span
        )
    if coding.start is None or coding.end is None:
        return coding
    return replace(coding, start=None, end=None, was=(coding.start, coding.end, sha))


def _to_the_edges(mark: Coding, text: str, span: Span) -> Span:
    """A mark of reading that began or ended where a line does still does: words that a correction
    adds at the edge of a turn do not make it unread, as words in its middle do not.
    """
    start, end = span.start, span.end
    if mark.suffix[:1] in {"", "\n"} and text[end : end + 1] not in {"", "\n"}:
        end = min(at for at in (text.find("\n", end), len(text)) if at >= 0)
    line = text.rfind("\n", 0, start) + 1
    label = mark.prefix[mark.prefix.rfind("\n") + 1 :]
    begins = "\n" in mark.prefix or len(mark.prefix) < CONTEXT
    if begins and text.startswith(label, line) and line + len(label) <= start:
        start = line + len(label)
    return trimmed(text, Span(start, end))


def find(coding: Coding, text: str) -> Span | None:
    """Where the coding's quote stands in the text, or None when no place is sure enough."""
    if not coding.quote:
        return None
    places = _occurrences(text, coding.quote)
    span = _exact(coding, text, places)
    if span is not None:
        return span
    if len(places) > 1 or len(coding.quote) > len(text) * 2:
        return None
    return _near(coding, text)


def _occurrences(text: str, quote: str) -> list[int]:
    places = []
    at = text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _exact(coding: Coding, text: str, places: list[int]) -> Span | None:
    length = len(coding.quote)
    both, one = [], []
    for at in places:
        before = text[max(0, at - len(coding.prefix)) : at] == coding.prefix
        after = text[at + length : at + length + len(coding.suffix)] == coding.suffix
        if before and after:
            both.append(at)
        elif before or after:
            one.append(at)
    for candidates in (both, one):
        if len(candidates) == 1:
            return Span(candidates[0], candidates[0] + length)
        if candidates:
            if coding.start in candidates and candidates is both:
                return Span(coding.start, coding.start + length)
            return None
    if len(places) == 1 and length >= LONG_ENOUGH:
        return Span(places[0], places[0] + length)
    return None


def _near(coding: Coding, text: str) -> Span | None:
    from rapidfuzz import fuzz

    wanted = coding.prefix + coding.quote + coding.suffix
    best = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=CUTOFF)
    if best is None or len(text) < len(wanted) // 2:
        return None
    rest = text[: best.dest_start] + _MASK * (best.dest_end - best.dest_start)
    rest += text[best.dest_end :]
    rival = fuzz.partial_ratio_alignment(wanted, rest, score_cutoff=best.score - _CLEARLY_BETTER)
    if rival is not None:
        return None
    span = _quote_in(coding, wanted, text, best.dest_start, best.dest_end)
    if not span or fuzz.ratio(coding.quote, text[span.start : span.end]) < _QUOTE_CUTOFF:
        return None
    return span


def _quote_in(coding: Coding, wanted: str, text: str, start: int, end: int) -> Span | None:
    """The part of the window that the quote, and not its context, corresponds to."""
    from rapidfuzz.distance import Indel

    first, last = len(coding.prefix), len(coding.prefix) + len(coding.quote)
    low, high = max(0, start - 8), min(len(text), end + 8)
    blocks = Indel.opcodes(wanted, text[low:high])
    begin = finish = None
    for block in blocks:
        if block.tag != "equal" or block.src_end <= first or block.src_start >= last:
            continue
        into = max(0, first - block.src_start)
        begin = block.dest_start + into if begin is None else begin
        finish = block.dest_end - max(0, block.src_end - last)
    if begin is None or finish is None or finish <= begin:
        return None
    return trimmed(text, _whole_words(text, Span(low + begin, low + finish), coding))


def _whole_words(text: str, span: Span, coding: Coding) -> Span:
    """The span widened to word edges where the quote had them, as a typo may sit at an edge."""
    start, end = span.start, span.end
    begins = not (coding.prefix[-1:].isalnum() and coding.quote[:1].isalnum())
    ends = not (coding.suffix[:1].isalnum() and coding.quote[-1:].isalnum())
    while begins and start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while ends and end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)
