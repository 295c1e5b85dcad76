"""Files that commands write for the user, never into what the study itself is made of."""

from __future__ import annotations

from pathlib import Path

from qcode.cli.common import Given, say
from qcode.i18n import t
from qcode.study.errors import QcodeError


def write_out(given: Given, path: Path, data: bytes) -> None:
    """Writes a file that the user named, whole or not at all, and says where it is."""
    from qcode.files.atomic import replace_file

    refuse_study_files(given.root(), path)
    replace_file(path, data)
    say(t("Wrote {path}.", path=path))


def refuse_study_files(root: Path, path: Path) -> None:
    """An error when the path is a folder or lies among the files of the study."""
    if path.is_dir():
        raise QcodeError(f"{path} is a folder; name a file in it.")
    from qcode.files.layout import CODEBOOK, TRANSCRIPTS

    target = path.resolve()
    for part in (Path(CODEBOOK).parts[0], TRANSCRIPTS):
        if (root / part) in target.parents:
            raise QcodeError(
                f"{path} lies among the study's own files in {part}/; write to exports/ or "
                "elsewhere."
            )
