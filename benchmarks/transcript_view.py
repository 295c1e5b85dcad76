"""From key to painted frame in a transcript of 100,000 words with 5,000 overlapping codings.

Run: python benchmarks/transcript_view.py [--words N] [--codings N] [--size 120x40]
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from qcode.study.code import COLORS
from qcode.study.codebook import Codebook
from qcode.study.coding import CodingFile, make_coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.tui.layout import lay_out
from qcode.tui.marks import marks_of
from qcode.tui.stripes import lay_stripes, relaid
from qcode.tui.transcript_view import TranscriptView

SYLLABLES = "ba ca da ga ja ka la ma na pa ra sa ta wa ya bu du ku lu mu nu pu ru su tu".split()
AT = "2026-01-01T08:00:00+00:00"


def generated(words: int, codings: int, seed: int = 1) -> Study:
    """A study of one interview: turns of 5 to 200 words, codings of 2 to 120 words, 300 codes."""
    rng = random.Random(seed)
    lexicon = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(4000)]
    lines, count = [], 0
    while count < words:
        for label, longest in (("P", 20), ("CH", 200)):
            size = rng.randint(5, longest)
            said = rng.choices(lexicon, k=size)
            for at in range(0, size, 12):
                said[at] = said[at].capitalize() if at == 0 else f"{said[at]}."
            lines.append(f"{label}: {' '.join(said)}.")
            count += size
    speakers = {"P": "interviewer", "CH": "CH"}
    transcript = Transcript("long", "\n".join(lines), {"speakers": speakers})
    codes = {f"code-{i}": {"name": f"Code number {i}", "color": COLORS[i % 12]} for i in range(300)}
    turns = [t for t in transcript.turns if t.speaker == "CH"]
    items = []
    for number in range(codings):
        body = rng.choice(turns).body
        start = rng.randrange(body.start, body.end)
        end = min(len(transcript.text), start + rng.randint(12, 700))
        code = f"code-{rng.randrange(300)}"
        items.append(
            make_coding(transcript.text, Span(start, end), code, at=AT, coding_id=f"c{number:011}")
        )
    file = CodingFile("HM", "long").put_many((), items)
    return Study(Codebook({"codes": codes}), {"long": transcript}, {("HM", "long"): file})


class Host(App[None]):
    """The view alone, with keys for the moves that are measured."""

    ACTS: ClassVar[dict[str, Callable[[TranscriptView], bool]]] = {
        "j": lambda view: view.move_segment(1),
        "right_square_bracket": lambda view: view.move_coding(1),
        "n": lambda view: view.move_unread(1),
        "pagedown": lambda view: view.page(1),
        "right": lambda view: view.shift(1),
        "e": lambda view: view.extend("word", "end", 1),
    }
    BINDINGS: ClassVar[list[BindingType]] = [Binding(k, f"act('{k}')") for k in ACTS]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self.painted = 0.0

    def compose(self) -> ComposeResult:
        """The view."""
        yield TranscriptView()

    def on_mount(self) -> None:
        """The transcript in it."""
        self.view.show(self.study, "long", "HM")

    @property
    def view(self) -> TranscriptView:
        """The view."""
        return self.query_one(TranscriptView)

    def action_act(self, key: str) -> None:
        """The move of a key."""
        self.ACTS[key](self.view)

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if renderable is not None:
            # A headless driver skips this work, which is part of painting.
            renderable.render_segments(self.console)
            self.painted = time.perf_counter()


async def latencies(host: Host, press: Callable[[], Any], times: int) -> list[float]:
    """Milliseconds from the key to the end of the last paint that follows it."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        host.painted = 0.0
        await press()
        while host.painted == 0.0 and time.perf_counter() - start < 0.2:
            await asyncio.sleep(0)
        if host.painted:  # the last sentence has no next one, and nothing is painted
            found.append((host.painted - start) * 1000)
        await asyncio.sleep(0.06)  # a frame of Textual is 17 ms; what is measured is one key
    return found


def show(what: str, milliseconds: list[float]) -> None:
    """One line of figures."""
    ordered = sorted(milliseconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    median = statistics.median(ordered)
    print(f"{what:<34}{median:8.1f} ms median {p95:8.1f} ms p95   n={len(ordered)}")


def timed(what: str, act: Callable[[], Any]) -> Any:
    """The best of five."""
    best = 1e9
    for _ in range(5):
        start = time.perf_counter()
        result = act()
        best = min(best, time.perf_counter() - start)
    print(f"{what:<34}{best * 1000:8.1f} ms")
    return result


def with_one_more(study: Study, number: int, at: int) -> Study:
    """The study after one more coding."""
    file, text = study.file("HM", "long"), study.transcripts["long"].text
    coding = make_coding(text, Span(at, at + 80), "code-7", at=AT, coding_id=f"n{number:011}")
    return replace(study, files={("HM", "long"): file.put(None, coding)})


async def keys(study: Study, size: tuple[int, int]) -> None:
    """Keys pressed one after the other, as by a hand."""
    host = Host(study)
    async with host.run_test(size=size) as pilot:
        await pilot.pause()
        middle = len(study.transcripts["long"].text) // 3
        changes = [study]
        for number in range(60):
            changes.append(with_one_more(changes[-1], number, middle + 7 * number))
        gc.collect()
        gc.freeze()  # as the app does once a study is open

        def key(name: str, character: str | None) -> Callable[[], Any]:
            async def press() -> None:
                event = events.Key(name, character)
                event.set_sender(host)
                host.post_message(event)

            return press

        for what, name, character in (
            ("next segment (j)", "j", "j"),
            ("next coding (])", "right_square_bracket", "]"),
            ("next unread (n)", "n", "n"),
            ("page down", "pagedown", None),
            ("end by a word (e)", "e", "e"),
            ("next sentence (→)", "right", None),
        ):
            host.view.go_to(Span(middle, middle + 1), select=False)
            await pilot.pause()
            show(what, await latencies(host, key(name, character), 100))

        host.view.go_to(Span(middle, middle + 1), select=False)
        await pilot.pause()
        following = iter(enumerate(changes[1:]))

        async def code() -> None:
            number, changed = next(following)
            host.view.show(changed, "long", "HM", unsaved=frozenset({f"n{number:011}"}))

        show("a coding placed (show)", await latencies(host, code, 60))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--codings", type=int, default=5_000)
    parser.add_argument("--size", default="120x40")
    given = parser.parse_args()
    study = generated(given.words, given.codings)
    transcript = study.transcripts["long"]
    transcript.turns  # noqa: B018 cut once, as on opening
    layout = timed("wrapped at 70 cells", lambda: lay_out(transcript, 70))
    marks = timed("marks of all codings", lambda: marks_of(study, "long", "HM", None, frozenset()))
    margin = timed("stripes laid", lambda: lay_stripes(marks, layout, 8))
    more = marks_of(with_one_more(study, 0, 200_000), "long", "HM", None, frozenset())
    timed("stripes laid after one more", lambda: relaid(margin, more, layout, 8))
    most = max(s.column for s in margin.stripes)
    print(f"{len(layout)} rows, {len(marks)} codings, up to {most + 1} stripes side by side")
    width, height = map(int, given.size.split("x"))
    asyncio.run(keys(study, (width, height)))


if __name__ == "__main__":
    main()
