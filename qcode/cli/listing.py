"""Codings as a list, for scripts and for eyes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qcode.cli.common import (
    Given,
    find_code,
    find_transcript,
    has_screen,
    json_text,
    put,
    reads,
    show,
)
from qcode.cli.files import write_out
from qcode.cli.shapes import command, option
from qcode.i18n import N_, t

if TYPE_CHECKING:
    from qcode.study.coding import Coding, CodingFile
    from qcode.study.study import Study


@command(
    "codings",
    N_(
        "The columns are transcript, start, end, quote, code, coder, memo, and `qcode import` "
        "takes them back. A category or theme takes in the codes below it. Without --format it "
        "is CSV, on a terminal a list to read."
    ),
)
@option("--code", "codes", metavar="NAME", multiple=True, help=N_("Only this code; repeatable."))
@option("--direct", is_flag=True, help=N_("Leave out the codes below the given ones."))
@option("--coder", "coders", metavar="NAME", multiple=True, help=N_("Only this coder; repeatable."))
@option(
    "--transcript", "names", metavar="NAME", multiple=True, help=N_("Only this one; repeatable.")
)
@option(
    "--where",
    "conditions",
    metavar="ATTRIBUTE=VALUE",
    multiple=True,
    help=N_("Only what has this attribute, as in role=KPM; repeatable."),
)
@option("--ids", is_flag=True, help=N_("Add the ids of the codings as the last column."))
@option("--format", "form", type=click.Choice(["csv", "json"]), help=N_("csv or json."))
@option("-o", "--output", metavar="FILE", type=Path, help=N_("Write to this file."))
@reads
def codings(
    given: Given,
    *,
    codes: tuple[str, ...],
    direct: bool,
    coders: tuple[str, ...],
    names: tuple[str, ...],
    conditions: tuple[str, ...],
    ids: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Lists codings."""
    from dataclasses import replace

    from qcode.exchange.tables.outgoing import CODING_COLUMNS, listed_codings, rows_of
    from qcode.study.filters import parse_where

    study = given.read()
    where = parse_where(study, conditions, coders, given.coders())
    where = replace(where, codes=where.codes | {find_code(study, name) for name in codes})
    sources = {find_transcript(study, name) for name in names}
    wanted = {find_code(study, name) for name in codes}
    found = [
        (file, coding)
        for file, coding in listed_codings(study, where)
        if (not sources or file.transcript in sources)
        and (not direct or not wanted or study.codebook.resolve(coding.code) in wanted)
    ]
    if form is None and output is None and has_screen():
        show(_to_read(study, found))
        return
    rows = rows_of(study, found)
    columns = list(CODING_COLUMNS)
    if ids:
        columns.append("id")
        for row, (_, coding) in zip(rows, found, strict=True):
            row["id"] = coding.id
    form = form or ("json" if output and output.suffix.casefold() == ".json" else "csv")
    if form == "json":
        data = json_text(rows)
    else:
        from qcode.exchange.tables.csv_text import csv_text

        data = csv_text([columns, *([row[c] for c in columns] for row in rows)])
    if output is None:
        put(data)
    else:
        write_out(given, output, data.encode())


def _to_read(study: Study, found: Sequence[tuple[CodingFile, Coding]]) -> str:
    from qcode.study.quotes import cite, quote_of

    lines = []
    for file, coding in found:
        resolved = study.codebook.resolve(coding.code)
        code = study.codebook.codes.get(resolved)
        name = code.name if code else resolved
        if coding.placed:
            quote = quote_of(study, file, coding)
            place = cite(study.transcripts[file.transcript], coding.span.start)
            words = f"“{' '.join(quote.text.split())}” {quote.attribution}".rstrip()
        else:
            place, words = t("{name}, unplaced", name=file.transcript), f"“{coding.quote}”"
        lines.append(f"{name} · {place} · {file.coder} · {coding.id}\n  {words}\n")
        if coding.memo:
            lines.append(f"  — {coding.memo}\n")
    return "".join(lines)
