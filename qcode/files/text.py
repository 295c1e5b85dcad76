"""Text files of a study: UTF-8, with any line end and mark read alike and written back as found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qcode.study.errors import QcodeError

MAX_BYTES = 64 * 1024 * 1024
_BOM = "\ufeff"
_CONFLICT = re.compile(r"(?m)^(<{7} |={7}$|>{7} )")


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text with LF, and what is needed to write it back as it was."""

    text: str
    newline: str = "\n"
    bom: bool = False

    def encode(self, text: str | None = None) -> bytes:
        """The bytes of this text, or of another with the same line ends and mark."""
        body = self.text if text is None else text
        if self.newline != "\n":
            body = body.replace("\n", self.newline)
        return ((_BOM if self.bom else "") + body).encode("utf-8")


def decode(data: bytes, file: str) -> TextFile:
    """The text of a study's file; an error names the file, the place and the remedy."""
    if len(data) > MAX_BYTES:
        raise QcodeError(
            f"{file} is {len(data) // 1048576} MB large; qcode reads files up to "
            f"{MAX_BYTES // 1048576} MB. Split it."
        )
    if b"\x00" in data:
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        what = "is UTF-16" if utf16 else "is no text (it holds NUL bytes)"
        raise QcodeError(f"{file} {what}; bring it in with `qcode import`, or save it as UTF-8.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise QcodeError(
            f"{file}, line {line}: this is not UTF-8 (it may be Latin-1); save the file as UTF-8, "
            "or bring it in with `qcode import`."
        ) from error
    bom = text.startswith(_BOM)
    text = text[1:] if bom else text
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return TextFile(text, newline, bom)


def refuse_conflicts(text: str, file: str) -> None:
    """An error when git has left its conflict markers in the text."""
    match = _CONFLICT.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        raise QcodeError(
            f"{file}, line {line}: git has left conflict markers here; keep the lines that are "
            "right, delete the markers, and save."
        )
