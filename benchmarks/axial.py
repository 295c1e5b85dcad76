"""Axial coding, the review, proposals and saturation, on the generated study."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figures import Figure, Limit, below
from benchmarks.in_app import Bench, fsyncs, opened
from benchmarks.setup import Setup
from qcode.analysis.proposals import categories, links, merges
from qcode.analysis.saturation import saturation
from qcode.files.snapshot import load_study
from qcode.study.code_edits import move_codes
from qcode.study.study import Study

_MOVED = 50
_PAUSE = 0.06
"""Seconds between two keys of somebody who goes quickly."""


def figures(setup: Setup) -> Iterator[Figure]:
    """The figures of this subject."""
    copy = setup.copy(setup.study())
    try:
        yield from asyncio.run(_moving(copy, setup))
        yield from asyncio.run(_keys_meanwhile(copy, setup))
        yield asyncio.run(_walking(copy, setup))
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


async def _keys_meanwhile(study: Path, setup: Setup) -> list[Figure]:
    """The cursor in the tree of codes while proposals of all kinds are computed, and after."""
    async with opened(setup, study, 0) as bench:
        app = bench.app
        app.open_screen("axial")
        await asyncio.sleep(1)
        await app.run_action("show_view('proposals')", app.screen)
        await asyncio.sleep(0.2)
        await app.run_action("show_view('axial')", app.screen)
        await asyncio.sleep(0.2)
        during = await _moved_while(bench, lambda: _running(bench, "proposals"), 1000)
        after = await _moved_while(bench, lambda: True, setup.runs(100))
    never = (Limit("max", 50),)
    note = "from the key to the frame, in process; the cursor moves in the tree of codes"
    return [
        Figure("axial", "keys while proposals are computed", "ms", during, never, note),
        Figure("axial", "the same keys with nothing computed", "ms", after),
    ]


def _running(bench: Bench, group: str) -> bool:
    return any(w.group == group and w.is_running for w in bench.app.workers)


async def _moved_while(bench: Bench, going: Callable[[], bool], most: int) -> tuple[float, ...]:
    """Milliseconds from each key to its frame: eight rows down, eight up, and so on."""
    found: list[float] = []
    while going() and len(found) < most:
        start = bench.press("up" if len(found) % 16 >= 8 else "down", None)
        shown = await bench.shown_after(start, 2)
        found.append(1000 * (shown - start) if shown else 2000.0)
        await asyncio.sleep(_PAUSE)
    return tuple(found)


async def _walking(study: Path, setup: Setup) -> Figure:
    """A step of the review in the category with the most codings: keep it, go to the next."""
    spent = []
    async with opened(setup, study, 0) as bench:
        app = bench.app
        counts = app.study.rolled_counts
        book = app.study.codebook
        widest = max(filter(book.is_category, book.codes), key=lambda code: counts.get(code, 0))
        app.open_screen("walk", category=widest)
        await asyncio.sleep(1)
        while _running(bench, "near"):
            await asyncio.sleep(0.2)
        for _ in range(setup.runs(30)):
            before = time.thread_time()
            bench.press("space", " ")
            await asyncio.sleep(0.3)
            spent.append(1000 * (time.thread_time() - before))
    note = f"{counts[widest]:,} codings; the time of the thread until the line says saved"
    return Figure("axial", "a step of the review", "ms", tuple(spent), below(10), note)
