"""Categories that the data suggest: clusters of codes by what their codings say and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qcode.analysis.texts import CodeTexts, code_texts, ids_by_code
from qcode.analysis.units import incidence
from qcode.study.proposals import CATEGORY, REFUSED, Proposal, Why, find_verdict
from qcode.study.study import Study

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST, MOST = 2, 9
"""Codes in a proposed category."""
TEXT, TOGETHER = 0.7, 0.3
"""Weights of what the codings say and of where they stand."""
_ABOVE = 1.0
"""A cluster must be tighter than the mean of all pairs by so many standard deviations."""
_MOST_CODINGS = 12


@dataclass(frozen=True)
class _Likeness:
    """Codes with what they say, how often they meet, and both in one table."""

    codes: list[str]
    texts: CodeTexts
    meet: Any
    """Turns in which both stand, codes by codes."""
    table: Floats


def categories(
    study: Study, *, scope: str = "auto", everything: bool = False
) -> tuple[Proposal, ...]:
    """Clusters of codes that may make a category, the tightest first.

    `scope` is uncategorised (the root codes with nothing below them), all (every code with
    nothing below it, wherever it is now) or auto: all when fewer than three are uncategorised. A
    cluster that resembles an existing category more than itself is proposed to join that one
    (`into`). Clusters that stand together already are left out, and those refused unless
    `everything`.
    """
    codes = _scope(study, scope)
    homes = [c for c in study.codebook.codes if _is_home(study, c)]
    if len(codes) < LEAST:
        return ()
    texts = code_texts(study)
    found = _likeness(study, texts.pick(codes))
    ids = ids_by_code(study)
    proposals = [
        _proposal(ids, found, rows) for rows in _clusters(found.table) if _news(study, found, rows)
    ]
    if scope != "all" and homes:
        proposals = [_joined(study, texts, p, homes) for p in proposals]
        proposals += _singles(study, texts, codes, proposals, homes, ids=ids)
    kept = []
    for proposal in proposals:
        verdict = find_verdict(study.codebook, CATEGORY, proposal.codes)
        if verdict and verdict.verdict == REFUSED and not everything:
            continue
        kept.append(replace(proposal, later=verdict is not None))
    return tuple(sorted(kept, key=lambda p: (p.later, -p.strength, p.codes)))


def _scope(study: Study, scope: str) -> list[str]:
    codebook = study.codebook
    live = [i for i, c in codebook.codes.items() if not c.retired and not c.merged_into]
    loose = set(codebook.uncategorised)
    uncategorised = [i for i in live if i in loose]
    if scope == "uncategorised" or (scope == "auto" and len(uncategorised) > 2):
        return uncategorised
    return [i for i in live if not codebook.is_category(i)]


def _is_home(study: Study, code: str) -> bool:
    known = study.codebook.codes[code]
    return study.codebook.is_category(code) and not known.retired


def _likeness(study: Study, texts: CodeTexts) -> _Likeness:
    import numpy as np

    codes = list(texts.codes)
    meet = _meet(study, codes)
    alone = np.sqrt(np.maximum(meet.diagonal(), 1))
    together = meet / np.outer(alone, alone)
    table = TEXT * texts.alike() + TOGETHER * together
    np.fill_diagonal(table, 1.0)
    return _Likeness(codes, texts, meet, table)


def _meet(study: Study, codes: list[str]) -> Any:
    """Turns in which two codes stand, and on the diagonal those of each."""
    import numpy as np

    index = {code: number for number, code in enumerate(codes)}
    meet = np.zeros((len(codes), len(codes)))
    for _, there in incidence(study, "turn", codes=codes).units:
        rows = [index[c] for c in there if c in index]
        meet[np.ix_(rows, rows)] += 1
    return meet


def _clusters(table: Floats) -> Iterator[list[int]]:
    """From the tree of average linkage the largest clusters that are tight and small enough."""
    import numpy as np
    from scipy.cluster.hierarchy import linkage, to_tree
    from scipy.spatial.distance import squareform

    size = len(table)
    pairs = table[np.triu_indices(size, 1)]
    least = float(pairs.mean() + _ABOVE * pairs.std()) if size > LEAST else float(pairs.mean())
    distance = 1 - (table + table.T) / 2
    np.fill_diagonal(distance, 0)
    tree = to_tree(linkage(squareform(np.clip(distance, 0, 1), checks=False), "average"))
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        rows = sorted(node.pre_order())
        if LEAST <= len(rows) <= MOST and _within(table, rows) >= max(least, 1e-9):
            yield rows
        elif not node.is_leaf():
            waiting += [node.left, node.right]


def _within(table: Floats, rows: Sequence[int]) -> float:
    """The mean likeness of all pairs in a cluster."""
    import numpy as np

    block = table[np.ix_(list(rows), list(rows))]
    count = len(rows) * (len(rows) - 1)
    return float((block.sum() - block.trace()) / count) if count else 1.0


def _news(study: Study, found: _Likeness, rows: Sequence[int]) -> bool:
    """Whether the codes are not together in one category already."""
    parents = {study.codebook.parents.get(found.codes[i], "") for i in rows}
    return parents == {""} or len(parents) > 1


def _proposal(ids: Mapping[str, list[str]], found: _Likeness, rows: Sequence[int]) -> Proposal:
    words = found.texts.shared_words(rows)
    why = [Why("words", {"words": words})] if words else []
    count = int(sum(found.meet[i, j] for i in rows for j in rows if i < j))
    if count:
        why.append(Why("together", {"count": count, "unit": "turn"}))
    codes = tuple(found.codes[i] for i in rows)
    return Proposal(
        CATEGORY,
        codes,
        tuple(why),
        codings=_some(ids, codes),
        strength=_within(found.table, rows),
        name=words[0].capitalize() if words else "",
    )


def _some(ids: Mapping[str, list[str]], codes: Sequence[str]) -> tuple[str, ...]:
    """A few codings of each code, spread over what there is."""
    each = max(1, _MOST_CODINGS // len(codes))
    found: list[str] = []
    for code in codes:
        there = ids.get(code, [])
        few = min(each, len(there))
        found += [there[i * len(there) // few] for i in range(few)]
    return tuple(found)


def _to_homes(study: Study, texts: CodeTexts, codes: Sequence[str], homes: Sequence[str]) -> Floats:
    """Codes by categories: the mean likeness of a code with the codes of the category."""
    import numpy as np

    table = np.zeros((len(codes), len(homes)))
    known = set(texts.codes)
    asked = texts.pick(codes).vectors
    for column, home in enumerate(homes):
        below = [c for c in study.codebook.below(home) if c in known and c not in codes]
        if below:
            part = asked @ texts.pick(below).vectors.T
            table[:, column] = np.asarray(part.mean(axis=1)).ravel()
    return table


def _joined(study: Study, texts: CodeTexts, proposal: Proposal, homes: Sequence[str]) -> Proposal:
    """A cluster that is nearer to a category than to itself joins that category."""
    nearest = _to_homes(study, texts, proposal.codes, homes).mean(axis=0)
    best = int(nearest.argmax())
    own = texts.pick(proposal.codes).alike()
    if nearest[best] > _within(own, range(len(proposal.codes))):
        return _into(study, proposal, homes[best], float(nearest[best]))
    return proposal


def _into(study: Study, proposal: Proposal, home: str, strength: float) -> Proposal:
    why = Why("like", {"name": study.codebook.codes[home].name})
    return replace(proposal, into=home, name="", why=(why, *proposal.why), strength=strength)


def _singles(
    study: Study,
    texts: CodeTexts,
    codes: Sequence[str],
    proposals: Sequence[Proposal],
    homes: Sequence[str],
    *,
    ids: Mapping[str, list[str]],
) -> list[Proposal]:
    """Uncategorised codes in no cluster that clearly resemble one category."""
    taken = {c for p in proposals for c in p.codes}
    loose = set(study.codebook.uncategorised)
    left = [c for c in codes if c not in taken and c in loose and study.counts[c]]
    if not left or len(homes) < 2:
        return []
    table = _to_homes(study, texts, left, homes)
    found = []
    for row, code in enumerate(left):
        first, second = sorted(table[row], reverse=True)[:2]
        if first > 0 and first >= 1.25 * second:
            home = homes[int(table[row].argmax())]
            bare = Proposal(CATEGORY, (code,), (), codings=_some(ids, (code,)))
            found.append(_into(study, bare, home, float(first)))
    return found
