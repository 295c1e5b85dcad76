"""One writer for each coder on a machine; and one write at a time to each study."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from qcode.study.errors import QcodeError, ReadOnlyError


def study_key(root: Path) -> str:
    """A short name of the study's folder for files outside it."""
    return hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _folder() -> Path:
    from platformdirs import user_state_path

    folder = user_state_path("qcode") / "locks"
    with contextlib.suppress(OSError):  # then locking fails, and says so
        folder.mkdir(parents=True, exist_ok=True)
    return folder


class CoderLock:
    """Held while a process may write as this coder; it goes when the process ends, however."""

    def __init__(self, root: Path, coder: str) -> None:
        from filelock import FileLock

        name = hashlib.sha256(coder.encode("utf-8")).hexdigest()[:12]
        self._path = _folder() / f"{study_key(root)}-{name}"
        self._lock = FileLock(f"{self._path}.lock", thread_local=False)
        self._coder = coder
        self._root = root

    @property
    def was_taken(self) -> bool:
        """Whether this coder ever worked in this study on this machine, as this user."""
        return Path(f"{self._path}.pid").exists()

    def acquire(self) -> Self:
        """Takes the lock, or says who holds it."""
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise ReadOnlyError(self._held_by()) from error
        except OSError as error:
            raise ReadOnlyError(
                f"qcode cannot lock {self._path}.lock ({error.strerror or error}), so nothing can "
                "be written here; make its folder writable."
            ) from error
        with contextlib.suppress(OSError):
            Path(f"{self._path}.pid").write_text(str(os.getpid()), encoding="ascii")
        return self

    def _held_by(self) -> str:
        with contextlib.suppress(OSError):
            holder = Path(f"{self._path}.pid").read_text(encoding="ascii")
            return (
                f"{self._root.name} is open as {self._coder} in another window (process {holder}); "
                "close that one to write here, or choose another coder."
            )
        return (
            f"{self._root.name} is open as {self._coder} in another window; close that one to "
            "write here, or choose another coder."
        )

    def release(self) -> None:
        """Gives the lock back; nothing happens when it is not held."""
        self._lock.release()


@contextlib.contextmanager
def write_lock(root: Path, seconds: float = 10.0) -> Iterator[None]:
    """Held for the moment of one write, so that two coders' writes to one file take turns."""
    from filelock import FileLock, Timeout

    lock = FileLock(f"{_folder() / study_key(root)}-write.lock", timeout=seconds)
    try:
        lock.acquire()
    except OSError as error:
        if not isinstance(error, Timeout):
            raise QcodeError(
                f"Not saved: {lock.lock_file} cannot be locked ({error.strerror or error}); make "
                "its folder writable."
            ) from error
        raise QcodeError(
            f"Not saved: another qcode has been writing to {root.name} for {seconds:.0f} seconds; "
            "wait for it or close it, and do it again."
        ) from error
    try:
        yield
    finally:
        lock.release()
