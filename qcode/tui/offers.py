"""Suggestions as the screen shows them, and when it does: they stand still while the cursor stands.

The desk asks the suggester, if there is one, and keeps the answer for one place. An answer that
comes after the cursor went on is let go.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from qcode.i18n import N_
from qcode.study.clock import now
from qcode.study.spans import Span
from qcode.study.study import Study

BANDS = {"sure": N_("sure"), "likely": N_("likely"), "maybe": N_("maybe")}
MOST_CODES, MOST_PHRASES = 5, 3
TAKEN, REFUSED = "taken", "refused"
SEEN_AFTER = 0.5
"""Seconds: a list that stood there for less and was not answered was not read by anybody."""


class Offer(NamedTuple):
    """A known code offered for a span, with how sure and why."""

    code: str
    score: float
    band: str
    reason: str
    coding: str = ""
    """The most similar thing already coded so, if there is one."""


class Phrase(NamedTuple):
    """A participant's own words that could name a new code."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered for one place: up to five codes and three phrases."""

    codes: tuple[Offer, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    silent: bool = False
    """Whether no known code is likely enough to be shown."""

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


class Place(NamedTuple):
    """What offers belong to."""

    transcript: str
    span: Span


class Stay(NamedTuple):
    """What was shown at a place until the cursor left it, for the record."""

    place: Place
    came: str
    """When the cursor came."""
    study: Study
    """As it was when suggestions were last asked for."""
    codes: tuple[tuple[str, int, float], ...]
    """Code, rank and score; with several lists, each code as it stood in the last that had it."""
    phrases: int
    taken: int
    """How many phrases were shown, and how many of them were taken."""


class Desk:
    """Decides when to ask and what to show, by the study's setting `suggestions`.

    never: nothing; on-key: after the key; after-own: once I have put a code of my own here, so that
    I read before I am told; always: at once.
    """

    def __init__(
        self,
        suggester: Callable[[], Suggester | None],
        start: Callable[[Coroutine[None, None, None]], object],
        changed: Callable[[], None],
        left: Callable[[Stay], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._suggester = suggester
        self._start = start
        self._changed = changed
        self._left = left
        self._clock = clock
        self.place: Place | None = None
        self.shown = Offers()
        self.done: dict[str, str] = {}
        """Codes and phrases that were taken or refused; the numbers of the others stay."""
        self.pending = False
        """Whether an answer is awaited."""
        self._asked = False
        self._came = ""
        self._since: float | None = None
        self._seen: dict[str, tuple[int, float]] = {}
        self._phrases: dict[str, bool] = {}
        """Those shown here, and whether each was taken."""
        self._study: Study | None = None

    @property
    def available(self) -> bool:
        """Whether there is somebody to ask."""
        return self._suggester() is not None

    @property
    def waiting(self) -> bool:
        """Whether the key would bring suggestions here."""
        return self.available and not self._asked

    def come_to(
        self, place: Place | None, study: Study, coder: str, mode: str, *, coded: bool
    ) -> None:
        """The cursor stands here now; `coded` says whether I have put a code here already."""
        if place == self.place:
            return
        self.leave()
        self.place, self._came = place, now()
        if mode == "always" or (mode == "after-own" and coded):
            self.ask(study, coder)

    def leave(self) -> None:
        """Nothing is shown any more; what was there to be read, or was answered, is told."""
        place, study, since = self.place, self._study, self._since
        if place is not None and study is not None and since is not None:
            self._keep_taken()
            told = Stay(
                place,
                self._came,
                study,
                tuple((code, rank, score) for code, (rank, score) in self._seen.items()),
                len(self._phrases),
                sum(self._phrases.values()),
            )
            if self.done or self._clock() - since >= SEEN_AFTER:
                self._left(told)
        self.place, self.shown, self.pending, self._asked = None, Offers(), False, False
        self.done, self._seen, self._phrases = {}, {}, {}
        self._since = self._study = None

    def after_own(self, study: Study, coder: str, mode: str) -> None:
        """I put a code here: the list may change now."""
        if mode in {"after-own", "always"} or self._asked:
            self.ask(study, coder)

    def ask(self, study: Study, coder: str) -> bool:
        """Ask for this place; False when there is nobody to ask."""
        who = self._suggester()
        if who is None or self.place is None or not self.place.span:
            return False
        self._asked = self.pending = True
        self._start(self._fetch(who, self.place, study, coder))
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
            self.shown = replace(
                found, codes=found.codes[:MOST_CODES], phrases=found.phrases[:MOST_PHRASES]
            )
            self._keep_taken()
            self.done = {}
            self._keep(study)
            self._changed()

    def _keep(self, study: Study) -> None:
        if self._since is None and (self.shown or self.shown.silent):
            self._since = self._clock()
        self._study = study
        for rank, offer in enumerate(self.shown.codes, start=1):
            self._seen[offer.code] = rank, offer.score
        for phrase in self.shown.phrases:
            self._phrases.setdefault(phrase.text, False)

    def _keep_taken(self) -> None:
        for phrase in self._phrases:
            self._phrases[phrase] |= self.done.get(phrase) == TAKEN
