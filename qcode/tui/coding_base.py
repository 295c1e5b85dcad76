"""What the parts of the coding screen share: where it stands, its widgets, what holds there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from qcode.i18n import N_, t
from qcode.study.coding import Coding, CodingFile
from qcode.study.filters import Filter
from qcode.study.progress import Progress, progress, to_read
from qcode.study.quotes import attribution
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.header import Heading
from qcode.tui.offering import Offering
from qcode.tui.offers import Place
from qcode.tui.segment_pane import CodeHere, SegmentInfo, SegmentPane, hint_for, one_line
from qcode.tui.transcript_view import TranscriptView
from qcode.tui.tree_pane import CodesPane

PASS_TITLES = {
    "reading": N_("{reading}"),
    "open": N_("{open} {coding}"),
    "axial": N_("{axial} {coding}"),
    "selective": N_("{selective} {coding}"),
}
_PATIENCE = 0.06
"""Seconds for which the pane waits for an answer, so that it does not blink with every step."""
NARROW = 100
"""Below this many columns the two panes slide over the text."""


class CodingBase(Offering):
    """State and drawing of the coding screen; the acts stand in the classes made of it."""

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
        self._shown_if: Callable[[CodingFile, Coding], bool] | None = None
        self._progress: tuple[tuple[Any, ...], Progress] | None = None
        self._who: tuple[object, object, str] | None = None
        self._offers_drawn: object = None

    def body(self) -> ComposeResult:
        """Codes, text, segment; suggestions in a line when narrow."""
        with Horizontal(id="panes"):
            yield CodesPane()
            yield TranscriptView()
            yield SegmentPane()
        yield Static("", id="nothing", markup=False)
        yield Static("", id="offers", markup=False)

    def on_mount(self) -> None:
        """Take up where the coder left off."""
        self.open_desk(self.draw_here)
        kept = self.qcode.remembered.of_study(self.qcode.session.root)
        self.transcript = str(kept.get("transcript") or "")
        self.reading = str(kept.get("reading") or "open")
        self.unit = str(kept.get("unit") or "turn")
        places = kept.get("places")
        self.places = dict(places) if isinstance(places, dict) else {}
        self.refresh_study()
        self._go_back_to_place()
        self.view.focus()
        # The text learns its size from an event in its own queue: settle behind that.
        self.call_after_refresh(self.view.call_later, self._settle)

    def _settle(self) -> None:
        """The text has its size now: show the cursor, or the very beginning on a first start."""
        segment, shown = self.view.current_segment, self.view.transcript
        if segment is None or shown is None or self.view.selection:
            return
        if segment == next(iter(to_read(shown, self.unit)), None):
            self.view.first()
        else:
            self.view.go_to(Span(segment.span.start, segment.span.start), select=False)

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

    # -- the study ------------------------------------------------------------------------------

    def show_study(self, study: Study) -> None:
        """Draw text, codes and segment."""
        if self.transcript not in study.transcripts:
            self.transcript = next(iter(study.transcripts), "")
        self.set_class(not self.transcript, "-nothing")
        if not self.transcript:
            self.query_one("#nothing", Static).update(
                t("No {transcript} yet. In a shell: qcode import FILE… brings them in.")
            )
        if self.filter:
            self._shown_if = self._passes(study)
        self.codes.show(study)
        self.show_saved()
        self.stand_here()

    def show_saved(self) -> None:
        """Draw the text with what is on disk and what is not."""
        if not self.transcript:
            self.view.clear()
            return
        self.view.show(
            self.study,
            self.transcript,
            self.coder,
            unit=self.unit,
            reading=self.reading,
            shown=self._shown_if,
            unsaved=self.qcode.session.unsaved,
            hide=self.hidden,
        )

    def _passes(self, study: Study) -> Callable[[CodingFile, Coding], bool]:
        chosen, wanted = self.filter, self.filter.wanted_codes(study)
        book = study.codebook

        def passes(file: CodingFile, coding: Coding) -> bool:
            if chosen.coders and file.coder not in chosen.coders:
                return False
            if not chosen.coders and file.coder != self.coder:
                return False
            if wanted and book.resolve(coding.code) not in wanted:
                return False
            return not chosen.attributes or chosen.matches_coding(study, file, coding)

        return passes

    def set_filter(self, chosen: Filter) -> None:
        """Show only what passes; an empty filter shows all of mine again."""
        self.filter = chosen
        self._shown_if = self._passes(self.study) if chosen else None
        self.show_saved()
        self.draw_here()

    # -- where it stands ------------------------------------------------------------------------

    def opened(self, **place: Any) -> None:
        """Go to a transcript, a span or a coding of it."""
        name = str(place.get("transcript") or self.transcript)
        if name in self.study.transcripts and name != self.transcript:
            self.leave_transcript()
            self.transcript = name
            self.show_saved()
            self._go_back_to_place()
        span, coding = place.get("span"), str(place.get("coding") or "")
        if not (coding and self.view.go_to_coding(coding)) and isinstance(span, Span):
            self.view.go_to(span)
        self.arrived = self.view.selection
        self.view.focus()
        self.stand_here()

    def place(self) -> dict[str, Any]:
        """The present target."""
        return {"transcript": self.transcript, "span": self.view.target}

    def leave_transcript(self) -> None:
        """Keep the place in this transcript."""
        if self.transcript and self.view.transcript is not None:
            self.places[self.transcript] = self.view.target.start

    def _go_back_to_place(self) -> None:
        start = self.places.get(self.transcript)
        shown = self.view.transcript
        if shown is None or not isinstance(start, int) or not 0 <= start < len(shown.text):
            return
        place = self.here()
        if place is None or not place.span.start <= start < place.span.end:
            self.view.go_to(Span(start, start), select=False)

    def remember(self) -> None:
        """Where I was reading, for the next start."""
        super().remember()
        self.leave_transcript()
        kept = self.qcode.remembered.of_study(self.qcode.session.root)
        kept.update(
            transcript=self.transcript,
            places=self.places,
            reading=self.reading,
            unit=self.unit,
        )

    def here(self) -> Place | None:
        """The segment that the cursor stands on."""
        segment = self.view.current_segment
        return Place(self.transcript, segment.span) if segment and self.transcript else None

    def own_here(self) -> bool:
        """Whether I have put a code on this segment."""
        place = self.here()
        file = self.study.file(self.coder, self.transcript)
        return place is not None and next(file.overlapping(place.span), None) is not None

    def stand_here(self) -> None:
        """The cursor may stand elsewhere: ask for suggestions if they are wanted; draw."""
        self.come_to(self.here(), coded=self.own_here())
        if self.desk.pending:
            self.refresh_chrome()
            self.set_timer(_PATIENCE, self._draw_if_pending)
        else:
            self.draw_here()

    def _draw_if_pending(self) -> None:
        if self.desk.pending:
            self.draw_here()

    def on_transcript_view_cursor_moved(self, event: TranscriptView.CursorMoved) -> None:
        """Another segment, coding or selection."""
        event.stop()
        self.last_put = ""
        self.call_after_refresh(self.stand_here)  # first the text, then what is beside it

    # -- what is current ------------------------------------------------------------------------

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
                self.query_one("#offers", Static).update("" if self.hidden else line, layout=False)
        if self.segment.display:
            from qcode.tui.palette import ground_of

            self.segment.show(self.study, self._info(), ground_of(self.app))
        self.refresh_chrome()

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
        return SegmentInfo(
            tuple(codes), self.desk.shown, hint, detail, self.hidden, dict(self.desk.done)
        )

    def footer_place(self) -> str:
        """The pane of codes has keys of its own."""
        return "codes-pane" if self.in_codes else self.NAME
