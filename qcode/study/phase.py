"""Where a study stands (open, axial, selective), and what is left to do; nothing is forbidden."""

from __future__ import annotations

from dataclasses import dataclass, fields

from qcode.study.code import Link
from qcode.study.codebook import Codebook
from qcode.study.links import weigh
from qcode.study.paradigm import paradigms
from qcode.study.selective import Proposition, selective, weigh_proposition
from qcode.study.study import Study

PHASES = ("open", "axial", "selective")


def phase_of(codebook: Codebook) -> str:
    """The phase that the study says it is in, else the one that its codebook shows.

    Without `settings.phase`: selective when a core, themes or a storyline are chosen, axial when
    there are links, paradigm models or categories, else open.
    """
    said = str(codebook.settings.get("phase") or "")
    if said in PHASES:
        return said
    part = selective(codebook)
    if part.chosen or part.storyline or part.propositions:
        return "selective"
    if codebook.links or paradigms(codebook) or codebook.themes:
        return "axial"
    return "open"


@dataclass(frozen=True)
class Left:
    """What is left to do, by kind; ids in the order of the codebook and the transcripts."""

    uncoded: tuple[str, ...]
    """Transcripts in which nobody has coded anything."""
    undefined: tuple[str, ...]
    """Codes without a definition."""
    uncategorised: tuple[str, ...]
    """Root codes with nothing below them."""
    thin: tuple[str, ...]
    """Categories with one code."""
    unused: tuple[str, ...]
    """Codes that no coding has, nor any code below them."""
    bare_links: tuple[Link, ...]
    """Links without a coding for or against them."""
    lost: tuple[tuple[Link, tuple[str, ...]], ...]
    """Links with the ids of evidence that is gone."""
    bare_propositions: tuple[Proposition, ...]
    """Propositions without a coding for or against them."""
    unlinked: tuple[str, ...]
    """Of the core and the guiding themes, those that no link reaches."""

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


def what_is_left(study: Study) -> Left:
    """Everything that a reader of the codebook would miss; retired codes are left alone."""
    codebook = study.codebook
    live = [i for i, c in codebook.codes.items() if not c.retired and not c.merged_into]
    coded = {file.transcript for file in study.files_in_order if file.codings}
    weights = [(link, weigh(study, link)) for link in codebook.links]
    part = selective(codebook)
    return Left(
        uncoded=tuple(name for name in study.transcripts if name not in coded),
        undefined=tuple(i for i in live if not codebook.codes[i].definition.strip()),
        uncategorised=tuple(i for i in codebook.uncategorised if not codebook.codes[i].retired),
        thin=tuple(i for i in live if _below(codebook, i) == 1),
        unused=tuple(i for i in live if not study.rolled_counts.get(i)),
        bare_links=tuple(
            link for link, weight in weights if not weight.supports and not weight.against
        ),
        lost=tuple((link, weight.missing) for link, weight in weights if weight.missing),
        bare_propositions=tuple(
            p
            for p in part.propositions
            if not (weight := weigh_proposition(study, p)).supports and not weight.against
        ),
        unlinked=tuple(code for code in part.chosen if not _reached(codebook, code)),
    )


def _below(codebook: Codebook, ident: str) -> int:
    return sum(not codebook.codes[c].retired for c in codebook.children.get(ident, ()))


def _reached(codebook: Codebook, code: str) -> bool:
    below = set(codebook.below(code)) if code in codebook.codes else set()
    return any(
        (codebook.resolve(link.source) in below) != (codebook.resolve(link.target) in below)
        for link in codebook.links
    )
