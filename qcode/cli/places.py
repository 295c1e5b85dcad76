"""Places in transcripts: from an offset to a turn, and from a span to what one reads of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.spans import Span
    from qcode.study.study import Study

WIDTH = 60
"""Cells for the words of a place in a table."""


def turn_at(study: Study, name: str, place: int) -> Span:
    """What is said in the turn at this code point; a QcodeError when nothing is."""
    transcript = study.transcript(name)
    if not 0 <= place < len(transcript.text):
        raise QcodeError(
            f"The text of {name} has {len(transcript.text)} characters, so there is nothing at "
            f"{place}."
        )
    turn = transcript.turn_at(place)
    if turn is None or not turn.body:
        raise QcodeError(f"Nobody says anything at {place} in {name}.")
    return turn.body


def located(study: Study, name: str, span: Span) -> dict[str, Any]:
    """The place for JSON: transcript, turn as it is cited, start, end, words."""
    from qcode.study.quotes import cite

    transcript = study.transcripts[name]
    return {
        "transcript": name,
        "place": cite(transcript, span.start),
        "start": span.start,
        "end": span.end,
        "quote": transcript.text[span.start : span.end],
    }


def excerpt(study: Study, name: str, span: Span, words: Iterable[Span] = ()) -> str:
    """The span in one short line; where `words` stand late in it, the stretch around them."""
    from qcode.cli.wrap import shortened

    text = study.transcripts[name].text
    first = min((w.start for w in words), default=span.start)
    start = span.start
    if first - start > WIDTH // 2:
        start = text.rfind(" ", span.start, first - WIDTH // 3) + 1 or span.start
    lead = "…" if start > span.start else ""
    return lead + shortened(text[start : span.end], WIDTH - len(lead))
