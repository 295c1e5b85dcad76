"""Texts as counted word and character n-grams, each text once for all that compare it.

Word 1-2-grams and the character 3-5-grams within words are hashed into two spaces of 2**20
places, so that there is no vocabulary to keep and a new text changes nothing that is there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcode.study.words import fold

BITS = 20
PLACES = 1 << BITS
MOST = 255
"""More often than this an n-gram is not counted."""
BAND = 1024
"""Texts that are taken up at once where there are many."""
_TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|\?")
_SPACE = 32
_PRIME = np.uint64(1_000_003)
_MIX = np.uint64(0x9E3779B97F4A7C15)

Places = NDArray[np.int32]
Counts = NDArray[np.uint8]


def word_place(gram: str) -> int:
    """The place of one word or pair of words, folded."""
    return zlib.crc32(gram.encode("utf-8", "replace")) % PLACES


def word_places(text: str) -> Places:
    """Places of the word 1- and 2-grams, question marks among them, with repetitions."""
    found = _TOKEN.findall(fold(text))
    grams = found + [f"{a} {b}" for a, b in pairwise(found)]
    return np.array([word_place(g) for g in grams], np.int32)


def character_places(text: str) -> Places:
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


class Grams:
    """The n-grams of texts, five bytes each; only ever added to, by any thread."""

    def __init__(self, *, characters: bool) -> None:
        self.characters = characters
        self.width = PLACES * (2 if characters else 1)
        self._numbers: dict[str, int] = {}
        self._places: list[bytes] = []
        self._counts: list[bytes] = []
        self._adding = Lock()

    def number(self, text: str) -> int:
        """The number of a text, counted when it is new."""
        known = self._numbers.get(text)
        if known is not None:
            return known
        places, counts = self._count(text)
        with self._adding:
            number = self._numbers.setdefault(text, len(self._places))
            if number == len(self._places):
                self._places.append(places.tobytes())
                self._counts.append(counts.tobytes())
        return number

    def count(self, text: str) -> tuple[Places, Counts]:
        """Places in order, and how often each occurs; the text is not kept."""
        known = self._numbers.get(text)
        return self._count(text) if known is None else self.stacked([known])[1:]

    def _count(self, text: str) -> tuple[Places, Counts]:
        places = word_places(text)
        if self.characters:
            places = np.concatenate([places, character_places(text) + np.int32(PLACES)])
        distinct, counts = np.unique(places, return_counts=True)
        return distinct, np.minimum(counts, MOST).astype(np.uint8)

    def stacked(self, numbers: Iterable[int]) -> tuple[Places, Places, Counts]:
        """Where each of these texts starts and the last one ends, places, and counts."""
        some = list(numbers)
        counts = [self._counts[n] for n in some]
        starts = np.zeros(len(some) + 1, dtype=np.int32)
        np.cumsum([len(c) for c in counts], out=starts[1:])
        places = np.frombuffer(b"".join([self._places[n] for n in some]), dtype=np.int32)
        return starts, places, np.frombuffer(b"".join(counts), dtype=np.uint8)

    def occurring(self, numbers: Sequence[int]) -> Places:
        """In how many of these texts each place occurs."""
        found = np.zeros(self.width, dtype=np.int32)
        for first in range(0, len(numbers), BAND):
            np.add.at(found, self.stacked(numbers[first : first + BAND])[1], 1)
        return found

    def by_column(self, numbers: Sequence[int]) -> tuple[Places, Any]:
        """These texts as rows of a CSC matrix of counts, and the places that its columns stand for.

        Made in bands, to hold little else.
        """
        from scipy.sparse import csc_matrix, csr_matrix

        often = self.occurring(numbers)
        used = np.flatnonzero(often).astype(np.int32)
        starts = np.zeros(len(used) + 1, dtype=np.int32)
        np.cumsum(often[used], out=starts[1:])
        often[used] = np.arange(len(used), dtype=np.int32)
        rows = np.empty(starts[-1], dtype=np.int32)
        counts = np.empty(starts[-1], dtype=np.uint8)
        free = starts[:-1].copy()
        for first in range(0, len(numbers), BAND):
            ends, places, each = self.stacked(numbers[first : first + BAND])
            shape = len(ends) - 1, len(used)
            band = csr_matrix((each, often[places], ends), shape=shape).tocsc()
            there = np.diff(band.indptr)
            at = np.repeat(free - band.indptr[:-1], there) + np.arange(band.nnz, dtype=np.int32)
            rows[at], counts[at] = band.indices + first, band.data
            free += there
        return used, csc_matrix((counts, rows, starts), shape=(len(numbers), len(used)))
