"""Splitting a code: its codings one by one, each dealt out to another code by one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from qcode.i18n import n_, t
from qcode.sentences.asking import request_title
from qcode.study.change import Change
from qcode.study.clock import now
from qcode.study.quotes import Made
from qcode.study.requests import split_and_ask
from qcode.study.study import Study
from qcode.tui.axial_acts import ask_reason
from qcode.tui.axial_rows import quotes_of
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.coding_rows import Listed, coding_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Line, cut
from qcode.tui.row_list import ListRow, RowList
from qcode.tui.segment_pane import title_of

KEYS = "123456789"


class SplitScreen(CodingChanges):
    """Opened with `code=`. Nothing is written before F10 or Ctrl+S; Escape twice gives it up."""

    NAME = "split"
    FILTERS = False
    BINDINGS = bindings(on_screen("split"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = """
    SplitScreen #targets {
        height: auto; max-height: 6; padding: 0 1; background: $surface;
        border-bottom: solid $border-blurred;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.targets: list[str] = []
        """Ids of codes, or names of codes to be made, by the digits 1 to 9."""
        self.dealt: dict[str, str] = {}
        """Id of a coding to its target; the codings that are not here stay."""
        self._warned = False

    def body(self) -> ComposeResult:
        """The targets with their keys, then the codings."""
        with Vertical(id="targets"):
            yield Static("", markup=False)
        yield RowList(id="list")
        yield Static("", id="nothing", markup=False)

    def opened(self, **place: Any) -> None:
        """This code, and what was dealt out."""
        self.code = self.study.codebook.resolve(str(place.get("code") or ""))
        self.targets = list(place.get("targets") or ())
        self.dealt = dict(place.get("dealt") or {})
        super().opened(**place)
        if not self.targets and self.list.keys:
            self.action_pick()

    def place(self) -> dict[str, Any]:
        """The code, the targets, what was dealt out."""
        here = {"code": self.code, "targets": self.targets, "dealt": self.dealt}
        return {**super().place(), **here}

    # -- showing ----------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """The codings, each with where it goes."""
        study, made, coder = self.study, Made(), self.qcode.session.coder
        rows = []
        for file, coding in quotes_of(study, self.code, below=False):
            row = coding_row(study, Listed(file, coding), named=False, made=made, own=coder)
            rows.append(self._row(row))
        return rows

    def _row(self, row: ListRow) -> ListRow:
        target = self.dealt.get(row.key, "")
        said = f"{self._key_of(target)} → {self._named(target)}" if target else t("stays")
        look = "accent" if target else "muted"

        def draw(width: int) -> list[Line]:
            return [[*cut([(said, look)], width)], *row.draw(width)]

        return ListRow(row.key, draw, lambda width: 1 + row.height(width))

    def _key_of(self, target: str) -> str:
        return KEYS[self.targets.index(target)] if target in self.targets else " "

    def _named(self, target: str) -> str:
        known = self.study.codebook.codes.get(target)
        return known.name if known else t("{name} (new)", name=target)

    def nothing(self) -> str:
        """There is nothing to deal out."""
        return t("No {coding} of this {code} yet; Esc goes back.")

    def moved(self) -> None:
        """The targets with how many each has."""
        counts = dict.fromkeys(self.targets, 0)
        for target in self.dealt.values():
            counts[target] = counts.get(target, 0) + 1
        parts = [
            Content.assemble((key, "bold $text-accent"), f" {self._named(target)} ",
                             (str(counts[target]), "$text-muted")).stylize(
                Style.from_meta({"@click": f"screen.deal({key!r})"}))
            for key, target in zip(KEYS, self.targets, strict=False)
        ]  # fmt: skip
        parts.append(
            Content.assemble(("0", "bold $text-accent"), " ", t("stays")).stylize(
                Style.from_meta({"@click": "screen.deal('0')"})
            )
        )
        parts.append(
            Content.assemble(("c", "bold $text-accent"), " ", t("another {code}")).stylize(
                Style.from_meta({"@click": "screen.pick"})
            )
        )
        self.query_one("#targets", Vertical).query_one(Static).update(Content("   ").join(parts))

    def heading(self) -> Heading:
        """The code, and how many are dealt out."""
        name = t("Split “{name}”", name=title_of(self.code, self.study))
        total = len(self.list.keys)
        return Heading((name, t("{n} of {total} dealt out", n=len(self.dealt), total=total)))

    def facts(self) -> frozenset[str]:
        """What can be done now."""
        found = set(super().facts() | self.coding_facts())
        if self.dealt:
            found.add("dealt")
        return frozenset(found)

    def current_code(self) -> str:
        """The code that is split."""
        return self.code

    # -- acts -------------------------------------------------------------------------------------

    def action_pick(self) -> None:
        """Another target: a code that is there or a new name."""
        from qcode.tui.code_picker import CodePicker, Picked

        def picked(chosen: Picked | None) -> None:
            for target in (*chosen.codes, *chosen.new) if chosen else ():
                if target != self.code and target not in self.targets:
                    self.targets.append(target)
            del self.targets[len(KEYS) :]
            self.tell()

        title = t("Split “{name}” into", name=title_of(self.code, self.study))
        self.app.push_screen(CodePicker(self.study, title=title, here=self.targets), picked)

    def action_deal(self, key: str) -> None:
        """The coding goes to the target of this digit, 0 keeps it; then the next coding."""
        ident = self.list.key
        if not ident:
            return
        if key == "0":
            self.dealt.pop(ident, None)
        elif int(key) > len(self.targets):
            self.say(t("No {code} has the number {n}; c adds one.", n=key))
            return
        else:
            self.dealt[ident] = self.targets[int(key) - 1]
        self._warned = False
        self.fill()
        self.list.move(1)

    def action_skip(self) -> None:
        """The coding stays; the next."""
        self.action_deal("0")

    def action_keep(self) -> None:
        """Split as it was dealt out; a reason is asked for, and whether the code retires."""
        from qcode.tui.key_menu import KeyMenu

        if not self.dealt:
            self.say(t("Nothing is dealt out yet: a digit puts the {coding} under that {code}."))
            return
        name = title_of(self.code, self.study)

        def asked(key: str | None) -> None:
            if key:
                title = t("Split “{name}”", name=name)
                ask_reason(self, title, lambda why: self._split(why, retire=key == "1"))

        if len(self.dealt) == len(self.list.keys):
            choices = [("1", t("retire it")), ("2", t("keep it"))]
            question = t("“{name}” has no {coding} left:", name=name)
            self.app.push_screen(KeyMenu(question, choices), asked)
        else:
            asked("2")

    def _split(self, why: str, *, retire: bool) -> None:
        coder = self.qcode.session.coder
        others: list[str] = []

        def build(study: Study) -> Change:
            split = split_and_ask(
                study,
                coder,
                self.code,
                self.dealt,
                at=now(),
                title=request_title,
                retire=retire,
                why=why,
            )
            others.extend(ident for ident, _ in split.others)
            return split.change

        said = t("“{name}” is split; u takes it back.", name=title_of(self.code, self.study))
        if not self.do(build, said):
            return
        self.dealt.clear()
        self.app.pop_screen()
        if others:
            message = n_(
                "{n} {coding} of another {coder} stays; a {memo} asks for it (: requests).",
                "{n} {codings} of other {coder}s stay; a {memo} asks for them (: requests).",
                len(others),
            )
            self.app.call_later(self.app.notify, message, severity="warning", timeout=0)

    def back(self) -> bool:
        """Escape asks once before what was dealt out is given up."""
        if self.dealt and not self._warned:
            self._warned = True
            count = len(self.dealt)
            self.say(
                n_(
                    "{n} {coding} is dealt out: F10 splits, Esc again gives it up.",
                    "{n} {codings} are dealt out: F10 splits, Esc again gives it up.",
                    count,
                ),
                "warning",
            )
            return True
        return False
