"""Texts of the theory: written in the user's own editor, and kept when they cannot be saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.app import SuspendNotSupported

from qcode.files.editor import Draft, begin_draft, editor, run_editor
from qcode.i18n import t
from qcode.sentences import said
from qcode.study.change import Change
from qcode.study.errors import QcodeError
from qcode.study.study import Study
from qcode.tui.study_screen import StudyScreen


@dataclass(frozen=True)
class Passage:
    """A text of the study that is written as a whole."""

    name: str
    """How the file begins that it is kept in."""
    read: Callable[[Study], str]
    write: Callable[[Study, str], Change]
    done: str
    """What is said when it is written."""
    lines: bool = True
    """Whether it may have several paragraphs."""

    def fitted(self, text: str) -> str:
        """What was typed, as the study will have it."""
        return text.strip() if self.lines else " ".join(text.split())


async def edit_outside(screen: StudyScreen, passage: Passage) -> None:
    """Opens the text in the editor, the app out of the way, and writes what was saved there."""
    before = passage.read(screen.study)
    try:
        command = editor()
        draft = begin_draft(before, passage.name)
    except QcodeError as error:
        screen.say(said(error), "error")
        return
    try:
        with screen.app.suspend():
            run_editor(command, draft)
        changed, text = draft.changed, draft.text
    except SuspendNotSupported:
        draft.discard()
        screen.say(t("An editor needs a terminal of its own here; e edits in the app."), "error")
        return
    except QcodeError as error:
        screen.say(said(error), "error", lasting=True)
        return
    if not changed:
        draft.discard()
        screen.say(t("Nothing was changed."))
    elif passage.read(screen.study) != before:
        _say_kept(screen, draft, t("It was changed by somebody else meanwhile."))
    else:
        await write_or_keep(screen, passage, text, draft)


async def write_or_keep(
    screen: StudyScreen,
    passage: Passage,
    text: str,
    draft: Draft | None = None,
    *,
    then: Callable[[], object] | None = None,
) -> None:
    """Writes the text; unless it lies on the disk then, it is kept in a draft that is named.

    `then` is called when it is in the study, before it is on the disk.
    """
    text = passage.fitted(text)
    if screen.do(lambda study: passage.write(study, text), passage.done):
        if then is not None:
            then()
        await screen.qcode.writer.flush()
        if passage.fitted(passage.read(screen.study)) == text:
            if draft is not None:
                draft.discard()
            return
    if draft is None and text:
        try:
            draft = begin_draft(text, passage.name)
        except QcodeError as error:
            screen.say(said(error), "error", lasting=True)
            return
    if draft is not None:
        _say_kept(screen, draft, t("It could not be written."))


def _say_kept(screen: StudyScreen, draft: Draft, why: str) -> None:
    kept = t("What you wrote is kept in {file}.", file=draft.path)
    screen.say(f"{why} {kept}", "error", lasting=True)
