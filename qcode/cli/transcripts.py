"""Transcripts themselves: corrected, renamed, removed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qcode.cli.common import Given, find_transcript, on_terminal, question, say, writes, wrong_use
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, n_, t
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.session import Session
    from qcode.study.study import Study


@command(
    "edit",
    N_(
        "Opens the text in $VISUAL or $EDITOR. What you saved is one change, taken back by one "
        "undo; codings move along with their words, and those whose words are gone wait in the "
        "list of unplaced codings."
    ),
)
@argument("transcript", metavar="TRANSCRIPT")
@option(
    "--from",
    "source",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help=N_("Take the corrected text from this file (- reads the input) and ask no editor."),
)
@writes
def edit(given: Given, transcript: str, source: Path | None) -> None:
    """Corrects a transcript's text; codings are found again."""
    from qcode.study.edit_script import edit_whole_text

    with given.writing() as session:
        before = session.study
        transcript = find_transcript(before, transcript)
        old = before.transcript(transcript).text
        new = _edited(old) if source is None else _read(source, old)
        if new is None or new == old:
            say(t("Nothing was changed."))
            return
        if not new.strip():
            raise QcodeError(
                f"The text would be empty, so nothing was changed; `qcode remove {transcript}` "
                "removes a transcript."
            )
        session.apply(edit_whole_text(before, transcript, new))
        _say_what_moved(before, session, transcript)


def _edited(text: str) -> str | None:
    edited = click.edit(text, extension=".txt", require_save=False)
    return None if edited is None else _ending_as(text, edited)


def _read(source: Path, old: str) -> str:
    from qcode.exchange.reading.decode import decode, read_bytes

    if str(source) == "-":
        return _ending_as(old, decode(sys.stdin.buffer.read(), "-")[0])
    return _ending_as(old, decode(read_bytes(source), source.name)[0])


def _ending_as(old: str, new: str) -> str:
    """The new text without the last line end that editors add, where the old one had none."""
    new = new.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not old.endswith("\n") and new.endswith("\n"):
        return new[:-1]
    return new


def _say_what_moved(before: Study, session: Session, name: str) -> None:
    moved = lost = 0
    for file in session.study.files_of(name):
        earlier = before.file(file.coder, name).by_id
        for coding in file.items:
            old = earlier.get(coding.id)
            if old is None or coding.kind != "coding":
                continue
            if coding.start is None:
                lost += old.start is not None
            elif (old.start, old.end) != (coding.start, coding.end):
                moved += 1
    say(t("The text of {name} is corrected.", name=name))
    if moved:
        say(n_("{n} {coding} moved along.", "{n} {codings} moved along.", moved))
    if lost:
        say(
            n_(
                "{n} {coding} is unplaced now: its words are gone. `qcode undo` brings them back.",
                "{n} {codings} are unplaced now: their words are gone. `qcode undo` brings them "
                "back.",
                lost,
            )
        )


@command("rename", N_("Its file, everybody's codings of it and the memos about it follow."))
@argument("old", metavar="OLD")
@argument("new", metavar="NEW")
@writes
def rename(given: Given, old: str, new: str) -> None:
    """Gives a transcript another name."""
    from qcode.files.layout import safe_name
    from qcode.study.edits import rename_transcript

    safe_name(new, "transcript")
    with given.writing() as session:
        session.apply(rename_transcript(session.study, old, new))
    say(t("{old} is called {new} now.", old=old, new=new))


@command(
    "remove",
    N_(
        "This is how a participant's words leave a study, so there is no undo. Earlier journals "
        "and backups may still hold them."
    ),
)
@argument("transcript", metavar="TRANSCRIPT")
@option("--yes", is_flag=True, help=N_("Do not ask."))
@writes
def remove(given: Given, transcript: str, yes: bool) -> None:
    """Deletes a transcript with everybody's codings of it."""
    with given.writing() as session:
        study = session.study
        study.transcript(transcript)
        files = [f for f in study.files_of(transcript) if f.items]
        count = sum(len(f.codings) for f in files)
        coders = ", ".join(sorted({f.coder for f in files})) or "—"
        if not yes:
            if not on_terminal():
                raise wrong_use(t("Removing cannot be undone; give --yes to say that you mean it."))
            asked = n_(
                "Delete {name} with {n} {coding} (by {coders}) for good?",
                "Delete {name} with {n} {codings} (by {coders}) for good?",
                count,
                name=transcript,
                coders=coders,
            )
            if not click.confirm(question(asked), err=True):
                say(t("Nothing was changed."))
                return
        count = session.remove_transcript(transcript)
    say(
        n_(
            "Removed {name} with {n} {coding}.",
            "Removed {name} with {n} {codings}.",
            count,
            name=transcript,
        )
    )
