"""The app's handle on the worker: sends differences, asks, hands replies on; never raises."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator

from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.suggest.wire import (
    LENGTH,
    Ask,
    Message,
    Refit,
    Reply,
    Settled,
    Stop,
    decode_reply,
    differences,
    framed,
)

RESTARTS = 3
"""How often a worker that died is started again."""
_CHUNK = 1 << 18
"""Bytes sent before the event loop gets a turn."""


class SuggestClient:
    """Use from one event loop. `start` after the first paint, then `update`, `ask`, `answers`."""

    def __init__(self) -> None:
        self._replies: asyncio.Queue[Reply | None] = asyncio.Queue()
        self._wake = asyncio.Event()
        self._study: Study | None = None
        self._coder = ""
        self._sent: Study | None = None
        self._sent_coder: str | None = None
        self._questions: list[Message] = []
        self._number = 0
        self._process: asyncio.subprocess.Process | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._closed = False
        self._deaths = 0

    async def start(self) -> None:
        """Starts the worker process; when that fails, a note arrives and nothing else does."""
        if self._closed or self._process:
            return
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "qcode.suggest.worker",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=environment,
                limit=1 << 24,
            )
        except OSError as error:
            self._replies.put_nowait(
                Reply(
                    note=f"Suggestions are off: their worker does not start ({error.strerror}).",
                    off=True,
                )
            )
            return
        self._sent, self._sent_coder = None, None
        self._wake.set()
        self._tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._receive())]

    def update(self, study: Study, coder: str) -> None:
        """Hands over the study as it is now; only what changed is sent, soon."""
        self._study, self._coder = study, coder
        self._wake.set()

    def ask(self, transcript: str, span: Span, *, n: int = 5) -> int:
        """Asks for suggestions; the reply bears this number. A newer question overtakes it."""
        return self._question("suggest", transcript, span, n=n)

    def similar(self, transcript: str, span: Span, *, n: int = 20) -> int:
        """Asks for the segments most like this one; the reply has places."""
        return self._question("similar", transcript, span, n=n)

    def queue(self, code: str = "", *, n: int = 20) -> int:
        """Asks where coding teaches most, or where this code most likely hides."""
        return self._question("queue", "", Span(0, 0), n=n, code=code)

    def second_thoughts(self, *, n: int = 20) -> int:
        """Asks for the codings that are most surprising given all others."""
        return self._question("thoughts", "", Span(0, 0), n=n)

    def rules(self, code: str) -> int:
        """Asks for rules that the codings of a code propose; the reply has rules."""
        return self._question("rules", "", Span(0, 0), n=0, code=code)

    def stop(self, number: int) -> None:
        """Nobody waits for this answer any more: the worker leaves off looking for it."""
        waiting = [q for q in self._questions if not (isinstance(q, Ask) and q.number == number)]
        if len(waiting) == len(self._questions):
            waiting.append(Stop(number))
        self._questions = waiting
        self._wake.set()

    def refit(self) -> None:
        """Fits anew in the background; a reply with `refitted` tells when it is in use."""
        self._questions.append(Refit())
        self._wake.set()

    async def answers(self) -> AsyncIterator[Reply]:
        """The replies as they come, until `close`."""
        while (reply := await self._replies.get()) is not None:
            yield reply

    async def close(self) -> None:
        """Ends the worker and the replies; may be called twice."""
        if self._closed:
            return
        self._closed = True
        for task in self._tasks:
            task.cancel()
        if self._process:
            await _ended(self._process)
        self._replies.put_nowait(None)

    def _question(self, what: str, transcript: str, span: Span, *, n: int, code: str = "") -> int:
        self._number += 1
        self._questions = [
            q for q in self._questions if not (isinstance(q, Ask) and q.what == what)
        ]
        self._questions.append(Ask(self._number, what, transcript, span.start, span.end, n, code))
        self._wake.set()
        return self._number

    async def _send(self) -> None:
        stdin = self._process.stdin if self._process else None
        if stdin is None:
            return
        with contextlib.suppress(ConnectionError):
            while True:
                await self._wake.wait()
                self._wake.clear()
                await self._send_study(stdin)
                while self._questions and self._study is not None:
                    stdin.write(framed(self._questions.pop(0)))
                await stdin.drain()

    async def _send_study(self, stdin: asyncio.StreamWriter) -> None:
        while self._study is not None and (
            self._study is not self._sent or self._coder != self._sent_coder
        ):
            study, coder, size = self._study, self._coder, 0
            for message in differences(self._sent, study):
                data = framed(message)
                stdin.write(data)
                size += len(data)
                if size > _CHUNK:
                    await stdin.drain()
                    await asyncio.sleep(0)
                    size = 0
            stdin.write(framed(Settled(coder)))
            self._sent, self._sent_coder = study, coder

    async def _receive(self) -> None:
        stdout = self._process.stdout if self._process else None
        if stdout is None:
            return
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
            while True:
                head = await stdout.readexactly(LENGTH)
                body = await stdout.readexactly(int.from_bytes(head, "big"))
                self._replies.put_nowait(decode_reply(body))
        if not self._closed:
            await self._revive()

    async def _revive(self) -> None:
        """Starts a worker that died again, a few times, and says so when it stays dead."""
        if self._process:
            await _ended(self._process)
        self._tasks[0].cancel()
        self._process, self._deaths = None, self._deaths + 1
        if self._deaths > RESTARTS:
            self._replies.put_nowait(
                Reply(
                    note="Suggestions are off until qcode is started again: the worker ended.",
                    off=True,
                )
            )
            return
        await self.start()


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), 1.5)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
