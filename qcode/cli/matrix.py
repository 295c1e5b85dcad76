"""The matrix: rows of codes by columns of who, where or what."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qcode.cli.common import Given, has_screen, put, reads, say, show, wrong_use
from qcode.cli.shapes import command, option
from qcode.i18n import N_, n_, t

if TYPE_CHECKING:
    from qcode.study.matrix import Matrix
    from qcode.study.study import Study

ROWS = ("codes", "categories", "themes")
CELLS = ("codings", "participants", "words", "share", "quotes")
FORMATS = ("csv", "json", "md", "html", "xlsx", "tex")
ENDINGS = {".csv": "csv", ".json": "json", ".md": "md", ".html": "html", ".htm": "html"} | {
    ".xlsx": "xlsx",
    ".tex": "tex",
}
_SHOWN_NAME = 40


@command(
    "matrix",
    N_(
        "By default codes by transcripts, codings counted. Rows of codes count their own codings "
        "only; categories and themes take in what is below them. A total is the measure over the "
        "union, not the sum of the cells. Columns may be any attribute of transcripts or "
        "participants, such as role. Without --format it is CSV, on a terminal a table to read."
    ),
)
@option("--rows", type=click.Choice(ROWS), default="codes", help=N_("What the rows are."))
@option(
    "--columns",
    metavar="transcripts|participants|coders|codes|ATTRIBUTE",
    default="transcripts",
    help=N_("What the columns are."),
)
@option("--cells", type=click.Choice(CELLS), default="codings", help=N_("What a cell holds."))
@option(
    "--where",
    "conditions",
    metavar="ATTRIBUTE=VALUE",
    multiple=True,
    help=N_("Only what has this attribute, as in role=KPM; repeatable."),
)
@option("--coder", "coders", metavar="NAME", multiple=True, help=N_("Only this coder; repeatable."))
@option("--format", "form", type=click.Choice(FORMATS), help=N_("How it is written."))
@option("--no-totals", is_flag=True, help=N_("Leave out the last row and column."))
@option("-o", "--output", metavar="FILE", type=Path, help=N_("Write to this file."))
@reads
def matrix(
    given: Given,
    *,
    rows: str,
    columns: str,
    cells: str,
    conditions: tuple[str, ...],
    coders: tuple[str, ...],
    form: str | None,
    no_totals: bool,
    output: Path | None,
) -> None:
    """Prints or writes a matrix."""
    form = form or format_of(output)
    if output is None and form == "xlsx":
        raise wrong_use(t("XLSX is no text; give a file with -o FILE."))
    study = given.read()
    built = build(
        study,
        rows=rows,
        columns=columns,
        cells=cells,
        conditions=conditions,
        coders=coders,
        form=form,
        known=given.coders(),
    )
    if form is None and has_screen():
        show(to_read(built, totals=not no_totals))
        return
    data = written(built, form or "csv", study.codebook.language, totals=not no_totals)
    if output is None:
        put(data)
    else:
        from qcode.cli.files import write_out

        write_out(given, output, data)


def format_of(output: Path | None) -> str | None:
    """The format by the file's ending; None without a file."""
    if output is None:
        return None
    form = ENDINGS.get(output.suffix.casefold())
    if form is None:
        raise wrong_use(
            t(
                "“{name}” has no ending that says how to write it; give --format or one of "
                "{endings}.",
                name=output.name,
                endings=", ".join(ENDINGS),
            )
        )
    return form


def build(
    study: Study,
    *,
    rows: str = "codes",
    columns: str = "transcripts",
    cells: str = "codings",
    conditions: tuple[str, ...] = (),
    coders: tuple[str, ...] = (),
    form: str | None = None,
    known: Collection[str] = (),
) -> Matrix:
    """The matrix of these choices, with quotes where the format shows them.

    `known` are coders of whom the study may hold nothing.
    """
    from qcode.analysis.columns import COLUMNS
    from qcode.analysis.matrix import build_matrix
    from qcode.study.filters import KIND, parse_where
    from qcode.study.naming import meant

    return build_matrix(
        study,
        rows=rows,
        columns=meant(columns, {*COLUMNS, *study.attribute_names, KIND}) or columns,
        cells=cells,
        where=parse_where(study, conditions, coders, known),
        quotes=cells == "quotes" or form in {"html", "xlsx"},
    )


def written(matrix: Matrix, form: str, language: str, *, totals: bool = True) -> bytes:
    """The bytes of its file; what a workbook cannot hold is said."""
    from qcode.exchange.matrices.render import render

    data = render(matrix, form, totals=totals, language=language)
    if form == "xlsx":
        _say_cut(matrix, language)
    return data


def _say_cut(matrix: Matrix, language: str) -> None:
    from qcode.exchange.matrices.cell_limit import cut_of
    from qcode.exchange.matrices.wording import wording

    cut, sheet = cut_of(matrix), wording(language)["quotes"]
    if cut.cells:
        say(
            n_(
                "{n} cell has more {quotes} than Excel takes in one: it says how many are left "
                "out, and the sheet {sheet} has them all.",
                "{n} cells have more {quotes} than Excel takes in one: each says how many are "
                "left out, and the sheet {sheet} has them all.",
                cut.cells,
                sheet=sheet,
            )
        )
    if cut.quotes:
        say(
            n_(
                "{n} {quote} is longer than a cell of Excel: it ends there with “…”, and the whole "
                "stands in its {transcript}.",
                "{n} {quotes} are longer than a cell of Excel: they end there with “…”, and the "
                "whole stands in their {transcripts}.",
                cut.quotes,
            )
        )


def to_read(matrix: Matrix, *, totals: bool = True) -> str:
    """The matrix as aligned text; nothing counted is a dot."""
    from qcode.cli.plain_table import table
    from qcode.cli.wrap import shortened
    from qcode.exchange.tables.cells import quote_lines, spoken_number
    from qcode.i18n import language

    if matrix.measure == "quotes":
        lines = []
        for heading, row in zip(matrix.rows, matrix.cells, strict=True):
            for column, cell in zip(matrix.columns, row, strict=True):
                if cell.quotes:
                    quotes = "\n".join(quote_lines(matrix, cell)).replace("\n", "\n  ")
                    lines.append(f"{heading.name} · {column.name}\n  {quotes}\n")
        return "\n".join(lines)

    def number(value: float) -> str:
        return spoken_number(value, matrix.measure, language()) if value else "."

    head = ["", *(shortened(c.name, _SHOWN_NAME) for c in matrix.columns)]
    body = [head + ([t("Total")] if totals else [])]
    for heading, row, total in zip(matrix.rows, matrix.cells, matrix.row_totals, strict=True):
        name = "  " * heading.depth + shortened(heading.name, _SHOWN_NAME)
        body.append([name, *(number(c.value) for c in row), *([number(total.value)] * totals)])
    if totals:
        last = [*(c.value for c in matrix.column_totals), matrix.total.value]
        body.append([t("Total"), *map(number, last)])
    return table(body)
