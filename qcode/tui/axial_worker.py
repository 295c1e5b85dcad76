"""What takes seconds to compute on a study, in a process of its own, so that no key waits for it.

    python -m qcode.tui.axial_worker STUDY proposals
    python -m qcode.tui.axial_worker STUDY compare CODE OTHER
    python -m qcode.tui.axial_worker STUDY near CATEGORY

It reads the study from the disk and writes one JSON value to stdout; for proposals one line for
each kind as it is ready.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qcode.study.proposals import Proposal, Why
from qcode.study.study import Study

_LARGEST = 1 << 26
"""Bytes of an answer in one line."""


def answers(study: Study, question: list[str]) -> Iterator[Any]:
    """The answers to a question, as JSON-able data."""
    if question[0] == "proposals":
        from qcode.analysis import proposals

        for make in (proposals.links, proposals.merges, proposals.categories):
            yield [asdict(found) for found in make(study)]
    elif question[0] == "near":
        from qcode.analysis.edge import near_misses

        found = near_misses(study, question[1])
        yield [[a.transcript, a.span.start, a.span.end, a.likeness, a.coding] for a in found]
    else:
        from qcode.analysis.comparison import compare

        compared = compare(study, question[1], question[2])
        yield {
            name: [[p.one.coding, p.other.coding, p.likeness] for p in getattr(compared, name)]
            for name in ("alike", "apart", "same_words")
        }


def proposal_of(plain: Mapping[str, Any]) -> Proposal:
    """The proposal that an answer holds."""
    why = tuple(Why(str(one["kind"]), dict(one["data"])) for one in plain["why"])
    codes, codings = tuple(plain["codes"]), tuple(plain["codings"])
    return Proposal(**{**plain, "why": why, "codes": codes, "codings": codings})


async def ask(root: Path, *question: str) -> AsyncIterator[Any]:
    """Starts the process and gives its answers as they come; it ends when nobody listens."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = (sys.executable, "-m", "qcode.tui.axial_worker", str(root), *question)
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
        limit=_LARGEST,
    )
    try:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        while line := await process.stdout.readline():
            yield json.loads(line)
        if await process.wait():
            raise RuntimeError(f"the process ended with {process.returncode}")
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def main(arguments: list[str]) -> None:
    """Answers one question; gentle to whoever is typing."""
    from qcode.files.snapshot import load_study

    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
    study = load_study(Path(arguments[0])).study
    for answer in answers(study, arguments[1:]):
        sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
