"""The text of a file from outside: its encoding found, or a sentence why it cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

from qcode.study.errors import QcodeError

MAX_BYTES = 64 * 1024 * 1024
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_FORMATS = (
    (b"%PDF", "is a PDF; save its text as .docx or .txt"),
    (b"{\\rtf", "is RTF; save it as .docx or .txt"),
    (b"\xd0\xcf\x11\xe0", "is an old Word file or one with a password; save it as a plain .docx"),
    (b"PK\x03\x04", "is an archive; if it is a Word file, give it the ending .docx"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 256 * 1024


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The file's bytes; a file that is too large, empty or unreadable is refused in a sentence."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise QcodeError(
                f"{path.name} is {size // 1048576} MB large and qcode reads files up to "
                f"{limit // 1048576} MB; split it."
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise QcodeError(
            f"{path} cannot be read ({reason}); check its place and rights."
        ) from error
    if not data.strip():
        raise QcodeError(f"{path.name} is empty; export or save it again.")
    return data


def read_text(path: Path) -> tuple[str, str]:
    """The file's text with LF and a note on its encoding (empty for UTF-8)."""
    return decode(read_bytes(path), path.name)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of these bytes with line ends as LF, and a note when they were not UTF-8."""
    for mark, what in _FORMATS:
        if data.startswith(mark):
            raise QcodeError(f"{name} {what}.")
    text, encoding = _decoded(data, name)
    found = _CONTROLS.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise QcodeError(
            f"{name}, line {line}: this is no text (it holds the control character "
            f"U+{ord(found.group()):04X}); save it as a text file in UTF-8."
        )
    text = text.lstrip("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise QcodeError(f"{name} is empty; export or save it again.")
    return text, f"Decoded as {encoding}." if encoding != "UTF-8" else ""


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], codec, encoding, name), encoding
    unmarked = _utf16_without_mark(data)
    if unmarked:
        return _strict(data, unmarked, "UTF-16", name), "UTF-16"
    if b"\x00" in data:
        raise QcodeError(f"{name} is no text (it holds NUL bytes); save it as text in UTF-8.")
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, name, error.start)
    return _eight_bit(data, name)


def _strict(data: bytes, codec: str, encoding: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise QcodeError(
            f"{name}, byte {error.start}: begins as {encoding} and is broken here; "
            "save it again as UTF-8."
        ) from error


def _utf16_without_mark(data: bytes) -> str:
    """The byte order when every second byte is mostly NUL, as in UTF-16 of Latin text."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if len(data) % 2 or half < 2:
        return ""
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.05 else ""


def _refuse_broken_utf8(data: bytes, name: str, place: int) -> None:
    """An error when the file is UTF-8 with some broken bytes, which no other encoding mends."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", text))
    if whole > 3 * broken:
        line = data.count(b"\n", 0, place) + 1
        raise QcodeError(
            f"{name}, line {line}: a byte here is not UTF-8 while the rest of the file is; "
            "repair the line and save it as UTF-8."
        )


def _eight_bit(data: bytes, name: str) -> tuple[str, str]:
    """Windows-1252 for Latin text, where every few letters carry an accent; else by statistics."""
    letters = sum(map(data.count, range(0x41, 0x7B))) or 1
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if high / (letters + high) < 0.25:
        try:
            return data.decode("cp1252"), "Windows-1252"
        except UnicodeDecodeError:
            return data.decode("latin-1"), "Latin-1"
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        raise QcodeError(f"{name} is in no encoding that qcode knows; save it as UTF-8.")
    encoding = guess.encoding
    return _strict(data, encoding, encoding, name), encoding.replace("_", "-")
