"""A study as a whole: made, looked at, checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qcode.cli.common import (
    Given,
    coder_option,
    finding,
    given,
    put,
    put_json,
    reads,
    say,
    show,
    writes,
    wrong_use,
)
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, language, n_, t
from qcode.sentences import said

if TYPE_CHECKING:
    from qcode.study.problems import Problem
    from qcode.study.study import Study

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@command("new", N_("The folder is made if need be; one that is a study already is refused."))
@argument("folder", metavar="DIR", type=Path)
@option("--title", metavar="TEXT", default="", help=N_("Its title; else the folder's name."))
@option(
    "--language",
    "spoken",
    metavar="CODE",
    help=N_("The language of the interviews, such as id or en; else that of this interface."),
)
@coder_option
@given
def new(who: Given, folder: Path, title: str, spoken: str | None) -> None:
    """Makes an empty study."""
    from qcode.files.new import create_study
    from qcode.files.user import write_config

    if spoken is not None and not _LANGUAGE.fullmatch(spoken):
        raise wrong_use(t("“{code}” is no language code; write one such as id or en.", code=spoken))
    create_study(folder, title=title, language=spoken or language())
    if who.coder:
        write_config(("studies", str(folder.resolve()), "coder"), who.coder)
    if spoken is None:
        say(t("Language: {code} (--language gives another).", code=language()))
    say(
        t(
            "Made the study {folder}. `qcode import --study {folder} PATH…` brings in interviews.",
            folder=folder,
        )
    )


@command("status", N_("Counts, and for each transcript how far the coder has read and coded."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def status(who: Given, as_json: bool) -> None:
    """Says how far the study is."""
    study, coder = who.read(), who.who()
    found = _status(study, coder)
    if as_json:
        put_json(found)
        return
    from qcode.cli.plain_table import table

    show(f"{found['title']} · {coder}\n\n")
    counts = [
        (t("{Transcripts}"), found["transcripts"], ""),
        (t("Words"), found["words"], ""),
        (t("{Codings}"), found["codings"], t("by {names}", names=", ".join(study.coders) or "—")),
        (t("Unplaced"), found["unplaced"], ""),
        (t("{Codes}"), found["codes"], n_("{n} {theme}", "{n} {themes}", found["themes"])),
        (t("{Memos}"), found["memos"], ""),
    ]
    put(table([(name, str(n), more) for name, n, more in counts if n or name != t("Unplaced")]))
    if found["by_transcript"]:
        head = (t("{Transcript}"), t("Turns read"), "%", t("My {codings}"), t("All"))
        rows = [
            (
                one["transcript"],
                f"{one['read']}/{one['to_read']}",
                f"{100 * one['read'] // max(1, one['to_read'])}",
                str(one["my_codings"]),
                str(one["codings"]),
            )
            for one in found["by_transcript"]
        ]
        put("\n" + table([head, *rows]))


def _status(study: Study, coder: str) -> dict[str, Any]:
    from qcode.study.progress import progress

    rows = []
    for name, transcript in study.transcripts.items():
        read = progress(study, coder, name, "open")
        rows.append(
            {
                "transcript": name,
                "kind": transcript.kind,
                "words": transcript.word_count,
                "turns": len(transcript.turns),
                "read": read.read,
                "to_read": read.total,
                "my_codings": len(study.file(coder, name).codings),
                "codings": sum(len(f.codings) for f in study.files_of(name)),
            }
        )
    codes = [c for c in study.codebook.codes.values() if not c.merged_into]
    return {
        "title": study.codebook.title,
        "coder": coder,
        "coders": list(study.coders),
        "transcripts": len(rows),
        "words": sum(row["words"] for row in rows),
        "codings": sum(row["codings"] for row in rows),
        "unplaced": len(study.unplaced()),
        "codes": len(codes),
        "themes": len(study.codebook.themes),
        "uncategorised": len(study.codebook.uncategorised),
        "retired": sum(c.retired for c in codes),
        "memos": len(study.memos),
        "problems": len(study.problems),
        "by_transcript": rows,
    }


@command(
    "check",
    N_(
        "Prints a line for each finding: the file, the line, what is wrong and what would be "
        "right. Ends with exit status 1 when one of them is an error; warnings alone end with 0."
    ),
)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@reads
def check(who: Given, as_json: bool) -> None:
    """Validates everything in the study."""
    from qcode.files.cut_off import cut_off_problems

    problems = [*cut_off_problems(who.root()), *problems_of(who.root())]
    if as_json:
        put_json(
            [
                {"file": p.file, "line": p.line, "severity": p.severity, "message": p.message}
                for p in problems
            ]
        )
    else:
        for problem in problems:
            mark = "" if problem.severity == "error" else t("warning: ")
            show(f"{mark}{said(problem)}\n")
    errors = sum(p.severity == "error" for p in problems)
    warnings = len(problems) - errors
    if not problems:
        say(t("Nothing is wrong."))
    else:
        wrong = n_("{n} error", "{n} errors", errors)
        doubtful = n_("{n} warning", "{n} warnings", warnings)
        say(f"{wrong}, {doubtful}.")
    if errors:
        finding()


def problems_of(root: Path) -> list[Problem]:
    """Everything that is wrong in a study; errors first."""
    from qcode.files.snapshot import load_study
    from qcode.study.check import check as check_study

    return sorted(check_study(load_study(root).study), key=lambda p: p.severity != "error")
