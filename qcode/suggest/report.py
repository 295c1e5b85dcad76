"""An account of the suggestions: what was taken, what was refused, and how honest they were.

Read from the codings themselves (`origin`) and from the lines of kind rejected. A suggestion that
was shown and passed by leaves no line, so that shares are of those that were answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qcode.study.coding import CODING, REJECTED, Coding
from qcode.study.study import Study

BINS = 10
ENOUGH = 5
"""Fewer answers say nothing about a code."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers to suggestions, and codings made without one."""

    accepted: int = 0
    rejected: int = 0
    by_hand: int = 0

    @property
    def answered(self) -> int:
        """Taken or refused."""
        return self.accepted + self.rejected

    @property
    def share_accepted(self) -> float:
        """Of those answered."""
        return self.accepted / self.answered if self.answered else 0.0

    @property
    def verdict(self) -> str:
        """helps, misleads, or empty when there are too few answers to tell."""
        if self.answered < ENOUGH:
            return ""
        return "helps" if self.share_accepted >= 0.5 else "misleads"


@dataclass(frozen=True)
class Account:
    """The whole account of a study or of one coder."""

    whole: Tally = field(default_factory=Tally)
    by_code: Mapping[str, Tally] = field(default_factory=dict)
    by_month: Mapping[str, Tally] = field(default_factory=dict)
    """Year and month (2026-11), in order."""
    by_rank: Mapping[int, Tally] = field(default_factory=dict)
    reliability: tuple[tuple[float, float, int], ...] = ()
    """For each bin: mean chance that was said, share accepted, answers."""


def report(study: Study, coder: str | None = None) -> Account:
    """Counts what the lines of the codings files tell; of one coder, or of all."""
    counts: Counter[tuple[str, object, str]] = Counter()
    said: dict[int, list[tuple[float, bool]]] = {}
    for line in _lines(study, coder):
        origin = suggested(line)
        taken = line.kind == CODING
        if origin is None and not taken:
            continue
        what = "by_hand" if origin is None else "accepted" if taken else "rejected"
        for key in (
            ("whole", ""),
            ("code", study.codebook.resolve(line.code)),
            ("month", line.at[:7]),
            ("rank", origin[0] if origin else 0),
        ):
            counts[key[0], key[1], what] += 1
        if origin:
            place = min(BINS - 1, int(origin[1] * BINS))
            said.setdefault(place, []).append((origin[1], taken))
    months, ranks = _tallies(counts, "month"), _tallies(counts, "rank")
    return Account(
        _tallies(counts, "whole").get("", Tally()),
        {str(k): v for k, v in _tallies(counts, "code").items()},
        {str(k): months[k] for k in sorted(months, key=str)},
        {int(str(k)): ranks[k] for k in sorted(ranks, key=lambda k: int(str(k))) if k},
        tuple(
            (sum(s for s, _ in some) / len(some), sum(t for _, t in some) / len(some), len(some))
            for _, some in sorted(said.items())
        ),
    )


def _lines(study: Study, coder: str | None) -> Iterator[Coding]:
    for file in study.files_in_order:
        if coder in (None, file.coder):
            yield from (c for c in file.items if c.kind in {CODING, REJECTED})


def suggested(coding: Coding) -> tuple[int, float] | None:
    """Rank and score of the suggestion that a line answers; None for other origins."""
    origin = coding.origin
    data = origin.get("suggested") if isinstance(origin, Mapping) else None
    if not isinstance(data, Mapping):
        return None
    try:
        rank, score = int(data.get("rank", 0)), float(data.get("score", 0.0))
    except (TypeError, ValueError):
        return None
    return rank, min(1.0, max(0.0, score))


def _tallies(counts: Counter[tuple[str, object, str]], group: str) -> dict[object, Tally]:
    keys = dict.fromkeys(key for kind, key, _ in counts if kind == group)
    return {
        key: Tally(
            counts[group, key, "accepted"],
            counts[group, key, "rejected"],
            counts[group, key, "by_hand"],
        )
        for key in keys
    }
