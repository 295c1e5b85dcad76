"""Text files of a study: UTF-8, with any line end and mark read alike and written back as found."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

from qcode.study.errors import QcodeError

MAX_BYTES = 64 * 1024 * 1024
_BOM = "\ufeff"
_CONFLICT = re.compile(r"(?m)^(<{7} |={7}$|>{7} )")
_CONFLICT_IN_PROSE = re.compile(r"(?m)^[<>|]{7} ")
"""A line of seven = is left out: people underline headings so."""
_LINE_END = re.compile(r"\r\n|\r|\n")


class TextFile(NamedTuple):
    """The text with LF, and what is needed to write it back as it was."""

    text: str
    newline: str = "\n"
    """The line end that most lines have."""
    bom: bool = False
    ends: tuple[str, ...] = ()
    """The end of each line, where they are of several kinds."""

    def encode(self, text: str | None = None) -> bytes:
        """The bytes of this text, or of another with the same mark and line ends.

        Each line that is still there keeps its end; a line that is new or other gets the common
        one.
        """
        body = self.text if text is None else text
        if self.ends:
            body = self._with_ends(body)
        elif self.newline != "\n":
            body = body.replace("\n", self.newline)
        return ((_BOM if self.bom else "") + body).encode("utf-8")

    def _with_ends(self, body: str) -> str:
        old, new = self.text.split("\n"), body.split("\n")
        had, ends = [*self.ends, ""], [self.newline] * len(new)
        ahead = _alike(old, new)
        behind = _alike(old[ahead:][::-1], new[ahead:][::-1])
        ends[:ahead] = had[:ahead]
        ends[len(new) - behind :] = had[len(old) - behind :]
        first, last = old[ahead : len(old) - behind], new[ahead : len(new) - behind]
        for at, to, count in SequenceMatcher(None, first, last).get_matching_blocks():
            ends[ahead + to : ahead + to + count] = had[ahead + at : ahead + at + count]
        ends = [end or self.newline for end in ends[:-1]]  # the last line may stand elsewhere now
        for number, end in enumerate(ends[1:]):
            if ends[number] == "\r" and end == "\n" and not new[number + 1]:
                ends[number] = "\r\n"  # else the two would be read as one
        return "".join(line + end for line, end in zip(new, [*ends, ""], strict=True))


def _alike(one: list[str], other: list[str]) -> int:
    """With how many lines that are the same both begin."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


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
    if "\r" not in text:
        return TextFile(text, "\n", bom)
    ends = tuple(_LINE_END.findall(text))
    counts = Counter(ends)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return TextFile(text, max(counts, key=counts.__getitem__), bom, ends if len(counts) > 1 else ())


def refuse_conflicts(text: str, file: str, *, prose: bool = False) -> None:
    """An error when git has left its conflict markers in the text; `prose` may be underlined."""
    match = (_CONFLICT_IN_PROSE if prose else _CONFLICT).search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        raise QcodeError(
            f"{file}, line {line}: git has left conflict markers here; keep the lines that are "
            "right, delete the markers, and save."
        )
