"""Negative cases: case by case, where a proposition holds and where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.content import Content

from qcode.analysis.coverage import CaseBalance, cases_of
from qcode.i18n import n_, t, term
from qcode.study.selective import Proposition, find_proposition
from qcode.tui.coding_rows import heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Piece, fit
from qcode.tui.row_list import ListRow
from qcode.tui.selective_base import DetailScreen, joined, quoted, shortened
from qcode.tui.selective_evidence import linked_codes

if TYPE_CHECKING:
    from qcode.study.coding import Coding, CodingFile

VERDICTS = ("against", "silent", "absent", "holds")


class CasesScreen(DetailScreen):
    """Opened with `proposition=`; the cases in which it does not hold stand first."""

    NAME = "cases"
    BINDINGS = bindings(on_screen("cases"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.ident = ""
        self._cases: dict[str, CaseBalance] = {}

    def opened(self, **place: Any) -> None:
        """The proposition."""
        self.ident = str(place.get("proposition") or "")
        super().opened(**place)

    def place(self) -> dict[str, Any]:
        """The proposition and the case."""
        return {**super().place(), "proposition": self.ident}

    @property
    def proposition(self) -> Proposition | None:
        """The proposition, while it is there."""
        return find_proposition(self.study.codebook, self.ident) if self.ident else None

    def rows(self) -> Sequence[ListRow]:
        """Cases by verdict, the negative first."""
        found = self.proposition
        self._cases = {} if found is None else {b.case: b for b in cases_of(self.study, found)}
        rows: list[ListRow] = []
        for verdict in VERDICTS:
            part = [b for b in self._cases.values() if b.verdict == verdict]
            if part:
                rows.append(heading_row(_verdict(verdict), str(len(part))))
                rows += [ListRow(b.case, partial(self._line, b)) for b in part]
        return rows

    def _line(self, one: CaseBalance, width: int) -> list[list[Piece]]:
        attributes = self.study.cases.rows.get(one.case, {})
        told = ", ".join(v for v in attributes.values() if v)
        balance = f"+{len(one.supports)} −{len(one.against)}"
        touched = n_("{n} {coding} touched", "{n} {codings} touched", one.touched)
        room = max(4, width - 14 - 10 - 22)
        return [
            [
                (fit(one.case, 12) + "  ", "strong"),
                (fit(balance, 8) + "  ", "strong" if one.against else ""),
                (fit(touched, 20) + "  ", "muted"),
                (fit(told, room), "muted"),
            ]
        ]

    def nothing(self) -> str:
        """No cases."""
        return t("No {participant} yet; Esc goes back.")

    @property
    def case(self) -> CaseBalance | None:
        """The case under the cursor."""
        return self._cases.get(self.list.key)

    def details(self) -> Content:
        """The proposition and what the case says for and against it."""
        found, case = self.proposition, self.case
        if found is None or case is None:
            return Content("")
        lines: list[Content | str | tuple[str, str]] = [(found.text, "bold")]
        for sign, side in (("−", case.against), ("+", case.supports)):
            for file, coding in side:
                words = quoted(self.study, file.transcript, coding.span, 80)
                lines += ["", Content.assemble((f"{sign} ", "bold $text-accent"), words)]
        if not (case.supports or case.against):
            lines += ["", (_verdict(case.verdict), "$text-muted")]
            if case.touched:
                lines.append((t("Enter lists what was said on it."), "$text-muted"))
        return joined(lines)

    def heading(self) -> Heading:
        """In how many cases it does not hold."""
        found = self.proposition
        held = sum(b.holds for b in self._cases.values())
        counted = t("holds in {held} of {n} {participants}", held=held, n=len(self._cases))
        title = term("participants", capital=True)
        return Heading((title, counted, shortened(found.text) if found else ""))

    def action_open_row(self) -> None:
        """The codings of the case: those for and against, else those it was touched by."""
        found, case = self.proposition, self.case
        if found is None or case is None:
            return
        sides = (*case.against, *case.supports)
        codings = sides or self._touching(found, case.case)
        self.show_codings([c.id for _, c in codings], f"{case.case} · {found.text[:40]}")

    def _touching(self, found: Proposition, case: str) -> Sequence[tuple[CodingFile, Coding]]:
        from qcode.analysis.reach import reach

        study = self.study
        return [
            (file, coding)
            for file, coding in reach(study, linked_codes(study, found)).codings
            if case in study.transcripts[file.transcript].cases_in(coding.span)
        ]

    def action_evidence(self) -> None:
        """Attach codings for and against."""
        if self.proposition is not None:
            self.qcode.open_screen("evidence", proposition=self.ident)


def _verdict(verdict: str) -> str:
    return {
        "against": t("something speaks against it"),
        "silent": t("its {codes} are there, nothing speaks for it"),
        "absent": t("its {codes} do not occur"),
        "holds": t("it holds"),
    }[verdict]
