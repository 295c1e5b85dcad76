"""Where the study stands, and what is left to do, with a jump to each; nothing is forbidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import partial

from textual.content import Content

from qcode.i18n import N_, n_, t, term
from qcode.sentences.phases import LEFT_NAMES, PHASE_NAMES
from qcode.study import selective_edits
from qcode.study.code import Link
from qcode.study.links import find_link
from qcode.study.phase import PHASES, Left, phase_of, what_is_left
from qcode.study.requests import open_requests
from qcode.study.selective import Proposition, find_proposition
from qcode.tui.coding_rows import heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Piece, cut, one_line
from qcode.tui.row_list import ListRow
from qcode.tui.screens import entry
from qcode.tui.selective_base import DetailScreen, code_title, joined, meaning
from qcode.tui.selective_details import link_sentence, proposition_details

_LEADS = {
    "uncoded": N_("Enter opens the {transcript}."),
    "undefined": N_("Enter opens the {code}, to define it."),
    "uncategorised": N_("Enter goes to axial coding, to put it under a {category}."),
    "thin": N_("Enter goes to axial coding: fill it, or do without it."),
    "unused": N_("Enter opens the {code}: find its words, or retire it."),
    "bare_links": N_("Enter goes to the link, to attach {codings}."),
    "lost": N_("Enter goes to the link, to attach others."),
    "bare_propositions": N_("Enter attaches {codings} for and against."),
    "unlinked": N_("Enter goes to axial coding, to link it."),
    "asked": N_("Enter lists what other {coder}s ask of you."),
}
ASKED = "asked"


def phase_name(phase: str) -> str:
    """How a phase is called."""
    return t(PHASE_NAMES[phase])


def points_left(left: Left) -> int:
    """How many points are left in all."""
    return sum(len(getattr(left, each.name)) for each in fields(left))


class PhaseScreen(DetailScreen):
    """What is left by kind; the key `P` says which phase the study is in."""

    NAME = "phase"
    BINDINGS = bindings(on_screen("phase"))  # type: ignore[assignment] # a list is fine

    def rows(self) -> Sequence[ListRow]:
        """Everything that a reader of the codebook would miss."""
        left = what_is_left(self.study)
        rows: list[ListRow] = []
        if asked := open_requests(self.study, self.qcode.session.coder):
            waiting = n_("{n} {coding} to recode", "{n} {codings} to recode", len(asked))
            names = ", ".join(dict.fromkeys(one.by for one in asked))
            rows.append(heading_row(t("asked of you"), str(len(asked))))
            rows.append(self._made(ASKED, "", [(waiting, ""), (f"  {names}", "muted")]))
        for kind, title in LEFT_NAMES.items():
            found = getattr(left, kind)
            if found:
                rows.append(heading_row(t(title), str(len(found))))
                rows += [self._row(kind, one) for one in found]
        return rows

    def _row(self, kind: str, one: object) -> ListRow:
        study = self.study
        if isinstance(one, tuple):
            link, missing = one
            gone = n_("{n} {coding} gone", "{n} {codings} gone", len(missing))
            words = [(link_sentence(study, link), ""), (f"  {gone}", "warning")]
            return self._made(kind, link.id, words)
        if isinstance(one, Link):
            return self._made(kind, one.id, [(link_sentence(study, one), "")])
        if isinstance(one, Proposition):
            return self._made(kind, one.id, [(one_line(one.text), "")])
        ident = str(one)
        if ident not in study.codebook.codes:
            return self._made(kind, ident, [(ident, "")])
        above = study.codebook.path_above(ident)
        return self._made(kind, ident, [(code_title(study, ident), ""), (f"  {above}", "muted")])

    @staticmethod
    def _made(kind: str, ident: str, words: Sequence[Piece]) -> ListRow:
        return ListRow(f"{kind}:{ident}", lambda width: [cut(words, width)])

    def nothing(self) -> str:
        """Done."""
        return t("Nothing is left: all is coded, defined, linked and evident. Esc goes back.")

    @property
    def kind(self) -> str:
        """What is missing in the row under the cursor."""
        return self.list.key.partition(":")[0]

    @property
    def ident(self) -> str:
        """Of what."""
        return self.list.key.partition(":")[2]

    def details(self) -> Content:
        """What it is, and where Enter leads."""
        if not self.kind:
            return Content("")
        book, ident = self.study.codebook, self.ident
        lines: list[Content | str | tuple[str, str]] = []
        if ident in book.codes:
            lines += [(code_title(self.study, ident), "bold"), *meaning(self.study, ident)]
        elif (found := find_proposition(book, ident)) is not None:
            lines.append(proposition_details(self.study, found))
        elif (link := find_link(book, ident)) is not None:
            lines.append((link_sentence(self.study, link), "bold"))
            lines += [link.memo] if link.memo else []
        elif ident:
            lines.append((ident, "bold"))
        return joined([*lines, "", (t(_LEADS[self.kind]), "$text-muted")])

    def heading(self) -> Heading:
        """The phase, said or seen."""
        book = self.study.codebook
        said = str(book.settings.get("phase") or "") in PHASES
        how = t("as the {study} says") if said else t("as the {codebook} shows")
        count = points_left(what_is_left(self.study))
        left = n_("{n} point left", "{n} points left", count)
        return Heading((f"{phase_name(phase_of(book))} ({how})", left))

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """To where it can be mended."""
        kind, ident = self.kind, self.ident
        if kind == ASKED:
            self.qcode.open_screen("requests")
        elif kind == "uncoded":
            self.qcode.open_screen("coding", transcript=ident)
        elif kind == "bare_propositions":
            self.qcode.open_screen("evidence", proposition=ident)
        elif kind in {"undefined", "unused"}:
            self.qcode.open_screen("code", code=ident)
        elif kind in {"bare_links", "lost"} and entry("links"):
            self.qcode.open_screen("links", key=ident)
        elif entry("axial"):
            self.qcode.open_screen("axial", code=ident)
        elif ident in self.study.codebook.codes:
            self.qcode.open_screen("code", code=ident)
        else:
            self.say(t("`qcode links` shows it."))

    def action_choose_phase(self) -> None:
        """Say which phase the study is in, or let the codebook show it."""
        from qcode.tui.key_menu import KeyMenu

        if not self.writable:
            return
        choices = [(str(n), phase_name(p)) for n, p in enumerate(PHASES, start=1)]
        choices.append(("0", t("as the {codebook} shows")))

        def chosen(key: str | None) -> None:
            if key:
                phase = "" if key == "0" else PHASES[int(key) - 1]
                self.do(partial(selective_edits.set_phase, phase=phase))

        self.app.push_screen(KeyMenu(f"{term('study', capital=True)}:", choices), chosen)
