"""The evidence of a proposition: codings for it, against it, and those to be judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from qcode.analysis.reach import members, reach
from qcode.i18n import t
from qcode.study.change import Change
from qcode.study.coding import Coding, CodingFile
from qcode.study.link_edits import attach, detach
from qcode.study.links import ends, find_link
from qcode.study.quotes import Made
from qcode.study.selective import Proposition, find_proposition, weigh_proposition
from qcode.study.study import Study
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.coding_rows import Listed, coding_row, heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Piece
from qcode.tui.row_list import ListRow
from qcode.tui.selective_base import DetailScreen, coding_lines, joined, shortened, wrapped_row
from qcode.tui.selective_details import proposition_details

_GONE = "gone:"
_MOST = 300
"""Codings to be judged that are listed at once; nobody scrolls through more."""


_Placed = tuple[CodingFile, Coding]


class EvidenceScreen(DetailScreen, CodingChanges):
    """Opened with `proposition=`; + and − put the coding on a side, again takes it off."""

    NAME = "evidence"
    FILTERS = True
    PATIENCE = 0.1
    BINDINGS = bindings(on_screen("evidence"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.ident = ""
        self.everything = False
        """Whether all codings are listed, or those of the codes that the links join."""
        self._read: tuple[object, frozenset[str] | None, Sequence[_Placed]] | None = None

    def opened(self, **place: Any) -> None:
        """The proposition."""
        self.ident = str(place.get("proposition") or "")
        self.everything = bool(place.get("everything"))
        super().opened(**place)

    def place(self) -> dict[str, Any]:
        """The proposition and what is listed."""
        return {**super().place(), "proposition": self.ident, "everything": self.everything}

    @property
    def proposition(self) -> Proposition | None:
        """The proposition, while it is there."""
        return find_proposition(self.study.codebook, self.ident) if self.ident else None

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """For, against, gone, to be judged."""
        found = self.proposition
        if found is None:
            return ()
        study, made = self.study, Made()
        weight = weigh_proposition(study, found)
        own = {*found.supports, *found.against}
        shown: set[str] = set()
        rows: list[ListRow] = []
        sides = (("+", t("for it"), weight.supports), ("−", t("against it"), weight.against))
        for sign, title, side in sides:
            part = [
                self._row(f, c, made, by_link=c.id not in own)
                for f, c in side.codings
                if self._fits(f, c)
            ]
            shown |= {coding.id for _, coding in side.codings}
            if part:
                rows += [heading_row(f"{sign} {title}", str(len(part))), *part]
        if gone := [i for i in weight.missing if i in own]:
            rows.append(heading_row(t("gone")))
            rows += [wrapped_row(_GONE + i, _gone_words(i)) for i in gone]
        rest = [(f, c) for f, c in self._asked(found) if c.id not in shown and self._fits(f, c)]
        if rest:
            scope = t("all {codings}") if self._all(found) else t("{codings} of the linked {codes}")
            rows.append(heading_row(f"? {t('to be judged')}: {scope}", str(len(rest))))
            rows += [self._row(f, c, made) for f, c in rest[:_MOST]]
        if len(rest) > _MOST:
            rows.append(heading_row(t("the first {n}; / finds others by their words", n=_MOST)))
        return rows

    def _all(self, found: Proposition) -> bool:
        return self.everything or not linked_codes(self.study, found)

    def _asked(self, found: Proposition) -> Sequence[_Placed]:
        study = self.study
        codes = None if self._all(found) else linked_codes(study, found)
        if self._read is None or self._read[0] is not study.files or self._read[1] != codes:
            codings = (
                tuple((f, c) for f in study.files_in_order for c in f.codings)
                if codes is None
                else reach(study, codes).codings
            )
            self._read = (study.files, codes, codings)
        return self._read[2]

    def _fits(self, file: CodingFile, coding: Coding) -> bool:
        query = self.query_text
        return not query or query in Listed(file, coding).haystack(self.study)

    def _row(
        self, file: CodingFile, coding: Coding, made: Made, *, by_link: bool = False
    ) -> ListRow:
        own = self.qcode.session.coder
        row = coding_row(self.study, Listed(file, coding), named=True, made=made, own=own)
        return _marked(row, t("by a link")) if by_link else row

    def nothing(self) -> str:
        """Nothing to be judged."""
        if self.proposition is None:
            return t("This proposition is gone; Esc goes back.")
        return t("No {coding} of the linked {codes}; b lists all.")

    def details(self) -> Content:
        """The proposition, and the coding in its wide context."""
        found, coding = self.proposition, self.found()
        if found is None:
            return Content("")
        lines: list[Content | str | tuple[str, str]] = []
        if coding is not None and coding[1].placed:
            lines += [*coding_lines(self.study, coding), ""]
        return joined([*lines, proposition_details(self.study, found)])

    def heading(self) -> Heading:
        """The balance and the text."""
        found = self.proposition
        if found is None:
            return Heading((t("evidence"),))
        balance = weigh_proposition(self.study, found).balance
        return Heading((f"{t('evidence')} {balance}", shortened(found.text)))

    def facts(self) -> frozenset[str]:
        """What can be done with the row."""
        return super().facts() | self.coding_facts()

    # -- acts -------------------------------------------------------------------------------------

    def action_speaks_for(self) -> None:
        """The coding speaks for the proposition, or no longer."""
        self._put_on("supports")

    def action_speaks_against(self) -> None:
        """The coding speaks against it, or no longer."""
        self._put_on("against")

    def _put_on(self, side: str) -> None:
        key = self.list.key
        if not key or self.proposition is None:
            return
        ident, owner = key.removeprefix(_GONE), ("selective", "propositions", self.ident)

        def change(study: Study) -> Change:
            found = find_proposition(study.codebook, owner[2])
            there = getattr(found, side) if found else ()
            if key.startswith(_GONE) or ident in there:
                return detach(study, owner, [ident])
            return attach(study, owner, [ident], side)

        keys = self.list.keys
        index = keys.index(key)
        follow = keys[index + 1] if index + 1 < len(keys) else ""
        if self.do(change):
            self.list.go_to(follow or key)

    def action_below(self) -> None:
        """All codings, or those of the codes that the links join."""
        self.everything = not self.everything
        self.fill()

    def action_where_it_holds(self) -> None:
        """Case by case."""
        if self.proposition is not None:
            self.qcode.open_screen("cases", proposition=self.ident)


def _marked(row: ListRow, mark: str) -> ListRow:
    """The row with a word before its first line."""
    room = len(mark) + 2

    def draw(width: int) -> list[list[Piece]]:
        first = row.draw(width - room)[0]
        rest = [list(line) for line in row.draw(width)[1:]]
        return [[(f"{mark}  ", "muted"), *first], *rest]

    return ListRow(row.key, draw, row.height)


def linked_codes(study: Study, found: Proposition) -> frozenset[str]:
    """The codes that the links of a proposition join, with those below them."""
    book = study.codebook
    links = [link for link in (find_link(book, i) for i in found.links) if link is not None]
    return frozenset(m for link in links for end in ends(book, link) for m in members(book, end))


def _gone_words(ident: str) -> Any:
    words: list[Piece] = [
        (t("the {coding} {id} was removed or has no place; + takes it off", id=ident), "warning")
    ]
    return lambda: words
