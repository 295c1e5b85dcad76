"""Runs the suggester over a coded study as it would have met it, beside plain baselines.

Held-out transcripts never enter the model: not their codings, not their words, not their document
frequencies, not the codebook's examples out of them. Everything that is chosen (weights, ridge,
calibration) is chosen inside the training part. Of names, definitions and rules nobody can tell
what they were made from: they are known throughout, but for the rules when they are left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qcode.study.codebook import Codebook
from qcode.study.coding import CODING, CodingFile
from qcode.study.errors import QcodeError
from qcode.study.settings import threshold_of
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.suggest.baselines import BASELINES
from qcode.suggest.context import Around
from qcode.suggest.held_out import Quoted, quoted_in, without_quotes, without_rules
from qcode.suggest.marks import marks_of, proposable
from qcode.suggest.metrics import CodeFigures, Figures, Prediction, by_code, figures
from qcode.suggest.progress import Progress, part_of, silent
from qcode.suggest.suggester import Suggester

PROTOCOLS = ("kfold", "prequential")
LEVELS = ("codes", "parents")
MODELS = ("qcode", *BASELINES)
FOLDS = 5
_REFIT_GROWTH = 1.2
"""Prequential: the model is fitted anew when the examples have grown by this factor."""


@dataclass(frozen=True)
class Truth:
    """One distinct coded span with its codes."""

    transcript: str
    span: Span
    codes: frozenset[str]
    coders: frozenset[str]
    text: str


@dataclass(frozen=True)
class Result:
    """The figures of one model: whole, of each code, and of the spans that each coder coded."""

    protocol: str
    level: str
    model: str
    figures: Figures
    by_code: Mapping[str, CodeFigures] = field(default_factory=dict)
    by_coder: Mapping[str, Figures] = field(default_factory=dict)
    predictions: tuple[Prediction, ...] = ()

    def plain(self, *, details: bool = False) -> dict[str, object]:
        """The fields of the contract for scripts; with `details` also by code and by coder."""
        found: dict[str, object] = {
            "protocol": self.protocol,
            "level": self.level,
            "model": self.model,
            **self.figures.plain(),
        }
        if details:
            found["by_code"] = {k: v.plain() for k, v in self.by_code.items()}
            found["by_coder"] = {k: v.plain() for k, v in self.by_coder.items()}
        return found


def evaluate(
    study: Study,
    *,
    protocol: str = "kfold",
    level: str = "codes",
    models: Sequence[str] = MODELS,
    coder: str | None = None,
    seed: int = 0,
    rules: bool = True,
    folds: Mapping[str, int] | None = None,
    progress: Progress = silent,
) -> list[Result]:
    """One result for each model; deterministic with the seed.

    `coder` takes that coder's codings alone; without `rules` the codebook's are not known. `folds`
    says for each transcript when it is held out, in place of the seed. A QcodeError tells what is
    missing.
    """
    quoted = quoted_in(study)
    if not rules:
        study = without_rules(study)
    study, threshold = only_codings(study, coder), threshold_of(study.codebook)
    if level == "parents":
        study = at_parents(study)
    truths = truths_of(study)
    transcripts = list(dict.fromkeys(t.transcript for t in truths))
    if len(transcripts) < 2:
        raise QcodeError(
            "An evaluation needs codings in at least two transcripts of this study; code another "
            "one first."
        )
    if protocol == "kfold":
        fold_of = folds or folds_of(transcripts, seed)
        found = _kfold(study, truths, models, fold_of, quoted, seed=seed, progress=progress)
    else:
        found = _prequential(study, truths, models, quoted, seed=seed, progress=progress)
    return [_result(protocol, level, model, found[model], threshold) for model in models]


def _result(
    protocol: str, level: str, model: str, predictions: list[Prediction], threshold: float
) -> Result:
    by_coder: dict[str, list[Prediction]] = {}
    for prediction in predictions:
        for coder in sorted(prediction.coders):
            by_coder.setdefault(coder, []).append(prediction)
    return Result(
        protocol,
        level,
        model,
        figures(predictions, threshold),
        by_code(predictions),
        {coder: figures(some, threshold) for coder, some in by_coder.items()},
        tuple(predictions),
    )


def only_codings(study: Study, coder: str | None) -> Study:
    """The study with the codings of one coder, or of all, and no lines of other kinds but reads."""
    files = {k: f for k, f in study.files.items() if coder in (None, f.coder)}
    return replace(study, files=files)


def at_parents(study: Study) -> Study:
    """The study with every coding lifted to the category above its code.

    A category's text takes in the names and definitions of what is below it.
    """
    book = study.codebook
    above = {code: book.parents.get(code, code) for code in book.codes}
    used = {above[c] for c in proposable(book)}
    codes: dict[str, dict[str, object]] = {}
    for ident in book.codes:
        if ident not in used:
            continue
        below = [book.codes[c] for c in proposable(book) if above[c] == ident]
        code = book.codes[ident]
        codes[ident] = {
            "name": code.name,
            "definition": code.definition,
            "include": [f"{c.name} . {c.definition}" for c in below if c.id != ident],
        }
    files = {
        key: replace(
            file,
            items=tuple(
                replace(c, code=above.get(book.resolve(c.code), c.code)) if c.kind == CODING else c
                for c in file.items
            ),
        )
        for key, file in study.files.items()
    }
    return replace(study, codebook=Codebook({**book.plain, "codes": codes}), files=files)


def truths_of(study: Study) -> list[Truth]:
    """The distinct coded spans with the codes that may be proposed, by transcript and place."""
    known, found = set(proposable(study.codebook)), []
    for name in study.transcripts:
        whole = study.transcripts[name].text
        for span, mark in marks_of(study, name).items():
            codes = frozenset(mark.codings) & known
            if codes:
                text = whole[span.start : span.end]
                found.append(Truth(name, span, codes, frozenset(mark.coders), text))
    return found


def without(study: Study, transcripts: frozenset[str], quoted: Quoted | None = None) -> Study:
    """The study as if these transcripts did not exist, nor the codebook's examples out of them.

    Which these are is looked for unless `quoted` says it.
    """
    quoted = quoted_in(study) if quoted is None else quoted
    return replace(
        study,
        codebook=without_quotes(study.codebook, quoted, transcripts),
        transcripts={k: t for k, t in study.transcripts.items() if k not in transcripts},
        files={k: f for k, f in study.files.items() if k[1] not in transcripts},
    )


def folds_of(transcripts: Sequence[str], seed: int) -> dict[str, int]:
    """A fold for each transcript, shuffled by the seed."""
    shuffled = sorted(transcripts)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - no secret
    count = min(FOLDS, len(shuffled))
    return {name: number % count for number, name in enumerate(shuffled)}


def _kfold(
    study: Study,
    truths: list[Truth],
    models: Sequence[str],
    fold_of: Mapping[str, int],
    quoted: Quoted,
    *,
    seed: int,
    progress: Progress,
) -> dict[str, list[Prediction]]:
    found: dict[str, list[Prediction]] = {model: [] for model in models}
    count = max(fold_of.values()) + 1
    total = count * len(models)
    for fold in range(count):
        held = [t for t in truths if fold_of[t.transcript] == fold]
        rest = [t for t in truths if fold_of[t.transcript] != fold]
        out = frozenset(name for name, number in fold_of.items() if number == fold)
        for number, model in enumerate(models, start=fold * len(models)):
            if model == "qcode":
                suggester = Suggester(without(study, out, quoted), seed=seed)
                suggester.refit(part_of(progress, number, total))
                found[model] += _predictions(suggester, study, held)
            else:
                found[model] += _baseline(model, rest, held)
            progress(number + 1, total)
    return found


def _baseline(model: str, rest: list[Truth], held: list[Truth]) -> list[Prediction]:
    orders = BASELINES[model]([(t.text, t.codes) for t in rest], [t.text for t in held])
    return [_prediction(t, *order) for t, order in zip(held, orders, strict=True)]


def _prediction(truth: Truth, order: tuple[str, ...], chance: float) -> Prediction:
    return Prediction(truth.transcript, truth.span, truth.codes, order, chance, truth.coders)


def _predictions(suggester: Suggester, study: Study, held: list[Truth]) -> Iterator[Prediction]:
    """What the suggester says of spans in transcripts that it does not hold."""
    around: dict[str, Around] = {}
    for truth in held:
        name = truth.transcript
        place = around.setdefault(name, Around(study.transcripts[name], suggester.evidence.guide))
        yield _asked(suggester, place, truth)


def _asked(suggester: Suggester, around: Around, truth: Truth) -> Prediction:
    ranking, _ = suggester.rank_around(around, truth.span)
    codes = suggester.evidence.codes
    chance = float(ranking.chances[0]) if len(ranking.chances) else 0.0
    return _prediction(truth, tuple(codes[c] for c in ranking.everything), chance)


def order_of_work(study: Study, truths: Sequence[Truth]) -> list[str]:
    """The coded transcripts by the time of their first coding, then by name."""
    first: dict[str, str] = {}
    for file, coding in study.codings():
        first[file.transcript] = min(first.get(file.transcript, coding.at), coding.at)
    return sorted({t.transcript for t in truths}, key=lambda name: (first.get(name, ""), name))


def _prequential(
    study: Study,
    truths: list[Truth],
    models: Sequence[str],
    quoted: Quoted,
    *,
    seed: int,
    progress: Progress,
) -> dict[str, list[Prediction]]:
    order = order_of_work(study, truths)
    found: dict[str, list[Prediction]] = {model: [] for model in models}
    before: list[Truth] = []
    suggester: Suggester | None = None
    fitted_on = 0
    for number, name in enumerate(order):
        held = [t for t in truths if t.transcript == name]
        for model in models:
            if model == "qcode":
                ahead = frozenset(order[number:])
                if suggester is None:
                    suggester = Suggester(without(study, ahead, quoted), seed=seed)
                else:
                    _take_quotes(suggester, without_quotes(study.codebook, quoted, ahead))
                    if len(before) >= fitted_on * _REFIT_GROWTH:
                        suggester.refit()
                        fitted_on = len(before)
                found[model] += _in_order(suggester, study, held)
            else:
                found[model] += _baseline(model, before, held)
        before += held
        progress(number + 1, len(order))
    return found


def _take_quotes(suggester: Suggester, book: Codebook) -> None:
    """The examples out of the transcript before are known from now on."""
    if book != suggester.study.codebook:
        suggester.learn(replace(suggester.study, codebook=book))


def _in_order(suggester: Suggester, study: Study, held: list[Truth]) -> Iterator[Prediction]:
    """Predicts each span of one transcript in the order of the text, then learns its codings."""
    transcript = study.transcripts[held[0].transcript]
    around = Around(transcript, suggester.evidence.guide)
    files = {key: f for key, f in study.files.items() if key[1] == transcript.name}
    for truth in held:
        yield _asked(suggester, around, truth)
        so_far = {key: _until(file, truth.span) for key, file in files.items()}
        now = suggester.study
        suggester.learn(
            replace(
                now,
                transcripts={**now.transcripts, transcript.name: transcript},
                files={**now.files, **so_far},
            )
        )


def _until(file: CodingFile, last: Span) -> CodingFile:
    kept = (c for c in file.items if c.kind == CODING and c.placed and c.span <= last)
    return CodingFile(file.coder, file.transcript, tuple(kept))
