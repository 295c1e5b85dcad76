"""Code saturation in words, and as the rows of its table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from qcode.i18n import n_, t
from qcode.study.saturation import Interview, Run, Saturation
from qcode.study.study import Study
from qcode.tui.header import bar
from qcode.tui.pieces import Piece, ends, fit
from qcode.tui.row_list import ListRow
from qcode.tui.selective_base import code_title

if TYPE_CHECKING:
    from qcode.analysis.theoretical import Density


def saturation_sentence(found: Saturation) -> str:
    """Whether code saturation is reached, and where; or how many interviews are wanting."""
    missing = found.base + found.run - len(found.interviews)
    if missing > 0:
        return n_(
            "{n} more coded interview is needed: {base} for the base, {run} for a run.",
            "{n} more coded interviews are needed: {base} for the base, {run} for a run.",
            missing,
            base=found.base,
            run=found.run,
        )
    if found.reached is None:
        return n_(
            "Not reached: no run brings {share} new or less (base: {codes} in {n} interview).",
            "Not reached: no run brings {share} new or less (base: {codes} in {n} interviews).",
            found.base,
            share=f"{found.threshold:.0%}",
            codes=found.base_codes,
        )
    return t(
        "Reached at {notation}: the run up to {to} brings {share} new (base: {n}).",
        notation=found.notation,
        to=found.reached.to,
        share=f"{found.reached.ratio or 0:.0%}",
        n=found.base_codes,
    )


def interview_rows(found: Saturation) -> list[ListRow]:
    """A row for each interview, with the run that ends there."""
    runs = {run.to: run for run in found.runs}
    head = partial(
        _columns, "", t("interview"), (t("new"), t("in all"), t("in the run"), t("ratio")), "accent"
    )
    rows = [ListRow("", lambda width: [head(width)])]
    for number, one in enumerate(found.interviews, start=1):
        rows.append(
            ListRow(
                one.transcript,
                partial(_interview, found, number, one, runs.get(one.transcript)),
            )
        )
    return rows


def _interview(
    found: Saturation, number: int, one: Interview, run: Run | None, width: int
) -> list[list[Piece]]:
    ratio = "" if run is None or run.ratio is None else f"{run.ratio:.0%}"
    low = run is not None and run.ratio is not None and run.ratio <= found.threshold + 1e-9
    told = t("base") if number <= found.base else "" if run is None else str(run.new)
    values = (str(len(one.new)), str(one.total), told, f"{ratio} {'✓' if low else ' '}")
    return [_columns(f"{number:>2}", one.transcript, values, "strong" if low else "", width)]


def _columns(number: str, name: str, values: Sequence[str], look: str, width: int) -> list[Piece]:
    right = "".join(fit(v, 11, right=True) for v in values)
    return ends([(f"{number:>2}  ", "muted"), (name, look)], [(right, look)], width)


def density_rows(study: Study, found: Sequence[Density]) -> list[ListRow]:
    """A row for each category: how much of the checklist is worked out, and what is missing."""
    head: list[Piece] = [(t("{category}"), "accent")]
    rows = [ListRow("", lambda width: [ends(head, [(t("still missing"), "accent")], width)])]
    rows += [ListRow(one.code, partial(_density, study, one)) for one in found]
    return rows


def _density(study: Study, one: Density, width: int) -> list[list[Piece]]:
    missing = ", ".join(point_names()[p] for p in one.open_points) or "✓"
    depth = len(tuple(study.codebook.ancestors(one.code)))
    room = min(34, width // 2)
    left: list[Piece] = [
        (bar(1 - len(one.open_points) / len(point_names()), 4) + " ", "accent"),
        (fit("  " * depth + code_title(study, one.code), room - 5), ""),
        ("  ", ""),
        (missing, "muted"),
    ]
    return [left]


def point_names() -> dict[str, str]:
    """The points of the checklist for theoretical saturation."""
    return {
        "definition": t("definition"),
        "properties": t("properties"),
        "dimensions": t("dimensions"),
        "placed": t("{codings} on dimensions"),
        "links": t("links"),
        "evidence": t("evidence of links"),
        "negative": t("negative cases"),
        "memos": t("{memos}"),
    }


def density_lines(one: Density) -> list[str]:
    """The checklist of one category, point by point, with its counts."""
    names = point_names()
    counts = {
        "properties": str(one.properties),
        "dimensions": f"{one.dimensioned}/{one.properties}",
        "placed": str(one.placed),
        "links": str(one.links),
        "evidence": f"{one.evident_links}/{one.links}",
        "negative": str(one.against),
        "memos": str(one.memos),
    }
    return [
        f"{'☐' if point in one.open_points else '✓'} {name}"
        + (f": {counts[point]}" if point in counts else "")
        for point, name in names.items()
    ]
