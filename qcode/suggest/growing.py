"""A numpy array that rows can be appended to without copying it each time."""

from __future__ import annotations

from typing import Any

import numpy as np


class Growing:
    """`now` is a view of the rows so far; it stays true until the next append."""

    def __init__(self, width: int, dtype: Any) -> None:
        self._room = np.zeros((64, width), dtype=dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, *row: float) -> int:
        """Puts a row at the end and returns its number."""
        if self._count == len(self._room):
            self._room = np.concatenate([self._room, np.zeros_like(self._room)])
        self._room[self._count] = row
        self._count += 1
        return self._count - 1

    @property
    def now(self) -> Any:
        """The rows as an array of shape (rows, width)."""
        return self._room[: self._count]
