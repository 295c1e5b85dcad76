"""A study in use by one coder: opened, locked, changed, saved, read again, undone.

What the user sees changes at once in memory (`submit`); the disk follows (`write_pending`), in one
thread, in order. Nothing counts as saved before its journal entry and its files are on the disk.
"""

from __future__ import annotations

import contextlib
import threading
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

from qcode.files import journal, store
from qcode.files.carry import carry_out, needs_the_removed, refuse_code_in_use
from qcode.files.cut_off import finish_others
from qcode.files.journal import History
from qcode.files.layout import find_study, is_own_repository, journal_file, refuse_coder
from qcode.files.locks import CoderLock, write_lock
from qcode.files.shown import Notes
from qcode.files.snapshot import Key, Snapshot, load_study, looks_changed
from qcode.study.change import Change
from qcode.study.clock import now
from qcode.study.coding import CodingFile
from qcode.study.errors import ConflictError, QcodeError, ReadOnlyError
from qcode.study.ids import new_id
from qcode.study.shown import Shown
from qcode.study.study import Study, expected


class _Pending(NamedTuple):
    id: str
    change: Change


class Session:
    """One study in use by one coder."""

    def __init__(self, root: Path, coder: str, snapshot: Snapshot, lock: CoderLock | None) -> None:
        self.root = root
        self.coder = coder
        self.study: Study = snapshot.study
        self.saved_at: datetime | None = None
        self.messages: list[str] = []
        """What happened on opening, or when it became writable; `told` says each once."""
        self._snapshot = snapshot
        self._derived: dict[Key, CodingFile] = dict(snapshot.derived)
        self._lock = lock
        self._refused = ""
        self._waiting: CoderLock | None = None
        """The lock that another window holds."""
        self._stale = False  # the lock came free, and the study is as it was read without it
        self._pending: list[_Pending] = []
        self._mine: dict[str, Change] = {}
        self._stacks: tuple[list[str], list[str]] | None = None
        self._history = History()
        self._external: dict[str, str] = {}
        self._notes = Notes()
        self._state = threading.RLock()
        self._disk = threading.Lock()

    @classmethod
    def open(cls, root: Path, coder: str, *, write: bool = True) -> Self:
        """Opens the study at this folder; to write, it takes the coder's lock.

        When the study is qcode's own sample or (until it is free) the lock is held elsewhere, it
        opens read-only and `read_only` says why. An unfinished write is completed.
        """
        root = find_study(root)
        refuse_coder(root, coder)
        lock, waiting, refused = None, None, ""
        if write and is_own_repository(root):
            refused = (
                "This is the sample in qcode's own repository, which stays as it is; "
                "`qcode demo DIR` makes a copy to work in."
            )
        elif write:
            waiting = CoderLock(root, coder)
            try:
                lock, waiting = waiting.acquire(), None
            except ReadOnlyError as error:
                refused = str(error)
        session = cls(root, coder, load_study(root), lock)
        session._refused, session._waiting = refused, waiting
        if lock is not None:
            session._begin()
        return session

    def _begin(self) -> None:
        """Completes what was cut off, for one who holds the lock now."""
        if self._snapshot.read_only:
            return
        try:
            self._finish()
        except (QcodeError, OSError) as error:
            self._refused = f"{error} Until then the study is read-only."
            self._adopt(load_study(self.root, self._snapshot))
            self.study = self._snapshot.study

    def _finish(self) -> None:
        with write_lock(self.root):
            self._snapshot = load_study(self.root, self._snapshot)
            store.clear_leftovers(self._snapshot)
            snapshot, said = store.finish(self._snapshot, self.coder)
            snapshot, others = finish_others(snapshot, self.coder)
        self.messages += [said, *others] if said else others
        self._adopt(snapshot)
        self.study = snapshot.study

    def _adopt(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._derived = dict(snapshot.derived)

    def _lock_is_free(self) -> bool:
        """Takes the lock where the window that held it has let it go; True when it is ours."""
        with self._state:
            if self._waiting is not None:
                try:
                    self._lock, self._waiting = self._waiting.acquire(), None
                except ReadOnlyError as error:
                    self._refused = str(error)
                else:
                    self._stale = True
            return self._stale

    def _take_over(self) -> bool:
        """Becomes writable, with all that was written meanwhile, when the lock came free."""
        if not self._lock_is_free():
            return False
        with self._disk, self._state:
            if not self._stale:
                return False
            self._refused, self._stale, self._stacks = "", False, None
            self._adopt(load_study(self.root, self._snapshot))
            self.study = self._snapshot.study
            self._external.clear()  # the other window has journalled what it wrote
            self.messages.append("You can write here now.")
            self._begin()
        return True

    def told(self) -> list[str]:
        """The messages that were not told yet."""
        said, self.messages = self.messages, []
        return said

    def close(self) -> None:
        """Writes what is pending and lets the coder's lock go."""
        try:
            self.write_pending()
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def read_only(self) -> str:
        """Why nothing can be written now, in a sentence; empty when it can."""
        if self._lock is None and not self._refused:
            return "This study was opened for reading only."
        return self._refused or self._snapshot.read_only

    @property
    def unsaved(self) -> frozenset[str]:
        """The ids of codings that are not on disk yet."""
        with self._state:
            return frozenset(
                put.key[2] for p in self._pending for put in p.change.puts if put.kind == "coding"
            )

    def refusal(self) -> str:
        """The same, after the lock was taken over where it is free."""
        self._take_over()
        return self.read_only

    def require_writable(self) -> None:
        """A ReadOnlyError with the sentence when nothing can be written."""
        if refusal := self.refusal():
            raise ReadOnlyError(refusal)

    def submit(self, change: Change) -> Study:
        """Applies a change in memory at once; `write_pending` brings it to the disk.

        An empty change does nothing. A ConflictError leaves everything as it was.
        """
        self.require_writable()
        with self._state:
            if change.puts:
                self._apply_in_memory(_Pending(new_id(), change))
            return self.study

    def _apply_in_memory(self, pending: _Pending) -> None:
        derived = dict(self._derived)
        self.study = carry_out(self.study, pending.change, self._snapshot.known, derived)
        self._derived = derived
        self._pending.append(pending)
        self._mine[pending.id] = pending.change
        extra = pending.change.extra
        if self._stacks is not None:  # else they are read from the journal when they are needed
            undoable, redoable = self._stacks
            undoes, redoes = str(extra.get("undoes", "")), str(extra.get("redoes", ""))
            journal.step(undoable, redoable, pending.id, undoes, redoes)

    def apply(self, change: Change) -> Study:
        """Applies a change and writes it: what a command does."""
        self.submit(change)
        self.write_pending()
        return self.study

    def write_pending(self) -> None:
        """Writes pending changes in order; returns when they are on the disk.

        On an error nothing pending is kept: the study is read again from the disk, so that the
        screen shows what is there, and the sentence says what was not saved.
        """
        refused: list[str] = []
        with self._disk:
            while True:
                with self._state:
                    if not self._pending:
                        break
                    pending, snapshot = self._pending[0], self._snapshot
                try:
                    written = self._write(snapshot, pending)
                except BaseException as error:
                    self._give_up(error)
                    raise
                refused += self._settle(*written)
            self._notes.write(self.root, self.coder)
        if refused:
            raise ConflictError(" ".join(refused))

    def _write(self, snapshot: Snapshot, pending: _Pending) -> tuple[Snapshot, bool]:
        entry = journal.entry_of(pending.change, pending.id, now(), self.coder)
        entry.external = dict(self._external)
        written = store.write(snapshot, pending.change, entry, self.coder)
        self._external.clear()
        return written

    def _settle(self, written: Snapshot, outside: bool) -> list[str]:
        with self._state:
            self._pending.pop(0)
            self.saved_at = datetime.now()
            self._snapshot = written
            return self._replay() if outside else []

    def _give_up(self, error: BaseException) -> None:
        """Lets go of what is pending; the study is what lies on the disk."""
        with self._state:
            later = len(self._pending) - 1
            self._pending.clear()
            self._stacks = None
            self._adopt(load_study(self.root, self._snapshot))
            self.study = self._snapshot.study
        if later > 0 and isinstance(error, QcodeError):
            lost = "1 later change was" if later == 1 else f"{later} later changes were"
            raise type(error)(f"{error} {lost} not saved either.") from error

    def _replay(self) -> list[str]:
        """Applies what is pending to the study as it now lies on disk; what no longer fits goes."""
        pending, self._pending = self._pending, []
        self._stacks = None if pending else self._stacks
        self.study, self._derived = self._snapshot.study, dict(self._snapshot.derived)
        refused = []
        for item in pending:
            try:
                self._apply_in_memory(item)
            except QcodeError as error:
                refused.append(f"Not saved: {item.change.what}: {error}")
        return refused

    def note(self, transcript: str, shown: Shown) -> int:
        """Notes what was suggested, for the next write; returns how much waits for it.

        It is no change: nothing depends on it, and a study that is read-only keeps no note.
        """
        if not self.read_only:
            self._notes.add(transcript, shown)
        return len(self._notes)

    def remove_transcript(self, name: str) -> int:
        """Deletes a transcript and everybody's codings of it for good; returns how many codings.

        There is no undo: it is how a participant's words leave a study.
        """
        self.require_writable()
        self.write_pending()
        with self._disk, self._state:
            self.study.transcript(name)
            count = sum(len(f.codings) for f in self.study.files_of(name))
            what = f"remove the transcript {name} for good"
            entry = journal.entry_of(Change(what, ()), new_id(), now(), self.coder)
            self._snapshot = store.remove_transcript(self._snapshot, name, entry, self.coder)
            self._replay()
        return count

    def reload(self) -> bool:
        """Reads what changed on disk; True when the study is another, or writable now.

        Pending changes are applied to the result; one that no longer fits is dropped, and a
        ConflictError says so.
        """
        if self._take_over():
            return True
        with self._disk:
            before = self._snapshot
            after = load_study(self.root, before)
            changed = {f: k.sha for f, k in after.known.items() if before.sha(f) != k.sha}
            changed |= {f: "" for f in before.known if f not in after.known}
            with self._state:
                self._snapshot = after
                if not changed:
                    return False
                self._external.update(changed)
                refused = self._replay()
        if refused:
            raise ConflictError(" ".join(refused))
        return True

    def looks_changed(self) -> bool:
        """Whether `reload` would find other files, or the lock free; quick to ask."""
        return self._lock_is_free() or looks_changed(self._snapshot)

    def _undo_stacks(self) -> tuple[list[str], list[str]]:
        if self._stacks is None:
            self._history = journal.history(self.root / journal_file(self.coder))
            undoable, redoable = list(self._history.undoable), list(self._history.redoable)
            for pending in self._pending:
                extra = pending.change.extra
                undoes, redoes = str(extra.get("undoes", "")), str(extra.get("redoes", ""))
                if pending.id not in self._history.places:
                    journal.step(undoable, redoable, pending.id, undoes, redoes)
            self._stacks = (undoable, redoable)
        return self._stacks

    def _change_of(self, ident: str) -> Change:
        if ident in self._mine:
            return self._mine[ident]
        path = self.root / journal_file(self.coder)
        for again in (False, True):  # git may have exchanged the journal meanwhile
            if again:
                self._history = journal.history(path)
            place = self._history.places.get(ident)
            with contextlib.suppress(QcodeError):
                entry = journal.read_entry(path, place or (0, 0))
                if entry.id == ident:
                    return entry.change()
        self._stacks = None
        return journal.read_entry(path, self._history.places.get(ident, (0, 0))).change()

    def undo(self) -> str:
        """Takes back my last change, as a new one, and says what it was; then `write_pending`."""
        return self._step_back(0)

    def redo(self) -> str:
        """Does again what I last undid, and says what it was; then `write_pending`."""
        return self._step_back(1)

    def _step_back(self, which: int) -> str:
        self.require_writable()
        with self._state:
            stack = self._undo_stacks()[which]
            while stack and needs_the_removed(self.study, self._again(stack[-1], which)):
                stack.pop()
            if not stack:
                raise QcodeError(
                    "There is nothing to redo." if which else "There is nothing to undo."
                )
            ident = stack[-1]
            change, again = self._change_of(ident), self._again(ident, which)
            try:
                refuse_code_in_use(self.study, again)
                self.submit(again)
            except ConflictError as error:
                raise ConflictError(self._who(again, change.what, ident, error)) from error
            return change.what

    def _again(self, ident: str, which: int) -> Change:
        """The change that undoes (0) or redoes (1) an entry."""
        change = self._change_of(ident)
        if which:
            return Change(change.what, change.puts, change.why, {"redoes": ident})
        back = change.inverse(f"undo: {change.what}")
        return Change(back.what, back.puts, "", {"undoes": ident})

    def _who(self, change: Change, what: str, ident: str, error: ConflictError) -> str:
        for put in change.puts:
            if self.study.value(put) != expected(put):
                who = journal.changed_last(self.root, put, ident)
                reason = who or "it was changed outside qcode since"
                return f"“{what}” cannot be taken back: {reason}. Nothing was done."
        return f"“{what}” cannot be taken back: {error} Nothing was done."
