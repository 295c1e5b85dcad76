"""Axial coding, third view: the links between codes, with what speaks for and against each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from qcode.i18n import N_, n_, t
from qcode.study.link_edits import (
    AGAINST,
    SUPPORTS,
    attach,
    detach,
    edit_link,
    remove_link,
    turn_link,
)
from qcode.study.links import find_link
from qcode.tui.axial_views import AxialView
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.relate_acts import ask_type, attach_codings, link_words, start_link
from qcode.tui.relate_rows import Weighed, evidence_rows
from qcode.tui.row_list import ListRow, RowList
from qcode.tui.segment_pane import title_of
from qcode.tui.writing_memos import memo_of_coding, new_memo

_NOTHING_TO_SAY = frozenset({"note", "language", "date", "kind"})


class LinksScreen(AxialView, CodingChanges):
    """Opened with `code=` for the links of one code, with `key=` or `near=` to begin at one."""

    NAME = "links"
    BINDINGS = bindings(on_screen("links"))  # type: ignore[assignment] # a list is fine
    SORTS = (
        ("file", N_("as made")),
        ("weight", N_("by weight")),
        ("type", N_("by type")),
        ("code", N_("by {code}")),
    )
    DEFAULT_CSS = """
    LinksScreen #panes { height: 1fr; }
    LinksScreen #list-pane { width: 55%; }
    LinksScreen #evidence-pane { width: 1fr; }
    LinksScreen.-narrow #panes { layout: vertical; }
    LinksScreen.-narrow #list-pane { width: 100%; height: 45%; }
    LinksScreen.-narrow #evidence-pane { width: 100%; height: 1fr; }
    LinksScreen.-nothing #panes { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self._weighed: dict[str, Weighed] = {}
        self._shown_evidence: tuple[object, ...] = ()

    def body(self) -> ComposeResult:
        """Links, and the evidence of one."""
        yield self.top()
        with Horizontal(id="panes"):
            with Vertical(id="list-pane", classes="pane"):
                yield RowList(id="list")
            with Vertical(id="evidence-pane", classes="pane"):
                yield RowList(id="evidence")
        yield Static("", id="nothing", markup=False)

    @property
    def evidence(self) -> RowList:
        """The codings of the link under the cursor."""
        return self.query_one("#evidence", RowList)

    @property
    def links(self) -> RowList:
        """The links."""
        return self.query_one("#list", RowList)

    @property
    def list(self) -> RowList:
        """The list that has the keys."""
        return self.evidence if self.focused is self.evidence else self.links

    @property
    def on_quote(self) -> bool:
        """Whether the cursor is on a coding."""
        return self.focused is self.evidence and bool(self.evidence.key)

    @property
    def link(self) -> str:
        """The id of the link under the cursor."""
        return self.links.key

    # -- showing ----------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """The links that pass, in order."""
        study, query = self.study, self.query_text
        found = [Weighed(study, link) for link in study.codebook.links if link.id]
        if self.code:
            found = [one for one in found if self.code in one.ends]
        found = [one for one in found if all(word in one.words for word in query.split())]
        if self.sort in _ORDERS:
            found.sort(key=_ORDERS[self.sort])
        if self.backwards:
            found.reverse()
        self._weighed = {one.link.id: one for one in found}
        return [one.row() for one in found]

    def fill(self, key: str | None = None) -> None:
        """List again, and the evidence."""
        rows = self.rows()
        self.set_class(not rows, "-nothing")
        if not rows:
            self.query_one("#nothing", Static).update(self.nothing())
        self.links.show(rows, key)
        self.tell()

    def nothing(self) -> str:
        """Why there is nothing."""
        if self.query_text:
            return t("Nothing fits “{query}”; Esc shows all.", query=self.filter_line.value)
        if self.code:
            name = title_of(self.code, self.study)
            return t("No link of “{name}” yet; L makes one, Esc shows all.", name=name)
        return t("No link yet; L makes one from one {code} to another.")

    def said(self) -> str:
        """How many, and the order."""
        return f"{n_('{n} link', '{n} links', len(self.links.keys))} · {self.order_name()}"

    def moved(self) -> None:
        """The evidence of the link that the cursor came to."""
        study, one = self.study, self._weighed.get(self.link)
        pane = self.query_one("#evidence-pane", Vertical)
        if one is None:
            self.evidence.show([])
            pane.border_title = ""
            self._shown_evidence = ()
            return
        before, self._shown_evidence = self._shown_evidence, (study, one.link.id)
        if before and before[0] is study and before[1] == one.link.id:
            return
        attribute = next((a for a in study.attribute_names if a not in _NOTHING_TO_SAY), "")
        self.evidence.show(evidence_rows(study, one, self.qcode.session.coder, attribute))
        pane.border_title = link_words(study, *one.ends[:1], one.link.type, one.ends[1])
        pane.border_subtitle = one.weight.balance

    def heading(self) -> Heading:
        """How many links there are, and how many without evidence."""
        bare = sum(not w.weight.supports and not w.weight.against for w in self._weighed.values())
        parts = [t("Links"), n_("{n} link", "{n} links", len(self._weighed))]
        if self.code:
            parts.insert(1, t("only {filter}", filter=title_of(self.code, self.study)))
        if bare:
            parts.append(n_("{n} without evidence", "{n} without evidence", bare))
        return Heading(tuple(parts))

    def current_code(self) -> str:
        """The code of the coding, or the one that the link begins at."""
        if self.on_quote:
            return CodingChanges.current_code(self)
        one = self._weighed.get(self.link)
        return one.ends[0] if one else self.code

    def facts(self) -> frozenset[str]:
        """What can be done now."""
        found = set(super().facts())
        if self.link:
            found.add("link")
        if self.on_quote:
            found.add("quote")
        return frozenset(found)

    def place(self) -> dict[str, Any]:
        """The link, and whether a coding of it has the keys."""
        found = {**super().place(), "key": self.link, "code": self.code}
        if self.on_quote:
            found["quote"] = self.evidence.key
        return found

    def opened(self, **place: Any) -> None:
        """The link, or the first of the code that the cursor was about."""
        self.code = str(place.get("code") or "")
        super().opened(**place)
        near = str(place.get("near") or "")
        if near and not any(near in w.ends for i, w in self._weighed.items() if i == self.link):
            first = next((i for i, w in self._weighed.items() if near in w.ends), "")
            if first:
                self.links.go_to(first)
        self.moved()
        if place.get("quote") and self.evidence.go_to(str(place["quote"])):
            self.evidence.focus()

    def back(self) -> bool:
        """Escape: from the evidence to the links, then all links."""
        if self.focused is self.evidence:
            self.links.focus()
            return True
        if isinstance(self.focused, Input) or self.filter_line.value:
            return super().back()
        if self.code:
            self.code = ""
            self.fill()
            return True
        return False

    # -- acts -------------------------------------------------------------------------------------

    def action_next_pane(self) -> None:
        """Between the links and the evidence."""
        (self.links if self.list is self.evidence else self.evidence).focus()

    action_previous_pane = action_next_pane

    def action_open_row(self) -> None:
        """From a link to its evidence, from a coding to its place."""
        if self.on_quote:
            super().action_open_row()
        else:
            self.evidence.focus()

    def action_link(self) -> None:
        """A new link from a code that is picked."""
        from qcode.tui.code_picker import CodePicker, Picked

        def picked(chosen: Picked | None) -> None:
            if chosen and chosen.codes:
                start_link(self, chosen.codes[0], done=self._show_new)

        title = t("A link from")
        start = self.current_code()
        self.app.push_screen(
            CodePicker(self.study, title=title, start=start, several=False), picked
        )

    def _show_new(self, ident: str) -> None:
        self.fill(ident)

    def action_support(self) -> None:
        """The coding speaks for the link."""
        self._put_on(SUPPORTS)

    def action_oppose(self) -> None:
        """The coding speaks against the link."""
        self._put_on(AGAINST)

    def _put_on(self, side: str) -> None:
        ident, link = self.evidence.key, self.link
        if not self.on_quote:
            self.say(t("Go to a {coding} first: Tab leads to them; then + for, - against."))
            return
        said = t("For the link now.") if side == SUPPORTS else t("Against the link now.")
        index = self.evidence.cursor
        behind = next((r.key for r in self.evidence.rows[index + 1 :] if r.key), "")
        if self.do(lambda study: attach(study, ("links", link), [ident], side), said) and behind:
            self.evidence.go_to(behind)

    def action_attach(self) -> None:
        """The coding becomes evidence of another link."""
        if self.on_quote:
            attach_codings(self, [self.evidence.key])

    def action_take_away(self) -> None:
        """The coding leaves the link, or the link goes."""
        link = self.link
        if not link:
            return
        if self.on_quote:
            ident = self.evidence.key
            found = find_link(self.study.codebook, link)
            if found and ident in (*found.supports, *found.against):
                said = t("No longer evidence of this link; u brings it back.")
                self.do(lambda study: detach(study, ("links", link), [ident]), said)
            else:
                self.say(t("This {coding} is not attached to the link."))
        elif self.focused is self.links:
            said = t("Link removed; u brings it back.")
            self.do(lambda study: remove_link(study, link), said)

    def action_edit_code(self) -> None:
        """Change the link: its type, its ends, its direction."""
        from qcode.tui.key_menu import KeyMenu

        link = self.link
        acts: dict[str, Callable[[], object]] = {
            "t": lambda: ask_type(
                self, t("Type:"), lambda v: self.do(lambda s: edit_link(s, link, "type", v))
            ),
            "1": lambda: self._ask_end("from"),
            "2": lambda: self._ask_end("to"),
            "-": lambda: self.do(lambda study: turn_link(study, link)),
            "m": self.action_remark,
        }
        choices = [
            ("t", t("type")), ("1", t("where it begins")), ("2", t("where it leads")),
            ("-", t("turn it round")), ("m", t("remark")),
        ]  # fmt: skip

        def chosen(key: str | None) -> None:
            if key:
                acts[key]()

        if link:
            self.app.push_screen(KeyMenu(t("Change the link:"), choices), chosen)

    def _ask_end(self, field: str) -> None:
        from qcode.tui.code_picker import CodePicker, Picked

        link = self.link

        def picked(chosen: Picked | None) -> None:
            if chosen and chosen.codes:
                self.do(lambda study: edit_link(study, link, field, chosen.codes[0]))

        title = t("The link begins at") if field == "from" else t("The link leads to")
        self.app.push_screen(CodePicker(self.study, title=title, several=False), picked)

    def action_remark(self) -> None:
        """The short remark of the link, or of the coding."""
        from qcode.tui.prompt import TextPrompt

        link = find_link(self.study.codebook, self.link)
        if self.on_quote:
            super().action_remark()
            return
        if link is None:
            return

        def written(text: str | None) -> None:
            if text is not None and text.strip() != link.memo.strip():
                self.do(lambda study: edit_link(study, link.id, "memo", text.strip()))

        title = link_words(self.study, link.source, link.type, link.target)
        self.app.push_screen(TextPrompt(title, link.memo), written)

    def action_write_memo(self) -> None:
        """A memo about the coding or about the link."""
        link = find_link(self.study.codebook, self.link)
        if self.on_quote:
            memo_of_coding(self, self.evidence.key)
        elif link is not None:
            words = link_words(self.study, link.source, link.type, link.target)
            new_memo(self, words, about=[f"link:{link.id}"], type_="theoretical")

    def action_codings_of_code(self) -> None:
        """The codings of the code that the cursor is about."""
        if code := self.current_code():
            self.qcode.open_screen("codings", code=code)


_ORDERS: dict[str, Callable[[Weighed], Any]] = {
    "weight": lambda one: -len(one.weight.supports) - len(one.weight.against),
    "type": lambda one: one.link.type,
    "code": lambda one: one.words,
}
