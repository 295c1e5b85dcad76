"""The parts of a rule and what they mean: which of a segment's words fulfil them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qcode.study.affixes import affixed
from qcode.study.spans import Span
from qcode.study.words import WORD

Places = tuple[tuple[int, int], ...]
"""Ranges `[first, last)` of word numbers."""
OPERATORS = frozenset({"OR", "AND", "NOT", "NEAR"})


@dataclass(frozen=True)
class SegmentWords:
    """What a rule is held against: the words of one segment and what is known around it."""

    words: tuple[str, ...]
    """Folded, in order."""
    places: tuple[Span, ...]
    """Where each word stands in the transcript."""
    speakers: frozenset[str] = frozenset()
    """Folded labels and cases of those who speak in it."""
    question: tuple[str, ...] = ()
    """The folded words of the last question asked before it."""

    @cached_property
    def numbers(self) -> dict[str, tuple[int, ...]]:
        """Each distinct word with the numbers of its occurrences."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word, []).append(number)
        return {word: tuple(numbers) for word, numbers in found.items()}

    @cached_property
    def as_asked(self) -> SegmentWords:
        """The question as a segment of its own."""
        return SegmentWords(self.question, tuple(Span(0, 0) for _ in self.question))


@dataclass(frozen=True)
class Word:
    """A word, or with `*` the start of one."""

    text: str
    any_ending: bool = False


@dataclass(frozen=True)
class Affixed:
    """The affixed forms of a root."""

    root: str


@dataclass(frozen=True)
class Phrase:
    """Words that follow one another."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Near:
    """Two things with their nearest words at most `distance` words apart, in any order."""

    left: Node
    right: Node
    distance: int


@dataclass(frozen=True)
class Not:
    """What must not be so."""

    inner: Node


@dataclass(frozen=True)
class And:
    """Both."""

    left: Node
    right: Node


@dataclass(frozen=True)
class Or:
    """At least one."""

    left: Node
    right: Node


@dataclass(frozen=True)
class Speaker:
    """Who speaks: a label or a case."""

    name: str


@dataclass(frozen=True)
class Asked:
    """Words of the question before."""

    phrase: Phrase


Term = Word | Affixed
Node = Word | Affixed | Phrase | Near | Not | And | Or | Speaker | Asked


def matches_word(term: Term, word: str) -> bool:
    """Whether the folded word is meant by the term."""
    if isinstance(term, Affixed):
        return affixed(term.root).fullmatch(word) is not None
    return word.startswith(term.text) if term.any_ending else word == term.text


def holds(node: Node, segment: SegmentWords) -> bool:
    """Whether the segment fulfils the node."""
    match node:
        case Not(inner):
            return not holds(inner, segment)
        case And(left, right):
            return holds(left, segment) and holds(right, segment)
        case Or(left, right):
            return holds(left, segment) or holds(right, segment)
        case Speaker(name):
            return name in segment.speakers
        case Asked(phrase):
            return holds(phrase, segment.as_asked)
        case _:
            return bool(find(node, segment))


def find(node: Node, segment: SegmentWords) -> Places:
    """The word ranges that fulfil it; none where no words are meant (NOT, speaker, asked)."""
    match node:
        case Word() | Affixed():
            return _find_term(node, segment)
        case Phrase(words):
            return tuple(
                (start, start + len(words))
                for start, _ in _find_term(words[0], segment)
                if start + len(words) <= len(segment.words)
                and all(matches_word(w, segment.words[start + i]) for i, w in enumerate(words))
            )
        case Near():
            return _find_near(node, segment)
        case And(left, right) | Or(left, right) if holds(node, segment):
            return tuple(sorted({*find(left, segment), *find(right, segment)}))
        case _:
            return ()


def _find_term(term: Term, segment: SegmentWords) -> Places:
    if isinstance(term, Word) and not term.any_ending:
        return tuple((n, n + 1) for n in segment.numbers.get(term.text, ()))
    hits = (ns for word, ns in segment.numbers.items() if matches_word(term, word))
    return tuple(sorted((n, n + 1) for ns in hits for n in ns))


def _find_near(node: Near, segment: SegmentWords) -> Places:
    rights = find(node.right, segment)
    found: set[tuple[int, int]] = set()
    for a in find(node.left, segment) if rights else ():
        for b in rights:
            gap = b[0] - a[1] + 1 if a[0] <= b[0] else a[0] - b[1] + 1
            if 1 <= gap <= node.distance:
                found.update((a, b))
    return tuple(sorted(found))


def needs(node: Node) -> frozenset[Term] | None:
    """Terms of which at least one stands in any segment that fulfils it; None for no such."""
    match node:
        case Word() | Affixed():
            return frozenset({node})
        case Phrase(words):
            return frozenset({max(words, key=lambda w: len(w.text))})
        case Near(left, right, _) | And(left, right):
            both = [n for n in (needs(left), needs(right)) if n is not None]
            return min(both, key=len) if both else None
        case Or(left, right):
            first, second = needs(left), needs(right)
            return None if first is None or second is None else first | second
        case _:
            return None


_LOOSENESS: dict[type, int] = {Or: 4, And: 3, Not: 2, Near: 1}


def write(node: Node, loosest: int = 4) -> str:
    """The node in its plainest form, in brackets where it binds more loosely than it may."""
    looseness = _LOOSENESS.get(type(node), 0)
    if looseness > loosest:
        return f"({write(node)})"
    return _write_joined(node) if looseness else _write_single(node)


def _write_joined(node: Node) -> str:
    match node:
        case Near(left, right, distance):
            return f"{write(left, 1)} NEAR/{distance} {write(right, 0)}"
        case And(left, right):
            return f"{write(left, 3)} AND {write(right, 2)}"
        case Or(left, right):
            return f"{write(left, 4)} OR {write(right, 3)}"
        case Not(inner):
            return f"NOT {write(inner, 2)}"
        case _:
            return _write_single(node)


def _write_single(node: Node) -> str:
    match node:
        case Word(text, any_ending):
            bare = text + "*" * any_ending
            return f"'{bare}'" if bare in OPERATORS else bare
        case Affixed(root):
            return f"~{root}"
        case Phrase(words):
            return "'" + " ".join(w.text + "*" * w.any_ending for w in words) + "'"
        case Speaker(name):
            return f"speaker:{name}" if WORD.fullmatch(name) else f"speaker:'{name}'"
        case Asked(phrase):
            return f"asked:{write(phrase)}"
        case _:
            return ""
