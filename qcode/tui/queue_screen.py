"""Where to code next: uncoded segments of all transcripts, by what coding them would teach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qcode.i18n import n_, t
from qcode.study.study import Study
from qcode.suggest.marks import untouched
from qcode.suggest.values import sureness
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.looking import Looking
from qcode.tui.offers import BANDS
from qcode.tui.row_list import ListRow
from qcode.tui.segment_list import Hit, SegmentList
from qcode.tui.segment_pane import title_of


class QueueScreen(SegmentList, Looking):
    """Opened with `code=` for where this code may hide; without, for where coding teaches most.

    The worker process answers; what is coded or read meanwhile leaves the list.
    """

    NAME = "queue"
    BINDINGS = bindings(on_screen("queue"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[Hit, ...] | None = None

    def opened(self, **place: Any) -> None:
        """This code; what was found before is shown without asking again."""
        self.code = self.study.codebook.resolve(str(place.get("code") or ""))
        before = place.get("found")
        self.found = before if isinstance(before, tuple) else None
        super().opened(**place)
        if self.found is None:
            self.action_look_again()

    def place(self) -> dict[str, Any]:
        """The code, the row, and what was found."""
        return {**super().place(), "code": self.code, "found": self.found}

    def _finder(self) -> Any:
        """What orders the queue, or None: a session may have no suggestions."""
        return getattr(self.qcode.suggester, "queue", None)

    def action_look_again(self) -> None:
        """Ask anew."""
        if self._finder() is None:
            self.fill()
            return
        self.found = None
        self.look(self._ask(self.code))

    async def _ask(self, code: str) -> None:
        places = await self._finder()(code, tell=self.far)
        study = self.study
        self.found = tuple(
            Hit(p.transcript, p.span, p.code, _why(study, p.code, p.score, known=bool(code)))
            for p in places
        )
        self.waiting = False
        self.fill()

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """What is still neither coded nor read, the best first."""
        study, coder = self.study, self.qcode.session.coder
        self.hits = {
            hit.key: hit
            for hit in self.found or ()
            if hit.transcript in study.transcripts
            and untouched(study, coder, hit.transcript, hit.span)
        }
        made: dict[Any, str] = {}
        return [self.row_of(hit, made, named=False) for hit in self.hits.values()]

    def nothing(self) -> str:
        """Still looking, nobody to ask, or nothing is open."""
        if self._finder() is None:
            return t("This needs {suggestions}, which are off in this session.")
        if self.waiting:
            return self.how_far(t("Looking through what is not coded yet"))
        if self.found:
            return t("All of these are coded or read now; ~ looks for more.")
        return t("No open {segment} has a likely {code}; Esc goes back.")

    def heading(self) -> Heading:
        """What it is ordered by, and how many."""
        known = self.study.codebook.codes.get(self.code)
        what = t("more like {name}", name=known.name) if known else t("where {coding} teaches most")
        parts = [t("code next"), what, *self.parts()]
        if self.hits:
            parts.append(n_("{n} place", "{n} places", len(self.hits)))
        return Heading(tuple(parts))

    def facts(self) -> frozenset[str]:
        """Whether the list is about one code."""
        return super().facts() | ({"of-one-code"} if self.code else frozenset())

    # -- acts -------------------------------------------------------------------------------------

    def action_choose_code(self) -> None:
        """Another code to look for."""
        from qcode.tui.code_picker import CodePicker, Picked

        def picked(chosen: Picked | None) -> None:
            if chosen and chosen.codes:
                self._turn_to(chosen.codes[0])
            elif chosen:
                self.say(t("Choose a {code} that is there."), "warning")

        title = t("Where may it hide?")
        self.app.push_screen(CodePicker(self.study, title=title, several=False), picked)

    def action_any_code(self) -> None:
        """Where coding teaches most, whatever the code."""
        self._turn_to("")

    def _turn_to(self, code: str) -> None:
        self.code = code
        self.action_look_again()


def _why(study: Study, code: str, score: float, *, known: bool) -> str:
    """How sure it is of the code that is looked for; else its best guess, which is open."""
    return t(BANDS[sureness(score)]) if known else f"{title_of(code, study)}?"
