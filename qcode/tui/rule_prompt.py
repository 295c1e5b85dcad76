"""One rule, typed: at every letter what it finds in the study, or where it goes wrong."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from qcode.i18n import N_, t
from qcode.study.match import Rule, RuleError, parse
from qcode.study.study import Study
from qcode.suggest.rule_search import Found, RuleSearch
from qcode.tui.edge_buttons import buttons
from qcode.tui.rule_rows import counted, example_line, pointed, wrong

PATIENCE = 0.12
"""Seconds without a letter before it is looked what the rule finds."""
_FORMS = N_("'a phrase' · ~tabung · atur* NEAR/5 uang · a OR b · a AND NOT b · speaker:CH")
SLOW = 0.3
"""Seconds of looking after which it is said; until then what was found before stays."""


async def look_up(
    search: RuleSearch, study: Study, rules: Sequence[Rule], code: str, coder: str
) -> Found:
    """What the rules find, looked up in a thread, which gives up when this is cancelled."""
    given_up = threading.Event()
    try:
        found = await asyncio.to_thread(search.find, study, rules, code, coder, given_up.is_set)
    finally:
        given_up.set()
    return found or Found()


class RulePrompt(ModalScreen[str | None]):
    """Enter gives the rule, empty to have none; Escape gives None. A rule must parse to be given.

    `look` finds what a rule holds in; a newer letter cancels it.
    """

    BINDINGS = [("escape", "leave", "")]  # noqa: RUF012 - Textual's form
    DEFAULT_CSS = """
    RulePrompt { align: left bottom; background: $background 40%; }
    RulePrompt > Vertical {
        border: round $border; background: $surface; padding: 0 1; width: 100%; height: auto;
        max-height: 90%; border-title-color: $text; border-title-style: bold;
        border-subtitle-color: $text-muted;
    }
    RulePrompt Input { border: none; height: 1; padding: 0; background: $surface; }
    RulePrompt #finds { height: auto; margin-top: 1; }
    RulePrompt #examples { height: 10; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(
        self, title: str, value: str, study: Study, look: Callable[[Rule], Awaitable[Found]]
    ) -> None:
        super().__init__()
        self._title, self._value = title, value
        self._study, self._find = study, look
        self.error: RuleError | None = None
        self.found: Found | None = None
        """What the present rule finds; None while it is looked up and where there is no rule."""

    def compose(self) -> ComposeResult:
        """Field, what the rule finds, examples."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            box.border_subtitle = buttons(t("Enter: keep · Esc: leave"))
            yield Input(self._value, compact=True, select_on_focus=False)
            yield Static("", id="finds", markup=False)
            yield Static("", id="examples", markup=False)

    def on_mount(self) -> None:
        """What is written already finds something already."""
        self._read(self._value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter."""
        event.stop()
        self._read(event.value)

    def _read(self, text: str) -> None:
        self.workers.cancel_group(self, "finds")
        self.error = self.found = None
        if not text.strip():
            self._tell(Content.styled(t(_FORMS), "$text-muted"))
            return
        try:
            rule = parse(text)
        except RuleError as error:
            self.error = error
            self._tell(Content("\n").join([pointed(text, error), Content(wrong(error))]))
            return
        self.run_worker(self._look(rule), group="finds", exclusive=True)

    async def _look(self, rule: Rule) -> None:
        await asyncio.sleep(PATIENCE)
        slow = self.set_timer(SLOW, self._say_that_it_looks)
        try:
            self.found = await self._find(rule)
        finally:
            slow.stop()
        lines = [example_line(self._study, one) for one in self.found.examples]
        self._tell(Content.styled(counted(self.found), "bold"), lines)

    def _say_that_it_looks(self) -> None:
        self._tell(Content.styled(t("looking…"), "$text-muted"))

    def _tell(self, finds: Content, lines: Sequence[Content] = ()) -> None:
        self.query_one("#finds", Static).update(finds)
        self.query_one("#examples", Static).update(Content("\n").join(lines))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: a rule that does not parse stays to be mended."""
        event.stop()
        if self.error is None:
            self.dismiss(" ".join(event.value.split()))
        else:
            self.app.bell()

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)
