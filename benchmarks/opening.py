"""Opening: help, the first painted screen, a large study ready for a key, its memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, below
from benchmarks.screen import CURSOR, HEIGHT, WIDTH, first_words
from benchmarks.setup import CODER, REPOSITORY, Setup, qcode, timed
from benchmarks.terminal import Terminal

_READ = """
import json, resource, sys, time
from pathlib import Path
start = time.perf_counter()
from qcode.session import Session
imported = time.perf_counter()
Session.open(Path(sys.argv[1]), sys.argv[2]).close()
seconds = time.perf_counter() - imported
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def figures(setup: Setup) -> Iterator[Figure]:
    """The figures of this subject."""
    runs = setup.runs(10)
    shown = tuple(1000 * timed(qcode("--help"), setup) for _ in range(runs))
    yield Figure("opening", "qcode --help, whole process", "ms", shown, below(150))
    yield from _app(setup, _sample(setup), "sample", runs, (500, None))
    study = setup.study()
    yield from _app(setup, study, "study", setup.runs(10), (None, 2000))
    read = [_session(setup, study) for _ in range(setup.runs(5))]
    yield Figure(
        "opening",
        "study: Session.open alone",
        "ms",
        tuple(1000 * seconds for seconds, _ in read),
        note=f"in a new process, which then holds {max(m for _, m in read):.0f} MiB",
    )


def _sample(setup: Setup) -> Path:
    """A copy of the sample, as `qcode demo` makes it."""
    target = setup.scratch / "sample"
    if not target.exists():
        timed(qcode("demo", target), setup)
    return target


def _app(
    setup: Setup, study: Path, name: str, runs: int, limits: tuple[float | None, float | None]
) -> Iterator[Figure]:
    """The app in a terminal, from the start of its process to the text and to the first key."""
    runs_of_it = [_once(setup, study) for _ in range(runs)]
    painted, ready, own, family = (tuple(values) for values in zip(*runs_of_it, strict=True))
    first, key = limits
    yield Figure(
        "opening",
        f"{name}: first painted screen",
        "ms",
        painted,
        below(first) if first else (),
        "start of the process to the text on the screen",
    )
    yield Figure(
        "opening",
        f"{name}: ready for the first key",
        "ms",
        ready,
        below(key) if key else (),
        "start of the process to the frame that answers j, typed at the first paint",
    )
    if name == "study":
        yield Figure("opening", "study: memory of the app", "MiB", own, below(400))
        yield Figure("opening", "study: memory with its worker", "MiB", family, below(700))


def _once(setup: Setup, study: Path) -> tuple[float, float, float, float]:
    """Milliseconds to the text and to the answer of a key; MiB alone and with its children."""
    words = first_words(study)
    with Terminal(qcode(study), setup.environment(), REPOSITORY, WIDTH, HEIGHT) as terminal:
        painted = terminal.until(lambda: words in terminal.text())
        answered = terminal.answer("j", lambda: terminal.cells(CURSOR))
        terminal.settle(quiet=4)
        started = terminal.started
        return 1000 * (painted - started), 1000 * (answered - started), *terminal.memory()


def _session(setup: Setup, study: Path) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(study), CODER],
        env=setup.environment(),
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    )
    seconds, mib = json.loads(done.stdout)
    return seconds, mib
