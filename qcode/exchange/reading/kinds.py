"""What a file is to an import: told by its ending, its header and nothing else."""

from __future__ import annotations

from pathlib import Path

from qcode.exchange.reading.decode import MAX_BYTES, decode
from qcode.exchange.reading.heads import SPEAKER, TEXT
from qcode.exchange.reading.turns_csv import asked_and_answered, read_header
from qcode.study.errors import QcodeError

_TRANSCRIPTS = {".txt", ".md", ".markdown", ".docx", ".vtt", ".srt"}
_TABLES = {".csv", ".tsv"}
_ABOUT = frozenset("readme license licence changelog notice copying contributing authors".split())
_SAVE_AS = {
    ".doc": "an old Word file; save it as .docx",
    ".docm": "a Word file with macros; save it as .docx",
    ".pdf": "a PDF; save its text as .docx or .txt",
    ".rtf": "RTF; save it as .docx",
    ".odt": "OpenDocument; save it as .docx",
    ".xlsx": "a spreadsheet; save its table as .csv",
    ".xls": "a spreadsheet; save its table as .csv",
}
_HEADER_BYTES = 64 * 1024
_NAMES = {"name", "nama"}
_DEFINES = {"definition", "parent", "definisi", "induk", "description"}


def kind_of_file(path: Path) -> str:
    """`transcript`, `codebook`, `attributes`, `codings`, or `skip:` with the reason.

    Tables are told apart by their header: codings have a code beside a transcript and a quote or
    a place, a codebook names and definitions or parents, attributes a transcript and anything
    else, turns a speaker and a text, or a question and an answer.
    """
    ending, stem = path.suffix.casefold(), path.stem.casefold()
    if path.name.startswith((".", "~$")) or stem in _ABOUT:
        return "skip:no data of a study"
    if ending in _SAVE_AS:
        return f"skip:{_SAVE_AS[ending]}"
    if ending in _TRANSCRIPTS:
        return "transcript"
    if ending not in _TABLES:
        return "skip:no format that qcode imports"
    try:
        header = set(read_header(_head(path)))
    except (OSError, QcodeError) as error:
        return f"skip:not readable ({error})"
    return _kind_of_table(header - {""})


def _head(path: Path) -> str:
    """The first lines of a table as text; what follows is read when it is imported."""
    if path.stat().st_size > MAX_BYTES:
        raise QcodeError("too large")
    with path.open("rb") as file:
        data = file.read(_HEADER_BYTES)
    line = data.rfind(b"\n")
    if len(data) == _HEADER_BYTES and line > 0 and b"\x00" not in data[:100]:
        data = data[: line + 1]
    return decode(data, path.name)[0]


def _kind_of_table(header: set[str]) -> str:
    placed = "quote" in header or {"start", "end"} <= header
    if "code" in header and placed and "transcript" in header:
        return "codings"
    speaks, other = header & SPEAKER, header & {"code", "transcript"}
    turns = bool(speaks and header & TEXT) and not other
    asked = bool(asked_and_answered(sorted(header))) and not (other or "case" in header)
    if asked or (turns and not speaks <= _NAMES):
        return "transcript"
    if header & _NAMES and header & _DEFINES and "transcript" not in header:
        return "codebook"
    if "transcript" in header and len(header) > 1 and not header & {"code", "quote"}:
        return "attributes"
    if turns:
        return "transcript"
    names = ", ".join(sorted(header)) or "none"
    return f"skip:a table with the columns {names[:80]}, which is none that qcode imports"
