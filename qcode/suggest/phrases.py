"""In-vivo candidates: the participant's own words, 2 to 6 in a clause, as names for new codes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.study.words import WORD, clauses, fold, sentences
from qcode.suggest.language import pipeline, word_spans
from qcode.suggest.stopwords import stop_words
from qcode.suggest.values import Candidate

FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class Usage:
    """In how many turns of the study each folded word stands."""

    counts: Counter[str]
    turns: int

    def unusual(self, word: str) -> float:
        """0 for a word of every turn, towards 1 for one that stands nowhere else."""
        return math.log((1 + self.turns) / (1 + self.counts[word])) / math.log(2 + self.turns)


def usage(study: Study) -> Usage:
    """Counts the words of all transcripts, once for each turn."""
    counts: Counter[str] = Counter()
    turns = 0
    for transcript in study.transcripts.values():
        for turn in transcript.turns:
            said = transcript.text[turn.body.start : turn.body.end]
            counts.update(set(WORD.findall(fold(said))))
            turns += 1
    return Usage(counts, turns)


def phrase_candidates(
    transcript: Transcript, span: Span, language: str, used: Usage, limit: int = 3
) -> tuple[Candidate, ...]:
    """The best exact spans for an in-vivo code, none overlapping another.

    A candidate has 2 to 6 words inside one clause and no stop word at its edges. It scores by how
    unusual its words are in the study times how central they are in the span.
    """
    stops, text = stop_words(language), transcript.text
    pieces = [
        clause
        for turn in transcript.turns_in(span)
        if (said := turn.body.intersection(span))
        for sentence in sentences(text, said)
        for clause in clauses(text, sentence)
    ]
    words = [word_spans(text, piece, language) for piece in pieces]
    here = Counter(_folded(text, w) for clause in words for w, _ in clause)
    found: list[Candidate] = []
    for clause in words:
        found += _in_clause(text, clause, stops, used, here)
    return _apart(sorted(found, key=lambda c: (-c.score, c.span)), limit)


def _folded(text: str, span: Span) -> str:
    return fold(text[span.start : span.end])


def _in_clause(
    text: str,
    clause: list[tuple[Span, bool]],
    stops: frozenset[str],
    used: Usage,
    here: Counter[str],
) -> Iterable[Candidate]:
    folded = [_folded(text, w) for w, _ in clause]
    empty = [
        f in stops or len(f) < 2 or f.isdigit() or not c
        for f, (_, c) in zip(folded, clause, strict=True)
    ]
    total = sum(here.values())
    for first in range(len(clause)):
        if empty[first]:
            continue
        for last in range(first + FEWEST - 1, min(len(clause), first + MOST)):
            if empty[last]:
                continue
            inside = range(first, last + 1)
            bearing = [n for n in inside if not empty[n]]
            unusual = sum(used.unusual(folded[n]) for n in bearing) / len(inside) ** 0.7
            central = sum(here[folded[n]] for n in bearing) / max(1, total)
            length = 1.0 - 0.08 * abs(len(inside) - 3)
            span = Span(clause[first][0].start, clause[last][0].end)
            score = unusual * (0.5 + central) * length / 2
            yield Candidate(text[span.start : span.end], span, min(1.0, score))


def _apart(candidates: Iterable[Candidate], limit: int) -> tuple[Candidate, ...]:
    kept: list[Candidate] = []
    for candidate in candidates:
        if len(kept) == limit:
            break
        if not any(c.span.overlaps(candidate.span) or c.text == candidate.text for c in kept):
            kept.append(candidate)
    return tuple(kept)


def language_of(study: Study, transcript: Transcript) -> str:
    """The transcript's language, else the study's."""
    return transcript.language or study.codebook.language


def language_note(language: str) -> str:
    """The sentence for a language that spaCy does not know, else nothing."""
    if pipeline(language)[1]:
        return ""
    return (
        f"qcode has no word rules for the language “{language}”; words are told apart by spaces "
        "and signs only. If the language is another, correct `language` in codebook.yaml."
    )
