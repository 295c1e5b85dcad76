"""Suggestions as the screen shows them, and when it does: they stand still while the cursor stands.

The desk asks the suggester, if there is one, and keeps the answer for one place. An answer that
comes after the cursor went on is let go.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Protocol

from qcode.i18n import N_
from qcode.study.spans import Span
from qcode.study.study import Study

BANDS = {"sure": N_("sure"), "likely": N_("likely"), "maybe": N_("maybe")}
MOST_CODES, MOST_PHRASES = 5, 3
TAKEN, REFUSED = "taken", "refused"


@dataclass(frozen=True, slots=True)
class Offer:
    """A known code offered for a span, with how sure and why."""

    code: str
    score: float
    band: str
    reason: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A participant's own words that could name a new code."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered for one place: up to five codes and three phrases."""

    codes: tuple[Offer, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.codes or self.phrases)


class Suggester(Protocol):
    """What the app needs of the one who suggests."""

    def start(self, note: Callable[[str], None]) -> Coroutine[None, None, None]:
        """Called after the first paint; may run as long as the app does. `note` says a sentence."""

    def update(self, study: Study, coder: str) -> None:
        """The study has changed."""

    def offers(
        self, study: Study, coder: str, transcript: str, span: Span
    ) -> Coroutine[None, None, Offers]:
        """Offers for a span, without blocking the event loop; empty rather than an error."""

    def close(self) -> Coroutine[None, None, None]:
        """The app ends."""


@dataclass(frozen=True, slots=True)
class Place:
    """What offers belong to."""

    transcript: str
    span: Span


class Desk:
    """Decides when to ask and what to show, by the study's setting `suggestions`.

    never: nothing; on-key: after the key; after-own: once I have put a code of my own here, so that
    I read before I am told; always: at once.
    """

    def __init__(
        self,
        suggester: Suggester | None,
        start: Callable[[Coroutine[None, None, None]], object],
        changed: Callable[[], None],
    ) -> None:
        self._suggester = suggester
        self._start = start
        self._changed = changed
        self.place: Place | None = None
        self.shown = Offers()
        self.done: dict[str, str] = {}
        """Codes and phrases that were taken or refused; the numbers of the others stay."""
        self.pending = False
        """Whether an answer is awaited."""
        self._asked = False

    @property
    def available(self) -> bool:
        """Whether there is somebody to ask."""
        return self._suggester is not None

    @property
    def waiting(self) -> bool:
        """Whether the key would bring suggestions here."""
        return self._suggester is not None and not self._asked

    def come_to(
        self, place: Place | None, study: Study, coder: str, mode: str, *, coded: bool
    ) -> None:
        """The cursor stands here now; `coded` says whether I have put a code here already."""
        if place == self.place:
            return
        self.place, self.shown, self._asked = place, Offers(), False
        self.done, self.pending = {}, False
        if mode == "always" or (mode == "after-own" and coded):
            self.ask(study, coder)

    def after_own(self, study: Study, coder: str, mode: str) -> None:
        """I put a code here: the list may change now."""
        if mode in {"after-own", "always"} or self._asked:
            self.ask(study, coder)

    def ask(self, study: Study, coder: str) -> bool:
        """Ask for this place; False when there is nobody to ask."""
        if self._suggester is None or self.place is None or not self.place.span:
            return False
        self._asked = self.pending = True
        self._start(self._fetch(self._suggester, self.place, study, coder))
        return True

    def code_at(self, number: int) -> Offer | None:
        """The offer with this number, if it is shown and still open."""
        if not 1 <= number <= len(self.shown.codes):
            return None
        offer = self.shown.codes[number - 1]
        return None if offer.code in self.done else offer

    def phrase_at(self, number: int) -> Phrase | None:
        """The phrase with this number (6 to 8), if it is shown and still open."""
        index = number - MOST_CODES - 1
        if not 0 <= index < len(self.shown.phrases):
            return None
        phrase = self.shown.phrases[index]
        return None if phrase.text in self.done else phrase

    async def _fetch(self, who: Suggester, place: Place, study: Study, coder: str) -> None:
        found = await who.offers(study, coder, place.transcript, place.span)
        if place == self.place:
            self.pending = False
            self.shown = Offers(found.codes[:MOST_CODES], found.phrases[:MOST_PHRASES])
            self.done = {}
            self._changed()
