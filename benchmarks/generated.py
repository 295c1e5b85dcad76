"""A generated study for figures of speed: made-up words, topics that codes lean on."""

from __future__ import annotations

import random

from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile, make_coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript

_SYLLABLES = [c + v for c in "bcdghjklmnprst" for v in "aeiou"]


def generated_study(codings: int, codes: int, transcripts: int = 50, *, seed: int = 0) -> Study:
    """About `codings` codings, one or two a turn, with `codes` codes; the same for a seed."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(6000)]
    topics = [chance.sample(words, 12) for _ in range(codes)]
    usual = [1 / (n + 1) ** 0.8 for n in range(codes)]
    per = codings // transcripts
    found: dict[str, Transcript] = {}
    files: dict[tuple[str, str], CodingFile] = {}
    for number in range(transcripts):
        name, lines, given = f"t{number:03d}", [], []
        while sum(map(len, given)) < per:
            some = list(
                dict.fromkeys(chance.choices(range(codes), usual, k=1 + (chance.random() < 0.4)))
            )
            said = chance.choices(words, k=chance.randint(6, 24))
            said += [chance.choice(topics[c]) for c in some for _ in range(3)]
            chance.shuffle(said)
            lines += [f"P: {' '.join(chance.choices(words, k=8))}?", f"X: {' '.join(said)}."]
            given.append(some)
        text = "\n".join(lines) + "\n"
        transcript = Transcript(name, text, {"speakers": {"P": "interviewer", "X": name}})
        spans = [t.body for t in transcript.turns if t.label == "X"]
        items = [
            _coding(text, span, code, f"{number}-{at}-{code}")
            for at, (span, some) in enumerate(zip(spans, given, strict=True))
            for code in some
        ]
        found[name] = transcript
        files["A", name] = CodingFile("A", name, tuple(sorted(items, key=Coding.sort_key)))
    plain = {
        f"c{n}": {"name": f"Code {n}", "definition": " ".join(topics[n][:4])} for n in range(codes)
    }
    return Study(Codebook({"title": "generated", "language": "id", "codes": plain}), found, files)


def _coding(text: str, span: Span, code: int, ident: str) -> Coding:
    return make_coding(text, span, f"c{code}", at="2024-01-01T00:00:00+00:00", coding_id=ident)
