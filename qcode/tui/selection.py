"""A selection as (anchor, cursor) in places of the text, and how it moves, grows and shrinks.

All functions are pure; words are those of what was said, never of speaker labels.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qcode.study.spans import Span, trimmed
from qcode.study.transcript import Transcript, Turn
from qcode.study.words import clauses, sentences, words
from qcode.tui.layout import next_character, previous_character

LEVELS = ("word", "clause", "sentence", "turn")
_LOOK_BACK = 256


@dataclass(frozen=True, slots=True)
class Selection:
    """From the anchor, which stays, to the cursor, which moves; empty where they meet."""

    anchor: int
    cursor: int

    def __bool__(self) -> bool:
        return self.anchor != self.cursor

    @property
    def span(self) -> Span:
        """The stretch between the two."""
        return Span(min(self.anchor, self.cursor), max(self.anchor, self.cursor))

    @classmethod
    def over(cls, span: Span) -> Selection:
        """The whole span, with the cursor at its end."""
        return cls(span.start, span.end)


def said(transcript: Transcript, span: Span) -> Span:
    """The span without white space, labels and times at its edges; empty if nothing is left."""
    inside = transcript.turns_in(span)
    if not inside:
        return Span(span.start, span.start)
    start, end = max(span.start, inside[0].body.start), min(span.end, inside[-1].body.end)
    return trimmed(transcript.text, Span(start, max(start, end)))


def unit_at(transcript: Transcript, place: int, level: str) -> Span:
    """The word, clause, sentence or turn at a place, or the nearest one before it in its turn."""
    turn = transcript.turn_at(place)
    if turn is None or not turn.body:
        return Span(place, place)
    units = _units(transcript, turn, level, place)
    index = max(0, bisect_right(units, place, key=lambda s: s.start) - 1)
    return units[index] if units else Span(place, place)


def _units(transcript: Transcript, turn: Turn, level: str, place: int) -> Sequence[Span]:
    text, body = transcript.text, turn.body
    if level == "turn":
        return [body]
    found = sentences(text, body)
    if level == "sentence":
        return found
    index = max(0, bisect_right(found, place, key=lambda s: s.start) - 1)
    around = found[index]
    return clauses(text, around) if level == "clause" else list(words(text, around))


def grown(transcript: Transcript, span: Span) -> Span:
    """The smallest word, clause, sentence or turn that holds the span and more; else the span.

    A span over several units grows to whole units of the level at which it has loose ends.
    """
    for level in LEVELS:
        first = unit_at(transcript, span.start, level)
        last = unit_at(transcript, max(span.start, span.end - 1), level)
        whole = Span(min(first.start, span.start), max(last.end, span.end))
        if whole != span:
            return whole
    return span


def shrunk(transcript: Transcript, span: Span) -> Span:
    """The largest turn, sentence, clause or word at the span's start that is smaller; else it."""
    for level in reversed(LEVELS):
        unit = unit_at(transcript, span.start, level)
        if unit and span.contains(unit) and unit != span:
            return unit
    return span


def neighbour(transcript: Transcript, span: Span, level: str, step: int) -> Span | None:
    """The next (1) or previous (-1) unit of the level, across turns; None at the text's end."""
    for turn in _turns_from(
        transcript, span.start if step < 0 else max(span.start, span.end - 1), step
    ):
        for unit in _all_units(transcript, turn, level, step):
            if unit.start >= span.end if step > 0 else unit.end <= span.start:
                return unit
    return None


def _turns_from(transcript: Transcript, place: int, step: int) -> Iterator[Turn]:
    turns = transcript.turns
    here = transcript.turn_at(place)
    if here is None:
        return
    index = here.number - 1
    while 0 <= index < len(turns):
        yield turns[index]
        index += step


def _all_units(transcript: Transcript, turn: Turn, level: str, step: int) -> list[Span]:
    text = transcript.text
    units = [turn.body] if level == "turn" else sentences(text, turn.body)
    if level in {"word", "clause"}:
        cut = clauses if level == "clause" else words
        units = [part for sentence in units for part in cut(text, sentence)]
    return units[::step]


def edge_moved(transcript: Transcript, place: int, unit: str, step: int, edge: str) -> int:
    """Where an edge of a selection comes to lie when it moves by one unit.

    `edge` is start or end: an end stops behind units, a start before them. The place itself when
    there is no further unit.
    """
    text = transcript.text
    if unit == "character":
        move = next_character if step > 0 else previous_character
        return move(text, place)
    for turn in _turns_from(transcript, place if step > 0 else max(0, place - 1), step):
        for span in _edge_units(transcript, turn, unit, place, step):
            stop = span.start if edge == "start" else span.end
            if stop > place if step > 0 else stop < place:
                return stop
    return place


def _edge_units(
    transcript: Transcript, turn: Turn, unit: str, place: int, step: int
) -> Iterator[Span]:
    text, body = transcript.text, turn.body
    if unit != "word":
        yield from _all_units(transcript, turn, unit, step)
    elif step > 0:
        start = min(max(body.start, place), body.end)
        while start > body.start and not text[start - 1].isspace():
            start -= 1
        yield from words(text, Span(start, body.end))
    else:
        yield from _words_back(text, body, min(place, body.end))


def _words_back(text: str, body: Span, place: int) -> Iterator[Span]:
    """The words before a place, last first, without reading a long turn from its start."""
    end = max(body.start, place)
    while end < body.end and not text[end].isspace():
        end += 1
    while end > body.start:
        start = max(body.start, end - _LOOK_BACK)
        while start > body.start and not text[start - 1].isspace():
            start -= 1
        yield from reversed(list(words(text, Span(start, end))))
        end = start


def extended(
    transcript: Transcript, selection: Selection, unit: str, edge: str, step: int
) -> Selection:
    """The selection with one edge moved by a unit; as it was when nothing would be left of it.

    `edge` is start, end, or cursor (the end that moves, which may pass the anchor).
    """
    span = selection.span
    if edge == "cursor":
        backwards = selection.cursor < selection.anchor or (not selection and step < 0)
        side = "start" if backwards else "end"
        if unit == "word" and side == "end" and step < 0:
            place = _before_last_word(transcript, span)
        else:
            place = edge_moved(transcript, selection.cursor, unit, step, side)
        return Selection(selection.anchor, place)
    if edge == "start":
        start = edge_moved(transcript, span.start, unit, step, "start")
        return Selection(span.end, start) if start < span.end else selection
    if unit == "word" and step < 0:
        end = _before_last_word(transcript, span)
    else:
        end = edge_moved(transcript, span.end, unit, step, "end")
    return Selection(span.start, end) if end > span.start else selection


def _before_last_word(transcript: Transcript, span: Span) -> int:
    """The end of the word before the last one: a closing full stop goes with its word."""
    last = edge_moved(transcript, span.end, "word", -1, "start")
    return edge_moved(transcript, last, "word", -1, "end")


def carried(old: str, new: str, place: int) -> int:
    """A place of the old text in the new one, where one stretch of it was replaced."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old.startswith(new[low:middle], low):
            low = middle
        else:
            high = middle - 1
    if place <= low:
        return place
    return max(low, min(len(new), place + len(new) - len(old)))
