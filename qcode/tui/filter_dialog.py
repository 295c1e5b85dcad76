"""The filter dialog: which codes, coders and attributes are shown."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from qcode.i18n import t, term
from qcode.study.filters import Filter
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.edge_buttons import buttons

_MOST_VALUES = 30
"""An attribute with more values than this tells sources apart and groups nothing."""


@dataclass(frozen=True, slots=True)
class _Choice:
    kind: str
    """code, coder, or the name of an attribute."""
    value: str
    label: str

    @property
    def key(self) -> str:
        return f"{self.kind}\x1f{self.value}"


class FilterDialog(ModalScreen[Filter | None]):
    """Type to narrow the list, Tab to tick, Enter to apply, Escape to leave all as it was.

    Enter with nothing ticked takes what is highlighted, if something was typed to find it.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape", "leave", show=False, priority=True),
        Binding("enter", "apply", show=False, priority=True),
        Binding("ctrl+x", "nothing", show=False, priority=True),
        Binding("tab", "tick", show=False, priority=True),
        Binding("down,ctrl+j", "move(1)", show=False, priority=True),
        Binding("up,ctrl+k", "move(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    FilterDialog { align: right middle; background: $background 40%; }
    FilterDialog > Vertical {
        border: round $border; background: $surface; padding: 0 1; width: 60; max-width: 100%;
        height: 80%; border-title-color: $text; border-subtitle-color: $text-muted;
    }
    FilterDialog Input { border: none; height: 1; padding: 0; background: $surface; }
    FilterDialog OptionList {
        border: none; height: 1fr; padding: 0; background: $surface; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, study: Study, current: Filter, *, codes: bool = True) -> None:
        super().__init__()
        self._choices = _choices(study, codes=codes)
        self._ticked = {
            *(f"code\x1f{c}" for c in current.codes),
            *(f"coder\x1f{c}" for c in current.coders),
            *(f"{name}\x1f{v}" for name, values in current.attributes for v in values),
        }

    def compose(self) -> ComposeResult:
        """Field and list."""
        with Vertical() as box:
            box.border_title = Content(t("Show only"))
            box.border_subtitle = buttons(t("Tab: tick · Enter: apply · Ctrl+X: all · Esc: leave"))
            yield Input(compact=True, placeholder=t("type to find a {code}, a coder, an attribute"))
            choices = OptionList(markup=False)
            choices.can_focus = False
            yield choices

    def on_mount(self) -> None:
        """All choices."""
        self._fill("")

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def _fill(self, query: str) -> None:
        wanted = fold(query.strip())
        shown = [c for c in self._choices if wanted in fold(f"{c.kind} {c.label}")]
        self._list.clear_options()
        self._list.add_options([Option(self._row(c), c.key) for c in shown])
        self._list.highlighted = 0 if shown else None

    def _row(self, choice: _Choice) -> Content:
        ticked = choice.key in self._ticked
        return Content.assemble(
            ("✓ " if ticked else "  "), (choice.label, "bold" if ticked else "")
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._fill(event.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click ticks, or takes a tick away."""
        event.stop()
        self.action_tick()

    def action_move(self, step: int) -> None:
        """The next or previous choice."""
        count = self._list.option_count
        if count:
            self._list.highlighted = ((self._list.highlighted or 0) + step) % count

    def action_tick(self) -> None:
        """Tick the highlighted, or take its tick away."""
        index = self._list.highlighted
        if index is None:
            return
        key = self._list.get_option_at_index(index).id or ""
        (self._ticked.discard if key in self._ticked else self._ticked.add)(key)
        choice = next(c for c in self._choices if c.key == key)
        self._list.replace_option_prompt_at_index(index, self._row(choice))

    def action_apply(self) -> None:
        """Give the filter of what is ticked."""
        if not self._ticked and self.query_one(Input).value.strip():
            self.action_tick()
        known = {c.key for c in self._choices}
        picked = [key.split("\x1f", 1) for key in sorted(self._ticked & known)]
        attributes: dict[str, set[str]] = {}
        for kind, value in picked:
            if kind not in {"code", "coder"}:
                attributes.setdefault(kind, set()).add(value)
        self.dismiss(
            Filter(
                frozenset(v for k, v in picked if k == "code"),
                frozenset(v for k, v in picked if k == "coder"),
                tuple((name, frozenset(values)) for name, values in attributes.items()),
            )
        )

    def action_nothing(self) -> None:
        """Show everything again."""
        self.dismiss(Filter())

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)


def _choices(study: Study, *, codes: bool) -> list[_Choice]:
    found: list[_Choice] = [_Choice("coder", c, t("coder {name}", name=c)) for c in study.coders]
    for name in study.attribute_names:
        values = {
            study.attribute(transcript.name, case, name)
            for transcript in study.transcripts.values()
            for case in (transcript.cases or ("",))
        } - {""}
        if 0 < len(values) <= _MOST_VALUES:
            found += [_Choice(name, value, f"{name} = {value}") for value in sorted(values)]
    if codes:
        for ident, depth in study.codebook.walk():
            name = study.codebook.codes[ident].name
            found.append(_Choice("code", ident, f"{term('code')} {'  ' * depth}{name}"))
    return found
