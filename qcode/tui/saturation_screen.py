"""Saturation: table and curve of new codes, and the checklist for theoretical saturation."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.content import Content

from qcode.i18n import t
from qcode.sentences import said
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter
from qcode.study.ids import slug
from qcode.study.saturation import Saturation, curve
from qcode.study.study import Study
from qcode.tui.choosing import ChoosingScreen
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.matrix_choices import Choice, MatrixChoices
from qcode.tui.row_list import ListRow, RowList
from qcode.tui.selective_base import DetailScreen, code_title, joined
from qcode.tui.selective_saturation import (
    density_lines,
    density_rows,
    interview_rows,
    saturation_sentence,
)
from qcode.tui.still_text import StillText

if TYPE_CHECKING:
    from qcode.analysis.theoretical import Density

FORMATS = ("svg", "png", "csv", "json")
_SEEN = "codes-seen"
_CHECKLIST = "checklist"


class SaturationScreen(DetailScreen, ChoosingScreen):
    """The choices stand above the list of interviews or categories."""

    NAME = "saturation"
    AUTO_FOCUS = ""
    BINDINGS = bindings(on_screen("saturation"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter()
        self.found: Saturation | None = None
        self.density: dict[str, Density] = {}
        self._wrong = ""

    def above(self) -> ComposeResult:
        """The choices."""
        with MatrixChoices():
            for name, label, values in _choices():
                yield Choice(name, label, values)

    # -- counting ---------------------------------------------------------------------------------

    def show_study(self, study: Study) -> None:
        """Count again, in a thread."""
        super().show_study(study)
        self._count()

    def _count(self) -> None:
        self.run_worker(self._counted(self.study), group="saturation", exclusive=True)

    async def _counted(self, study: Study) -> None:
        from qcode.analysis.theoretical import density

        try:
            self.found = await asyncio.to_thread(self._saturation, study)
            self._wrong = ""
        except QcodeError as error:
            self.found, self._wrong = None, said(error)
        self.density = {one.code: one for one in await asyncio.to_thread(density, study)}
        self.fill()

    def _saturation(self, study: Study) -> Saturation:
        from qcode.analysis.saturation import saturation

        return saturation(
            study,
            order=self.value("order"),
            base=int(self.value("base")),
            run=int(self.value("run")),
            threshold=float(self.value("threshold")),
            where=self.filter,
            level=self.value("level"),
        )

    def table(self) -> RowList:
        """The list stands below the choices."""
        return self.list

    def value(self, name: str) -> str:
        """What is chosen."""
        return next(c.value for c in self.query(Choice) if c.choice == name)

    @property
    def checklist(self) -> bool:
        """Whether the checklist is shown instead of the table."""
        return self.value("show") == _CHECKLIST

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """Interviews, or categories."""
        if self.checklist:
            return density_rows(self.study, tuple(self.density.values())) if self.density else ()
        if self.found is None or not self.found.interviews:
            return ()
        return interview_rows(self.found)

    def nothing(self) -> str:
        """Nothing counted yet."""
        if self._wrong:
            return self._wrong
        if self.checklist:
            return t("No {category} yet; axial coding, F4, makes them.")
        if self.found is None:
            return t("counting…")
        return t("No coded interview yet: c puts a {code} on words, F3.")

    def details(self) -> Content:
        """The sentence and the curve, and what the interview brought; or the checklist."""
        return self._points() if self.checklist else self._curve()

    def _points(self) -> Content:
        one = self.density.get(self.list.key)
        if one is None:
            return Content("")
        lines: list[Content | str | tuple[str, str]] = [
            (code_title(self.study, one.code), "bold"),
            (self.study.codebook.path_above(one.code), "$text-muted"),
            *density_lines(one),
            "",
            (
                t("Whether the {category} is saturated is for you to say."),
                "$text-muted",
            ),
        ]
        return joined(lines)

    def _curve(self) -> Content:
        found = self.found
        if found is None:
            return Content("")
        pane = self.query_one(StillText).content_size
        lines: list[Content | str | tuple[str, str]] = [(saturation_sentence(found), "bold")]
        height = 4 if pane.height < 12 else 8
        values = [one.total for one in found.interviews]
        drawn = curve(values, max(10, pane.width - 6), height)
        top = max(values, default=0)
        for number, line in enumerate(drawn):
            mark = str(top) if number == 0 else "0" if number == len(drawn) - 1 else ""
            lines.append(Content.assemble((f"{mark:>4} ", "$text-muted"), (line, "$text-accent")))
        one = next((i for i in found.interviews if i.transcript == self.list.key), None)
        if one is not None:
            names = ", ".join(code_title(self.study, code) for code in one.new)
            said = t("new in {name}: {names}", name=one.transcript, names=names or "—")
            lines += ["", said]
        if found.uncoded:
            said = t("left out, not coded: {names}", names=", ".join(found.uncoded))
            lines.append((said, "$text-muted"))
        lines.append((t("after Guest, Namey & Chen (2020)"), "$text-muted"))
        return joined(lines)

    def heading(self) -> Heading:
        """What is shown, and of whom."""
        title = t("theoretical saturation") if self.checklist else t("code saturation")
        parts = [title]
        if self.filter and not self.checklist:
            parts.append(t("only {filter}", filter=", ".join(self.filter.sentences())))
        if self.found is not None and not self.checklist:
            parts.append(saturation_sentence(self.found))
        return Heading(tuple(parts))

    def place(self) -> dict[str, Any]:
        """The choices, the filter and the row."""
        chosen = {c.choice: c.value for c in self.query(Choice)}
        return {**super().place(), "filter": self.filter, **chosen}

    def opened(self, **place: Any) -> None:
        """The choices as they were."""
        for choice in self.query(Choice):
            choice.put(str(place.get(choice.choice) or choice.value))
        if isinstance(place.get("filter"), Filter):
            self.filter = place["filter"]
        super().opened(**place)
        self._count()

    def back(self) -> bool:
        """Escape: from the choices into the list, then the filter; then the screen is left."""
        if isinstance(self.focused, Choice):
            self.list.focus()
        elif self.filter:
            self.filter = Filter()
            self._count()
        else:
            return False
        return True

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """The interview, or the codings of the category."""
        if not self.list.key:
            return
        if self.checklist:
            self.qcode.open_screen("codings", code=self.list.key)
        else:
            self.qcode.open_screen("coding", transcript=self.list.key)

    def action_other_view(self) -> None:
        """New codes, or the checklist of each category."""
        next(c for c in self.query(Choice) if c.choice == "show").step(1)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Count again, or show the other."""
        event.stop()
        self.fill()
        if event.name != "show":
            self._count()

    def action_filter(self) -> None:
        """Of which interviews and codes."""
        from qcode.tui.filter_dialog import FilterDialog

        def chosen(found: Filter | None) -> None:
            if found is not None:
                self.filter = found
                self._count()

        self.app.push_screen(FilterDialog(self.study, self.filter), chosen)

    def action_export_saturation(self) -> None:
        """Ask for the format, write, and say where."""
        from qcode.tui.key_menu import KeyMenu

        found = self.found
        if found is None:
            return
        choices = [(str(n), name) for n, name in enumerate(FORMATS, start=1)]

        def chosen(key: str | None) -> None:
            if key:
                work = self._export(found, FORMATS[int(key) - 1])
                self.run_worker(work, group="export", exclusive=True)

        self.app.push_screen(KeyMenu(t("Write the figure as"), choices), chosen)

    async def _export(self, found: Saturation, form: str) -> None:
        self.say(t("Writing…"))
        root, language = self.qcode.session.root, self.study.codebook.language
        named = " ".join(["saturation", found.level, *self.filter.sentences()])
        path = Path("exports") / f"{slug(named)}.{form}"
        try:
            await asyncio.to_thread(_write, root, path, found, form, language)
        except QcodeError as error:
            self.say(said(error), "error")
            return
        self.say(t("Written: {path}", path=path))


def _write(root: Path, path: Path, found: Saturation, form: str, language: str) -> None:
    from qcode.exchange.figures.saturation import render_saturation
    from qcode.files.atomic import replace_file

    (root / "exports").mkdir(exist_ok=True)
    replace_file(root / path, render_saturation(found, form, language))


def _choices() -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (
            "show",
            t("show"),
            [(_SEEN, t("new {codes}")), (_CHECKLIST, t("checklist"))],
        ),
        (
            "order",
            t("order"),
            [("date", t("date")), ("name", t("name")), ("coded", t("as coded"))],
        ),
        ("base", t("base"), [("4", "4"), ("5", "5"), ("6", "6")]),
        ("run", t("run"), [("2", "2"), ("3", "3")]),
        ("threshold", t("at most"), [("0.05", "5%"), ("0", "0%")]),
        (
            "level",
            t("of"),
            [
                ("codes", t("{codes}")),
                ("categories", t("{categories}")),
                ("themes", t("{themes}")),
            ],
        ),
    ]
