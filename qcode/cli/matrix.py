"""The matrix: rows of codes by columns of who, where or what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qcode.cli.common import Given, has_screen, put, reads, wrong_use
from qcode.cli.shapes import command, option
from qcode.i18n import N_, t

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
_SHOWN_NAME, _SHOWN_COLUMN = 40, 14


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
    )
    if form is None and has_screen():
        put(to_read(built, totals=not no_totals))
        return
    from qcode.exchange.matrices.render import render

    data = render(built, form or "csv", totals=not no_totals, language=study.codebook.language)
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
) -> Matrix:
    """The matrix of these choices, with quotes where the format shows them."""
    from dataclasses import replace

    from qcode.analysis.matrix import build_matrix
    from qcode.study.filters import parse_where

    where = parse_where(study, conditions)
    where = replace(where, coders=where.coders | set(coders))
    return build_matrix(
        study,
        rows=rows,
        columns=columns,
        cells=cells,
        where=where,
        quotes=cells == "quotes" or form in {"html", "xlsx"},
    )


def to_read(matrix: Matrix, *, totals: bool = True) -> str:
    """The matrix as aligned text; nothing counted is a dot."""
    from qcode.cli.plain_table import shortened, table
    from qcode.exchange.tables.cells import quote_lines, spoken_number
    from qcode.i18n import language

    if matrix.measure == "quotes":
        lines = []
        for heading, row in zip(matrix.rows, matrix.cells, strict=True):
            for column, cell in zip(matrix.columns, row, strict=True):
                if cell.quotes:
                    quotes = quote_lines(cell).replace("\n", "\n  ")
                    lines.append(f"{heading.name} · {column.name}\n  {quotes}\n")
        return "\n".join(lines)

    def number(value: float) -> str:
        return spoken_number(value, matrix.measure, language()) if value else "."

    head = ["", *(shortened(c.name, _SHOWN_COLUMN) for c in matrix.columns)]
    body = [head + ([t("Total")] if totals else [])]
    for heading, row, total in zip(matrix.rows, matrix.cells, matrix.row_totals, strict=True):
        name = "  " * heading.depth + shortened(heading.name, _SHOWN_NAME)
        body.append([name, *(number(c.value) for c in row), *([number(total.value)] * totals)])
    if totals:
        last = [*(c.value for c in matrix.column_totals), matrix.total.value]
        body.append([t("Total"), *map(number, last)])
    return table(body)
