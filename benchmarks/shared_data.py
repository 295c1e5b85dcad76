"""Reads a folder of public data (transcripts/*.txt and CSV files) into a study in memory."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile, make_coding
from qcode.study.ids import slug
from qcode.study.study import Study
from qcode.study.transcript import Transcript

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
"""Beside the repository; absent on most machines."""

NAMES = ("gennovate", "serdif", "pdpilot", "annomi", "hoasa")
_FRONT: dict[str, dict[str, Any]] = {
    "gennovate": {"unlabelled": "participants"},
    "serdif": {"speakers": {"MODERATOR": "interviewer"}, "unlabelled": "participant"},
    "pdpilot": {
        "speakers": {
            "Dan": "interviewer",
            "Participant": "participant",
            "Particpant": "participant",
        }
    },
    "annomi": {"speakers": {"therapist": "interviewer", "client": "client"}},
    "hoasa": {"kind": "document"},
}


def load(name: str, folder: Path = DATA) -> Study:
    """The study in one of the folders, with every coder's codings; KeyError for another name."""
    root, front = folder / name, _FRONT[name]
    transcripts = {
        path.stem: Transcript(path.stem, path.read_text("utf-8"), front)
        for path in sorted((root / "transcripts").glob("*.txt"))
    }
    codes, ids = _codes(root / "codebook.csv")
    found: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for number, row in enumerate(_rows(root / "codings.csv")):
        code = row["code"]
        if code not in ids:
            ids[code] = slug(code, codes)
            codes[ids[code]] = {"name": code}
        found[row["coder"], row["transcript"]].append(
            make_coding(
                transcripts[row["transcript"]].text,
                _span(row),
                ids[code],
                at=f"2024-01-01T00:00:00+00:00#{number:06d}",
                coding_id=f"c{number:011d}",
            )
        )
    files = {
        key: CodingFile(*key, tuple(sorted(items, key=Coding.sort_key)))
        for key, items in found.items()
    }
    language = "id" if name == "hoasa" else "en"
    return Study(
        Codebook({"title": name, "language": language, "codes": codes}), transcripts, files
    )


def _span(row: dict[str, str]) -> Any:
    from qcode.study.spans import Span

    return Span(int(row["start"]), int(row["end"]))


def _codes(path: Path) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    codes: dict[str, dict[str, str]] = {}
    ids: dict[str, str] = {}
    rows = _rows(path)
    for row in rows:
        ids[row["name"]] = slug(row["name"], codes)
        codes[ids[row["name"]]] = {"name": row["name"], "definition": row["definition"]}
    for row in rows:
        if row["parent"]:
            codes[ids[row["name"]]]["parent"] = ids[row["parent"]]
    return codes, ids


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
