"""The rows of the tree of codes: which are shown, at what depth, with which counts."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from qcode.study.codebook import Codebook
from qcode.study.study import Study
from qcode.study.words import fold

UNCATEGORISED = ""
"""The id of the row under which the uncategorised codes stand."""


class TreeRow(NamedTuple):
    """A line of the tree: a code, or the heading of the uncategorised ones."""

    code: str
    depth: int
    opens: bool
    """Whether something stands below it."""
    open: bool
    name: str
    codings: int
    color: str
    retired: bool = False


def tree_rows(study: Study, shut: Collection[str], query: str, uncategorised: str) -> list[TreeRow]:
    """The rows to show: all but what lies below codes that are shut, or those that match a filter.

    While filtering, everything above a match is shown open. Retired codes are shown as long as
    codings use them. `uncategorised` is the word for that heading.
    """
    rows = _Rows(study, shut, _matching(study.codebook, query) if query.strip() else None)
    for theme in study.codebook.themes:
        rows.add(theme, 0)
    members = [i for i in study.codebook.uncategorised if rows.shown(i)]
    if members:
        total = sum(study.rolled_counts.get(i, 0) for i in members)
        is_open = rows.is_open(UNCATEGORISED)
        rows.found.append(TreeRow(UNCATEGORISED, 0, True, is_open, uncategorised, total, ""))
        for member in members if is_open else ():
            rows.add(member, 1)
    return rows.found


def used_retired(study: Study) -> frozenset[str]:
    """The retired codes that are shown because codings use them."""
    counts = study.rolled_counts
    return frozenset(i for i, c in study.codebook.codes.items() if c.retired and counts.get(i))


def recounted(rows: list[TreeRow], study: Study) -> list[TreeRow]:
    """The same rows with the counts of this study, which has the same codebook."""
    counts = study.rolled_counts
    loose = sum(counts.get(i, 0) for i in study.codebook.uncategorised)
    found = []
    for row in rows:
        count = counts.get(row.code, 0) if row.code else loose
        found.append(row if row.codings == count else row._replace(codings=count))
    return found


class _Rows:
    """Collects rows by walking the tree; `wanted` are the codes that pass the filter, if any."""

    def __init__(self, study: Study, shut: Collection[str], wanted: set[str] | None) -> None:
        self.book, self.counts = study.codebook, study.rolled_counts
        self.shut, self.wanted = shut, wanted
        self.found: list[TreeRow] = []

    def shown(self, ident: str) -> bool:
        if self.wanted is not None:
            return ident in self.wanted
        return not self.book.codes[ident].retired or self.counts.get(ident, 0) > 0

    def is_open(self, ident: str) -> bool:
        return self.wanted is not None or ident not in self.shut

    def add(self, ident: str, depth: int) -> None:
        if not self.shown(ident):
            return
        code, below = self.book.codes[ident], self.book.children.get(ident, ())
        self.found.append(
            TreeRow(
                ident,
                depth,
                bool(below),
                self.is_open(ident),
                code.name,
                self.counts.get(ident, 0),
                self.book.color_of(ident),
                code.retired,
            )
        )
        for child in below if self.is_open(ident) else ():
            self.add(child, depth + 1)


def _matching(book: Codebook, query: str) -> set[str]:
    wanted = fold(query.strip())
    found: set[str] = set()
    for ident, code in book.codes.items():
        if not code.merged_into and any(
            wanted in fold(text) for text in (code.name, ident, *code.labels.values())
        ):
            found.add(ident)
            found.update(book.ancestors(ident))
    return found
