"""What is wrong in a study, said so that it can be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, overload

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """One finding: the file it stands in (relative to the study), the line if known, a sentence."""

    file: str
    message: str
    line: int | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class Findings(Sequence[Problem]):
    """Problems that are looked for when somebody asks, and then kept: opening need not wait."""

    def __init__(self, look: Callable[[], Iterable[Problem]]) -> None:
        self._look = look

    @cached_property
    def _found(self) -> tuple[Problem, ...]:
        return tuple(self._look())

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Problem, ...]: ...
    def __getitem__(self, index: int | slice) -> Problem | tuple[Problem, ...]:
        return self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)
