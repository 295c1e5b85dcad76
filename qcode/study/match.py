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
    OPERATORS,
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
    r"|(?P<near>NEAR(?:/(?P<n>[^\s()'\"‘“~]*))?(?![\w*/]))"
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
    """Recursive descent; `last` is where the token taken last starts, `at` where it ends."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.last, self.depth = text, 0, 0, 0

    def peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self.text, self.at)

    def take(self, kind: str, value: str | None = None) -> re.Match[str] | None:
        token = self.peek()
        if token and token[kind] is not None and value in (None, token[kind]):
            self.last, self.at = self.here(), token.end()
            return token
        return None

    def here(self) -> int:
        """Where the next token starts, or the end."""
        return self.at + len(self.text[self.at :]) - len(self.text[self.at :].lstrip())

    def fail(self, what: str, at: int | None = None) -> RuleError:
        """The mistake at this place: by default where the next token starts."""
        position = self.here() if at is None else at
        rest = self.text[position:].strip()
        where = f"at “{rest[:20]}”" if rest else "at its end"
        return RuleError(
            f"The rule “{self.text}” goes wrong {where} (character {position + 1}): {what}.",
            position,
            what,
        )

    def expect_end(self) -> None:
        """Says what is wrong with whatever follows a rule that could have ended."""
        if self.here() == len(self.text):
            return
        token = self.peek()
        if token is None:
            raise self.fail(self.odd_sign())
        if token["bracket"] == ")":
            raise self.fail("this bracket was never opened; remove it")
        if token["op"] == "NOT":
            raise self.fail("write AND NOT")
        if token["word"] and token["word"].upper() in OPERATORS:
            raise self.fail(f"write {token['word'].upper()} in capitals")
        raise self.fail("write AND, OR or NEAR between two words, or quotes round a phrase")

    def odd_sign(self) -> str:
        """What to write instead of the sign that begins no token."""
        place = self.here()
        sign, touching = self.text[place], self.text[self.last : place]
        if sign in "'\"‘“":
            return "this quote is not closed; write one more where the phrase ends"
        if sign == "~":
            return "write the root right after ~, as in ~tabung"
        if sign == "*" and touching.startswith("~"):
            return "~ finds all forms already; remove the *"
        if sign == "*" and touching[:1] in tuple("'\"‘“"):
            return "write * inside the quotes, after the word whose ending may differ"
        if sign == "*":
            return "write the start of a word right before *, as in celeng*"
        return "this sign has no meaning here; remove it, or write the words without it"

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
        count, first = 0, self.here()
        while self.take("op", "NOT"):
            count += 1
        if count > 50:
            raise self.fail("too many NOT", first)
        node = self.near()
        for _ in range(count):
            node = Not(node)
        return node

    def near(self) -> Node:
        start = self.here()
        node = self.single()
        while token := self.take("near"):
            distance = _distance(token)
            if distance is None:
                raise self.fail("NEAR takes a number from 1 to 1000, as in NEAR/5", self.last)
            if not _has_places(node):
                raise self.fail(_BESIDE_NEAR, start)
            right_start, following = self.here(), self.peek()
            if following and following["op"] == "NOT":
                raise self.fail(_BESIDE_NEAR)
            right = self.single()
            if not _has_places(right):
                raise self.fail(_BESIDE_NEAR, right_start)
            node = Near(node, right, distance)
        return node

    def single(self) -> Node:
        if self.take("bracket", "("):
            return self.bracketed(self.last)
        if token := self.take("field"):
            return self.speaker() if token["field"] == "speaker" else self.asked()
        if token := self.take("root"):
            return Affixed(_plain(token["root"]))
        return self.words("a word, a 'phrase', ~root, speaker: or asked: is expected here")

    def bracketed(self, opened: int) -> Node:
        """What follows the bracket that stands at this place, up to the one that closes it."""
        self.depth += 1
        if self.depth > 50:
            raise self.fail("the brackets are nested too deeply", opened)
        node = self.loosest()
        if not self.take("bracket", ")"):
            self.expect_end()
            raise self.fail("this bracket is not closed; write “)” where its part ends", opened)
        self.depth -= 1
        return node

    def speaker(self) -> Node:
        remedy = "write a speaker's label after speaker:, as in speaker:CH"
        start, token = self.here(), self.take("quote") or self.take("word")
        if token is None:
            raise self.unexpected(remedy)
        label = (token["quoted"] or token["word"] or "").strip()
        if not label:
            raise self.fail(remedy, start)
        return Speaker(fold(label))

    def asked(self) -> Node:
        node = self.words("write a word or a 'phrase' of the question after asked:")
        return Asked(node if isinstance(node, Phrase) else Phrase((_as_word(node),)))

    def words(self, otherwise: str) -> Node:
        """A word or a phrase; `otherwise` says what to write where there is neither."""
        if token := self.take("word"):
            if self.text.startswith(":", self.at):
                raise self.fail("only speaker: and asked: stand before a colon", self.last)
            return Word(_plain(token["word"]), bool(token["star"]))
        if token := self.take("quote"):
            found = tuple(
                Word(_plain(m.group()), token["quoted"][m.end() : m.end() + 1] == "*")
                for m in WORD.finditer(token["quoted"])
            )
            if not found:
                raise self.fail("this phrase is empty; write a word in it", self.last)
            return found[0] if len(found) == 1 else Phrase(found)
        raise self.unexpected(otherwise)

    def unexpected(self, what: str) -> RuleError:
        """What to write in place of what stands here, or at the end."""
        odd = self.peek() is None and self.here() < len(self.text)
        return self.fail(self.odd_sign() if odd else what)


_BESIDE_NEAR = "NEAR stands between words, phrases, or brackets of them with OR between"


def _distance(near: re.Match[str]) -> int | None:
    """How many words apart, None where what is written is no such number."""
    written = near["n"]
    if written is None:
        return NEAR_DEFAULT
    number = int(written) if re.fullmatch(r"\d{1,4}", written) else 0
    return number if 1 <= number <= 1000 else None


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
