"""Opens a Word file from outside: an archive with limits, its XML without entities or fetches."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from qcode.exchange.reading.decode import MAX_BYTES, read_bytes
from qcode.study.errors import QcodeError

_MAX_PARTS = 5000
_MAX_UNPACKED = 256 * 1024 * 1024
_MAX_XML = 96 * 1024 * 1024
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def open_word(path: Path) -> Any:
    """The python-docx document; QcodeError when it is broken, too large, or no Word file."""
    data = read_bytes(path, MAX_BYTES)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise QcodeError(
            f"{path.name} is an old Word file or has a password; save it as a plain .docx."
        )
    _check_archive(data, path.name)
    from docx import Document

    try:
        return Document(io.BytesIO(data))
    except Exception as error:
        raise _broken(path.name) from error


def _broken(name: str) -> QcodeError:
    return QcodeError(
        f"{name} is no Word file or is broken; open it in a word processor and save it as .docx."
    )


def _check_archive(data: bytes, name: str) -> None:
    """Refuses an archive that unpacks to far too much, and XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            xml = [p for p in parts if p.filename.endswith((".xml", ".rels"))]
            if (
                len(parts) > _MAX_PARTS
                or sum(p.file_size for p in parts) > _MAX_UNPACKED
                or any(p.file_size > _MAX_XML for p in xml)
            ):
                raise QcodeError(
                    f"{name} unpacks to more than qcode reads; save its text as .txt, or split it."
                )
            for part in xml:
                with archive.open(part) as file:
                    if _DOCTYPE.search(file.read(4096).replace(b"\x00", b"")):
                        raise QcodeError(
                            f"{name} declares entities in {part.filename}, which no Word file "
                            "does; open it in a word processor and save it again."
                        )
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise _broken(name) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise _broken(name) from error
