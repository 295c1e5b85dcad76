"""The part of a list that waits for the worker process and tells how far it is."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from textual.widgets import Static

from qcode.i18n import percent, t
from qcode.tui.header import bar
from qcode.tui.list_screen import ListScreen

_BAR = 20


class Looking(ListScreen):
    """A list that is looked for elsewhere: `look` begins it, and leaving the screen ends it.

    How far it is stands where the list will be, and in the header while an older list is there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waiting = False
        self.share = 0.0
        self.reading = False
        """Whether the codings themselves are still being read, which comes first."""

    def look(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin; what was looked for before is let go."""
        self.waiting, self.share, self.reading = True, 0.0, False
        self.run_worker(work, group=self.NAME, exclusive=True)
        self.fill()

    def far(self, share: float, *, reading: bool) -> None:
        """Hear how far it is, and show it; nothing else is drawn anew."""
        if self.waiting and self.is_mounted:
            self.share, self.reading = share, reading
            if self.has_class("-nothing"):
                self.query_one("#nothing", Static).update(self.nothing())
            self.refresh_chrome()

    def how_far(self, doing: str) -> str:
        """What is done, how far it is, and the key that leaves it."""
        if self.reading:
            doing = t("Reading what is coded so far")
        return f"{doing}\n\n{bar(self.share, _BAR)} {percent(self.share)}\n\n{t('Esc leaves it.')}"

    def parts(self) -> list[str]:
        """How far it is, for the header."""
        return [t("looking: {share}", share=percent(self.share))] if self.waiting else []
