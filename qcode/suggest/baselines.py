"""The three plain methods that the suggester is held against."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Sequence

Order = tuple[tuple[str, ...], float]
"""Codes, best first, and how sure of the first."""
Examples = Sequence[tuple[str, frozenset[str]]]
"""Text of a span and its codes."""
Baseline = Callable[[Examples, Sequence[str]], list[Order]]
"""From examples and the texts to predict for, an order for each text."""


def most_frequent(examples: Examples, texts: Sequence[str]) -> list[Order]:
    """The same for every span: codes by how often they were given."""
    counts = Counter(code for _, codes in examples for code in codes)
    order = tuple(sorted(counts, key=lambda c: (-counts[c], c)))
    sure = counts[order[0]] / len(examples) if order else 0.0
    return [(order, sure)] * len(texts)


def nearest(examples: Examples, texts: Sequence[str]) -> list[Order]:
    """Codes of the most like example first, then of the next; word 1-2-gram TF-IDF, cosine."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not examples:
        return [((), 0.0)] * len(texts)
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    try:
        known = vectors.fit_transform([text for text, _ in examples])
    except ValueError:  # no words at all
        return most_frequent(examples, texts)
    found: list[Order] = []
    frequent = most_frequent(examples, [""])[0][0]
    for row in (vectors.transform(texts) @ known.T).toarray():
        order: dict[str, None] = {}
        for number in np.argsort(-row, kind="stable")[:50]:
            order.update(dict.fromkeys(sorted(examples[number][1])))
        order.update(dict.fromkeys(frequent))
        found.append((tuple(order), float(row.max())))
    return found


def tfidf_logreg(examples: Examples, texts: Sequence[str]) -> list[Order]:
    """Word 1-2-gram TF-IDF, one-vs-rest logistic regression (C = 10), the span's own text."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    codes = sorted({code for _, given in examples for code in given})
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    try:
        known = vectors.fit_transform([text for text, _ in examples])
    except ValueError:  # no words at all
        return most_frequent(examples, texts)
    asked = vectors.transform(texts)
    scores = np.zeros((len(texts), len(codes)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, code in enumerate(codes):
            given = np.array([code in codes_ for _, codes_ in examples])
            if given.all():
                scores[:, number] = 1.0
            else:
                model = LogisticRegression(C=10, solver="liblinear", random_state=0)
                scores[:, number] = model.fit(known, given).predict_proba(asked)[:, 1]
    return [
        (tuple(codes[n] for n in np.argsort(-row, kind="stable")), float(row.max(initial=0)))
        for row in scores
    ]


BASELINES: dict[str, Baseline] = {
    "most-frequent": most_frequent,
    "nearest": nearest,
    "tfidf-logreg": tfidf_logreg,
}
