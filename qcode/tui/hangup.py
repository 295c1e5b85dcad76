"""A terminal that vanishes: the window is closed, the connection lost, the session ended.

Mostly the system says so by a signal, but not to a process that ignores it (`nohup`, some
multiplexers and services); then the terminal's end is read over and over and keeps a core busy,
and what is drawn stops the app for good. Either way the app writes what is pending and ends.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qcode.tui.app import QcodeApp

_LOOK_EVERY = 0.2
_PATIENCE = 15.0
"""Seconds after which an app that cannot end by itself is ended."""
STATUS = 128 + 1
"""The exit status of a process that was hung up on."""
_SIGNALS = ("SIGHUP", "SIGTERM")


class Hangup:
    """Watches the terminal of an app that has one."""

    def __init__(self, app: QcodeApp) -> None:
        self._app = app
        self._begun = threading.Event()
        self._relieved: threading.Thread | None = None
        self._terminals = [fd for fd in _standard() if os.isatty(fd)]

    def watch(self) -> None:
        """Begin; without a terminal (a test, a web page) there is nothing to do."""
        if not self._terminals or not hasattr(select, "poll"):
            return
        from qcode.tui.going_on import GoingOn

        loop = asyncio.get_running_loop()
        for name in _SIGNALS:
            loop.add_signal_handler(getattr(signal, name), self._begun.set)
        GoingOn(self._app, self._terminals[0]).watch(loop)
        for work in (self._wait, lambda: self._end(loop)):
            threading.Thread(target=work, name="qcode-hangup", daemon=True).start()

    def _wait(self) -> None:
        """Sleeps until the system says that the terminal is gone."""
        poll = select.poll()
        poll.register(self._terminals[0], 0)  # nothing but the end is asked for
        for _, event in poll.poll():
            if event & (select.POLLHUP | select.POLLERR):
                self._begun.set()

    def _end(self, loop: asyncio.AbstractEventLoop) -> None:
        """Has the app end itself; ends it when it does not."""
        self._begun.wait()
        if _is_gone(self._terminals[0]):
            _let_go(self._terminals)
        asyncio.run_coroutine_threadsafe(self._app.leave(STATUS), loop)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            self._unblock()
            time.sleep(_LOOK_EVERY)
        try:
            self._app.session.close()
        finally:
            os._exit(STATUS)

    def _unblock(self) -> None:
        """Takes what is drawn off the queue where the thread that does so died of the terminal."""
        writer = getattr(self._app._driver, "_writer_thread", None)
        if writer is None or writer.ident is None or writer.is_alive():
            return
        if writer is not self._relieved:
            self._relieved = writer
            threading.Thread(target=writer.run, daemon=True).start()


def _standard() -> list[int]:
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    found = []
    for stream in streams:
        try:
            found += [stream.fileno()] if stream is not None else []
        except (OSError, ValueError):
            continue
    return found


def _is_gone(terminal: int) -> bool:
    poll = select.poll()
    poll.register(terminal, 0)
    return bool(poll.poll(0))


def _let_go(terminals: list[int]) -> None:
    """Puts nothing in the terminal's place: it takes everything, and reading it never waits."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in terminals:
        os.dup2(nothing, number)
    os.close(nothing)
