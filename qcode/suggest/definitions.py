"""What the codebook alone says of a span: for a study in which nothing has been fitted yet."""

from __future__ import annotations

import numpy as np

from qcode.study.study import Study
from qcode.suggest.context import Context
from qcode.suggest.evidence import definition_text, some_segments
from qcode.suggest.vectors import Floats, Pool

_ASKED = 0.15
_ABOVE = 3.0
"""How far categories stand behind the codes below them, in spreads of the usual likeness."""


class Definitions:
    """Likeness with each code's words and those of the category above it.

    It counts by how far it lies above what is usual for that definition in the study's own texts,
    coded or not, since a long definition in common words is a little like everything.
    """

    def __init__(self, study: Study, codes: tuple[str, ...]) -> None:
        self._made_from = study.codebook, study.transcripts, codes
        book = study.codebook
        self._pool = Pool(characters=True)
        self._rows = np.zeros(len(codes), dtype=np.int32)
        for at, code in enumerate(codes):
            above = book.parents.get(code) or ""
            texts = [definition_text(book.codes[c]) for c in (code, above) if c in book.codes]
            self._rows[at] = self._pool.add(" . ".join(texts))
        others = some_segments(study)
        self._pool.weigh(others)
        self._mean, self._spread = np.float32(0), np.ones(len(codes), dtype=np.float32)
        if len(others) > 1 and len(codes):
            usual = np.array([self._like(text) for text in others])
            spread = usual.std(axis=0)
            self._mean = usual.mean(axis=0)
            self._spread = np.maximum(spread + spread.mean(), 1e-9)
        categories = {book.parents.get(code) for code in codes}
        self._behind = np.array([_ABOVE * (c in categories) for c in codes], dtype=np.float32)

    def hold(self, study: Study, codes: tuple[str, ...]) -> bool:
        """Whether they are those of this study."""
        book, transcripts, known = self._made_from
        return book is study.codebook and transcripts is study.transcripts and known == codes

    def scores(self, context: Context) -> Floats:
        """For each code how much its words speak for it, in spreads of what is usual."""
        like = self._like(context.text) + np.float32(_ASKED) * self._like(context.asked)
        found: Floats = (like - (1 + _ASKED) * self._mean) / self._spread - self._behind
        return found.astype(np.float32)

    def _like(self, text: str) -> Floats:
        return self._pool.similar(text)[self._rows]
