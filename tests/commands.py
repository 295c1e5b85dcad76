"""Runs the commands in this process, without a terminal, as a script would."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from qcode.cli import qcode


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status, its data, its messages."""

    status: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> Any:
        """The data as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The data as CSV with a header."""
        return list(csv.DictReader(io.StringIO(self.out, newline="")))


def run(*words: str | Path, input: str | None = None) -> Ran:  # noqa: A002 - as click calls it
    """Runs `qcode` with these words."""
    result = CliRunner().invoke(
        qcode, [str(w) for w in words], input=input, catch_exceptions=False, prog_name="qcode"
    )
    return Ran(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)


def files_of(root: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if p.is_file()
    }
