"""Rules a person can read: what a code's `match` says, parsed and held against a segment's words.

The grammar, loosest first: `OR`, `AND`, `NOT`, `NEAR/n`; words, `'a phrase'`, `*` for any ending,
`~root` for its Indonesian affixed forms, `speaker:X`, `asked:'…'`, and brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from qcode.study.affixes import affixed
from qcode.study.errors import QcodeError
from qcode.study.spans import Span
from qcode.study.words import WORD, fold

NEAR_DEFAULT = 5
_Places = tuple[tuple[int, int], ...]
"""Ranges `[first, last)` of word numbers."""


class RuleError(QcodeError):
    """A rule that does not parse; `position` is the code point where it goes wrong."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


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


def segment_words(
    text: str, span: Span, *, speakers: Iterable[str] = (), question: str = ""
) -> SegmentWords:
    """The words of a stretch of a transcript, ready to hold rules against."""
    matches = list(WORD.finditer(text, span.start, span.end))
    return SegmentWords(
        tuple(_plain(m.group()) for m in matches),
        tuple(Span(m.start(), m.end()) for m in matches),
        frozenset(fold(s) for s in speakers if s),
        tuple(_plain(m.group()) for m in WORD.finditer(question)),
    )


def _plain(word: str) -> str:
    return fold(word).replace("’", "'")


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


def _test(term: Term, word: str) -> bool:
    if isinstance(term, Affixed):
        return affixed(term.root).fullmatch(word) is not None
    return word.startswith(term.text) if term.any_ending else word == term.text


def _holds(node: Node, segment: SegmentWords) -> bool:
    match node:
        case Not(inner):
            return not _holds(inner, segment)
        case And(left, right):
            return _holds(left, segment) and _holds(right, segment)
        case Or(left, right):
            return _holds(left, segment) or _holds(right, segment)
        case Speaker(name):
            return name in segment.speakers
        case Asked(phrase):
            return _holds(phrase, segment.as_asked)
        case _:
            return bool(_find(node, segment))


def _find(node: Node, segment: SegmentWords) -> _Places:
    """The word ranges that fulfil it; none where no words are meant (NOT, speaker, asked)."""
    match node:
        case Word(text, False):
            return tuple((n, n + 1) for n in segment.numbers.get(text, ()))
        case Word() | Affixed():
            hits = (ns for word, ns in segment.numbers.items() if _test(node, word))
            return tuple(sorted((n, n + 1) for ns in hits for n in ns))
        case Phrase(words):
            return tuple(
                (start, start + len(words))
                for start, _ in _find(words[0], segment)
                if start + len(words) <= len(segment.words)
                and all(_test(w, segment.words[start + i]) for i, w in enumerate(words))
            )
        case Near():
            return _find_near(node, segment)
        case And(left, right) if _holds(node, segment):
            return tuple(sorted({*_find(left, segment), *_find(right, segment)}))
        case Or(left, right):
            return tuple(sorted({*_find(left, segment), *_find(right, segment)}))
        case _:
            return ()


def _find_near(node: Near, segment: SegmentWords) -> _Places:
    rights = _find(node.right, segment)
    found: set[tuple[int, int]] = set()
    for a in _find(node.left, segment) if rights else ():
        for b in rights:
            gap = b[0] - a[1] + 1 if a[0] <= b[0] else a[0] - b[1] + 1
            if 1 <= gap <= node.distance:
                found.update((a, b))
    return tuple(sorted(found))


def _needs(node: Node) -> frozenset[Term] | None:
    """Terms of which at least one stands in any segment that fulfils it; None for no such."""
    match node:
        case Word() | Affixed():
            return frozenset({node})
        case Phrase(words):
            return frozenset({max(words, key=lambda w: len(w.text))})
        case Near(left, right, _) | And(left, right):
            both = [n for n in (_needs(left), _needs(right)) if n is not None]
            return min(both, key=len) if both else None
        case Or(left, right):
            first, second = _needs(left), _needs(right)
            return None if first is None or second is None else first | second
        case _:
            return None


_LOOSENESS: dict[type, int] = {Or: 4, And: 3, Not: 2, Near: 1}


def _write(node: Node, loosest: int = 4) -> str:
    """The node in its plainest form, in brackets where it binds more loosely than it may."""
    if _LOOSENESS.get(type(node), 0) > loosest:
        return f"({_write(node)})"
    match node:
        case Word(text, any_ending):
            bare = text + "*" * any_ending
            return f"'{bare}'" if bare in _OPERATORS else bare
        case Affixed(root):
            return f"~{root}"
        case Phrase(words):
            return "'" + " ".join(w.text + "*" * w.any_ending for w in words) + "'"
        case Near(left, right, distance):
            return f"{_write(left, 1)} NEAR/{distance} {_write(right, 0)}"
        case Not(inner):
            return f"NOT {_write(inner, 2)}"
        case And(left, right):
            return f"{_write(left, 3)} AND {_write(right, 2)}"
        case Or(left, right):
            return f"{_write(left, 4)} OR {_write(right, 3)}"
        case Speaker(name):
            return f"speaker:{name}" if WORD.fullmatch(name) else f"speaker:'{name}'"
        case Asked(phrase):
            return f"asked:{_write(phrase)}"


@dataclass(frozen=True)
class Rule:
    """A parsed rule; `str` of it is the rule in its plainest form."""

    text: str
    root: Node

    def matches(self, segment: SegmentWords) -> bool:
        """Whether the segment fulfils the rule."""
        return _holds(self.root, segment)

    def spans(self, segment: SegmentWords) -> tuple[Span, ...]:
        """Where the words stand that fulfil it; empty when it does not match."""
        if not self.matches(segment):
            return ()
        return tuple(
            Span(segment.places[first].start, segment.places[last - 1].end)
            for first, last in _find(self.root, segment)
        )

    @cached_property
    def needs(self) -> frozenset[Term] | None:
        """Terms of which one must stand in a segment that matches; None when none must."""
        return _needs(self.root)

    def __str__(self) -> str:
        return _write(self.root)


_OPERATORS = frozenset({"OR", "AND", "NOT", "NEAR"})
_TOKEN = re.compile(
    r"\s*(?:(?P<bracket>[()])"
    r"|(?P<near>NEAR(?:/(?P<n>\d+))?)(?![\w*/])"
    r"|(?P<op>OR|AND|NOT)(?![\w*])"
    r"|(?P<field>speaker|asked):"
    r"|(?P<quote>['\"‘“])(?P<quoted>(?:[^'\"’”]|['’](?=\w))*)['\"’”]"
    rf"|~(?P<root>{WORD.pattern})"
    rf"|(?P<word>{WORD.pattern})(?P<star>\*?))"
)


def parse(text: str) -> Rule:
    """The rule that the text writes; a RuleError says what is wrong, where, and what to write."""
    parser = _Parser(text)
    root = parser.loosest()
    parser.expect_end()
    return Rule(text, root)


def parse_all(texts: Iterable[str]) -> tuple[tuple[Rule, ...], tuple[RuleError, ...]]:
    """The rules of a code, which are ORed, and the errors of those that do not parse."""
    rules: list[Rule] = []
    errors: list[RuleError] = []
    for text in texts:
        try:
            rules.append(parse(text))
        except RuleError as error:
            errors.append(error)
    return tuple(rules), tuple(errors)


class _Parser:
    """Recursive descent; `at` is the place after the tokens taken so far."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0

    def peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self.text, self.at)

    def take(self, kind: str, value: str | None = None) -> re.Match[str] | None:
        token = self.peek()
        if token and token[kind] is not None and value in (None, token[kind]):
            self.at = token.end()
            return token
        return None

    def fail(self, what: str) -> RuleError:
        rest = self.text[self.at :]
        position = self.at + len(rest) - len(rest.lstrip())
        where = f"before “{rest.strip()[:20]}”" if rest.strip() else "at its end"
        return RuleError(
            f"The rule “{self.text}” goes wrong {where} (character {position + 1}): {what}.",
            position,
        )

    def expect_end(self) -> None:
        if not self.text[self.at :].strip():
            return
        token = self.peek()
        if token and token["bracket"]:
            raise self.fail("this bracket was never opened; remove it")
        if token and token["op"] == "NOT":
            raise self.fail("write AND NOT")
        if token:
            raise self.fail("write AND, OR or NEAR between two words, or quotes round a phrase")
        raise self.fail("this sign has no meaning here; `*` may only end a word, quotes must close")

    def loosest(self) -> Node:
        node = self.both()
        while self.take("op", "OR"):
            node = Or(node, self.both())
        return node

    def both(self) -> Node:
        node = self.negated()
        while self.take("op", "AND"):
            node = And(node, self.negated())
        return node

    def negated(self) -> Node:
        count = 0
        while self.take("op", "NOT"):
            count += 1
        if count > 50:
            raise self.fail("too many NOT")
        node = self.near()
        for _ in range(count):
            node = Not(node)
        return node

    def near(self) -> Node:
        node = self.single()
        while token := self.take("near"):
            distance = int(token["n"]) if token["n"] else NEAR_DEFAULT
            if not 1 <= distance <= 1000:
                raise self.fail("NEAR takes a number from 1 to 1000, as in NEAR/5")
            right = self.single()
            for side in (node, right):
                if not _has_places(side):
                    raise self.fail("NEAR stands between words, phrases or brackets of them")
            node = Near(node, right, distance)
        return node

    def single(self) -> Node:
        if self.take("bracket", "("):
            self.depth += 1
            if self.depth > 50:
                raise self.fail("the brackets are nested too deeply")
            node = self.loosest()
            if not self.take("bracket", ")"):
                raise self.fail("a bracket is not closed; write “)”")
            self.depth -= 1
            return node
        if token := self.take("field"):
            return self.field(token["field"])
        if token := self.take("root"):
            return Affixed(_plain(token["root"]))
        return self.words()

    def field(self, name: str) -> Node:
        if name == "speaker":
            token = self.take("quote") or self.take("word")
            if token is None or not (token["quoted"] or token["word"]):
                raise self.fail("write a speaker's label after speaker:")
            return Speaker(fold((token["quoted"] or token["word"]).strip()))
        node = self.words()
        return Asked(node if isinstance(node, Phrase) else Phrase((_as_word(node),)))

    def words(self) -> Node:
        if token := self.take("word"):
            return Word(_plain(token["word"]), bool(token["star"]))
        if token := self.take("quote"):
            found = tuple(
                Word(_plain(m.group()), token["quoted"][m.end() : m.end() + 1] == "*")
                for m in WORD.finditer(token["quoted"])
            )
            if not found:
                raise self.fail("the phrase before this place is empty; write a word in it")
            return found[0] if len(found) == 1 else Phrase(found)
        raise self.fail("a word, a 'phrase', ~root, speaker: or asked: is expected here")


def _as_word(node: Node) -> Word:
    assert isinstance(node, Word)  # noqa: S101 - words() makes only these two
    return node


def _has_places(node: Node) -> bool:
    if isinstance(node, Or):
        return _has_places(node.left) and _has_places(node.right)
    return isinstance(node, Word | Affixed | Phrase | Near)


def matching(rules: Sequence[Rule], segments: Sequence[SegmentWords]) -> list[list[int]]:
    """For each rule the numbers of the segments that match; an index of words makes it quick."""
    index: dict[str, list[int]] = {}
    for number, segment in enumerate(segments):
        for word in segment.numbers:
            index.setdefault(word, []).append(number)
    hits: dict[Term, set[int]] = {}
    found: list[list[int]] = []
    for rule in rules:
        needs = rule.needs
        if needs is None:
            candidates: Iterable[int] = range(len(segments))
        else:
            for term in needs - hits.keys():
                hits[term] = _hits(term, index)
            candidates = sorted(set().union(*(hits[t] for t in needs)))
        found.append([n for n in candidates if rule.matches(segments[n])])
    return found


def _hits(term: Term, index: dict[str, list[int]]) -> set[int]:
    if isinstance(term, Word) and not term.any_ending:
        return set(index.get(term.text, ()))
    return {n for word, numbers in index.items() if _test(term, word) for n in numbers}
