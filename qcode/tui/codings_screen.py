"""The codings of a code, or behind a cell of the matrix, each with its context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qcode.i18n import N_, n_, t, term
from qcode.study.coding import CODING
from qcode.study.filters import Filter
from qcode.study.quotes import Made, Quote
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.coding_rows import Listed, coding_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.list_screen import ListScreen
from qcode.tui.row_list import ListRow


class CodingsScreen(CodingChanges, ListScreen):
    """Opened with `code=`, or with `quotes=` (a matrix's, or ids of codings) and `title=`."""

    NAME = "codings"
    BINDINGS = bindings(on_screen("codings"))  # type: ignore[assignment] # a list is fine
    SORTS = (
        ("transcript", N_("by {transcript}")),
        ("coder", N_("by {coder}")),
        ("length", N_("by length")),
        ("date", N_("latest first")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.idents: tuple[str, ...] | None = None
        self.title_text = ""
        self.with_below = True
        self.filter = Filter()
        self._made: Made = {}

    def below(self) -> ComposeResult:
        """What the code means."""
        yield Static("", classes="foot", markup=False)

    def opened(self, **place: Any) -> None:
        """The code or the quotes to list; the rest as it was left."""
        self.code = str(place.get("code") or "")
        quotes = place.get("quotes")
        self.idents = None if quotes is None else _idents(quotes)
        self.title_text = str(place.get("title") or "")
        self.with_below = bool(place.get("with_below", True))
        if isinstance(place.get("filter"), Filter):
            self.filter = place["filter"]
        super().opened(**place)

    def place(self) -> dict[str, Any]:
        """What is listed, and how."""
        return {
            **super().place(),
            "code": self.code,
            "quotes": self.idents,
            "title": self.title_text,
            "with_below": self.with_below,
            "filter": self.filter,
        }

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """The codings that pass, in order."""
        study, query = self.study, self.query_text
        self._made = {}
        passed = [
            one
            for one in self._listed()
            if (not self.filter or self.filter.matches_coding(study, one.file, one.coding))
            and (not query or query in one.haystack(study))
        ]
        passed.sort(key=_ORDERS[self.sort], reverse=self.backwards)
        named = self.idents is not None or len({self.resolved(one) for one in passed}) > 1
        named = named or bool(self.code and self.study.codebook.is_category(self.code))
        coder = self.qcode.session.coder
        return [coding_row(study, o, named=named, made=self._made, own=coder) for o in passed]

    def resolved(self, one: Listed) -> str:
        """The code that a coding counts for."""
        return self.study.codebook.resolve(one.coding.code)

    def _listed(self) -> Iterable[Listed]:
        study = self.study
        if self.idents is not None:
            wanted = set(self.idents)
            for file in study.files_in_order:
                for ident in wanted & file.by_id.keys():
                    coding = file.by_id[ident]
                    if coding.placed and coding.kind == CODING:
                        yield Listed(file, coding)
            return
        book = study.codebook
        code = book.resolve(self.code)
        codes = set(book.below(code)) if self.with_below else {code}
        for file in study.files_in_order:
            for coding in file.codings:
                if book.resolve(coding.code) in codes:
                    yield Listed(file, coding)

    def nothing(self) -> str:
        """Why there is nothing."""
        if self.filter:
            return t("Nothing passes the filter; f changes it.")
        if self.idents is not None:
            return t("None of these {codings} is left; Esc goes back.")
        return t("No {coding} of this {code} yet; Esc goes back, c puts it on words.")

    def said(self) -> str:
        """How many, and the order."""
        counted = n_("{n} {coding}", "{n} {codings}", len(self.list.keys))
        return " · ".join(part for part in (counted, self.order_name()) if part)

    def moved(self) -> None:
        """What the code under the cursor means."""
        foot = self.query_one(".foot", Static)
        book = self.study.codebook
        known = book.codes.get(self.current_code())
        foot.display = known is not None
        if known is None:
            return
        above = book.path_above(known.id)
        lines = [
            Content.assemble((known.name, "bold"), (f"  {above}" if above else "", "$text-muted"))
        ]
        meaning = known.definition or t("no definition yet; e writes one")
        lines.append(Content.styled(meaning, "" if known.definition else "$text-muted"))
        foot.update(Content("\n").join(lines))

    def current_code(self) -> str:
        """The code of the row, else the one that is listed."""
        found = self.study.find_coding(self.list.key) if self.list.key else None
        return self.study.codebook.resolve(found[1].code if found else self.code)

    def heading(self) -> Heading:
        """The code, or the title that was given."""
        known = self.study.codebook.codes.get(self.code)
        title = self.title_text or (known.name if known else term("codings", capital=True))
        parts = [title]
        if self.code and self.study.codebook.is_category(self.code):
            parts.append(t("with {codes} below") if self.with_below else t("without {codes} below"))
        if self.filter:
            parts.append(t("only {filter}", filter=", ".join(self.filter.sentences())))
        return Heading(tuple(parts))

    def facts(self) -> frozenset[str]:
        """What can be done with the row."""
        found = set(super().facts() | self.coding_facts())
        if self.code and self.study.codebook.is_category(self.code):
            found.add("has-below")
        return frozenset(found)

    # -- acts -------------------------------------------------------------------------------------

    def action_below(self) -> None:
        """With the codes below, or without."""
        if self.code and self.study.codebook.is_category(self.code):
            self.with_below = not self.with_below
            self.fill()

    def action_filter(self) -> None:
        """Choose what is shown."""
        from qcode.tui.filter_dialog import FilterDialog

        def chosen(found: Filter | None) -> None:
            if found is not None:
                self.filter = found
                self.fill()

        self.app.push_screen(
            FilterDialog(self.study, self.filter, codes=self.idents is not None), chosen
        )

    def back(self) -> bool:
        """Escape drops what was typed, then the filter, then leaves."""
        if super().back():
            return True
        if self.filter:
            self.filter = Filter()
            self.fill()
            return True
        return False


def _idents(quotes: object) -> tuple[str, ...]:
    if not isinstance(quotes, Iterable):
        return ()
    return tuple(dict.fromkeys(q.coding if isinstance(q, Quote) else str(q) for q in quotes))


_ORDERS: dict[str, Callable[[Listed], Any]] = {
    "transcript": lambda o: (o.file.transcript, o.coding.sort_key(), o.file.coder),
    "coder": lambda o: (o.file.coder, o.file.transcript, o.coding.sort_key()),
    "length": lambda o: (-len(o.coding.span), o.file.transcript, o.coding.sort_key()),
    "date": lambda o: (tuple(-ord(c) for c in o.coding.at), o.file.transcript),
}
