"""Undo and redo: a coder's own last changes, across restarts."""

from __future__ import annotations

from qcode.cli.common import Given, say, writes
from qcode.cli.shapes import command
from qcode.i18n import N_, t
from qcode.sentences import said


@command(
    "undo",
    N_("Only your own changes are taken back, the last one first, in the app or by a command."),
)
@writes
def undo(given: Given) -> None:
    """Takes back the coder's own last change."""
    with given.writing() as session:
        what = session.undo()
        session.write_pending()
    say(t("Undone: {what}.", what=said(what)))


@command("redo")
@writes
def redo(given: Given) -> None:
    """Does again what was last undone."""
    with given.writing() as session:
        what = session.redo()
        session.write_pending()
    say(t("Done again: {what}.", what=said(what)))
