"""The header: study, place, progress and coder in one line, with the screens as tabs when tall."""

from __future__ import annotations

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


def fitting(parts: list[str], room: int) -> str:
    """As many parts from the start as fit, joined by a middle dot; at least the first."""
    kept: list[str] = []
    for part in parts:
        if kept and Content(" · ".join([*kept, part])).cell_length > room:
            break
        kept.append(part)
    return " · ".join(kept)


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
        who = t("coder {name}", name=coder)
        place = [*heading.parts]
        if heading.progress:
            place.append(progress_text(heading.progress, heading.unit))
        if self.app.size.height < TALL:
            room = width - len(coder) - 3
            full = [*place, title] if place else [title]
            line = fitting(full, room)
            self.update(_line(Content(line), Content.styled(coder, "bold"), width), layout=layout)
            return
        first = _line(Content.styled(title, "bold"), Content(who), width, _tabs(screen))
        second = Content(fitting(place, width)) if place else Content("")
        self.update(Content("\n").join([first, second]), layout=layout)


def _tabs(screen: str) -> Content:
    found = []
    for entry in main_screens():
        style = Style.from_meta({"@click": f"app.go('{entry.name}')"})
        text = f"F{entry.number} {t(entry.title)}"
        tab = Content.styled(text, style)
        found.append(tab.stylize("bold underline") if entry.name == screen else tab)
    return Content("   ").join(found)


def _line(left: Content, right: Content, width: int, middle: Content | None = None) -> Content:
    used = right.cell_length + (middle.cell_length + 6 if middle else 1)
    left = left.truncate(max(8, width - used), ellipsis=True)
    if middle is None:
        gap = max(1, width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)
    free = max(6, width - left.cell_length - middle.cell_length - right.cell_length)
    return Content.assemble(left, " " * (free // 2), middle, " " * (free - free // 2), right)
