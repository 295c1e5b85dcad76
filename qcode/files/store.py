"""Changes to disk: checked against what was last read, journalled, then put in place."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from qcode.files import journal
from qcode.files.atomic import (
    Prepared,
    file_hash,
    prepare,
    read_bytes,
    replace_file,
    said_plainly,
    sync_folder,
)
from qcode.files.carry import carry_out, fitted, text_is_gone
from qcode.files.journal import Entry
from qcode.files.layout import (
    CASES,
    CODEBOOK,
    CODINGS,
    file_of,
    is_of_a_study,
    journal_file,
    transcript_file,
)
from qcode.files.locks import CoderLock, write_lock
from qcode.files.shown import follow, shown_files
from qcode.files.snapshot import FileValue, Key, Known, Snapshot, load_study, stamp_of
from qcode.study.change import Change, Put
from qcode.study.coding import CodingFile, coding_from_plain
from qcode.study.errors import ConflictError, QcodeError
from qcode.study.study import Study, expected

_TRIES = 5
_CROSSED = "Not saved: another program wrote {file} in this very moment; do it again."


class CrossedError(ConflictError):
    """Another program wrote a file in the very moment in which it was to be replaced."""


def write(snapshot: Snapshot, change: Change, entry: Entry, coder: str) -> tuple[Snapshot, bool]:
    """Writes one change as this entry; returns the study on disk and whether others wrote to it.

    A file that somebody else changed is read again first, and the change applied to the result;
    a ConflictError says that it no longer fits. Nothing is written then, nor on another error.
    """
    try:
        for _ in range(_TRIES):
            with contextlib.suppress(CrossedError):
                return _write_once(snapshot, change, entry, coder)
        return _write_once(snapshot, change, entry, coder)
    except UnicodeEncodeError as error:
        what = change.what.encode("utf-8", "replace").decode("utf-8")
        raise QcodeError(f"Not saved: {what}: it holds half a character; type it again.") from error
    except OSError as error:
        raise QcodeError(f"Not saved: {change.what}: {error}.") from error


def _write_once(
    snapshot: Snapshot, change: Change, entry: Entry, coder: str
) -> tuple[Snapshot, bool]:
    from qcode.files.rendering import rendered  # reading a study needs no writing

    root, path = snapshot.root, snapshot.root / journal_file(coder)
    files = list(dict.fromkeys(file_of(p) for p in change.puts))
    with write_lock(root), _locks_of_others(root, change, coder):
        outside = journal.unfinished(path) is not None
        if outside:  # a write that failed half way and could not be taken back
            snapshot, _ = finish(load_study(root, snapshot), coder)
        current = {file: _bytes(root, file) for file in files}
        hashes = {file: file_hash(data) for file, data in current.items()}
        differing = [f for f in files if hashes[f] != snapshot.sha(f)]
        renames = any(p.kind == "transcript" and p.after is None for p in change.puts)
        if differing or renames or text_is_gone(snapshot, change):
            outside = True
            snapshot = load_study(root, snapshot, again=differing)
            if any(hashes[f] != snapshot.sha(f) for f in files):
                raise CrossedError(_CROSSED.format(file=" or ".join(differing)))
            entry.external.update({f: snapshot.sha(f) for f in differing})
        _refuse_broken(snapshot, files)
        derived = dict(snapshot.derived)
        after = carry_out(snapshot.study, change, snapshot.known, derived)
        after = _stamped(after, change, entry.id)
        new = rendered(
            files, current, change, study=snapshot.study, after=after, known=snapshot.known
        )
        new = {f: data for f, data in new.items() if data != current[f]}
        entry.files = {f: (hashes[f], file_hash(data)) for f, data in new.items()}
        ready = _put_in_place(root, current, new, entry, path)
        follow(root, change)
        written = {f: sha for f, (_, sha) in entry.files.items()}
        return _written(snapshot, after, derived, ready, written), outside


def _bytes(root: Path, file: str) -> bytes | None:
    with said_plainly(root / file):
        return read_bytes(root / file)


@contextlib.contextmanager
def _locks_of_others(root: Path, change: Change, coder: str) -> Iterator[None]:
    others = sorted({p.key[0] for p in change.puts if p.kind == "coding"} - {coder})
    with contextlib.ExitStack() as stack:
        for other in others:
            lock = CoderLock(root, other).acquire()
            stack.callback(lock.release)
        yield


def _refuse_broken(snapshot: Snapshot, files: list[str]) -> None:
    for file in (*files, CODEBOOK):
        problem = snapshot.broken(file)
        if problem:
            raise ConflictError(f"Not saved: {problem}")


def _stamped(study: Study, change: Change, ident: str) -> Study:
    keys = {(p.key[0], p.key[1]) for p in change.puts if p.kind == "coding"} & set(study.files)
    if not keys:
        return study
    files = dict(study.files)
    for key in keys:
        files[key] = replace(files[key], last_change=ident)
    return replace(study, files=files)


def _put_in_place(
    root: Path,
    current: Mapping[str, bytes | None],
    new: Mapping[str, bytes | None],
    entry: Entry,
    path: Path,
) -> dict[str, Prepared]:
    """The new files stand ready before the journal commits, so that only renames come after.

    Should one fail all the same, those before it are taken back, and the entry with them.
    """
    ready: dict[str, Prepared] = {}
    done: list[str] = []
    size = None
    try:
        for file, data in new.items():
            ready[file] = prepare(root / file, data)
        journal.close_torn_line(path)
        before = journal.size_of(path)
        journal.write(path, entry)
        size = before
        for file in new:
            if _bytes(root, file) != current[file]:
                raise CrossedError(_CROSSED.format(file=file))
        for file, prepared in ready.items():
            prepared.commit()
            done.append(file)
    except BaseException:
        for prepared in ready.values():
            prepared.discard()
        if size is not None and _restore(root, {f: current[f] for f in done}):
            journal.take_back(path, entry.id, size)
        raise
    for folder in {p.path.parent for p in ready.values()}:
        sync_folder(folder)
    with contextlib.suppress(QcodeError):  # everything is in place; the next opening sees it
        journal.write(path, Entry(done=entry.id), sync=False)
    return ready


def _restore(root: Path, files: Mapping[str, bytes | None]) -> bool:
    """Puts earlier bytes back; False when the disk refuses, and the entry is finished later."""
    try:
        for file, data in files.items():
            if data is None:
                prepare(root / file, None).commit()
            else:
                replace_file(root / file, data)
    except QcodeError:
        return False
    return True


def _written(
    snapshot: Snapshot,
    after: Study,
    derived: dict[Key, CodingFile],
    ready: Mapping[str, Prepared],
    hashes: Mapping[str, str],
) -> Snapshot:
    known = dict(snapshot.known)
    for file, sha in hashes.items():
        if not sha:
            known.pop(file, None)
            continue
        stat = ready[file].stat
        stamp = stamp_of(stat) if stat is not None else (0, 0, 0)
        problems = known[file].problems if file in known else ()
        known[file] = Known(stamp, sha, _value(after, file), problems, ours=True)
    return Snapshot(snapshot.root, known, derived, after)


def _value(study: Study, file: str) -> FileValue:
    if file == CODEBOOK:
        return study.codebook
    if file == CASES:
        return study.cases
    path = Path(file)
    if path.suffix == ".jsonl":
        return study.files[path.parent.name, path.stem]
    if file.startswith("codebooks/"):
        return study.memos[path.stem]
    return study.transcripts[path.stem]


def finish(snapshot: Snapshot, coder: str) -> tuple[Snapshot, str]:
    """Completes a write that was cut off; returns the study and what there is to say of it.

    Of the entry's files those still as before get its puts. One that somebody else has written
    since keeps what they wrote, and gets what of the entry still fits.
    """
    root, path = snapshot.root, snapshot.root / journal_file(coder)
    entry = journal.unfinished(path)
    torn = journal.close_torn_line(path)
    said = f"The last line of {journal_file(coder)} was torn; it was closed." if torn else ""
    if entry is None:
        return snapshot, said
    try:
        change = entry.change()
    except QcodeError as error:
        return snapshot, str(error)
    files = {f: pair for f, pair in entry.files.items() if is_of_a_study(f)}
    now = {file: file_hash(_bytes(root, file)) for file in files}
    todo = {f for f, (before, _) in files.items() if now[f] == before}
    outside = {f: now[f] for f, pair in files.items() if now[f] not in pair}
    for file in entry.removes:
        if file in todo:
            prepare(root / file, None).commit()
    snapshot, left = _complete(snapshot, change, todo, set(outside), entry.id)
    journal.write(path, Entry(done=entry.id, external=outside))
    if left:
        what = f"A write that was cut off could be completed only in part ({left} left out)"
        return snapshot, f"{what}, since its files were changed meanwhile: {entry.what}."
    return snapshot, f"A write that was cut off has been completed: {entry.what}."


def _complete(
    snapshot: Snapshot, change: Change, todo: set[str], outside: set[str], ident: str
) -> tuple[Snapshot, int]:
    """Applies what is still to be done, if it can be; returns how many puts were left out."""
    mine = tuple(p for p in change.puts if _file(p) in todo)
    theirs = [p for p in change.puts if _file(p) in outside]
    more = tuple(p for p in theirs if _fits(snapshot.study, p))
    for puts in (_in_order(change, mine + more), mine) if more else (mine,):
        derived = dict(snapshot.derived)
        now = Change(change.what, puts)
        try:
            after = carry_out(snapshot.study, now, snapshot.known, derived)
        except (QcodeError, ValueError, TypeError, LookupError, AttributeError):
            continue  # it does not fit, or another version of qcode made it
        return _write_rest(snapshot, now, after, derived, ident), len(theirs) - len(puts) + len(
            mine
        )
    return snapshot, len(mine) + len(theirs)


def _in_order(change: Change, puts: tuple[Put, ...]) -> tuple[Put, ...]:
    wanted = {id(p) for p in puts}
    return tuple(p for p in change.puts if id(p) in wanted)


def _file(put: Put) -> str:
    try:
        return file_of(put)
    except QcodeError:
        return ""


def _fits(study: Study, put: Put) -> bool:
    try:
        if put.kind == "coding" and put.after is not None:
            coding_from_plain(put.after)
        put = fitted(study, put) if put.kind == "coding" else put
        return bool(study.value(put) == expected(put))
    except (ValueError, TypeError, LookupError, AttributeError):
        return False


def _write_rest(
    snapshot: Snapshot, change: Change, after: Study, derived: dict[Key, CodingFile], ident: str
) -> Snapshot:
    from qcode.files.rendering import rendered

    files = list(dict.fromkeys(file_of(p) for p in change.puts))
    current = {file: _bytes(snapshot.root, file) for file in files}
    after = _stamped(after, change, ident)
    new = rendered(files, current, change, study=snapshot.study, after=after, known={})
    ready = {file: prepare(snapshot.root / file, data) for file, data in new.items()}
    for prepared in ready.values():
        prepared.commit()
    for folder in {p.path.parent for p in ready.values()}:
        sync_folder(folder)
    follow(snapshot.root, change)
    written = {file: file_hash(data) for file, data in new.items()}
    return _written(snapshot, after, derived, ready, written)


def remove_transcript(snapshot: Snapshot, name: str, entry: Entry, coder: str) -> Snapshot:
    """Deletes a transcript with everybody's codings of it; the journal notes it without a word."""
    root = snapshot.root
    with write_lock(root), contextlib.ExitStack() as stack:
        snapshot = load_study(root, snapshot)
        coded = [
            Path(f)
            for f in snapshot.known
            if f.startswith(f"{CODINGS}/") and f.endswith(f"/{name}.jsonl")
        ]
        coded += [Path(f) for f in shown_files(root, name)]
        for other in sorted({p.parent.name for p in coded} - {coder}):
            stack.callback(CoderLock(root, other).acquire().release)
        entry.removes = [transcript_file(name), *(p.as_posix() for p in coded)]
        current = {file: _bytes(root, file) for file in entry.removes}
        entry.files = {f: (file_hash(data), "") for f, data in current.items()}
        gone: dict[str, bytes | None] = dict.fromkeys(entry.removes)
        _put_in_place(root, current, gone, entry, root / journal_file(coder))
        return load_study(root, snapshot)


def clear_leftovers(snapshot: Snapshot) -> None:
    """Removes the temporary files of a write that was cut off; call it under the write lock."""
    for file in snapshot.leftovers:
        with contextlib.suppress(OSError):
            (snapshot.root / file).unlink()
