"""Code saturation as a figure for a report, and as a table."""

from __future__ import annotations

import json

from qcode.exchange.figures.sheet import figure, save
from qcode.exchange.tables.cells import guard
from qcode.study.errors import QcodeError
from qcode.study.saturation import Saturation

_MOST_NAMED = 45
FORMATS = ("svg", "png", "csv", "json")
_WORDS = {
    "en": {
        "title": "Code saturation",
        "new": "new codes",
        "total": "codes in all",
        "ratio": "new codes in the run / codes in the base",
        "base": "base",
        "threshold": "threshold",
        "none": "the threshold is not reached",
        "source": "Method: Guest, Namey & Chen (2020)",
    },
    "id": {
        "title": "Kejenuhan kode",
        "new": "kode baru",
        "total": "jumlah kode",
        "ratio": "kode baru dalam run / kode dalam basis",
        "base": "basis",
        "threshold": "ambang",
        "none": "ambang belum tercapai",
        "source": "Metode: Guest, Namey & Chen (2020)",
    },
}


def render_saturation(found: Saturation, form: str, language: str = "en") -> bytes:
    """The saturation as the bytes of a file."""
    if form == "csv":
        return table_csv(found).encode()
    if form == "json":
        return (json.dumps(found.plain(), ensure_ascii=False, indent=1) + "\n").encode()
    if form in {"svg", "png"}:
        return draw(found, form, _WORDS.get(language, _WORDS["en"]))
    raise QcodeError(
        f"Saturation cannot be written as “{form}”; choose one of {', '.join(FORMATS)}."
    )


def table_csv(found: Saturation) -> str:
    """A line for each interview: its number, new codes, codes by then, and the run it ends."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["number", "transcript", "new", "total", "run_new", "run_ratio"])
    ends = {run.to: run for run in found.runs}
    for number, interview in enumerate(found.interviews, start=1):
        run = ends.get(interview.transcript)
        ratio = "" if run is None or run.ratio is None else f"{run.ratio:.4f}"
        writer.writerow(
            [
                number,
                guard(interview.transcript),
                len(interview.new),
                interview.total,
                "" if run is None else run.new,
                ratio,
            ]
        )
    return out.getvalue()


def draw(found: Saturation, form: str, words: dict[str, str]) -> bytes:
    """New codes as bars, all codes as a curve; below, the ratio of each run and the threshold."""
    if not found.interviews:
        raise QcodeError("No interview is coded yet, so there is no saturation to draw.")
    count = len(found.interviews)
    sheet = figure(min(14.0, max(6.0, 2.5 + 0.32 * count)), 5.2)
    upper, lower = sheet.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    numbers = range(1, count + 1)
    upper.axvspan(0.5, min(found.base, count) + 0.5, color="0.92", zorder=0)
    upper.bar(numbers, [len(i.new) for i in found.interviews], color="#4477aa", label=words["new"])
    upper.plot(numbers, [i.total for i in found.interviews], "k.-", label=words["total"])
    upper.text(0.7, upper.get_ylim()[1] * 0.94, words["base"], fontsize=8, va="top")
    upper.legend(fontsize=8, frameon=False)
    upper.set_title(_title(found, words), loc="left", fontsize=10)
    last = [run.start + found.run - 1 for run in found.runs]
    lower.plot(last, [run.ratio or 0 for run in found.runs], "k.-")
    lower.axhline(found.threshold, color="#cc3311", linestyle="--", linewidth=1)
    lower.text(
        0.6,
        found.threshold,
        f"{words['threshold']} {found.threshold:.0%}",
        fontsize=8,
        va="bottom",
    )
    lower.set_ylabel(words["ratio"], fontsize=7)
    lower.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    lower.set_ylim(bottom=0)
    each = 1 + count // _MOST_NAMED
    lower.set_xticks(list(numbers)[::each])
    names = [i.transcript for i in found.interviews][::each]
    lower.set_xticklabels(names, rotation=90, fontsize=7)
    for label in lower.get_xticklabels():
        label.set_parse_math(False)
    sheet.text(0.99, 0.005, words["source"], ha="right", fontsize=6, color="0.4")
    sheet.tight_layout()
    return save(sheet, form)


def _title(found: Saturation, words: dict[str, str]) -> str:
    said = found.notation or words["none"]
    return f"{words['title']}: {said}"
