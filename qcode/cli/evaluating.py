"""How good the suggestions are on what is coded, without the app."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from qcode.cli.bar import bar
from qcode.cli.common import Given, put_json, reads, say, show, wrong_use
from qcode.cli.plain_table import table
from qcode.cli.shapes import command, option
from qcode.i18n import N_, n_, number, t
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.study import Study
    from qcode.suggest.evaluate import Result

_FIGURES = ("p1", "r3", "r5", "mrr", "macro_f1", "ece", "precision_top_quarter", "abstained")
_OF_CODE = ("n", "first", "precision", "recall", "f1", "said", "ece", "precision_top_quarter")


@command(
    "evaluate",
    N_(
        "Coded transcripts are held out and their codes guessed, beside plain baselines. kfold "
        "holds out a fifth at a time; prequential goes through them in the order in which they "
        "were coded, as the work did. p1 is the share of first suggestions that are right, r3 "
        "and r5 how many of the codes are among the first three and five. Examples in the "
        "codebook that stand in what is held out are left out with it; names, definitions and "
        "rules are known throughout."
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
@option("--without-rules", is_flag=True, help=N_("Measure as if no code had a rule."))
@option("--details", is_flag=True, help=N_("Also by code and by coder."))
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
    without_rules: bool,
    details: bool,
    as_json: bool,
) -> None:
    """Measures how good the suggestions are, beside baselines."""
    from qcode.study.filters import known_coders
    from qcode.study.naming import coder_named

    study = given.read()
    if only_coder is not None:
        only_coder = coder_named(only_coder, {*known_coders(study), *given.coders()})
        if only_coder not in study.coders:
            some = ", ".join(study.coders) or "—"
            raise QcodeError(
                f"Nothing is coded by “{only_coder}” in this study; there are: {some}."
            )
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
    with bar(t("Evaluating")) as progress:
        results = run(
            study,
            protocol=protocol,
            level=level,
            models=models or MODELS,
            coder=only_coder,
            seed=seed,
            rules=not without_rules,
            progress=progress,
        )
    notes = _notes(study, results, with_rules=not without_rules)
    if as_json:
        found = [result.plain(details=details) for result in results]
        put_json({"results": found, "notes": notes})
        return
    parts = [_table("model", ("n", *_FIGURES), ((r.model, r.figures.plain()) for r in results))]
    for result in results if details else ():
        parts += _details(study, result)
    show("\n".join(parts))
    for note in notes:
        say(note)


def _notes(study: Study, results: Sequence[Result], *, with_rules: bool) -> list[str]:
    """What the figures of qcode owe to rules that may have been made from what is held out."""
    from qcode.suggest.held_out import codes_with_rules

    asked = any(result.model == "qcode" and result.level == "codes" for result in results)
    ruled = codes_with_rules(study) if asked and with_rules else 0
    if not ruled:
        return []
    return [
        n_(
            "{n} {code} has rules. They are known throughout, since nobody can tell which "
            "{transcripts} they were made from; so qcode's figures may be too good. "
            "--without-rules measures without them.",
            "{n} {codes} have rules. They are known throughout, since nobody can tell which "
            "{transcripts} they were made from; so qcode's figures may be too good. "
            "--without-rules measures without them.",
            ruled,
        )
    ]


def _details(study: Study, result: Result) -> Iterable[str]:
    """The tables of one model by code and by coder."""
    known = study.codebook.codes
    codes = ((known[c].name, one.plain()) for c, one in result.by_code.items())
    coders = ((coder, one.plain()) for coder, one in result.by_coder.items())
    yield _table(f"{result.model}: {t('{code}')}", _OF_CODE, codes)
    yield _table(f"{result.model}: {t('{coder}')}", ("n", *_FIGURES), coders)


def _table(
    what: str, names: Sequence[str], lines: Iterable[tuple[str, Mapping[str, float | None]]]
) -> str:
    """A line for each; shares with three decimals, counts whole, nothing where nothing is known."""
    rows: list[tuple[str, ...]] = [(what, *names)]
    for name, fields in lines:
        rows.append((name, *(_cell(fields[field]) for field in names)))
    return table(rows)


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else number(value, 3)
