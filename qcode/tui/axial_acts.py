"""What is done to codes while arranging: mark, move, group, merge, retire, rename, order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qcode.i18n import N_, n_, t
from qcode.study.arrange_edits import (
    also_under,
    make_category,
    not_also_under,
    order_by,
    place_after,
    set_order,
)
from qcode.study.change import Change
from qcode.study.code import COLORS
from qcode.study.code_edits import edit_code, merge_codes, move_codes, retire_code
from qcode.study.edits import in_turn
from qcode.study.study import Study
from qcode.tui.axial_properties import Properties
from qcode.tui.axial_views import AxialView
from qcode.tui.code_form import COLOR_NAMES
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.relate_acts import RelateActs
from qcode.tui.segment_pane import title_of
from qcode.tui.study_screen import StudyScreen
from qcode.tui.writing_memos import memo_of_coding, new_memo

_LETTERS = "123456789abc"
_ORDERS = (
    ("1", "sequence", N_("sequence")),
    ("2", "time", N_("time")),
    ("3", "place", N_("place")),
)


def ask_reason(screen: StudyScreen, title: str, act: Callable[[str], None]) -> None:
    """Asks for the reason of what is about to be done; Enter alone gives none, Escape stops it."""
    from qcode.tui.prompt import LinePrompt

    def given(why: str | None) -> None:
        if why is not None:
            act(why.strip())

    prompt = LinePrompt(title, "", t("Why? Enter alone gives no reason."))
    screen.app.push_screen(prompt, given)


class AxialActs(AxialView, Properties, RelateActs, CodingChanges):
    """The acts of the first view; `AxialScreen` has its panes."""

    marked: dict[str, None]
    pane: str

    @property
    def on_quote(self) -> bool:
        """Whether the cursor is on a quote and not on a code."""
        raise NotImplementedError

    def target(self) -> str:
        """The code at the cursor of the tree."""
        raise NotImplementedError

    def chosen(self) -> list[str]:
        """The marked codes in the order of marking, else the one at the cursor."""
        if self.marked:
            return list(self.marked)
        here = self.current_code()
        return [here] if here else []

    def named(self, codes: Sequence[str]) -> str:
        """One code by its name, several by their number."""
        if len(codes) == 1:
            return f"“{title_of(codes[0], self.study)}”"
        return n_("{n} {code}", "{n} {codes}", len(codes))

    # -- marking ----------------------------------------------------------------------------------

    def toggle_mark(self, code: str) -> None:
        """Mark a code, or no longer."""
        if code in self.marked:
            del self.marked[code]
        elif code:
            self.marked[code] = None
        self.fill()

    def action_mark(self) -> None:
        """Mark the code at the cursor and go to the next."""
        if self.on_quote:
            return
        code = self.current_code()
        self.toggle_mark(code)
        self.list.move(1)

    def change_marked(
        self, change: Change | Callable[[Study], Change], said: str = "", go_to: str = ""
    ) -> bool:
        """Do what is done to the marked codes; they are marked no longer unless it is refused."""
        kept, before = dict(self.marked), self.study
        self.marked.clear()
        done = self.do(change, said)
        if not done:
            self.marked.update(kept)
        if self.study is before:
            self.fill()
        if done and go_to:
            self.show_code(go_to)
        return done

    def show_code(self, code: str) -> None:
        """Put the cursor on a code, in the pane where it stands."""
        raise NotImplementedError

    # -- moving -----------------------------------------------------------------------------------

    def action_put_under(self) -> None:
        """The marked codes go under the category at the cursor of the tree."""
        target, book = self.target(), self.study.codebook
        if not target:
            self.say(t("There is no {category} yet; c makes one of the marked {codes}."))
            return
        codes = list(self.marked)
        if not codes and self.pane == "loose":
            codes = self.chosen()
        if not codes:
            self.say(t("Mark {codes} by Space first; > puts them under the {category} here."))
            return
        if not book.is_category(target):
            target = book.parents.get(target, "") or target
        said = t(
            "{what} under “{name}”.", what=self.named(codes), name=title_of(target, self.study)
        )
        go_to = codes[0] if self.pane == "tree" else ""
        self.change_marked(lambda study: move_codes(study, codes, target), said, go_to)

    def action_take_out(self) -> None:
        """The marked codes, or the one at the cursor, leave their category."""
        codes = [c for c in self.chosen() if c in self.study.codebook.parents]
        if not codes:
            self.say(t("This {code} has no {category}."))
            return
        said = t("{what} without a {category} now.", what=self.named(codes))
        self.change_marked(lambda study: move_codes(study, codes, ""), said)

    def action_also_under(self) -> None:
        """A second category: the one at the cursor of the tree, or no longer."""
        from qcode.tui.code_picker import CodePicker, Picked

        codes = list(self.marked)
        if codes:
            self._also(codes, self.target())
            return
        code = self.current_code()
        if not code:
            return

        def picked(chosen: Picked | None) -> None:
            if chosen and chosen.codes:
                self._also([code], chosen.codes[0])

        title = t("“{name}” also stands under", name=title_of(code, self.study))
        self.app.push_screen(CodePicker(self.study, title=title, several=False), picked)

    def _also(self, codes: Sequence[str], category: str) -> None:
        book = self.study.codebook
        inside = all(category in book.codes[c].also for c in codes)
        edit = not_also_under if inside else also_under
        name = title_of(category, self.study)
        what = self.named(codes)
        said = (
            t("{what} out of “{name}”.", what=what, name=name)
            if inside
            else t("{what} also under “{name}”.", what=what, name=name)
        )
        makers = [lambda study, c=c: edit(study, c, category) for c in codes]
        journal = f"put {len(codes)} codes in “{name}” as well"
        self.change_marked(lambda study: in_turn(study, journal, makers), said)

    def action_new_category(self) -> None:
        """A category of the marked codes, or an empty one."""
        from qcode.tui.prompt import LinePrompt

        codes = list(self.marked)
        parents = {self.study.codebook.parents.get(c, "") for c in codes}
        parent = parents.pop() if len(parents) == 1 else ""
        made: list[str] = []

        def build(study: Study, name: str) -> Change:
            change, ident = make_category(study, name, codes, parent=parent)
            made.append(ident)
            return change

        def given(name: str | None) -> None:
            if name and name.strip():
                said = t("New: “{name}”.", name=name.strip())
                if self.change_marked(lambda study: build(study, name.strip()), said):
                    self.show_code(made[-1])

        title = (
            t("New {category} of {what}", what=self.named(codes)) if codes else t("New {category}")
        )
        hint = t("Its name; what is marked goes under it.") if codes else t("Its name.")
        self.app.push_screen(LinePrompt(title, "", hint), given)

    # -- merging, retiring ------------------------------------------------------------------------

    def action_merge(self) -> None:
        """The marked codes become the one at the cursor; without marks, this one another."""
        here = self.current_code()
        gone = [c for c in self.marked if c != here]
        if gone and here:
            self._merge(gone, here)
        elif here:
            from qcode.tui.code_picker import CodePicker, Picked

            def picked(chosen: Picked | None) -> None:
                if chosen and chosen.codes:
                    self._merge([here], chosen.codes[0])

            title = t("Merge “{name}” into", name=title_of(here, self.study))
            self.app.push_screen(CodePicker(self.study, title=title, several=False), picked)

    def _merge(self, gone: Sequence[str], into: str) -> None:
        name, what = title_of(into, self.study), self.named(gone)

        def act(why: str) -> None:
            makers = [lambda study, c=c: merge_codes(study, c, into, why=why) for c in gone]
            journal = f"merge {len(gone)} codes into “{name}”"
            said = t("{what} merged into “{name}”.", what=what, name=name)
            self.change_marked(lambda study: in_turn(study, journal, makers, why), said, into)

        ask_reason(self, t("Merge {what} into “{name}”", what=what, name=name), act)

    def action_take_away(self) -> None:
        """Retire the marked codes or the one at the cursor; on a quote, remove the coding."""
        if self.on_quote:
            self.action_remove_coding()
            return
        codes = self.chosen()
        if not codes:
            return
        what = self.named(codes)

        def act(why: str) -> None:
            makers = [lambda study, c=c: retire_code(study, c, why=why) for c in codes]
            journal = f"retire {len(codes)} codes"
            said = t("{what} retired.", what=what)
            self.change_marked(lambda study: in_turn(study, journal, makers, why), said)

        ask_reason(self, t("Retire {what}", what=what), act)

    def action_split(self) -> None:
        """Walk the codings of the code one by one."""
        if code := self.current_code():
            self.qcode.open_screen("split", code=code)

    # -- describing -------------------------------------------------------------------------------

    def action_rename(self) -> None:
        """Another name."""
        from qcode.tui.prompt import LinePrompt

        code = self.current_code()
        if not code:
            return
        before = title_of(code, self.study)

        def given(name: str | None) -> None:
            if name and name.strip() != before:
                self.do(lambda study: edit_code(study, code, "name", name.strip()))

        self.app.push_screen(LinePrompt(t("Rename “{name}”", name=before), before), given)

    def action_recolor(self) -> None:
        """Another colour for the marked codes or the one at the cursor."""
        from qcode.tui.key_menu import KeyMenu

        codes = self.chosen()
        if not codes:
            return
        choices = [(_LETTERS[i], t(COLOR_NAMES[name])) for i, name in enumerate(COLORS)]
        choices.append(("0", t("as its {category}")))

        def chosen(key: str | None) -> None:
            if key:
                value = None if key == "0" else COLORS[_LETTERS.index(key)]
                makers = [lambda study, c=c: edit_code(study, c, "color", value) for c in codes]
                self.change_marked(lambda study: in_turn(study, "set color of codes", makers))

        self.app.push_screen(KeyMenu(t("Colour:"), choices), chosen)

    def action_write_memo(self) -> None:
        """A memo about the marked codes, the one at the cursor, or the quote."""
        if self.on_quote:
            memo_of_coding(self, self.list.key)
            return
        codes = self.chosen()
        if codes:
            names = ", ".join(title_of(c, self.study) for c in codes)
            new_memo(self, names, about=[f"code:{c}" for c in codes])

    def action_codings_of_code(self) -> None:
        """All codings of the code."""
        if code := self.current_code():
            self.qcode.open_screen("codings", code=code)

    def action_open_row(self) -> None:
        """A code's codings; a quote's place."""
        if self.on_quote:
            super().action_open_row()
        else:
            self.action_codings_of_code()

    def action_edit_code(self) -> None:
        """The fields of the code."""
        if code := self.current_code():
            self.qcode.open_screen("code", code=code)

    def compared(self) -> tuple[str, str]:
        """The two codes to compare: what is marked and what the cursor is on."""
        here = self.current_code()
        others = [c for c in self.marked if c != here]
        return here, others[0] if others else ""

    def action_attach(self) -> None:
        """The quote under the cursor becomes evidence."""
        if self.on_quote:
            super().action_attach()
        else:
            self.say(t("Go to a {quote} first; Tab leads to the {quotes}."))

    # -- order ------------------------------------------------------------------------------------

    def action_order_codes(self) -> None:
        """Say what the order of the category's codes means, or where this code stands in it."""
        from qcode.tui.key_menu import KeyMenu
        from qcode.tui.prompt import LinePrompt

        book, code = self.study.codebook, self.current_code()
        category = code if book.is_category(code) else book.parents.get(code, "")
        if not category:
            self.say(t("This {code} is in no {category} that could be ordered."))
            return
        name = title_of(category, self.study)
        choices = [(key, t(title)) for key, _, title in _ORDERS]
        choices += [("0", t("no order")), ("=", t("where this {code} stands"))]

        def placed(order: str | None) -> None:
            if order is not None:
                self.do(lambda study: set_order(study, code, order))

        def chosen(key: str | None) -> None:
            if key == "=":
                title = t("Where “{name}” stands", name=title_of(code, self.study))
                hint = t("A number, or a time such as 2023-04.")
                self.app.push_screen(LinePrompt(title, book.codes[code].order, hint), placed)
            elif key:
                meaning = next((m for k, m, _ in _ORDERS if k == key), "")
                self.do(lambda study: order_by(study, category, meaning))

        self.app.push_screen(KeyMenu(t("“{name}” in order of:", name=name), choices), chosen)

    def action_later_in_order(self) -> None:
        """After the next code of its category."""
        self._shift(1)

    def action_earlier_in_order(self) -> None:
        """Before the code before it."""
        self._shift(-1)

    def _shift(self, step: int) -> None:
        book, code = self.study.codebook, self.target()
        siblings = book.children.get(book.parents.get(code, "-"), ())
        if code not in siblings:
            self.say(t("This {code} is in no {category} that could be ordered."))
            return
        others = [c for c in siblings if c != code]
        at = siblings.index(code) + step
        if 0 <= at <= len(others):
            before = others[at - 1] if at else ""
            self.do(lambda study: place_after(study, code, before))
