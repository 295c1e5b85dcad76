from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
from dataclasses import replace

import pytest

import qcode.suggest.worker
from qcode.study.coding import CodingFile
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.suggest.client import SuggestClient
from qcode.suggest.rules import propose_rules
from qcode.suggest.values import Answer
from qcode.suggest.wire import (
    LENGTH,
    Ask,
    CodebookIs,
    FileChanged,
    Rebuilt,
    Reply,
    Settled,
    Stop,
    TranscriptIs,
    decode_message,
    decode_reply,
    differences,
    framed,
)
from qcode.suggest.worker import Worker
from qcode.tui.suggesting import WorkerSuggester
from tests.unit.test_suggest import lines, segments, study

WAIT = 60


def rebuilt(before: Study | None, after: Study, onto: Rebuilt) -> Study:
    for message in differences(before, after):
        again = decode_message(framed(message)[LENGTH:])
        assert isinstance(again, CodebookIs | TranscriptIs | FileChanged)
        onto.take(again)
    return onto.study()


def places(value: Study) -> list[tuple[str, str, str, int | None, int | None]]:
    return sorted(
        (f.transcript, c.id, c.code, c.start, c.end) for f in value.files.values() for c in f.items
    )


def test_the_worker_rebuilds_the_study_from_differences() -> None:
    copy = Rebuilt()
    one = study("a")
    assert places(rebuilt(None, one, copy)) == places(one)
    fewer = CodingFile("HM", "a", tuple(lines(one.transcripts["a"])[3:]))
    more = CodingFile("HM", "b", tuple(lines(one.transcripts["b"])))
    two = replace(one, files={("HM", "a"): fewer, ("HM", "b"): more})
    again = rebuilt(one, two, copy)
    assert places(again) == places(two)
    assert again.transcripts["b"].text == two.transcripts["b"].text


def test_only_what_changed_is_sent() -> None:
    one = study("a", "b")
    file = one.files["HM", "a"]
    two = replace(one, files={**one.files, ("HM", "a"): file.put(file.items[0], None)})
    messages = list(differences(one, two))
    assert len(messages) == 1
    assert isinstance(messages[0], FileChanged)
    assert (messages[0].gone, messages[0].put) == ([file.items[0].id], [])


async def answer_to(client: SuggestClient, number: int) -> Answer:
    async for reply in client.answers():
        if reply.number == number and reply.answer is not None:
            return reply.answer
    raise AssertionError("the client ended without the answer")


def from_a_chance(value: Study, threshold: str) -> Study:
    return replace(value, codebook=value.codebook.set(("settings", "threshold"), threshold))


async def test_the_client_answers_from_a_worker_process_and_follows_changes() -> None:
    whole = from_a_chance(study("a", "b"), "0")
    span = segments(whole.transcripts["c"])[0]
    client = SuggestClient()
    try:
        client.update(from_a_chance(study(), "0"), "HM")
        await client.start()
        client.update(whole, "HM")
        answer = await asyncio.wait_for(answer_to(client, client.ask("c", span)), WAIT)
        assert answer.suggestions[0].code == "menabung"
        assert answer.span == span
        process = client._process
        assert process is not None
        process.kill()
        again = await asyncio.wait_for(answer_to(client, await asked_again(client, span)), WAIT)
        assert again.suggestions[0].code == "menabung"
    finally:
        await client.close()


async def asked_again(client: SuggestClient, span: Span) -> int:
    await asyncio.sleep(0.3)
    return client.ask("c", span)


async def reply_to(client: SuggestClient, number: int) -> Reply:
    async for reply in client.answers():
        if reply.number == number and reply.share is None:
            return reply
    raise AssertionError("the client ended without the reply")


async def test_rules_second_thoughts_and_the_queue_come_from_the_worker() -> None:
    whole = study("a", "b")
    client = SuggestClient()
    try:
        client.update(whole, "HM")
        await client.start()
        rules = (await asyncio.wait_for(reply_to(client, client.rules("menabung")), WAIT)).rules
        assert rules == propose_rules(whole, "menabung")
        assert rules
        overtaken = client.queue("menabung")
        queue = await asyncio.wait_for(reply_to(client, client.queue("utang", n=3)), WAIT)
        assert {p.code for p in queue.places} == {"utang"}
        assert {p.transcript for p in queue.places} == {"c"}
        assert overtaken < queue.number
        file = whole.files["HM", "a"]
        odd = replace(file.items[0], code="utang")
        changed = replace(whole, files={**whole.files, ("HM", "a"): file.put(file.items[0], odd)})
        client.update(changed, "HM")
        number = client.second_thoughts(n=99)
        thoughts = (await asyncio.wait_for(reply_to(client, number), WAIT)).places
        assert {p.coding: p.rather for p in thoughts}[odd.id] == "menabung"
    finally:
        await client.close()


def test_a_newer_long_question_takes_the_place_of_an_older_one() -> None:
    out = io.BytesIO()
    worker = Worker(out)
    for message in differences(None, study("a", "b")):
        worker._handle(message)
    worker._handle(Settled("HM"))
    for number, code in ((1, "menabung"), (2, "utang")):
        worker._handle(Ask(number, "queue", code=code))
    while worker._jobs:
        worker._idle()
    answers = [reply for reply in replies_in(out) if reply.share is None]
    assert [reply.number for reply in answers] == [2]
    assert {p.code for p in answers[0].places} == {"utang"}


def asked(out: io.BytesIO, *messages: Ask | Stop) -> Worker:
    """A worker that knows a study and has these messages before it."""
    worker = Worker(out)
    for message in (*differences(None, study("a", "b")), Settled("HM"), *messages):
        worker.inbox.put(message)
    return worker


def test_long_work_says_how_far_it_is_and_so_does_reading_the_study(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(qcode.suggest.worker, "TOLD_EVERY", 0.0)
    out = io.BytesIO()
    worker = asked(out, Ask(7, "queue"))
    worker.inbox.put(None)
    worker.run()
    while worker._jobs:
        worker._idle()
    told = [(r.number, r.share) for r in replies_in(out)]
    reading = [share for number, share in told if number == 0]
    looking = [share for number, share in told if number == 7]
    assert reading == sorted(reading, key=float)
    assert reading[-1] == 1.0
    assert looking[-1] is None
    assert looking[:-1] == sorted(looking[:-1], key=float)
    assert looking[-2] == 1.0
    assert len(looking) > 2


def test_what_nobody_waits_for_any_more_is_let_go_and_a_newer_question_is_not() -> None:
    worker = asked(io.BytesIO(), Ask(1, "queue"), Stop(1), Ask(2, "thoughts"), Stop(1))
    worker.inbox.put(None)
    worker.run()
    assert [number for number, _ in worker._jobs.values()] == [2]


def test_a_suggestion_is_answered_before_long_work_that_was_asked_for_earlier() -> None:
    out = io.BytesIO()
    text = study("a", "b").transcripts["c"].text
    worker = asked(out, Ask(1, "thoughts"), Ask(2, "suggest", "c", 0, len(text)))
    worker.inbox.put(None)
    worker.run()
    while worker._jobs:
        worker._idle()
    assert [r.number for r in replies_in(out) if r.share is None] == [2, 1]


def test_the_worker_keeps_its_transcripts_when_only_codings_change() -> None:
    copy, one = Rebuilt(), study("a")
    first = rebuilt(None, one, copy)
    put = replace(one, files={("HM", "a"): CodingFile("HM", "a")})
    second = rebuilt(one, put, copy)
    assert second.transcripts is first.transcripts
    fewer = {"a": one.transcripts["a"]}
    third = rebuilt(put, replace(put, transcripts=fewer), copy)
    assert set(third.transcripts) == {"a"}
    assert set(second.transcripts) == set(one.transcripts)


async def test_leaving_before_the_answer_stops_the_worker() -> None:
    sent: list[tuple[str, int]] = []

    class Client(SuggestClient):
        async def start(self) -> None:
            """No process."""

        def stop(self, number: int) -> None:
            sent.append(("stop", number))

    client, heard = Client(), list[tuple[float, bool]]()
    suggester = WorkerSuggester(client)

    def tell(share: float, *, reading: bool) -> None:
        heard.append((share, reading))

    waits = asyncio.create_task(suggester.queue(tell=tell))
    running = asyncio.create_task(suggester.start(print, lambda: None))
    await asyncio.sleep(0.05)
    for number, share in ((0, 0.5), (1, 0.25)):
        client._replies.put_nowait(Reply(number, share=share))
    await asyncio.sleep(0.05)
    assert heard == [(0.5, True), (0.25, False)]
    waits.cancel()
    await asyncio.wait([waits])
    assert sent == [("stop", 1)]
    await suggester.close()
    await running


def test_a_question_that_was_not_yet_sent_is_taken_back() -> None:
    client = SuggestClient()
    client.stop(client.queue())
    assert client._questions == []
    client.stop(99)
    assert client._questions == [Stop(99)]


def replies_in(out: io.BytesIO) -> list[Reply]:
    data, found = out.getvalue(), []
    while data:
        end = LENGTH + int.from_bytes(data[:LENGTH], "big")
        found.append(decode_reply(data[LENGTH:end]))
        data = data[end:]
    return found


async def test_a_question_about_a_transcript_that_is_not_there_gets_a_note() -> None:
    client = SuggestClient()
    try:
        client.update(study("a"), "HM")
        await client.start()
        number = client.ask("nowhere", Span(0, 5))

        async def note() -> str:
            async for reply in client.answers():
                if reply.number == number:
                    return reply.note
            return ""

        assert "no transcript “nowhere”" in await asyncio.wait_for(note(), WAIT)
    finally:
        await client.close()
    await client.close()


async def test_a_worker_that_cannot_start_leaves_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    client = SuggestClient()
    await client.start()
    client.update(study("a"), "HM")
    client.ask("a", Span(0, 5))
    async for reply in client.answers():
        assert "Suggestions are off" in reply.note
        assert reply.off
        break
    await client.close()


async def test_whoever_asks_a_worker_that_cannot_start_gets_nothing_and_does_not_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    suggester, notes = WorkerSuggester(), list[str]()
    suggester.update(study("a"), "HM")
    early = asyncio.create_task(suggester.queue())
    running = asyncio.create_task(suggester.start(notes.append, lambda: None))
    assert await asyncio.wait_for(early, WAIT) == ()
    assert await asyncio.wait_for(suggester.rules("menabung"), WAIT) == ()
    assert await asyncio.wait_for(suggester.second_thoughts(), WAIT) == ()
    assert len(notes) == 1
    await suggester.close()
    await running


def test_the_worker_survives_messages_that_mean_nothing_and_ends_with_its_stdin() -> None:
    broken = (4).to_bytes(LENGTH, "big") + b"\xc1\xc1\xc1\xc1"
    sent = broken + framed(Settled("HM")) + framed(Reply())
    done = subprocess.run(
        [sys.executable, "-m", "qcode.suggest.worker"],
        input=sent,
        capture_output=True,
        timeout=WAIT,
        check=False,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    out = io.BytesIO(done.stdout)
    size = int.from_bytes(out.read(LENGTH), "big")
    assert "does not know" in decode_reply(out.read(size)).note
    assert done.returncode == 0


@pytest.mark.parametrize(
    "module", ["client", "values", "wording", "wire", "context", "report", "by_rule", "rule_search"]
)
def test_what_the_app_imports_brings_no_heavy_library(module: str) -> None:
    code = (
        f"import sys, qcode.suggest.{module}\n"
        "print([m for m in ('numpy', 'scipy', 'sklearn', 'spacy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=WAIT, check=True
    )
    assert done.stdout.strip() == "[]"
