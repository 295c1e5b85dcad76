"""What the subjects share: generated studies, a home of their own, processes and their times."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from benchmarks.generate import Size, generate, grow

REPOSITORY = Path(__file__).resolve().parent.parent
FULL = Size()
_PASSED = {"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "TMPDIR"}
QUICK = Size(transcripts=20, words=2_000, codings=2_000, coders=3, codes=60)
CODER, LONG = "coder1", "t000"
"""Who codes in the generated studies, and the transcript that is grown."""


class SkipError(Exception):
    """A subject that cannot be measured here, with the reason in a sentence."""


@dataclass(frozen=True)
class Setup:
    """How much to measure, and where the generated studies lie."""

    quick: bool
    cache: Path
    scratch: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="qcode-bench-")))

    @property
    def size(self) -> Size:
        """The size of the generated study."""
        return QUICK if self.quick else FULL

    def runs(self, full: int) -> int:
        """How often to measure: fewer times when quick."""
        return max(3, full // 5) if self.quick else full

    def study(self) -> Path:
        """The generated study; read it only."""
        return self.generated(self.size)

    def generated(self, size: Size) -> Path:
        """A generated study of this size; read it only."""
        return self._cached("study", astuple(size), lambda root: generate(root, size))

    def grown(self) -> Path:
        """The generated study with one transcript of 100,000 words; read it only."""
        words, codings = (20_000, 1_000) if self.quick else (100_000, 5_000)

        def make(root: Path) -> None:
            shutil.copytree(self.study(), root)
            grow(root, words=words, codings=codings)

        return self._cached("grown", (*astuple(self.size), words, codings), make)

    def copy(self, study: Path) -> Path:
        """A copy to write in, on the same disk as the studies."""
        target = Path(tempfile.mkdtemp(prefix="copy-", dir=self.cache)) / "study"
        shutil.copytree(study, target)
        return target

    def drop(self, copy: Path) -> None:
        """Removes a copy."""
        shutil.rmtree(copy.parent)

    def _cached(self, kind: str, key: tuple[int, ...], make: Callable[[Path], object]) -> Path:
        source = (REPOSITORY / "benchmarks" / "generate.py").read_bytes()
        digest = hashlib.sha256(source + repr(key).encode()).hexdigest()[:12]
        root = self.cache / f"{kind}-{digest}"
        if not root.exists():
            say(f"writing the generated study {root.name} …")
            half = self.cache / f"{root.name}.half"
            shutil.rmtree(half, ignore_errors=True)
            half.parent.mkdir(parents=True, exist_ok=True)
            make(half)
            half.rename(root)
        return root

    def environment(self, study: Path | None = None, place: int = 0) -> dict[str, str]:
        """A user who has seen the tour, speaks English and last read a study at this place."""
        home = self.scratch / "home"
        state = home / "state" / "qcode"
        state.mkdir(parents=True, exist_ok=True)
        kept: dict[str, object] = {"tour": True}
        if study is not None:
            kept["studies"] = {str(study): {"transcript": LONG, "places": {LONG: place}}}
        (state / "app.json").write_text(json.dumps(kept), encoding="utf-8")
        passed = {k: v for k, v in os.environ.items() if k in _PASSED}
        return passed | {
            "HOME": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "LANG": "en_GB.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "QCODE_CODER": CODER,
            "QCODE_LANG": "en",
        }


def question_at(study: Path, share: float) -> int:
    """Where the interviewer next asks something, in the long transcript, after a share of it."""
    text = (study / "transcripts" / f"{LONG}.md").read_text("utf-8").partition("\n---\n")[2]
    return text.index("\nP: ", int(share * len(text))) + 4


def qcode(*arguments: str | Path) -> list[str]:
    """The command line of qcode in this Python: the installed command, as a user has it."""
    installed = Path(sys.executable).with_name("qcode")
    start = [str(installed)] if installed.exists() else [sys.executable, "-m", "qcode"]
    return [*start, *map(str, arguments)]


def timed(command: Sequence[str], setup: Setup, *, cwd: Path | None = None) -> float:
    """Seconds of a whole process; an error of the command is a SkipError with what it said."""
    start = time.perf_counter()
    done = subprocess.run(
        command,
        env=setup.environment(),
        cwd=cwd or setup.scratch,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["nothing"]
        raise SkipError(f"{Path(command[0]).name} {' '.join(command[1:3])} failed: {said[-1]}")
    return seconds


def say(message: str) -> None:
    """Progress, on the standard error."""
    print(message, file=sys.stderr, flush=True)
