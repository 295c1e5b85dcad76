"""The acts of the review: keep, drop, recode, mark to print; code what looks like them, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qcode.i18n import t
from qcode.study import edits, selective_edits
from qcode.study.change import Change
from qcode.study.clock import now
from qcode.study.code_edits import add_code
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.segment_pane import title_of
from qcode.tui.selective_base import DetailScreen

if TYPE_CHECKING:
    from qcode.analysis.edge import Alike
    from qcode.tui.code_picker import Picked


class WalkActs(DetailScreen, CodingChanges):
    """What is done to the row that the cursor is on; then on to the next that waits."""

    category = ""

    @property
    def alike(self) -> Alike | None:
        """The segment near the edge that the cursor is on."""
        return None

    def waits(self, ident: str) -> bool:
        """Whether this is the id of a coding that was not gone over."""
        raise NotImplementedError

    # -- moving -----------------------------------------------------------------------------------

    def action_next_unread(self) -> None:
        """The next coding that waits, from the top again after the last."""
        self._to_waiting(1)

    def action_previous_unread(self) -> None:
        """The coding before that waits."""
        self._to_waiting(-1)

    def _to_waiting(self, step: int) -> bool:
        rows, here = self.list.rows, self.list.cursor
        around = (rows[(here + step * far) % len(rows)] for far in range(1, len(rows)))
        found = next((row.key for row in around if row.key and self.waits(row.key)), None)
        if found is None:
            self.say(t("All {codings} of this {category} are gone over."))
            return False
        return self.list.go_to(found)

    def action_open_row(self) -> None:
        """To its place in the transcript."""
        if (alike := self.alike) is not None:
            self.qcode.show_place(alike.transcript, alike.span)
        else:
            super().action_open_row()

    # -- a coding ---------------------------------------------------------------------------------

    def action_keep(self) -> None:
        """Leave it as it is, and go on."""
        if self.alike is not None:
            self.list.move(1)
            return
        ident = self.list.key
        coder, category = self.qcode.session.coder, self.category
        if ident and self.do(
            lambda study: selective_edits.keep(study, coder, ident, category, at=now())
        ):
            self._to_waiting(1)

    def action_mark_to_print(self) -> None:
        """This is the quote to print, or no longer."""
        coding = self.own()
        if coding is not None:
            coder, category = self.qcode.session.coder, self.category
            self.do(
                lambda study: selective_edits.mark_to_print(
                    study, coder, coding.id, category, at=now()
                )
            )

    def action_recode(self) -> None:
        """Another code instead; out of the category it leaves the list. Others are asked."""
        from qcode.tui.code_picker import CodePicker

        found = self.found()
        if found is not None and found[0].coder != self.qcode.session.coder:
            from qcode.tui.axial_requests import ask_for_code

            ask_for_code(self, *found)
            return
        coding = self.own()
        if coding is None:
            return
        coder, category = self.qcode.session.coder, self.category

        def change(study: Study, chosen: Picked) -> Change:
            study, made, code = _code_of(study, chosen)
            change = selective_edits.recode_in_review(
                study, coder, coding.id, code, category, at=now()
            )
            return edits.together(change.what, *made, change)

        def picked(chosen: Picked | None) -> None:
            if chosen:
                self.do(lambda study: change(study, chosen))

        title = t("Instead of “{name}”", name=title_of(coding.code, self.study))
        picker = CodePicker(self.study, about=coding.quote, title=title, several=False)
        self.app.push_screen(picker, picked)

    # -- near the edge ----------------------------------------------------------------------------

    def action_pick(self) -> None:
        """Code what only looks like the codings; its nearest coding's code stands first."""
        from qcode.tui.code_picker import CodePicker

        alike = self.alike
        if alike is None or not self.writable:
            return
        text = self.study.transcripts[alike.transcript].text
        nearest = self.study.find_coding(alike.coding)
        start = self.study.codebook.resolve(nearest[1].code) if nearest else self.category
        coder, category = self.qcode.session.coder, self.category
        name, span = alike.transcript, alike.span

        def picked(chosen: Picked | None) -> None:
            if chosen:
                self.do(lambda study: _put(study, coder, name, span, chosen, category))

        about = text[span.start : span.end]
        picker = CodePicker(self.study, about=about, recent=(start,), start=start, several=False)
        self.app.push_screen(picker, picked)

    def action_refuse(self) -> None:
        """Not one of them; it is not shown again."""
        alike = self.alike
        if alike is None:
            return
        coder, category = self.qcode.session.coder, self.category
        origin = {"suggested": {"rank": 1, "score": round(alike.likeness, 3)}}
        self.do(
            lambda study: edits.reject(
                study, coder, alike.transcript, alike.span, category, at=now(), origin=origin
            )
        )


def _code_of(study: Study, chosen: Picked) -> tuple[Study, list[Change], str]:
    """The picked code, made first if it is new: the study with it, the change, its id."""
    if chosen.codes:
        return study, [], chosen.codes[0]
    made, code = add_code(study, chosen.new[0])
    return study.apply(made), [made], code


def _put(  # noqa: PLR0917 - the place, the words, the code: each is needed
    study: Study, coder: str, transcript: str, span: Span, chosen: Picked, category: str
) -> Change:
    """Codes the words; what is put in the review has been looked at."""
    study, made, code = _code_of(study, chosen)
    change = edits.add_coding(study, coder, transcript, span, code, at=now(), reading="selective")
    if code not in study.codebook.below(category):
        return edits.together(change.what, *made, change)
    after = study.apply(change)
    ident = str(change.puts[0].key[2])
    seen = selective_edits.keep(after, coder, ident, category, at=now())
    return edits.together(change.what, *made, change, seen)
