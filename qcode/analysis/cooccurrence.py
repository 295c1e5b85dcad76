"""Where codes meet: the stretches of text that two codings share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qcode.analysis.measures import Item
from qcode.study.coding import Coding, CodingFile


def overlaps(codings: Iterable[tuple[CodingFile, Coding]]) -> Iterator[Item]:
    """Every pair of codings, of one coder or of two, that share at least one character.

    Each pair comes once, its two codings in the order of the text.
    """
    by_transcript: dict[str, list[tuple[int, int, CodingFile, Coding]]] = {}
    for file, coding in codings:
        span = coding.span
        found = by_transcript.setdefault(file.transcript, [])
        found.append((span.start, span.end, file, coding))
    for found in by_transcript.values():
        found.sort(key=lambda one: (one[0], one[1], one[2].coder, one[3].id))
        reaching: list[tuple[int, int, CodingFile, Coding]] = []
        for one in found:
            start, _, file, coding = one
            reaching = [earlier for earlier in reaching if earlier[1] > start]
            for _, _, earlier_file, earlier in reaching:
                yield Item(earlier_file, earlier, (file, coding))
            reaching.append(one)
