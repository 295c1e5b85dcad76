"""Beside a peer: qualitative-coding from PyPI, in a venv of its own, on the same data.

It codes whole lines and keeps them in SQLite. Its project is filled through its own library
(`peer_fill.py`, which runs in its venv); each pair of commands runs in turn.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import venv
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.generate import Size
from benchmarks.setup import FULL, QUICK, REPOSITORY, Setup, SkipError, qcode, say, timed
from qcode.files.snapshot import load_study

PACKAGE = "qualitative-coding"
SMALLER = Size(transcripts=20, words=10_000, codings=10_000, coders=3, codes=60)
_MOST_SECONDS = 300


def figures(setup: Setup) -> Iterator[Figure]:
    """The figures of this subject."""
    peer = _installed(setup)
    size = QUICK if setup.quick else FULL
    study, project = _both(setup, peer, size)
    pairs = _Pairs(setup, study, project, _words(size))
    runs = setup.runs(5)
    yield from pairs.figures("help", runs, ["--help"], [peer, "--help"])
    stats = [peer, "codes", "stats", "--by-document", "--zeros"]
    yield from pairs.figures("by document", runs, ["matrix", "--format", "csv"], stats)
    if (
        not setup.quick
        and (seconds := _estimated(setup, peer, project, size.codes)) > _MOST_SECONDS
    ):
        say(f"the peer's crosstab of the full size would take about {seconds:.0f} s; smaller then")
        pairs = _Pairs(setup, *_both(setup, peer, SMALLER), _words(SMALLER))
    crosstab = ["matrix", "--columns", "codes", "--format", "csv"]
    yield from pairs.figures("crosstab", setup.runs(3), crosstab, [peer, "codes", "crosstab"])


def _words(size: Size) -> str:
    return f"{size.transcripts} transcripts, {size.codings:,} codings, {size.codes} codes"


def _estimated(setup: Setup, peer: str, project: Path, codes: int) -> float:
    """Seconds of the peer's crosstab, from every tenth code: it asks once for each pair."""
    some = [f"code-{number:03d}" for number in range(0, codes, 10)]
    seconds = timed([peer, "codes", "crosstab", *some], setup, cwd=project)
    return seconds * codes * (codes + 1) / (len(some) * (len(some) + 1))


@dataclass(frozen=True)
class _Pairs:
    """The same data on both sides."""

    setup: Setup
    study: Path
    project: Path
    size: str

    def figures(
        self, what: str, runs: int, ours: Sequence[str], theirs: Sequence[str]
    ) -> Iterator[Figure]:
        """Both commands in turn, and how many times longer the peer takes."""
        mine, others = [], []
        for _ in range(runs):
            mine.append(1000 * timed(qcode("--study", self.study, *ours), self.setup))
            others.append(1000 * timed(theirs, self.setup, cwd=self.project))
        ratios = tuple(b / a for a, b in zip(mine, others, strict=True))
        yield Figure("peer", f"{what}: qcode", "ms", tuple(mine), (), self.size)
        yield Figure("peer", f"{what}: {PACKAGE}", "ms", tuple(others), (), self.size)
        yield Figure("peer", f"{what}: peer / qcode", "×", ratios, (), "of each pair")


def _installed(setup: Setup) -> str:
    """The peer's command, in a venv made when there is none."""
    home = setup.cache / "peer"
    command = home / "bin" / "qc"
    if not command.exists():
        say(f"installing {PACKAGE} into a venv of its own …")
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        done = subprocess.run(
            [home / "bin" / "python", "-m", "pip", "install", "-q", PACKAGE],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode or not command.exists():
            shutil.rmtree(home, ignore_errors=True)
            raise SkipError(
                f"{PACKAGE} could not be installed, so there is nothing to compare with."
            )
    return str(command)


def _both(setup: Setup, peer: str, size: Size) -> tuple[Path, Path]:
    """The same data as a study of ours and as a project of the peer's, made when they are not."""
    name = "-".join(map(str, astuple(size)))
    study = setup.generated(size)
    project = setup.cache / f"peer-{name}-{study.name}"
    if not project.exists():
        say(f"filling the peer's project: {_words(size)} …")
        half = setup.cache / f"{project.name}.half"
        shutil.rmtree(half, ignore_errors=True)
        _fill(study, half, peer)
        half.rename(project)
    return study, project


def _fill(root: Path, project: Path, peer: str) -> None:
    """Writes the texts and what is coded, line by line, and has the peer take them in."""
    study = load_study(root).study
    texts = project / "texts"
    texts.mkdir(parents=True)
    lines: list[dict[str, object]] = []
    for name, transcript in study.transcripts.items():
        (texts / f"{name}.txt").write_text(transcript.text, encoding="utf-8")
        starts = [0, *(n + 1 for n, c in enumerate(transcript.text) if c == "\n")]
        for file in study.files_of(name):
            coded = sorted(
                {
                    (line, coding.code)
                    for coding in file.codings
                    for line in range(
                        bisect_right(starts, coding.span.start) - 1,
                        bisect_right(starts, coding.span.end - 1),
                    )
                }
            )
            lines.append({"document": f"{name}.txt", "coder": file.coder, "lines": coded})
    (project / "codings.json").write_text(json.dumps(lines), encoding="utf-8")
    codes = {"codes": list(study.codebook.codes)}
    (project / "codes.json").write_text(json.dumps(codes), encoding="utf-8")
    script = REPOSITORY / "benchmarks" / "peer_fill.py"
    for command in ([peer, "init"], [str(Path(peer).with_name("python")), str(script)]):
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SkipError(f"the peer's project could not be filled: {done.stderr[-300:]}")
