"""A memo as a Markdown file: by, at, type and about in the head, then the text."""

from __future__ import annotations

from typing import Any

from qcode.files import front_matter
from qcode.files.text import TextFile, decode, refuse_conflicts
from qcode.study.memo import Memo, memo_from_plain, memo_to_plain


def read_memo(data: bytes, file: str, ident: str) -> Memo:
    """The memo of a file; a head is not required."""
    text = decode(data, file).text
    refuse_conflicts(text, file, prose=True)
    front, body = front_matter.read(text, file)
    return memo_from_plain(ident, {**front, "text": body.strip("\n")})


def write_memo(memo: Memo, before: bytes | None, file: str) -> bytes:
    """The memo's file; of an earlier one only the fields that differ change."""
    old = decode(before, file) if before is not None else TextFile("")
    front: dict[str, Any] = {k: v for k, v in memo_to_plain(memo).items() if k != "text"}
    body = "\n" + memo.text.strip("\n") + "\n"
    return old.encode(front_matter.write(front, body, old.text, file))
