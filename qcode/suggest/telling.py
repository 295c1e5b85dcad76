"""How much an n-gram tells of codes, whatever it tells: its weight beside how rare it is.

It is the information gained about the code of a text by the n-gram's being in it (the divergence
of the codes of such texts from those of all texts; Kullback & Leibler 1951), so that words which
stand everywhere alike count less than those which stand where one code does. What is seen in few
texts is drawn towards telling nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_DRAWN = 2.0
"""Codings of the usual kind that each n-gram is thought to have beside its own."""
_NOTHING = 0.3
"""What an n-gram that tells nothing weighs, in nats."""
_COLUMNS = 1 << 12


def telling(counts: Any, carried: Any) -> NDArray[np.float32]:
    """For each n-gram a factor, 1 if it tells nothing.

    `counts` is a CSC matrix (texts, n-grams), `carried` a CSR matrix (texts, codes) of how often
    each text carries each code.
    """
    from scipy.sparse import csc_matrix

    usual = np.asarray(carried.sum(axis=0), dtype=np.float32).ravel()
    usual /= max(1.0, float(usual.sum()))
    found = [np.ones(0, dtype=np.float32)]
    for first in range(0, counts.shape[1], _COLUMNS):
        some = counts[:, first : first + _COLUMNS]
        there = csc_matrix(
            (np.ones(some.nnz, dtype=np.float32), some.indices, some.indptr), shape=some.shape
        )
        found.append(np.sqrt(1 + _gained(there.T @ carried, usual) / np.float32(_NOTHING)))
    return np.concatenate(found)


def _gained(together: Any, usual: NDArray[np.float32]) -> NDArray[np.float32]:
    """The divergence for each n-gram, from how often it stands with each code, (n-grams, codes).

    Of the codes that it never stands with all shares are drawn alike, so that they add up.
    """
    seen = np.asarray(together.sum(axis=1), dtype=np.float32).ravel() + np.float32(_DRAWN)
    drawn = np.float32(_DRAWN) / seen
    row = np.repeat(np.arange(together.shape[0]), np.diff(together.indptr))
    expected = usual[together.indices]
    share = together.data / seen[row] + drawn[row] * expected
    told = np.bincount(row, share * np.log(share / expected), minlength=len(seen))
    never = 1 - np.bincount(row, expected, minlength=len(seen))
    gained: NDArray[np.float32] = (told + never * drawn * np.log(drawn)).astype(np.float32)
    return np.maximum(gained, 0)
