"""What the coders did with the spans of a transcript: the examples that suggestions learn from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qcode.study.codebook import Codebook
from qcode.study.coding import READ
from qcode.study.spans import Span
from qcode.study.study import Study


@dataclass
class Mark:
    """One distinct span and what was decided about it."""

    codings: dict[str, list[str]] = field(default_factory=dict)
    """Resolved code to the ids of the codings that put it here."""
    refused: set[str] = field(default_factory=set)
    passed: bool = False
    """Read and passed over: nothing here was coded by anybody."""
    coders: set[str] = field(default_factory=set)
    at: str = ""
    """When it was coded first."""

    def weight(self, code: str) -> float:
        """The share of those who coded this span who put the code here."""
        return min(1.0, len(self.codings.get(code, ())) / max(1, len(self.coders)))


def proposable(codebook: Codebook) -> tuple[str, ...]:
    """Codes that may be suggested, in the order of the codebook: neither merged nor retired."""
    return tuple(i for i, c in codebook.codes.items() if not c.retired and not c.merged_into)


def marks_of(study: Study, transcript: str, coder: str | None = None) -> Mapping[Span, Mark]:
    """All decisions on one transcript, by span in order.

    Codings of every coder count; refusals and passing over only of `coder`, or of all when None.
    A segment counts as passed over when it was marked read and nobody's coding touches it; what
    was never read says nothing.
    """
    found: dict[Span, Mark] = {}
    files = study.files_of(transcript)
    for file in files:
        for coding in file.codings:
            mark = found.setdefault(coding.span, Mark())
            mark.codings.setdefault(study.codebook.resolve(coding.code), []).append(coding.id)
            mark.coders.add(file.coder)
            mark.at = min(mark.at or coding.at, coding.at)
        if coder in (None, file.coder):
            for refused in file.rejected:
                mark = found.setdefault(refused.span, Mark())
                mark.refused.add(study.codebook.resolve(refused.code))
    for span in _passed_over(study, transcript, coder):
        if span not in found:
            found[span] = Mark(passed=True)
    return dict(sorted(found.items()))


def _passed_over(study: Study, transcript: str, coder: str | None) -> Iterator[Span]:
    files = study.files_of(transcript)
    read = [
        item.span
        for file in files
        if coder in (None, file.coder)
        for item in file.items
        if item.kind == READ and item.placed
    ]
    if not read:
        return
    coded = sorted(c.span for file in files for c in file.codings)
    for unit in ("turn", "sentence"):
        for segment in study.transcripts[transcript].segments(unit):
            whole = segment.span
            if unit == "sentence" and any(r.contains(segment.turn.body) for r in read):
                continue
            if any(r.contains(whole) for r in read) and not _touched(whole, coded):
                yield whole


def _touched(span: Span, coded: list[Span]) -> bool:
    return any(c.overlaps(span) for c in coded)


def untouched(study: Study, coder: str | None, transcript: str, span: Span) -> bool:
    """Whether this coder (or anybody, when None) has neither coded the segment nor read it."""
    return not any(
        next(iter(file.overlapping(span)), None)
        or any(s.contains(span) for spans in file.read_spans.values() for s in spans)
        for file in study.files_of(transcript)
        if coder in (None, file.coder)
    )


def decided(study: Study, transcript: str, span: Span, coder: str | None = None) -> set[str]:
    """Codes that lie on the span, around it or within it already, or were refused there.

    Of this coder, or of all when None.
    """
    resolve, found = study.codebook.resolve, set[str]()
    for file in study.files_of(transcript):
        if coder not in (None, file.coder):
            continue
        for coding in file.overlapping(span):
            if coding.span.contains(span) or span.contains(coding.span):
                found.add(resolve(coding.code))
        found.update(resolve(r.code) for r in file.rejected if r.span.overlaps(span))
    return found
