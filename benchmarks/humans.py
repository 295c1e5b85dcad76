"""Annomi: how often one annotator agrees with most others, and how often the suggester does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.figures import Figure

if TYPE_CHECKING:
    from qcode.study.spans import Span
    from qcode.study.study import Study

GROUPS = {
    "therapist": ("question", "reflection", "therapist-input", "other-behaviour"),
    "client": ("change-talk", "sustain-talk", "neutral-talk"),
}
"""The codes of which an annotator gives one to each utterance, by who speaks."""
_ANNOTATORS = 10

Votes = dict[tuple[str, "Span"], dict[str, str]]


def humans_and_model(study: Study) -> Iterator[Figure]:
    """Agreement with the majority in the conversations that ten people annotated.

    An annotator is held against the majority of the other nine, the suggester (fitted on the
    other conversations only, choosing among the same codes) against that of all ten; utterances
    without a majority are left out.
    """
    from qcode.suggest.context import Around
    from qcode.suggest.evaluate import without
    from qcode.suggest.suggester import Suggester

    many = frozenset(name for name in study.transcripts if len(study.files_of(name)) >= _ANNOTATORS)
    suggester = Suggester(without(study, many))
    suggester.refit()
    codes = suggester.evidence.codes
    guide = suggester.evidence.guide
    around = {name: Around(study.transcripts[name], guide) for name in many}
    for who, group in GROUPS.items():
        votes = _votes(study, many, group)
        right, asked = 0, 0
        for (name, span), given in votes.items():
            most = _majority(Counter(given.values()))
            if most:
                ranking, _ = suggester.rank_around(around[name], span)
                order = (codes[c] for c in ranking.everything)
                right += next(c for c in order if c in group) == most
                asked += 1
        humans = _agreement(votes)
        title = f"annomi, {who}: agreement with the majority"
        note = f"one annotator with the other nine {humans:.3f}; {asked} utterances"
        yield Figure("suggestions", title, "", (right / asked,), (), note)


def _votes(study: Study, names: frozenset[str], group: tuple[str, ...]) -> Votes:
    found: Votes = {}
    for file, coding in study.codings():
        if file.transcript in names and coding.code in group:
            found.setdefault((file.transcript, coding.span), {})[file.coder] = coding.code
    return {place: given for place, given in found.items() if len(given) == _ANNOTATORS}


def _majority(counts: Counter[str]) -> str:
    """The code that more people gave than any other; empty when two are level."""
    best = counts.most_common(2)
    return best[0][0] if len(best) == 1 or best[0][1] > best[1][1] else ""


def _agreement(votes: Votes) -> float:
    right, asked = 0, 0
    for given in votes.values():
        for coder, code in given.items():
            most = _majority(Counter(c for other, c in given.items() if other != coder))
            right += code == most
            asked += bool(most)
    return right / asked
