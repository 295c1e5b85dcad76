"""What the worker says, asked without a process: silence, when it is kept, and what breaks it."""

from __future__ import annotations

import io

import pytest

import qcode.suggest.worker
from qcode.study.study import Study
from qcode.suggest.suggester import make_model
from qcode.suggest.values import Answer
from qcode.suggest.wire import Ask, Reply, Settled, Stop, differences, framed
from qcode.suggest.worker import Worker, read_messages
from tests.unit.test_suggest import segments, study
from tests.unit.test_suggest_worker import from_a_chance, replies_in


def test_the_worker_keeps_silent_below_the_studys_threshold_as_soon_as_it_is_set() -> None:
    whole, out = study("a", "b"), io.BytesIO()
    worker, now = Worker(out), from_a_chance(whole, "1%")
    span = segments(whole.transcripts["c"])[0]

    def answer(before: Study | None, after: Study) -> Answer:
        for message in (*differences(before, after), Settled("HM")):
            worker._handle(message)
        out.seek(0)
        out.truncate()
        worker._answer(Ask(1, "suggest", "c", span.start, span.end))
        (reply,) = replies_in(out)
        assert reply.answer is not None
        return reply.answer

    chance = answer(None, now).suggestions[0].score
    worker._fit_wanted = False
    for percent, silent in ((100 * chance - 1, False), (100 * chance + 1, True)):
        before, now = now, from_a_chance(whole, f"{percent:.2f}%")
        again = answer(before, now)
        assert again.silent is silent
        assert bool(again.suggestions) is not silent


def answers_in(out: io.BytesIO) -> list[tuple[int, bool]]:
    return [(reply.number, reply.answer.silent) for reply in replies_in(out) if reply.answer]


def test_nothing_is_called_unlikely_before_the_first_fit_is_there() -> None:
    out, now = io.BytesIO(), from_a_chance(study("a", "b"), "100%")
    worker, span = Worker(out), segments(now.transcripts["c"])[0]
    for message in (*differences(None, now), Settled("HM")):
        worker._handle(message)
    for number in (1, 2):
        worker._handle(Ask(number, "suggest", "c", span.start, span.end))
    assert answers_in(out) == []
    worker._handle(make_model(now, "HM"))
    assert answers_in(out) == [(2, True)]
    worker._handle(Ask(3, "suggest", "c", span.start, span.end))
    assert answers_in(out) == [(2, True), (3, True)]


def test_what_nobody_waits_for_any_more_is_not_answered_after_the_first_fit() -> None:
    out, now = io.BytesIO(), from_a_chance(study("a", "b"), "100%")
    worker, span = Worker(out), segments(now.transcripts["c"])[0]
    for message in (*differences(None, now), Settled("HM")):
        worker._handle(message)
    worker._handle(Ask(1, "suggest", "c", span.start, span.end))
    worker._handle(Stop(1))
    worker._handle(make_model(now, "HM"))
    assert answers_in(out) == []


def test_an_unknown_message_is_told_and_a_fit_under_way_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = io.BytesIO()
    worker = Worker(out)
    worker._fitting = True
    monkeypatch.setattr(qcode.suggest.worker.os, "_exit", lambda _: None)
    read_messages(io.BytesIO(framed(Reply(note="?"))), worker)
    worker.run()
    assert [reply.note for reply in replies_in(out)] == [
        "The worker met a message that it does not know."
    ]
    assert worker._fitting
