"""Codes that may be one: near-duplicate names, definitions that agree, codings that coincide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.analysis.cooccurrence import overlaps
from qcode.analysis.texts import code_texts
from qcode.study.proposals import MERGE, REFUSED, Proposal, Why, find_verdict
from qcode.study.study import Study
from qcode.study.words import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NAME, DEFINITION, OVERLAP, CONTENT = 88.0, 0.7, 0.5, 0.75
"""From here on: likeness of names (0 to 100), cosine of definitions, share of the rarer code's
codings on words of the other, cosine of what the codings say."""
LEAST_CODINGS = 3
"""Codings that the rarer code must have before where they lie tells anything."""
_SAME_WORDS = 0.5
_LEAST_WORDS = 4
_SHORT = 3
"""Words up to which the order does not count: “uang, mengatur” is “mengatur uang”."""
_MOST_CODINGS = 10


@dataclass(frozen=True)
class _Meetings:
    """Codings of two codes on the same words: how many of each code's, and which."""

    of: dict[tuple[str, str], set[str]]
    """(code, other code) to ids of the first code's codings that lie on words of the other's."""


def merges(study: Study, *, everything: bool = False) -> tuple[Proposal, ...]:
    """Pairs of codes that may be one; the one with more codings stays.

    A code and a category above it are no pair. What was refused is left out unless `everything`,
    what was put off stands last.
    """
    codebook = study.codebook
    texts = code_texts(study)
    codes = list(texts.codes)
    found: dict[tuple[int, int], list[Why]] = {}
    content = texts.alike() if len(codes) > 1 else None
    index = {code: number for number, code in enumerate(codes)}
    for place, why in _by_name(study, codes):
        found.setdefault(place, []).append(why)
    for place, why in _by_definition(study, codes):
        found.setdefault(place, []).append(why)
    meetings = _meetings(study)
    for (one, other), ids in meetings.of.items():
        total = study.counts[one]
        if one not in index or other not in index or total < LEAST_CODINGS:
            continue
        if (study.counts[other], other) > (total, one) and len(ids) >= OVERLAP * total:
            names = {"one": codebook.codes[one].name, "other": codebook.codes[other].name}
            why = Why("overlap", {"count": len(ids), "total": total, **names})
            found.setdefault(_place(index[one], index[other]), []).append(why)
    if content is not None:
        for i, j in _over(content, CONTENT):
            if min(study.counts[codes[i]], study.counts[codes[j]]) >= LEAST_CODINGS:
                words = texts.shared_words((i, j))
                why = Why("content", {"percent": round(100 * content[i, j]), "words": words})
                found.setdefault((i, j), []).append(why)
    proposals = [
        _proposal(study, codes[i], codes[j], why, meetings) for (i, j), why in found.items()
    ]
    return _kept(study, proposals, everything=everything)


def _place(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)


def _kept(study: Study, proposals: list[Proposal], *, everything: bool) -> tuple[Proposal, ...]:
    kept = []
    for proposal in proposals:
        one, other = proposal.codes
        above = study.codebook.ancestors
        if other in above(one) or one in above(other):
            continue
        verdict = find_verdict(study.codebook, MERGE, proposal.codes)
        if verdict and verdict.verdict == REFUSED and not everything:
            continue
        kept.append(replace(proposal, later=verdict is not None))
    return tuple(sorted(kept, key=lambda p: (p.later, -p.strength, p.codes)))


def _by_name(study: Study, codes: list[str]) -> Iterator[tuple[tuple[int, int], Why]]:
    import numpy as np
    from rapidfuzz import fuzz, process

    names = [fold(study.codebook.codes[c].name) for c in codes]
    table = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=NAME)
    turned = process.cdist(names, names, scorer=fuzz.token_sort_ratio, score_cutoff=NAME)
    short = np.array([len(name.split()) <= _SHORT for name in names])
    table = np.maximum(table, np.where(np.outer(short, short), turned, 0))
    for i, j in zip(*np.nonzero(np.triu(table, 1)), strict=True):
        if _marks(names[i]) != _marks(names[j]):
            continue
        data = {
            "one": study.codebook.codes[codes[i]].name,
            "other": study.codebook.codes[codes[j]].name,
            "share": float(table[i, j]) / 100,
        }
        yield (int(i), int(j)), Why("name", data)


def _marks(name: str) -> list[str]:
    """Numbers and single letters: “Tahap 1” and “Tahap 2” are two codes on purpose."""
    words = re.findall(r"[^\W_]+", name)
    return [word for word in words if len(word) == 1 or any(c.isdigit() for c in word)]


def _by_definition(study: Study, codes: list[str]) -> Iterator[tuple[tuple[int, int], Why]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    told = [(n, fold(study.codebook.codes[c].definition)) for n, c in enumerate(codes)]
    told = [(n, text) for n, text in told if len(text.split()) >= _LEAST_WORDS]
    if len(told) < 2:
        return
    maker = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    vectors = maker.fit_transform([text for _, text in told])
    table = (vectors @ vectors.T).toarray()
    for i, j in _over(table, DEFINITION):
        share = float(table[i, j])
        yield (told[i][0], told[j][0]), Why("definition", {"percent": round(100 * share)})


def _over(table: Floats, least: float) -> list[tuple[int, int]]:
    import numpy as np

    rows, columns = np.nonzero(np.triu(table, 1) >= least)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _meetings(study: Study) -> _Meetings:
    """Where codings of two codes cover mostly the same words."""
    of: dict[tuple[str, str], set[str]] = {}
    resolve = study.codebook.resolve
    for item in overlaps(study.codings()):
        if item.other is None:
            continue
        one, other = item.coding, item.other[1]
        a, b = resolve(one.code), resolve(other.code)
        shared = len(item.span)
        whole = len(one.span) + len(other.span) - shared
        if a != b and shared >= _SAME_WORDS * whole:
            of.setdefault((a, b), set()).add(one.id)
            of.setdefault((b, a), set()).add(other.id)
    return _Meetings(of)


def _proposal(study: Study, one: str, other: str, why: list[Why], meetings: _Meetings) -> Proposal:
    gone, stays = sorted((one, other), key=lambda c: (study.counts[c], c))
    if study.counts[one] == study.counts[other]:
        gone, stays = other, one
    strength = {w.kind: _strength(w) for w in why}
    why = sorted(why, key=lambda w: -strength[w.kind])
    shared = sorted(meetings.of.get((gone, stays), ()))
    return Proposal(
        MERGE,
        (gone, stays),
        tuple(why),
        codings=tuple(dict.fromkeys([*shared, *_some(study, gone), *_some(study, stays)]))[
            :_MOST_CODINGS
        ],
        strength=max(strength.values()) + 0.1 * (len(strength) - 1),
    )


def _strength(why: Why) -> float:
    data = why.data
    if why.kind == "overlap":
        return float(data["count"] / data["total"])
    return float(data["share"]) if why.kind == "name" else float(data["percent"]) / 100


def _some(study: Study, code: str) -> list[str]:
    found = [coding.id for _, coding in study.codings(code=code)]
    half = _MOST_CODINGS // 2
    return found if len(found) <= half else [found[i * len(found) // half] for i in range(half)]
