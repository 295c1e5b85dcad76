"""Changes: what was done to a study, as puts that can be applied, inverted and journalled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

PUT_KINDS = {
    "codebook": 1,
    "coding": 3,
    "memo": 1,
    "case": 1,
    "front": 2,
    "text": 2,
    "transcript": 1,
}
"""Each kind of put with how many parts its key has at least."""
PutKind = Literal["codebook", "coding", "memo", "case", "front", "text", "transcript"]


class Put(NamedTuple):
    """One value replaced by another; None stands for absent, so that the inverse is a swap.

    | kind | key | before, after |
    |---|---|---|
    | codebook | the path, such as codes, menabung, name | plain data |
    | coding | coder, transcript, id | the JSON object of the line |
    | memo | id | by, at, type, about, text |
    | case | case | attributes |
    | front | transcript, field | plain data |
    | text | transcript, start, what stands before it, and behind it | the words there |
    | transcript | name | front (mapping) and text |
    """

    kind: PutKind
    key: tuple[str, ...]
    before: Any
    after: Any

    def inverse(self) -> Put:
        """The put that takes this one back."""
        return Put(self.kind, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """Puts that happen together or not at all."""

    what: str
    """Said to the user after undo: “put Menabung on ch.34”."""
    puts: tuple[Put, ...]
    why: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """More for the journal, such as `undoes`."""

    def inverse(self, what: str) -> Change:
        """The change that takes this one back, last put first."""
        return Change(what, tuple(p.inverse() for p in reversed(self.puts)))
