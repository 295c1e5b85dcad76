"""What the coding screen holds and shows: its widgets, what is current, how that is drawn."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from qcode.i18n import N_, t
from qcode.study.coding import Coding, CodingFile
from qcode.study.filters import Filter
from qcode.study.progress import Progress, progress
from qcode.study.quotes import attribution
from qcode.study.spans import Span
from qcode.tui.header import Heading
from qcode.tui.marks import Shown
from qcode.tui.offering import Offering
from qcode.tui.offers import Place, Sight
from qcode.tui.segment_pane import (
    CodeHere,
    OneLine,
    SegmentInfo,
    SegmentPane,
    hint_for,
    one_line,
)
from qcode.tui.transcript_view import TranscriptView
from qcode.tui.tree_pane import CodesPane
from qcode.tui.whose import others_on

PASS_TITLES = {
    "reading": N_("{reading}"),
    "open": N_("{open} {coding}"),
    "axial": N_("{axial} {coding}"),
    "selective": N_("{selective} {coding}"),
}
NARROW = 100
"""Below this many columns the two panes slide over the text."""


class CodingDrawing(Offering):
    """State and drawing of the coding screen; what moves it stands in the classes made of it."""

    NAME = "coding"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide")]  # noqa: RUF012 - Textual's form

    def __init__(self) -> None:
        super().__init__()
        self.transcript = ""
        self.reading = "open"
        self.unit = "turn"
        self.filter = Filter()
        self.hidden = False
        self.recent: list[str] = []
        """Codes put lately, the last one first."""
        self.last_put = ""
        """The coding put last, as long as the cursor stands still."""
        self.places: dict[str, int] = {}
        self.arrived: Span | None = None
        """What a jump from another screen selected: Escape leaves it in one press."""
        self.others: bool | None = None
        """Whether other coders' codings are drawn; None until the study is there to tell."""
        self._shown_if: Shown = None
        self._progress: tuple[tuple[Any, ...], Progress] | None = None
        self._who: tuple[object, object, str] | None = None
        self._offers_drawn: object = None
        self._line = OneLine()

    def body(self) -> ComposeResult:
        """Codes, text, segment; suggestions in a line when narrow."""
        with Horizontal(id="panes"):
            yield CodesPane()
            yield TranscriptView()
            yield SegmentPane()
        yield Static("", id="nothing", markup=False)
        yield Static("", id="offers", markup=False)

    # -- widgets --------------------------------------------------------------------------------

    @property
    def view(self) -> TranscriptView:
        """The transcript."""
        return self.query_one(TranscriptView)

    @property
    def codes(self) -> CodesPane:
        """The pane of codes."""
        return self.query_one(CodesPane)

    @property
    def segment(self) -> SegmentPane:
        """The pane about this segment."""
        return self.query_one(SegmentPane)

    @property
    def narrow(self) -> bool:
        """Whether the panes slide over the text."""
        return self.app.size.width < NARROW

    @property
    def in_codes(self) -> bool:
        """Whether the pane of codes has the keys."""
        return self.focused is not None and self.codes in self.focused.ancestors_with_self

    @property
    def in_segment(self) -> bool:
        """Whether the pane about the segment has the keys."""
        return self.focused is self.segment

    # -- what is current ------------------------------------------------------------------------

    def here(self) -> Place | None:
        """The segment that the cursor stands on."""
        segment = self.view.current_segment
        return Place(self.transcript, segment.span) if segment and self.transcript else None

    def asked_about(self) -> Place | None:
        """What suggestions are for: the selection, else the segment under the cursor."""
        chosen = None if self.view.dragging else self.view.selection
        return Place(self.transcript, chosen) if chosen and self.transcript else self.here()

    def own_here(self) -> bool:
        """Whether I have put a code on this segment."""
        place = self.here()
        file = self.study.file(self.coder, self.transcript)
        return place is not None and next(file.overlapping(place.span), None) is not None

    @property
    def everyone(self) -> bool:
        """Whether other coders' codings are drawn too; never in a blind pass."""
        return bool(self.others) and not self.qcode.blind

    def current_coding(self) -> tuple[CodingFile, Coding] | None:
        """The coding that an act is about: the one just put, else the one under the cursor."""
        here = self.view.codings_here
        ident = self.last_put if self.last_put in here else self.view.coding_under_cursor
        return self.study.find_coding(ident) if ident else None

    def current_code(self) -> str:
        """The code that an act is about: of the tree when it has the keys, else of the coding."""
        if self.in_codes:
            return self.codes.code_tree.code
        found = self.current_coding()
        return self.study.codebook.resolve(found[1].code) if found else ""

    def facts(self) -> frozenset[str]:
        """What holds at the cursor."""
        view, mode = self.view, self.mode
        found = self.current_coding()
        selected, dragging = view.selection is not None, view.dragging is not None
        shown = bool(self.desk.shown.codes) and not self.hidden
        holds = {
            "row": self.in_codes and bool(self.codes.code_tree.code),
            "text": view.current_segment is not None,
            "selection": selected,
            "no-selection": not selected,
            "dragging": dragging,
            "at-rest": not dragging,
            "own-coding": found is not None and found[0].coder == self.coder,
            "code-here": found is not None,
            "last-code": bool(self.recent),
            "suggestions": shown,
            "on-key": not shown and self.desk.waiting and mode != "never",
            "unread": self._read().read < self._read().total,
            "narrow": self.narrow,
            "hidden": self.hidden,
            "filtered": bool(self.filter),
        }
        return frozenset(name for name, true in holds.items() if true)

    def _read(self) -> Progress:
        if not self.transcript:
            return Progress(0, 0)
        source = self.study.transcripts[self.transcript]
        key = (source, self.study.file(self.coder, self.transcript), self.reading, self.unit)
        if self._progress is None or any(
            a is not b for a, b in zip(self._progress[0], key, strict=True)
        ):
            self._progress = (
                key,
                progress(self.study, self.coder, self.transcript, self.reading, self.unit),
            )
        return self._progress[1]

    def heading(self) -> Heading:
        """Transcript, who speaks, the pass, how far."""
        if not self.transcript:
            return Heading()
        study, name = self.study, self.transcript
        source = study.transcripts[name]
        if self._who is None or self._who[0] is not source or self._who[1] is not study.cases:
            who = attribution(study, source, Span(0, len(source.text))).strip("() ")
            self._who = (source, study.cases, f"{name} · {who}" if who not in {"", name} else name)
        parts = [self._who[2], t(PASS_TITLES.get(self.reading, self.reading))]
        if self.qcode.blind:
            parts.insert(1, t("blind pass"))
        if self.everyone and not self.filter.coders:
            parts.insert(1, t("{codings} of all coders"))
        if self.filter:
            parts.insert(1, t("only {filter}", filter=", ".join(self.filter.sentences())))
        return Heading(tuple(parts), self._read(), self.unit)

    # -- drawing --------------------------------------------------------------------------------

    def draw_here(self) -> None:
        """The pane about the segment, the line of suggestions, header and bottom line."""
        self.soon(self._write_here)

    def _write_here(self) -> None:
        offers = self.desk.shown
        if self.narrow:
            drawn = (offers, tuple(self.desk.done), self.hidden, self.app.size.width, self.study)
            if drawn != self._offers_drawn:
                self._offers_drawn = drawn
                line = one_line(self.study, offers, self.desk.done, self.app.size.width - 2)
                self._line = OneLine() if self.hidden else line
                self.query_one("#offers", Static).update(self._line.content, layout=False)
        if self.segment.display:
            from qcode.tui.palette import ground_of

            self.segment.show(self.study, self._info(), ground_of(self.app))
        self.look()
        self.refresh_chrome()

    def seen(self) -> frozenset[Sight]:
        """The suggestions that can be read: in the pane, or in the line of a narrow terminal."""
        line = self._line.in_sight if self.narrow else frozenset[Sight]()
        return line | self.segment.in_sight()

    def on_segment_pane_sight_changed(self, event: SegmentPane.SightChanged) -> None:
        """It was scrolled, folded or made smaller."""
        event.stop()
        self.look()

    def _info(self) -> SegmentInfo:
        study, current = self.study, self.current_coding()
        codes = []
        for ident in self.view.codings_here:
            if found := study.find_coding(ident):
                file, coding = found
                codes.append(
                    CodeHere(
                        ident,
                        coding.code,
                        file.coder,
                        file.coder == self.coder,
                        current is not None and current[1].id == ident,
                        coding.memo,
                    )
                )
        hint = hint_for(
            self.mode,
            available=self.desk.available,
            coded=self.own_here(),
            pending=self.desk.pending,
        )
        offered = next((o.code for o in self.desk.shown.codes if o.code not in self.desk.done), "")
        detail = self.current_code() or offered
        if self.hidden and not self.in_codes:
            detail = ""
        return SegmentInfo(
            tuple(codes),
            self.desk.shown,
            hint,
            detail,
            self.hidden,
            dict(self.desk.done),
            others=not codes and not self.qcode.blind and self._others_here(),
        )

    def _others_here(self) -> bool:
        place = self.here()
        return place is not None and others_on(self.study, self.coder, place.transcript, place.span)

    def footer_place(self) -> str:
        """The pane of codes has keys of its own."""
        return "codes-pane" if self.in_codes else self.NAME
