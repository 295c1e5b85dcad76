"""The app under Textual's Pilot, with the times of its frames and of its writes to the disk."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import events
from textual._compositor import CompositorUpdate

from benchmarks.screen import HEIGHT, WIDTH
from benchmarks.setup import CODER, LONG, Setup
from qcode import i18n, tui
from qcode.session import Session
from qcode.study.spans import Span
from qcode.tui.app import QcodeApp
from qcode.tui.remembered import Remembered
from qcode.tui.transcript_view import TranscriptView

_LOOK = 0.0005
"""Seconds between two looks; a loop without rest would take the interpreter from the writer."""


class WatchedApp(QcodeApp):
    """The app, noting when a frame, and one of the text, was painted and a change was written."""

    CSS_PATH = Path(tui.__file__).with_name(str(QcodeApp.CSS_PATH))

    drawn = False
    painted = 0.0
    worked = 0.0
    shown = 0.0
    written = 0.0

    def on_written(self, error: str) -> None:
        """As the app does; an error ends the benchmark."""
        if error:
            raise RuntimeError(error)
        super().on_written(error)
        self.written = time.perf_counter()

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            # A headless driver skips this work, which is part of painting.
            renderable.render_segments(self.console)
            self.shown = time.perf_counter()
            if self.drawn:
                self.painted, self.worked, self.drawn = self.shown, time.thread_time(), False


class Bench:
    """The app while it is measured."""

    def __init__(self, app: WatchedApp) -> None:
        self.app = app
        view = app.screen.query_one(TranscriptView)
        draw = view.render_line

        def drawing(y: int) -> Any:
            app.drawn = True
            return draw(y)

        view.render_line = drawing  # type: ignore[method-assign]

    def press(self, name: str, character: str | None) -> float:
        """Posts a key as the driver would, and says when."""
        event = events.Key(name, character)
        event.set_sender(self.app)
        start = time.perf_counter()
        self.app.post_message(event)
        return start

    async def painted_after(self, start: float, seconds: float = 0.5) -> float:
        """When the text was first painted after that; 0 when it was not."""
        while self.app.painted <= start:
            if time.perf_counter() - start > seconds:
                return 0.0
            await asyncio.sleep(_LOOK)
        return self.app.painted

    async def shown_after(self, start: float, seconds: float = 0.5) -> float:
        """When anything was first painted after that; 0 when nothing was."""
        while self.app.shown <= start:
            if time.perf_counter() - start > seconds:
                return 0.0
            await asyncio.sleep(_LOOK)
        return self.app.shown

    async def written_after(self, start: float, seconds: float = 5) -> float:
        """When the app heard that the change is on the disk; 0 when it did not."""
        while self.app.written <= start:
            if time.perf_counter() - start > seconds:
                return 0.0
            await asyncio.sleep(_LOOK)
        return self.app.written


@asynccontextmanager
async def opened(setup: Setup, study: Path, place: int) -> AsyncIterator[Bench]:
    """The app on a study, in the long transcript at this place, settled."""
    i18n.use("en")
    with patch.dict(os.environ, setup.environment()), Session.open(study, CODER) as session:
        app = WatchedApp(session, remembered=Remembered(), watch=False, tour=False)
        async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
            await pilot.pause()
            app.show_place(LONG, Span(place, place + 1))
            await pilot.pause(1)
            await pilot.press("escape")
            await pilot.pause()
            gc.collect()
            gc.freeze()  # as the app's entry does when the study is open
            yield Bench(app)
            gc.unfreeze()


@contextmanager
def fsyncs() -> Iterator[list[float]]:
    """The seconds that each fsync took, in any thread, as they come."""
    found: list[float] = []
    real = os.fsync

    def fsync(file: Any) -> None:
        start = time.perf_counter()
        real(file)
        found.append(time.perf_counter() - start)

    with patch("os.fsync", fsync):
        yield found
