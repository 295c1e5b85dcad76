"""What can be done on the screen of selective coding: choose, argue, tell, state."""

from __future__ import annotations

from qcode.i18n import t
from qcode.study import selective_edits
from qcode.study.change import Change
from qcode.study.selective import (
    CRITERIA,
    Proposition,
    criterion_label,
    find_proposition,
    selective,
    weigh_proposition,
)
from qcode.study.study import Study
from qcode.tui.selective_base import DetailScreen, code_title
from qcode.tui.selective_editor import Passage, edit_outside, write_or_keep


class SelectiveActs(DetailScreen):
    """The acts of the screen, by what its cursor is on."""

    @property
    def candidate(self) -> str:
        """The category under the cursor, or empty."""
        kind, _, ident = self.list.key.partition(":")
        return ident if kind == "code" else ""

    @property
    def proposition(self) -> Proposition | None:
        """The proposition under the cursor."""
        kind, _, ident = self.list.key.partition(":")
        return find_proposition(self.study.codebook, ident) if kind == "prop" else None

    def _needs_candidate(self) -> str:
        if not self.candidate:
            self.say(t("Go to a {category} first; Tab goes from part to part."))
        return self.candidate

    def _needs_proposition(self) -> Proposition | None:
        found = self.proposition
        if found is None:
            self.say(t("Go to a proposition first; Tab goes from part to part."))
        return found

    # -- going on ---------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """To what the row leads to."""
        key = self.list.key
        if self.candidate:
            self.qcode.open_screen("walk", category=self.candidate)
        elif self.proposition is not None:
            self.qcode.open_screen("evidence", proposition=self.proposition.id)
        elif key == "story":
            self.action_edit_row()
        elif key == "none":
            self.action_new_proposition()
        elif key == "bare" and self.qcode_has("axial"):
            self.qcode.open_screen("axial")
        elif key in {"coverage", "saturation", "phase"}:
            self.qcode.open_screen(key)

    def qcode_has(self, name: str) -> bool:
        """Whether there is such a screen."""
        from qcode.tui.screens import entry

        return entry(name) is not None

    def action_codings_of_row(self) -> None:
        """The codings of the category, or those for and against the proposition."""
        if self.candidate:
            self.qcode.open_screen("codings", code=self.candidate)
        elif (found := self.proposition) is not None:
            weight = weigh_proposition(self.study, found)
            sides = (*weight.supports.codings, *weight.against.codings)
            self.show_codings([coding.id for _, coding in sides], found.text[:40])

    def action_where_it_holds(self) -> None:
        """Case by case: where the proposition holds and where it does not."""
        if found := self._needs_proposition():
            self.qcode.open_screen("cases", proposition=found.id)

    def weigh_as_well(self, code: str) -> None:
        """List a code that is no category among the candidates."""
        raise NotImplementedError

    # -- candidates -------------------------------------------------------------------------------

    def action_another_code(self) -> None:
        """Weigh a code that is no category beside the candidates."""
        from qcode.tui.code_picker import CodePicker, Picked

        def picked(chosen: Picked | None) -> None:
            if chosen and chosen.codes:
                self.weigh_as_well(chosen.codes[0])
                self.say(t("C makes it the {core} category, T a guiding {theme}."))
            elif chosen:
                self.say(t("Choose a {code} that is there."), "warning")

        title = t("Weigh as {core} category")
        self.app.push_screen(CodePicker(self.study, title=title, several=False), picked)

    def action_choose_core(self) -> None:
        """This category is the core, or no longer."""
        if not (code := self._needs_candidate()):
            return
        name = code_title(self.study, code)
        if selective(self.study.codebook).core == code:
            said = t("“{name}” is no longer the {core} category.", name=name)
            self.do(lambda study: selective_edits.choose_core(study, ""), said)
        else:
            said = t("“{name}” is the {core} category; u takes it back.", name=name)
            self.do(lambda study: selective_edits.choose_core(study, code), said)

    def action_choose_theme(self) -> None:
        """This category is one of the guiding themes, or no longer."""
        if not (code := self._needs_candidate()):
            return
        name = code_title(self.study, code)
        there = code in selective(self.study.codebook).themes

        def change(study: Study) -> Change:
            themes = [c for c in selective(study.codebook).themes if c != code]
            return selective_edits.choose_themes(study, themes if there else [*themes, code])

        said = (
            t("“{name}” is no longer a guiding {theme}.", name=name)
            if there
            else t("“{name}” is a guiding {theme}; u takes it back.", name=name)
        )
        self.do(change, said)

    def action_tick(self, key: str) -> None:
        """Tick a criterion, or take the tick away; the argument stays."""
        if not (code := self._needs_candidate()):
            return
        name = CRITERIA[int(key) - 1]
        said = selective(self.study.codebook).criteria(code)[name]
        self.do(
            lambda study: selective_edits.argue(study, code, name, met=not said.met, why=said.why)
        )

    def action_argue(self) -> None:
        """Choose a criterion and write why it is met or not."""
        from qcode.i18n import language
        from qcode.tui.key_menu import KeyMenu

        if not (code := self._needs_candidate()) or not self.writable:
            return
        choices = [
            (str(n), criterion_label(name, language()).partition(":")[0])
            for n, name in enumerate(CRITERIA, start=1)
        ]

        def chosen(key: str | None) -> None:
            if key:
                self._argue(code, CRITERIA[int(key) - 1])

        self.app.push_screen(KeyMenu(t("Why:"), choices), chosen)

    def _argue(self, code: str, name: str) -> None:
        from qcode.i18n import language
        from qcode.tui.prompt import TextPrompt

        said = selective(self.study.codebook).criteria(code)[name]

        def written(why: str | None) -> None:
            if why is not None and why.strip() != said.why:
                self.do(
                    lambda study: selective_edits.argue(study, code, name, met=said.met, why=why)
                )

        title = f"{code_title(self.study, code)}: {criterion_label(name, language())}"
        hint = t("What in the data speaks for it, and what against?")
        self.app.push_screen(TextPrompt(title, said.why, hint, newlines=False), written)

    # -- storyline and propositions ---------------------------------------------------------------

    def _passage(self) -> Passage | None:
        """The text under the cursor: the storyline or a proposition."""
        if (found := self.proposition) is not None:
            return _proposition_of(found.id)
        if self.list.key == "story":
            return Passage(
                "storyline",
                lambda study: selective(study.codebook).storyline.strip(),
                selective_edits.set_storyline,
                t("Storyline written; u takes it back."),
            )
        return None

    def action_edit_row(self) -> None:
        """Edit the storyline, the proposition or the category under the cursor."""
        from qcode.tui.prompt import TextPrompt

        if self.candidate:
            self.qcode.open_screen("code", code=self.candidate)
            return
        passage = self._passage()
        if passage is None or not self.writable:
            return
        before = passage.read(self.study)

        async def written(text: str | None) -> None:
            if text is not None and passage.fitted(text) != before:
                await write_or_keep(self, passage, text)

        if passage.lines:
            hint = t("What is this {study} about? Tell it around the {core} in some sentences.")
            prompt = TextPrompt(t("Storyline"), before, hint)
        else:
            prompt = TextPrompt(t("Proposition"), before, newlines=False)
        self.app.push_screen(prompt, written)

    async def action_edit_outside(self) -> None:
        """The storyline or the proposition under the cursor in the user's own editor."""
        passage = self._passage()
        if passage is None:
            self.say(t("Go to the storyline or a proposition first; Tab goes from part to part."))
        elif self.writable:
            await edit_outside(self, passage)

    def action_new_proposition(self) -> None:
        """State a proposition; the links that it joins are asked for next."""
        from qcode.tui.prompt import TextPrompt

        if not self.writable:
            return
        made: list[str] = []

        def change(study: Study, text: str) -> Change:
            found, ident = selective_edits.add_proposition(study, text)
            made.append(ident)
            return found

        def text_of(study: Study) -> str:
            one = find_proposition(study.codebook, made[-1]) if made else None
            return one.text if one else ""

        def tie() -> None:
            self.fill(f"prop:{made[-1]}")
            if self.study.codebook.links:
                self.action_tie()

        async def stated(text: str | None) -> None:
            if text is not None:
                passage = Passage("proposition", text_of, change, "", lines=False)
                await write_or_keep(self, passage, text, then=tie)

        hint = t("What does the theory state, so that a case could speak against it?")
        self.app.push_screen(TextPrompt(t("A new proposition"), "", hint, newlines=False), stated)

    def action_remove_proposition(self) -> None:
        """Take the proposition away; its links and codings stay."""
        if found := self._needs_proposition():
            self.do(
                lambda study: selective_edits.remove_proposition(study, found.id),
                t("Proposition removed; u brings it back."),
            )

    def action_tie(self) -> None:
        """Say which links the proposition joins."""
        from qcode.tui.selective_links import LinkPicker

        found = self._needs_proposition()
        if found is None or not self.writable:
            return
        if not self.study.codebook.links:
            self.say(t("No link between {codes} yet; axial coding, F4, makes them."))
            return
        ident, before = found.id, found.links

        def chosen(links: tuple[str, ...] | None) -> None:
            if links is not None and links != before:
                self.do(lambda study: selective_edits.tie(study, ident, links))

        self.app.push_screen(LinkPicker(self.study, before, found.text), chosen)

    def action_remark_row(self) -> None:
        """A short remark on the proposition."""
        from qcode.tui.prompt import LinePrompt

        found = self._needs_proposition()
        if found is None or not self.writable:
            return
        ident, before = found.id, found.memo

        def written(text: str | None) -> None:
            if text is not None and text.strip() != before:
                self.do(lambda s: selective_edits.edit_proposition(s, ident, "memo", text))

        self.app.push_screen(LinePrompt(t("Remark on the proposition"), before), written)

    def action_write_memo_row(self) -> None:
        """A theoretical memo about the category, or of its own."""
        from qcode.tui.writing_memos import new_memo

        if not self.writable:
            return
        if self.candidate:
            name, about = code_title(self.study, self.candidate), (f"code:{self.candidate}",)
            new_memo(self, name, about=about, type_="theoretical")
        else:
            found = self.proposition
            text = f"> {found.text}\n\n" if found else ""
            links = tuple(f"link:{link}" for link in found.links) if found else ()
            new_memo(self, "", text=text, about=links, type_="theoretical")


def _proposition_of(ident: str) -> Passage:
    def text(study: Study) -> str:
        one = find_proposition(study.codebook, ident)
        return one.text if one else ""

    return Passage(
        "proposition",
        text,
        lambda study, new: selective_edits.edit_proposition(study, ident, "text", new),
        t("Proposition written; u takes it back."),
        lines=False,
    )
