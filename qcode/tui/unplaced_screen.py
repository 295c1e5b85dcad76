"""Codings that lost their place in a text: nothing is dropped, they wait here for a person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len

from qcode.i18n import n_, t
from qcode.study.coding import READ, REJECTED
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.coding_rows import Listed, code_name, heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Piece, cut, ends, lines_needed, one_line, wrap
from qcode.tui.row_list import ListRow

_MOST_LINES = 4


class UnplacedScreen(CodingChanges):
    """By transcript; Enter goes to the text to say where the coding belongs, x removes it."""

    NAME = "unplaced"
    BINDINGS = bindings(on_screen("unplaced"))  # type: ignore[assignment] # a list is fine

    def rows(self) -> Sequence[ListRow]:
        """All that wait, mine and those of others."""
        study, query = self.study, self.query_text
        waiting = [Listed(f, c) for f, c in study.without_place() if c.kind != READ]
        shown = [one for one in waiting if not query or query in one.haystack(study)]
        rows: list[ListRow] = []
        last = ""
        for one in sorted(shown, key=lambda o: (o.file.transcript, o.coding.was or (0, 0, ""))):
            if one.file.transcript != last:
                last = one.file.transcript
                count = sum(o.file.transcript == last for o in shown)
                rows.append(heading_row(last, str(count)))
            cells = cell_len(one.coding.quote) + 2
            rows.append(ListRow(one.key, partial(self._lines, one), partial(_height, cells)))
        return rows

    def _lines(self, one: Listed, width: int) -> list[list[Piece]]:
        file, coding = one.file, one.coding
        left: list[Piece] = code_name(self.study, coding.code)
        if coding.kind == REJECTED:
            left = [(t("refused: "), "muted"), *left]
        where = self._was(one)
        lines = [ends(left, [(file.coder, ""), ("  " + where, "muted")], width)]
        quote: list[Piece] = [(f"“{one_line(coding.quote)}”", "strong")]
        lines += [
            [("  ", ""), *line]
            for line in wrap(quote, width - 2, _height(cell_len(coding.quote) + 2, width) - 2)
        ]
        before, after = one_line(coding.prefix), one_line(coding.suffix)
        around = t("stood between “{before}” and “{after}”", before=before, after=after)
        lines.append(cut([("  ", ""), (around, "muted")], width))
        return lines

    def _was(self, one: Listed) -> str:
        was = one.coding.was
        source = self.study.transcripts[one.file.transcript]
        if was is None:
            return ""
        turn = source.turn_at(min(was[0], max(0, len(source.text) - 1)))
        return t("was near {turn} {n}", n=turn.number) if turn else ""

    def nothing(self) -> str:
        """As it should be."""
        return t("All {codings} are in their places; Esc goes back.")

    def said(self) -> str:
        """How many; marks of what was read are only counted: what changed is to be read again."""
        counted = [self.study.find_coding(key) for key in self.list.keys]
        refused = sum(1 for one in counted if one is not None and one[1].kind == REJECTED)
        parts = [n_("{n} waits", "{n} wait", len(self.list.keys) - refused)]
        if refused:
            parts.append(n_("{n} refused {suggestion}", "{n} refused {suggestions}", refused))
        if marks := sum(c.kind == READ for _, c in self.study.without_place()):
            parts.append(n_("{n} {segment} to read again", "{n} {segments} to read again", marks))
        return " · ".join(parts)

    def heading(self) -> Heading:
        """What this is."""
        return Heading((t("{codings} without a place"),))

    def facts(self) -> frozenset[str]:
        """Whether it is mine."""
        return super().facts() | self.coding_facts()

    def action_place_coding(self) -> None:
        """To the text, to say where it belongs."""
        if coding := self.own():
            self.qcode.open_screen("place", coding=coding.id)


def _height(cells: int, width: int) -> int:
    return 2 + lines_needed(cells, width - 2, _MOST_LINES)
