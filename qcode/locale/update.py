"""Extract the interface's messages, merge them into the translations and compile these.

    python -m qcode.locale.update          write the .po and .mo files
    python -m qcode.locale.update --check  exit 1 when one of them is stale or incomplete

Needs Babel, which the test extra installs.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
_MESSAGES = {"t": 1, "N_": 1, "n_": 2}
"""The functions that take messages, and how many of them."""
_CHANGING = (
    '"POT-Creation-Date:',
    '"PO-Revision-Date:',
    '"Generated-By:',
    '"Report-Msgid-Bugs-To:',
    '"Last-Translator:',
    '"Language-Team:',
)
"""Lines of the header that would differ from day to day, or say nothing."""


def extract() -> Any:
    """A catalog of all messages in the package and of the terms, in order of file and line."""
    from babel.messages.catalog import Catalog

    from qcode.i18n import TERMS

    catalog = Catalog(project="qcode", charset="utf-8")
    for word in TERMS:
        catalog.add(word, context="term")
    for path in sorted(PACKAGE.rglob("*.py")):
        for message in messages_in(path.read_text("utf-8")):
            catalog.add(message)
    return catalog


def messages_in(source: str) -> Iterator[str | tuple[str, ...]]:
    """The messages of a Python source, a plural as a pair; those inside f-strings too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            count = _MESSAGES.get(node.func.id, 0)
            words = [
                a.value
                for a in node.args[:count]
                if isinstance(a, ast.Constant) and isinstance(a.value, str)
            ]
            if count and len(words) == count:
                yield words[0] if count == 1 else tuple(words)


def merged(language: str) -> Any:
    """The language's catalog with new messages added and those gone left out."""
    from babel.messages.pofile import read_po

    path = LOCALE / language / "LC_MESSAGES" / "qcode.po"
    with path.open("rb") as source:
        catalog = read_po(source, locale=language)
    catalog.update(extract(), no_fuzzy_matching=True, keep_user_comments=False)
    catalog.obsolete.clear()
    return catalog


def po_bytes(catalog: Any) -> bytes:
    """The catalog as a .po file; the same catalog gives the same bytes."""
    from babel.messages.pofile import write_po

    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=True, no_location=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_CHANGING)).encode()


def mo_bytes(catalog: Any) -> bytes:
    """The catalog as a compiled .mo file, without dates."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(po_bytes(catalog)), locale=catalog.locale))
    return out.getvalue()


def missing(catalog: Any) -> list[str]:
    """The messages that have no translation yet."""
    found = []
    for message in catalog:
        if message.id and not all(
            message.string if isinstance(message.string, tuple | list) else (message.string,)
        ):
            found.append(str(message.id))
    return found


def _said(compiled: bytes) -> dict[str, str]:
    """What a compiled catalog says; its bytes may differ between versions of Babel and Python."""
    from babel.messages.mofile import read_mo

    return {repr(m.id): repr(m.string) for m in read_mo(io.BytesIO(compiled)) if m.id}


def stale(language: str) -> list[str]:
    """What is wrong with a language's files, as sentences; empty when all is well."""
    folder = LOCALE / language / "LC_MESSAGES"
    catalog = merged(language)
    found = [f"{language}: no translation of “{m}”" for m in missing(catalog)]
    if (folder / "qcode.po").read_bytes() != po_bytes(catalog):
        found.append(f"{language}: qcode.po is stale")
    compiled = folder / "qcode.mo"
    if not compiled.exists() or _said(compiled.read_bytes()) != _said(mo_bytes(catalog)):
        found.append(f"{language}: qcode.mo is stale")
    return found


def main(arguments: list[str]) -> int:
    """Write the files, or check them with `--check`."""
    languages = sorted(p.parent.name for p in LOCALE.glob("*/LC_MESSAGES"))
    problems: list[str] = []
    for language in languages:
        if "--check" in arguments:
            problems.extend(stale(language))
            continue
        folder, catalog = LOCALE / language / "LC_MESSAGES", merged(language)
        (folder / "qcode.po").write_bytes(po_bytes(catalog))
        (folder / "qcode.mo").write_bytes(mo_bytes(catalog))
        problems.extend(f"{language}: no translation of “{m}”" for m in missing(catalog))
    sys.stderr.write("".join(f"{p}\n" for p in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
