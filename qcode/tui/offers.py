"""Suggestions as the screen shows them, and when it does: they stand still while the cursor stands.

The desk asks the suggester, if there is one, and keeps the answer for one place. An answer that
comes after the cursor went on is let go. The screen tells it what of the list can be read: numbers
act on nothing else, and nothing else counts as shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Iterable
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
"""Seconds: what stood there for less and was not answered was not read by anybody."""
Sight = tuple[str, str]
"""A kind and a name: a code, a phrase, or that nothing is likely enough (`SILENCE`)."""
CODE, PHRASE = "code", "phrase"
SILENCE: Sight = ("silence", "")


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

    def start(
        self, note: Callable[[str], None], fitted: Callable[[], None]
    ) -> Coroutine[None, None, None]:
        """Called after the first paint; may run as long as the app does. `note` says a sentence;
        `fitted` is called when the same question may have a better answer than before.
        """

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
    I read before I am told; always: at once. Where no known code is likely enough, names for new
    ones show only after the key: silence is silence.
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
        self._by_key = False
        """Whether it was the key that asked here."""
        self._came = ""
        self._sight: dict[Sight, float] = {}
        """What of the list is in sight now, and since when."""
        self._read: dict[Sight, None] = {}
        """What was in sight here for long enough to be read, in order."""
        self._stood: dict[str, tuple[int, float]] = {}
        """Rank and score of each code in the last list that had it."""
        self._taken: set[str] = set()
        """Phrases that were taken here."""
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
        place, study, answered = self.place, self._study, bool(self.done)
        if place is not None and study is not None:
            self._keep_taken()
            self._out_of_sight(self._sight, answered=answered)
            if self._read:
                self._left(self._stay(place, study))
        self.place, self.shown, self.pending = None, Offers(), False
        self._asked = self._by_key = False
        self.done, self._stood, self._taken, self._study = {}, {}, set(), None
        self._sight, self._read = {}, {}

    def _stay(self, place: Place, study: Study) -> Stay:
        names = [name for kind, name in self._read if kind == PHRASE]
        return Stay(
            place,
            self._came,
            study,
            tuple(
                (code, *self._stood[code])
                for code in self._stood
                if (CODE, code) in self._read  # in the order of the lists
            ),
            len(names),
            len(self._taken.intersection(names)),
        )

    def in_sight(self, seen: Iterable[Sight]) -> None:
        """This of the list can be read now, and nothing else of it."""
        now, there = self._clock(), dict.fromkeys(seen)
        self._out_of_sight([one for one in self._sight if one not in there])
        for one in there:
            self._sight.setdefault(one, now)

    def sees(self, kind: str, name: str) -> bool:
        """Whether this of the list is in sight."""
        return (kind, name) in self._sight

    def _out_of_sight(self, gone: Iterable[Sight], *, answered: bool = False) -> None:
        """What stood there for long enough, or stood there when the list was answered, was read."""
        for one in tuple(gone):
            since = self._sight.pop(one)
            if answered or self._clock() - since >= SEEN_AFTER:
                self._read[one] = None

    def again(self, study: Study, coder: str) -> None:
        """A model was fitted: where nothing was known to suggest, there may be something now."""
        if self._asked and not (self.pending or self.shown.codes or self.done):
            self.ask(study, coder)

    def after_own(self, study: Study, coder: str, mode: str) -> None:
        """I put a code here: the list may change now."""
        if mode in {"after-own", "always"} or self._asked:
            self.ask(study, coder)

    def ask(self, study: Study, coder: str, *, by_key: bool = False) -> bool:
        """Ask for this place; False when there is nobody to ask."""
        who = self._suggester()
        if who is None or self.place is None or not self.place.span:
            return False
        self._asked = self.pending = True
        self._by_key |= by_key
        self._start(self._fetch(who, self.place, study, coder))
        return True

    def code_at(self, number: int) -> Offer | None:
        """The offer with this number, if it is in sight and still open."""
        if not 1 <= number <= len(self.shown.codes):
            return None
        offer = self.shown.codes[number - 1]
        return None if offer.code in self.done or not self.sees(CODE, offer.code) else offer

    def phrase_at(self, number: int) -> Phrase | None:
        """The phrase with this number (6 to 8), if it is in sight and still open."""
        index = number - MOST_CODES - 1
        if not 0 <= index < len(self.shown.phrases):
            return None
        phrase = self.shown.phrases[index]
        return None if phrase.text in self.done or not self.sees(PHRASE, phrase.text) else phrase

    def out_of_sight(self, number: int) -> bool:
        """Whether there is something open with this number that cannot be read as it stands."""
        codes, index = self.shown.codes, number - MOST_CODES - 1
        if 1 <= number <= len(codes):
            one, kind = codes[number - 1].code, CODE
        elif 0 <= index < len(self.shown.phrases):
            one, kind = self.shown.phrases[index].text, PHRASE
        else:
            return False
        return one not in self.done and not self.sees(kind, one)

    async def _fetch(self, who: Suggester, place: Place, study: Study, coder: str) -> None:
        found = await who.offers(study, coder, place.transcript, place.span)
        if place == self.place:
            self.pending = False
            names = 0 if found.silent and not self._by_key else MOST_PHRASES
            self.shown = replace(
                found, codes=found.codes[:MOST_CODES], phrases=found.phrases[:names]
            )
            self._keep_taken()
            self.done = {}
            self._keep(study)
            self._changed()

    def _keep(self, study: Study) -> None:
        self._study = study
        for rank, offer in enumerate(self.shown.codes, start=1):
            self._stood[offer.code] = rank, offer.score

    def _keep_taken(self) -> None:
        """What was answered was read, however short it stood there."""
        self._taken |= {one for one, fate in self.done.items() if fate == TAKEN}
        if self.done:
            self._read |= dict.fromkeys(self._sight)
