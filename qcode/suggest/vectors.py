"""Pools of texts as sparse vectors, compared with a text by the inner product.

Weights are sublinear counts of n-grams times inverse document frequency; words weigh twice as much
as characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcode.suggest.grams import BAND, MOST, PLACES, Counts, Grams, word_place
from qcode.suggest.telling import telling

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_SUBLINEAR = (1 + np.log(np.maximum(1, np.arange(MOST + 1)))).astype(np.float32)
_SHARES = (4 / 3, 2 / 3)
"""Squared lengths of the half of words and the half of characters."""
TAIL = 512
"""Rows that may be appended to a pool before they join its main block."""
_COLUMNS = 1 << 12
_MOST = (1 << 16) - 1
"""Texts in which an n-gram is counted at most."""


class Pool:
    """Distinct texts as sparse rows, compared with a text by the inner product of their vectors.

    Document frequencies are those of the texts put in before the last `weigh`; what is appended
    later takes the weights as they are. The n-grams are those of another pool, where one is known.
    """

    def __init__(self, *, characters: bool, known: Pool | None = None) -> None:
        self._grams: Grams = Grams(characters=characters) if known is None else known._grams
        self.width = self._grams.width
        self.numbers: dict[str, int] = {}
        self._rows: list[int] = []
        self._frequency = np.zeros(self.width, dtype=np.uint16)
        self._weighed = 0
        self._telling: Floats | None = None
        self._main: _Block | None = None
        """Made when first needed."""
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
            self._rows.append(self._grams.number(text))
            self._tail = None
        return known

    def weigh(self, others: Iterable[str] = (), carried: Any = None) -> None:
        """Takes the document frequencies anew, also of `others`.

        Where it is known how often each text carried each code (a CSR matrix), n-grams that tell
        of codes weigh more.
        """
        every = self._rows + [self._grams.number(t) for t in others if t not in self.numbers]
        self._frequency = np.minimum(self._grams.occurring(every), _MOST).astype(np.uint16)
        self._weighed = len(every)
        self._main, self._tail, self._tail_values = None, None, []
        self._telling = None
        if carried is not None:
            used, counts = self._grams.by_column(self._rows)
            self._telling = np.ones(self.width, dtype=np.float32)
            self._telling[used] = telling(counts, carried)

    def _weight(self, places: Any) -> Floats:
        """Inverse document frequencies, times how much is told of codes; 1 before `weigh`."""
        shares = np.float32(1 + self._weighed) / (1 + self._frequency[places].astype(np.float32))
        found: Floats = np.log(shares) + np.float32(1)
        if self._telling is not None:
            found *= self._telling[places]
        return found

    def _weighted(self, starts: Ints, places: Ints, counts: Counts) -> tuple[Floats, Floats]:
        """The values of texts that stand one after another, each half at its length.

        Also the factors by which they got it, (texts, 2).
        """
        values: Floats = _SUBLINEAR[counts] * self._weight(places)
        half = np.repeat(2 * np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
        half += places >= PLACES
        squares = np.bincount(half, values * values, minlength=2 * len(starts) - 2).reshape(-1, 2)
        shares = np.array(_SHARES if self._grams.characters else (1.0, 0.0))
        factors = np.sqrt(shares / np.maximum(squares, 1e-12)).astype(np.float32)
        values *= factors.ravel()[half]
        return values, factors

    def matrix(self, rows: Iterable[int]) -> Any:
        """These rows as a scipy CSR matrix of float32."""
        from scipy.sparse import csr_matrix

        numbers = [self._rows[r] for r in rows]
        starts, places, counts = self._grams.stacked(numbers)
        values = np.empty(len(places), dtype=np.float32)
        for first in range(0, len(numbers), BAND):
            some = starts[first : first + BAND + 1]
            band = slice(some[0], some[-1])
            values[band], _ = self._weighted(some - some[0], places[band], counts[band])
        return csr_matrix((values, places, starts), shape=(len(numbers), self.width))

    def whole(self) -> Any:
        """All rows as a CSR matrix."""
        return self.matrix(range(len(self._rows)))

    def _block(self) -> _Block:
        """All rows but the few that came last."""
        if self._main is None or len(self._rows) - self._main.rows > TAIL:
            factors = [np.zeros((0, 2), dtype=np.float32)]
            for first in range(0, len(self._rows), BAND):
                stacked = self._grams.stacked(self._rows[first : first + BAND])
                factors.append(self._weighted(*stacked)[1])
            self._main, self._tail, self._tail_values = None, None, []
            used, counts = self._grams.by_column(self._rows)
            self._main = _Block(used, counts, np.concatenate(factors))
        return self._main

    def by_columns(self) -> Iterator[Any]:
        """All rows as CSC matrices of some columns each, in order, but for empty columns."""
        from scipy.sparse import csc_matrix

        if self._main is not None and self._main.rows < len(self._rows):
            self._main = None
        main = self._block()
        for first in range(0, len(main.places), _COLUMNS):
            places = main.places[first : first + _COLUMNS]
            some = main.counts[:, first : first + _COLUMNS]
            often = np.diff(some.indptr)
            values = _SUBLINEAR[some.data] * np.repeat(self._weight(places), often)
            values *= main.factors[some.indices, np.repeat((places >= PLACES).astype(int), often)]
            yield csc_matrix((values, some.indices, some.indptr), shape=some.shape)

    def similar(self, text: str) -> Floats:
        """The inner product of the text with every row; 0 to 1, or to 2 with characters."""
        main = self._block()
        places, counts = self._grams.count(text)
        values, _ = self._weighted(np.array([0, len(places)], np.int32), places, counts)
        parts = [main.products(places, values * self._weight(places))]
        if main.rows < len(self._rows):
            self._spread[places] = values
            parts.append(self._tail_block(main.rows) @ self._spread)
            self._spread[places] = 0
        return np.concatenate(parts)

    def _tail_block(self, first: int) -> Any:
        """The rows appended since, by row: few, and built anew whenever one more comes."""
        from scipy.sparse import csr_matrix

        if self._tail is None:
            rows = self._rows[first:]
            fresh = self._grams.stacked(rows[len(self._tail_values) :])
            values, _ = self._weighted(*fresh)
            self._tail_values += np.split(values, fresh[0][1:-1])
            starts, places, _ = self._grams.stacked(rows)
            whole = np.concatenate(self._tail_values), places, starts
            self._tail = csr_matrix(whole, shape=(len(rows), self.width))
        return self._tail

    def word_weight(self, word: str) -> float:
        """The squared inverse document frequency of a folded word."""
        return float(self._weight(word_place(word))) ** 2


@dataclass(frozen=True)
class _Block:
    """Rows by column, kept as counts: five bytes for each n-gram of each."""

    places: Ints
    """What each column stands for, in order."""
    counts: Any
    """A CSC matrix of uint8."""
    factors: Floats
    """(rows, 2): what brings both halves of a row to their length."""

    @property
    def rows(self) -> int:
        return len(self.factors)

    def products(self, places: Ints, values: Floats) -> Floats:
        """The sum over these places of value times weighted count, for each row."""
        from scipy.sparse import csc_matrix

        if not len(self.places):
            return np.zeros(self.rows, dtype=np.float32)
        columns = np.searchsorted(self.places, places)
        there = self.places[np.minimum(columns, len(self.places) - 1)] == places
        places, values = places[there], values[there]
        some, found = self.counts[:, columns[there]], np.zeros(self.rows, dtype=np.float32)
        weighed, split = _SUBLINEAR[some.data], int(np.searchsorted(places, PLACES))
        for half, (first, last) in enumerate(((0, split), (split, len(places)))):
            if first < last:
                ends = some.indptr[first : last + 1]
                band = slice(ends[0], ends[-1])
                part = weighed[band], some.indices[band], ends - ends[0]
                sums = csc_matrix(part, shape=(self.rows, last - first)) @ values[first:last]
                found += self.factors[:, half] * sums
        return found
