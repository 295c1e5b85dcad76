"""The learning problem of a study: which rows teach, what they carry, how they fall in folds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qcode.study.codebook import Codebook
from qcode.suggest.evidence import Evidence
from qcode.suggest.vectors import Floats, Ints

FOLDS = 5


@dataclass(frozen=True)
class Problem:
    """Rows with their targets; the last ones are the definitions, which are never left out."""

    rows: Ints
    codes: tuple[str, ...]
    targets: Floats
    """(rows, codes), 0 to 1."""
    refused: Floats
    folds: Ints
    """A number for each row, by transcript; -1 for definitions."""
    families: tuple[str, ...]
    """Codes that stand above others."""
    family_of: Ints
    """For each code the number of its family, -1 where it has none."""

    @property
    def own(self) -> NDArray[np.bool_]:
        """The rows that are no definitions."""
        return self.folds >= 0

    @cached_property
    def family_targets(self) -> Floats:
        """(rows, families): the most that a row carries of any code in the family."""
        found = np.zeros((len(self.rows), len(self.families)), dtype=np.float32)
        for code, family in enumerate(self.family_of):
            if family >= 0:
                np.maximum(found[:, family], self.targets[:, code], out=found[:, family])
        return found

    @cached_property
    def silent(self) -> NDArray[np.bool_]:
        """(rows, codes): what a definition says nothing about, the kin of its own code.

        The words that define a category do not speak against a code below it, nor those of one
        code against its sisters.
        """
        family = self.family_of[None, :]
        kin = (self.family_of[:, None] == family) & (family >= 0)
        for code, number in enumerate(self.family_of):
            if number >= 0 and self.families[number] in self._places:
                above = self._places[self.families[number]]
                kin[code, above] = kin[above, code] = True
        silent = np.zeros(self.targets.shape, dtype=bool)
        silent[~self.own] = kin
        silent &= self.targets == 0
        return silent

    @cached_property
    def _places(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.codes)}


def families_in(book: Codebook, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes that stand above any of these, in the order of the codebook."""
    above = {book.parents.get(code) for code in codes}
    return tuple(code for code in book.codes if code in above)


def family_numbers(book: Codebook, codes: tuple[str, ...], families: tuple[str, ...]) -> Ints:
    """For each code its family: the code above it, or itself if it stands above others; else -1."""
    number = {code: at for at, code in enumerate(families)}
    own = [number.get(book.parents.get(c) or "", number.get(c, -1)) for c in codes]
    return np.array(own, dtype=np.int32)


def pose(evidence: Evidence, limit: int, seed: int, *, whole: bool = False) -> Problem | None:
    """The learning problem of the evidence, or None when nothing is coded yet.

    More than `limit` rows are sampled: whole transcripts, or row by row with rare codes first.
    """
    rows, codes, shares = evidence.labels()
    kept = shares > 0
    rows, codes, shares = rows[kept], codes[kept], shares[kept]
    if not len(rows):
        return None
    marked = [row for row, m in enumerate(evidence.marks) if m.passed or m.refused or m.codings]
    teaching = np.array(marked, dtype=np.int32)
    if whole:
        chosen = _transcripts(evidence, teaching, limit, seed)
    else:
        chosen = _sampled(teaching, rows, codes, limit, seed)
    definitions = np.array([evidence.definition_row[c] for c in evidence.codes], dtype=np.int32)
    every = np.concatenate([chosen, definitions])
    number = np.full(len(evidence), -1, dtype=np.int32)
    number[chosen] = np.arange(len(chosen))
    targets = np.zeros((len(every), len(evidence.codes)), dtype=np.float32)
    inside = number[rows] >= 0
    targets[number[rows[inside]], codes[inside]] = shares[inside]
    targets[len(chosen) + np.arange(len(definitions)), np.arange(len(definitions))] = 1
    refused = np.zeros_like(targets)
    for at, row in enumerate(chosen):
        for code in evidence.marks[row].refused:
            if code in evidence.code_number and not targets[at, evidence.code_number[code]]:
                refused[at, evidence.code_number[code]] = 1
    book = evidence.study.codebook
    families = families_in(book, evidence.codes)
    return Problem(
        every,
        evidence.codes,
        targets,
        refused,
        _folds(evidence, chosen, len(definitions), seed),
        families,
        family_numbers(book, evidence.codes, families),
    )


def _sampled(teaching: Ints, rows: Ints, codes: Ints, limit: int, seed: int) -> Ints:
    """At most `limit` of the rows: those of rare codes first, the rest by chance."""
    if len(teaching) <= limit:
        return teaching
    frequency = np.bincount(codes)
    rarity = np.full(int(teaching.max()) + 1, np.inf)
    np.minimum.at(rarity, rows, frequency[codes])
    chance = np.random.default_rng(seed).random(len(teaching))
    order = np.argsort(chance * np.minimum(rarity[teaching], 1e9), kind="stable")
    return np.sort(teaching[order[:limit]])


def _transcripts(evidence: Evidence, teaching: Ints, limit: int, seed: int) -> Ints:
    """The rows of whole transcripts, by chance, until there are `limit` of them."""
    if len(teaching) <= limit:
        return teaching
    where = evidence.where[teaching, 0]
    names = np.random.default_rng(seed).permutation(np.unique(where))
    order = np.argsort(names)[np.searchsorted(np.sort(names), where)]
    sorted_rows = teaching[np.argsort(order, kind="stable")]
    return np.sort(sorted_rows[:limit])


def _folds(evidence: Evidence, chosen: Ints, definitions: int, seed: int) -> Ints:
    transcripts = evidence.where[chosen, 0]
    names = np.unique(transcripts)
    if len(names) < 2:
        numbers = np.arange(len(chosen)) * FOLDS // max(1, len(chosen))
    else:
        shuffled = np.random.default_rng(seed).permutation(len(names))
        numbers = shuffled[np.searchsorted(names, transcripts)] % FOLDS
    return np.concatenate([numbers, np.full(definitions, -1)]).astype(np.int32)
