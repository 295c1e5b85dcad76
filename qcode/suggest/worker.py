"""The worker process: `python -m qcode.suggest.worker`, spoken to over its stdin and stdout.

One thread reads, the main thread learns and answers, a third fits in the background. It ends when
its stdin closes, so it never outlives the app.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
import warnings
from typing import BinaryIO

from qcode.study.errors import QcodeError
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.suggest.evidence import Evidence
from qcode.suggest.explore import SaidPool, Steps, coding_queue, similar
from qcode.suggest.fit import FEWEST
from qcode.suggest.priority import behind_the_answers, behind_the_app
from qcode.suggest.rules import propose_rules
from qcode.suggest.second_thoughts import second_thoughts
from qcode.suggest.suggester import Model, Suggester, make_model
from qcode.suggest.wire import (
    LENGTH,
    Ask,
    CodebookIs,
    FileChanged,
    Message,
    Rebuilt,
    Refit,
    Reply,
    Settled,
    Stop,
    TranscriptIs,
    decode_message,
    framed,
)

QUIET = 1.0
"""Seconds without a message before a background fit starts."""
TOLD_EVERY = 0.1
"""Seconds between two words about how far it is."""
_LARGEST = 1 << 30


class Worker:
    """Takes messages in order; of the suggestions asked for it answers the newest only."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.inbox: queue.Queue[Message | Model | Reply | str | None] = queue.Queue()
        self.rebuilt = Rebuilt()
        self.suggester: Suggester | None = None
        self.coder: str | None = None
        self._fitting = False
        self._fit_wanted = False
        self._fitted_at = 0
        self._changes = 0
        self._said = SaidPool()
        self._told_at = time.monotonic()
        self._jobs: dict[str, tuple[int, Steps]] = {}
        """Long work under way, by what was asked: a newer question takes an older one's place."""
        self._early: Ask | None = None
        """What could only be answered with silence before the first fit, and waits for it."""

    def run(self) -> None:
        """Works until the inbox ends."""
        while True:
            try:
                item = self.inbox.get(timeout=0 if self._jobs else QUIET)
            except queue.Empty:
                self._idle()
                continue
            if item is None:
                return
            try:
                self._handle(item)
            except Exception as error:  # noqa: BLE001 - one bad message must not end the worker
                self._complain(item.number if isinstance(item, Ask) else 0, error)

    def _idle(self) -> None:
        """A step of the long work that is under way, else a fit when one is due."""
        if not self._jobs:
            self._maybe_fit()
            return
        what, (number, steps) = next(iter(self._jobs.items()))
        try:
            self._tell(number, next(steps))
        except StopIteration as end:
            del self._jobs[what]
            self.say(Reply(number, places=end.value))
        except Exception as error:  # noqa: BLE001 - as for a message
            del self._jobs[what]
            self._complain(number, error)

    def _tell(self, number: int, share: float) -> None:
        """Says how far the work on a question is, but not after each of its short steps."""
        if time.monotonic() - self._told_at >= TOLD_EVERY:
            self._told_at = time.monotonic()
            self.say(Reply(number, share=share))

    def _complain(self, number: int, error: Exception) -> None:
        self.say(_complaint(number, error))

    def say(self, reply: Reply) -> None:
        """Sends one reply."""
        self.out.write(framed(reply))
        self.out.flush()

    def _handle(self, item: Message | Model | Reply | str) -> None:
        match item:
            case CodebookIs() | TranscriptIs() | FileChanged():
                self.rebuilt.take(item)
            case Settled(coder):
                self._learn(coder or None)
            case Ask():
                if not self._overtaken(item):
                    self._answer(item)
            case Stop(number):
                self._stop(number)
            case Refit():
                self._fit_wanted = True
                self._maybe_fit()
            case Model():
                self._take_over(item)
            case Reply():
                self.say(item)
            case str():
                self._fitting = False
                self.say(Reply(note=item))
                self._answer_late()

    def _stop(self, number: int) -> None:
        self._jobs = {what: job for what, job in self._jobs.items() if job[0] != number}
        if self._early and self._early.number == number:
            self._early = None

    def _overtaken(self, ask: Ask) -> bool:
        with self.inbox.mutex:
            return any(
                isinstance(i, Ask) and i.what == ask.what and i.number > ask.number
                for i in self.inbox.queue
            )

    def _learn(self, coder: str | None) -> None:
        study = self.rebuilt.study()
        if self.suggester is None or coder != self.coder:
            self.coder = coder
            self._told_at = time.monotonic()
            self.suggester = Suggester(
                study, coder, progress=lambda done, total: self._tell(0, done / total)
            )
            self._fit_wanted = True
        else:
            self.suggester.learn(study)
            self._changes += 1

    def _maybe_fit(self) -> None:
        if self.suggester is None or self._fitting:
            return
        due = self._changes >= max(8, self._fitted_at // 40)
        if self._examples() < FEWEST or not (due or self._fit_wanted):
            return
        self._fitting, self._fit_wanted, self._changes = True, False, 0
        self._fitted_at = self._examples()
        work = self.suggester.study, self.coder, self.suggester.evidence
        threading.Thread(target=self._fit, args=work, daemon=True).start()

    def _examples(self) -> int:
        if self.suggester is None:
            return 0
        return len(self.suggester.evidence) - len(self.suggester.evidence.codes)

    def _fit(self, study: Study, coder: str | None, known: Evidence) -> None:
        behind_the_answers()
        try:
            self.inbox.put(make_model(study, coder, known=known))
        except Exception as error:  # noqa: BLE001 - the instant part goes on without a fit
            self.inbox.put(f"The background fit failed ({type(error).__name__}).")

    def _take_over(self, model: Model) -> None:
        self._fitting = False
        if self.suggester and model.evidence.coder == self.coder:
            self.suggester.install(model, self.suggester.study)
            self.say(Reply(refitted=True))
        self._answer_late()

    def _answer(self, ask: Ask) -> None:
        suggester = self.suggester
        if suggester is None:
            self.say(Reply(ask.number, note="The suggestions are still being prepared."))
            return
        span = Span(ask.start, ask.end)
        match ask.what:
            case "suggest":
                answer = suggester.suggest(ask.transcript, span, n=ask.n)
                self._early = ask if answer.silent and self._first_fit_to_come() else None
                if self._early is None:
                    self.say(Reply(ask.number, answer))
            case "similar":
                steps = similar(suggester.study, self._said, ask.transcript, span, ask.n)
                self._begin(ask, steps)
            case "queue":
                self._begin(ask, coding_queue(suggester, self.coder, ask.code or None, ask.n))
            case "thoughts":
                self._begin(ask, second_thoughts(suggester, ask.n))
            case "rules":
                work = (ask.number, suggester.study, ask.code)
                threading.Thread(target=self._propose, args=work, daemon=True).start()

    def _first_fit_to_come(self) -> bool:
        """Whether silence would only mean that nothing is learnt yet."""
        if self.suggester is None or self.suggester.fitted is not None:
            return False
        return self._fitting or (self._fit_wanted and self._examples() >= FEWEST)

    def _answer_late(self) -> None:
        if self._early is not None:
            self._answer(self._early)

    def _begin(self, ask: Ask, steps: Steps) -> None:
        self._jobs[ask.what] = ask.number, steps
        self._told_at = time.monotonic()

    def _propose(self, number: int, study: Study, code: str) -> None:
        try:
            self.inbox.put(Reply(number, rules=propose_rules(study, code)))
        except Exception as error:  # noqa: BLE001 - as for a message
            self.inbox.put(_complaint(number, error))


def _complaint(number: int, error: Exception) -> Reply:
    what = str(error) if isinstance(error, QcodeError) else type(error).__name__
    return Reply(number, note=f"No suggestion here: {what}")


def read_messages(source: BinaryIO, worker: Worker) -> None:
    """Puts each message into the worker's inbox; the end of the stream ends the worker."""
    while True:
        head = source.read(LENGTH)
        size = int.from_bytes(head, "big")
        if len(head) < LENGTH or size > _LARGEST:
            break
        body = source.read(size)
        if len(body) < size:
            break
        try:
            worker.inbox.put(decode_message(body))
        except ValueError:
            worker.inbox.put(Reply(note="The worker met a message that it does not know."))
    worker.inbox.put(None)
    time.sleep(0.5)
    os._exit(0)


def main() -> None:
    """Speaks over the real stdin and stdout; whatever a library prints goes nowhere."""
    warnings.simplefilter("ignore")
    behind_the_app()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    worker = Worker(out)
    reader = threading.Thread(target=read_messages, args=(sys.stdin.buffer, worker), daemon=True)
    reader.start()
    try:
        worker.run()
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
