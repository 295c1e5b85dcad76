"""A progress bar for work that takes seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from qcode.suggest.explore import Steps
    from qcode.suggest.wire import Place


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere; gives what to tell done and total."""
    with click.progressbar(
        length=100, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as shown:
        yield lambda done, total: shown.update(100 * done // max(1, total) - shown.pos)


def found_by(label: str, steps: Steps) -> tuple[Place, ...]:
    """What long work in steps finds, with a bar while it looks."""
    from qcode.suggest.explore import finish

    with bar(label) as tell:
        return finish(steps, lambda share: tell(round(1000 * share), 1000))
