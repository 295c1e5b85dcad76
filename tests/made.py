"""Studies made in memory, turn by turn, for tests of what is computed from codings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qcode.study.case import CaseTable
from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile, make_coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript

Turn = tuple[str, str, Sequence[str]]
"""Who speaks (P is the interviewer), the words, and the codes on the whole turn."""


def made(
    interviews: Mapping[str, Sequence[Turn]],
    codes: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    fronts: Mapping[str, Mapping[str, Any]] | None = None,
    cases: Mapping[str, Mapping[str, str]] | None = None,
    **top: Any,
) -> Study:
    """A study by the coder ana; ids of codings are `NAME-TURN-CODE`, unnamed codes are added."""
    transcripts: dict[str, Transcript] = {}
    files: dict[tuple[str, str], CodingFile] = {}
    known: dict[str, Any] = {k: dict(v) for k, v in (codes or {}).items()}
    for day, (name, turns) in enumerate(interviews.items(), start=1):
        items: list[Coding] = []
        at = 0
        text = "".join(f"{who}: {words}\n" for who, words, _ in turns)
        speakers = {who: "interviewer" if who == "P" else who for who, _, _ in turns}
        for number, (who, words, on) in enumerate(turns, start=1):
            start = at + len(who) + 2
            for code in on:
                known.setdefault(code, {"name": code.capitalize()})
                span = Span(start, start + len(words))
                time = f"2024-01-{day:02d}T09:00:00+07:00"
                ident = f"{name}-{number}-{code}"
                items.append(make_coding(text, span, code, at=time, coding_id=ident))
            at = start + len(words) + 1
        front = {"kind": "interview", "speakers": speakers, **(fronts or {}).get(name, {})}
        transcripts[name] = Transcript(name, text, front)
        if items:
            items.sort(key=Coding.sort_key)
            files["ana", name] = CodingFile("ana", name, tuple(items), transcripts[name].sha)
    table = CaseTable(
        ("case", *dict.fromkeys(a for row in (cases or {}).values() for a in row)), cases or {}
    )
    book = Codebook({"title": "T", "codes": known, **top})
    return Study(book, transcripts, files, {}, table)
