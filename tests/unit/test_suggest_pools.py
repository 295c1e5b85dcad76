"""Pools of texts: what is compared, how counts are shared, what is kept of a known evidence."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.suggest.calibration import calibrate
from qcode.suggest.grams import Grams
from qcode.suggest.vectors import TAIL, Pool

TEXTS = ["uang masuk celengan", "bayar utang dulu, bayar", "anak sekolah?", "", "ya"]


def pool_of(texts: list[str], *, characters: bool = True) -> Pool:
    pool = Pool(characters=characters)
    for text in texts:
        pool.add(text)
    pool.weigh()
    return pool


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8), st.text(max_size=40), st.booleans())
@settings(max_examples=40, deadline=None)
def test_likeness_is_the_inner_product_of_the_vectors(
    texts: list[str], asked: str, characters: bool
) -> None:
    pool = pool_of(texts, characters=characters)
    pool.similar("")
    later = pool.add(asked)
    every = pool.matrix(range(len(pool)))
    wanted = (every @ every[later].T).toarray().ravel()
    np.testing.assert_allclose(pool.similar(asked), wanted, atol=1e-5)


def test_many_rows_that_come_later_join_the_others() -> None:
    pool = pool_of(TEXTS)
    before = pool.similar("celengan")
    for number in range(TAIL + 5):
        pool.add(f"tambahan {number}")
    after = pool.similar("celengan")
    assert len(after) == len(pool)
    np.testing.assert_allclose(after[: len(before)], before, atol=1e-6)


def test_the_columns_together_are_all_rows() -> None:
    pool = pool_of(TEXTS)
    pool.similar("uang")
    pool.add("dan satu lagi, uang")
    columns = [some.toarray() for some in pool.by_columns()]
    whole = pool.whole().toarray()
    np.testing.assert_allclose(np.hstack(columns), whole[:, whole.any(axis=0)], atol=1e-6)


def test_a_text_is_counted_once_for_all_pools_that_know_each_other() -> None:
    grams = Grams(characters=False)
    assert [grams.number(t) for t in ("a b", "c", "a b")] == [0, 1, 0]
    first = pool_of(TEXTS)
    second = Pool(characters=True, known=first)
    second.add(TEXTS[2])
    second.weigh()
    alone = pool_of([TEXTS[2]])
    assert (second.matrix([0]) != alone.matrix([0])).nnz == 0


def test_chances_follow_how_often_the_first_was_right() -> None:
    chance = np.random.default_rng(0)
    linear = chance.random((400, 3)).astype(np.float32)
    targets = (chance.random((400, 3)) < linear).astype(np.float32)
    curve = calibrate(linear, linear, targets)
    sure = np.array([[0.9, 0.9, 0.1, 0], [0.2, 0.2, 0.1, 0]], dtype=np.float32)
    high, low = curve.probabilities(sure)
    assert 0.75 < high < 1
    assert 0 < low < 0.45
