"""Rules a person can read: what a code's `match` says, parsed and held against a segment's words.

The grammar, loosest first: `OR`, `AND`, `NOT`, `NEAR/n`; words, `'a phrase'`, `*` for any ending,
`~root` for its Indonesian affixed forms, `speaker:X`, `asked:'…'`, and brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from qcode.study.errors import QcodeError
from qcode.study.rule_parts import (
    Affixed,
    And,
    Asked,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SegmentWords,
    Speaker,
    Term,
    Word,
    find,
    holds,
    matches_word,
    needs,
    write,
)
from qcode.study.spans import Span
from qcode.study.words import WORD, fold

NEAR_DEFAULT = 5


class RuleError(QcodeError):
    """A rule that does not parse: the code point where it goes wrong, and what to write there."""

    def __init__(self, message: str, position: int, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.remedy = remedy


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
class Rule:
    """A parsed rule; `str` of it is the rule in its plainest form."""

    text: str
    root: Node

    def matches(self, segment: SegmentWords) -> bool:
        """Whether the segment fulfils the rule."""
        return holds(self.root, segment)

    def spans(self, segment: SegmentWords) -> tuple[Span, ...]:
        """Where the words stand that fulfil it; empty when it does not match."""
        if not self.matches(segment):
            return ()
        return tuple(
            Span(segment.places[first].start, segment.places[last - 1].end)
            for first, last in find(self.root, segment)
        )

    @cached_property
    def needs(self) -> frozenset[Term] | None:
        """Terms of which one must stand in a segment that matches; None when none must."""
        return needs(self.root)

    def __str__(self) -> str:
        return write(self.root)


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
            what,
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


class Index:
    """Segments by their words, so that a rule is held only against those that may fulfil it."""

    def __init__(self, segments: Sequence[SegmentWords]) -> None:
        self.segments = segments
        self._hits: dict[Term, frozenset[int]] = {}
        self._numbers: dict[str, list[int]] = {}
        for number, segment in enumerate(segments):
            for word in segment.numbers:
                self._numbers.setdefault(word, []).append(number)

    def matching(self, rule: Rule) -> list[int]:
        """The numbers of the segments that match, in order."""
        terms = rule.needs
        if terms is None:
            candidates: Iterable[int] = range(len(self.segments))
        else:
            candidates = sorted(frozenset().union(*(self._with(term) for term in terms)))
        return [n for n in candidates if rule.matches(self.segments[n])]

    def _with(self, term: Term) -> frozenset[int]:
        known = self._hits.get(term)
        if known is None:
            known = self._hits[term] = frozenset(self._look_up(term))
        return known

    def _look_up(self, term: Term) -> Iterable[int]:
        if isinstance(term, Word) and not term.any_ending:
            return self._numbers.get(term.text, ())
        numbers = self._numbers.items()
        return (n for word, found in numbers if matches_word(term, word) for n in found)


def matching(rules: Sequence[Rule], segments: Sequence[SegmentWords]) -> list[list[int]]:
    """For each rule the numbers of the segments that match; an index of words makes it quick."""
    index = Index(segments)
    return [index.matching(rule) for rule in rules]
