"""Requests between coders: asking for another code, and the screen on which they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qcode.i18n import N_, n_, t
from qcode.sentences.asking import request_title
from qcode.study.change import Change
from qcode.study.clock import now
from qcode.study.code_edits import add_code
from qcode.study.coding import Coding, CodingFile
from qcode.study.edits import together
from qcode.study.quotes import Made
from qcode.study.requests import OPEN, Request, ask_to_recode, decline, grant, requests
from qcode.study.study import Study
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.coding_rows import Listed, code_name, coding_row, heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Line, Piece, cut, ends
from qcode.tui.row_list import ListRow
from qcode.tui.segment_pane import title_of
from qcode.tui.study_screen import StudyScreen

if TYPE_CHECKING:
    from qcode.tui.code_picker import Picked

_STATES = {
    "open": N_("open"),
    "done": N_("recoded"),
    "declined": N_("declined"),
    "gone": N_("gone"),
}


def ask_for_code(screen: StudyScreen, file: CodingFile, coding: Coding) -> None:
    """Picks the code that another coder is to give a coding of theirs, and asks in a memo."""
    from qcode.tui.code_picker import CodePicker

    by = screen.qcode.session.coder

    def build(study: Study, chosen: Picked) -> Change:
        made: list[Change] = []
        code = chosen.codes[0] if chosen.codes else ""
        if not code:
            change, code = add_code(study, chosen.new[0])
            made.append(change)
            study = study.apply(change)
        asked = ask_to_recode(study, by, {coding.id: code}, at=now(), title=request_title)
        return together(asked.what, *made, asked)

    def picked(chosen: Picked | None) -> None:
        if chosen:
            said = t("A {memo} asks {name} for it; u takes it back.", name=file.coder)
            screen.do(lambda study: build(study, chosen), said)

    title = t(
        "Ask {coder} for another {code} than “{name}”",
        coder=file.coder,
        name=title_of(coding.code, screen.study),
    )
    screen.app.push_screen(
        CodePicker(screen.study, about=coding.quote, title=title, several=False), picked
    )


class RequestsScreen(CodingChanges):
    """What is asked of me and still open, then what I asked and what became of it."""

    NAME = "requests"
    FILTERS = False
    BINDINGS = bindings(on_screen("requests"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = "RequestsScreen RowList { scrollbar-gutter: stable; }"

    def __init__(self) -> None:
        super().__init__()
        self._listed: dict[str, Request] = {}

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """Two parts."""
        every, me = requests(self.study), self.qcode.session.coder
        asked = [one for one in every if one.to == me and one.state == OPEN]
        mine = [one for one in every if one.by == me]
        self._listed = {f"{one.memo}:{one.coding}": one for one in (*asked, *mine)}
        made: Made = {}
        rows: list[ListRow] = []
        for title, found in ((t("asked of you"), asked), (t("asked by you"), mine)):
            if found:
                rows.append(heading_row(title, str(len(found))))
                rows += [self._row(one, made) for one in found]
        return rows

    def _row(self, one: Request, made: Made) -> ListRow:
        key, study, me = f"{one.memo}:{one.coding}", self.study, self.qcode.session.coder
        found = study.find_coding(one.coding)
        row = None
        if found is not None and found[1].placed and found[0].transcript in study.transcripts:
            row = coding_row(study, Listed(*found), named=True, made=made, own=me)
        who = t("{name} asks", name=one.by) if one.to == me else t("of {name}", name=one.to)

        def head(width: int) -> Line:
            left: list[Piece] = [
                (f"{who}: ", "muted"),
                *code_name(study, one.was),
                (" → ", "strong"),
                *code_name(study, one.code),
            ]
            look = "accent" if one.state == OPEN else "muted"
            return ends(cut(left, width - 12), [(t(_STATES[one.state]), look)], width)

        def draw(width: int) -> list[Line]:
            return [head(width), *(row.draw(width) if row else ())]

        return ListRow(key, draw, lambda width: 1 + (row.height(width) if row else 0))

    def nothing(self) -> str:
        """Nobody asks."""
        return t("Nothing is asked of you, and you ask nothing; Esc goes back.")

    def heading(self) -> Heading:
        """How many wait."""
        me = self.qcode.session.coder
        waiting = sum(one.to == me and one.state == OPEN for one in self._listed.values())
        return Heading((t("requests"), n_("{n} waits for you", "{n} wait for you", waiting)))

    def facts(self) -> frozenset[str]:
        """Whether the row waits for an answer of mine."""
        one = self.request
        asked = one is not None and one.to == self.qcode.session.coder and one.state == OPEN
        return super().facts() | ({"asked"} if asked else set())

    @property
    def request(self) -> Request | None:
        """The request under the cursor."""
        return self._listed.get(self.list.key)

    def found(self) -> tuple[CodingFile, Coding] | None:
        """The coding that it is about."""
        return self.study.find_coding(self.request.coding) if self.request else None

    # -- acts -------------------------------------------------------------------------------------

    def _asked(self) -> Request | None:
        one = self.request
        if one is None or one.to != self.qcode.session.coder or one.state != OPEN:
            self.say(t("Only what is asked of you and still open is answered."))
            return None
        return one

    def action_grant(self) -> None:
        """Recode as was asked."""
        if one := self._asked():
            coder, name = self.qcode.session.coder, title_of(one.code, self.study)
            said = t("Recoded as “{name}”; u takes it back.", name=name)
            self.do(lambda study: grant(study, coder, one), said)

    def action_decline(self) -> None:
        """Leave it as it is."""
        if one := self._asked():
            coder = self.qcode.session.coder
            said = t("Left as it is; u takes it back.")
            self.do(lambda study: decline(study, coder, one, at=now()), said)

    def action_read_memo(self) -> None:
        """The memo that asks."""
        from qcode.tui.writing_memos import change_memo

        if one := self.request:
            change_memo(self, one.memo)
