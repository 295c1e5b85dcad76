"""Everything that is wrong in a study as a whole, beyond what each file says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from qcode.study.coding import READ, CodingFile
from qcode.study.ids import twins
from qcode.study.problems import Problem
from qcode.study.study import Study

_CODEBOOK = "codebooks/codebook.yaml"
_CODINGS = "transcripts/codings"


def check(study: Study) -> list[Problem]:
    """All findings: those of the files first, then those between them.

    What depends on a file that could not be read is not judged: that file is one of the findings,
    and what it holds may be all right.
    """
    found = list(study.problems)
    for file in study.files.values():
        if not study.unknown(_CODEBOOK):
            found += _codes(study, file)
        found += _places(study, file)
    if not study.unknown(_CODEBOOK) and not study.unknown(_CODINGS):
        found += _evidence(study)
    found += _memos(study)
    found += _cases(study)
    found += _twins(study)
    return found


def _name(file: CodingFile) -> str:
    return f"{_CODINGS}/{file.coder}/{file.transcript}.jsonl"


def _codes(study: Study, file: CodingFile) -> Iterator[Problem]:
    name = _name(file)
    unknown: dict[str, int] = {}
    for coding in file.items:
        if coding.kind != READ and study.codebook.resolve(coding.code) not in study.codebook.codes:
            unknown[coding.code] = unknown.get(coding.code, 0) + 1
    for code, count in unknown.items():
        yield Problem(
            name,
            f"{count} codings have the code “{code}”, which is not in the codebook; add it there, "
            "or recode them."
            if count > 1
            else f"1 coding has the code “{code}”, which is not in the codebook; add it there, or "
            "recode it.",
        )


def _places(study: Study, file: CodingFile) -> Iterator[Problem]:
    name = _name(file)
    waiting = len(file.unplaced)
    if waiting:
        yield Problem(
            name,
            f"{waiting} codings are unplaced: their words were not found again in the text; place "
            "them in the app (the list of unplaced codings) or remove them."
            if waiting > 1
            else "1 coding is unplaced: its words were not found again in the text; place it in "
            "the app (the list of unplaced codings) or remove it.",
            None,
            "warning",
        )
    transcript = study.transcripts.get(file.transcript)
    if transcript is None:
        return
    for coding in file.codings:
        if transcript.text[coding.span.start : coding.span.end] != coding.quote:
            yield Problem(
                name,
                f"the coding {coding.id} quotes other words than stand at its place; correct its "
                "start and end, or its quote.",
            )


def _evidence(study: Study) -> Iterator[Problem]:
    ids = {c.id for f in study.files.values() for c in f.items}
    for link in study.codebook.links:
        for ident in (*link.supports, *link.against):
            if ident not in ids:
                yield Problem(
                    _CODEBOOK,
                    f"the link {link.id} rests on the coding {ident}, which is gone; remove it "
                    "there.",
                    None,
                    "warning",
                )
    for code in study.codebook.codes.values():
        for example in code.examples:
            ident = example.get("coding", "") if not isinstance(example, str) else ""
            if ident and ident not in ids:
                yield Problem(
                    _CODEBOOK,
                    f"an example of “{code.id}” is the coding {ident}, which is gone; remove it.",
                    None,
                    "warning",
                )


def _memos(study: Study) -> Iterator[Problem]:
    ids = {c.id for f in study.files.values() for c in f.items}
    links = {link.id for link in study.codebook.links}
    known = {
        "code": study.codebook.codes,
        "transcript": study.transcripts,
        "coding": ids,
        "link": links,
    }
    for memo in study.memos.values():
        for reference in memo.about:
            kind, _, ident = reference.partition(":")
            if kind in known and ident not in known[kind] and not study.unknown(_home(kind, ident)):
                yield Problem(
                    f"codebooks/memos/{memo.id}.md",
                    f"it is about the {kind} “{ident}”, which is not in the study.",
                    None,
                    "warning",
                )


def _home(kind: str, ident: str) -> str:
    """The file or folder in which what a memo is about must stand."""
    if kind == "transcript":
        return f"transcripts/{ident}.md"
    return _CODINGS if kind == "coding" else _CODEBOOK


def _cases(study: Study) -> Iterator[Problem]:
    if not study.cases.rows:
        return
    for transcript in study.transcripts.values():
        for case in transcript.cases:
            if case not in study.cases.rows:
                yield Problem(
                    f"transcripts/{transcript.name}.md",
                    f"the participant “{case}” has no row in cases.csv.",
                    None,
                    "warning",
                )


def _twins(study: Study) -> Iterator[Problem]:
    """Files that some disks cannot hold side by side."""
    folders = {"transcripts/codings/{}": study.coders, "transcripts/{}.md": study.transcripts}
    for form, names in {**folders, "codebooks/memos/{}.md": study.memos}.items():
        for one, other in twins(names):
            yield Problem(
                form.format(other),
                f"its name differs from “{one}” only in case or in how accents are written, and "
                "some disks cannot hold both; rename one of the two.",
                None,
                "warning",
            )
