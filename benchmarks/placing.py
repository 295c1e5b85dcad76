"""Placing a code: from the key to the stripe drawn, and to the coding saved and painted so."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, below
from benchmarks.in_app import Bench, fsyncs, opened
from benchmarks.screen import HEIGHT, TEXT, WIDTH
from benchmarks.setup import REPOSITORY, Setup, qcode, question_at
from benchmarks.terminal import Terminal

SAVED = below(50)


def figures(setup: Setup) -> Iterator[Figure]:
    """The figures of this subject."""
    study = setup.copy(setup.grown())
    try:
        yield from _in_terminal(setup, study)
        yield from asyncio.run(_in_process(setup, study))
    finally:
        setup.drop(study)


def _in_terminal(setup: Setup, study: Path) -> Iterator[Figure]:
    """A code by the picker once, then the same code again on one segment after the other."""
    environment = setup.environment(study, question_at(study, 0.3))
    hollow, saved = [], []
    with Terminal(qcode(study), environment, REPOSITORY, WIDTH, HEIGHT) as terminal:
        terminal.until(lambda: "coding" in terminal.text())
        terminal.settle(quiet=5)
        terminal.rest()
        for keys in ("c", _last_code(study), "\r"):
            terminal.write(keys)
            terminal.settle()
        for _ in range(setup.runs(40)):
            for _ in range(2):
                terminal.press("j", lambda: terminal.cells(TEXT), quiet=0.15)
            first, last = terminal.press(".", lambda: terminal.cells(TEXT), quiet=0.25)
            if first:
                hollow.append(1000 * first)
                saved.append(1000 * last)
    note = "the last frame that changes the stripes: hollow becomes full when it is on the disk"
    yield Figure("placing", "terminal: saved and painted", "ms", tuple(saved), SAVED, note)
    yield Figure("placing", "terminal: stripe drawn", "ms", tuple(hollow))


def _last_code(study: Path) -> str:
    """Letters that find one code: the number at the end of its name."""
    text = (study / "codebooks" / "codebook.yaml").read_text("utf-8")
    return text.rpartition("    name: ")[2].partition("\n")[0]


async def _in_process(setup: Setup, study: Path) -> list[Figure]:
    hollow, saved, disk, count = [], [], [], 0
    async with opened(setup, study, question_at(study, 0.6)) as bench:
        screen = bench.app.screen
        screen.put([list(bench.app.session.study.codebook.codes)[-1]])  # type: ignore[attr-defined]
        await asyncio.sleep(1)
        for _ in range(setup.runs(40)):
            await _next_question(bench)
            with fsyncs() as waits:
                start = bench.press("full_stop", ".")
                first = await bench.painted_after(start)
                written = await bench.written_after(start)
                painted = await bench.painted_after(written)
            if first and painted:
                hollow.append(1000 * (first - start))
                saved.append(1000 * (painted - start))
                disk.append(1000 * sum(waits))
                count = len(waits)
    return [
        Figure("placing", "in process: saved and painted", "ms", tuple(saved), SAVED),
        Figure(
            "placing", "in process: fsync's share of it", "ms", tuple(disk), (), f"{count} calls"
        ),
        Figure("placing", "in process: stripe drawn", "ms", tuple(hollow)),
    ]


async def _next_question(bench: Bench) -> None:
    """Two segments on; no coding lies on a question, so that the new stripe is always visible."""
    for _ in range(2):
        await bench.painted_after(bench.press("j", "j"))
        await asyncio.sleep(0.15)
