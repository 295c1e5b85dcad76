"""Suggestions that were shown, and what became of each; no word of what anybody said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qcode.study.coding import Coding
from qcode.study.spans import Span
from qcode.study.study import Study

ACCEPTED, OWN, REJECTED, IGNORED = "accepted", "own", "rejected", "ignored"
OUTCOMES = (ACCEPTED, OWN, REJECTED, IGNORED)
"""Taken by its number; put by hand while it was shown; refused; none of these."""
SHA = 12
"""So many digits of a text's hash tell whether it is still the text that was shown."""


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code as it was suggested, and what became of it until the cursor left the segment."""

    code: str
    rank: int
    score: float
    """The chance that was said, 0 to 1."""
    outcome: str = IGNORED


@dataclass(frozen=True, slots=True)
class Shown:
    """One stay at a segment: what was suggested there. Without codes, that nothing was."""

    came: str
    """When the cursor came, and when it went."""
    at: str
    start: int
    end: int
    text: str
    """The first digits of the hash of the text that start and end refer to."""
    mode: str
    """The setting `suggestions` at that time."""
    threshold: float
    codes: tuple[ShownCode, ...] = ()
    names: tuple[int, int] = (0, 0)
    """How many in-vivo names were shown, and how many of them were taken."""

    @property
    def span(self) -> Span:
        """Where the segment stood."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Record:
    """What was shown to whom and where, in order of time for each coder and transcript."""

    lines: tuple[tuple[str, str, Shown], ...] = ()
    """Coder, transcript, what was shown."""
    unreadable: int = 0
    """Lines that were passed over."""


@dataclass(frozen=True)
class Suggested:
    """Rank and score of the suggestion that a coding or a refusal answers."""

    rank: int
    score: float = field(default=0.0)


def suggested(coding: Coding) -> Suggested | None:
    """The suggestion that a line answers; None for other origins."""
    origin = coding.origin
    data = origin.get("suggested") if isinstance(origin, Mapping) else None
    if not isinstance(data, Mapping):
        return None
    try:
        rank, score = int(data.get("rank", 0)), float(data.get("score", 0.0))
    except (TypeError, ValueError):
        return None
    return Suggested(rank, min(1.0, max(0.0, score)))


def answer_to(
    study: Study, coder: str, transcript: str, span: Span, code: str
) -> tuple[str, Coding | None]:
    """What became of a code that was suggested for a span, as the codings are now.

    With it the coding or refusal that says so; None where it was ignored.
    """
    file, resolve = study.file(coder, transcript), study.codebook.resolve
    wanted = resolve(code)
    own: Coding | None = None
    for coding in file.overlapping(span):
        if resolve(coding.code) == wanted:
            if suggested(coding) is not None:
                return ACCEPTED, coding
            own = own or coding
    if own is not None:
        return OWN, own
    for refused in file.rejected:
        if refused.span.overlaps(span) and resolve(refused.code) == wanted:
            return REJECTED, refused
    return IGNORED, None


def shown_to_plain(shown: Shown) -> dict[str, Any]:
    """The JSON object of a line."""
    plain: dict[str, Any] = {
        "came": shown.came,
        "at": shown.at,
        "start": shown.start,
        "end": shown.end,
        "text": shown.text,
        "mode": shown.mode,
        "threshold": shown.threshold,
        "codes": [[c.code, c.rank, round(c.score, 3), c.outcome] for c in shown.codes],
    }
    if shown.names[0]:
        plain["names"] = list(shown.names)
    return plain


def shown_from_plain(plain: Mapping[str, Any]) -> Shown:
    """What a JSON object says; a ValueError, TypeError or KeyError when it is none of ours."""
    codes = tuple(
        ShownCode(str(code), int(rank), float(score), outcome if outcome in OUTCOMES else IGNORED)
        for code, rank, score, outcome in plain["codes"]
    )
    shown, taken = plain.get("names") or (0, 0)
    span = Span(int(plain["start"]), int(plain["end"]))
    return Shown(
        str(plain["came"]),
        str(plain["at"]),
        span.start,
        span.end,
        str(plain.get("text") or ""),
        str(plain.get("mode") or ""),
        float(plain.get("threshold") or 0.0),
        codes,
        (int(shown), int(taken)),
    )
