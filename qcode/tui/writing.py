"""All I/O of the app: one thread that writes what was submitted, and reads what others changed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Protocol

from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.session import Session

_WATCHED = ("codebooks", "transcripts")
_PASSED_OVER = (".lock", ".tmp", ".swp", "~")
_COMPARE_EVERY = 1500
"""Milliseconds between two looks at the files' stamps."""


class Listener(Protocol):
    """Who hears, on the event loop, what became of writing and reading."""

    def on_written(self, error: str) -> None:
        """A write ended; `error` is empty or the sentence to show."""

    def on_reloaded(self, error: str) -> None:
        """The study was read again from disk and differs, or could not be read."""


class Writer:
    """Runs `write_pending` and `reload` one after the other in a single thread."""

    def __init__(self, session: Session, listener: Listener) -> None:
        self._session = session
        self._listener = listener
        self._thread = ThreadPoolExecutor(1, "qcode-writer")
        self._wanted = False
        self._writing = False
        self._reload = False
        self._task: asyncio.Task[None] | None = None
        self._stop = Event()

    @property
    def busy(self) -> bool:
        """Whether something is still on its way to the disk."""
        return self._wanted or self._writing

    def wake(self) -> None:
        """Have all that was submitted written; returns at once."""
        self._wanted = True
        self._start()

    def look(self) -> None:
        """Have the study read again where it changed on disk; returns at once."""
        self._reload = True
        self._start()

    async def flush(self) -> None:
        """Wait until everything is written."""
        while self._task is not None and not self._task.done():
            await asyncio.shield(self._task)

    def close(self) -> None:
        """End the thread after what it is doing, and the watching."""
        self._stop.set()
        self._thread.shutdown(wait=True)

    def _start(self) -> None:
        if self._task is None or self._task.done():
            # The thread starts at once: it waits for the disk while the screen is drawn.
            self._task = asyncio.get_running_loop().create_task(self._work(self._next()))

    def _next(self) -> asyncio.Future[object] | None:
        """What is wanted next, begun in the thread; a write goes before a look."""
        run = asyncio.get_running_loop().run_in_executor
        if self._wanted:
            self._wanted, self._writing = False, True
            return run(self._thread, self._session.write_pending)
        if self._reload:
            self._reload = False
            return run(self._thread, self._session.reload)
        return None

    async def _work(self, begun: asyncio.Future[object] | None) -> None:
        while begun is not None:
            changed, error = await _ended(begun)
            if self._writing:
                self._writing = False
                self._listener.on_written(error)
            elif error or changed:
                self._listener.on_reloaded(error)
            begun = self._next()

    def watch(self, root: Path, call: Callable[[Callable[[], None]], object]) -> None:
        """Look again whenever a file of the study changes; blocks, so give it a thread.

        The system tells of changes; network disks tell nothing, and what happens before the
        watching has begun is not told either, so the files' stamps are compared as well.
        `call` hands a function over to the event loop, as `App.call_from_thread` does.
        """
        from watchfiles import watch

        folders = [root / name for name in _WATCHED if (root / name).is_dir()]
        told = watch(
            *folders,
            watch_filter=lambda _change, path: not path.endswith(_PASSED_OVER),
            debounce=200,
            stop_event=self._stop,
            rust_timeout=_COMPARE_EVERY,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        with contextlib.suppress(OSError, RuntimeError):  # the system has no watches left
            for _changes in told if folders else ():
                if not self._stop.is_set() and self._session.looks_changed():  # not by ourselves
                    call(self.look)
        while not self._stop.wait(_COMPARE_EVERY / 1000):
            if self._session.looks_changed():
                call(self.look)


async def _ended(work: asyncio.Future[object]) -> tuple[object, str]:
    """The result of the work, and the sentence of its error or nothing."""
    try:
        return await work, ""
    except QcodeError as error:
        return None, str(error)
    except OSError as error:
        return None, f"{error.filename or ''}: {error.strerror or error}".lstrip(": ")
