"""What leaves a study: tidy tables, the codebook, a matrix, and a backup of everything."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.cli.common import Given, put, reads, say, wrong_use
from qcode.cli.files import refuse_study_files, write_out
from qcode.cli.matrix import ENDINGS, ROWS, build, written
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, n_, t
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.study import Study

NAMES = (
    "codings.csv codings.json codebook.csv codebook.xlsx attributes.csv matrix.csv themes.xlsx"
).split()


@command(
    "export",
    N_(
        "The name says what is written and how: codings.csv, codings.json, codebook.csv, "
        "codebook.xlsx, attributes.csv, and matrix, codes, categories or themes with .csv, .json, "
        ".md, .html, .xlsx or .tex. Something may stand before it, as in karawaci-codings.csv. "
        "A name without a folder goes to the study's exports/. The same study gives the same "
        "bytes."
    ),
)
@argument("path", metavar="PATH")
@reads
def export(given: Given, path: str) -> None:
    """Writes one file, told by its name."""
    target = Path(path)
    writer = _writer(target)
    if writer is None:
        raise wrong_use(
            t(
                "“{name}” does not say what to export; name it like one of these: {names}.",
                name=target.name,
                names=", ".join(NAMES),
            )
        )
    data = writer(given.read())
    if target.name == path and not target.is_absolute() and os.sep not in path:
        target = given.root() / "exports" / path
    write_out(given, target, data)


def _writer(path: Path) -> Callable[[Study], bytes] | None:
    """What makes the bytes of a file of this name; None when the name says nothing."""
    from qcode.exchange.tables.outgoing import (
        attributes_csv,
        codebook_csv,
        codebook_xlsx,
        codings_csv,
    )

    ending = path.suffix.casefold()
    plain: dict[tuple[str, str], Callable[[Study], str | bytes]] = {
        ("codings", ".csv"): codings_csv,
        ("codings", ".json"): _codings_json,
        ("codebook", ".csv"): codebook_csv,
        ("codebook", ".xlsx"): codebook_xlsx,
        ("attributes", ".csv"): attributes_csv,
    }
    stem = path.stem.casefold()
    for (name, wanted), write in plain.items():
        if stem.endswith(name) and ending == wanted:
            return lambda study: _bytes(write(study))
    rows = next((r for r in (*ROWS, "matrix") if stem.endswith(r)), None)
    form = ENDINGS.get(ending)
    if rows is None or form is None:
        return None
    return lambda study: _matrix(study, "codes" if rows == "matrix" else rows, form)


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def _codings_json(study: Study) -> str:
    from qcode.cli.common import json_text
    from qcode.exchange.tables.outgoing import coding_rows

    return json_text(coding_rows(study))


def _matrix(study: Study, rows: str, form: str) -> bytes:
    return written(build(study, rows=rows, form=form), form, study.codebook.language)


@command(
    "backup",
    N_(
        "Takes in codebooks/ and transcripts/ with everybody's codings and journals, so keep it "
        "as safe as the interviews. Without PATH it is written beside the study's folder, with "
        "the date in its name. Prints the path."
    ),
)
@argument("path", metavar="[PATH]", required=False, type=Path)
@option("--force", is_flag=True, help=N_("Replace a file that is there."))
@reads
def backup(given: Given, path: Path | None, force: bool) -> None:
    """Packs the study into a zip file."""
    from qcode.files.backup import backup_name, write_backup

    root = given.root()
    target = path or root.parent / backup_name(root)
    if target.is_dir():
        target /= backup_name(root)
    refuse_study_files(root, target)
    if target.exists() and not force:
        raise QcodeError(f"{target} is there already; name another file, or give --force.")
    count = write_backup(root, target)
    put(f"{target}\n")
    say(n_("Packed {n} file.", "Packed {n} files.", count))
