"""What the suggester says: frozen values that travel from the worker to the screen and commands."""

from __future__ import annotations

from dataclasses import dataclass

from qcode.study.spans import Span

SURE, LIKELY, MAYBE = "sure", "likely", "maybe"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a code is proposed: one line in plain words, and what it was made of."""

    kind: str
    """rule, words, similar, question, recent, definition or name; empty when nothing stands out."""
    text: str
    """The line in the study's language; `reason_line` writes it in another."""
    words: tuple[str, ...] = ()
    """Words that stand in the segment and speak for the code, as they are written there."""
    coding: str = ""
    """Id of the most similar coding with this code, or empty."""
    place: str = ""
    """Where that coding stands, as it can be cited (`sw.14`), or empty."""
    detail: str = ""
    """The rule that matched or the question that was asked."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known code for a span."""

    code: str
    score: float
    """Calibrated probability that a coder puts this code here, 0 to 1."""
    rank: int
    """From 1; the number key that takes it."""
    sure: str
    """sure, likely or maybe."""
    reason: Reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """The participant's own words as a name for a new code."""

    text: str
    span: Span
    score: float
    """Unusual times central, 0 to 1; only good for ordering."""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is proposed for one span."""

    transcript: str
    span: Span
    suggestions: tuple[Suggestion, ...] = ()
    """Best first; empty when silent."""
    candidates: tuple[Candidate, ...] = ()
    silent: bool = False
    """Whether known codes were found but none is likely enough to show."""
    note: str = ""
    """A sentence for the user, such as that the language has no word rules; given once."""


def sureness(probability: float) -> str:
    """How sure, as a word: sure from 0.75, likely from 0.4, else maybe."""
    if probability >= 0.75:
        return SURE
    return LIKELY if probability >= 0.4 else MAYBE
