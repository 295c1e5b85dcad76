"""A process that was stopped and goes on: by Ctrl+Z in a shell, or by a machine that pauses.

Textual takes the terminal again at every SIGCONT, also where it never gave it up since nobody
asked (SIGSTOP); then a second thread reads the keys, and quitting waits for one of the two for
ever. Here it is taken again only where it was given up, else put in order and drawn anew. Both
happen between two turns of the event loop: in the middle of one, what is drawn may hold the very
lock that giving up the terminal waits for.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import termios
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qcode.tui.app import QcodeApp


class GoingOn:
    """Hears when the process goes on."""

    def __init__(self, app: QcodeApp, terminal: int) -> None:
        self._app = app
        self._terminal = terminal
        self._attributes: list[Any] = termios.tcgetattr(terminal)
        """How the app has set the terminal."""

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin, in the place of Textual's own handlers."""

        def asked_to_stop(*_: object) -> None:
            driver = self._app._driver
            if driver is None or not driver._auto_restart:
                _stop()  # an editor has the terminal, and the loop waits for it
            else:
                loop.call_soon_threadsafe(getattr(driver, "_sigtstp_application", _stop))

        signal.signal(signal.SIGTSTP, asked_to_stop)
        loop.add_signal_handler(signal.SIGCONT, self._go_on)

    def _go_on(self) -> None:
        driver = self._app._driver
        if driver is None or not driver._auto_restart:
            return
        reader = getattr(driver, "_key_thread", None)
        if reader is None or not reader.is_alive():
            driver.resume_application_mode()
        elif self._is_in_background():
            _stop()  # till the shell brings it to the foreground
        else:
            self._take_again(driver)
        self._app.refresh()

    def _is_in_background(self) -> bool:
        try:
            return os.tcgetpgrp(self._terminal) != os.getpgrp()
        except OSError:  # it is not the terminal that controls this process
            return False

    def _take_again(self, driver: Any) -> None:
        """Undoes what a shell did to the terminal meanwhile."""
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._terminal, termios.TCSANOW, self._attributes)
        driver.write("\x1b[?25l")  # the app draws its own cursor
        driver._enable_bracketed_paste()
        driver.flush()


def _stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
