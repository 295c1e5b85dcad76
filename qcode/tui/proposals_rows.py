"""A proposal as a row: what would be done, and why; and whether the study still leaves it open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qcode.i18n import N_, language, n_, t
from qcode.study.links import linked
from qcode.study.proposals import (
    CATEGORY,
    LATER,
    LINK,
    MERGE,
    REFUSED,
    Proposal,
    find_verdict,
    reasons,
)
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.coding_rows import code_name
from qcode.tui.pieces import Piece, cut, ends, wrap
from qcode.tui.row_list import ListRow
from qcode.tui.segment_pane import title_of

KINDS = (LINK, MERGE, CATEGORY)
_TITLES = {LINK: N_("links"), MERGE: N_("merges"), CATEGORY: N_("{categories}")}
_MOST_LINES = 3


def key_of(proposal: Proposal) -> str:
    """What tells a proposal from others."""
    return f"{proposal.kind}:{':'.join(proposal.codes)}>{proposal.into}"


def title_of_kind(kind: str) -> str:
    """What the proposals of a kind are called."""
    return t(_TITLES[kind])


def still_open(study: Study, proposal: Proposal) -> Proposal | None:
    """The proposal if nothing was decided or done about it since, as put off or not."""
    book = study.codebook
    codes = proposal.codes
    if any(code not in book.codes or book.codes[code].merged_into for code in codes):
        return None
    verdict = find_verdict(book, proposal.kind, codes)
    if verdict is not None and verdict.verdict == REFUSED:
        return None
    if proposal.kind == LINK and linked(book, codes[0], codes[1]):
        return None
    if proposal.kind == CATEGORY:
        above = {book.parents.get(code, "") for code in codes}
        if len(above) == 1 and above != {""}:
            return None
        if proposal.into and proposal.into not in book.codes:
            return None
    later = verdict is not None and verdict.verdict == LATER
    return proposal if proposal.later == later else replace(proposal, later=later)


@dataclass(frozen=True)
class ProposalRow:
    """The row of a proposal, and what a filter finds in it."""

    study: Study
    proposal: Proposal

    def fits(self, query: str) -> bool:
        """Whether the words of the filter stand in it."""
        names = " ".join(title_of(code, self.study) for code in self.proposal.codes)
        text = fold(f"{names} {reasons(self.proposal, language())}")
        return all(word in text for word in query.split())

    def row(self) -> ListRow:
        """What would be done; below it the reason."""
        said, why = self._said(), reasons(self.proposal, language())
        later: list[Piece] = [(t("later"), "warning")] if self.proposal.later else []

        def draw(width: int) -> list[list[Piece]]:
            first, *more = wrap(said, width - 8, _MOST_LINES)
            lines = [ends(first, later, width)]
            lines += [[("    ", ""), *line] for line in more]
            lines += [
                cut([("  ", ""), *line], width) for line in wrap([(why, "muted")], width - 4, 2)
            ]
            return lines

        return ListRow(key_of(self.proposal), draw, lambda width: len(draw(width)))

    def _said(self) -> list[Piece]:
        study, codes = self.study, self.proposal.codes
        if self.proposal.kind == MERGE:
            return [*code_name(study, codes[0]), (f"  {t('into')}  ", "accent"),
                    *code_name(study, codes[1])]  # fmt: skip
        if self.proposal.kind == LINK:
            return [*code_name(study, codes[0]), ("  —  ", "accent"), *code_name(study, codes[1])]
        into = self.proposal.into
        words = (
            t("under “{name}”: ", name=title_of(into, study))
            if into
            else n_("{n} {code}: ", "{n} {codes}: ", len(codes))
        )
        found: list[Piece] = [(words, "accent")]
        for number, code in enumerate(codes):
            found += [(", ", "") if number else ("", ""), *code_name(study, code)]
        return found


def proposal_row(study: Study, proposal: Proposal) -> ProposalRow:
    """The row of a proposal."""
    return ProposalRow(study, proposal)
