"""The views of axial coding: a line of tabs above each, and the way from one to another."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.css.query import NoMatches
from textual.style import Style
from textual.widgets import Static

from qcode.i18n import N_, t
from qcode.study.links import links_of
from qcode.tui.list_screen import ListScreen, ListTop
from qcode.tui.screens import entry

MAIN = "axial"
VIEWS = (
    (MAIN, "A", N_("arrange")),
    ("paradigm", "B", N_("paradigm")),
    ("links", "C", N_("links")),
    ("proposals", "D", N_("proposals")),
    ("contrast", "=", N_("compare")),
)
"""Name of the screen, its key, what it is called."""


class ViewTop(ListTop):
    """The tabs of the views, then the filter and what is listed."""

    DEFAULT_CSS = """
    ViewTop > .tabs { width: auto; padding-right: 2; background: $surface; }
    ViewTop > .said { max-width: 40%; }
    """

    def __init__(self, view: str, placeholder: str) -> None:
        super().__init__(placeholder)
        self._view = view

    def compose(self) -> ComposeResult:
        """Tabs, then as in every list."""
        yield Static(self._tabs(), classes="tabs", markup=False)
        yield from super().compose()

    def _tabs(self) -> Content:
        found = []
        for name, key, title in VIEWS:
            tab = Content.assemble((key, "bold $text-accent"), " ", t(title))
            if name == self._view:
                tab = tab.stylize("bold reverse")
            found.append(tab.stylize(Style.from_meta({"@click": f"screen.show_view({name!r})"})))
        return Content("  ").join(found)


class AxialView(ListScreen):
    """A list that is one of the views; what each was left at is kept while the app runs."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's form
    DEFAULT_CSS = """
    AxialView.-narrow ListTop > .said { display: none; }
    AxialView .pane {
        border: round $border-blurred; background: $surface; border-title-color: $text;
        border-subtitle-color: $text-muted;
    }
    AxialView .pane:focus-within { border: round $border; border-title-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, dict[str, Any]] = {}
        """Name of a view to where it was left; all views share it."""

    def top(self) -> ViewTop:
        """The line of tabs, for `body`."""
        return ViewTop(self.NAME, t("/ filters"))

    def current_code(self) -> str:
        """The code that the cursor is about, or empty."""
        return ""

    def action_across(self) -> None:
        """The code's codings across cases and groups."""
        if code := self.current_code():
            self.qcode.open_screen("across", code=code)

    def action_network(self) -> None:
        """The network around the code, or all of it when nothing is linked to the code."""
        code = self.current_code()
        linked = bool(code) and bool(links_of(self.study.codebook, code))
        self.qcode.open_screen("network", around=code if linked else "")

    def compared(self) -> tuple[str, str]:
        """The two codes that the view of comparison is about; the second may be empty."""
        return self.current_code(), ""

    def action_show_view(self, name: str) -> None:
        """Another view, as it was left, near the code that the cursor is about."""
        if name == self.NAME:
            return
        near = self.current_code()
        self._keep()
        place = {**self.kept.get(name, {}), **({"near": near} if near else {})}
        code, second = self.compared()
        if name == "contrast" and second:
            place = {"code": code, "other": second}
        if name == MAIN:
            self._to_main(near)
            return
        found = entry(name)
        if found is None:
            return
        other = found.load()
        if isinstance(other, AxialView):
            other.kept = self.kept
        if self.NAME == MAIN:
            self.app.push_screen(other)
        else:
            self.app.switch_screen(other)
        other.call_later(other.opened, **place)

    def _to_main(self, near: str) -> None:
        below = self.app.screen_stack[0]
        if isinstance(below, AxialView) and below.NAME == MAIN:
            while len(self.app.screen_stack) > 1:
                self.app.pop_screen()
            if near:
                below.call_later(below.opened, near=near)
        else:
            self.qcode.open_screen(MAIN, near=near)

    def _keep(self) -> None:
        try:
            self.kept[self.NAME] = self.place()
        except NoMatches:
            return

    def on_screen_suspend(self) -> None:
        """Another screen comes to the front, or this one closes: keep where it stands."""
        self._keep()
