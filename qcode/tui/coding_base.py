"""What the parts of the coding screen share: where it stands, its widgets, what holds there."""

from __future__ import annotations

from typing import Any

from textual.widgets import Static

from qcode.i18n import t
from qcode.study.filters import Filter
from qcode.study.progress import to_read
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.coding_drawing import CodingDrawing
from qcode.tui.transcript_view import TranscriptView
from qcode.tui.whose import only_others_coded, shown_codings

_PATIENCE = 0.06
"""Seconds for which the pane waits for an answer, so that it does not blink with every step."""


class CodingBase(CodingDrawing):
    """Where the coding screen stands; the acts are in the classes made of it."""

    def on_mount(self) -> None:
        """Take up where the coder left off."""
        self.open_desk(self.draw_here)
        kept = self.qcode.remembered.of_study(self.qcode.session.root)
        self.transcript = str(kept.get("transcript") or "")
        self.reading = str(kept.get("reading") or "open")
        self.unit = str(kept.get("unit") or "turn")
        others = kept.get("others")
        self.others = others if isinstance(others, bool) else None
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

    # -- the study ------------------------------------------------------------------------------

    def show_study(self, study: Study) -> None:
        """Draw text, codes and segment."""
        if self.transcript not in study.transcripts:
            self.transcript = next(iter(study.transcripts), "")
        self.set_class(not self.transcript, "-nothing")
        if not self.transcript:
            self.query_one("#nothing", Static).update(
                t("No {transcript} yet. F2 and then i brings files in; so does qcode import FILE….")
            )
        self._choose_shown()
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

    def _choose_shown(self) -> None:
        study = self.study
        if self.others is None:
            self.others = only_others_coded(study, self.coder)
        self._shown_if = shown_codings(study, self.coder, self.filter, everyone=self.everyone)

    def show_whose(self, chosen: Filter, *, others: bool) -> None:
        """Draw what passes the filter, of other coders too or of my own alone."""
        self.filter, self.others = chosen, others
        self._choose_shown()
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
            others=self.others,
        )

    def stand_here(self) -> None:
        """The cursor may stand elsewhere: ask for suggestions if they are wanted; draw."""
        self.come_to(self.asked_about(), coded=self.own_here())
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
