"""What can be done to the coding that a list's cursor is on: go there, remove, recode, write."""

from __future__ import annotations

from qcode.i18n import t
from qcode.study import edits
from qcode.study.coding import Coding, CodingFile
from qcode.tui.coding_acts import recode_change
from qcode.tui.list_screen import ListScreen
from qcode.tui.segment_pane import title_of
from qcode.tui.writing_memos import memo_of_coding


class CodingChanges(ListScreen):
    """Acts of the lists whose keys are ids of codings."""

    def found(self) -> tuple[CodingFile, Coding] | None:
        """The coding under the cursor."""
        return self.study.find_coding(self.list.key) if self.list.key else None

    def current_code(self) -> str:
        """The code under the cursor."""
        found = self.found()
        return self.study.codebook.resolve(found[1].code) if found else ""

    def coding_facts(self) -> frozenset[str]:
        """Whether it is mine, and whether its code can be changed."""
        facts = set()
        found = self.found()
        if found and found[0].coder == self.qcode.session.coder:
            facts.add("own-coding")
        if self.current_code() in self.study.codebook.codes:
            facts.add("one-code")
        if found and found[1].placed:
            facts.add("quote")
        return frozenset(facts)

    def own(self) -> Coding | None:
        """My coding under the cursor; else it is said why there is none."""
        found = self.found()
        if found is None:
            return None
        file, coding = found
        if file.coder != self.qcode.session.coder:
            self.say(t("This {coding} is {name}'s; only its {coder} changes it.", name=file.coder))
            return None
        return coding

    def action_open_row(self) -> None:
        """To its place."""
        found = self.found()
        if found and found[1].placed:
            file, coding = found
            self.qcode.show_place(file.transcript, coding.span, coding.id)

    def action_remove_coding(self) -> None:
        """Take the coding away; u brings it back."""
        if coding := self.own():
            name = title_of(coding.code, self.study)
            self.do(
                lambda study: edits.remove_coding(study, coding.id),
                t("Removed “{name}”; u brings it back.", name=name),
            )

    def action_recode(self) -> None:
        """Give the coding another code; of another coder's, ask for it."""
        from qcode.tui.code_picker import CodePicker, Picked

        found = self.found()
        if found is None:
            return
        if found[0].coder != self.qcode.session.coder:
            from qcode.tui.axial_requests import ask_for_code

            ask_for_code(self, *found)
            return
        coding = found[1]

        def picked(chosen: Picked | None) -> None:
            if chosen:
                self.do(lambda study: recode_change(study, coding.id, chosen))

        title = t("Instead of “{name}”", name=title_of(coding.code, self.study))
        picker = CodePicker(self.study, about=coding.quote, title=title, several=False)
        self.app.push_screen(picker, picked)

    def action_write_memo(self) -> None:
        """A memo about the coding."""
        if self.list.key:
            memo_of_coding(self, self.list.key)

    def action_remark(self) -> None:
        """The short remark that stays with the coding."""
        from qcode.tui.prompt import LinePrompt

        coding = self.own()
        if coding is None:
            return

        def written(text: str | None) -> None:
            if text is not None and text.strip() != coding.memo:
                self.do(lambda study: edits.remark(study, coding.id, text.strip()))

        name = title_of(coding.code, self.study)
        title = t("Remark on “{name}”", name=name)
        self.app.push_screen(LinePrompt(title, coding.memo), written)

    def action_edit_code(self) -> None:
        """The code's fields."""
        code = self.current_code()
        if code in self.study.codebook.codes:
            self.qcode.open_screen("code", code=code)

    def action_rules_of_code(self) -> None:
        """The rules of the code."""
        code = self.current_code()
        if code in self.study.codebook.codes:
            self.qcode.open_screen("rules", code=code)

    def action_across(self) -> None:
        """The code's codings across cases and groups."""
        code = self.current_code()
        if code in self.study.codebook.codes:
            self.qcode.open_screen("across", code=code)

    def action_queue(self) -> None:
        """Where the code may hide."""
        code = self.current_code()
        if code in self.study.codebook.codes:
            self.qcode.open_screen("queue", code=code)

    def action_attach(self) -> None:
        """Evidence for or against a link or a proposition."""
        from qcode.tui.relate_acts import attach_codings

        if self.list.key:
            attach_codings(self, [self.list.key])
