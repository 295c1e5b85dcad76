"""Axial coding, fifth view: two codes side by side, their most and their least similar quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from qcode.i18n import n_, percent, t
from qcode.study.coding import Coding, CodingFile
from qcode.study.quotes import Made, attribution, cite
from qcode.study.spans import Span
from qcode.tui import axial_worker
from qcode.tui.axial_acts import ask_reason
from qcode.tui.axial_views import AxialView
from qcode.tui.coding_rows import code_name, heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Line, Piece, cut, fit, length, one_line, wrap
from qcode.tui.row_list import ListRow, RowList
from qcode.tui.segment_pane import title_of
from qcode.tui.writing_memos import new_memo

Found = tuple[CodingFile, Coding]
_MOST_LINES = 6
_BETWEEN = " │ "


class ContrastScreen(AxialView):
    """Opened with `code=` and `other=`; with `near=` alone the other code is asked for."""

    NAME = "contrast"
    FILTERS = False
    BINDINGS = bindings(on_screen("contrast"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = """
    ContrastScreen ListTop > Input, ContrastScreen ListTop > .lead { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.other = ""
        self.pairs: dict[str, list[tuple[str, str, float]]] = {}
        self.looking = False
        self._failed = False

    def body(self) -> ComposeResult:
        """One list, drawn in two columns."""
        yield self.top()
        yield RowList(id="list")
        yield Static("", id="nothing", markup=False)

    def opened(self, **place: Any) -> None:
        """These two codes."""
        code = str(place.get("code") or "")
        near = str(place.get("near") or "")
        if near and near not in {code, str(place.get("other") or "")}:
            place, code = {}, near
        self.code, self.other = code, str(place.get("other") or "")
        pairs = place.get("pairs")
        self.pairs = pairs if isinstance(pairs, dict) else {}
        self.fill(str(place.get("key") or "") or None)
        self.list.focus()
        if self.code and self.other and not self.pairs:
            self._begin()
        elif not self.other:
            self.action_choose()

    def place(self) -> dict[str, Any]:
        """The codes, and what was found."""
        found = {"code": self.code, "other": self.other, "pairs": self.pairs}
        return {**super().place(), **found}

    def current_code(self) -> str:
        """The first code."""
        return self.code

    # -- looking ----------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Choose the codes: the second beside the first, or both."""
        from qcode.tui.code_picker import CodePicker, Picked

        def second(chosen: Picked | None) -> None:
            if chosen and chosen.codes:
                self.other = chosen.codes[0]
                self._begin()

        def first(chosen: Picked | None) -> None:
            if chosen and chosen.codes:
                self.code, self.other, self.pairs = chosen.codes[0], "", {}
                self.fill()
                ask_second()

        def ask_second() -> None:
            title = t("“{name}” beside", name=title_of(self.code, self.study))
            self.app.push_screen(CodePicker(self.study, title=title, several=False), second)

        if self.code and not self.other:
            ask_second()
        else:
            title = t("Compare")
            picker = CodePicker(self.study, title=title, start=self.code, several=False)
            self.app.push_screen(picker, first)

    def _begin(self) -> None:
        self.pairs, self.looking, self._failed = {}, True, False
        self.fill()
        self.run_worker(self._look(self.code, self.other), group="contrast", exclusive=True)

    async def _look(self, code: str, other: str) -> None:
        await self.qcode.writer.flush()
        try:
            async for answer in axial_worker.ask(self.qcode.session.root, "compare", code, other):
                if (code, other) == (self.code, self.other):
                    self.pairs = {n: [tuple(p) for p in pairs] for n, pairs in answer.items()}
        except (OSError, RuntimeError, ValueError):
            self._failed = True
        self.looking = False
        self.fill()

    # -- showing ----------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """The pairs under three headings."""
        made: Made = {}
        titles = {
            "alike": t("most alike: where the edge between them may be unclear"),
            "same_words": t("on the same words"),
            "apart": t("least alike: how far they reach"),
        }
        rows: list[ListRow] = []
        for name, title in titles.items():
            pairs = [
                row
                for one, other, likeness in self.pairs.get(name, ())
                if (row := self._pair(name, one, other, likeness, made)) is not None
            ]
            if pairs:
                rows += [heading_row(title, str(len(pairs))), *pairs]
        return rows

    def _pair(self, kind: str, one: str, other: str, likeness: float, made: Made) -> ListRow | None:
        left, right = self._found(one), self._found(other)
        if left is None or right is None:
            return None
        sides = [self._side(found, made) for found in (left, right)]
        share = percent(likeness)

        def draw(width: int) -> list[Line]:
            room = (width - len(_BETWEEN)) // 2
            columns: list[list[Line]] = [
                [cut(where, room), *wrap(words, room, _MOST_LINES)] for where, words in sides
            ]
            columns[1][0] = cut([(f"{share}  ", "strong"), *columns[1][0]], room)
            lines = []
            for number in range(max(map(len, columns))):
                first = columns[0][number] if number < len(columns[0]) else []
                second = columns[1][number] if number < len(columns[1]) else []
                gap = " " * max(0, room - length(first))
                lines.append([*first, (gap, ""), (_BETWEEN, "muted"), *second])
            return [*lines, [("", "")]]

        return ListRow(f"{kind}|{one}|{other}", draw, lambda width: len(draw(width)))

    def _found(self, ident: str) -> Found | None:
        found = self.study.find_coding(ident)
        return found if found and found[1].placed else None

    def _side(self, found: Found, made: Made) -> tuple[list[Piece], list[Piece]]:
        file, coding = found
        source = self.study.transcripts[file.transcript]
        who = attribution(self.study, source, coding.span, made)
        where: list[Piece] = [(cite(source, coding.span.start), "accent"), (f" {who}", "muted")]
        words = source.text[coding.span.start : coding.span.end]
        return where, [(one_line(words), "")]

    def nothing(self) -> str:
        """Why there is nothing."""
        if self.looking:
            return t("Comparing…")
        if self._failed:
            return t("Nothing could be computed; qcode check says what is wrong with the {study}.")
        if self.code and self.other:
            return t("One of the two has no {coding} yet; c chooses others.")
        return t("c chooses two {codes} to compare.")

    def heading(self) -> Heading:
        """The two codes."""
        if not self.code:
            return Heading((t("Compare"),))
        names = [title_of(code, self.study) for code in (self.code, self.other) if code]
        parts = [" ↔ ".join(names)]
        if self.looking:
            parts.append(t("comparing…"))
        elif self.list.keys:
            parts.append(n_("{n} pair", "{n} pairs", len(self.list.keys)))
        return Heading(tuple(parts))

    def moved(self) -> None:
        """The names above their columns."""
        self.query_one(".said", Static).update(fit("", 0))
        if self.code and self.other:
            left, right = (code_name(self.study, c) for c in (self.code, self.other))
            said = f"{left[0][0]}{left[1][0]} │ {right[0][0]}{right[1][0]}"
            self.query_one(".said", Static).update(said)

    # -- acts -------------------------------------------------------------------------------------

    def _ids(self) -> tuple[str, str]:
        _, one, other = (self.list.key or "||").split("|")
        return one, other

    def action_open_row(self) -> None:
        """To the place of one of the two."""
        from qcode.tui.key_menu import KeyMenu

        if not self.list.key:
            return
        ids = dict(zip("12", self._ids(), strict=True))

        def chosen(key: str | None) -> None:
            found = self._found(ids[key]) if key else None
            if found:
                self.qcode.show_place(found[0].transcript, found[1].span, found[1].id)

        choices = [("1", title_of(self.code, self.study)), ("2", title_of(self.other, self.study))]
        self.app.push_screen(KeyMenu(t("Go to the {quote} of:"), choices), chosen)

    def action_write_memo(self) -> None:
        """A memo about both codes, with both quotes in it."""
        study = self.study
        parts = []
        for ident in self._ids():
            if found := self._found(ident):
                source, span = study.transcripts[found[0].transcript], found[1].span
                parts.append(_quoted(source.text, span, attribution(study, source, span)))
        names = " ↔ ".join(title_of(code, study) for code in (self.code, self.other))
        about = [f"code:{code}" for code in dict.fromkeys((self.code, self.other)) if code]
        if about:
            new_memo(self, names, text="".join(parts), about=about)

    def action_merge(self) -> None:
        """The first code becomes the second."""
        from qcode.study.code_edits import merge_codes

        code, other = self.code, self.other
        if not code or not other or code == other:
            return
        names = {"what": title_of(code, self.study), "name": title_of(other, self.study)}

        def act(why: str) -> None:
            said = t("“{what}” merged into “{name}”.", **names)
            if self.do(lambda study: merge_codes(study, code, other, why=why), said):
                self.action_show_view("axial")

        ask_reason(self, t("Merge “{what}” into “{name}”", **names), act)

    def action_codings_of_code(self) -> None:
        """The codings of the first code."""
        if self.code:
            self.qcode.open_screen("codings", code=self.code)


def _quoted(text: str, span: Span, who: str) -> str:
    lines = "\n".join(f"> {line}" for line in text[span.start : span.end].splitlines())
    return f"{lines}\n> {who}\n\n"
