"""What rules find, as it is shown: the numbers, the examples with their place, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from qcode.i18n import n_, t
from qcode.sentences import said as spoken
from qcode.study.match import RuleError
from qcode.study.quotes import cite
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.suggest.rule_search import Example, Found
from qcode.suggest.rules import RuleProposal
from qcode.tui.pieces import Piece, one_line

_LEAD, _LONGEST = 36, 220
"""Code points before the first word that stands out, and of an example in all."""


def wrong(error: RuleError) -> str:
    """Where a rule goes wrong, and what to write there."""
    where = error.position + 1
    return t("Wrong at character {n}: {remedy}.", n=where, remedy=spoken(error.remedy))


def pointed(rule: str, error: RuleError) -> Content:
    """The rule with the place marked from which on it goes wrong."""
    rest = rule[error.position :].strip() or "…"
    return Content.assemble(rule[: error.position], (rest, "bold underline $text-error"))


def counted(found: Found) -> str:
    """How many segments, and how many are coded so."""
    parts = [n_("{n} {segment}", "{n} {segments}", found.segments)]
    if found.coded:
        said = n_("{n} coded so ✓", "{n} coded so ✓", found.coded)
        by_me = found.mine if found.mine != found.coded else None
        parts.append(said if by_me is None else f"{said} ({t('{n} by me', n=by_me)})")
    elif found.segments:
        parts.append(t("none coded so"))
    return " · ".join(parts)


def worth(proposal: RuleProposal) -> str:
    """How often a proposed rule was right, and how many of the code's segments it reaches."""
    right = t("right in {n} of {all}", n=proposal.right, all=proposal.matched)
    reach = t("reaches {n} of {all}", n=proposal.right, all=proposal.wanted)
    return f"{right} · {reach}"


def example_line(study: Study, example: Example) -> Content:
    """Whether it is coded so, its place, and its words with those that fulfil the rule."""
    source = study.transcripts[example.transcript]
    parts: list[tuple[str, str]] = [
        ("✓ " if example.coded else "  ", "$text-success"),
        (cite(source, example.span.start) + " ", "$text-accent"),
    ]
    looks = {"strong": "bold underline", "muted": "$text-muted", "": ""}
    pieces = excerpt(source.text, example.span, example.words)
    parts += [(said, looks[look]) for said, look in pieces]
    return Content.assemble(*parts)


def excerpt(
    text: str, span: Span, words: Sequence[Span], *, lead: int = _LEAD, longest: int = _LONGEST
) -> list[Piece]:
    """The words of a segment around those that stand out, which are strong.

    At most `lead` code points before the first of them, and `longest` in all.
    """
    first = min((word.start for word in words), default=span.start)
    start = span.start
    if first - span.start > lead:
        start = text.rfind(" ", span.start, first - lead // 2) + 1 or span.start
    end = min(span.end, start + longest)
    pieces: list[Piece] = [("…", "muted")] if start > span.start else []
    at = start
    for word in sorted(words):
        if at <= word.start and word.end <= end:
            pieces += [(_flat(text[at : word.start]), ""), (text[word.start : word.end], "strong")]
            at = word.end
    pieces.append((_flat(text[at:end]), ""))
    if end < span.end:
        pieces.append(("…", "muted"))
    return [(said, look) for said, look in pieces if said]


def _flat(text: str) -> str:
    """One line, with a space where one stood at an edge."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return lead + one_line(text) + tail
