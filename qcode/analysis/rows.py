"""The rows of a matrix: codes as they are, or rolled up into categories and themes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache

from qcode.study.codebook import Codebook
from qcode.study.errors import QcodeError
from qcode.study.matrix import ROWS, Heading
from qcode.study.study import Study


@dataclass(frozen=True)
class Rows:
    """The headings and, for the code of a coding, the indexes of the rows it counts for."""

    headings: tuple[Heading, ...]
    of: Callable[[str], tuple[int, ...]]


def matrix_rows(study: Study, by: str, wanted: Collection[str] = ()) -> Rows:
    """The rows by `codes`, `categories` or `themes`, only those that `wanted` codes count for.

    Rows stand in the order of the tree. A code that codings name but the codebook lacks gets a
    row of its own, so that no coding is lost.
    """
    if by not in ROWS:
        raise QcodeError(f"A matrix has no rows “{by}”; choose one of {', '.join(ROWS)}.")
    codebook = study.codebook
    headings = [h for h in _headings(study) if by == "codes" or _is_row(codebook, h, by)]
    if wanted:
        reached = {r for c in wanted for r in _counts_for(codebook, c, rolled=by != "codes")}
        headings = [h for h in headings if h.id in reached]
    index = {h.id: i for i, h in enumerate(headings)}

    @cache
    def of(code: str) -> tuple[int, ...]:
        found = _counts_for(codebook, code, rolled=by != "codes")
        return tuple(sorted(index[c] for c in found if c in index))

    return Rows(tuple(headings), of)


def _headings(study: Study) -> Iterator[Heading]:
    codebook = study.codebook
    seen: set[str] = set()
    for ident, depth in codebook.walk():
        seen.add(ident)
        code = codebook.codes[ident]
        gone = code.retired and not codebook.is_category(ident) and not study.counts[ident]
        if not gone:
            yield Heading(ident, code.name, depth, codebook.color_of(ident))
    for ident, code in codebook.codes.items():
        if ident not in seen and not code.merged_into:
            seen.add(ident)
            yield Heading(ident, code.name, 0, codebook.color_of(ident))
    for ident in sorted(study.counts.keys() - seen):
        yield Heading(ident, ident, 0, "gray")


def _is_row(codebook: Codebook, heading: Heading, by: str) -> bool:
    if codebook.parents.get(heading.id):
        return by == "categories" and codebook.is_category(heading.id)
    return True


def _counts_for(codebook: Codebook, code: str, *, rolled: bool) -> set[str]:
    """The code itself and, rolled up, all above it by `parent` and `also`; merges followed."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        ident = codebook.resolve(waiting.pop())
        if ident in found:
            continue
        found.add(ident)
        known = codebook.codes.get(ident)
        if rolled and known:
            waiting.extend(c for c in (codebook.parents.get(ident), *known.also) if c)
    return found
