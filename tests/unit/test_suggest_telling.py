"""How much words tell of codes, and that they are compared by it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_matrix, csr_matrix

from qcode.suggest.telling import telling
from qcode.suggest.vectors import Floats, Pool

TEXTS = ["ya uang", "ya uang", "ya utang", "ya utang"]
CODES = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)


def by_the_book(there: Floats, carried: Floats) -> list[float]:
    """The same factor from the definition of the divergence, n-gram by n-gram."""
    usual = carried.sum(axis=0) / carried.sum()
    found = []
    for column in there.T:
        share = column @ carried + 2 * usual
        share = share / share.sum()
        kept = share > 0
        divergence = float((share[kept] * np.log(share[kept] / usual[kept])).sum())
        found.append(float(np.sqrt(1 + divergence / 0.3)))
    return found


@given(st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 4))), min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_what_an_n_gram_tells_is_the_divergence_of_the_codes_it_stands_with(
    texts: list[tuple[int, set[int]]],
) -> None:
    carried = np.array([[code == c for c in range(4)] for code, _ in texts], dtype=np.float32)
    there = np.array([[gram in grams for gram in range(5)] for _, grams in texts], np.float32)
    found = telling(csc_matrix(3 * there), csr_matrix(carried))
    np.testing.assert_allclose(found, by_the_book(there, carried), rtol=1e-3)


@pytest.mark.parametrize("codes", [0, 2])
def test_where_nothing_is_coded_no_word_tells_more_than_another(codes: int) -> None:
    nothing = csr_matrix((3, codes), dtype=np.float32)
    assert telling(csc_matrix(np.ones((3, 2), np.uint8)), nothing).tolist() == [1, 1]


def test_texts_that_share_a_telling_word_are_more_alike_than_by_how_rare_it_is() -> None:
    pool = Pool(characters=True)
    rows = [pool.add(text) for text in TEXTS]
    pool.weigh()
    before = pool.similar("uang banyak")[rows]
    numbers = np.array(rows)
    pool.weigh(carried=csr_matrix((CODES[:, 0], (numbers, np.zeros(4, int))), shape=(2, 2)))
    same = pool.similar("uang banyak")[rows]
    np.testing.assert_allclose(same, before, rtol=1e-5)
    pool.weigh(carried=csr_matrix((np.ones(4), (numbers, CODES.argmax(axis=1))), shape=(2, 2)))
    after = pool.similar("uang banyak")[rows]
    assert after[0] > before[0]
    every = pool.matrix(range(len(pool)))
    np.testing.assert_allclose((every @ every.T).toarray()[0], pool.similar("ya uang"), atol=1e-5)
