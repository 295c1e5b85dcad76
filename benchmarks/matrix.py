"""The matrix: the whole process, from the study on disk to the file."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Figure, below
from benchmarks.setup import Setup, qcode, timed


def figures(setup: Setup) -> Iterator[Figure]:
    """The figures of this subject."""
    study, size = setup.study(), setup.size
    what = f"matrix, {size.codes} codes × {size.transcripts} transcripts"
    for form, more, limit in (("csv", "CSV", 1500), ("xlsx", "XLSX with quotes", 3000)):
        output = setup.scratch / f"matrix.{form}"
        command = qcode("matrix", "--study", study, "--format", form, "-o", output)
        times = tuple(1000 * timed(command, setup) for _ in range(setup.runs(7)))
        note = f"{output.stat().st_size / 1_000_000:.1f} MB"
        yield Figure("matrix", f"{what}: {more}", "ms", times, below(limit), note)
