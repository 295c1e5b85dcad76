"""Code saturation: does another interview still bring new codes?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qcode.cli.common import Given, put, put_json, reads, say, wrong_use
from qcode.cli.plain_table import table
from qcode.cli.shapes import command, option
from qcode.cli.wrap import screen_width
from qcode.i18n import N_, n_, t

if TYPE_CHECKING:
    from qcode.study.saturation import Saturation
    from qcode.study.study import Study

ENDINGS = {".svg": "svg", ".png": "png", ".csv": "csv", ".json": "json"}
_CURVE = (76, 6)


@command(
    "saturation",
    N_(
        "After Guest, Namey & Chen (2020), PLOS ONE 15(5): e0232076. The ratio of a run is the "
        "number of codes first seen in it by the codes of the base, the first interviews; it is "
        "reached when a run brings no more than the threshold. Only interviews that are coded "
        "count; codes whose source is theory are left out, merged codes count once. This is code "
        "saturation; --theoretical lists what is worked out of each category."
    ),
)
@option(
    "--order",
    type=click.Choice(("date", "name", "coded")),
    default="date",
    help=N_("By date (equal dates by name), by name, or as they were coded."),
)
@option("--base", type=click.IntRange(min=1), default=4, help=N_("Interviews in the base, 4 to 6."))
@option("--run", type=click.IntRange(min=1), default=2, help=N_("Interviews in a run, 2 or 3."))
@option(
    "--threshold",
    type=click.FloatRange(0, 1, max_open=True),
    default=0.05,
    help=N_("New information that still counts as none: 0.05, or 0."),
)
@option(
    "--rows",
    "level",
    type=click.Choice(("codes", "categories", "themes")),
    default="codes",
    help=N_("What is counted."),
)
@option(
    "--where",
    "conditions",
    metavar="ATTRIBUTE=VALUE",
    multiple=True,
    help=N_("Only what has this attribute, as in role=KPM; repeatable."),
)
@option("--theoretical", is_flag=True, help=N_("The checklist of each category instead."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@option("-o", "--output", metavar="FILE", type=Path, help=N_("Write to .svg, .png, .csv or .json."))
@reads
def saturation(
    given: Given,
    *,
    order: str,
    base: int,
    run: int,
    threshold: float,
    level: str,
    conditions: tuple[str, ...],
    theoretical: bool,
    as_json: bool,
    output: Path | None,
) -> None:
    """Prints or writes the saturation of the study."""
    form = _form_of(output)
    study = given.read()
    if theoretical:
        _checklist(study, as_json=as_json)
        return
    from qcode.analysis.saturation import saturation as compute
    from qcode.study.filters import parse_where

    found = compute(
        study,
        order=order,
        base=base,
        run=run,
        threshold=threshold,
        where=parse_where(study, conditions, known=given.coders()),
        level=level,
    )
    if output is not None:
        from qcode.cli.files import write_out
        from qcode.exchange.figures.saturation import render_saturation

        write_out(given, output, render_saturation(found, form, study.codebook.language))
    elif as_json:
        put_json(found.plain())
    else:
        _print(found)
    if found.uncoded:
        names = ", ".join(found.uncoded)
        say(t("Left out, since nobody has coded them: {names}.", names=names))


def _form_of(output: Path | None) -> str:
    if output is None:
        return ""
    form = ENDINGS.get(output.suffix.casefold())
    if form is None:
        raise wrong_use(
            t(
                "“{name}” has no ending that says how to write it; take one of {endings}.",
                name=output.name,
                endings=", ".join(ENDINGS),
            )
        )
    return form


def _print(found: Saturation) -> None:
    from qcode.study.saturation import curve

    ends = {run.to: run for run in found.runs}
    rows = [["", t("interview"), t("new"), t("in all"), t("run"), t("ratio")]]
    for number, interview in enumerate(found.interviews, start=1):
        run = ends.get(interview.transcript)
        ratio = "" if run is None or run.ratio is None else f"{run.ratio:.0%}"
        rows.append(
            [
                str(number),
                interview.transcript,
                str(len(interview.new)),
                str(interview.total),
                "" if run is None else str(run.new),
                ratio,
            ]
        )
    put(table(rows))
    widest, height = _CURVE
    width = min(widest, screen_width() or widest)
    lines = curve([i.total for i in found.interviews], width, height)
    put("".join(f"{line}\n" for line in ("", *lines)))
    say(_said(found))


def _said(found: Saturation) -> str:
    missing = found.base + found.run - len(found.interviews)
    if missing > 0:
        return n_(
            "One more coded interview is needed to say anything: the base takes {base}, a run "
            "{run}.",
            "{n} more coded interviews are needed to say anything: the base takes {base}, a run "
            "{run}.",
            missing,
            base=found.base,
            run=found.run,
        )
    codes = n_("{n} {code}", "{n} {codes}", found.base_codes)
    base = n_("{codes} in {n} interview", "{codes} in {n} interviews", found.base, codes=codes)
    if found.reached is None:
        return t(
            "Code saturation is not reached: no run brings {share} new codes or less (base: "
            "{base}).",
            share=f"{found.threshold:.0%}",
            base=base,
        )
    return t(
        "Code saturation at {notation}: the run up to {to} brings {share} new codes (base: "
        "{base}).",
        notation=found.notation,
        to=found.reached.to,
        share=f"{found.reached.ratio:.0%}",
        base=base,
    )


def _checklist(study: Study, *, as_json: bool) -> None:
    from dataclasses import asdict

    from qcode.analysis.theoretical import density

    found = density(study)
    if as_json:
        put_json({"categories": [{**asdict(d), "open": list(d.open_points)} for d in found]})
        return
    titles = {
        "definition": t("definition"),
        "properties": t("properties"),
        "dimensions": t("dimensions"),
        "placed": t("codings on dimensions"),
        "links": t("links"),
        "evidence": t("evidence of links"),
        "negative": t("negative cases"),
        "memos": t("memos"),
    }
    rows = [
        [t("{category}"), t("codes"), t("properties"), t("links"), t("cases"), t("still missing")]
    ]
    for one in found:
        rows.append(
            [
                study.codebook.codes[one.code].name,
                str(one.codes),
                str(one.properties),
                str(one.links),
                str(one.cases),
                ", ".join(titles[p] for p in one.open_points),
            ]
        )
    put(table(rows))
