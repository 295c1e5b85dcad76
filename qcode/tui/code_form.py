"""The fields of one code, each changed by itself, so that each change can be undone by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from qcode.i18n import N_, n_, t
from qcode.study.code import COLORS, STATUSES, Code
from qcode.study.code_edits import edit_code, move_codes
from qcode.study.study import Study
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.list_screen import ListScreen
from qcode.tui.pieces import Piece, one_line, wrap
from qcode.tui.row_list import ListRow

_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("name", N_("name"), ""),
    ("definition", N_("definition"), N_("What the {code} means, so that two people agree.")),
    ("include", N_("takes in"), N_("One in each line: what belongs to it.")),
    ("exclude", N_("leaves out"), N_("One in each line: what does not belong to it.")),
    ("examples", N_("examples"), N_("One in each line, in their words.")),
    ("parent", N_("{category}"), ""),
    ("labels", N_("other languages"), N_("One in each line, such as  en: Managing money")),
    ("match", N_("words that point to it"), ""),
    ("color", N_("colour"), ""),
    ("status", N_("status"), ""),
    ("memo", N_("remark"), ""),
)
STATUS_NAMES = {
    "proposed": N_("proposed"),
    "in-review": N_("in review"),
    "approved": N_("approved"),
    "retired": N_("retired"),
}
COLOR_NAMES = {
    "blue": N_("blue"),
    "green": N_("green"),
    "red": N_("red"),
    "purple": N_("purple"),
    "orange": N_("orange"),
    "teal": N_("teal"),
    "brown": N_("brown"),
    "pink": N_("pink"),
    "olive": N_("olive"),
    "navy": N_("navy"),
    "gold": N_("gold"),
    "gray": N_("gray"),
}
_LISTS = frozenset({"include", "exclude", "examples", "match"})
_LETTERS = "123456789abc"
_LABEL = 24
_NO_REASON = N_("Enter alone gives no reason.")


class CodeForm(ListScreen):
    """Opened with `code=`, and with `field=` to begin with one."""

    NAME = "code"
    FILTERS = False
    BINDINGS = bindings(on_screen("code"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.code = ""

    def opened(self, **place: Any) -> None:
        """This code."""
        self.code = str(place.get("code") or self.code)
        self.fill(str(place.get("field") or place.get("key") or "") or None)
        self.list.focus()
        if place.get("field"):
            self.action_open_row()

    def place(self) -> dict[str, Any]:
        """The code and the field."""
        return {**super().place(), "code": self.code}

    def rows(self) -> Sequence[ListRow]:
        """All fields."""
        known = self.known()
        return [_row(self.study, known, *f[:2]) for f in _FIELDS] if known else ()

    def known(self) -> Code | None:
        """The code, if it is there still."""
        return self.study.codebook.codes.get(self.study.codebook.resolve(self.code))

    def nothing(self) -> str:
        """The code is gone."""
        return t("This {code} is not in the {codebook}; Esc goes back.")

    def heading(self) -> Heading:
        """The code, and how often it is used."""
        known = self.known()
        if known is None:
            return Heading()
        used = self.study.counts.get(known.id, 0)
        return Heading((known.name, n_("{n} {coding}", "{n} {codings}", used), known.id))

    # -- acts -------------------------------------------------------------------------------------

    def action_codings_of_code(self) -> None:
        """Its codings."""
        self.qcode.open_screen("codings", code=self.code)

    def action_rules_of_code(self) -> None:
        """Its rules, with what each finds."""
        self.qcode.open_screen("rules", code=self.code)

    def action_queue(self) -> None:
        """Where it may hide."""
        self.qcode.open_screen("queue", code=self.code)

    def action_open_row(self) -> None:
        """Change the field."""
        known, field = self.known(), self.list.key
        if known is None or not field:
            return
        if field == "match":
            self.action_rules_of_code()
            return
        if self.qcode.session.read_only:
            self.say(self.qcode.session.read_only, "warning")
            return
        acts: dict[str, Callable[[Code], None]] = {
            "name": partial(self._ask_line, "name"),
            "memo": partial(self._ask_text, "memo"),
            "definition": partial(self._ask_text, "definition"),
            "parent": self._ask_parent,
            "color": lambda _: self._ask_color(),
            "status": self._ask_status,
        }
        acts.get(field, partial(self._ask_text, field))(known)

    def _ask_line(self, field: str, known: Code) -> None:
        from qcode.tui.prompt import LinePrompt

        def given(value: str | None) -> None:
            if value is not None and value.strip() != known.name:
                self._set(field, value.strip())

        self.app.push_screen(LinePrompt(_title(field, known), known.name), given)

    def _ask_text(self, field: str, known: Code) -> None:
        from qcode.tui.prompt import TextPrompt

        before = _as_text(known, field)

        def given(text: str | None) -> None:
            if text is None or text.strip() == before.strip():
                return
            if field in _LISTS:
                self._set(field, _as_list(known, field, text))
            elif field == "labels":
                self._set_labels(text)
            elif field == "definition":
                self._with_reason(lambda why: self._set(field, text.strip() or None, why))
            else:
                self._set(field, text.strip() or None)

        hint = next(h for name, _, h in _FIELDS if name == field)
        prompt = TextPrompt(_title(field, known), before, t(hint) if hint else "")
        self.app.push_screen(prompt, given)

    def _set_labels(self, text: str) -> None:
        labels: dict[str, str] = {}
        for line in text.splitlines():
            language, colon, name = (part.strip() for part in line.partition(":"))
            if not colon and language:
                self.say(t("“{line}” names no language; write  en: a name", line=line), "warning")
                return
            if language and name:
                labels[language] = name
        self._set("labels", labels or None)

    def _ask_parent(self, known: Code) -> None:
        from qcode.tui.code_picker import CodePicker, Picked
        from qcode.tui.key_menu import KeyMenu

        def picked(chosen: Picked | None) -> None:
            if chosen and chosen.codes:
                self.do(lambda study: move_codes(study, [known.id], chosen.codes[0]))
            elif chosen:
                self.say(t("Choose a {code} that is there."), "warning")

        def asked(key: str | None) -> None:
            if key == "0":
                self.do(lambda study: move_codes(study, [known.id], ""))
            elif key == "1":
                title = t("“{name}” goes under", name=known.name)
                self.app.push_screen(CodePicker(self.study, title=title, several=False), picked)

        if known.parent:
            choices = [("1", t("another {category}")), ("0", t("none"))]
            self.app.push_screen(KeyMenu(_title("parent", known), choices), asked)
        else:
            asked("1")

    def _ask_color(self) -> None:
        from qcode.tui.key_menu import KeyMenu

        choices = [(_LETTERS[i], t(COLOR_NAMES[name])) for i, name in enumerate(COLORS)]
        choices.append(("0", t("as its {category}")))

        def chosen(key: str | None) -> None:
            if key:
                value = None if key == "0" else COLORS[_LETTERS.index(key)]
                self._set("color", value)

        self.app.push_screen(KeyMenu(t("Colour:"), choices), chosen)

    def _ask_status(self, known: Code) -> None:
        from qcode.tui.key_menu import KeyMenu

        choices = [(str(n), t(STATUS_NAMES[name])) for n, name in enumerate(STATUSES, start=1)]

        def chosen(key: str | None) -> None:
            status = STATUSES[int(key) - 1] if key else known.status
            if status == known.status:
                return
            if status == "retired":
                self._with_reason(lambda why: self._set("status", status, why))
            else:
                self._set("status", status)

        self.app.push_screen(KeyMenu(t("Status:"), choices), chosen)

    def _with_reason(self, act: Callable[[str], None]) -> None:
        from qcode.tui.prompt import LinePrompt

        def given(why: str | None) -> None:
            if why is not None:
                act(why.strip())

        self.app.push_screen(LinePrompt(t("Why?"), "", t(_NO_REASON)), given)

    def _set(self, field: str, value: Any, why: str = "") -> None:
        code = self.study.codebook.resolve(self.code)
        self.do(lambda study: edit_code(study, code, field, value, why=why))


def _title(field: str, known: Code) -> str:
    label = next(label for name, label, _ in _FIELDS if name == field)
    return f"{known.name} · {t(label)}"


def _as_text(known: Code, field: str) -> str:
    """A field as it is edited; an example that is a coding stays out, it is kept as it is."""
    value = getattr(known, field)
    if field == "labels":
        return "\n".join(f"{language}: {name}" for language, name in value.items())
    if field in _LISTS:
        return "\n".join(item for item in value if isinstance(item, str))
    return str(value)


def _as_list(known: Code, field: str, text: str) -> list[Any] | None:
    kept = [dict(item) for item in getattr(known, field) if not isinstance(item, str)]
    written: list[Any] = [line.strip() for line in text.splitlines() if line.strip()]
    return [*written, *kept] or None


def _row(study: Study, known: Code, field: str, label: str) -> ListRow:
    text, look = _value(study, known, field)

    def lines(width: int) -> list[list[Piece]]:
        room = max(20, width - _LABEL)
        values: list[Sequence[Piece]] = []
        for part in text.split("\n"):
            values += wrap([(one_line(part), look)], room, 8) or [[("", "")]]
        name = t(label)
        first: list[Piece] = [(f"{name:<{_LABEL}.{_LABEL - 1}}", "muted"), *values[0]]
        return [first, *([(" " * _LABEL, ""), *line] for line in values[1:])]

    return ListRow(field, lines, lambda width: len(lines(width)))


def _value(study: Study, known: Code, field: str) -> tuple[str, str]:
    book = study.codebook
    if field == "parent":
        above = book.parents.get(known.id, "")
        return (book.codes[above].name, "") if above else (t("none"), "muted")
    if field == "status":
        return t(STATUS_NAMES.get(known.status, known.status)), ""
    if field == "color":
        color = book.color_of(known.id)
        own = "" if known.color else t(" (its {category}'s)")
        return f"● {t(COLOR_NAMES.get(color, color))}{own}", f"@{color}"
    if field == "examples":
        said = []
        for item in known.examples:
            found = None if isinstance(item, str) else study.find_coding(item.get("coding", ""))
            said.append(f"“{item if isinstance(item, str) else found[1].quote if found else '…'}”")
        return ("\n".join(said), "") if said else ("—", "muted")
    text = _as_text(known, field)
    return (text, "strong" if field == "name" else "") if text else ("—", "muted")
