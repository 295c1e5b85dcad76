"""A study in one zip file: all of codebooks/ and transcripts/, as it stands at one moment."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from qcode.files.atomic import TEMPORARY, replace_file
from qcode.files.layout import CODEBOOK, JOURNAL, TRANSCRIPTS, is_of_a_study
from qcode.files.locks import write_lock
from qcode.study.errors import QcodeError

_OLDEST = (1980, 1, 1, 0, 0, 0)


def backup_name(root: Path) -> str:
    """A file name with the study's and the time."""
    return f"{root.name}-{datetime.now():%Y-%m-%d-%H%M%S}.zip"


def write_backup(root: Path, target: Path) -> int:
    """Writes the zip file whole or not at all and returns how many files are in it.

    Nothing is written to the study meanwhile. A link that stands for a file of the study is packed
    as what it leads to; other links are left out, since they lead elsewhere.
    """
    packed = io.BytesIO()
    count = 0
    with write_lock(root), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(root):
            info = zipfile.ZipInfo(f"{root.name}/{path.relative_to(root).as_posix()}", _time(path))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o100644 << 16
            try:
                archive.writestr(info, path.read_bytes())
            except OSError as error:
                raise QcodeError(
                    f"{path} cannot be read ({error.strerror or error}), so nothing was packed."
                ) from error
            count += 1
    replace_file(target, packed.getvalue())
    return count


def _files(root: Path) -> Iterator[Path]:
    found: list[Path] = []
    for part in (Path(CODEBOOK).parts[0], TRANSCRIPTS):
        seen: set[str] = set()
        for folder, folders, names in os.walk(root / part, followlinks=True):
            seen.add(os.path.realpath(folder))
            folders[:] = [f for f in folders if os.path.realpath(Path(folder, f)) not in seen]
            found += [Path(folder, name) for name in names if not name.endswith(TEMPORARY)]
    yield from (path for path in sorted(found) if path.is_file() and _belongs(root, path))


def _belongs(root: Path, path: Path) -> bool:
    """Whether a file lies in the study, or a link leads to it from where a study's file stands."""
    file = path.relative_to(root)
    linked = any((root / part).is_symlink() for part in (file, *file.parents[:-2]))
    return not linked or is_of_a_study(file.as_posix()) or file.parent.as_posix() == JOURNAL


def _time(path: Path) -> tuple[int, int, int, int, int, int]:
    at = datetime.fromtimestamp(path.stat().st_mtime)
    return max((at.year, at.month, at.day, at.hour, at.minute, at.second), _OLDEST)
