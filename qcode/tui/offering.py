"""The coding screen's part in suggestions: when they show here, and a note of what became of them.

What was shown is noted when the cursor leaves the segment. It waits in memory for the next write,
or for some seconds, so that no key waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from qcode.study.clock import now
from qcode.study.settings import mode_for, threshold_of
from qcode.study.shown import IGNORED, SHA, Shown, ShownCode, answer_to
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.offers import Desk, Place, Sight, Stay
from qcode.tui.study_screen import StudyScreen

ENOUGH_TO_WRITE = 20
"""So many notes are written even though nothing else is."""
WRITTEN_AFTER = 10.0
"""Seconds after which a note is written, however few there are."""


class Offering(StudyScreen):
    """A screen whose cursor stands on segments for which codes are suggested."""

    def open_desk(self, changed: Callable[[], None]) -> None:
        """Ask the app's suggester from now on; `changed` draws what it answers."""
        self.desk = Desk(
            lambda: self.qcode.suggester,
            lambda work: self.run_worker(work, group="offers", exclusive=True),
            changed,
            self._note,
        )
        self._setting: tuple[Any, ...] = ()
        self._ending = False

    def seen(self) -> Iterable[Sight]:
        """What of the list can be read now, where nothing is in front of this screen."""
        return ()

    def look(self) -> None:
        """Tell the desk what can be read."""
        stack = self.app.screen_stack
        front = self in stack and not self.covered
        self.desk.in_sight(self.seen() if front else ())

    def on_screen_suspend(self) -> None:
        """Another screen may be in front now."""
        if self.is_mounted:
            self.look()

    def on_screen_resume(self) -> None:
        """Nothing is in front any more."""
        super().on_screen_resume()
        if self.is_mounted:
            self.look()

    @property
    def coder(self) -> str:
        """Who codes."""
        return self.qcode.session.coder

    @property
    def mode(self) -> str:
        """When suggestions show to this coder."""
        return mode_for(self.study.codebook, self.coder)

    def come_to(self, place: Place | None, *, coded: bool) -> None:
        """The cursor stands here; another setting than before takes the list away first."""
        setting = (self.mode, threshold_of(self.study.codebook))
        if setting != self._setting:
            self._setting = setting
            self.desk.leave()
        self._reopen()
        self.desk.come_to(place, self.study, self.coder, setting[0], coded=coded)

    def fitted(self) -> None:
        """What had no answer while the model was not there is asked again."""
        self.desk.again(self.study, self.coder)

    def _reopen(self) -> None:
        """A number whose taking or refusing was undone works again."""
        desk, place = self.desk, self.desk.place
        offered = {offer.code for offer in desk.shown.codes}
        for code in offered & set(desk.done) if place else ():
            if place and self._end_of(self.study, place.transcript, place.span, code) == IGNORED:
                del desk.done[code]

    def _end_of(self, study: Study, transcript: str, span: Span, code: str) -> str:
        return answer_to(study, self.coder, transcript, span, code)[0]

    def _note(self, stay: Stay) -> None:
        place, before = stay.place, stay.study
        source = before.transcripts.get(place.transcript)
        if source is None:
            return
        shown = Shown(
            stay.came,
            now(),
            place.span.start,
            place.span.end,
            source.sha[:SHA],
            mode_for(before.codebook, self.coder),
            threshold_of(before.codebook),
            tuple(
                ShownCode(
                    code,
                    rank,
                    score,
                    self._end_of(self.study, place.transcript, place.span, code),
                )
                for code, rank, score in stay.codes
            ),
            (stay.phrases, stay.taken),
        )
        waiting = self.qcode.session.note(place.transcript, shown)
        if waiting and not self._ending:
            self._have_written(waiting)

    def _have_written(self, waiting: int) -> None:
        if waiting >= ENOUGH_TO_WRITE:
            self.qcode.writer.wake()
        elif waiting == 1:
            self.set_timer(WRITTEN_AFTER, self.qcode.writer.wake)

    def remember(self) -> None:
        """The app ends: the last segment is left, and the session writes what waits."""
        self._ending = True
        self.desk.leave()

    def on_unmount(self) -> None:
        """The same, where the app ends otherwise."""
        self._ending = True
        self.desk.leave()
