"""The widget of the transcript alone, without the app around it: from a key to its frame."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from textual import events

from benchmarks.figures import Figure, below
from benchmarks.screen import HEIGHT, WIDTH
from benchmarks.setup import Setup
from benchmarks.transcript_view import Host, generated, latencies
from qcode.study.spans import Span
from qcode.study.study import Study


def figures(setup: Setup) -> Iterator[Figure]:
    """The figures of this subject."""
    words, codings = (20_000, 1_000) if setup.quick else (100_000, 5_000)
    yield from asyncio.run(_moves(generated(words, codings), setup.runs(100)))


async def _moves(study: Study, times: int) -> list[Figure]:
    host, found = Host(study), []
    async with host.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        middle = len(study.transcripts["long"].text) // 3
        for name in Host.ACTS:

            async def press(name: str = name) -> None:
                event = events.Key(name, name if len(name) == 1 else None)
                event.set_sender(host)
                host.post_message(event)

            host.view.go_to(Span(middle, middle + 1), select=False)
            await pilot.pause()
            samples = tuple(await latencies(host, press, times))
            found.append(Figure("view", f"widget alone: {name}", "ms", samples, below(10, 25)))
    return found
