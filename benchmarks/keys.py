"""From a key to the painted frame, in the app, in a transcript of 100,000 words."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, below
from benchmarks.in_app import Bench, opened
from benchmarks.screen import HEIGHT, TEXT, WIDTH
from benchmarks.setup import REPOSITORY, Setup, SkipError, qcode, question_at
from benchmarks.terminal import Terminal

MOVES = (
    ("next segment (j)", "j", "j", "j"),
    ("next coding (])", "]", "right_square_bracket", "]"),
    ("next unread (n)", "n", "n", "n"),
    ("page down", "\x1b[6~", "pagedown", None),
    ("next sentence (→)", "\x1b[C", "right", None),
    ("end on by a word (e)", "e", "e", "e"),
)
"""What it does, what a terminal sends, and Textual's name and character of the key."""

LIMIT = below(10, 25)


def figures(setup: Setup) -> Iterator[Figure]:
    """The figures of this subject."""
    study = setup.grown()
    yield from _in_terminal(setup, study)
    yield from asyncio.run(_in_process(setup, study))


def _in_terminal(setup: Setup, study: Path) -> Iterator[Figure]:
    """A pty: from the key written to the last byte of the frame that changes the text's pane."""
    environment = setup.environment(study, question_at(study, 0.3))
    with Terminal(qcode(study), environment, REPOSITORY, WIDTH, HEIGHT) as terminal:
        terminal.until(lambda: "coding" in terminal.text())
        terminal.settle(quiet=5)
        fitting = _typed(terminal, "j", setup.runs(100))
        terminal.rest()
        typed = {what: _typed(terminal, keys, setup.runs(100)) for what, keys, _, _ in MOVES}
    yield _figure("terminal: all these keys", [t for times in typed.values() for t in times])
    for what, times in typed.items():
        yield _figure(f"terminal: {what}", times)
    yield _figure("terminal: j while a model is fitted", fitting)


def _typed(terminal: Terminal, keys: str, times: int) -> list[float]:
    """Milliseconds to the frame, of each press that changes the text's pane."""
    presses = (terminal.press(keys, lambda: terminal.cells(TEXT), 0.06) for _ in range(times))
    return [1000 * first for first, _ in presses if first]


async def _in_process(setup: Setup, study: Path) -> list[Figure]:
    """Textual's Pilot: from the key posted to the frame rendered, without a terminal."""
    every: list[tuple[float, float]] = []
    found = []
    async with opened(setup, study, question_at(study, 0.3)) as bench:
        for what, _, name, character in MOVES:
            times = await _pressed(bench, name, character, setup.runs(100))
            every += times
            found.append(_figure(f"in process: {what}", [wall for wall, _ in times]))
    note = "the time of the thread: without what other programs took of the processor"
    return [
        _figure("in process: all these keys", [wall for wall, _ in every]),
        Figure("keys", "in process: undisturbed", "ms", tuple(t for _, t in every), (), note),
        *found,
    ]


def _figure(name: str, times: list[float]) -> Figure:
    if not times:
        raise SkipError(f"{name}: no press changed the text")
    return Figure("keys", name, "ms", tuple(times), LIMIT)


async def _pressed(
    bench: Bench, name: str, character: str | None, times: int
) -> list[tuple[float, float]]:
    """Milliseconds of each press: on the clock, and of the thread that handles and paints."""
    found = []
    for _ in range(times):
        worked = time.thread_time()
        start = bench.press(name, character)
        painted = await bench.painted_after(start)
        if painted:
            found.append((1000 * (painted - start), 1000 * (bench.app.worked - worked)))
        await asyncio.sleep(0.06)
    return found
