"""Code saturation of a study: what analysis computes, and screens and figures show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview in its order: the codes first seen in it, and how many are known by then."""

    transcript: str
    new: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Run:
    """Interviews in a row after the base, and what they added to it."""

    start: int
    """The number of its first interview, counted from 1."""
    to: str
    """Its last interview."""
    new: int
    """Codes first seen in the run."""
    ratio: float | None
    """New codes by the codes of the base; None when the base has none."""


@dataclass(frozen=True)
class Saturation:
    """Base, interviews and runs, after Guest, Namey & Chen (2020)."""

    base: int
    """Interviews in the base."""
    base_codes: int
    """Distinct codes in it."""
    run: int
    threshold: float
    interviews: tuple[Interview, ...]
    runs: tuple[Run, ...]
    uncoded: tuple[str, ...] = ()
    """Interviews that were left out because nobody has coded them."""
    level: str = "codes"
    order: str = "date"

    @property
    def reached(self) -> Run | None:
        """The first run that adds no more than the threshold."""
        return next((r for r in self.runs if r.ratio is not None and self._low(r.ratio)), None)

    def _low(self, ratio: float) -> bool:
        return ratio <= self.threshold + 1e-9

    @property
    def notation(self) -> str:
        """As the authors report it: the interviews before the run, and the run, such as `5+2`."""
        found = self.reached
        return f"{found.start - 1}+{self.run}" if found else ""

    def plain(self) -> dict[str, Any]:
        """The fixed form for scripts."""
        found = self.reached
        return {
            "base": {"size": self.base, "codes": self.base_codes},
            "interviews": [
                {"transcript": i.transcript, "new": len(i.new), "total": i.total}
                for i in self.interviews
            ],
            "runs": [{"to": r.to, "new": r.new, "ratio": r.ratio} for r in self.runs],
            "reached": found.to if found else None,
        }


_BLOCKS = " ▁▂▃▄▅▆▇█"


def curve(values: Sequence[float], width: int, height: int) -> tuple[str, ...]:
    """Values as columns of block characters, the first line the highest; of at most `width` cells.

    A column is two cells wide while there is room; of more values than fit, the last are shown.
    """
    if not values or width < 1 or height < 1:
        return ()
    each = 2 if len(values) * 2 <= width else 1
    shown = values[-(width // each) :]
    highest = max(shown) or 1.0
    steps = [round(value / highest * height * 8) for value in shown]
    if any(shown):
        steps = [max(1, s) if v > 0 else 0 for s, v in zip(steps, shown, strict=True)]
    lines = []
    for row in range(height - 1, -1, -1):
        cells = (_BLOCKS[min(8, max(0, step - row * 8))] for step in steps)
        lines.append("".join(cell.ljust(each) for cell in cells).rstrip())
    return tuple(lines)
