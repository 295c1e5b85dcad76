"""Axial coding, second view: a paradigm model, five boxes around a phenomenon."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from qcode.i18n import language, t
from qcode.study.edits import together
from qcode.study.link_edits import (
    add_paradigm,
    edit_paradigm,
    put_in_role,
    remove_paradigm,
    take_from_role,
)
from qcode.study.paradigm import ROLES, Paradigm, paradigms, role_label, roles_of
from qcode.tui.axial_views import AxialView
from qcode.tui.coding_rows import code_name
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Piece, cut, ends, one_line, wrap
from qcode.tui.relate_acts import start_link
from qcode.tui.row_list import ListRow, RowList
from qcode.tui.segment_pane import title_of
from qcode.tui.writing_memos import new_memo

PHENOMENON = "phenomenon"
_BOXES = ("causal", "context", "intervening", PHENOMENON, "strategies", "consequences")
_ROWS = (("causal", "context", "intervening"), (PHENOMENON,), ("strategies", "consequences"))
_FROM_PHENOMENON = frozenset({"consequences"})
"""Boxes whose codes the phenomenon leads to; those of the others lead to it."""


class ParadigmScreen(AxialView):
    """Opened with `model=` for a model by its key, or with `near=` for one that holds a code."""

    NAME = "paradigm"
    FILTERS = False
    BINDINGS = bindings(on_screen("paradigm"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = """
    ParadigmScreen ListTop > Input, ParadigmScreen ListTop > .lead { display: none; }
    ParadigmScreen #boxes {
        height: 1fr; layout: grid; grid-size: 6 3; grid-rows: 1fr 5 1fr; grid-gutter: 0;
    }
    ParadigmScreen .pane { column-span: 2; }
    ParadigmScreen #phenomenon-pane { column-span: 6; border: heavy $border; }
    ParadigmScreen #strategies-pane, ParadigmScreen #consequences-pane { column-span: 3; }
    ParadigmScreen.-nothing #boxes { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.model = ""
        self.box = PHENOMENON

    def body(self) -> ComposeResult:
        """The boxes."""
        yield self.top()
        with Container(id="boxes"):
            for name in _BOXES:
                with Vertical(id=f"{name}-pane", classes="pane"):
                    yield RowList(id=name)
        yield Static("", id="nothing", markup=False)

    @property
    def list(self) -> RowList:
        """The box that has the keys."""
        return self.query_one(f"#{self.box}", RowList)

    def shown(self) -> Paradigm | None:
        """The model on the screen: the chosen one, else the first."""
        models = paradigms(self.study.codebook)
        return next((m for m in models if m.key == self.model), models[0] if models else None)

    def current_code(self) -> str:
        """The code under the cursor."""
        return self.study.codebook.resolve(self.list.key)

    # -- showing ----------------------------------------------------------------------------------

    def fill(self, key: str | None = None) -> None:
        """All boxes again."""
        model = self.shown()
        self.set_class(model is None, "-nothing")
        if model is None:
            said = t("No paradigm model yet; N makes one around a {code}, its phenomenon.")
            self.query_one("#nothing", Static).update(said)
        else:
            self.model = model.key
            for name in _BOXES:
                self._fill_box(name, model, key)
        self.tell()

    def _fill_box(self, name: str, model: Paradigm, key: str | None) -> None:
        book, counts = self.study.codebook, self.study.rolled_counts
        codes = model.codes(name) if name != PHENOMENON else ()
        rows = [self._code_row(code) for code in codes]
        if name == PHENOMENON:
            rows = [self._phenomenon_row(model)]
        self.query_one(f"#{name}", RowList).show(rows, key)
        pane = self.query_one(f"#{name}-pane", Vertical)
        total = sum(counts.get(book.resolve(code), 0) for code in codes)
        pane.border_title = role_label(name, language())
        pane.border_subtitle = f"{len(codes)} · {total}" if codes else ""

    def _code_row(self, code: str) -> ListRow:
        count = self.study.rolled_counts.get(self.study.codebook.resolve(code), 0)
        name = code_name(self.study, code)
        return ListRow(code, lambda width: [ends(name, [(str(count or ""), "muted")], width)])

    def _phenomenon_row(self, model: Paradigm) -> ListRow:
        study, code = self.study, model.phenomenon
        known = study.codebook.codes.get(study.codebook.resolve(code))
        count = study.rolled_counts.get(study.codebook.resolve(code), 0)
        mark, name = code_name(study, code)
        said = (model.memo, "") if model.memo else (known.definition if known else "", "muted")

        def draw(width: int) -> list[list[Piece]]:
            first = ends([mark, (name[0], "strong")], [(str(count or ""), "muted")], width)
            more = wrap([(one_line(said[0]), said[1])], width - 2, 2)
            return [first, *(cut([("  ", ""), *line], width) for line in more)]

        return ListRow(code, draw, lambda width: len(draw(width)))

    def heading(self) -> Heading:
        """Which model of how many."""
        models = paradigms(self.study.codebook)
        model = self.shown()
        if model is None:
            return Heading((t("Paradigm model"),))
        number = models.index(model) + 1
        parts = [t("Paradigm model"), title_of(model.phenomenon, self.study)]
        if len(models) > 1:
            parts.append(t("{n} of {total}", n=number, total=len(models)))
        return Heading(tuple(parts))

    def facts(self) -> frozenset[str]:
        """What can be done now."""
        found = set()
        if self.shown() is not None:
            found.add("model")
            if self.list.key:
                found.add("row")
        if len(paradigms(self.study.codebook)) > 1:
            found.add("models")
        return frozenset(found)

    def place(self) -> dict[str, Any]:
        """The model, the box and the code."""
        return {"model": self.model, "box": self.box, "key": self.list.key}

    def opened(self, **place: Any) -> None:
        """The model that was shown, or one that holds the code the cursor was about."""
        near = str(place.get("near") or "")
        held = roles_of(self.study.codebook, near) if near else ()
        self.model = str(place.get("model") or self.model)
        if held and self.model not in {key for key, _ in held}:
            self.model = next((k for k, role in held if role == PHENOMENON), held[0][0])
        self.fill()
        if place.get("box") in _BOXES:
            self.box = str(place["box"])
            self.list.go_to(str(place.get("key") or ""))
        elif held:
            self.box = next(role for key, role in held if key == self.model)
        self.list.focus()
        self.refresh_chrome()

    # -- moving -----------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click or a key came to another box."""
        if event.widget.id in _BOXES:
            self.box = str(event.widget.id)

    def _go(self, box: str) -> None:
        self.query_one(f"#{box}", RowList).focus()

    def action_next_pane(self) -> None:
        """To the next box."""
        self._go(_BOXES[(_BOXES.index(self.box) + 1) % len(_BOXES)])

    def action_previous_pane(self) -> None:
        """To the box before."""
        self._go(_BOXES[_BOXES.index(self.box) - 1])

    def action_next_row(self) -> None:
        """Down, from the last line into the box below."""
        if not self.list.move(1):
            self._beside(1, 0)

    def action_previous_row(self) -> None:
        """Up, from the first line into the box above."""
        if not self.list.move(-1):
            self._beside(-1, 0)

    def action_open_node(self) -> None:
        """To the box at the right."""
        self._beside(0, 1)

    def action_close_node(self) -> None:
        """To the box at the left."""
        self._beside(0, -1)

    def _beside(self, down: int, right: int) -> None:
        row = next(i for i, boxes in enumerate(_ROWS) if self.box in boxes)
        place = _ROWS[row].index(self.box)
        if 0 <= row + down < len(_ROWS):
            boxes = _ROWS[row + down]
            at = min(place, len(boxes) - 1) + right
            if 0 <= at < len(boxes):
                self._go(boxes[at])

    def action_next_model(self) -> None:
        """The next model."""
        self._turn(1)

    def action_previous_model(self) -> None:
        """The model before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        keys = [model.key for model in paradigms(self.study.codebook)]
        if self.model in keys:
            self.model = keys[(keys.index(self.model) + step) % len(keys)]
            self.fill()

    # -- acts -------------------------------------------------------------------------------------

    def action_new_model(self) -> None:
        """A model around a code that is picked."""
        from qcode.tui.code_picker import CodePicker, Picked

        def picked(chosen: Picked | None) -> None:
            if chosen is None or not chosen.codes:
                return
            change, key = add_paradigm(self.study, chosen.codes[0])
            if self.do(
                change, t("A model of “{name}”.", name=title_of(chosen.codes[0], self.study))
            ):
                self.model = key
                self.fill()
                self._go("causal")

        picker = CodePicker(
            self.study, title=t("The phenomenon"), start=self.current_code(), several=False
        )
        self.app.push_screen(picker, picked)

    def action_add_codes(self) -> None:
        """Codes into the box under the cursor; on the phenomenon, another one."""
        from qcode.tui.code_picker import CodePicker, Picked

        model, box = self.shown(), self.box
        if model is None:
            self.action_new_model()
            return

        def picked(chosen: Picked | None) -> None:
            if chosen and not chosen.codes:
                self.say(t("Choose a {code} that is there."), "warning")
            elif chosen and box == PHENOMENON:
                self._set_phenomenon(model, chosen.codes[0])
            elif chosen:
                codes = chosen.codes
                if self.do(lambda study: put_in_role(study, model.key, box, codes)):
                    self.list.go_to(codes[-1])

        title, several = role_label(box, language()), box != PHENOMENON
        picker = CodePicker(self.study, title=title, here=model.codes(box), several=several)
        self.app.push_screen(picker, picked)

    def _set_phenomenon(self, model: Paradigm, code: str) -> None:
        before = {m.key for m in paradigms(self.study.codebook)}
        if self.do(lambda study: edit_paradigm(study, model.key, PHENOMENON, code)):
            keys = [m.key for m in paradigms(self.study.codebook)]
            self.model = next((key for key in keys if key not in before), self.model)
            self.fill()

    def action_take_away(self) -> None:
        """The code leaves its box; on the phenomenon, the model goes."""
        model, box, code = self.shown(), self.box, self.list.key
        if model is None or not code:
            return
        if box == PHENOMENON:
            said = t("Model removed; u brings it back.")
            self.do(lambda study: remove_paradigm(study, model.key), said)
        else:
            self.do(lambda study: take_from_role(study, model.key, box, code))

    def action_put_under(self) -> None:
        """The code goes into another box."""
        from qcode.tui.key_menu import KeyMenu

        model, box, code = self.shown(), self.box, self.list.key
        if model is None or not code or box == PHENOMENON:
            return
        choices = [(str(n), role_label(role, language())) for n, role in enumerate(ROLES, start=1)]

        def chosen(key: str | None) -> None:
            role = ROLES[int(key) - 1] if key else box
            if role == box:
                return
            what = f"put “{title_of(code, self.study)}” under {role}"
            if self.do(
                lambda study: together(
                    what,
                    take_from_role(study, model.key, box, code),
                    put_in_role(study, model.key, role, [code]),
                )
            ):
                self._go(role)

        self.app.push_screen(KeyMenu(t("Into:"), choices), chosen)

    def action_remark(self) -> None:
        """What the model says, in a few lines."""
        from qcode.tui.prompt import TextPrompt

        model = self.shown()
        if model is None:
            return

        def written(text: str | None) -> None:
            if text is not None and text.strip() != model.memo.strip():
                self.do(lambda study: edit_paradigm(study, model.key, "memo", text.strip()))

        title = title_of(model.phenomenon, self.study)
        self.app.push_screen(TextPrompt(title, model.memo), written)

    def action_link(self) -> None:
        """A link between the code and the phenomenon; from the phenomenon, to another code."""
        model, code = self.shown(), self.current_code()
        if model is None or not code:
            return
        if self.box == PHENOMENON:
            start_link(self, code)
        elif self.box in _FROM_PHENOMENON:
            start_link(self, model.phenomenon, code)
        else:
            start_link(self, code, model.phenomenon)

    def action_write_memo(self) -> None:
        """A memo about the code."""
        if code := self.current_code():
            new_memo(self, title_of(code, self.study), about=[f"code:{code}"])

    def action_edit_code(self) -> None:
        """The fields of the code."""
        if code := self.current_code():
            self.qcode.open_screen("code", code=code)

    def action_codings_of_code(self) -> None:
        """The codings of the code."""
        if code := self.current_code():
            self.qcode.open_screen("codings", code=code)

    def action_open_row(self) -> None:
        """The codings of the code; in an empty box, put codes into it."""
        if self.current_code():
            self.action_codings_of_code()
        else:
            self.action_add_codes()
