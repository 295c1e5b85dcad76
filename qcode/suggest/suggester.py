"""The suggester: holds what a study teaches and answers for one span at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from qcode.study.match import Rule
from qcode.study.settings import threshold_of
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.at_hand import AtHand
from qcode.suggest.by_rule import rules_of
from qcode.suggest.context import Around
from qcode.suggest.definitions import Definitions
from qcode.suggest.evidence import Evidence
from qcode.suggest.fit import Fit, carried_over, fit, moved
from qcode.suggest.fusion import Settings
from qcode.suggest.kernel import plain
from qcode.suggest.marks import Mark, decided, proposable
from qcode.suggest.phrases import (
    Usage,
    language_note,
    language_of,
    phrase_candidates,
    usage,
)
from qcode.suggest.progress import Progress, silent
from qcode.suggest.ranking import Centroids, Ranking, rank
from qcode.suggest.reasons import reason_for
from qcode.suggest.values import (
    Answer,
    Candidate,
    Suggestion,
    sureness,
)

_REWEIGH_BELOW = 400
"""A study with fewer rows takes its document frequencies anew whenever it has grown by half."""
_FEW = 8
"""So many changed rows move the centroids one by one; more have them measured anew."""


@dataclass(frozen=True)
class Model:
    """What a refit makes: evidence built anew and what was fitted on it."""

    evidence: Evidence
    fitted: Fit | None
    seed: int = 0


def make_model(
    study: Study,
    coder: str | None = None,
    *,
    known: Evidence | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> Model:
    """Builds the evidence of a study and fits on it; slow, changes nothing that is shared.

    Counts of texts are taken from what is `known`, also while that grows in another thread.
    """
    evidence = Evidence(study, coder, known)
    return Model(evidence, fit(evidence, seed, progress), seed)


class Suggester:
    """Known codes and in-vivo names for any span of a study, with reasons.

    Not thread-safe, but for `make_model`, whose result `install` takes over.
    """

    def __init__(
        self,
        study: Study,
        coder: str | None = None,
        *,
        seed: int = 0,
        progress: Progress = silent,
    ) -> None:
        self.seed = seed
        self._told: set[str] = set()
        """Languages of which it was said that they have no rules."""
        self._usage: Usage | None = None
        self._defined: Definitions | None = None
        self.install(Model(Evidence(study, coder, progress=progress), None, seed))

    @property
    def study(self) -> Study:
        """The study as last learnt."""
        return self.evidence.study

    def install(self, model: Model, study: Study | None = None) -> None:
        """Takes over a model, then what the study has that the model has not seen."""
        self.evidence, self.fitted = model.evidence, model.fitted
        settings = self.fitted.settings if self.fitted else Settings()
        self._weighed = len(self.evidence)
        self._rules_of: object = None
        self._rules: list[tuple[str, Rule]] = []
        self._arounds: dict[str, Around] = {}
        if study is not None and study is not self.evidence.study:
            self.evidence.learn(study)
        if self.fitted and self.fitted.codes != self.evidence.codes:
            book = self.evidence.study.codebook
            self.fitted = carried_over(self.fitted, self.evidence.codes, book)
        self.centroids = Centroids(self.evidence, settings)
        self.at_hand = AtHand()

    def refit(self, progress: Progress = silent) -> None:
        """Builds and fits anew, here and now."""
        study, coder = self.study, self.evidence.coder
        self.install(
            make_model(study, coder, known=self.evidence, seed=self.seed, progress=progress)
        )

    def fit_here(self, progress: Progress = silent) -> None:
        """Fits on the evidence as it is, for one that nothing was learnt by since it was made."""
        self.install(Model(self.evidence, fit(self.evidence, self.seed, progress), self.seed))

    def learn(self, study: Study) -> None:
        """Takes over a new study value; the next answer knows what changed."""
        if study is self.evidence.study:
            return
        if study.transcripts is not self.study.transcripts:
            self._usage = None
        codes = self.evidence.codes
        if not set(codes) <= set(proposable(study.codebook)):
            self._build_anew(study)
            return
        rows = self.evidence.learn(study)
        if self.evidence.codes != codes:
            self.fitted = carried_over(self.fitted, self.evidence.codes, study.codebook)
            self.at_hand.forget()
        grown = len(self.evidence) > 1.5 * self._weighed + 4 and len(self.evidence) < _REWEIGH_BELOW
        if grown:
            self.evidence.weigh()
            self.at_hand.forget()
            self._weighed = len(self.evidence)
        if self.evidence.codes != codes or grown or len(rows) > _FEW:
            self.centroids.measure(self.evidence)
        else:
            self._move(rows)

    def _build_anew(self, study: Study) -> None:
        """A code has gone (undone, merged, retired): every number after its own is another."""
        evidence = Evidence(study, self.evidence.coder, self.evidence)
        fitted = self.fitted and moved(self.fitted, self.evidence, evidence)
        fitted = carried_over(fitted, evidence.codes, study.codebook)
        self.install(Model(evidence, fitted, self.seed))

    def _move(self, rows: dict[int, Mark]) -> None:
        weights = self.centroids.settings.weights
        for row, before in rows.items():
            if before.codings != self.evidence.marks[row].codings:
                like = plain(self.evidence.likeness(self.evidence.contexts[row]), weights)
                self.centroids.move(self.evidence, row, before, like)

    def suggest(
        self, transcript: str, span: Span, *, threshold: float | None = None, n: int = 5
    ) -> Answer:
        """Up to `n` codes that are not on the span yet, reasons, and in-vivo candidates.

        No code where the first one's chance is below the threshold: by default the study's own.
        """
        threshold = threshold_of(self.study.codebook) if threshold is None else threshold
        source = self.study.transcript(transcript)
        language = language_of(self.study, source)
        suggestions: tuple[Suggestion, ...] = ()
        if self.evidence.codes:
            suggestions = self._known(source, span, language, n)
        silent = bool(suggestions) and suggestions[0].score < threshold
        return Answer(
            transcript,
            span,
            () if silent else tuple(s for s in suggestions if s.score >= threshold / 3),
            self.candidates(source, span),
            silent,
            self._note(language),
        )

    def rank(self, transcript: str, span: Span) -> Ranking:
        """The codes for one span by number, with chances, before any threshold."""
        return self._ranked(self.study.transcript(transcript), span)[0]

    def candidates(self, transcript: Transcript, span: Span, n: int = 3) -> tuple[Candidate, ...]:
        """In-vivo names for the span."""
        if self._usage is None:
            self._usage = usage(self.study)
        language = language_of(self.study, transcript)
        return phrase_candidates(transcript, span, language, self._usage, n)

    def _known(
        self, transcript: Transcript, span: Span, language: str, n: int
    ) -> tuple[Suggestion, ...]:
        ranking, matched = self._ranked(transcript, span)
        context = self._around(transcript).of(span)
        found = []
        for at, code in enumerate(ranking.order[:n]):
            name, chance = self.evidence.codes[code], float(ranking.chances[at])
            reason = reason_for(
                self.evidence,
                context,
                ranking,
                at,
                rule=matched.get(name, ""),
                language=language,
            )
            found.append(Suggestion(name, chance, at + 1, sureness(chance), reason))
        return tuple(found)

    def _ranked(self, transcript: Transcript, span: Span) -> tuple[Ranking, dict[str, str]]:
        around = self._around(transcript)
        there = decided(self.study, transcript.name, span, self.evidence.coder)
        return self.rank_around(around, span, there)

    def rank_around(
        self, around: Around, span: Span, excluded: Iterable[str] = (), *, local: bool = True
    ) -> tuple[Ranking, dict[str, str]]:
        """The codes for a span of any transcript, also one that the study does not hold.

        Also the codes whose rules match, with the rule.
        """
        matched, numbers = self._matched(around, span), self.evidence.code_number
        context = around.of(span)
        left_out = sorted(numbers[c] for c in excluded if c in numbers)
        ranking = rank(
            self.evidence,
            self.centroids,
            self.fitted,
            self.at_hand,
            context,
            matched=np.array([numbers[c] for c in matched], dtype=np.int32),
            excluded=np.array(left_out, dtype=np.int32),
            local=local,
            defined=None if self.fitted else self._definitions().scores(context),
        )
        return ranking, matched

    def _definitions(self) -> Definitions:
        if self._defined is None or not self._defined.hold(self.study, self.evidence.codes):
            self._defined = Definitions(self.study, self.evidence.codes)
        return self._defined

    def _around(self, transcript: Transcript) -> Around:
        known = self._arounds.get(transcript.name)
        if known is None or known.transcript is not transcript:
            known = self._arounds[transcript.name] = Around(transcript, self.evidence.guide)
        return known

    def _matched(self, around: Around, span: Span) -> dict[str, str]:
        """Codes with a rule that matches, and that rule."""
        if self._rules_of is not self.study.codebook:
            self._rules_of = self.study.codebook
            self._rules, _ = rules_of(self.study, self.evidence.codes)
        words = around.words(span) if self._rules else None
        found: dict[str, str] = {}
        for ident, rule in self._rules:
            if words and ident not in found and rule.matches(words):
                found[ident] = rule.text
        return found

    def _note(self, language: str) -> str:
        """That a language has no rules, once."""
        note = "" if language in self._told else language_note(language)
        self._told.add(language)
        return note
