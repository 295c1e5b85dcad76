"""Second thoughts: codings that are surprising given all others, as a list to look through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from qcode.i18n import n_, t
from qcode.study.coding import CODING, Coding, CodingFile
from qcode.study.spans import Span
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.coding_rows import Listed, code_name, coding_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.looking import Looking
from qcode.tui.pieces import Piece, cut
from qcode.tui.row_list import ListRow
from qcode.tui.segment_list import about_code
from qcode.tui.selective_base import WIDE, DetailScreen, coding_lines, joined


@dataclass(frozen=True, slots=True)
class Thought:
    """A coding to think over, as it was when it was found surprising."""

    coding: str
    code: str
    rather: str
    """The code that what is like it would rather have."""


class SecondThoughtsScreen(DetailScreen, CodingChanges, Looking):
    """The worker process finds them; nothing is changed but by the researcher's own keys."""

    NAME = "thoughts"
    FILTERS = False
    BINDINGS = bindings(on_screen("thoughts"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.thoughts: dict[str, Thought] | None = None

    def opened(self, **place: Any) -> None:
        """What was found before is shown without asking again."""
        before = place.get("thoughts")
        self.thoughts = before if isinstance(before, dict) else None
        super().opened(**place)
        if self.thoughts is None:
            self.action_look_again()

    def place(self) -> dict[str, Any]:
        """The row, and what was found."""
        return {**super().place(), "thoughts": self.thoughts}

    def _finder(self) -> Any:
        """What finds them, or None: a session may have no suggestions."""
        return getattr(self.qcode.suggester, "second_thoughts", None)

    def action_look_again(self) -> None:
        """Ask anew, with all that was coded since; what was found before stays till then."""
        if self._finder() is None:
            self.fill()
        else:
            self.look(self._ask())

    async def _ask(self) -> None:
        places = await self._finder()(tell=self.far)
        self.thoughts = {p.coding: Thought(p.coding, p.code, p.rather) for p in places if p.rather}
        self.waiting = False
        self.fill()

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """The codings that are as they were, the most surprising first."""
        study, coder, made = self.study, self.qcode.session.coder, dict[Any, str]()
        return [
            self._with_rather(
                coding_row(study, Listed(*found), named=True, made=made, own=coder), thought
            )
            for thought, found in self._standing()
        ]

    def _standing(self) -> list[tuple[Thought, tuple[CodingFile, Coding]]]:
        """What is coded as it was; of several coders' alike codings mine, else the first."""
        study, coder = self.study, self.qcode.session.coder
        kept: dict[tuple[str, Span, str], tuple[Thought, tuple[CodingFile, Coding]]] = {}
        for thought in (self.thoughts or {}).values():
            found = study.find_coding(thought.coding)
            if found is None or not found[1].placed or found[1].kind != CODING:
                continue
            file, coding = found
            if study.codebook.resolve(coding.code) == thought.code:
                alike = (file.transcript, coding.span, thought.code)
                if alike not in kept or file.coder == coder:
                    kept[alike] = thought, found
        return list(kept.values())

    def _with_rather(self, row: ListRow, thought: Thought) -> ListRow:
        def draw(width: int) -> list[Sequence[Piece]]:
            said: list[Piece] = [("  ", ""), (t("what is like it:"), "muted"), (" ", "")]
            return [*row.draw(width), cut([*said, *code_name(self.study, thought.rather)], width)]

        return ListRow(row.key, draw, lambda width: row.height(width) + 1)

    def nothing(self) -> str:
        """Still looking, nobody to ask, or nothing is surprising."""
        if self._finder() is None:
            return t("This needs {suggestions}, which are off in this session.")
        if self.waiting:
            return self.how_far(t("Holding {codings} against all others"))
        return t("No {coding} is surprising given the others; Esc goes back.")

    def heading(self) -> Heading:
        """What this is, and how many."""
        parts = [t("second thoughts"), *self.parts()]
        if self.list.keys:
            parts.append(n_("{n} {coding}", "{n} {codings}", len(self.list.keys)))
        return Heading(tuple(parts))

    def facts(self) -> frozenset[str]:
        """What can be done with the row."""
        return super().facts() | self.coding_facts()

    def details(self) -> Content:
        """The coding in its context, its code, and the code that what is like it has.

        Below the list, where there is little room, the row itself must do for the context.
        """
        found, thought = self.found(), (self.thoughts or {}).get(self.list.key)
        if found is None or thought is None:
            return Content("")
        lines: list[Content | str | tuple[str, str]] = (
            [*coding_lines(self.study, found)]
            if self.app.size.width >= WIDE
            else [*about_code(self.study, found[1].code)[1:]]
        )
        lines += ["", (t("What is like it is coded:"), "$text-muted")]
        return joined([*lines, *about_code(self.study, thought.rather)[1:]])
