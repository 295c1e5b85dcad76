"""An account of the suggestions: what was shown, what became of it, how honest the chances were.

What was taken and refused is read from the codings themselves (`origin`) and from the lines of kind
rejected; what was shown, from its record. A code that was shown for a segment several times counts
once. Where nothing was coded, refused or marked as read then or later, nothing was decided: who
only came by, to read on or to look back, has not passed a code over.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from qcode.study.coding import CODING, REJECTED, Coding
from qcode.study.settings import SettingChange
from qcode.study.shown import ACCEPTED, OWN, Record, suggested
from qcode.study.shown import REJECTED as REFUSED
from qcode.study.study import Study
from qcode.suggest.showings import BY_HAND, Event, Showings

Key = TypeVar("Key", str, int)
BINS = 10
ENOUGH = 5
"""Fewer suggestions say nothing about a code."""
HELPS, MISLEADS = "helps", "misleads"


@dataclass(frozen=True, slots=True)
class Tally:
    """Suggestions by what became of them, and codings made without one."""

    accepted: int = 0
    own: int = 0
    """Put by hand on the segment for which it was shown: it was right, though not taken."""
    rejected: int = 0
    ignored: int = 0
    """Shown for a segment that was coded otherwise then or later, or marked as read."""
    by_hand: int = 0
    """Codings made without a suggestion; those of `own` are among them."""
    said: float = 0.0
    """The chances that were said, added up: so many should be right."""
    spread: float = 0.0
    """The variance of that sum, if the chances were true."""

    @property
    def shown(self) -> int:
        """All but what was made by hand."""
        return self.accepted + self.own + self.rejected + self.ignored

    @property
    def right(self) -> int:
        """Taken, or put by hand all the same."""
        return self.accepted + self.own

    @property
    def answered(self) -> int:
        """Taken or refused."""
        return self.accepted + self.rejected

    @property
    def share_accepted(self) -> float:
        """Of those answered."""
        return self.accepted / self.answered if self.answered else 0.0

    @property
    def share_right(self) -> float:
        """Of those shown."""
        return self.right / self.shown if self.shown else 0.0

    @property
    def share_said(self) -> float:
        """The mean chance that was said."""
        return self.said / self.shown if self.shown else 0.0

    @property
    def verdict(self) -> str:
        """helps, misleads, or empty when there is too little to tell.

        Misleads: refused more often than right, or right more seldom than was said by more than
        two standard deviations. Helps: neither, and surely more than half as often as was said,
        that is, by the lower end of the interval of Wilson (Journal of the American Statistical
        Association 22, 1927) at two standard deviations.
        """
        if self.shown < ENOUGH:
            return ""
        if self.rejected > self.right or self.right < self.said - 2 * self.spread**0.5:
            return MISLEADS
        return HELPS if _at_least(self.right, self.shown) > self.share_said / 2 else ""


@dataclass(frozen=True)
class Account:
    """The whole account of a study or of one coder."""

    whole: Tally = field(default_factory=Tally)
    by_code: Mapping[str, Tally] = field(default_factory=dict)
    by_month: Mapping[str, Tally] = field(default_factory=dict)
    """Year and month (2026-11), in order."""
    by_week: Mapping[str, Tally] = field(default_factory=dict)
    """The Monday of each week (2026-11-23), in order."""
    by_rank: Mapping[int, Tally] = field(default_factory=dict)
    by_mode: Mapping[str, Tally] = field(default_factory=dict)
    """By the setting `suggestions` under which they showed; empty where it is not recorded."""
    reliability: tuple[tuple[float, float, int], ...] = ()
    """For each bin: mean chance that was said, share that was right, suggestions."""
    reliability_of: Mapping[str, tuple[tuple[float, float, int], ...]] = field(default_factory=dict)
    """The same by code."""
    undecided: int = 0
    """Shown for segments on which nothing was decided then or since; counted nowhere else."""
    silent: int = 0
    """Segments for which no code was likely enough to be shown."""
    names: tuple[int, int] = (0, 0)
    """In-vivo names shown, and taken."""
    since: str = ""
    """When the record begins: of what was shown before, only answers are known."""
    unreadable: int = 0
    """Lines of the record that could not be read."""
    changes: tuple[SettingChange, ...] = ()
    """When which setting about suggestions held."""

    @property
    def error(self) -> float:
        """How far the chances lay from the truth: the expected calibration error."""
        count = sum(n for _, _, n in self.reliability)
        return sum(n * abs(s - r) for s, r, n in self.reliability) / count if count else 0.0


def _at_least(right: int, shown: int) -> float:
    """The lower end of Wilson's interval for a share, at two standard deviations."""
    share, z = right / shown, 2.0
    spread = z * math.sqrt(share * (1 - share) / shown + z * z / (4 * shown * shown))
    return max(0.0, (share + z * z / (2 * shown) - spread) / (1 + z * z / shown))


def account(root: Path, study: Study, coder: str | None = None) -> Account:
    """The account of a study on disk, of one coder or of all; reads record and journals."""
    from qcode.files.settings_log import setting_changes
    from qcode.files.shown import read_shown

    changes = setting_changes(root, study.codebook)
    return report(study, coder, read_shown(root, coder), changes)


def report(
    study: Study,
    coder: str | None = None,
    record: Record | None = None,
    changes: tuple[SettingChange, ...] = (),
) -> Account:
    """Counts what codings and record tell; of one coder, or of all."""
    record = record or Record()
    lines = [line for line in record.lines if coder in (None, line[0])]
    shown = Showings(study, lines)
    events = [*shown.events, *_answers(study, coder, shown.matched)]
    told = [event for event in events if event.outcome != BY_HAND]
    weeks, months = _by(events, lambda e: _monday(e.at)), _by(events, lambda e: e.at[:7])
    codes = _by(events, lambda e: e.code)
    ranks = _by([e for e in told if e.rank], lambda e: e.rank)
    return Account(
        whole=_tally(events),
        by_code={code: _tally(some) for code, some in codes.items()},
        by_month={month: _tally(months[month]) for month in sorted(months)},
        by_week={week: _tally(weeks[week]) for week in sorted(weeks)},
        by_rank={rank: _tally(ranks[rank]) for rank in sorted(ranks)},
        by_mode={mode: _tally(some) for mode, some in sorted(_by(told, _mode).items())},
        reliability=_reliability(told),
        reliability_of={c: _reliability(some) for c, some in _by(told, lambda e: e.code).items()},
        undecided=shown.undecided,
        silent=shown.silent,
        names=shown.names,
        since=min((one.at for _, _, one in lines), default=""),
        unreadable=record.unreadable,
        changes=changes,
    )


def _mode(event: Event) -> str:
    return event.mode


def _answers(study: Study, coder: str | None, matched: set[str]) -> Iterator[Event]:
    """What the codings tell that the record does not: answers of before, and work by hand."""
    for line in _lines(study, coder):
        code, answered = study.codebook.resolve(line.code), suggested(line)
        if answered is None:
            if line.kind == CODING:
                yield Event(code, line.at, BY_HAND)
        elif line.id not in matched:
            outcome = ACCEPTED if line.kind == CODING else REFUSED
            yield Event(code, line.at, outcome, answered.rank, answered.score)


def _lines(study: Study, coder: str | None) -> Iterator[Coding]:
    for file in study.files_in_order:
        if coder in (None, file.coder):
            yield from (c for c in file.items if c.kind in {CODING, REJECTED})


def _by(events: Iterable[Event], key: Callable[[Event], Key]) -> dict[Key, list[Event]]:
    found: dict[Key, list[Event]] = {}
    for event in events:
        found.setdefault(key(event), []).append(event)
    return found


def _tally(events: Iterable[Event]) -> Tally:
    some = list(events)
    told = [event for event in some if event.outcome != BY_HAND]
    count = {kind: sum(e.outcome == kind for e in told) for kind in (ACCEPTED, OWN, REFUSED)}
    return Tally(
        accepted=count[ACCEPTED],
        own=count[OWN],
        rejected=count[REFUSED],
        ignored=len(told) - sum(count.values()),
        by_hand=len(some) - len(told),
        said=sum(event.score for event in told),
        spread=sum(event.score * (1 - event.score) for event in told),
    )


def _reliability(events: Iterable[Event]) -> tuple[tuple[float, float, int], ...]:
    bins: dict[int, list[Event]] = {}
    for event in events:
        bins.setdefault(min(BINS - 1, int(event.score * BINS)), []).append(event)
    return tuple(
        (
            sum(e.score for e in some) / len(some),
            sum(e.outcome in {ACCEPTED, OWN} for e in some) / len(some),
            len(some),
        )
        for _, some in sorted(bins.items())
    )


def _monday(at: str) -> str:
    try:
        day = date.fromisoformat(at[:10])
    except ValueError:
        return ""
    return (day - timedelta(days=day.weekday())).isoformat()


def diagram(said: float, right: float, width: int = 20) -> str:
    """A bar for the share that was right, with a mark where it should end: where it was said to."""
    cells = ["█"] * round(right * width)
    cells += ["░"] * (width - len(cells))
    cells[min(width - 1, int(said * width))] = "┃"
    return "".join(cells)
