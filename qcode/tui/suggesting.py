"""Suggestions from the worker process, in the form that the screens show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qcode.i18n import language
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.offers import Offer, Offers, Phrase

if TYPE_CHECKING:
    from qcode.suggest.client import SuggestClient
    from qcode.suggest.values import Answer
    from qcode.suggest.wire import Reply


class WorkerSuggester:
    """Asks the worker and waits for its answers; the worker starts after the first paint.

    A question that a newer one of its kind overtakes is never answered: whoever asked is to be
    cancelled, as an exclusive Textual worker is.
    """

    def __init__(self, client: SuggestClient | None = None) -> None:
        self._client = client
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._ready = asyncio.Event()
        self._latest: tuple[Study, str] | None = None
        self._off: Reply | None = None

    async def start(self, note: Callable[[str], None]) -> None:
        """Start the worker and hand its answers on until it is closed; `note` gets sentences."""
        from qcode.suggest.client import SuggestClient

        client = self._client = self._client or SuggestClient()
        if self._latest:
            client.update(*self._latest)
        await client.start()
        self._ready.set()
        async for reply in client.answers():
            if reply.note:
                note(reply.note)
            if reply.off:
                self._give_up(reply)
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

    async def similar(self, transcript: str, span: Span, n: int = 20) -> tuple[Any, ...]:
        """The segments most like this one (`qcode.suggest.wire.Place`), best first."""
        client = await self._started()
        reply = await self._answer(client.similar(transcript, span, n=n))
        return tuple(reply.places)

    async def queue(self, code: str = "", n: int = 30) -> tuple[Any, ...]:
        """Where to code next, or where this code most likely hides; best first."""
        client = await self._started()
        reply = await self._answer(client.queue(code, n=n))
        return tuple(reply.places)

    async def second_thoughts(self, n: int = 30) -> tuple[Any, ...]:
        """The codings that are most surprising given all others, first the most."""
        client = await self._started()
        reply = await self._answer(client.second_thoughts(n=n))
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

    async def _answer(self, number: int) -> Any:
        if self._off is not None:
            return self._off
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        try:
            return await future
        finally:
            self._waiting.pop(number, None)


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
