"""What the app lets a coder see: all of the study, or in a blind pass the own work alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qcode.study.settings import as_seen_by, blind_coders
from qcode.tui.one_key import OneKeyAtATime
from qcode.tui.study_screen import StudyScreen

if TYPE_CHECKING:
    from qcode.session import Session
    from qcode.study.study import Study
    from qcode.tui.offers import Suggester

CLOSED_TO_THE_BLIND = frozenset("autocode queue thoughts similar import requests".split())
"""Screens that suggest, or deal with other coders' work."""


class BlindPass(OneKeyAtATime):
    """The part of the app that hands the study and the suggester to the screens."""

    def hand_out(self, session: Session, suggester: Suggester | None) -> None:
        """From now on the screens see this study, and ask this suggester."""
        self.session = session
        self._suggester = suggester
        self._seen: tuple[Study, Study] | None = None

    @property
    def study(self) -> Study:
        """The study as the coder may see it: in a blind pass without anybody else's work."""
        whole = self.session.study
        if self._seen is None or self._seen[0] is not whole:
            self._seen = whole, as_seen_by(whole, self.session.coder)
        return self._seen[1]

    @property
    def blind(self) -> bool:
        """Whether the coder sees neither suggestions nor other coders' work."""
        return self.session.coder in blind_coders(self.session.study.codebook)

    @property
    def suggester(self) -> Suggester | None:
        """Who suggests, or nobody: in a session without suggestions and in a blind pass."""
        return None if self.blind else self._suggester

    @suggester.setter
    def suggester(self, who: Suggester | None) -> None:
        self._suggester = who

    def fitted(self) -> None:
        """A model was fitted: what is suggested may be better than before."""
        for screen in self.screen_stack:
            if isinstance(screen, StudyScreen) and screen.is_mounted:
                screen.fitted()

    def closed(self, screen: str) -> bool:
        """Whether a screen is closed to a coder in a blind pass."""
        return self.blind and screen in CLOSED_TO_THE_BLIND
