"""The real app in a real terminal: code, undo, take a suggestion, quit, reopen, find it."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from qcode.session import Session
from tests.terminal.screen import PATIENCE, Screen, wait_for_file

ENTER, DOWN = "\r", "\x1b[B"


def codings(root: Path) -> list[tuple[str, str, object]]:
    with Session.open(root, "ana", write=False) as session:
        found = session.study.file("ana", "ch").codings
        return [(c.code, c.quote, c.origin) for c in found]


def past_the_tour(screen: Screen) -> None:
    screen.wait_for("Six keys to start with")
    screen.press(ENTER)
    screen.wait_until_gone("Six keys to start with")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
def test_a_researcher_codes_undoes_takes_a_suggestion_quits_and_finds_it_again(
    root: Path, size: tuple[int, int]
):
    file = root / "transcripts/codings/ana/ch.jsonl"
    columns, rows = size
    with Screen(str(root), "--coder", "ana", columns=columns, rows=rows) as screen:
        past_the_tour(screen)
        screen.wait_for("Dulu mah dapet uang")
        screen.press("c")
        screen.press("memin" + ENTER)
        wait_for_file(file, '"code":"meminjam"')
        screen.wait_for("saved")
        screen.press("u")
        end = time.monotonic() + PATIENCE
        while file.exists() and '"code":"meminjam"' in file.read_text(encoding="utf-8"):
            assert time.monotonic() < end
            time.sleep(0.1)
        screen.wait_for("1 Menabung")
        screen.press("1")
        wait_for_file(file, '"suggested"')
        assert screen.leave() == 0
    ((code, quote, origin),) = codings(root)
    assert code == "menabung"
    assert quote.startswith("Dulu mah dapet uang")
    assert origin["suggested"]["rank"] == 1
    with Screen(str(root), "--coder", "ana", columns=columns, rows=rows) as screen:
        screen.wait_for("Dulu mah dapet uang")
        screen.press("x")
        end = time.monotonic() + PATIENCE
        while codings(root):
            assert time.monotonic() < end
            time.sleep(0.1)
        assert screen.leave() == 0
    assert codings(root) == []


def test_without_colours_nothing_is_told_by_colour_alone(root: Path):
    with Screen(str(root), "--coder", "ana", NO_COLOR="1") as screen:
        past_the_tour(screen)
        screen.wait_for("Dulu mah dapet uang")
        screen.press("c")
        screen.press("memin" + ENTER)
        screen.wait_for("▌")
        screen.wait_for("● Meminjam")
        assert screen.leave() == 0


def test_a_second_window_of_the_same_coder_reads_and_says_so(root: Path):
    with Session.open(root, "ana"), Screen(str(root), "--coder", "ana") as screen:
        past_the_tour(screen)
        screen.wait_for("another window")
        screen.press("c")
        screen.press("memin" + ENTER)
        assert screen.leave() == 0
    assert codings(root) == []


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux here")
def test_the_app_runs_in_tmux(root: Path, tmp_path: Path):
    import os
    import sys

    socket = str(tmp_path / "tmux")

    def tmux(*arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", socket, *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout

    def wait_for(words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words not in (shown := tmux("capture-pane", "-p")):
            assert time.monotonic() < end, f"“{words}” did not come:\n{shown}"
            time.sleep(0.2)

    settings = [f"-e{k}={v}" for k, v in os.environ.items() if re.match("XDG_|HOME$", k)]
    program = [sys.executable, "-m", "qcode", str(root), "--coder", "ana"]
    size = ["-x", "80", "-y", "24"]
    tmux("-f/dev/null", "new-session", "-d", *size, *settings, "-eQCODE_LANG=en", *program)
    try:
        wait_for("Six keys to start with")
        tmux("send-keys", "Enter")
        wait_for("Dulu mah dapet uang")
        tmux("send-keys", "c")
        tmux("send-keys", "-l", "memin")
        tmux("send-keys", "Enter")
        wait_for_file(root / "transcripts/codings/ana/ch.jsonl", '"code":"meminjam"')
        tmux("send-keys", "C-q")
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True, check=False)
    assert [code for code, _, _ in codings(root)] == ["meminjam"]
