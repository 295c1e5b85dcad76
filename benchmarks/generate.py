"""Writes a study of any size, the same for the same numbers: pseudo-interviews with codings."""

from __future__ import annotations

import argparse
import random
import re
from dataclasses import dataclass
from pathlib import Path

from qcode.files.codings import write_codings
from qcode.study.coding import CodingFile, make_coding
from qcode.study.ids import text_hash
from qcode.study.spans import Span

_SYLLABLES = (
    "ba be bi da di du ka ke ki la le li ma me mu na ni nu pa pe pi ra ri sa se su ta ti tu ya"
).split()


@dataclass(frozen=True)
class Size:
    """How large a study is to be; `words` are those of one transcript."""

    transcripts: int = 100
    words: int = 10_000
    codings: int = 50_000
    coders: int = 3
    codes: int = 300


@dataclass(frozen=True)
class Interview:
    """A transcript that was written: its text and where the participant speaks."""

    name: str
    text: str
    bodies: tuple[Span, ...]


class Generator:
    """Writes the files of one study; the same seed gives the same bytes."""

    def __init__(self, root: Path, seed: int = 1) -> None:
        self.root = root
        self.draw = random.Random(seed)
        words = {
            "".join(self.draw.choices(_SYLLABLES, k=self.draw.randint(1, 4))) for _ in range(4000)
        }
        self.vocabulary = sorted(words)
        self.weights = [1 / (rank + 5) for rank in range(len(words))]
        self.codes: list[str] = []

    def codebook(self, count: int) -> None:
        """Ten themes, fifty categories, and codes below them; makes the study's folders."""
        (self.root / "codebooks" / "memos").mkdir(parents=True)
        (self.root / "transcripts").mkdir()
        lines = ["title: Generated study", "language: id", "settings:", "  suggestions: always"]
        lines.append("codes:")
        some = self.draw.choices
        for number in range(count):
            self.codes.append(f"code-{number:03d}")
            name = " ".join(some(self.vocabulary, k=2)).capitalize()
            lines += [f"  code-{number:03d}:", f"    name: {name} {number}"]
            if number >= 10:
                parent = number % 10 if number < 60 else number % 50 + 10
                lines.append(f"    parent: code-{parent:03d}")
            lines.append(f"    definition: {' '.join(some(self.vocabulary, k=12))}")
            lines.append(f"    include: [{', '.join(some(self.vocabulary, k=4))}]")
            lines.append("    status: proposed")
        text = "\n".join(lines) + "\n"
        (self.root / "codebooks" / "codebook.yaml").write_text(text, encoding="utf-8")

    def interview(self, name: str, words: int) -> Interview:
        """One interview of at least so many words."""
        case, pieces, bodies = name.upper(), [], []
        at = spoken = 0
        while spoken < words:
            for label, count in (
                ("P", self.draw.randint(5, 20)),
                (case, self.draw.randint(20, 120)),
            ):
                said = self.draw.choices(self.vocabulary, self.weights, k=count)
                for place in range(9, count, 12):
                    said[place] += "."
                end = "?" if label == "P" else "."
                line = f"{label}: {' '.join(said).capitalize()}{end}\n"
                if label == case:
                    bodies.append(Span(at + len(label) + 2, at + len(line) - 1))
                pieces.append(line)
                at += len(line)
                spoken += count
        text = "".join(pieces)
        role = self.draw.choice(["KPM", "pendamping", "koordinator"])
        speakers = f"{{P: interviewer, {case}: {case}}}"
        head = f"---\nkind: interview\nspeakers: {speakers}\nrole: {role}\n---\n"
        (self.root / "transcripts" / f"{name}.md").write_text(head + text, encoding="utf-8")
        return Interview(name, text, tuple(bodies))

    def codings(self, coder: str, interview: Interview, count: int) -> None:
        """One coder's codings: parts of what was said, overlapping freely."""
        draw, text = self.draw, interview.text
        items = []
        for _ in range(count):
            body = draw.choice(interview.bodies)
            start = text.rfind(" ", body.start - 1, draw.randint(body.start, body.end - 10)) + 1
            start = max(start, body.start)
            span = Span(start, min(body.end, start + draw.randint(10, 200)))
            place = int(draw.expovariate(1) * len(self.codes) / 5)
            code = self.codes[min(len(self.codes) - 1, place)]
            ident = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz234567", k=12))
            at = "2026-01-01T09:00:00+00:00"
            items.append(make_coding(text, span, code, at=at, coding_id=ident))
        items.sort(key=lambda c: c.sort_key())
        data = write_codings(CodingFile(coder, interview.name, tuple(items), text_hash(text)))
        folder = self.root / "transcripts" / "codings" / coder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{interview.name}.jsonl").write_bytes(data or b"")


def generate(root: Path, size: Size = Size(), seed: int = 1) -> Path:
    """Writes the study into a new folder and returns it."""
    writer = Generator(root, seed)
    writer.codebook(size.codes)
    files = size.transcripts * size.coders
    for number in range(size.transcripts):
        interview = writer.interview(f"t{number:03d}", size.words)
        for coder in range(size.coders):
            place = number * size.coders + coder
            count = size.codings // files + (place < size.codings % files)
            writer.codings(f"coder{coder + 1}", interview, count)
    return root


def grow(
    root: Path, name: str = "t000", words: int = 100_000, codings: int = 5_000, seed: int = 2
) -> Path:
    """Writes one transcript of a generated study anew, longer and with one coder's codings."""
    writer = Generator(root, seed)
    book = (root / "codebooks" / "codebook.yaml").read_text("utf-8")
    writer.codes = re.findall(r"^  (code-\d+):$", book, re.MULTILINE)
    for old in sorted((root / "transcripts" / "codings").glob(f"*/{name}.jsonl")):
        old.unlink()
    writer.codings("coder1", writer.interview(name, words), codings)
    return root


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--transcripts", type=int, default=Size.transcripts)
    parser.add_argument("--words", type=int, default=Size.words)
    parser.add_argument("--codings", type=int, default=Size.codings)
    parser.add_argument("--coders", type=int, default=Size.coders)
    parser.add_argument("--codes", type=int, default=Size.codes)
    parser.add_argument("--grow", type=int, metavar="WORDS", default=0, help="of one transcript")
    given = parser.parse_args()
    size = Size(given.transcripts, given.words, given.codings, given.coders, given.codes)
    print(generate(given.folder, size))
    if given.grow:
        grow(given.folder, words=given.grow)
