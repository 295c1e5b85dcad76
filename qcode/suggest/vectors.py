"""Texts as sparse vectors of hashed word and character n-grams, and pools of them.

Word 1-2-grams and the character 3-5-grams within words are hashed into two spaces of 2**20
places, so that there is no vocabulary to keep and a new text changes nothing that is there.
Weights are sublinear counts times inverse document frequency; words weigh twice as much as
characters.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcode.study.words import fold

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

BITS = 20
PLACES = 1 << BITS
_TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|\?")
_SPACE = 32
_PRIME = np.uint64(1_000_003)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHARES = (4 / 3, 2 / 3)
"""Squared lengths of the half of words and the half of characters."""
TAIL = 512
"""Rows that may be appended to a pool before they join its main block."""


def tokens(text: str) -> list[str]:
    """The folded words of a text, and its question marks."""
    return _TOKEN.findall(fold(text))


def word_places(text: str) -> Ints:
    """Places of the word 1- and 2-grams, with repetitions."""
    found = tokens(text)
    grams = found + [f"{a} {b}" for a, b in pairwise(found)]
    return np.array([zlib.crc32(g.encode("utf-8", "replace")) % PLACES for g in grams], np.int32)


def character_places(text: str) -> Ints:
    """Places of the character 3-, 4- and 5-grams within words, with repetitions."""
    spaced = " " + " ".join(fold(text).split()) + " "
    codes = np.frombuffer(spaced.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    blank = codes == _SPACE
    found = []
    for length in (3, 4, 5):
        count = len(codes) - length + 1
        if count <= 0:
            break
        mixed = np.zeros(count, dtype=np.uint64)
        crosses = np.zeros(count, dtype=bool)
        for offset in range(length):
            mixed = mixed * _PRIME + codes[offset : offset + count]
            if 0 < offset < length - 1:
                crosses |= blank[offset : offset + count]
        kept = (mixed[~crosses] + np.uint64(length)) * _MIX
        found.append((kept >> np.uint64(64 - BITS)).astype(np.int32))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int32)


class Pool:
    """Distinct texts as sparse rows, compared with a text by the inner product of their vectors.

    Document frequencies are those of the texts put in before the last `weigh`; what is appended
    later takes the weights as they are.
    """

    def __init__(self, *, characters: bool, known: Pool | None = None) -> None:
        self.characters = characters
        self._known = known
        self.width = PLACES * (2 if characters else 1)
        self.numbers: dict[str, int] = {}
        self._frequency = np.zeros(self.width, dtype=np.float32)
        self._weighed = 0
        self._rows: list[tuple[Ints, Floats]] = []
        self._main: Any = None
        self._main_rows = 0
        self._tail: Any = None
        self._tail_values: list[Floats] = []
        self._spread = np.zeros(self.width, dtype=np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, text: str) -> int:
        """The row of a text, appended when it is new."""
        known = self.numbers.get(text)
        if known is None:
            known = self.numbers[text] = len(self._rows)
            self._rows.append(self._counted(text))
            self._tail = None
        return known

    def _counted(self, text: str) -> tuple[Ints, Floats]:
        """The counts of a text, shared with another pool that has them already."""
        there = self._known.numbers.get(text) if self._known else None
        if self._known is None or there is None or there >= len(self._known):
            return self._count(text)
        return self._known._rows[there]

    def _count(self, text: str) -> tuple[Ints, Floats]:
        """Places in order and sublinear counts."""
        places = word_places(text)
        if self.characters:
            places = np.concatenate([places, character_places(text) + PLACES])
        distinct, counts = np.unique(places, return_counts=True)
        return distinct, (1 + np.log(counts)).astype(np.float32)

    def _weighted(self, row: tuple[Ints, Floats]) -> Floats:
        places, counts = row
        values: Floats = counts * self._weight(places)
        split = int(np.searchsorted(places, PLACES))
        shares = _SHARES if self.characters else (1.0, 0.0)
        for half, share in zip((slice(0, split), slice(split, None)), shares, strict=True):
            length = float(np.sqrt(values[half] @ values[half]))
            if length:
                values[half] *= np.float32(math.sqrt(share) / length)
        return values

    def _weight(self, places: Any) -> Floats:
        """Inverse document frequencies at these places; 1 before the first `weigh`."""
        shares = (1 + self._weighed) / (1 + self._frequency[places])
        found: Floats = (np.log(shares) + 1).astype(np.float32)
        return found

    def weigh(self, others: Iterable[str] = ()) -> None:
        """Takes the document frequencies anew, also of `others`, and builds all rows with them."""
        self._frequency = np.zeros(self.width, dtype=np.float32)
        counted = [self._counted(text) for text in others if text not in self.numbers]
        for places, _ in (*self._rows, *counted):
            self._frequency[places] += 1
        self._weighed = len(self._rows) + len(counted)
        self._known = None
        self._build()

    def _build(self) -> None:
        """Puts all rows into the main block, by column."""
        self._main = self.matrix(range(len(self._rows))).tocsc()
        self._main_rows, self._tail, self._tail_values = len(self._rows), None, []

    def whole(self) -> Any:
        """All rows as a CSR matrix; quicker than to ask for them where none was appended since."""
        if self._main_rows == len(self._rows) and self._main_rows:
            return self._main.tocsr()
        return self.matrix(range(len(self._rows)))

    def matrix(self, rows: Iterable[int]) -> Any:
        """These rows as a scipy CSR matrix of float32."""
        some = [self._rows[r] for r in rows]
        return self._stack(some, [self._weighted(row) for row in some])

    def _stack(self, rows: list[tuple[Ints, Floats]], weighted: list[Floats]) -> Any:
        from scipy.sparse import csr_matrix

        starts = np.zeros(len(rows) + 1, dtype=np.int32)
        if not rows:
            return csr_matrix((0, self.width), dtype=np.float32)
        np.cumsum([len(places) for places, _ in rows], out=starts[1:])
        places = np.concatenate([places for places, _ in rows]).astype(np.int32)
        values = np.concatenate(weighted)
        return csr_matrix((values, places, starts), shape=(len(rows), self.width))

    def similar(self, text: str) -> Floats:
        """The inner product of the text with every row; 0 to 1, or to 2 with characters."""
        row = self._count(text)
        places, values = row[0], self._weighted(row)
        if len(self._rows) - self._main_rows > TAIL:
            self._build()
        parts = []
        if self._main_rows:
            parts.append(self._main[:, places] @ values)
        if self._main_rows < len(self._rows):
            self._spread[places] = values
            parts.append(self._tail_block() @ self._spread)
            self._spread[places] = 0
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)

    def _tail_block(self) -> Any:
        """The rows appended since, by row: few, and built anew whenever one more comes."""
        if self._tail is None:
            rows = self._rows[self._main_rows :]
            fresh = rows[len(self._tail_values) :]
            self._tail_values += [self._weighted(row) for row in fresh]
            self._tail = self._stack(rows, self._tail_values)
        return self._tail

    def word_weight(self, word: str) -> float:
        """The squared inverse document frequency of a folded word."""
        place = zlib.crc32(word.encode("utf-8", "replace")) % PLACES
        return float(self._weight(place)) ** 2
