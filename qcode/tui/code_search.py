"""Finding codes by a few letters: by words of their names, labels and ids, and by likeness."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qcode.study.affixes import affixed
from qcode.study.codebook import Codebook
from qcode.study.words import fold

ALIKE = 90.0
"""From this likeness on (0 to 100) a query is taken for a mistyped name."""
NEAR = 68.0
"""From this likeness on a name is shown as near a new one."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A code that answers to a query, and how well."""

    code: str
    score: float
    well: bool
    """Whether Enter may take it: what was typed begins its words, is their root, or a slip."""
    label: str = ""
    """The label by which it was found, when that is not its name."""


@dataclass(frozen=True)
class CodeSearch:
    """The names of a codebook made ready for search; `recent` codes win among equals."""

    names: Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]]
    """For each code its texts: as written, folded, and the folded words."""
    counts: Mapping[str, int]
    recent: Sequence[str] = field(default=())
    categories: frozenset[str] = frozenset()
    """Codes that have codes below them: they come last among equals."""

    @classmethod
    def of(
        cls, book: Codebook, counts: Mapping[str, int], recent: Sequence[str] = ()
    ) -> CodeSearch:
        """The codes that can be put: not merged, not retired."""
        names = {}
        for ident, code in book.codes.items():
            if code.merged_into or code.retired:
                continue
            texts = dict.fromkeys((code.name, *code.labels.values(), ident))
            names[ident] = tuple(
                (text, folded, tuple(_WORD.findall(folded)))
                for text in texts
                for folded in (fold(text),)
            )
        above = frozenset(i for i in names if book.is_category(i))
        return cls(names, counts, tuple(r for r in recent if r in names), above)

    def find(self, query: str, most: int = 50) -> list[Found]:
        """The codes that answer, best first; without a query the recent, then the commonest."""
        wanted = fold(query.strip())
        if not wanted:
            order = sorted(self.names, key=self._order)
            return [Found(i, 0, True) for i in order[:most]]
        typed = _WORD.findall(wanted)
        found: list[Found] = []
        for ident, texts in self.names.items():
            best = max(
                (_score(wanted, typed, folded, words), -n, text)
                for n, (text, folded, words) in enumerate(texts)
            )
            (score, well), rank, text = best
            if score >= NEAR:
                found.append(Found(ident, score, well, "" if rank == 0 else text))
        found.sort(key=lambda f: (not f.well, -f.score, *self._order(f.code)))
        return found[:most]

    def exact(self, name: str) -> str | None:
        """The code that has just this name, label or id, case and accents aside."""
        wanted = fold(name.strip())
        for ident, texts in self.names.items():
            if any(folded == wanted for _, folded, _ in texts):
                return ident
        return None

    def _order(self, ident: str) -> tuple[int, int, bool]:
        recency = self.recent.index(ident) if ident in self.recent else len(self.recent)
        return recency, -self.counts.get(ident, 0), ident in self.categories


def _score(
    wanted: str, typed: list[str], folded: str, words: tuple[str, ...]
) -> tuple[float, bool]:
    """How well a text answers: 0 to about 200, and whether well enough for Enter."""
    if folded.startswith(wanted):
        return 200.0 - min(20, len(folded) - len(wanted)), True
    if typed and _begin(typed, words):
        first = words[0].startswith(typed[0])
        return (160.0 if first else 150.0) - min(20, len(words)) / 10, True
    if len(typed) == 1 and 2 <= len(wanted) <= 5 and _initials(words).startswith(wanted):
        return 140.0, True
    if len(wanted) >= 3 and wanted in folded:
        return 120.0, len(typed) == 1
    if len(typed) == 1 and len(wanted) >= 4 and any(map(affixed(wanted).fullmatch, words)):
        return 110.0, True
    return _likeness(wanted, folded)


def _likeness(wanted: str, folded: str) -> tuple[float, bool]:
    """How alike the two are as wholes; a slip of the finger is well enough."""
    if len(wanted) < 4:
        return 0.0, False
    from rapidfuzz import fuzz

    like = fuzz.ratio(wanted, folded)
    if like >= ALIKE:
        return like, True
    return max(like, fuzz.token_set_ratio(wanted, folded) * 0.95), False


def _begin(typed: list[str], words: tuple[str, ...]) -> bool:
    """Whether every typed word begins a word of its own."""
    left = list(words)
    for part in typed:
        match = next((w for w in left if w.startswith(part)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words) if len(words) > 1 else ""
