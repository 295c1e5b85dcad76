"""Why a code is proposed: the rule, the shared words, the like coding, the question, the name."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from qcode.study.quotes import cite
from qcode.study.words import WORD, fold
from qcode.suggest.context import Context
from qcode.suggest.evidence import Evidence
from qcode.suggest.ranking import Ranking
from qcode.suggest.stopwords import no_witnesses
from qcode.suggest.values import Reason
from qcode.suggest.vectors import Floats
from qcode.suggest.wording import reason_line

WITNESSES = 8
"""Rows that are asked which of their words the span shares."""
_MOST_WORDS = 3


@lru_cache(maxsize=8192)
def _distinct(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(fold(text)))


def reason_for(
    evidence: Evidence,
    context: Context,
    ranking: Ranking,
    at: int,
    *,
    rule: str,
    language: str,
) -> Reason:
    """The reason for the candidate at this place of the ranking."""
    code = evidence.codes[ranking.order[at]]
    pull = ranking.pull[:, at]
    best = np.argpartition(-pull, min(WITNESSES, len(pull) - 1))[:WITNESSES]
    best = best[np.argsort(-pull[best], kind="stable")]
    best = best[pull[best] > 0]
    definition = evidence.definition_row[code]
    coded = [int(r) for r in best if r != definition and code in evidence.marks[r].codings]
    words = _shared_words(evidence, context, [int(b) for b in best], pull, language)
    coding, place = _most_like(evidence, coded, code)
    kind, detail = _kind(evidence, context, ranking, at, coded=coded, words=words)
    if rule:
        kind, detail = "rule", rule
    if kind == "recent":
        coding, place = _most_like(evidence, [ranking.neighbour], code)
    if kind in {"name", "definition"}:
        coding = place = ""
    reason = Reason(kind, "", words, coding, place, detail)
    return Reason(kind, reason_line(reason, language), words, coding, place, detail)


def _kind(
    evidence: Evidence,
    context: Context,
    ranking: Ranking,
    at: int,
    *,
    coded: list[int],
    words: tuple[str, ...],
) -> tuple[str, str]:
    code = evidence.codes[ranking.order[at]]
    if not coded and words:
        named = _distinct(evidence.study.codebook.codes[code].name)
        return ("name" if any(fold(w) in named for w in words) else "definition"), ""
    neighbour = ranking.neighbour
    beside = neighbour >= 0 and code in evidence.marks[neighbour].codings
    if beside and ranking.local[at] >= 0.8 and len(words) < 2:
        return "recent", ""
    like = [evidence.contexts[r] for r in coded[:3]]
    if context.asked and any(c.asked == context.asked for c in like) and len(words) < 2:
        return "question", context.asked
    if words:
        return "words", ""
    return ("similar", "") if coded else ("", "")


def _shared_words(
    evidence: Evidence, context: Context, rows: list[int], pull: Floats, language: str
) -> tuple[str, ...]:
    """Words of the span, as written, that the rows share; the most telling first, at most three."""
    stops = no_witnesses(language)
    written: dict[str, str] = {}
    for match in WORD.finditer(context.text):
        written.setdefault(fold(match.group()), match.group())
    told: dict[str, float] = {}
    weigh = evidence.pools["text"].word_weight
    for row in rows:
        other = evidence.contexts[row]
        for word in _distinct(other.text) & written.keys():
            if word not in stops and len(word) > 2:
                told[word] = told.get(word, 0.0) + float(pull[row]) * weigh(word)
    best = sorted(told, key=lambda w: (-told[w], w))[:_MOST_WORDS]
    kept = [w for w in best if told[w] >= 0.35 * told[best[0]]]
    return tuple(written[w] for w in kept)


def _most_like(evidence: Evidence, rows: list[int], code: str) -> tuple[str, str]:
    """Id and place of the coding with this code on the first of the rows."""
    for row in rows:
        context, ids = evidence.contexts[row], evidence.marks[row].codings.get(code)
        transcript = evidence.study.transcripts.get(context.transcript)
        if ids and transcript:
            return ids[0], cite(transcript, context.span.start)
    return "", ""
