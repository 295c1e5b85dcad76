"""Constant comparison: a code's last incidents from other cases beside the one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qcode.i18n import n_, t
from qcode.study.quotes import Made, attribution, cite
from qcode.study.spans import Span
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.coding_rows import Listed, coding_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.row_list import ListRow, RowList
from qcode.tui.segment_pane import title_of
from qcode.tui.writing_memos import new_memo

_MOST = 40


class CompareScreen(CodingChanges):
    """Opened with `code=`, `transcript=` and `span=`: what is at hand at the left."""

    NAME = "compare"
    FILTERS = False
    BINDINGS = bindings(on_screen("compare"))  # type: ignore[assignment] # a list is fine
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's form
    DEFAULT_CSS = """
    CompareScreen #beside { height: 1fr; }
    CompareScreen #hand { width: 40%; padding: 0 1; border-right: solid $border-blurred; }
    CompareScreen #hand Static { height: auto; }
    CompareScreen #others { width: 1fr; }
    CompareScreen.-narrow #beside { layout: vertical; }
    CompareScreen.-narrow #hand {
        width: 100%; height: auto; max-height: 40%; border-right: none;
        border-bottom: solid $border-blurred;
    }
    CompareScreen.-nothing #others RowList { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.transcript = ""
        self.span = Span(0, 0)

    def body(self) -> ComposeResult:
        """What is at hand, and the others."""
        with Horizontal(id="beside"):
            with VerticalScroll(id="hand", can_focus=False):
                yield Static("", markup=False)
            with VerticalScroll(id="others", can_focus=False):
                yield RowList(id="list")
                yield Static("", id="nothing", markup=False)

    def opened(self, **place: Any) -> None:
        """This code at these words."""
        self.code = self.study.codebook.resolve(str(place.get("code") or ""))
        self.transcript = str(place.get("transcript") or "")
        span = place.get("span")
        self.span = span if isinstance(span, Span) else Span(0, 0)
        self.fill(str(place.get("key") or "") or None)
        self.list.focus()

    def place(self) -> dict[str, Any]:
        """The code, the words, and where the cursor is."""
        here = {"code": self.code, "transcript": self.transcript, "span": self.span}
        return {**super().place(), **here}

    def tell(self) -> None:
        """What is at hand, beside."""
        self.query_one("#hand", VerticalScroll).query_one(Static).update(self._at_hand())
        super().tell()

    def _at_hand(self) -> Content:
        study = self.study
        source = study.transcripts.get(self.transcript)
        lines: list[Content] = []
        if source is not None and self.span:
            words = source.text[self.span.start : self.span.end]
            where = cite(source, self.span.start)
            who = attribution(study, source, self.span)
            lines += [
                Content.assemble((where, "bold $text-accent"), (f" {who}", "$text-muted")),
                Content(words),
                Content(""),
            ]
        code = study.codebook.codes.get(self.code)
        if code is not None:
            meaning = code.definition or t("no definition yet; e writes one")
            look = "" if code.definition else "$text-muted"
            lines += [Content.styled(code.name, "bold"), Content.styled(meaning, look)]
            lines += [Content(f"+ {item}") for item in code.include]
            lines += [Content(f"− {item}") for item in code.exclude]
        return Content("\n").join(lines)

    def rows(self) -> Sequence[ListRow]:
        """The last codings of the code by other cases; each words once, latest first."""
        study = self.study
        here = study.transcripts.get(self.transcript)
        mine = set(here.cases_in(self.span)) if here else set()
        found: dict[tuple[str, int, int], Listed] = {}
        codings = [Listed(f, c) for f, c in study.codings(code=self.code)]
        for one in sorted(codings, key=lambda o: (o.coding.at, o.key), reverse=True):
            source, span = study.transcripts[one.file.transcript], one.coding.span
            cases = set(source.cases_in(span)) or {source.name}
            if one.file.transcript == self.transcript and span.overlaps(self.span):
                continue
            if mine and cases <= mine:
                continue
            found.setdefault((source.name, span.start, span.end), one)
        made: Made = {}
        coder = self.qcode.session.coder
        some = list(found.values())[:_MOST]
        return [coding_row(study, o, named=False, made=made, own=coder) for o in some]

    def nothing(self) -> str:
        """Nobody else has said so."""
        return t("No other {participant} has this {code} yet; Esc goes back.")

    def heading(self) -> Heading:
        """The code, and how many stand beside it."""
        count = n_("{n} from others", "{n} from others", len(self.list.keys))
        return Heading((t("compare: {name}", name=title_of(self.code, self.study)), count))

    def facts(self) -> frozenset[str]:
        """What can be done with the row."""
        return super().facts() | self.coding_facts() | {"one-code"}

    def current_code(self) -> str:
        """The code that is compared."""
        return self.code

    # -- acts -------------------------------------------------------------------------------------

    def action_write_memo(self) -> None:
        """A memo about the code, with both incidents in it."""
        study = self.study
        parts = []
        source = study.transcripts.get(self.transcript)
        if source is not None and self.span:
            words = source.text[self.span.start : self.span.end]
            who = attribution(study, source, self.span)
            parts.append(_quoted(words, f"{who} {cite(source, self.span.start)}"))
        about = [f"code:{self.code}"]
        found = self.found()
        if found is not None and found[1].placed:
            file, coding = found
            other = study.transcripts[file.transcript]
            words = other.text[coding.span.start : coding.span.end]
            who = attribution(study, other, coding.span)
            parts.append(_quoted(words, f"{who} {cite(other, coding.span.start)}"))
            about.append(f"coding:{coding.id}")
        text = "\n\n".join(parts) + "\n\n"
        new_memo(self, title_of(self.code, study), text=text, about=about)

    def action_codings_of_code(self) -> None:
        """All of them."""
        self.qcode.open_screen("codings", code=self.code)

    def action_edit_code(self) -> None:
        """The definition first: comparing is what sharpens it."""
        if self.code in self.study.codebook.codes:
            self.qcode.open_screen("code", code=self.code, field="definition")


def _quoted(words: str, who: str) -> str:
    return "\n".join(f"> {line}" for line in (*words.splitlines(), who))
