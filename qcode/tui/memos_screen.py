"""The memos of the study: found by type, by what they are about, and by their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qcode.i18n import N_, n_, t, term
from qcode.study import edits
from qcode.study.memo import ABOUT_KINDS, MEMO_TYPES, Memo
from qcode.study.words import fold
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.list_screen import ListScreen
from qcode.tui.memo_about import AboutPicker
from qcode.tui.pieces import Piece, fit, one_line
from qcode.tui.prompt import TYPE_NAMES
from qcode.tui.row_list import ListRow
from qcode.tui.writing_memos import change_memo, go_on_with, new_memo, said_about

ABOUT_NAMES = {
    "code": N_("{codes}"),
    "coding": N_("{codings}"),
    "link": N_("links"),
    "case": N_("{participants}"),
    "transcript": N_("{transcripts}"),
    "": N_("nothing else"),
}
_SHORT_TYPES = {
    "code": N_("{code}"),
    "theoretical": N_("theoretical"),
    "operational": N_("operational"),
    "reflexive": N_("reflexive"),
}
_DRAFT = "draft\n"
"""How the keys of their rows begin: no id of a memo does."""


class MemosScreen(ListScreen):
    """A line for each memo; the text of the one under the cursor below."""

    NAME = "memos"
    BINDINGS = bindings(on_screen("memos"))  # type: ignore[assignment] # a list is fine
    SORTS = (
        ("date", N_("latest first")),
        ("type", N_("by type")),
        ("about", N_("by what they are about")),
        ("title", N_("by title")),
    )
    DEFAULT_CSS = "MemosScreen .foot { max-height: 12; height: 40%; }"

    def __init__(self) -> None:
        super().__init__()
        self.type = ""
        self.about: str | None = None
        """The kind of thing that shown memos are about; empty for those about nothing."""
        self.drafts: dict[str, Memo] = {}
        """What was begun and is not saved, as the memo it would be, by the key of its row."""

    def above(self) -> ComposeResult:
        """The names of the columns."""
        yield Static("", classes="head", markup=False)

    def below(self) -> ComposeResult:
        """The memo under the cursor."""
        yield Static("", classes="foot", markup=False)

    def refresh_study(self) -> None:
        """What was begun may have been saved since, or something else been begun."""
        coder = self.qcode.session.coder
        begun = (d for d in self.qcode.drafts.files.all() if d.type)
        found = {
            (key := _DRAFT + d.place): Memo(key, d.text, coder, d.at, d.type, d.about)
            for d in begun
        }
        before, self.drafts = self.drafts, found
        if found != before and self.is_mounted and not self.covered:
            self.fill()
        super().refresh_study()

    # -- rows -------------------------------------------------------------------------------------

    def nothing(self) -> str:
        """What writes the first."""
        if self.type or self.about is not None:
            return t("No {memo} of this kind; Esc shows all.")
        return t("No {memo} yet; m writes one.")

    def rows(self) -> Sequence[ListRow]:
        """The memos that fit, in order."""
        query = self.query_text
        shown = [
            memo
            for memo in (*self.drafts.values(), *self.study.memos.values())
            if (not self.type or memo.type == self.type)
            and (self.about is None or self._is_about(memo, self.about))
            and (not query or query in fold(f"{memo.by} {memo.text} {self._about(memo)}"))
        ]
        orders: dict[str, Callable[[Memo], Any]] = {
            "date": lambda m: tuple(-ord(c) for c in m.at),
            "type": lambda m: (m.type, m.at),
            "about": lambda m: (not m.about, self._about(m).casefold(), m.at),
            "title": lambda m: m.title.casefold(),
        }
        shown.sort(key=orders[self.sort], reverse=self.backwards)
        self._draw_head()
        shown.sort(key=lambda m: m.id not in self.drafts)
        return [ListRow(memo.id, partial(self._line, memo)) for memo in shown]

    @staticmethod
    def _is_about(memo: Memo, kind: str) -> bool:
        if not kind:
            return not memo.about
        return any(a.partition(":")[0] == kind for a in memo.about)

    def _about(self, memo: Memo) -> str:
        return "; ".join(said_about(self.study, a) for a in memo.about)

    def _line(self, memo: Memo, width: int) -> list[list[Piece]]:
        about = _about_width(width)
        type_ = t(_SHORT_TYPES.get(memo.type, memo.type))
        line = [
            (fit(memo.at[:10], 10) + "  ", "muted"),
            (fit(t("draft"), 11), "warning") if memo.id in self.drafts else (fit(type_, 11), ""),
            ("  " + fit(memo.by, 7) + "  ", "muted"),
            (fit(self._about(memo) or "—", about) + "  ", ""),
            (one_line(memo.title), "strong"),
        ]
        if memo.quoted and memo.quoted != memo.title:
            line.append((f"  “{one_line(memo.quoted)}”", "muted"))
        return [line]

    def _memo_here(self) -> Memo | None:
        key = self.list.key
        return self.drafts.get(key) or self.study.memos.get(key)

    def _draw_head(self) -> None:
        about = _about_width(self.app.size.width - 3)
        names = [(t("date"), 10), (t("type"), 11), (t("by"), 7), (t("about"), about)]
        head = "".join(fit(name, width) + "  " for name, width in names) + t("title")
        self.query_one(".head", Static).update(Content(head))

    def on_resize(self) -> None:
        """The columns are as wide as there is room."""
        self._draw_head()
        super().on_resize()

    def said(self) -> str:
        """How many, and what is shown of them."""
        begun = sum(key in self.drafts for key in self.list.keys)
        parts = [n_("{n} {memo}", "{n} {memos}", len(self.list.keys) - begun), self.order_name()]
        if begun:
            parts.insert(1, t("{n} not saved", n=begun))
        return " · ".join(parts)

    def moved(self) -> None:
        """The whole memo under the cursor."""
        foot = self.query_one(".foot", Static)
        memo = self._memo_here()
        foot.display = memo is not None
        if memo is None:
            return
        lines = [Content(line) for line in memo.text.strip().splitlines()]
        about = self._about(memo)
        if about:
            lines.insert(0, Content.styled(t("about {what}", what=about), "$text-muted"))
        foot.update(Content("\n").join(lines))

    def facts(self) -> frozenset[str]:
        """Whether the memo leads somewhere."""
        memo = self._memo_here()
        return super().facts() | ({"has-about"} if memo and memo.about else frozenset())

    def heading(self) -> Heading:
        """What is shown."""
        parts = [term("memos", capital=True)]
        if self.type:
            parts.append(t(TYPE_NAMES[self.type]))
        if self.about is not None:
            parts.append(t("about {what}", what=t(ABOUT_NAMES[self.about])))
        return Heading(tuple(parts))

    def place(self) -> dict[str, Any]:
        """The filters as well."""
        return {**super().place(), "type": self.type, "about": self.about}

    def opened(self, **place: Any) -> None:
        """A memo by `key`, or those of a type or about a kind of thing."""
        self.type = str(place.get("type") or "")
        self.about = place.get("about")
        super().opened(**place)

    def back(self) -> bool:
        """Escape drops what was typed, then type and about, then leaves."""
        if super().back():
            return True
        if self.type or self.about is not None:
            self.type, self.about = "", None
            self.fill()
            return True
        return False

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """Read or change it; a draft is gone on with."""
        key = self.list.key
        if key in self.drafts:
            go_on_with(self, key.removeprefix(_DRAFT))
        elif key:
            change_memo(self, key)

    def action_write_memo(self) -> None:
        """A new one: about nothing, or about what is chosen first."""
        from qcode.tui.key_menu import KeyMenu

        choices = [
            ("m", t("of its own")),
            ("a", t("about something")),
            ("d", t("of the day's work")),
        ]

        def chosen(key: str | None) -> None:
            if key == "m":
                new_memo(self, "", type_=self.type or "theoretical", then=self.list.go_to)
            elif key == "d":
                new_memo(self, "", type_="operational", then=self.list.go_to)
            elif key == "a":
                self.app.push_screen(AboutPicker(self.study, ()), self._about_chosen)

        self.app.push_screen(KeyMenu(t("A new {memo}:"), choices), chosen)

    def _about_chosen(self, about: tuple[str, ...] | None) -> None:
        if about:
            title = "; ".join(said_about(self.study, a) for a in about)
            is_code = about[0].startswith("code:")
            type_ = "code" if is_code else "theoretical"
            new_memo(self, title, about=about, type_=type_, then=self.list.go_to)

    def action_change_about(self) -> None:
        """What it is about."""
        memo = self.study.memos.get(self.list.key)
        if memo is None:
            return

        def chosen(about: tuple[str, ...] | None) -> None:
            if about is not None and about != memo.about:
                self.do(lambda study: edits.write_memo(study, replace(memo, about=about)))

        self.app.push_screen(AboutPicker(self.study, memo.about), chosen)

    def action_go_to_about(self) -> None:
        """To what it is about; with several, to the one that is chosen."""
        from qcode.tui.key_menu import KeyMenu

        memo = self._memo_here()
        if memo is None or not memo.about:
            self.say(t("This {memo} is about nothing else; a says what it is about."))
            return
        if len(memo.about) == 1:
            self._go(memo.about[0])
            return
        some = memo.about[:9]
        choices = [(str(n), said_about(self.study, a)) for n, a in enumerate(some, start=1)]

        def chosen(key: str | None) -> None:
            if key:
                self._go(some[int(key) - 1])

        self.app.push_screen(KeyMenu(t("Go to"), choices), chosen)

    def _go(self, reference: str) -> None:
        kind, _, ident = reference.partition(":")
        found = self.study.find_coding(ident) if kind == "coding" else None
        if found and found[1].placed:
            self.qcode.show_place(found[0].transcript, found[1].span, ident)
        elif kind == "code" and ident in self.study.codebook.codes:
            self.qcode.open_screen("codings", code=self.study.codebook.resolve(ident))
        elif kind == "transcript" and ident in self.study.transcripts:
            self.qcode.open_screen("coding", transcript=ident)
        elif kind == "case" and (name := self._transcript_of(ident)):
            self.qcode.open_screen("coding", transcript=name)
        else:
            self.say(t("That is no longer in the {study}."), "warning")

    def _transcript_of(self, case: str) -> str:
        return next((n for n, s in self.study.transcripts.items() if case in s.cases), "")

    def action_remove_memo(self) -> None:
        """Take it away; u brings it back."""
        ident = self.list.key
        if ident in self.drafts:
            self.say(t("This is not saved yet: Enter opens it, and F9 there throws it away."))
        elif ident:
            self.do(
                lambda study: edits.remove_memo(study, ident),
                t("{Memo} removed; u brings it back."),
            )

    def action_next_type(self) -> None:
        """One type only, then the next, then all."""
        order = ("", *MEMO_TYPES)
        self.type = order[(order.index(self.type) + 1) % len(order)]
        self.fill()

    def action_next_about(self) -> None:
        """Choose what shown memos are about."""
        from qcode.tui.key_menu import KeyMenu

        kinds = (*ABOUT_KINDS, "")
        choices = [(str(n), t(ABOUT_NAMES[k])) for n, k in enumerate(kinds, start=1)]
        choices.append(("0", t("all")))

        def chosen(key: str | None) -> None:
            if key:
                self.about = None if key == "0" else kinds[int(key) - 1]
                self.fill()

        self.app.push_screen(KeyMenu(t("About:"), choices), chosen)


def _about_width(width: int) -> int:
    return max(14, min(60, (width - 36) // 2))
