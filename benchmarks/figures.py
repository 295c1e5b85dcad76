"""A figure: what was measured, how often, and the limit it is held against."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Limit:
    """A bound on one statistic of a figure: `min`, `median`, `p95` or `max`."""

    statistic: str
    bound: float
    at_least: bool = False

    def kept(self, value: float) -> bool:
        """Whether a value is on the right side of the bound."""
        return value >= self.bound if self.at_least else value < self.bound


def below(median: float, p95: float | None = None) -> tuple[Limit, ...]:
    """The usual limits: the median under one bound, and the 95th percentile under another."""
    limits = (Limit("median", median),)
    return limits if p95 is None else (*limits, Limit("p95", p95))


def at_least(median: float) -> tuple[Limit, ...]:
    """A floor: the median is that or more."""
    return (Limit("median", median, at_least=True),)


@dataclass(frozen=True)
class Figure:
    """Something measured several times, in one unit."""

    subject: str
    name: str
    unit: str
    samples: tuple[float, ...]
    limits: tuple[Limit, ...] = ()
    note: str = ""

    def value(self, statistic: str) -> float:
        """One of `min`, `median`, `p95`, `max` of the samples."""
        ordered = sorted(self.samples)
        if statistic == "median":
            return statistics.median(ordered)
        place = {"min": 0, "max": len(ordered) - 1}.get(
            statistic, math.ceil(0.95 * len(ordered)) - 1
        )
        return ordered[place]

    @property
    def verdict(self) -> str:
        """`ok`, `missed`, or nothing where there is no limit."""
        if not self.limits:
            return ""
        kept = all(limit.kept(self.value(limit.statistic)) for limit in self.limits)
        return "ok" if kept else "missed"

    @property
    def limit_text(self) -> str:
        """The limits as one reads them: `median < 10, p95 < 25`."""
        return ", ".join(
            f"{limit.statistic} {'≥' if limit.at_least else '<'} {limit.bound:g}"
            for limit in self.limits
        )

    def cells(self) -> tuple[str, ...]:
        """The cells of its row in the table."""
        values = (number(self.value(s)) for s in ("min", "median", "p95"))
        runs = str(len(self.samples))
        return (self.name, *values, self.unit, runs, self.limit_text, self.verdict, self.note)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "subject": self.subject,
            "name": self.name,
            "unit": self.unit,
            **{s: round(self.value(s), 3) for s in ("min", "median", "p95")},
            "runs": len(self.samples),
            "limit": self.limit_text,
            "verdict": self.verdict,
            "note": self.note,
        }


HEAD = ("figure", "min", "median", "p95", "unit", "runs", "limit", "", "note")


def number(value: float) -> str:
    """Three digits that mean something."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def lines(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Rows as aligned text, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(
            cell.rjust(width) if 1 <= place <= 3 or place == 5 else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()


def markdown(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Rows as a Markdown table."""
    head, *body = rows
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---:' if 1 <= n <= 3 or n == 5 else '---' for n in range(len(head)))}|"
    for row in body:
        yield f"| {' | '.join(row)} |"
