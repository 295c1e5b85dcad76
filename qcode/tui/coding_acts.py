"""Putting codes: by the picker, by number, in vivo, again; removing, recoding, moving edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from qcode.i18n import t
from qcode.study import edits
from qcode.study.change import Change
from qcode.study.clock import now
from qcode.study.code_edits import add_code
from qcode.study.coding import Coding
from qcode.study.errors import QcodeError
from qcode.study.quotes import cite
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.coding_base import CodingBase
from qcode.tui.offers import MOST_CODES, REFUSED, TAKEN
from qcode.tui.segment_pane import title_of

if TYPE_CHECKING:
    from qcode.tui.code_picker import Picked

_MOST_RECENT = 12
_LONG_NAME = 48
"""An in-vivo name longer than this is offered for shortening."""


class CodingActs(CodingBase):
    """The acts that change codings."""

    # -- putting --------------------------------------------------------------------------------

    def put(
        self,
        codes: Sequence[str],
        new: Sequence[str] = (),
        *,
        span: Span | None = None,
        origin: Any = "hand",
        source: str = "",
    ) -> bool:
        """Put codes, and new ones by name, on the target or a span: one change, one undo."""
        where = span or self.view.target
        made = _Putting(self.coder, self.transcript, where, self.reading, origin)

        def build(study: Study) -> Change:
            return made.change(study, codes, new, source or "data")

        if not self.do(build):
            return False
        ids = [*made.codes]
        self.recent = [*ids, *(r for r in self.recent if r not in ids)][:_MOST_RECENT]
        self.last_put = made.coding
        if origin == "hand":
            self.desk.after_own(self.study, self.coder, self.mode)
        self.draw_here()
        return True

    def action_pick(self) -> None:
        """Choose codes by a few letters."""
        from qcode.tui.code_picker import CodePicker

        if not self._something():
            return
        start = self.codes.code_tree.code if self.in_codes else ""
        here = [
            found[1].code for i in self.view.codings_here if (found := self.study.find_coding(i))
        ]

        def picked(chosen: Picked | None) -> None:
            self.view.focus()
            if chosen:
                self.put(chosen.codes, chosen.new)

        source = self.study.transcripts[self.transcript].text
        span = self.view.target
        self.app.push_screen(
            CodePicker(
                self.study,
                about=source[span.start : span.end],
                recent=self.recent,
                here=here,
                start=start,
                clear_of=self.view.target_rows,
            ),
            picked,
        )

    def action_put_code(self, code: str) -> None:
        """Put a code that was clicked."""
        if self._something():
            self.put([code])

    def action_put_again(self) -> None:
        """The last code again."""
        if not self.recent:
            self.say(t("No {code} was put yet; c picks one."))
        elif self._something():
            self.put([self.recent[0]])

    def action_in_vivo(self) -> None:
        """A code of the selected words."""
        span = self.view.selection
        if span is None:
            self.say(t("Select their words first: → selects a sentence, w and e move its end."))
            return
        text = self.study.transcripts[self.transcript].text
        self._name_in_vivo(_as_name(text[span.start : span.end]))

    def _name_in_vivo(self, name: str) -> None:
        if not name:
            return
        if len(name) <= _LONG_NAME:
            self._put_in_vivo(name)
            return
        from qcode.tui.prompt import LinePrompt

        hint = t("Their words are many for a name; shorten it, or keep it as it is.")
        self.app.push_screen(
            LinePrompt(t("{In-vivo} {code}"), name, hint),
            lambda given: self._put_in_vivo(given.strip()) if given else None,
        )

    def _put_in_vivo(self, name: str, span: Span | None = None) -> None:
        if name:
            known = _find(self.study, name)
            codes, new = ([known], []) if known else ([], [name])
            self.put(codes, new, span=span, origin="in-vivo", source="in-vivo")

    # -- suggestions ----------------------------------------------------------------------------

    def _offers_stand(self) -> bool:
        """Digits act only on what is visible, and on the words that it was offered for."""
        return not self.hidden and self.desk.place == self.asked_about() and self._something()

    def action_take(self, key: str) -> None:
        """Take the suggestion with this number."""
        offer = self.desk.code_at(int(key)) if self._offers_stand() else None
        if offer is None:
            self._no_offer(int(key))
            return
        origin = {"suggested": {"rank": int(key), "score": round(offer.score, 3)}}
        if self.put([offer.code], origin=origin):
            self.desk.done[offer.code] = TAKEN
            self.draw_here()

    def action_take_offer(self, code: str) -> None:
        """A suggestion was clicked."""
        for number, offer in enumerate(self.desk.shown.codes, start=1):
            if offer.code == code:
                self.action_take(str(number))

    def action_take_words(self, key: str) -> None:
        """A new code of the offered phrase, put on it."""
        phrase = self.desk.phrase_at(int(key)) if self._offers_stand() else None
        if phrase is None:
            self._no_offer(int(key))
            return
        self._put_in_vivo(_as_name(phrase.text), None if self.view.selection else phrase.span)
        self.desk.done[phrase.text] = TAKEN
        self.draw_here()

    def _no_offer(self, number: int) -> None:
        if self.hidden:
            self.say(t("{Suggestions} are hidden; z shows them."))
        elif self.desk.out_of_sight(number):
            self.say(t("Number {n} is not in sight here; i shows the whole list.", n=number))
        elif self.desk.waiting and self.mode != "never":
            self.say(t("No {suggestions} here yet; ~ asks for them, c picks a {code}."))
        else:
            self.say(t("No {suggestion} has the number {n} here; c picks a {code}.", n=number))

    def action_suggest_now(self) -> None:
        """Suggestions for this segment, unless they are never to show."""
        self.desk.come_to(self.asked_about(), self.study, self.coder, "never", coded=False)
        if self.mode == "never":
            self.say(t("No {suggestions} show here, as it is set; , changes that."))
        elif not self.desk.ask(self.study, self.coder, by_key=True):
            self.say(t("There are no {suggestions} in this session."))

    def action_refuse(self) -> None:
        """Ask which suggestion is refused."""
        open_ones = [
            (str(n), title_of(o.code, self.study))
            for n in range(1, MOST_CODES + 1)
            if (o := self.desk.code_at(n)) is not None
        ]
        if not open_ones or not self._offers_stand():
            self.say(t("There is no {suggestion} to refuse here."))
            return
        from qcode.tui.key_menu import KeyMenu

        self.app.push_screen(KeyMenu(t("Not this one:"), open_ones), self._refused)

    def _refused(self, key: str | None) -> None:
        offer = self.desk.code_at(int(key)) if key else None
        place = self.here()
        if offer is None or place is None or key is None:
            return
        origin = {"suggested": {"rank": int(key), "score": round(offer.score, 3)}}
        if self.do(
            lambda study: edits.reject(
                study,
                self.coder,
                self.transcript,
                place.span,
                offer.code,
                at=now(),
                origin=origin,
            ),
            t("“{name}” is not suggested here again.", name=title_of(offer.code, self.study)),
        ):
            self.desk.done[offer.code] = REFUSED
            self.draw_here()

    # -- changing -------------------------------------------------------------------------------

    def own_coding(self) -> Coding | None:
        """My coding that an act is about; else it is said why there is none."""
        found = self.current_coding()
        if found is None:
            self.say(t("There is no {coding} here; ] goes to the next one."))
            return None
        file, coding = found
        if file.coder != self.coder:
            self.say(t("This {coding} is {name}'s; only its {coder} changes it.", name=file.coder))
            return None
        return coding

    def action_remove_coding(self) -> None:
        """Take the coding away; u brings it back."""
        if coding := self.own_coding():
            name = title_of(coding.code, self.study)
            self.do(
                lambda study: edits.remove_coding(study, coding.id),
                t("Removed “{name}”; u brings it back.", name=name),
            )

    def action_recode(self) -> None:
        """Give the coding another code; of another coder's, ask for it."""
        from qcode.tui.code_picker import CodePicker

        found = self.current_coding()
        if found is not None and found[0].coder != self.coder:
            from qcode.tui.axial_requests import ask_for_code

            ask_for_code(self, *found)
            return
        coding = self.own_coding()
        if coding is None:
            return

        def picked(chosen: Picked | None) -> None:
            if chosen:
                self.do(lambda study: recode_change(study, coding.id, chosen))

        name = title_of(coding.code, self.study)
        title = t("Instead of “{name}”", name=name)
        self.app.push_screen(
            CodePicker(
                self.study,
                title=title,
                recent=self.recent,
                several=False,
                clear_of=self.view.target_rows,
            ),
            picked,
        )

    def action_drag_edges(self) -> None:
        """Let w e W E move the edges of the coding."""
        if (coding := self.own_coding()) and self.view.drag_edges(coding.id):
            self.say(t("w e move the end, W E the start; Enter keeps, Esc leaves it as it was."))
            self.refresh_chrome()

    def action_keep_edges(self) -> None:
        """Keep the edges as they are now."""
        ident, span = self.view.dragging, self.view.target
        self.view.stop_dragging()
        self.view.clear_selection()
        if ident:
            self.do(lambda study: edits.move_coding(study, ident, span))
        self.draw_here()

    def action_choose_coding(self, ident: str) -> None:
        """A coding was clicked in the pane."""
        self.view.go_to_coding(ident)

    def action_read_on(self) -> None:
        """Read, nothing to code: mark it and go on."""
        place = self.here()
        if place is None:
            return
        if not self.qcode.session.read_only and not self.do(
            lambda study: edits.mark_read(
                study, self.coder, self.transcript, [place.span], self.reading, at=now()
            )
        ):
            return
        self.view.clear_selection()
        if not self.view.move_segment(1):
            read = self._read()
            left = read.total - read.read
            self.say(
                t("The end of {name}; n goes to what is unread.", name=self.transcript)
                if left
                else t("All of {name} is read in this {pass}.", name=self.transcript)
            )

    def _something(self) -> bool:
        """Whether there is something to code; else it is said."""
        if self.view.target:
            return True
        self.say(t("There is nothing to {code} here."))
        return False


class _Putting:
    """Codes put on one span as one change; afterwards it knows which, and the last coding."""

    def __init__(self, coder: str, transcript: str, span: Span, reading: str, origin: Any) -> None:
        self.coder, self.transcript, self.span = coder, transcript, span
        self.reading, self.origin = reading, origin
        self.codes: list[str] = []
        self.coding = ""

    def change(self, study: Study, codes: Iterable[str], new: Iterable[str], source: str) -> Change:
        """Makes the new codes and puts all; a code that is on the words already is passed over."""
        changes: list[Change] = []
        ids = list(codes)
        for name in new:
            change, ident = add_code(study, name, source=source)
            changes.append(change)
            study = study.apply(change)
            ids.append(ident)
        refused: QcodeError | None = None
        for number, ident in enumerate(ids, start=1):
            try:
                change = self._one(study, ident)
            except QcodeError as error:
                refused = error
                continue
            changes.append(change)
            study = study.apply(change) if number < len(ids) else study
        if refused and not self.codes:
            raise refused
        if len(changes) == 1:
            return changes[0]
        names = ", ".join(f"“{title_of(i, study)}”" for i in self.codes)
        where = cite(study.transcripts[self.transcript], self.span.start)
        return edits.together(f"put {names} on {where}", *changes)

    def _one(self, study: Study, ident: str) -> Change:
        change = edits.add_coding(
            study,
            self.coder,
            self.transcript,
            self.span,
            ident,
            at=now(),
            origin=self.origin,
            reading=self.reading,
        )
        self.coding = change.puts[0].key[2]
        self.codes.append(ident)
        return change


def recode_change(study: Study, ident: str, chosen: Picked) -> Change:
    """Gives a coding the picked code, or a new one of the picked name."""
    if chosen.codes:
        return edits.recode(study, ident, chosen.codes[0])
    made, code = add_code(study, chosen.new[0])
    change = edits.recode(study.apply(made), ident, code)
    return edits.together(change.what, made, change)


def _find(study: Study, name: str) -> str | None:
    try:
        return study.codebook.find(name)
    except QcodeError:
        return None


def _as_name(words: str) -> str:
    """A participant's words as a name: one line, without the marks at its edges."""
    return " ".join(words.split()).strip(" .,;:!?…-–—\"'“”‘’()[]")
