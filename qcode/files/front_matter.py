"""The head of a transcript or a memo: YAML between two lines of `---`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from qcode.files.yaml_text import load
from qcode.study.errors import QcodeError

_FENCE = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"(?m)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def split(text: str, file: str) -> tuple[str, str]:
    """The head's YAML and the text after it; a file that begins without a fence has no head."""
    opening = _FENCE.match(text)
    if not opening:
        return "", text
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        raise QcodeError(
            f"{file}, line 1: the front matter begins with --- and never ends; add a line --- "
            "after its last field."
        )
    return text[opening.end() : closing.start()], text[closing.end() :]


def read(text: str, file: str) -> tuple[dict[str, Any], str]:
    """The head as plain data and the text after it."""
    head, body = split(text, file)
    return (load(head, file) if head.strip() else {}), body


def write(front: Mapping[str, Any], body: str, before: str = "", file: str = "") -> str:
    """The file's text with this head; of an earlier text only the fields that differ change."""
    head = split(before, file)[0] if before else ""
    known = load(head, file) if head.strip() else {}
    edits: list[tuple[list[str], Any, str | None]] = [
        ([key], None, None) for key in known if key not in front
    ]
    edits += [([key], v, None) for key, v in front.items() if known.get(key) != v]
    if edits:
        from qcode.files.yaml_edit import set_many

        head = set_many(head, edits)
    if not head.strip() and not body.startswith("---"):
        return body
    if head and not head.endswith("\n"):
        head += "\n"
    return f"---\n{head}---\n{body}"
