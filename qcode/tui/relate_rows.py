"""Rows of the view of links: a link with its weight, and the codings on its sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from qcode.i18n import language, n_, t
from qcode.study.code import Link
from qcode.study.coding import Coding, CodingFile
from qcode.study.links import Evidence, Weight, ends, type_label, weigh
from qcode.study.quotes import Made
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.axial_rows import quotes_of, spread
from qcode.tui.coding_rows import Listed, code_name, coding_row, heading_row
from qcode.tui.pieces import Piece, cut, one_line, wrap
from qcode.tui.pieces import ends as both_ends
from qcode.tui.row_list import ListRow

_MOST_CANDIDATES = 40


@dataclass(frozen=True)
class Weighed:
    """A link with its ends and its evidence, looked up once for list, order and filter."""

    study: Study
    link: Link

    @cached_property
    def ends(self) -> tuple[str, str]:
        """The codes that it joins, merges followed."""
        return ends(self.study.codebook, self.link)

    @cached_property
    def weight(self) -> Weight:
        """What speaks for and against it."""
        return weigh(self.study, self.link)

    @cached_property
    def words(self) -> str:
        """What a filter looks through, folded."""
        names = [self._name(code) for code in self.ends]
        return fold(" ".join([*names, type_label(self.link.type, language()), self.link.memo]))

    def _name(self, code: str) -> str:
        known = self.study.codebook.codes.get(code)
        return known.name if known else code

    def row(self) -> ListRow:
        """One line: what it says, and its weight; a remark below."""
        source, target = self.ends
        weight = self.weight
        cases = n_("{n} {participant}", "{n} {participants}", len(weight.cases))
        memo = one_line(self.link.memo)
        kind = type_label(self.link.type, language()) or "?"

        def draw(width: int) -> list[list[Piece]]:
            said: list[Piece] = [
                *code_name(self.study, source),
                (f"  → {kind} →  ", "accent"),
                *code_name(self.study, target),
            ]
            bare = not weight.supports and not weight.against
            right: list[Piece] = (
                [(t("no evidence yet"), "muted")]
                if bare
                else [(weight.balance, "strong"), (f" · {cases}", "muted")]
            )
            lines = [both_ends(cut(said, width), right, width)]
            if len(self.words) + 40 > width:
                first, *more = wrap(said, width - 22, 2)
                lines = [both_ends(first, right, width), *([("  ", ""), *ln] for ln in more)]
            if memo:
                lines.append(cut([("  ✎ ", "accent"), (memo, "muted")], width))
            return lines

        return ListRow(self.link.id, draw, lambda width: len(draw(width)))


def evidence_rows(study: Study, one: Weighed, coder: str, attribute: str) -> list[ListRow]:
    """The codings for a link, those against it, those gone, and those that may be attached."""
    made: Made = {}

    def rows(found: Iterable[tuple[CodingFile, Coding]]) -> list[ListRow]:
        return [coding_row(study, Listed(f, c), named=True, made=made, own=coder) for f, c in found]

    weight = one.weight
    found = [heading_row(t("+ for"), _counted(weight.supports, attribute))]
    found += rows(weight.supports.codings)
    found.append(heading_row(t("− against"), _counted(weight.against, attribute)))
    found += rows(weight.against.codings)
    for ident in weight.missing:
        found.append(_gone(ident))
    others = candidates(study, one)
    if others:
        found.append(heading_row(t("not attached: + for, - against"), str(len(others))))
        found += rows(spread(others, _MOST_CANDIDATES))
    return found


def _counted(side: Evidence, attribute: str) -> str:
    if not side:
        return t("none")
    parts = [
        n_("{n} {coding}", "{n} {codings}", len(side)),
        n_("{n} {participant}", "{n} {participants}", len(side.cases)),
    ]
    groups = side.groups(attribute) if attribute else {}
    parts += [f"{value} {count}" for value, count in groups.items()]
    return " · ".join(parts)


def _gone(ident: str) -> ListRow:
    said = t("{id}: this {coding} is gone; x takes it off", id=ident)
    return ListRow(ident, lambda width: [cut([(said, "warning")], width)])


def candidates(study: Study, one: Weighed) -> list[tuple[CodingFile, Coding]]:
    """The codings of both ends that are on neither side, those in turns where both meet first."""
    attached = {*one.link.supports, *one.link.against}
    source, target = one.ends
    sides = [quotes_of(study, code, below=False) for code in (source, target)]
    turns = [{key for f, c in side if (key := _turn(study, f, c))} for side in sides]
    shared = turns[0] & turns[1]
    found = [(f, c) for side in sides for f, c in side if c.id not in attached]
    meeting = [one for one in found if _turn(study, *one) in shared]
    meeting.sort(key=lambda one: (one[0].transcript, one[1].sort_key()))
    return [*meeting, *(one for one in found if _turn(study, *one) not in shared)]


def _turn(study: Study, file: CodingFile, coding: Coding) -> tuple[str, int]:
    turn = study.transcripts[file.transcript].turn_at(coding.span.start)
    return file.transcript, turn.number if turn else 0
