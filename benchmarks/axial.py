"""Axial coding: moving many codes at once, proposals, saturation, on the generated study."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figures import Figure, below
from benchmarks.in_app import fsyncs, opened
from benchmarks.setup import Setup
from qcode.analysis.proposals import categories, links, merges
from qcode.analysis.saturation import saturation
from qcode.files.snapshot import load_study
from qcode.study.code_edits import move_codes
from qcode.study.study import Study

_MOVED = 50


def figures(setup: Setup) -> Iterator[Figure]:
    """The figures of this subject."""
    copy = setup.copy(setup.study())
    try:
        yield from asyncio.run(_moving(copy, setup))
    finally:
        setup.drop(copy)
    root = setup.study()
    proposers: tuple[tuple[str, Callable[[Study], object]], ...] = (
        ("categories", categories),
        ("merges", merges),
        ("links, by turn", links),
    )
    for name, propose in proposers:
        times = _timed(root, propose, setup.runs(5))
        note = "the study new each time, nothing kept from before"
        yield Figure("axial", f"proposed {name}", "ms", times, below(5000), note)
    yield Figure("axial", "saturation", "ms", _timed(root, saturation, setup.runs(5)), below(500))


def _timed(root: Path, act: Callable[[Study], object], runs: int) -> tuple[float, ...]:
    """Milliseconds of an analysis of a study just read, so that no index is there yet."""
    found = []
    for _ in range(runs):
        study = load_study(root).study
        start = time.perf_counter()
        act(study)
        found.append(1000 * (time.perf_counter() - start))
    return tuple(found)


async def _moving(study: Path, setup: Setup) -> list[Figure]:
    """Fifty codes under one category and then under another, in the app."""
    saved, disk = [], []
    async with opened(setup, study, 0) as bench:
        app = bench.app
        first, second, *others = app.session.study.codebook.codes
        moved = others[-_MOVED:]
        for number in range(setup.runs(20)):
            home = (first, second)[number % 2]
            with fsyncs() as waits:
                start = time.perf_counter()
                app.do(lambda now, home=home: move_codes(now, moved, home))  # type: ignore[misc]
                written = await bench.written_after(start)
                shown = await bench.shown_after(written)
            if written and shown:
                saved.append(1000 * (shown - start))
                disk.append(1000 * sum(waits))
            await asyncio.sleep(0.3)
    return [
        Figure(
            "axial",
            f"{_MOVED} codes into a category, saved and painted",
            "ms",
            tuple(saved),
            below(100),
            "in the coding screen, in process",
        ),
        Figure("axial", "fsync's share of it", "ms", tuple(disk)),
    ]
