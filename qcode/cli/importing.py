"""Import: files and folders in, each told apart, everything as one change."""

from __future__ import annotations

from pathlib import Path

import click

from qcode.cli.common import Given, finding, on_terminal, put_json, say, writes, wrong_use
from qcode.cli.import_plan import sort_files
from qcode.cli.import_run import Choices, Import
from qcode.cli.shapes import argument, command, option
from qcode.cli.speakers import Roles, parse_roles, read_mapping, save_mapping
from qcode.i18n import N_, t


@command(
    "import",
    N_(
        "Takes .txt, .md, .docx, .vtt, .srt and CSV files of turns as transcripts, CSV files with "
        "name, definition, parent as a codebook, with transcript and more columns as attributes, "
        "with case and more columns as participants, and with transcript, start, end, quote, "
        "code, coder, memo as codings, whatever their order. Files that are none of these are "
        "listed as skipped.\n\n"
        "A transcript that is there already is not replaced; codings that are there already "
        "change nothing, so a folder can be imported again. What cannot be taken is listed with "
        "its line, the rest comes in, and the exit status is 1. One undo takes all of it back.\n\n"
        "Speakers are shown to be confirmed on a terminal; without one the roles that were found "
        "are taken and said."
    ),
)
@argument("paths", metavar="PATH...", nargs=-1, required=True, type=Path)
@option(
    "--speakers",
    metavar="LABEL=ROLE",
    multiple=True,
    help=N_(
        "Who a label is: interviewer, other, a case, participant (the case of each file), or "
        "nothing when it is no speaker; repeatable."
    ),
)
@option("--unlabelled", metavar="CASE", help=N_("Who speaks in lines without a label."))
@option("--mapping", metavar="FILE", type=Path, help=N_("Roles of labels from this YAML file."))
@option(
    "--save-mapping",
    "save_to",
    metavar="FILE",
    type=Path,
    help=N_("Keep the roles here for later."),
)
@option(
    "--kind",
    type=click.Choice(["interview", "observation", "document"]),
    help=N_("What the transcripts are; else it is told from their text."),
)
@option("--name", metavar="NAME", help=N_("The name of the transcript, when it is only one."))
@option(
    "--comments",
    type=click.Choice(["code", "memo", "skip"]),
    help=N_(
        "What becomes of comments in Word files: codes on their words, memos, or nothing. Asked "
        "on a terminal, skipped without one."
    ),
)
@option("--yes", is_flag=True, help=N_("Take the speakers that were found; do not ask."))
@option("--dry-run", is_flag=True, help=N_("Say what would happen and write nothing."))
@option("--json", "as_json", is_flag=True, help=N_("Print what happened as JSON."))
@writes
def import_(
    given: Given,
    *,
    paths: tuple[Path, ...],
    speakers: tuple[str, ...],
    unlabelled: str | None,
    mapping: Path | None,
    save_to: Path | None,
    kind: str | None,
    name: str | None,
    comments: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Brings files and folders into the study."""
    said = parse_roles(speakers)
    roles = Roles({**(read_mapping(mapping) if mapping else {}), **said}, unlabelled)
    roles.given = tuple(said)
    roles.ask = on_terminal() and not (yes or said or as_json)
    files = sort_files(paths)
    if name is not None and len(files.by_kind.get("transcript", ())) != 1:
        raise wrong_use(t("--name names one transcript; give one file with it."))
    choices = Choices(roles, kind, name, comments)
    if dry_run:
        report = Import(given.whole(), given.who(), choices, files).run()
    else:
        with given.writing() as session:
            report = Import(session.study, session.coder, choices, files).run()
            session.apply(report.brought.change)
    if save_to:
        save_mapping(save_to, {**roles.mapping, **roles.answers})
    report.say()
    if dry_run:
        say(t("Nothing was written (--dry-run)."))
    if as_json:
        put_json(report.plain(dry_run=dry_run))
    if report.problems or set(paths) & {path for path, _ in report.skipped}:
        finding()
