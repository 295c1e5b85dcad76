"""One key at a time: a key waits until the one before it has done all it does.

Textual hands a key to the focused widget's queue and goes on to the next; what the key opens comes
later. Somebody who types `c`, two letters and Enter faster than that would have the letters taken
for commands of the screen below.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message

if TYPE_CHECKING:
    from textual.screen import Screen

_LOOK = 0.03
"""Seconds after which a waiting key looks whether the one before it closed its dialog."""
_LOST = 0.5
"""Seconds after which a key whose end was never seen is taken to have ended."""


class KeyDone(Message):
    """Follows a key through the same queues, and comes to the app when the key was handled.

    A second lap follows what the key itself had sent, such as a field that was submitted.
    """

    def __init__(self, target: DOMNode, laps: int = 2) -> None:
        super().__init__()
        self.target = target
        self.laps = laps


class OneKeyAtATime(App[None]):
    """An app whose keys take turns, however fast they are typed."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._waiting: deque[events.Key] = deque()
        self._started = 0.0
        self._before: Screen[Any] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Keys that come while one is under way wait; everything else is as it was."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._waiting or not self._ended():
            self._waiting.append(event)
            self.set_timer(_LOOK, self._go_on_if_ended)
            self.set_timer(_LOST, self._go_on_if_ended)
        else:
            await self._begin(event)

    def _ended(self) -> bool:
        """Whether no key is under way: none is, its dialog closed, or its end was lost."""
        before = self._before
        if before is None or (before.is_modal and before not in self.screen_stack):
            return True
        return time.monotonic() - self._started > _LOST

    async def _begin(self, event: events.Key) -> None:
        self._started = time.monotonic()
        self._before = self.screen
        target = self.focused or self.screen
        await super().on_event(event)
        if not target.is_attached or not target.post_message(KeyDone(target)):
            await self._go_on()

    async def on_key_done(self, event: KeyDone) -> None:
        """The key was handled; a screen that it opened first gets ready for the next."""
        event.stop()
        if self.screen is self._before or self._before is None:
            self.call_later(self._after_lap, event)  # behind what was put off, such as the focus
        else:
            self.screen.call_after_refresh(self.call_later, self._go_on)

    async def _after_lap(self, done: KeyDone) -> None:
        """Sends the second lap, unless the focus went on: then the target may be on its way out."""
        target = done.target
        again = done.laps > 1 and self.focused is target and target.is_attached
        if not again or not target.post_message(KeyDone(target, done.laps - 1)):
            await self._go_on()

    async def _go_on(self) -> None:
        if self._waiting:
            await self._begin(self._waiting.popleft())
        else:
            self._before = None

    async def _go_on_if_ended(self) -> None:
        if self._waiting and self._ended():
            await self._go_on()
