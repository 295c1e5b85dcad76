"""The sample's exports: `python -m tests.sample_exports` writes them anew into exports/."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
EXPORTS = {
    "themes-by-transcripts.csv": ["--rows", "themes"],
    "themes-by-transcripts.html": ["--rows", "themes"],
    "themes-by-transcripts.xlsx": ["--rows", "themes"],
    "themes-by-role.md": ["--rows", "themes", "--columns", "role"],
    "themes-by-role.tex": ["--rows", "themes", "--columns", "role"],
    "codes-by-role.json": ["--columns", "role", "--cells", "participants"],
    "categories-by-role-quotes.html": ["--rows", "categories", "--columns", "role"],
}
"""File to the options of `qcode matrix` that make it."""


def write(name: str, folder: Path) -> Path:
    """Makes one of the exports in a folder, as the command does it."""
    target = folder / name
    cells = ["--cells", "quotes"] if "quotes" in name else []
    command = ["matrix", "--study", str(REPOSITORY), *EXPORTS[name], *cells, "-o", str(target)]
    subprocess.run([sys.executable, "-m", "qcode", *command], check=True, capture_output=True)
    return target


if __name__ == "__main__":
    for made in EXPORTS:
        print(write(made, REPOSITORY / "exports"))
