"""How work that takes seconds says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much of how much is done."""


def silent(done: int, total: int) -> None:
    """Progress that nobody wants to hear of."""
    del done, total


def part_of(whole: Progress, number: int, count: int) -> Progress:
    """What to tell of one of `count` parts, the one with this number, from 0 on, of a whole."""

    def tell(done: int, total: int) -> None:
        whole(number * total + done, count * total)

    return tell
