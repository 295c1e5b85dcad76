"""In-vivo candidates: the participant's own words, 2 to 6 in a clause, as names for new codes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.study.words import WORD, clauses, fold, sentences
from qcode.suggest.language import pipeline, word_spans
from qcode.suggest.stopwords import stop_words
from qcode.suggest.values import Candidate

FEWEST, MOST = 2, 6
_SIGNS = re.compile(r"[\"'“”‘’«»()\[\]]")
_OPENED_BY = {'"': '"', "'": "'", "”": "“", "’": "‘", "»": "«", ")": "(", "]": "["}
_APOSTROPHES = frozenset("'’")
Pair = tuple[int, int]
"""Where both quotes or brackets stand; -1 for one that is not there."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with its contractions and hyphens, and whether a name may begin or end with it."""

    span: Span
    folded: str
    tells: bool


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

    A candidate has 2 to 6 whole words inside one clause, no stop word at its edges, and no quote or
    bracket without its other half. It scores by how unusual its words are in the study times how
    central they are in the span.
    """
    stops, text = stop_words(language), transcript.text
    pieces = [
        (_whole_words(text, clause, language, stops), pairs)
        for turn in transcript.turns_in(span)
        if (said := turn.body.intersection(span))
        for pairs in (_pairs(text, turn.body),)
        for sentence in sentences(text, said)
        for clause in clauses(text, sentence)
    ]
    here = Counter(word.folded for words, _ in pieces for word in words)
    found: list[Candidate] = []
    for words, pairs in pieces:
        found += _in_clause(text, words, pairs, used, here)
    return _apart(sorted(found, key=lambda c: (-c.score, c.span)), limit)


def within_words(text: str, span: Span) -> set[int]:
    """The places of a stretch that lie inside a word, its contractions and hyphens included."""
    matches = WORD.finditer(text, span.start, span.end)
    return {place for match in matches for place in range(match.start() + 1, match.end())}


def _whole_words(text: str, clause: Span, language: str, stops: frozenset[str]) -> list[_Word]:
    """spaCy's words, those joined again that it takes apart at an apostrophe or a hyphen."""
    inside = within_words(text, clause)
    found: list[_Word] = []
    for span, content in word_spans(text, clause, language):
        tells = content and _tells(fold(text[span.start : span.end]), stops)
        if found and span.start in inside:
            first = found.pop()
            span, tells = Span(first.span.start, span.end), first.tells or tells  # noqa: PLW2901
        folded = fold(text[span.start : span.end])
        found.append(_Word(span, folded, tells and folded.replace("’", "'") not in stops))
    return found


def _tells(folded: str, stops: frozenset[str]) -> bool:
    ending = folded[0] in _APOSTROPHES or folded in {"n't", "n’t"}
    return not ending and folded not in stops and len(folded) > 1 and not folded.isdigit()


def _pairs(text: str, body: Span) -> list[Pair]:
    """The quotes and brackets of a turn; an apostrophe is none."""
    found: list[Pair] = []
    open_now: dict[str, list[int]] = {}
    for match in _SIGNS.finditer(text, body.start, body.end):
        sign, place = match.group(), match.start()
        after_word = text[max(body.start, place - 1) : place].isalnum()
        before_word = text[place + 1 : min(body.end, place + 2)].isalnum()
        if sign in _APOSTROPHES and after_word and before_word:
            continue
        opens = _OPENED_BY.get(sign, "")
        waiting = open_now.get(opens, [])
        if waiting and not (sign == "'" and before_word):
            found.append((waiting.pop(), place))
        elif opens in ("", '"') or (sign == "'" and before_word):
            open_now.setdefault(sign, []).append(place)
        elif sign not in _APOSTROPHES:
            found.append((-1, place))
    alone = (p for sign, places in open_now.items() if sign not in "'‘" for p in places)
    return [*found, *((place, -1) for place in alone)]


def _in_clause(
    text: str, words: list[_Word], pairs: list[Pair], used: Usage, here: Counter[str]
) -> Iterator[Candidate]:
    total = sum(here.values())
    for first in range(len(words)):
        if not words[first].tells:
            continue
        for last in range(first + FEWEST - 1, min(len(words), first + MOST)):
            span = Span(words[first].span.start, words[last].span.end)
            if not words[last].tells or any(_halved(pair, span) for pair in pairs):
                continue
            inside = words[first : last + 1]
            bearing = [word.folded for word in inside if word.tells]
            unusual = sum(map(used.unusual, bearing)) / len(inside) ** 0.7
            central = sum(here[folded] for folded in bearing) / max(1, total)
            length = 1.0 - 0.08 * abs(len(inside) - 3)
            score = unusual * (0.5 + central) * length / 2
            yield Candidate(text[span.start : span.end], span, min(1.0, score))


def _halved(pair: Pair, span: Span) -> bool:
    """Whether one sign of the pair stands in the span and the other does not."""
    return sum(span.start <= place < span.end for place in pair) == 1


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
