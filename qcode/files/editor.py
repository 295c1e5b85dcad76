"""A text in the user's own editor: a draft outside the study that is kept until it is saved."""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from qcode.study.errors import QcodeError

_NO_EDITOR = (
    "No editor is set: put its name into the variable EDITOR, as in `export EDITOR=nano`, and "
    "start qcode again."
)


@dataclass(frozen=True)
class Draft:
    """A file of the user's own that an editor is opened on; only the user may read it."""

    path: Path
    before: str

    @property
    def text(self) -> str:
        """What stands in it now; line ends as LF, without those at the end that editors add."""
        try:
            written = self.path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise QcodeError(f"{self.path} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise QcodeError(
                f"{self.path} is not UTF-8; save it as UTF-8 and paste it from there."
            ) from error
        return written.replace("\r\n", "\n").replace("\r", "\n").rstrip()

    @property
    def changed(self) -> bool:
        """Whether the editor left another text."""
        return self.text != self.before.rstrip()

    def discard(self) -> None:
        """Remove it: what it holds is saved, or is what was there before."""
        with contextlib.suppress(OSError):
            self.path.unlink()


def editor() -> list[str]:
    """The command of the user's editor, $VISUAL before $EDITOR; a sentence when none is set."""
    for name in ("VISUAL", "EDITOR"):
        given = os.environ.get(name, "").strip()
        if given:
            try:
                return shlex.split(given, posix=os.name != "nt")
            except ValueError:
                raise QcodeError(
                    f"{name} cannot be read as a command: {given}; correct its quotation marks."
                ) from None
    raise QcodeError(_NO_EDITOR)


def begin_draft(text: str, name: str) -> Draft:
    """A new file with this text among the user's drafts; `name` is how it begins."""
    from platformdirs import user_state_path

    folder = user_state_path("qcode") / "drafts"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number, path = tempfile.mkstemp(".md", f"{name}-", folder)
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text if not text or text.endswith("\n") else f"{text}\n")
    except OSError as error:
        raise QcodeError(f"{folder} cannot be written: {error.strerror}.") from error
    return Draft(Path(path), text)


def run_editor(command: list[str], draft: Draft) -> None:
    """Runs the editor on the draft and waits for its end; a sentence when it cannot be run.

    The draft is gone afterwards only if nothing was written into it.
    """
    try:
        status = subprocess.run([*command, str(draft.path)], check=False).returncode  # noqa: S603
    except OSError as error:
        draft.discard()
        raise QcodeError(
            f"The editor {command[0]} cannot be run: {error.strerror}; correct VISUAL or EDITOR."
        ) from error
    if status:
        if draft.changed:
            raise QcodeError(
                f"The editor {command[0]} ended with status {status}; what was written is in "
                f"{draft.path}."
            )
        draft.discard()
        raise QcodeError(
            f"The editor {command[0]} ended with status {status}; nothing was changed."
        )
