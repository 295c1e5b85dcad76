"""The coverage check: what the core or the guiding themes reach with their links, and leave out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from qcode.i18n import t, term
from qcode.study.selective_edits import theory_of
from qcode.study.study import Study
from qcode.tui.coding_rows import code_name, heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Piece, ends
from qcode.tui.row_list import ListRow
from qcode.tui.selective_base import DetailScreen, code_title, joined, meaning
from qcode.tui.selective_details import coverage_sentence
from qcode.tui.selective_survey import same_ground

if TYPE_CHECKING:
    from qcode.analysis.coverage import Coverage


class CoverageScreen(DetailScreen):
    """What is left out, the most coded first; Enter goes to it."""

    NAME = "coverage"
    BINDINGS = bindings(on_screen("coverage"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.found: Coverage | None = None
        self._counted: Study | None = None

    def show_study(self, study: Study) -> None:
        """Count again what changed, in a thread."""
        super().show_study(study)
        if not same_ground(self._counted, study):
            self._counted = study
            self.run_worker(self._count(study), group="coverage", exclusive=True)

    async def _count(self, study: Study) -> None:
        from qcode.analysis.coverage import coverage

        chosen = theory_of(study)
        self.found = await asyncio.to_thread(coverage, study, chosen) if chosen else None
        self.fill()

    def rows(self) -> Sequence[ListRow]:
        """Codes, participants and transcripts that are left out."""
        found = self.found
        if found is None:
            return ()
        rows: list[ListRow] = []
        codes = [(c, n) for c, n in found.left_codes if c in self.study.codebook.codes]
        if codes:
            rows.append(heading_row(t("{codes} left out"), term("codings")))
            rows += [ListRow(f"code:{c}", partial(self._code, c, n)) for c, n in codes]
        if found.left_cases:
            rows.append(heading_row(t("{participants} left out"), str(len(found.left_cases))))
            rows += [ListRow(f"case:{c}", partial(_plain, c)) for c in found.left_cases]
        if found.left_transcripts:
            count = str(len(found.left_transcripts))
            rows.append(heading_row(t("{transcripts} left out"), count))
            rows += [ListRow(f"transcript:{n}", partial(_plain, n)) for n in found.left_transcripts]
        return rows

    def _code(self, code: str, count: int, width: int) -> list[list[Piece]]:
        above = self.study.codebook.path_above(code)
        left = [*code_name(self.study, code), (f"  {above}", "muted")]
        return [ends(left, [(str(count), "")], width)]

    def nothing(self) -> str:
        """Nothing chosen, or nothing left out."""
        if not theory_of(self.study):
            return coverage_sentence(None)
        return t("Nothing is left out.") if self.found else t("counting…")

    def details(self) -> Content:
        """What is covered, and what the code at the cursor means."""
        names = ", ".join(code_title(self.study, c) for c in theory_of(self.study))
        lines: list[Content | str | tuple[str, str]] = [(names, "bold")]
        if self.found is not None:
            lines.append(coverage_sentence(self.found))
        kind, _, code = self.list.key.partition(":")
        if kind == "code" and code in self.study.codebook.codes:
            lines += ["", (code_title(self.study, code), "bold"), *meaning(self.study, code)]
        return joined(lines)

    def heading(self) -> Heading:
        """How much is covered."""
        if self.found is None:
            return Heading((t("coverage"),))
        return Heading((t("coverage"), coverage_sentence(self.found)))

    def action_open_row(self) -> None:
        """The codings of the code, or the transcript."""
        kind, _, ident = self.list.key.partition(":")
        if kind == "code":
            self.qcode.open_screen("codings", code=ident)
        elif kind == "transcript":
            self.qcode.open_screen("coding", transcript=ident)
        elif kind == "case":
            sources = [n for n, s in self.study.transcripts.items() if ident in s.cases]
            if sources:
                self.qcode.open_screen("coding", transcript=sources[0])


def _plain(words: str, width: int) -> list[list[Piece]]:
    del width
    return [[(words, "")]]
