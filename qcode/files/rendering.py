"""The bytes of a study's files after a change; all that did not change stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from qcode.files import front_matter
from qcode.files.cases import write_cases
from qcode.files.codings import write_codings
from qcode.files.layout import CASES, CODEBOOK, file_of
from qcode.files.memos import write_memo
from qcode.files.snapshot import Known
from qcode.files.text import TextFile, decode
from qcode.study.change import Change
from qcode.study.coding import CodingFile
from qcode.study.errors import QcodeError
from qcode.study.plain import in_file
from qcode.study.study import Study


def rendered(
    files: Iterable[str],
    current: Mapping[str, bytes | None],
    change: Change,
    *,
    study: Study,
    after: Study,
    known: Mapping[str, Known],
) -> dict[str, bytes | None]:
    """The bytes of each file, None for one that is to go.

    `current` are the bytes that it has now, `known` says what they mean, where that is sure; the
    change leads from `study` to `after`.
    """
    found: dict[str, bytes | None] = {}
    for file in files:
        before = _base(file, current, change)
        if file == CODEBOOK:
            found[file] = _render_codebook(before, change, study)
        else:
            found[file] = _render(file, before, after, known.get(file))
    return found


def _render(file: str, before: bytes | None, after: Study, known: Known | None) -> bytes | None:
    if file == CASES:
        return write_cases(after.cases, before, file)
    path = Path(file)
    if path.suffix == ".jsonl":
        was = known.value if known and known.ours else None
        was = was if isinstance(was, CodingFile) else None
        return write_codings(after.file(path.parent.name, path.stem), was, before or b"")
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
    from qcode.files.yaml_edit import plain_of, set_many  # codings need no editor of YAML

    old = decode(before or b"", CODEBOOK)
    edits: list[tuple[tuple[str, ...], object, str | None]] = []
    codebook = study.codebook
    for put in change.puts:
        if put.kind == "codebook":
            path = in_file(codebook.plain, put.key)
            edits.append((path, put.after, codebook.sibling_before(put.key, put.after)))
            codebook = codebook.set(put.key, put.after)
    text = set_many(old.text, edits)
    if plain_of(text) != codebook.plain:
        raise QcodeError(
            f"Not saved: {change.what}: {CODEBOOK} would not hold what was meant; edit this entry "
            "by hand."
        )
    return old.encode(text)
