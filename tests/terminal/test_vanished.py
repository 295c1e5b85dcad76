"""A terminal that vanishes, or a polite request to end: the app writes what is pending and ends."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.tui.hangup import STATUS
from tests.terminal.screen import Screen
from tests.terminal.test_real_terminal import ENTER, codings, past_the_tour


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param(Screen.vanish, id="the terminal is gone without a signal"),
        pytest.param(lambda screen: screen.signal(signal.SIGHUP), id="SIGHUP"),
        pytest.param(lambda screen: screen.signal(signal.SIGTERM), id="SIGTERM"),
    ],
)
def test_the_app_writes_what_is_pending_and_ends(root: Path, happens: Callable[[Screen], None]):
    with Screen(str(root), "--coder", "ana") as screen:
        past_the_tour(screen)
        screen.wait_for("Dulu mah dapet uang")
        screen.press("c")
        screen.press("memin" + ENTER)
        screen.wait_for("▌")
        happens(screen)
        status, computed = screen.ended()
    assert status == STATUS
    assert computed < 5, "it did not spin"
    assert [code for code, _, _ in codings(root)] == ["meminjam"]
