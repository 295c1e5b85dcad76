"""Suggestions from the worker process, in the form that the screens show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from qcode.i18n import language
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.offers import Offer, Offers, Phrase

if TYPE_CHECKING:
    from qcode.suggest.client import SuggestClient
    from qcode.suggest.values import Answer
    from qcode.suggest.wire import Reply


class Tell(Protocol):
    """Hears how far the work on a question is, from 0 to 1; or how far the study is read first."""

    def __call__(self, share: float, *, reading: bool) -> None:
        """Called some times a second, on the event loop."""


def nobody(share: float, *, reading: bool) -> None:
    """Nobody wants to hear of it."""
    del share, reading


class WorkerSuggester:
    """Asks the worker and waits for its answers; the worker starts after the first paint.

    A question that a newer one of its kind overtakes is never answered: whoever asked is to be
    cancelled, as an exclusive Textual worker is. The worker leaves off looking for what nobody
    waits for any more.
    """

    def __init__(self, client: SuggestClient | None = None) -> None:
        self._client = client
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._told: dict[int, Tell] = {}
        self._ready = asyncio.Event()
        self._latest: tuple[Study, str] | None = None
        self._off: Reply | None = None

    async def start(self, note: Callable[[str], None], fitted: Callable[[], None]) -> None:
        """Start the worker and hand its answers on until it is closed; `note` gets sentences."""
        from qcode.suggest.client import SuggestClient

        client = self._client = self._client or SuggestClient()
        if self._latest:
            client.update(*self._latest)
        await client.start()
        self._ready.set()
        async for reply in client.answers():
            if sentence := reply.note or (reply.answer and reply.answer.note):
                note(sentence)
            if reply.refitted:
                fitted()
            if reply.off:
                self._give_up(reply)
            if reply.share is not None:
                self._hand_on(reply.number, reply.share)
                continue
            waiting = self._waiting.pop(reply.number, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(reply)

    def update(self, study: Study, coder: str) -> None:
        """Hand over the study as it is now."""
        self._latest = (study, coder)
        if self._client is not None:
            self._client.update(study, coder)

    async def offers(self, study: Study, coder: str, transcript: str, span: Span) -> Offers:
        """What the worker suggests for a span; waits until the worker has started."""
        client = await self._started()
        self.update(study, coder)
        reply = await self._answer(client.ask(transcript, span))
        return _offers(reply.answer) if reply.answer else Offers()

    async def similar(
        self, transcript: str, span: Span, n: int = 20, *, tell: Tell = nobody
    ) -> tuple[Any, ...]:
        """The segments most like this one (`qcode.suggest.wire.Place`), best first."""
        client = await self._started()
        reply = await self._answer(client.similar(transcript, span, n=n), tell)
        return tuple(reply.places)

    async def queue(self, code: str = "", n: int = 30, *, tell: Tell = nobody) -> tuple[Any, ...]:
        """Where to code next, or where this code most likely hides; best first."""
        client = await self._started()
        reply = await self._answer(client.queue(code, n=n), tell)
        return tuple(reply.places)

    async def second_thoughts(self, n: int = 30, *, tell: Tell = nobody) -> tuple[Any, ...]:
        """The codings that are most surprising given all others, first the most."""
        client = await self._started()
        reply = await self._answer(client.second_thoughts(n=n), tell)
        return tuple(reply.places)

    async def rules(self, code: str) -> tuple[Any, ...]:
        """Rules that the codings of a code propose (`qcode.suggest.rules.RuleProposal`)."""
        client = await self._started()
        reply = await self._answer(client.rules(code))
        return tuple(reply.rules)

    async def close(self) -> None:
        """End the worker."""
        if self._client is not None:
            await self._client.close()

    async def _started(self) -> SuggestClient:
        await self._ready.wait()
        assert self._client is not None  # noqa: S101 - set before it is ready
        return self._client

    def _give_up(self, reply: Reply) -> None:
        """Nothing will be answered any more: whoever waits gets nothing, and so do all others."""
        self._off = reply
        for future in self._waiting.values():
            if not future.done():
                future.set_result(reply)

    def _hand_on(self, number: int, share: float) -> None:
        """How far it is, to who asked; that the study is being read, to all who wait."""
        if number:
            self._told.get(number, nobody)(share, reading=False)
            return
        for tell in self._told.values():
            tell(share, reading=True)

    async def _answer(self, number: int, tell: Tell = nobody) -> Any:
        if self._off is not None:
            return self._off
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number], self._told[number] = future, tell
        try:
            return await future
        except asyncio.CancelledError:
            if self._client is not None:
                self._client.stop(number)
            raise
        finally:
            self._waiting.pop(number, None)
            self._told.pop(number, None)


def _offers(answer: Answer) -> Offers:
    from qcode.suggest.wording import reason_line

    return Offers(
        tuple(
            Offer(s.code, s.score, s.sure, reason_line(s.reason, language()), s.reason.coding)
            for s in answer.suggestions
        ),
        tuple(Phrase(c.text, c.span) for c in answer.candidates),
        silent=answer.silent,
    )
