"""A progress bar for work that takes seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere; gives what to tell done and total."""
    with click.progressbar(
        length=100, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as shown:
        yield lambda done, total: shown.update(100 * done // max(1, total) - shown.pos)
