"""The app in a pseudo-terminal, its screen read by pyte: what a person at a terminal meets."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Self

import pyte

PATIENCE = 30.0
"""Seconds to wait for something to come; generous, since a test machine may be busy."""


class Screen:
    """`qcode` with these arguments, in a terminal of so many columns and rows."""

    def __init__(self, *arguments: str, columns: int = 120, rows: int = 40, **env: str) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._end, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        command = [sys.executable, "-m", "qcode", *arguments]
        given = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES"}}
        settings = {**given, "TERM": "xterm-256color", "QCODE_LANG": "en", **env}
        self._process = subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, env=settings, start_new_session=True
        )
        os.close(inner)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.vanish()

    def vanish(self) -> None:
        """Closes the terminal; the app is told by no signal, since it does not control it."""
        if self._end >= 0:
            os.close(self._end)
            self._end = -1

    @property
    def process(self) -> int:
        """The id of the app's process."""
        return self._process.pid

    @property
    def end(self) -> int:
        """Our end of the terminal."""
        return self._end

    def show(self, output: str) -> None:
        """Puts on the screen what another program would write there."""
        self._stream.feed(output.encode())

    def signal(self, number: int) -> None:
        """Sends the app a signal."""
        self._process.send_signal(number)

    def ended(self) -> tuple[int, float]:
        """Waits for the app's end: its exit status, and the seconds that it computed meanwhile."""
        before = after = _computed(self._process.pid)
        end = time.monotonic() + PATIENCE
        while self._process.poll() is None:
            assert time.monotonic() < end, "the app did not end"
            after = _computed(self._process.pid)
            if self._end < 0 or not self._read(0.05):
                time.sleep(0.05)
        return self._process.returncode, after - before

    @property
    def text(self) -> str:
        """The words on the screen."""
        return "\n".join(self._screen.display)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._end], [], [], seconds)
        if not ready:
            return False
        try:
            self._stream.feed(os.read(self._end, 1 << 20))
        except OSError:
            return False
        return True

    def wait_for(self, words: str) -> None:
        """Returns when the words are on the screen."""
        end = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < end, f"“{words}” did not come:\n{self.text}"
            self._read(0.2)

    def wait_until_gone(self, words: str) -> None:
        """Returns when the words are no longer on the screen."""
        end = time.monotonic() + PATIENCE
        while words in self.text:
            assert time.monotonic() < end, f"“{words}” did not go:\n{self.text}"
            self._read(0.2)

    def look(self) -> None:
        """Takes in what has come since, and waits a moment for more."""
        self._read(0.2)

    def press(self, keys: str) -> None:
        """Types the keys as a terminal sends them."""
        os.write(self._end, keys.encode())

    def leave(self) -> int:
        """Quits with Ctrl+Q and returns the exit status."""
        self.press("\x11")
        end = time.monotonic() + PATIENCE
        while self._process.poll() is None:
            assert time.monotonic() < end, f"the app did not quit:\n{self.text}"
            self._read(0.1)
        return self._process.returncode


def _computed(process: int) -> float:
    """Seconds of a core that a process has used; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for_file(path: Path, words: str) -> None:
    """Returns when a file holds the words."""
    end = time.monotonic() + PATIENCE
    while not path.exists() or words not in path.read_text(encoding="utf-8"):
        assert time.monotonic() < end, f"{path.name} never held “{words}”"
        time.sleep(0.1)
