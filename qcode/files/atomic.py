"""Bytes to disk: replaced whole by temporary file, fsync and rename, or appended and fsynced."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from qcode.study.errors import QcodeError

TEMPORARY = ".qcode-tmp"
_REMEDIES = {
    errno.ENOSPC: "the disk is full; free some space and do it again",
    errno.EDQUOT: "your disk quota is used up; free some space and do it again",
    errno.EROFS: "the disk is mounted read-only",
    errno.EACCES: "you have no permission to write there; correct the folder's permissions",
    errno.EPERM: "you have no permission to write there; correct the folder's permissions",
    errno.EIO: "the disk reports an error; copy the study to another disk",
}


def file_hash(data: bytes | None) -> str:
    """SHA-256 of a file's bytes as hexadecimal; empty for a file that is not there."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes | None:
    """The bytes of a file, or None when it is not there."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turns an error of the system into a sentence that names the file and the remedy."""
    try:
        yield
    except OSError as error:
        reason = _REMEDIES.get(error.errno or 0, (error.strerror or str(error)).lower())
        raise QcodeError(f"Not saved: {path} cannot be written: {reason}.") from error


class Prepared(NamedTuple):
    """A file written aside and fsynced, waiting to replace the one at `path`; None removes it."""

    path: Path
    temporary: Path | None
    stat: os.stat_result | None = None
    """Of the file written aside, which is that of the file once it is in place."""

    def commit(self) -> None:
        """Puts it in place."""
        with said_plainly(self.path):
            if self.temporary is None:
                self.path.unlink(missing_ok=True)
            else:
                self.temporary.replace(self.path)

    def discard(self) -> None:
        """Removes what was written aside."""
        if self.temporary is not None:
            with contextlib.suppress(OSError):
                self.temporary.unlink(missing_ok=True)


def prepare(path: Path, data: bytes | None) -> Prepared:
    """Writes the bytes beside their place, so that putting them there can hardly fail."""
    if data is None:
        return Prepared(path, None)
    path = path.resolve() if path.is_symlink() else path  # a link stays one
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    with said_plainly(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.unlink(missing_ok=True)
            mode = _mode(path)
            if mode is not None:  # never more open than the file it replaces, not for a moment
                temporary.touch(mode)
            write_and_sync(temporary, data)
            if mode is not None:
                with contextlib.suppress(OSError):
                    temporary.chmod(mode)
            return Prepared(path, temporary, temporary.stat())
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return None


def write_and_sync(path: Path, data: bytes) -> None:
    """Writes a whole file and waits until it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Waits until renames in a folder are on the disk, where the system can say so."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def replace_file(path: Path, data: bytes) -> None:
    """Replaces one file whole, or leaves it as it was."""
    prepared = prepare(path, data)
    try:
        prepared.commit()
    except QcodeError:
        prepared.discard()
        raise
    sync_folder(path.parent)


def append(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Appends to a file, all or nothing; with `sync` it is on the disk when this returns."""
    with said_plainly(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            try:
                left = memoryview(data)
                while left:
                    left = left[file.write(left) :]
                if sync:
                    os.fsync(file.fileno())
            except BaseException:
                with contextlib.suppress(OSError):
                    file.truncate(size)
                raise
        if sync and not size:
            sync_folder(path.parent)
