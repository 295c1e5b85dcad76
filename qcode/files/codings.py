"""A coder's codings of one transcript as JSON lines, the first of which is a header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from qcode.files.text import decode, refuse_conflicts
from qcode.study.coding import (
    Coding,
    CodingFile,
    coding_from_plain,
    coding_to_plain,
    same_ends,
)
from qcode.study.errors import QcodeError

FORMAT = 1
_HEADER_KEYS = ("qcode", "coder", "transcript", "sha256", "last_change")
_DECODER = msgspec.json.Decoder(dict[str, Any])


class NewerFormatError(QcodeError):
    """The file was written by a later qcode; it can be read and must not be written."""


def read_codings(data: bytes, file: str, coder: str, transcript: str) -> CodingFile:
    """All lines of the file, or an error that names the line; it is never half read."""
    lines = data.split(b"\n")
    if lines and lines[-1] == b"":
        lines.pop()
    elif lines:
        refuse_conflicts(decode(data, file).text, file)
        raise QcodeError(
            f"{file}, line {len(lines)}: the last line is torn (it has no line end); restore the "
            "file from a backup, or complete or delete that line."
        )
    if not lines:
        return CodingFile(coder, transcript)
    header = _line(lines[0], file, 1, data)
    version = header.get("qcode")
    if type(version) is not int:
        raise QcodeError(
            f'{file}, line 1: the header is missing; the line {{"qcode": {FORMAT}, "coder": …, '
            '"transcript": …, "sha256": …} must come first.'
        )
    items: dict[str, Coding] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        try:
            coding = coding_from_plain(_line(line, file, number, data))
        except (ValueError, TypeError, IndexError) as error:
            raise QcodeError(f"{file}, line {number}: {error}; correct or delete it.") from error
        twin = items.get(coding.id)
        if twin is not None and twin != coding:
            raise QcodeError(
                f"{file}, line {number}: the id {coding.id} stands in two lines that differ; "
                "delete one of them or give it another id."
            )
        items[coding.id] = coding
    return CodingFile(
        coder,
        transcript,
        tuple(sorted(items.values(), key=Coding.sort_key)),
        str(header.get("sha256") or ""),
        str(header.get("last_change") or ""),
        {k: v for k, v in header.items() if k not in _HEADER_KEYS},
        newer=version > FORMAT,
    )


def _line(line: bytes, file: str, number: int, data: bytes) -> dict[str, Any]:
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        refuse_conflicts(decode(data, file).text, file)
        raise QcodeError(
            f"{file}, line {number}: this is no JSON object ({error}); correct or delete the line."
        ) from error


def write_codings(
    file: CodingFile, before: CodingFile | None = None, data: bytes = b""
) -> bytes | None:
    """The bytes of the file, lines sorted; None when there is nothing to keep.

    `data` are the bytes that this function gave for `before`: the lines of codings that are the
    very same are taken from there, so that one more among thousands costs little.
    """
    if not file.items:
        return None
    if file.newer:
        raise NewerFormatError(
            f"The codings of {file.coder} on {file.transcript} were written by a later qcode; "
            "update qcode to change them."
        )
    header: dict[str, Any] = {
        "qcode": FORMAT,
        "coder": file.coder,
        "transcript": file.transcript,
        "sha256": file.sha,
        "last_change": file.last_change,
        **file.header_extra,
    }
    encode = msgspec.json.Encoder().encode
    old, new = before.items if before else (), file.items
    ahead, behind = same_ends(old, new)
    changed = [encode(coding_to_plain(c)) + b"\n" for c in new[ahead : len(new) - behind]]
    start = _line_start(data, old, ahead)
    end = _line_start(data, old, len(old) - behind)
    kept = data[_line_start(data, old, 0) : start]
    return b"".join([encode(header), b"\n", kept, *changed, data[end:]])


def _line_start(data: bytes, items: Sequence[Coding], index: int) -> int:
    """Where the line of this coding starts in the bytes of a file; of none, the end."""
    if index >= len(items):
        return len(data)
    return data.index(b'\n{"id":%b,' % msgspec.json.encode(items[index].id)) + 1
