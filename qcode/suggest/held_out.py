"""What a codebook would give away of transcripts that are held out in an evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from qcode.study.codebook import Codebook
from qcode.study.study import Study
from qcode.study.words import WORD, fold
from qcode.suggest.marks import proposable

_RUN = 4
"""An example stands in a transcript when so many of its words in a row do; a shorter one, when all
of it does.
"""
Quoted = Mapping[str, Sequence[Set[str]]]
"""For each code and each of its examples the transcripts that the example stands in."""


def quoted_in(study: Study) -> Quoted:
    """Where the examples of the codebook come from: by their words, or by the coding they name.

    Case, accents and punctuation make no difference, and a quote that is cut, mended in a word or
    followed by its source is still found.
    """
    transcript_of = {c.id: f.transcript for f in study.files.values() for c in f.items}
    found: dict[str, list[set[str]]] = {}
    wanted: dict[tuple[str, ...], list[set[str]]] = {}
    for ident, code in study.codebook.codes.items():
        places = found[ident] = [set() for _ in code.examples]
        for example, there in zip(code.examples, places, strict=True):
            if isinstance(example, str):
                words = _words(example)
                for run in _runs(words, min(_RUN, len(words))):
                    wanted.setdefault(run, []).append(there)
            elif (coding := example.get("coding", "")) in transcript_of:
                there.add(transcript_of[coding])
    lengths = sorted({len(run) for run in wanted})
    for name, transcript in study.transcripts.items() if wanted else ():
        words = _words(transcript.text)
        for length in lengths:
            for run in _runs(words, length):
                for there in wanted.get(run, ()):
                    there.add(name)
    return found


def without_quotes(book: Codebook, quoted: Quoted, transcripts: Set[str]) -> Codebook:
    """The codebook without the examples that stand in these transcripts."""
    kept: dict[str, list[object]] = {}
    for ident, code in book.codes.items():
        places = quoted.get(ident, ())
        given_away = [bool(there & transcripts) for there in places]
        if code.examples and any(given_away):
            pairs = zip(code.examples, given_away, strict=True)
            kept[ident] = [example for example, gone in pairs if not gone]
    return _with_field(book, "examples", kept) if kept else book


def without_rules(study: Study) -> Study:
    """The study with no code's `match`."""
    ruled: dict[str, list[object]] = {i: [] for i, c in study.codebook.codes.items() if c.match}
    return replace(study, codebook=_with_field(study.codebook, "match", ruled))


def codes_with_rules(study: Study) -> int:
    """How many of the codes that may be proposed have a `match`."""
    return sum(bool(study.codebook.codes[c].match) for c in proposable(study.codebook))


def _with_field(book: Codebook, name: str, values: Mapping[str, list[object]]) -> Codebook:
    plain = book.plain["codes"]
    changed = {
        ident: {**code, name: values[ident]} if ident in values else code
        for ident, code in plain.items()
    }
    return Codebook({**book.plain, "codes": changed})


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(length)), strict=False)
