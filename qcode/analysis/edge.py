"""Near the decision edge: segments that look like a category's codings but are not coded so."""

from __future__ import annotations

from dataclasses import dataclass

from qcode.analysis.reach import members, reach
from qcode.analysis.texts import quote_vectors, said
from qcode.study.progress import to_read
from qcode.study.spans import Span
from qcode.study.study import Study

MOST_EXAMPLES = 300
_LEAST_WORDS = 4
_TYPICAL, _NEAR = 0.25, 0.75
"""A segment must be this near to a coding, measured by the least typical quarter of codings."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A segment that looks like the codings of a category and has none of its codes."""

    transcript: str
    span: Span
    likeness: float
    """Cosine with the coding that is nearest to it, 0 to 1."""
    coding: str
    """That coding's id."""


def near_misses(study: Study, category: str, *, most: int = 20) -> tuple[Alike, ...]:
    """Participants' turns to look at again in the review of a category, the most alike first.

    A turn is listed when its likeness to some coding is at least three quarters of that which the
    least typical quarter of the codings have to each other; a category with fewer than two
    codings has no edge.
    """
    codes = members(study.codebook, category)
    codings = reach(study, codes).codings
    if len(codings) < 2:
        return ()
    if len(codings) > MOST_EXAMPLES:
        codings = tuple(codings[i * len(codings) // MOST_EXAMPLES] for i in range(MOST_EXAMPLES))
    turns = _free_turns(study, codes)
    examples = [said(study, *one) for one in codings]
    texts = [study.transcripts[name].text[span.start : span.end] for name, span in turns]
    vectors = quote_vectors([*examples, *texts])
    if vectors is None or not texts:
        return ()
    known, asked = vectors[: len(examples)], vectors[len(examples) :]
    among = (known @ known.T).toarray()
    among.flat[:: len(examples) + 1] = 0
    edge = _NEAR * float(sorted(among.max(axis=1))[int(_TYPICAL * len(examples))])
    table = (asked @ known.T).tocsr()
    found = []
    for row, (name, span) in enumerate(turns):
        part = table[row]
        if part.nnz and part.data.max() >= max(edge, 1e-9):
            best = part.data.argmax()
            coding = codings[int(part.indices[best])][1].id
            found.append(Alike(name, span, float(part.data[best]), coding))
    found.sort(key=lambda one: (-one.likeness, one.transcript, one.span))
    return tuple(found[:most])


def _free_turns(study: Study, codes: frozenset[str]) -> list[tuple[str, Span]]:
    coded: dict[str, set[int]] = {}
    for file, coding in reach(study, codes).codings:
        turns = study.transcripts[file.transcript].turns_in(coding.span)
        coded.setdefault(file.transcript, set()).update(t.number for t in turns)
    return [
        (name, segment.span)
        for name, transcript in study.transcripts.items()
        for segment in to_read(transcript)
        if segment.turn.number not in coded.get(name, ())
        and transcript.text.count(" ", segment.span.start, segment.span.end) >= _LEAST_WORDS - 1
    ]
