"""From the text to what suggestions know: rules, where to code next, what was coded alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qcode.i18n import t
from qcode.tui.coding_notes import CodingNotes

if TYPE_CHECKING:
    from qcode.tui.like_prompt import Behind


class CodingAsks(CodingNotes):
    """Acts that lead from the coding screen to lists, and back by Escape."""

    def action_rules_of_code(self) -> None:
        """The rules of the code under the cursor."""
        if code := self.current_code():
            self.qcode.open_screen("rules", code=code)
        else:
            self.say(t("There is no {code} here; ] goes to the next {coding}, b to the {codes}."))

    def action_autocode(self) -> None:
        """What the rules find: of the code in the pane, else of all."""
        self.qcode.open_screen("autocode", code=self.current_code() if self.in_codes else "")

    def action_queue(self) -> None:
        """Where to code next; in the pane of codes, where that code may hide."""
        self.qcode.open_screen("queue", code=self.current_code() if self.in_codes else "")

    def action_suggestion_settings(self) -> None:
        """When suggestions show, from which chance on, and who codes blind."""
        from qcode.tui.suggestion_settings import ask_what_to_set

        ask_what_to_set(self)

    def action_second_thoughts(self) -> None:
        """Codings that are surprising given all others."""
        self.qcode.open_screen("thoughts")

    def action_see_like(self) -> None:
        """What is most similar to this and coded as is suggested."""
        behind = [] if self.hidden else self._behind()
        if behind:
            from qcode.tui.like_prompt import LikePrompt

            self.app.push_screen(LikePrompt(self.study, behind), self._go_to_like)
        elif self.desk.shown.codes and not self.hidden:
            self.say(t("No {coding} stands behind these {suggestions}: their reasons say it all."))
        else:
            self.say(t("There is no {suggestion} here, and so nothing that it is like."))

    def _behind(self) -> list[Behind]:
        from qcode.tui.like_prompt import Behind

        found = []
        for number, offer in enumerate(self.desk.shown.codes, start=1):
            one = self.study.find_coding(offer.coding) if offer.coding else None
            if one is not None and one[1].placed:
                found.append(Behind(number, *one, offer.reason))
        return found

    def _go_to_like(self, one: Behind | None) -> None:
        """To the coding, with a way back to where the suggestion is."""
        if one is None:
            return
        app = self.qcode
        app.trail = [*app.trail, (app.current_mode, self.NAME, self.place())]
        app.show_place(one.file.transcript, one.coding.span, one.coding.id)
