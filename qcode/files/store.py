"""Changes to disk: checked against what was last read, journalled, then put in place."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from qcode.files import front_matter, journal
from qcode.files.atomic import Prepared, file_hash, prepare, read_bytes, sync_folder
from qcode.files.cases import write_cases
from qcode.files.codings import write_codings
from qcode.files.journal import Entry
from qcode.files.layout import (
    CASES,
    CODEBOOK,
    codings_file,
    file_of,
    journal_file,
    transcript_file,
)
from qcode.files.locks import CoderLock, write_lock
from qcode.files.memos import write_memo
from qcode.files.snapshot import FileValue, Key, Known, Snapshot, load_study, settled, stamp_of
from qcode.files.text import TextFile, decode
from qcode.files.yaml_edit import set_many
from qcode.study.change import Change, Put
from qcode.study.coding import CodingFile
from qcode.study.errors import ConflictError, QcodeError
from qcode.study.plain import in_file
from qcode.study.study import Study


def carry_out(
    study: Study, change: Change, stored: Mapping[str, Known], derived: dict[Key, CodingFile]
) -> Study:
    """The study after a change, codings found again where a text changed.

    A file of codings that nobody has written since its text changed is found again from what is
    stored, so that undoing an edit of the text brings every coding back to its very place.
    """
    after = study.apply(change)
    for put in change.puts:
        if put.kind == "coding":
            derived.pop((put.key[0], put.key[1]), None)
    names = {p.key[0] for p in change.puts if p.kind in ("text", "transcript")}
    for name in names & set(after.transcripts):
        transcript = after.transcripts[name]
        files = dict(after.files)
        for coded in after.files_of(name):
            key = (coded.coder, name)
            known = stored.get(codings_file(*key))
            base = coded
            if known and isinstance(known.value, CodingFile):
                untouched = coded is known.value or coded is derived.get(key)
                base = known.value if untouched else coded
            files[key] = settled(base, transcript, derived)
        after = replace(after, files=files)
    return after


def write(snapshot: Snapshot, change: Change, entry: Entry, coder: str) -> tuple[Snapshot, bool]:
    """Writes one change as this entry; returns the study on disk and whether others wrote to it.

    A file that somebody else changed is read again first, and the change applied to the result;
    a ConflictError says that it no longer fits. Nothing is written then.
    """
    root = snapshot.root
    files = list(dict.fromkeys(file_of(p) for p in change.puts))
    with write_lock(root), _locks_of_others(root, change, coder):
        current = {file: read_bytes(root / file) for file in files}
        differing = [f for f in files if file_hash(current[f]) != snapshot.sha(f)]
        if differing:
            snapshot = load_study(root, snapshot, again=differing)
            entry.external.update({f: snapshot.sha(f) for f in differing})
        _refuse_broken(snapshot, files)
        derived = dict(snapshot.derived)
        after = carry_out(snapshot.study, change, snapshot.known, derived)
        after = _stamped(after, change, entry.id)
        new = {
            f: render(f, _base(f, current, change), change, snapshot.study, after) for f in files
        }
        new = {f: data for f, data in new.items() if data != current[f]}
        entry.files = {f: (file_hash(current[f]), file_hash(data)) for f, data in new.items()}
        _put_in_place(root, new, entry, root / journal_file(coder))
        return _written(snapshot, after, derived, new), bool(differing)


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
    root: Path, new: Mapping[str, bytes | None], entry: Entry, journal_path: Path
) -> None:
    """The new files stand ready before the journal commits, so that only renames come after."""
    ready: list[Prepared] = []
    try:
        for file, data in new.items():
            ready.append(prepare(root / file, data))
        journal.close_torn_line(journal_path)
        journal.write(journal_path, entry)
    except QcodeError:
        for prepared in ready:
            prepared.discard()
        raise
    for prepared in ready:
        prepared.commit()
    for folder in {p.path.parent for p in ready}:
        sync_folder(folder)
    journal.write(journal_path, Entry(done=entry.id), sync=False)


def _written(
    snapshot: Snapshot,
    after: Study,
    derived: dict[Key, CodingFile],
    new: Mapping[str, bytes | None],
) -> Snapshot:
    known = dict(snapshot.known)
    for file, data in new.items():
        if data is None:
            known.pop(file, None)
            continue
        stamp = stamp_of((snapshot.root / file).stat())
        problems = known[file].problems if file in known else ()
        known[file] = Known(stamp, file_hash(data), _value(after, file), problems)
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


def render(
    file: str, before: bytes | None, change: Change, study: Study, after: Study
) -> bytes | None:
    """The bytes of one file after a change; None when the file is to go."""
    if file == CODEBOOK:
        return _render_codebook(before, change, study)
    if file == CASES:
        return write_cases(after.cases, before, file)
    path = Path(file)
    if path.suffix == ".jsonl":
        return write_codings(after.file(path.parent.name, path.stem))
    if file.startswith("codebooks/"):
        memo = after.memos.get(path.stem)
        return write_memo(memo, before, file) if memo else None
    transcript = after.transcripts.get(path.stem)
    if transcript is None:
        return None
    old = decode(before, file) if before is not None else TextFile("")
    return old.encode(front_matter.write(transcript.front, transcript.text, old.text, file))


def _base(file: str, current: Mapping[str, bytes | None], change: Change) -> bytes | None:
    """The bytes that a file is written on top of; a renamed transcript keeps its head as it was."""
    if current[file] is None:
        for put in change.puts:
            if put.kind == "transcript" and put.after is None:
                return current.get(file_of(put))
    return current[file]


def _render_codebook(before: bytes | None, change: Change, study: Study) -> bytes:
    old = decode(before or b"", CODEBOOK)
    edits: list[tuple[tuple[str, ...], object, str | None]] = []
    codebook = study.codebook
    for put in change.puts:
        if put.kind == "codebook":
            path = in_file(codebook.plain, put.key)
            edits.append((path, put.after, codebook.sibling_before(put.key, put.after)))
            codebook = codebook.set(put.key, put.after)
    return old.encode(set_many(old.text, edits))


def finish(snapshot: Snapshot, coder: str) -> tuple[Snapshot, str]:
    """Completes a write that was cut off; returns the study and what there is to say of it.

    Of the entry's files those still as before get its puts; those that are neither as before nor
    as after were changed by somebody else, and they are the truth.
    """
    root, path = snapshot.root, snapshot.root / journal_file(coder)
    entry = journal.unfinished(path)
    torn = journal.close_torn_line(path)
    said = f"The last line of {journal_file(coder)} was torn; it was closed." if torn else ""
    if entry is None:
        return snapshot, said
    now = {file: file_hash(read_bytes(root / file)) for file in entry.files}
    todo = {f for f, (before, _) in entry.files.items() if now[f] == before}
    outside = {f: now[f] for f, pair in entry.files.items() if now[f] not in pair}
    for file in entry.removes:
        if file in todo:
            prepare(root / file, None).commit()
    puts = tuple(p for p in entry.change().puts if file_of(p) in todo)
    if puts:
        try:
            snapshot = _complete(snapshot, Change(entry.what, puts), entry.id)
        except QcodeError:
            outside |= {f: now[f] for f in todo}
    journal.write(path, Entry(done=entry.id, external=outside))
    return snapshot, f"A write that was cut off has been completed: {entry.what}."


def _complete(snapshot: Snapshot, change: Change, ident: str) -> Snapshot:
    files = list(dict.fromkeys(file_of(p) for p in change.puts))
    current = {file: read_bytes(snapshot.root / file) for file in files}
    derived = dict(snapshot.derived)
    after = carry_out(snapshot.study, change, snapshot.known, derived)
    after = _stamped(after, change, ident)
    new = {f: render(f, _base(f, current, change), change, snapshot.study, after) for f in files}
    for file, data in new.items():
        prepare(snapshot.root / file, data).commit()
    return _written(snapshot, after, derived, new)


def remove_transcript(snapshot: Snapshot, name: str, entry: Entry, coder: str) -> Snapshot:
    """Deletes a transcript with everybody's codings of it; the journal notes it without a word."""
    root = snapshot.root
    coders = [c for c, transcript in snapshot.study.files if transcript == name]
    entry.removes = [transcript_file(name), *(codings_file(c, name) for c in coders)]
    with write_lock(root), contextlib.ExitStack() as stack:
        for other in sorted(set(coders) - {coder}):
            stack.callback(CoderLock(root, other).acquire().release)
        entry.files = {f: (file_hash(read_bytes(root / f)), "") for f in entry.removes}
        _put_in_place(root, dict.fromkeys(entry.removes), entry, root / journal_file(coder))
        return load_study(root, snapshot)


def clear_leftovers(snapshot: Snapshot) -> None:
    """Removes the temporary files of a write that was cut off; call it under the write lock."""
    for file in snapshot.leftovers:
        with contextlib.suppress(OSError):
            (snapshot.root / file).unlink()


def changed_last(root: Path, put: Put, coders: tuple[str, ...]) -> str:
    """Who last changed what a put would change, as a part of a sentence; empty when unknown."""
    for coder in coders:
        path = root / journal_file(coder)
        past = journal.history(path)
        for ident in reversed(past.undoable):
            entry = journal.read_entry(path, past.places[ident])
            if any((kind, tuple(key)) == (put.kind, put.key) for kind, key, _, _ in entry.puts):
                return f"{entry.by} changed it on {entry.at[:16].replace('T', ' ')} ({entry.what})"
    return ""
