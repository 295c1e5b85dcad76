"""An account of the suggestions: what was shown, what became of it, how honest the chances were."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content

from qcode.i18n import t
from qcode.study.study import Study
from qcode.suggest.account_words import (
    bin_sentence,
    change_text,
    tally_sentence,
    verdict_sentence,
    whole_lines,
)
from qcode.tui.account_rows import WHOLE, account_rows
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.row_list import ListRow
from qcode.tui.selective_base import DetailScreen, code_title, joined, meaning
from qcode.tui.suggestion_settings import ask_what_to_set

if TYPE_CHECKING:
    from qcode.suggest.report import Account

Lines = list[Content | str | tuple[str, str]]


class AccountScreen(DetailScreen):
    """Counted in a thread, from the codings, the record and the journals."""

    NAME = "account"
    DEFAULT_CSS = "AccountScreen.-wide StillText { width: 30%; }"
    BINDINGS = bindings(on_screen("account"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.found: Account | None = None
        self.everybody = True

    def opened(self, **place: Any) -> None:
        """Of everybody or of me, as it was."""
        self.everybody = bool(place.get("everybody", True))
        super().opened(**place)
        self._count()

    def place(self) -> dict[str, Any]:
        """The row, and whose account it is."""
        return {**super().place(), "everybody": self.everybody}

    def show_study(self, study: Study) -> None:
        """Count again."""
        super().show_study(study)
        self._count()

    def _count(self) -> None:
        self.run_worker(self._counted(self.study), group="account", exclusive=True)

    async def _counted(self, study: Study) -> None:
        from qcode.suggest.report import account

        session = self.qcode.session
        whose = None if self.everybody and not self.qcode.blind else session.coder
        self.qcode.writer.wake()
        await self.qcode.writer.flush()
        self.found = await asyncio.to_thread(account, session.root, study, whose)
        self.fill()

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """What was counted, part by part."""
        found = self.found
        if found is None or not (found.whole.shown or found.undecided or found.changes):
            return ()
        return account_rows(self.study, found)

    def nothing(self) -> str:
        """Nothing counted yet, or nothing to count."""
        if self.found is None:
            return t("counting…")
        return t("Nothing was suggested yet. What is shown while you {code} is noted from now on.")

    def heading(self) -> Heading:
        """Whose account it is."""
        mine = not self.everybody or self.qcode.blind
        whose = self.qcode.session.coder if mine else t("all coders")
        return Heading((t("account of {suggestions}"), whose))

    def facts(self) -> frozenset[str]:
        """What can be done with the row."""
        facts = set(super().facts())
        if self.code:
            facts.add("one-code")
        return frozenset(facts)

    # -- details ----------------------------------------------------------------------------------

    @property
    def code(self) -> str:
        """The code under the cursor."""
        part, _, ident = self.list.key.partition(":")
        return ident if part == "code" and ident in self.study.codebook.codes else ""

    def details(self) -> Content:
        """What the row says, in words."""
        found, (part, _, ident) = self.found, self.list.key.partition(":")
        if found is None:
            return Content("")
        lines: Lines = []
        if part == WHOLE:
            lines += whole_lines(found)
        elif part == "code" and ident in found.by_code:
            lines += self._about_code(found, ident)
        elif part == "bin":
            said, right, count = found.reliability[int(ident)]
            lines.append(bin_sentence(said, right, count))
        elif part in {"time", "mode"}:
            tallies = found.by_mode if part == "mode" else {**found.by_month, **found.by_week}
            lines.append(tally_sentence(tallies[ident]))
        elif part == "set":
            lines.append(change_text(found.changes[int(ident)]))
        return joined(lines)

    def _about_code(self, found: Account, ident: str) -> Lines:
        one = found.by_code[ident]
        lines: Lines = [(code_title(self.study, ident), "bold")]
        if one.shown:
            lines += [verdict_sentence(one), tally_sentence(one)]
            lines += [
                bin_sentence(said, right, count)
                for said, right, count in found.reliability_of.get(ident, ())
            ]
        else:
            lines.append(t("It was never suggested where you decided."))
        if ident in self.study.codebook.codes:
            lines += ["", *meaning(self.study, ident)]
        return lines

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """The codings of the code."""
        if self.code:
            self.qcode.open_screen("codings", code=self.code)

    def action_whose(self) -> None:
        """Of everybody, or of me."""
        if self.qcode.blind:
            self.say(t("You {code} blind: this is your own account."))
            return
        self.everybody = not self.everybody
        self._count()

    def action_suggestion_settings(self) -> None:
        """When suggestions show, from which chance on, and who is blind."""
        ask_what_to_set(self)
