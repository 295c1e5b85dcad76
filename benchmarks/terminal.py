"""A real terminal to run the app in: a pty, its frames with their times, and the screen by pyte.

The terminal answers that it knows synchronized output, so the app marks where each frame ends.
What comes before its answer is read, the first screen among it, bears no marks; it ends where the
output pauses.
"""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Self

import pyte

from benchmarks.setup import SkipError

_FRAME_START, _FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
_PAUSE = 0.003
"""Seconds without output after which what bears no marks is taken for whole."""
_ASKED, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"


@dataclass(frozen=True)
class Frame:
    """What was written up to the end of a frame, and when its last byte was there."""

    at: float
    data: bytes


class Terminal:
    """A program in a pty; leave the context to end it."""

    def __init__(
        self, command: Sequence[str], env: dict[str, str], cwd: Path, width: int, height: int
    ) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self._last = 0.0
        self._screen_end, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, env=env, cwd=cwd, process_group=0
        )
        os.close(inner)
        self._chunks: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        sys.setswitchinterval(0.0005)  # the reader notes the time at once, whatever pyte is doing
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        """Notes when each piece of output was there; empty at the end."""
        data = b"-"
        while data:
            try:
                data = os.read(self._screen_end, 1 << 20)
            except OSError:
                data = b""
            self._chunks.put((time.perf_counter(), data))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.write("\x11")
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._screen_end)

    def write(self, keys: str) -> None:
        """Types."""
        os.write(self._screen_end, keys.encode())

    def frames(self, wait: float) -> list[Frame]:
        """The frames that end with what comes in one read; none after `wait` seconds of silence.

        What stands in no marked frame is one that ends where the output pauses.
        """
        unmarked = bool(self._rest) and _FRAME_START not in self._rest
        try:
            now, data = self._chunks.get(timeout=_PAUSE if unmarked else max(0.0, wait))
        except Empty:
            if not unmarked:
                return []
            frame, self._rest = Frame(self._last, self._rest), b""
            return [frame]
        if not data:
            self._stream.feed(self._rest)
            raise SkipError(f"the app ended: {' '.join(self.text().split())}")
        if _ASKED in data:
            os.write(self._screen_end, _ANSWER)
        self._last = now
        *ended, self._rest = (self._rest + data).split(_FRAME_END)
        return [Frame(now, part) for part in ended]

    def paint(self, frame: Frame) -> None:
        """Brings a frame on the screen."""
        self._stream.feed(frame.data)

    def until(self, seen: Callable[[], bool], seconds: float = 60) -> float:
        """When the frame was there after which something is seen on the screen."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            for frame in self.frames(1):
                self.paint(frame)
                if seen():
                    return frame.at
        raise SkipError(f"the app did not get there within {seconds:g} s")

    def answer(self, keys: str, seen: Callable[[], object], seconds: float = 30) -> float:
        """Types, and returns when the frame was there that changed what is seen."""
        before = seen()
        self.write(keys)
        return self.until(lambda: seen() != before, seconds)

    def settle(self, quiet: float = 0.5, seconds: float = 30) -> None:
        """Reads until nothing was written for a while."""
        last = time.perf_counter()
        end = last + seconds
        while last + quiet > time.perf_counter() and time.perf_counter() < end:
            for frame in self.frames(quiet):
                self.paint(frame)
                last = frame.at

    def press(self, keys: str, seen: Callable[[], object], quiet: float) -> tuple[float, float]:
        """Seconds from typing to the first and the last frame that changed what is seen.

        Frames are read until none has come for `quiet` seconds, and painted only then. Both are 0
        when nothing changed.
        """
        before = seen()
        start = time.perf_counter()
        self.write(keys)
        times: list[float] = []
        while not times and time.perf_counter() - start < 1:
            for frame in self._burst(quiet):
                self.paint(frame)
                after = seen()
                if after != before:
                    times.append(frame.at - start)
                    before = after
        return (times[0], times[-1]) if times else (0.0, 0.0)

    def _burst(self, quiet: float) -> list[Frame]:
        """Frames until none has come for `quiet` seconds."""
        found: list[Frame] = []
        last = time.perf_counter()
        while last + quiet > time.perf_counter():
            fresh = self.frames(quiet / 4)
            found += fresh
            if fresh:
                last = fresh[-1].at
        return found

    def text(self) -> str:
        """The words on the screen."""
        return "\n".join(self.screen.display)

    def cells(self, columns: range) -> tuple[object, ...]:
        """What stands in these columns, with its colours, without the first and last two rows."""
        buffer = self.screen.buffer
        return tuple(buffer[y][x] for y in range(1, self.screen.lines - 2) for x in columns)

    def rest(self, seconds: float = 240) -> None:
        """Waits until the program's children, which fit in the background, have nothing to do."""
        end = time.perf_counter() + seconds
        before = self._worked()
        while time.perf_counter() < end:
            self.settle(quiet=3, seconds=3)
            after = self._worked()
            if after - before < 0.15:
                return
            before = after
        raise SkipError(f"the background work did not end within {seconds:g} s")

    def _worked(self) -> float:
        """Seconds of processor time of the program's children."""
        ticks = 0
        for pid in _family(self.process.pid)[1:]:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> tuple[float, float]:
        """MiB that the process held at most, and those of it and its children together."""
        return _peak(self.process.pid), sum(map(_peak, _family(self.process.pid)))


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += _family(int(child))
    return found
