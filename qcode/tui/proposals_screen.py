"""Axial coding, fourth view: what qcode proposes to link, merge and group, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from qcode.i18n import n_, t
from qcode.study.arrange_edits import make_category, remember
from qcode.study.change import Change
from qcode.study.code_edits import merge_codes, move_codes
from qcode.study.proposals import CATEGORY, LATER, LINK, MERGE, REFUSED, Proposal
from qcode.study.study import Study
from qcode.tui.axial_acts import ask_reason
from qcode.tui.axial_views import AxialView
from qcode.tui.coding_rows import heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.proposals_rows import KINDS, key_of, proposal_row, still_open, title_of_kind
from qcode.tui.proposals_search import Search
from qcode.tui.relate_acts import start_link
from qcode.tui.row_list import ListRow, RowList
from qcode.tui.segment_pane import title_of


class ProposalsScreen(AxialView):
    """They are computed in another process, when the view is first opened and when asked.

    The search outlives the view: who leaves it finds what was found when they come back.
    """

    NAME = "proposals"
    BINDINGS = bindings(on_screen("proposals"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = """
    ProposalsScreen #list { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.search = Search()

    def body(self) -> ComposeResult:
        """One list."""
        yield self.top()
        yield RowList(id="list")
        yield Static("", id="nothing", markup=False)

    def opened(self, **place: Any) -> None:
        """As it was left; what was found, or is being looked for, is shown and not begun again."""
        search = place.get("search")
        if isinstance(search, Search):
            self.search = search
        self.search.listener = self.heard
        super().opened(**place)
        if not self.search.complete:
            self.search.begin(self.qcode)

    def place(self) -> dict[str, Any]:
        """The line, and the search with what it found."""
        return {**super().place(), "search": self.search}

    def on_unmount(self) -> None:
        """The search goes on; nobody listens."""
        if self.search.listener == self.heard:
            self.search.listener = None

    # -- looking ----------------------------------------------------------------------------------

    def heard(self) -> None:
        """Something was found, or the search ended."""
        if self.is_mounted:
            self.fill()

    def action_look_again(self) -> None:
        """Compute the proposals again, from the study as it is now."""
        self.search.begin(self.qcode)

    # -- showing ----------------------------------------------------------------------------------

    def open_ones(self) -> list[Proposal]:
        """Those that the study still leaves open, kind by kind, what was put off last."""
        study, query = self.study, self.query_text
        found: list[Proposal] = []
        for kind in KINDS:
            of_kind = [
                current
                for proposal in self.search.found.values()
                if proposal.kind == kind and (current := still_open(study, proposal)) is not None
            ]
            found += sorted(of_kind, key=lambda p: p.later)
        if query:
            found = [p for p in found if proposal_row(study, p).fits(query)]
        return found

    def rows(self) -> Sequence[ListRow]:
        """A heading for each kind, and its proposals."""
        rows: list[ListRow] = []
        proposals = self.open_ones()
        for kind in KINDS:
            of_kind = [p for p in proposals if p.kind == kind]
            if of_kind:
                rows.append(heading_row(title_of_kind(kind), str(len(of_kind))))
                rows += [proposal_row(self.study, p).row() for p in of_kind]
        return rows

    def nothing(self) -> str:
        """Why there is nothing."""
        if self.search.looking:
            return t("Looking for links, merges and {categories}… you can go on meanwhile.")
        if self.search.failed:
            return t("Nothing could be computed; qcode check says what is wrong with the {study}.")
        return t("Nothing to propose now; ~ looks again when more is coded.")

    def said(self) -> str:
        """How many."""
        return n_("{n} proposal", "{n} proposals", len(self.list.keys))

    def heading(self) -> Heading:
        """How many, and whether it is still looking."""
        parts = [t("Proposals"), n_("{n} open", "{n} open", len(self.list.keys))]
        if self.search.looking:
            parts.insert(1, t("looking…"))
        return Heading(tuple(parts))

    def current(self) -> Proposal | None:
        """The proposal under the cursor."""
        found = self.search.found.get(self.list.key)
        return still_open(self.study, found) if found else None

    def current_code(self) -> str:
        """The first code of the proposal."""
        found = self.current()
        return found.codes[0] if found else ""

    def compared(self) -> tuple[str, str]:
        """The two codes of a merge or a link."""
        found = self.current()
        return (found.codes[0], found.codes[1]) if found and len(found.codes) > 1 else ("", "")

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """The quotes behind the proposal."""
        found = self.current()
        if found is None:
            return
        codings = found.codings or tuple(self._meeting(found))
        title = ", ".join(title_of(code, self.study) for code in found.codes)
        self.qcode.open_screen("codings", quotes=codings, title=title)

    def _meeting(self, proposal: Proposal) -> Sequence[str]:
        """The codings behind a link that came without them."""
        if proposal.kind != LINK:
            return ()
        from qcode.analysis.association import behind

        unit = str(proposal.why[0].data.get("unit") or "turn") if proposal.why else "turn"
        return behind(self.study, proposal.codes[0], proposal.codes[1], unit)

    def action_accept(self) -> None:
        """Do what is proposed; a name, a type or a reason is asked for where it is needed."""
        found = self.current()
        if found is None:
            return
        if found.kind == CATEGORY:
            self._take_category(found)
        elif found.kind == MERGE:
            gone, into = found.codes
            names = {"what": title_of(gone, self.study), "name": title_of(into, self.study)}

            def merge(why: str) -> None:
                said = t("“{what}” merged into “{name}”.", **names)
                self._done(self.do(lambda study: merge_codes(study, gone, into, why=why), said))

            ask_reason(self, t("Merge “{what}” into “{name}”", **names), merge)
        else:
            supports = found.codings or tuple(self._meeting(found))
            start_link(self, *found.codes[:2], supports=supports, done=lambda _: self._done(True))

    def _take_category(self, found: Proposal) -> None:
        from qcode.tui.prompt import LinePrompt

        codes = found.codes
        if found.into:
            name = title_of(found.into, self.study)
            said = t("{n} under “{name}”.", n=len(codes), name=name)
            self._done(self.do(lambda study: move_codes(study, codes, found.into), said))
            return

        def named(name: str | None) -> None:
            if name and name.strip():
                said = t("New: “{name}”.", name=name.strip())
                self._done(self.do(lambda study: _category(study, name.strip(), codes), said))

        title = t("New {category} of {what}", what=n_("{n} {code}", "{n} {codes}", len(codes)))
        hint = ", ".join(title_of(code, self.study) for code in codes)
        self.app.push_screen(LinePrompt(title, found.name, hint), named)

    def _done(self, well: bool) -> None:
        if well:
            self.fill()

    def action_turn_round(self) -> None:
        """A proposed merge the other way round, a link from the other code."""
        found = self.current()
        if found is None or found.kind == CATEGORY:
            return
        from dataclasses import replace

        turned = replace(found, codes=(found.codes[1], found.codes[0]))
        self.search.found = {
            (key_of(turned) if key == key_of(found) else key): (
                turned if key == key_of(found) else proposal
            )
            for key, proposal in self.search.found.items()
        }
        self.fill(key_of(turned))

    def action_refuse(self) -> None:
        """Not this one; it is not proposed again."""
        self._decide(REFUSED, t("Refused; it is not proposed again."))

    def action_later(self) -> None:
        """Later: it goes to the end of its kind."""
        found = self.current()
        if found is not None and found.later:
            self._decide("", "")
        else:
            self._decide(LATER, t("Put off."))

    def _decide(self, verdict: str, said: str) -> None:
        found = self.current()
        if found is None:
            return
        keys = self.list.keys
        at = keys.index(key_of(found))
        behind = keys[at + 1] if at + 1 < len(keys) else keys[at - 1]
        if self.do(lambda study: remember(study, found.kind, found.codes, verdict), said):
            self.fill(behind)


def _category(study: Study, name: str, codes: Sequence[str]) -> Change:
    """A new category of these codes; when a code has that name already, they go under it."""
    there = study.codebook.find(name)
    if there is None:
        return make_category(study, name, codes)[0]
    return move_codes(study, [code for code in codes if code != there], there)
