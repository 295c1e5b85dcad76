"""What the codebook's rules find: codes to go through, where they do not lie yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from qcode.study.match import Rule, matching, parse_all
from qcode.study.progress import to_read
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.suggest.context import Around
from qcode.suggest.marks import decided, proposable


@dataclass(frozen=True, slots=True)
class Match:
    """A segment in which a rule of a code holds."""

    transcript: str
    span: Span
    code: str
    rule: str
    """The first of the code's rules that holds."""
    words: tuple[Span, ...]
    """Where the words stand that fulfil it; none where a rule names no words that must stand."""


def rules_of(
    study: Study, codes: Collection[str] | None = None
) -> tuple[list[tuple[str, Rule]], list[str]]:
    """The rules of these codes (of all), and a sentence for each that does not parse."""
    rules: list[tuple[str, Rule]] = []
    wrong: list[str] = []
    for code in proposable(study.codebook):
        if codes is None or code in codes:
            known = study.codebook.codes[code]
            parsed, errors = parse_all(known.match)
            rules += [(code, rule) for rule in parsed]
            wrong += [f"{known.name}: {error}" for error in errors]
    return rules, wrong


def matches(
    study: Study, transcript: str, rules: list[tuple[str, Rule]], coder: str | None = None
) -> list[Match]:
    """Where the rules hold in what is to be read of a transcript, in order of the text.

    Left out is what the coder (or anybody, when None) has coded so or refused.
    """
    return still_open(study, transcript, all_matches(study, transcript, rules), coder)


def all_matches(study: Study, transcript: str, rules: list[tuple[str, Rule]]) -> list[Match]:
    """As `matches`, whatever is coded."""
    source = study.transcripts[transcript]
    around = Around(source)
    spans = [segment.span for segment in to_read(source)]
    words = [around.words(span) for span in spans]
    first: dict[tuple[int, str], Rule] = {}
    for (code, rule), hits in zip(rules, matching([r for _, r in rules], words), strict=True):
        for number in hits:
            first.setdefault((number, code), rule)
    return [
        Match(transcript, spans[number], code, rule.text, rule.spans(words[number]))
        for (number, code), rule in sorted(first.items(), key=lambda item: item[0][0])
    ]


def still_open(
    study: Study, transcript: str, found: list[Match], coder: str | None = None
) -> list[Match]:
    """Those of a transcript's matches that the coder (or nobody) has coded so or refused."""
    spans = dict.fromkeys(match.span for match in found)
    gone = {span: decided(study, transcript, span, coder) for span in spans}
    return [match for match in found if match.code not in gone[match.span]]
