"""A process that is stopped and goes on: one reader of the keys, a whole screen, a quick end."""

from __future__ import annotations

import signal
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.terminal.screen import PATIENCE, Screen
from tests.terminal.test_real_terminal import ENTER, codings, past_the_tour

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

F2, F3 = "\x1bOQ", "\x1bOR"


def state(screen: Screen) -> str:
    """The state of the process as the system tells it: T while it is stopped."""
    status = Path(f"/proc/{screen.process}/stat").read_text("ascii")
    return status.rpartition(")")[2].split()[0]


def threads(screen: Screen) -> int:
    return len(list(Path(f"/proc/{screen.process}/task").iterdir()))


def stop(screen: Screen, number: int) -> None:
    screen.signal(number)
    end = time.monotonic() + PATIENCE
    while state(screen) != "T":
        assert time.monotonic() < end, "it did not stop"
        screen.look()


def go_on(screen: Screen) -> None:
    """Lets it go on, and returns when it has the terminal as it wants it."""
    screen.signal(signal.SIGCONT)
    end = time.monotonic() + PATIENCE
    while termios.tcgetattr(screen.end)[3] & termios.ICANON:
        assert time.monotonic() < end, "it did not take the terminal again"
        screen.look()


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGTSTP], ids=["SIGSTOP", "SIGTSTP"])
def test_the_app_goes_on_with_one_reader_however_often_it_was_stopped(root: Path, number: int):
    with Screen(str(root), "--coder", "ana") as screen:
        past_the_tour(screen)
        screen.wait_for("Dulu mah dapet uang")
        stop(screen, number)
        go_on(screen)
        screen.press("c")
        screen.press("memin" + ENTER)
        screen.wait_for("▌")
        before = threads(screen)
        for _ in range(4):
            stop(screen, number)
            go_on(screen)
            screen.press(F2)
            screen.wait_for("Transcripts")
            screen.press(F3)
            screen.wait_until_gone("Words")
        assert threads(screen) <= before + 1
        assert screen.leave() == 0
    assert [code for code, _, _ in codings(root)] == ["meminjam"]


def test_what_a_shell_did_to_the_terminal_meanwhile_is_put_in_order(root: Path):
    with Screen(str(root), "--coder", "ana") as screen:
        past_the_tour(screen)
        screen.wait_for("Dulu mah dapet uang")
        stop(screen, signal.SIGSTOP)
        attributes = termios.tcgetattr(screen.end)
        attributes[3] |= termios.ICANON | termios.ECHO | termios.ISIG
        termios.tcsetattr(screen.end, termios.TCSANOW, attributes)
        screen.show("\x1b[H" + "[1]+ Stopped " * 400)
        go_on(screen)
        screen.wait_for("Dulu mah dapet uang")
        screen.wait_until_gone("Stopped")
        screen.press("c")
        screen.press("memin" + ENTER)
        screen.wait_for("▌")
        assert screen.leave() == 0
    assert [code for code, _, _ in codings(root)] == ["meminjam"]
