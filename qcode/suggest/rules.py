"""Rules proposed from the codings of a code: few, short, with their worth on other transcripts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qcode.study.affixes import affixed
from qcode.study.match import Rule, matching, parse, parse_all
from qcode.study.rule_parts import SegmentWords
from qcode.study.study import Study
from qcode.suggest.context import Around
from qcode.suggest.marks import marks_of
from qcode.suggest.stopwords import stop_words

MOST = 4
_FEWEST_HITS = 2
_LEAST_PRECISION = 0.6
_STEM = 5


@dataclass(frozen=True, slots=True)
class RuleProposal:
    """A rule for a code's `match`, as text, with what it did on transcripts it was not made from.

    Among coded or passed-over spans only; the numbers are of spans.
    """

    code: str
    text: str
    matched: int
    """Held-out spans that match."""
    right: int
    """Of these, spans that carry the code."""
    wanted: int
    """Held-out spans that carry the code."""

    @property
    def precision(self) -> float:
        """Share of the matches that carry the code."""
        return self.right / self.matched if self.matched else 0.0

    @property
    def reach(self) -> float:
        """Share of the code's spans that match."""
        return self.right / self.wanted if self.wanted else 0.0


@dataclass(frozen=True)
class _Example:
    transcript: str
    words: SegmentWords
    carries: bool


def propose_rules(study: Study, code: str, *, seed: int = 0) -> tuple[RuleProposal, ...]:
    """At most four rules, the most useful first; none when too little is coded.

    The transcripts are halved; rules made from one half are measured on the other, and those that
    do not hold there are dropped.
    """
    examples = list(_examples(study, code))
    names = sorted({e.transcript for e in examples if e.carries})
    rest = sorted({e.transcript for e in examples} - set(names))
    random.Random(seed).shuffle(names)  # noqa: S311 - no secret
    half = {*names[::2], *rest[::2]}
    known = {str(parsed) for parsed in _own_rules(study, code)}
    found: dict[str, RuleProposal] = {}
    for side in (True, False):
        made_from = [e for e in examples if (e.transcript in half) is side]
        others = [e for e in examples if (e.transcript in half) is not side]
        for rule in _grown(made_from, study.codebook.language):
            proposal = _measured(code, rule, others)
            seen = proposal.right >= min(_FEWEST_HITS, proposal.wanted) > 0
            holds = seen and proposal.precision >= _LEAST_PRECISION
            if holds and str(rule) not in known:
                better = found.get(proposal.text)
                if better is None or proposal.right > better.right:
                    found[proposal.text] = proposal
    best = sorted(found.values(), key=lambda p: (-p.right * p.precision, p.text))
    return tuple(best[:MOST])


def _own_rules(study: Study, code: str) -> Iterator[Rule]:
    yield from parse_all(study.codebook.codes[code].match)[0]


def _examples(study: Study, code: str) -> Iterator[_Example]:
    for name, transcript in study.transcripts.items():
        around = Around(transcript)
        for span, mark in marks_of(study, name).items():
            if mark.codings or mark.passed:
                yield _Example(name, around.words(span), code in mark.codings)


def _measured(code: str, rule: Rule, examples: Sequence[_Example]) -> RuleProposal:
    hits = [e for e in examples if rule.matches(e.words)]
    wanted = sum(e.carries for e in examples)
    return RuleProposal(code, str(rule), len(hits), sum(e.carries for e in hits), wanted)


def _grown(examples: Sequence[_Example], language: str) -> list[Rule]:
    """Greedily the rules that add most spans of the code while staying precise."""
    carrying = [e for e in examples if e.carries]
    if len(carrying) < _FEWEST_HITS:
        return []
    rules = [parse(text) for text in _candidates(carrying, language)]
    segments = [e.words for e in examples]
    hits = [frozenset(found) for found in matching(rules, segments)]
    right = frozenset(n for n, e in enumerate(examples) if e.carries)
    chosen: list[Rule] = []
    covered: frozenset[int] = frozenset()
    while len(chosen) < MOST:
        gains = [_gain(found, right, covered) for found in hits]
        best = max(range(len(rules)), key=lambda n: (gains[n], -len(rules[n].text)), default=-1)
        if best < 0 or gains[best] <= 0:
            break
        chosen.append(rules[best])
        covered |= hits[best]
    return chosen


def _gain(found: frozenset[int], right: frozenset[int], covered: frozenset[int]) -> float:
    good = len(found & right)
    precision = good / (len(found) + 0.5) if found else 0.0
    added = len((found & right) - covered)
    if added < _FEWEST_HITS or precision < _LEAST_PRECISION:
        return 0.0
    return added * (precision - 0.4)


def _candidates(carrying: Sequence[_Example], language: str) -> Iterable[str]:
    """Words, shared beginnings, affixed roots, neighbours and near pairs, as the texts of rules.

    Affixed forms are Indonesian, so that a study in another language gets none.
    """
    stops = stop_words(language)
    words, pairs, near = Counter[str](), Counter[str](), Counter[str]()
    for example in carrying:
        telling = [w for w in dict.fromkeys(example.words.words) if _tells(w, stops)]
        words.update(telling)
        pairs.update({f"'{a} {b}'" for a, b in pairwise(example.words.words) if _tells(a, stops)})
        some = sorted(telling)[:20]
        near.update(f"{a} NEAR/5 {b}" for n, a in enumerate(some) for b in some[n + 1 :])
    kept = [w for w, count in words.items() if count >= _FEWEST_HITS]
    yield from kept
    yield from (p for p, count in pairs.items() if count >= _FEWEST_HITS)
    yield from (p for p, count in near.most_common(400) if count >= _FEWEST_HITS)
    stems = Counter(w[:_STEM] for w in words if len(w) > _STEM)
    yield from (f"{stem}*" for stem, count in stems.items() if count >= 2 and stem.isalpha())
    for root in words if language.startswith("id") else ():
        if len(root) >= 4 and root.isalpha():
            others = (w for w in words if w != root and root[1:] in w)
            if any(affixed(root).fullmatch(w) for w in others):
                yield f"~{root}"


def _tells(word: str, stops: frozenset[str]) -> bool:
    return len(word) > 2 and word not in stops and not word.isdigit()
