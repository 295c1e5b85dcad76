"""Texts of codings and codes as TF-IDF vectors, to say which resemble each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qcode.study.coding import Coding, CodingFile
from qcode.study.study import Study
from qcode.study.words import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_QUOTES = 150
"""Codings of a code that its text is made of; spread over all when there are more."""
_TOO_COMMON = 0.4
"""A word in more of the codes than this share tells nothing of one of them."""
_FEW = 10
_LETTERS = r"(?u)\b[^\W\d_][\w'’-]*[^\W_]\b"


def said(study: Study, file: CodingFile, coding: Coding) -> str:
    """The words under a coding."""
    return study.transcripts[file.transcript].text[coding.span.start : coding.span.end]


@dataclass(frozen=True)
class CodeTexts:
    """One vector for each code: its name, its definition and what its codings say."""

    codes: tuple[str, ...]
    vectors: Any
    """Codes by words, a scipy matrix with rows of length 1 (or 0 for a code without words)."""
    words: tuple[str, ...]

    def pick(self, codes: Sequence[str]) -> CodeTexts:
        """The same vectors for some of the codes, in this order."""
        index = {code: number for number, code in enumerate(self.codes)}
        return CodeTexts(tuple(codes), self.vectors[[index[c] for c in codes]], self.words)

    def alike(self) -> Floats:
        """The cosine of every code with every other, 0 to 1."""
        import numpy as np

        found = np.asarray((self.vectors @ self.vectors.T).toarray(), dtype=np.float64)
        return np.clip(found, 0.0, 1.0)

    def shared_words(self, rows: Sequence[int], most: int = 3) -> tuple[str, ...]:
        """Words that weigh most in all (two codes) or most of the rows, the heaviest first."""
        import numpy as np

        block = self.vectors[list(rows)].toarray()
        common = (block > 0).sum(axis=0) >= max(2, (2 * len(rows) + 2) // 3)
        weight = np.where(common, block.mean(axis=0), 0.0)
        best = np.argsort(-weight, kind="stable")[:most]
        return tuple(self.words[i] for i in best if weight[i] > 0)


def code_texts(study: Study) -> CodeTexts:
    """The vectors of all codes that live, from at most MOST_QUOTES codings each.

    Words that stand with too many of the codes tell nothing of one of them and are left out.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    codes = [i for i, c in study.codebook.codes.items() if not c.retired and not c.merged_into]
    texts = [fold(text) for text in _texts(study, codes)]
    if not any(text.split() for text in texts):
        from scipy.sparse import csr_matrix

        return CodeTexts(tuple(codes), csr_matrix((len(codes), 0)), ())
    common = _TOO_COMMON if len(codes) >= _FEW else 1.0
    for settings in (
        {"token_pattern": _LETTERS, "max_df": common},
        {"token_pattern": r"\S+", "max_df": 1.0},  # when all words are in too many of the codes
    ):
        maker = TfidfVectorizer(sublinear_tf=True, lowercase=False, **settings)
        try:
            vectors = maker.fit_transform(texts)
            break
        except ValueError:
            continue
    return CodeTexts(tuple(codes), vectors, tuple(maker.get_feature_names_out()))


def _texts(study: Study, codes: Sequence[str]) -> list[str]:
    quotes: dict[str, list[str]] = {code: [] for code in codes}
    for _, coding in study.codings():
        found = quotes.get(study.codebook.resolve(coding.code))
        if found is not None:
            found.append(coding.quote)
    texts = []
    for code in codes:
        known = study.codebook.codes.get(code)
        told = [known.name, known.definition, *known.include] if known else [code]
        texts.append("\n".join([*told, *_spread(quotes[code], MOST_QUOTES)]))
    return texts


def ids_by_code(study: Study) -> dict[str, list[str]]:
    """The ids of the codings of each code, merges followed, in order of the sources."""
    found: dict[str, list[str]] = {}
    for _, coding in study.codings():
        found.setdefault(study.codebook.resolve(coding.code), []).append(coding.id)
    return found


def _spread(items: Sequence[str], most: int) -> Iterable[str]:
    if len(items) <= most:
        return items
    return (items[i * len(items) // most] for i in range(most))


def quote_vectors(texts: Collection[str]) -> Any:
    """Short texts as rows of length 1 over pieces of words, so that affixed forms meet.

    None when there is nothing to compare.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    maker = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, lowercase=False
    )
    try:
        return maker.fit_transform([fold(text) for text in texts])
    except ValueError:
        return None
