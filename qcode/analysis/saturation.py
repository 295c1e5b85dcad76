"""Code saturation after Guest, Namey & Chen (2020): does another interview still bring new codes?

G. Guest, E. Namey, M. Chen: A simple method to assess and report thematic saturation in
qualitative research. PLOS ONE 15(5): e0232076. Whether a category is saturated in the sense of
grounded theory (its properties, dimensions and links) is another question: see `theoretical`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache

from qcode.study.codebook import Codebook
from qcode.study.coding import CODING
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter
from qcode.study.progress import progress
from qcode.study.saturation import Interview, Run, Saturation
from qcode.study.study import Study

ORDERS = ("date", "name", "coded")
LEVELS = ("codes", "categories", "themes")
BASES, RUNS = (4, 5, 6), (2, 3)
THRESHOLDS = (0.05, 0.0)
_EVERYTHING = Filter()


def saturation(
    study: Study,
    *,
    order: str = "date",
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    where: Filter = _EVERYTHING,
    level: str = "codes",
) -> Saturation:
    """New codes over the order of the interviews.

    The ratio of a run is the number of codes first seen in it by the distinct codes of the base;
    the base stays fixed and the runs overlap, moving one interview at a time. Only interviews
    count, and of them those that were coded; codes from theory are left out (they were there
    before the first interview), merged codes count once. Interviews of one date stand by name,
    undated ones last; `coded` is by the time of the first coding.
    """
    _require(order, base, run, threshold, level)
    seen_in = _codes_by_transcript(study, where, level)
    names, uncoded = _interviews(study, where, seen_in)
    names.sort(key=_sort_key(study, order, where))
    known: set[str] = set()
    interviews: list[Interview] = []
    for name in names:
        fresh = [code for code in seen_in.get(name, ()) if code not in known]
        known.update(fresh)
        interviews.append(Interview(name, tuple(fresh), len(known)))
    size = sum(len(i.new) for i in interviews[:base])
    runs: list[Run] = []
    for start in range(base, len(interviews) - run + 1):
        new = sum(len(i.new) for i in interviews[start : start + run])
        last = interviews[start + run - 1].transcript
        runs.append(Run(start + 1, last, new, new / size if size else None))
    return Saturation(
        base, size, run, threshold, tuple(interviews), tuple(runs), tuple(uncoded), level, order
    )


def _require(order: str, base: int, run: int, threshold: float, level: str) -> None:
    if order not in ORDERS:
        raise QcodeError(f"Interviews have no order “{order}”; choose one of {', '.join(ORDERS)}.")
    if level not in LEVELS:
        raise QcodeError(
            f"Saturation is not measured on “{level}”; choose one of {', '.join(LEVELS)}."
        )
    if base < 1 or run < 1 or not 0 <= threshold < 1:
        raise QcodeError(
            "Saturation needs a base and a run of at least one interview and a threshold from 0 "
            f"to below 1; given are {base}, {run} and {threshold}."
        )


def from_theory(codebook: Codebook, code: str) -> bool:
    """Whether the code came from theory and not from these data."""
    known = codebook.codes.get(code)
    return known is not None and known.source.strip().casefold().startswith("theory")


def _counted(codebook: Codebook, level: str) -> Callable[[str], str]:
    """From a coding's code to what it counts as; empty for what does not count."""

    @cache
    def counted(code: str) -> str:
        ident = codebook.resolve(code)
        if level == "themes":
            ident = codebook.theme_of(ident)
        elif level == "categories" and not codebook.is_category(ident):
            ident = codebook.parents.get(ident, ident)
        return "" if from_theory(codebook, ident) else ident

    return counted


def _codes_by_transcript(study: Study, where: Filter, level: str) -> Mapping[str, dict[str, None]]:
    """Transcript to what was coded in it, in order of first sight."""
    counted = _counted(study.codebook, level)
    found: dict[str, dict[str, None]] = {}
    for file, coding in where.codings(study):
        code = counted(coding.code)
        there = found.setdefault(file.transcript, {})
        if code:
            there[code] = None
    return found


def _interviews(
    study: Study, where: Filter, seen: Mapping[str, object]
) -> tuple[list[str], list[str]]:
    """The interviews that were coded (or read to the end without a coding), and the others."""
    coded: list[str] = []
    uncoded: list[str] = []
    for name, transcript in study.transcripts.items():
        if transcript.kind != "interview" or not where.matches_transcript(study, name):
            continue
        done = name in seen or _worked_on(study, name, where)
        (coded if done else uncoded).append(name)
    return coded, uncoded


def _worked_on(study: Study, name: str, where: Filter) -> bool:
    for file in study.files_of(name):
        if where.coders and file.coder not in where.coders:
            continue
        if file.codings or ("open" in file.read_spans and _read(study, file.coder, name)):
            return True
    return False


def _read(study: Study, coder: str, name: str) -> bool:
    found = progress(study, coder, name, "open")
    return found.read == found.total


def _natural(name: str) -> tuple[object, ...]:
    """Names with numbers in them by the size of the numbers."""
    parts = re.split(r"(\d+)", name.casefold())
    return tuple(int(p) if i % 2 else p for i, p in enumerate(parts))


def _sort_key(study: Study, order: str, where: Filter) -> Callable[[str], tuple[object, ...]]:
    def by_name(name: str) -> tuple[object, ...]:
        return _natural(name)

    def by_date(name: str) -> tuple[object, ...]:
        date = study.transcripts[name].attributes.get("date", "").strip()
        return (not date, date, _natural(name))

    def by_coding(name: str) -> tuple[object, ...]:
        times = [
            _time(item.at)
            for file in study.files_of(name)
            if not where.coders or file.coder in where.coders
            for item in file.items
            if item.kind == CODING and item.at
        ]
        return (min(times, default=(float("inf"), "")), _natural(name))

    return {"name": by_name, "date": by_date, "coded": by_coding}[order]


def _time(at: str) -> tuple[float, str]:
    """A time with its offset as seconds; what cannot be read stands after all that can."""
    try:
        return (datetime.fromisoformat(at).timestamp(), at)
    except ValueError:
        return (float("inf"), at)
