"""Suggestions and how good they are, without the app."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from qcode.cli.common import Given, put, put_json, reads, say, writes, wrong_use
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, language, t
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.spans import Span
    from qcode.study.study import Study
    from qcode.suggest.values import Answer


@command(
    "suggest",
    N_(
        "For the turn at --at, or for every turn of a participant: known codes with how sure "
        "each is and why, and the participant's own words as names for new ones. Learning from "
        "what is coded so far takes some seconds."
    ),
)
@argument("transcript", metavar="TRANSCRIPT")
@option("--at", "place", metavar="OFFSET", type=int, help=N_("Only the turn at this code point."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def suggest(given: Given, transcript: str, place: int | None, as_json: bool) -> None:
    """Suggests codes for the turns of a transcript."""
    study = given.read()
    spans = _spans(study, transcript, place)
    gc.enable()
    from qcode.suggest.suggester import Suggester

    suggester = Suggester(study, given.who())
    if study.counts:
        suggester.refit()
    answers = [suggester.suggest(transcript, span) for span in spans]
    for note in dict.fromkeys(note for answer in answers for note in answer.notes):
        say(note)
    if as_json:
        found = [_plain(study, answer) for answer in answers]
        put_json({"transcript": transcript, "segments": found})
        return
    for answer in answers:
        put(_to_read(study, answer))
    if not any(a.suggestions or a.candidates for a in answers):
        say(t("No {suggestions}."))


def _spans(study: Study, name: str, place: int | None) -> list[Span]:
    from qcode.study.progress import to_read

    transcript = study.transcript(name)
    if place is None:
        return [segment.span for segment in to_read(transcript)]
    if not 0 <= place < len(transcript.text):
        raise QcodeError(
            f"The text of {name} has {len(transcript.text)} characters, so there is nothing at "
            f"{place}."
        )
    turn = transcript.turn_at(place)
    if turn is None or not turn.body:
        raise QcodeError(f"Nobody says anything at {place} in {name}.")
    return [turn.body]


def _plain(study: Study, answer: Answer) -> dict[str, Any]:
    codes = study.codebook.codes
    return {
        "start": answer.span.start,
        "end": answer.span.end,
        "silent": answer.silent,
        "suggestions": [
            {
                "rank": s.rank,
                "code": s.code,
                "name": codes[s.code].name,
                "score": round(s.score, 4),
                "sure": s.sure,
                "reason": s.reason.text,
            }
            for s in answer.suggestions
        ],
        "candidates": [
            {"text": c.text, "start": c.span.start, "end": c.span.end, "score": round(c.score, 4)}
            for c in answer.candidates
        ],
    }


def _to_read(study: Study, answer: Answer) -> str:
    from qcode.cli.plain_table import shortened
    from qcode.study.quotes import cite
    from qcode.suggest.wording import reason_line, sure_word

    if not answer.suggestions and not answer.candidates:
        return ""
    transcript = study.transcripts[answer.transcript]
    words = shortened(transcript.text[answer.span.start : answer.span.end], 70)
    lines = [f"{cite(transcript, answer.span.start)} ({answer.span.start}): {words}"]
    for s in answer.suggestions:
        name, sure = study.codebook.codes[s.code].name, sure_word(s.sure, language())
        lines.append(f"  {s.rank} {name} · {sure}: {reason_line(s.reason, language())}")
    for candidate in answer.candidates:
        lines.append(f"  + “{candidate.text}”")
    return "\n".join(lines) + "\n"


@command(
    "evaluate",
    N_(
        "Coded transcripts are held out and their codes guessed, beside plain baselines. kfold "
        "holds out a fifth at a time; prequential goes through them in the order in which they "
        "were coded, as the work did. p1 is the share of first suggestions that are right, r3 "
        "and r5 how many of the codes are among the first three and five."
    ),
)
@option(
    "--protocol",
    type=click.Choice(["kfold", "prequential"]),
    default="kfold",
    help=N_("How transcripts are held out."),
)
@option(
    "--level",
    type=click.Choice(["codes", "parents"]),
    default="codes",
    help=N_("What is guessed: the codes, or the categories above them."),
)
@option("--model", "models", multiple=True, metavar="NAME", help=N_("Only this one; repeatable."))
@option("--only-coder", metavar="NAME", help=N_("Only this coder's codings."))
@option("--seed", type=int, default=0, help=N_("Another number shuffles the fifths anew."))
@option("--details", is_flag=True, help=N_("In the JSON also by code and by coder."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@reads
def evaluate(
    given: Given,
    *,
    protocol: str,
    level: str,
    models: tuple[str, ...],
    only_coder: str | None,
    seed: int,
    details: bool,
    as_json: bool,
) -> None:
    """Measures how good the suggestions are, beside baselines."""
    study = given.read()
    if only_coder is not None and only_coder not in study.coders:
        some = ", ".join(study.coders) or "—"
        raise QcodeError(f"Nothing is coded by “{only_coder}” in this study; there are: {some}.")
    gc.enable()
    from qcode.suggest.evaluate import MODELS
    from qcode.suggest.evaluate import evaluate as run

    unknown = [model for model in models if model not in MODELS]
    if unknown:
        raise wrong_use(
            t(
                "There is no model “{name}”; there are: {names}.",
                name=unknown[0],
                names=", ".join(MODELS),
            )
        )
    with _bar() as progress:
        results = run(
            study,
            protocol=protocol,
            level=level,
            models=models or MODELS,
            coder=only_coder,
            seed=seed,
            progress=progress,
        )
    if as_json:
        put_json({"results": [result.plain(details=details) for result in results]})
        return
    from qcode.cli.plain_table import table

    names = ("p1", "r3", "r5", "mrr", "macro_f1", "ece", "precision_top_quarter", "abstained")
    rows: list[tuple[str, ...]] = [("model", "n", *names)]
    for result in results:
        plain = result.figures.plain()
        rows.append((result.model, str(plain["n"]), *(f"{plain[name]:.3f}" for name in names)))
    put(table(rows))


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal; nothing elsewhere."""
    with click.progressbar(
        length=100, label=t("Evaluating"), file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield lambda done, total: bar.update(100 * done // max(1, total) - bar.pos)
