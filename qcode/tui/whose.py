"""Whose codings, and which of them, are drawn on the text."""

from __future__ import annotations

from qcode.study.coding import Coding, CodingFile
from qcode.study.filters import Filter
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.marks import EVERYONE, Shown


def shown_codings(study: Study, coder: str, chosen: Filter, *, everyone: bool) -> Shown:
    """What to draw: of the coders that the filter names, else of everyone or of this coder alone,
    what passes the filter.
    """
    if not chosen:
        return EVERYONE if everyone else None
    coders = chosen.coders or (frozenset() if everyone else frozenset({coder}))
    wanted = chosen.wanted_codes(study)
    resolve = study.codebook.resolve

    def passes(file: CodingFile, coding: Coding) -> bool:
        if coders and file.coder not in coders:
            return False
        if wanted and resolve(coding.code) not in wanted:
            return False
        return not chosen.attributes or chosen.matches_coding(study, file, coding)

    return passes


def only_others_coded(study: Study, coder: str) -> bool:
    """Whether others put codes in this study, and this coder none."""
    coders = {file.coder for file in study.files.values() if file.codings}
    return bool(coders) and coder not in coders


def others_on(study: Study, coder: str, transcript: str, span: Span) -> bool:
    """Whether another coder put a code on these words."""
    return any(
        next(file.overlapping(span), None) is not None
        for file in study.files_of(transcript)
        if file.coder != coder
    )
