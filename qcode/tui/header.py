"""The header: study, place, progress and coder in one line, with the screens as tabs when tall.

The three bars at its beginning lead to everything else by a click.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from qcode.i18n import n_, t
from qcode.study.progress import Progress
from qcode.tui.screens import main_screens

TALL = 30
"""From this many rows on the header has a second line."""
_BAR = "░▏▎▍▌▋▊▉█"
_MENU = Content.styled("≡ ", "bold $text-accent").stylize(
    Style.from_meta({"@click": "app.go_menu"})
)


class Heading(NamedTuple):
    """What a screen says in the header, the most important first: what does not fit is left out."""

    parts: tuple[str, ...] = ()
    progress: Progress | None = None
    unit: str = "turn"


def bar(share: float, width: int = 7) -> str:
    """A progress bar of eighths of a character; a share of more than nothing shows something."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    full, rest = divmod(eighths, 8)
    drawn = "█" * full + (_BAR[rest] if rest else "")
    return drawn + "░" * (width - len(drawn))


def progress_text(progress: Progress, unit: str) -> str:
    """`14 of 52 turns read ███▌░░░`."""
    if unit == "sentence":
        said = n_(
            "{read} of {n} sentence read",
            "{read} of {n} sentences read",
            progress.total,
            read=progress.read,
        )
    else:
        said = n_(
            "{read} of {n} {turn} read",
            "{read} of {n} {turns} read",
            progress.total,
            read=progress.read,
        )
    return f"{said} {bar(progress.share)}"


def fitting(parts: Sequence[str], room: int) -> str:
    """As many parts from the start as fit, joined by a middle dot; at least the first."""
    kept: list[str] = []
    for part in parts:
        if kept and Content(" · ".join([*kept, part])).cell_length > room:
            break
        kept.append(part)
    return " · ".join(kept)


def place_line(heading: Heading, room: int) -> str:
    """The parts of the heading and how far: `14/52` keeps its room, words and bar if they fit."""
    if heading.progress is None:
        return fitting(heading.parts, room)
    short = f"{heading.progress.read}/{heading.progress.total}"
    place = fitting(heading.parts, room - len(short) - 3)
    for said in (progress_text(heading.progress, heading.unit), short):
        line = f"{place} · {said}" if place else said
        if Content(line).cell_length <= room:
            return line
    return (
        f"{Content(place).truncate(max(8, room - len(short) - 3), ellipsis=True).plain} · {short}"
    )


class StudyHeader(Static):
    """One line, or two where there is room; a click on a tab goes to that screen."""

    DEFAULT_CSS = """
    StudyHeader {
        dock: top; height: auto; background: $panel; color: $text; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    _told: tuple[object, ...] = ()

    def tell(self, title: str, coder: str, screen: str, heading: Heading) -> None:
        """Show this; cheap enough to be called after every key."""
        told = (title, coder, screen, heading, self.app.size)
        if told == self._told:
            return
        layout = not self._told or (self.size.height == 2) != (self.app.size.height >= TALL)
        self._told = told
        self._write(title, coder, screen, heading, layout)

    def _write(self, title: str, coder: str, screen: str, heading: Heading, layout: bool) -> None:
        width = max(20, self.app.size.width - 2)
        if self.app.size.height < TALL:
            room = width - _MENU.cell_length - len(coder) - 3
            line = fitting([p for p in (place_line(heading, room), title) if p], room)
            line_of = _line(_MENU + Content(line), Content.styled(coder, "bold"), width)
            self.update(line_of, layout=layout)
            return
        who = t("coder {name}", name=coder)
        tabs = _tabs(screen)
        if tabs.cell_length + len(who) + 20 > width:
            tabs, who = _tabs(screen, short=True), coder
        first = _line(_MENU + Content.styled(title, "bold"), Content(who), width, tabs)
        second = Content(place_line(heading, width))
        self.update(Content("\n").join([first, second]), layout=layout)


def _tabs(screen: str, *, short: bool = False) -> Content:
    """A tab for each main screen; short ones are named by their key alone, but for this one."""
    found = []
    for entry in main_screens():
        style = Style.from_meta({"@click": f"app.go('{entry.name}')"})
        here = entry.name == screen
        text = f"F{entry.number}" if short and not here else f"F{entry.number} {t(entry.title)}"
        tab = Content.styled(text, style)
        found.append(tab.stylize("bold underline") if here else tab)
    return Content("  " if short else "   ").join(found)


def _line(left: Content, right: Content, width: int, middle: Content | None = None) -> Content:
    used = right.cell_length + (middle.cell_length + 6 if middle else 1)
    left = left.truncate(max(8, width - used), ellipsis=True)
    if middle is None:
        gap = max(1, width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)
    free = max(6, width - left.cell_length - middle.cell_length - right.cell_length)
    return Content.assemble(left, " " * (free // 2), middle, " " * (free - free // 2), right)
