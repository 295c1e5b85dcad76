"""One refit in a fresh process: `python -m benchmarks.refit CODINGS CODES TRANSCRIPTS`.

Prints its seconds by the clock and of processor time, and the peak of the memory in MiB, before
and while a model is in use, as in the worker.
"""

from __future__ import annotations

import resource
import sys
import time

from benchmarks.generated import generated_study


def main() -> None:
    """Builds the study and a suggester, then fits and prints what it took."""
    from qcode.suggest.suggester import Suggester

    codings, codes, transcripts = map(int, sys.argv[1:4])
    suggester = Suggester(generated_study(codings, codes, transcripts))
    clock, work = time.perf_counter(), time.process_time()
    suggester.refit()
    clock, work = time.perf_counter() - clock, time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{clock:.2f} {work:.2f} {peak:.0f}\n")


if __name__ == "__main__":
    main()
