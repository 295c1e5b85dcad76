"""Looking around with the model: like segments, and where to code next."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER
from qcode.suggest.context import Around
from qcode.suggest.marks import untouched
from qcode.suggest.suggester import Suggester
from qcode.suggest.vectors import Pool
from qcode.suggest.wire import Place

Steps = Generator[float, None, tuple[Place, ...]]
"""Long work in short steps, so that a worker can answer between them; `finish` runs it through.

Each step tells the share of the work that is done, from 0 to 1.
"""

_TURNS = 40
"""Turns that are taken into a pool in one step."""
_MOST_LOOKED_AT = 3000
"""Segments that a queue looks at; more are thinned evenly."""


def finish(steps: Steps, tell: Callable[[float], None] | None = None) -> tuple[Place, ...]:
    """Runs long work to its end and returns what it found; `tell` hears of the share done."""
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            return tuple(end.value)
        if tell:
            tell(done)


class SaidPool:
    """What is said in every turn of a study, to be compared with; made once, in steps."""

    def __init__(self) -> None:
        self._of: object = None
        self._pool = Pool(characters=True)

    def made(self, study: Study) -> Generator[float, None, Pool]:
        """The pool, made anew when the study has other transcripts than the last time."""
        if self._of is not study.transcripts:
            pool = Pool(characters=True)
            turns = list(segments_of(study))
            for number, (_, _, said) in enumerate(turns, start=1):
                pool.add(said)
                if not number % _TURNS:
                    yield number / len(turns)
            pool.weigh()
            self._pool, self._of = pool, study.transcripts
        return self._pool


def similar(study: Study, said: SaidPool, transcript: str, span: Span, n: int = 20) -> Steps:
    """The segments of all transcripts most like this one, coded or not; scores from 0 to 1."""
    pool = yield from said.made(study)
    text = Around(study.transcript(transcript)).of(span).text
    scores = pool.similar(text) / 2
    found = [
        Place(name, s.start, s.end, float(scores[pool.numbers[words]]))
        for name, s, words in segments_of(study)
        if not (name == transcript and s.overlaps(span))
    ]
    return tuple(sorted(found, key=lambda p: (-p.score, p.transcript, p.start))[:n])


def segments_of(study: Study, *, asked: bool = True) -> Iterator[tuple[str, Span, str]]:
    """All turns with what is said in them; without the interviewer's when `asked` is False."""
    for name, transcript in study.transcripts.items():
        for segment in transcript.turn_segments:
            if asked or segment.turn.speaker != INTERVIEWER:
                said = transcript.text[segment.span.start : segment.span.end]
                yield name, segment.span, said


def open_segments(study: Study, coder: str | None) -> list[tuple[str, Span]]:
    """Where a queue looks: segments neither coded nor read, thinned evenly where there are many."""
    found = [
        (name, span)
        for name, span, _ in segments_of(study, asked=False)
        if untouched(study, coder, name, span)
    ]
    return found[:: max(1, len(found) // _MOST_LOOKED_AT)]


def coding_queue(
    suggester: Suggester, coder: str | None, code: str | None = None, n: int = 20
) -> Steps:
    """Uncoded segments where the code most likely hides, or where coding teaches most.

    Teaching most: the first code is as likely right as wrong, and nothing coded is like it.
    """
    found, looked_at = [], open_segments(suggester.study, coder)
    for number, (name, span) in enumerate(looked_at, start=1):
        place = _worth(suggester, name, span, code)
        if place:
            found.append(place)
        yield number / len(looked_at)
    return tuple(sorted(found, key=lambda p: (-p.score, p.transcript, p.start))[:n])


def _worth(suggester: Suggester, name: str, span: Span, code: str | None) -> Place | None:
    ranking = suggester.rank(name, span)
    codes = [suggester.evidence.codes[c] for c in ranking.order]
    if not codes:
        return None
    if code:
        if code not in codes:
            return None
        return Place(name, span.start, span.end, float(ranking.chances[codes.index(code)]), code)
    chance = float(ranking.chances[0])
    unlike = 1 - min(1.0, float(ranking.like.max(initial=0)) / 2)
    doubt = 1 - abs(2 * chance - 1)
    words = min(1.0, len(span) / 60)
    return Place(name, span.start, span.end, (0.6 * doubt + 0.4 * unlike) * words, codes[0])
