"""How good the suggestions are on what is coded, without the app."""

from __future__ import annotations

import gc

import click

from qcode.cli.bar import bar
from qcode.cli.common import Given, put, put_json, reads, wrong_use
from qcode.cli.shapes import command, option
from qcode.i18n import N_, t
from qcode.study.errors import QcodeError


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
    with bar(t("Evaluating")) as progress:
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
