"""The base of the screens of selective coding: a list, and what the cursor is on beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from qcode.i18n import t
from qcode.study.coding import Coding, CodingFile
from qcode.study.quotes import attribution, cite
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.coding_rows import context
from qcode.tui.list_screen import ListScreen, ListTop
from qcode.tui.pieces import Piece, one_line, wrap
from qcode.tui.row_list import ListRow, RowList
from qcode.tui.still_text import StillText

WIDE = 100
"""From this many columns on the details stand at the right of the list, else below it."""


class DetailScreen(ListScreen):
    """A list with a pane of details; Tab goes from one part of the list to the next."""

    FILTERS = False
    DEFAULT_CSS = """
    DetailScreen #split { height: 1fr; layout: vertical; }
    DetailScreen RowList { scrollbar-gutter: stable; }
    DetailScreen #left { height: 1fr; width: 1fr; }
    DetailScreen StillText {
        height: 38%; width: 100%; padding: 0 1; background: $surface; color: $text;
        border-top: solid $border-blurred;
    }
    DetailScreen.-wide #split { layout: horizontal; }
    DetailScreen.-wide StillText {
        height: 100%; width: 36%; border-top: none; border-left: solid $border-blurred;
    }
    DetailScreen.-nothing StillText { display: none; }
    """

    def body(self) -> ComposeResult:
        """Filter, list, details."""
        if self.FILTERS:
            yield ListTop(self.placeholder())
        yield from self.above()
        with Container(id="split"):
            with Vertical(id="left"):
                yield RowList(id="list")
                yield Static("", id="nothing", markup=False)
            yield StillText()

    def on_resize(self) -> None:
        """Beside each other where there is room."""
        self.set_class(self.app.size.width >= WIDE, "-wide")
        super().on_resize()

    def details(self) -> Content:
        """What is known of the row that the cursor is on."""
        return Content("")

    def moved(self) -> None:
        """The details follow the cursor, once for all that one key does."""
        self.soon(self.show_details)

    def show_details(self) -> None:
        """What is known of the row that the cursor is on."""
        self.query_one(StillText).write(self.details())

    @property
    def writable(self) -> bool:
        """Whether changes are possible; else it is said why not."""
        if self.qcode.session.read_only:
            self.say(self.qcode.session.read_only, "warning")
            return False
        return True

    def action_next_part(self) -> None:
        """To the first row of the next part of the list, and round again."""
        rows = self.list.rows
        starts = [i + 1 for i, row in enumerate(rows[:-1]) if not row.key and rows[i + 1].key]
        if starts:
            after = next((i for i in starts if i > self.list.cursor), starts[0])
            self.list.go_to(rows[after].key)

    def action_previous_part(self) -> None:
        """To the first row of the part before."""
        rows = self.list.rows
        starts = [i + 1 for i, row in enumerate(rows[:-1]) if not row.key and rows[i + 1].key]
        if starts:
            before = next((i for i in reversed(starts) if i < self.list.cursor), starts[-1])
            self.list.go_to(rows[before].key)

    def action_details_down(self) -> None:
        """The details further down."""
        self.query_one(StillText).scroll_lines(3)

    def action_details_up(self) -> None:
        """The details further up."""
        self.query_one(StillText).scroll_lines(-3)

    def show_codings(self, idents: Sequence[str], title: str) -> None:
        """List these codings."""
        if idents:
            self.qcode.open_screen("codings", quotes=tuple(idents), title=title)
        else:
            self.say(t("There is no {coding} behind this."))


def wrapped_row(
    key: str, words: Callable[[], Sequence[Piece]], right: Sequence[Piece] = (), most: int = 3
) -> ListRow:
    """A row of words over several lines, with something at the right end of the first."""
    room = sum(len(piece) for piece, _ in right) + 2 if right else 0

    def lines(width: int) -> list[list[Piece]]:
        return wrap(words(), max(20, width - room), most) or [[]]

    def draw(width: int) -> list[list[Piece]]:
        found = lines(width)
        if right:
            used = sum(len(piece) for piece, _ in found[0])
            gap = max(1, width - used - room + 2)
            found[0] = [*found[0], (" " * gap, ""), *right]
        return found

    return ListRow(key, draw, lambda width: len(lines(width)))


def code_title(study: Study, code: str) -> str:
    """The name of a code; an unknown one as it is written."""
    known = study.codebook.codes.get(study.codebook.resolve(code))
    return known.name if known else code


def quoted(study: Study, transcript: str, span: Span, around: int = 400) -> Content:
    """Words in a wide context with who said them."""
    source = study.transcripts[transcript]
    before, said, after = context(source.text, span, around)
    head = f"{cite(source, span.start)} {attribution(study, source, span)}"
    return Content.assemble(
        (head, "$text-accent"),
        "\n",
        (before, "$text-muted"),
        (f"“{said}”", "bold"),
        (after, "$text-muted"),
    )


def coding_lines(study: Study, found: tuple[CodingFile, Coding]) -> list[Content]:
    """A coding with its context, its remark, and what its code means."""
    file, coding = found
    lines = [quoted(study, file.transcript, coding.span)]
    if coding.memo:
        lines.append(Content.assemble(("✎ ", "$text-accent"), one_line(coding.memo)))
    known = study.codebook.codes.get(study.codebook.resolve(coding.code))
    if known is not None:
        above = study.codebook.path_above(known.id)
        lines.append(
            Content.assemble(
                "\n", (known.name, "bold"), (f"  {above}" if above else "", "$text-muted")
            )
        )
        lines += meaning(study, known.id)
    return lines


def meaning(study: Study, code: str) -> list[Content]:
    """The definition of a code, what it takes in and what not."""
    known = study.codebook.codes[code]
    lines = [
        Content(known.definition)
        if known.definition
        else Content.styled(t("no definition yet; e writes one"), "$text-muted")
    ]
    lines += [Content(f"+ {one}") for one in known.include]
    lines += [Content(f"− {one}") for one in known.exclude]
    return lines


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text, for the header."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def joined(lines: Sequence[Content | str | tuple[str, str]]) -> Content:
    """Lines as one text."""
    made: list[Any] = []
    for line in lines:
        if isinstance(line, tuple):
            made.append(Content.styled(*line))
        else:
            made.append(Content(line) if isinstance(line, str) else line)
    return Content("\n").join(made)
