"""Which line starts are speakers' labels, and which only look like one (`Box plot: …`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qcode.exchange.reading.label_words import (
    ANSWERS,
    ASKS,
    FUNCTION_WORDS,
    HONORIFICS,
    KIN,
    NAME_PARTICLES,
    NOT_LABELS,
    ONLY_IN_PAIRS,
    OTHERS,
    PAIR_ASKS,
    PAIRS,
    UNMISTAKABLE,
)
from qcode.study.transcript import label_head

_QUESTION = ("?", "？", "؟")
_SENTENCE_END = (".", "!", "…", *_QUESTION)
_FEW_NAMES, _SHORT_TEXT = 3, 6
_MAX_LABEL, _MAX_WORDS, _MAX_NAME = 40, 4, 6
_HEAD = label_head(r"[^\s:：*][^:：\n*]{0,60}?")
_SHAPE = re.compile(r"[\w\[(#][\w .,'’\-/()\[\]#&\u0300-\u036f]*")
_NUMBERED = re.compile(r"([^\W\d_]{1,4})[ .\-]?(\d{1,3})\.?")
_WORDED_NUMBER = re.compile(r"(.*\S)[ .\-]?(\d{1,3}|[A-Z])\.?")
_TELEPHONE = re.compile(r"\+?\d[\d \-()\u2011\u202a-\u202c]{6,}\d")


@dataclass(frozen=True, slots=True)
class Start:
    """A line that begins like a speaker's: its label, and what the line says after it."""

    line: int
    label: str
    said: str
    asks: bool
    dated: bool = False
    """Whether a date and a time stand before it, as in exported chats."""


@dataclass(frozen=True)
class Scan:
    """All lines of a text that begin with something like a label."""

    starts: tuple[Start, ...]
    lines: int
    """Lines that are not blank."""
    question_lines: int
    """Those of them that end with a question mark."""
    punctuated: bool = True
    """Whether any line ends a sentence; the output of some speech recognisers never does."""

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each label occurs."""
        return Counter(s.label for s in self.starts)

    @cached_property
    def asked(self) -> Counter[str]:
        """In how many of its lines each label asks something."""
        return Counter(s.label for s in self.starts if s.asks)

    def first(self, label: str) -> Start:
        """The first line with this label; a longer one is the better example."""
        mine = [s for s in self.starts[:5000] if s.label == label] or [
            s for s in self.starts if s.label == label
        ]
        return next((s for s in mine if len(s.said) > 20), mine[0])

    def share(self, labels: Iterable[str]) -> float:
        """The share of lines that begin with one of these labels."""
        return sum(self.counts[label] for label in set(labels)) / max(1, self.lines)

    def alternation(self, labels: Iterable[str]) -> float:
        """How often one of these labels is followed by another of them, from 0 to 1."""
        wanted = set(labels)
        order = [s.label for s in self.starts if s.label in wanted]
        changes = sum(a != b for a, b in pairwise(order))
        return changes / (len(order) - 1) if len(order) > 1 else 0.0


def scan(text: str, skip: int = 0, sure: frozenset[str] = frozenset()) -> Scan:
    """One pass over the lines after the first `skip`; words may follow on the next line.

    `sure` are labels whatever they look like.
    """
    starts: list[Start] = []
    filled = questions = 0
    punctuated = False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number < skip or not line or line.isspace():
            continue
        filled += 1
        bare = line.rstrip()
        punctuated = punctuated or bare.endswith(_SENTENCE_END)
        questions += bare.endswith(_QUESTION)
        head = line[:90]
        if ":" not in head and "：" not in head:
            continue
        match = _HEAD.match(line)
        if not match:
            continue
        label, dated = match["label"], bool(match["hour"])
        if label in sure or is_label_shape(label) or (dated and len(label) <= _MAX_LABEL):
            said = _said(lines, number, match.end())
            asks = any(mark in said for mark in _QUESTION)
            starts.append(Start(number, label, said[:120], asks, dated))
    return Scan(tuple(starts), filled, questions, punctuated)


def _said(lines: list[str], number: int, start: int) -> str:
    """What the line says after its label, with the next lines where the words just wrap."""
    said = lines[number][start:].strip()
    for following in lines[number + 1 : number + 20]:
        line = following.strip()
        if said and (not line[:1].islower() or said.endswith(_SENTENCE_END)):
            break
        said = f"{said} {line}".strip()
        if not line:
            break
    return said


def base_word(label: str) -> str:
    """The label folded, without number, dots and brackets: `R.2.` is r, `Informan 2` informan."""
    plain = label.strip(" .()[]#").casefold()
    match = _WORDED_NUMBER.fullmatch(label.strip(" .()[]#"))
    if match and (match.group(2).isdigit() or " " in plain):
        plain = match.group(1).casefold()
    return plain.strip(" .-")


def is_label_shape(label: str) -> bool:
    """Whether these words could name a speaker at all: short, no sentence, no field of a form."""
    if len(label) > _MAX_LABEL or not _SHAPE.fullmatch(label):
        return False
    words = label.split()
    if not any(c.isalpha() for c in label) or label.rstrip()[-1] in ",-":
        return False
    if any(w.rstrip(",") != w for w in words[:-1]):
        return False
    if any("." in w.rstrip(".") and len(w) > 7 for w in words):
        return False
    if base_word(label) in NOT_LABELS or words[0].casefold() in NOT_LABELS:
        return False
    most = _MAX_NAME if is_name_like(label) else _MAX_WORDS
    prose = len(words) > 1 and any(w.casefold() in FUNCTION_WORDS for w in words)
    return len(words) <= most and not prose


def is_known(label: str) -> bool:
    """Whether it is a usual word for a speaker (Peneliti, Informan 2) or a single letter."""
    base = base_word(label)
    return base in ASKS or base in ANSWERS or base in OTHERS or (len(base) == 1 and base.isalpha())


def is_numbered(label: str) -> bool:
    """Whether it is a letter or two with a number: `R.2`, `P4`, `KPM 3`."""
    match = _NUMBERED.fullmatch(label.strip())
    return bool(match) and (
        match.group(1).isupper() or len(match.group(1)) == 1 if match else False
    )


def is_name_like(label: str) -> bool:
    """Whether every word begins with a capital, as in names and initials; kin count as names."""
    words = label.strip("()[]# ").split()
    named = [w for w in words if w.casefold() not in NAME_PARTICLES]
    if not named:
        return False
    return all(not w[0].islower() or w.casefold() in KIN for w in named)


def real_labels(found: Scan, sure: frozenset[str] = frozenset()) -> list[str]:
    """The labels that name speakers, in order of appearance; `sure` are known from elsewhere."""
    counts = found.counts
    lonely = _without_their_pair(found) - sure
    accepted = {label for label in counts if label in sure}
    accepted |= _strong(found) | _of_a_chat(found) | set(numbered_exchange(found))
    names = {k for k, n in counts.items() if n >= 2 and is_name_like(k) and not is_numbered(k)}
    if _converse(found, accepted | names):
        accepted |= names
    single = {k for k, n in counts.items() if n >= 2 and " " not in k.strip() and k not in accepted}
    both = accepted | single
    if found.share(both) >= 0.6 and found.alternation(both) >= 0.3 and _spoken(found, both):
        accepted |= {k for k in single if not is_numbered(k)}
    same = {canonical(k) for k in accepted}
    accepted |= {k for k in counts if canonical(k) in same}
    if found.lines <= _SHORT_TEXT and _all_are_labels(found):
        accepted |= set(counts)
    once = {k for k in counts if k not in accepted and _could_occur_once(k)}
    if found.share(accepted | once) >= 0.8 and len(accepted | once) > 1:
        accepted |= once
    return [label for label in counts if label in accepted - lonely]


def _all_are_labels(found: Scan) -> bool:
    """Whether every line begins with a name, somebody asks, and one of them is a usual label."""
    names = set(found.counts)
    few = 1 < len(names) <= max(_FEW_NAMES, found.lines / 2)
    usual = any(is_known(k) or is_numbered(k) for k in names)
    named = all(is_known(k) or is_name_like(k) for k in names)
    return few and usual and named and len(found.starts) == found.lines and bool(found.asked)


def _strong(found: Scan) -> set[str]:
    counts = found.counts
    families: Counter[str] = Counter()
    for label, count in counts.items():
        if is_numbered(label):
            families[base_word(label)] += count
    strong = {k for k, n in counts.items() if is_numbered(k) and families[base_word(k)] >= 2}
    known = {k for k in counts if is_known(k) and not is_numbered(k)}
    repeated = {k for k in known if counts[k] >= 2 or base_word(k) in UNMISTAKABLE}
    return strong | (known if found.share(strong | known) >= 0.5 else repeated)


def _without_their_pair(found: Scan) -> set[str]:
    """Labels that head paragraphs, since the one that would answer or ask is not there."""
    bases: Counter[str] = Counter()
    for label, count in found.counts.items():
        bases[base_word(label)] += count
    return {
        k
        for k in found.counts
        if (other := ONLY_IN_PAIRS.get(base_word(k))) and min(bases[base_word(k)], bases[other]) < 2
    }


def _of_a_chat(found: Scan) -> set[str]:
    """Labels behind a date and a time, but for sentences of the app itself."""
    dated = {s.label for s in found.starts if s.dated}
    return {k for k in dated if found.counts[k] >= 2 or is_name_like(k) or _TELEPHONE.fullmatch(k)}


def numbered_exchange(found: Scan) -> dict[str, bool]:
    """Labels that number questions and answers, not people (`Q1`, `A1`, `Q2` …); True asks.

    Two words with the same numbers, each pair once and the question before its answer.
    """
    numbers: dict[str, dict[int, Start]] = {}
    for start in found.starts:
        match = _WORDED_NUMBER.fullmatch(start.label.strip(" .()[]#"))
        if match and match.group(2).isdigit() and found.counts[start.label] == 1:
            numbers.setdefault(base_word(start.label), {})[int(match.group(2))] = start
    families = [(base, own) for base, own in numbers.items() if len(own) >= 2]
    if len(families) != 2:
        return {}
    (one, first), (other, second) = families
    order = sorted([*first.values(), *second.values()], key=lambda s: s.line)
    pairs = list(zip(order[::2], order[1::2], strict=False))
    alternate = all(a in first.values() and b in second.values() for a, b in pairs)
    asked = [sum(s.asks for s in own.values()) / len(own) for own in (first, second)]
    by_word = (one in ASKS and other in ANSWERS) or ({one, other} in PAIRS and one in PAIR_ASKS)
    tells = by_word or asked[0] >= max(0.5, 1.5 * asked[1])
    if set(first) != set(second) or not alternate or not tells:
        return {}
    return {s.label: s in first.values() for s in order}


def _converse(found: Scan, labels: set[str]) -> bool:
    """Whether these labels take turns as speakers do, and carry enough of the text."""
    if not labels or not _spoken(found, labels):
        return False
    share, change = found.share(labels), found.alternation(labels)
    counts = sorted((found.counts[label] for label in labels), reverse=True)
    if len(labels) == 1:
        (label,) = labels
        asked = found.asked[label] / counts[0]
        return counts[0] >= 5 and share >= 0.25 and asked >= 0.4
    return (share >= 0.3 and change >= 0.3) or (share >= 0.04 and change >= 0.7 and counts[1] >= 3)


def _spoken(found: Scan, labels: set[str]) -> bool:
    """Whether this is talk: where nobody asks, names may head a form (`Harga: murah`)."""
    if any(map(is_known, labels)) or found.question_lines or any(s.asks for s in found.starts):
        return True
    length = sum(len(s.said) for s in found.starts) / max(1, len(found.starts))
    return not found.punctuated and length >= 25


def _could_occur_once(label: str) -> bool:
    title = label.split(maxsplit=1)[0].casefold().rstrip(".")
    titled = title in HONORIFICS and is_name_like(label)
    return is_known(label) or titled or (label.isupper() and len(label) <= 4)


def variant_of(label: str, count: int, main: dict[str, int]) -> str:
    """The frequent label that this rare one is probably a slip of (`CHH` of `CH`), or empty."""
    for other, frequent in sorted(main.items(), key=lambda item: -item[1]):
        if frequent >= max(3, 3 * count) and count <= 2 and _is_slip(label, other):
            return other
    return ""


def _is_slip(label: str, other: str) -> bool:
    if label == other or re.findall(r"\d+", label) != re.findall(r"\d+", other):
        return False
    mine, theirs = canonical(label), canonical(other)
    if mine == theirs:
        return True
    if re.sub(r"(.)\1+", r"\1", mine) == re.sub(r"(.)\1+", r"\1", theirs):
        return True
    mine_words, their_words = mine.split(), theirs.split()
    if len(mine_words) != len(their_words):
        return False
    pairs = [(a, b) for a, b in zip(mine_words, their_words, strict=True) if a != b]
    if len(pairs) != 1 or min(len(pairs[0][0]), len(pairs[0][1])) < 5:
        return False
    from rapidfuzz.distance import OSA

    allowed = 1 if len(pairs[0][1]) < 8 else 2
    return OSA.distance(*pairs[0]) <= allowed


def canonical(label: str) -> str:
    """What labels of one speaker share: case, dots and spaces around numbers folded away."""
    plain = without_brackets(label).casefold()
    match = _NUMBERED.fullmatch(plain)
    if match:
        return match.group(1) + match.group(2)
    return " ".join(plain.replace(".", " ").split())


def without_brackets(label: str) -> str:
    """The label without brackets around the whole of it: `(Siti)` is Siti, `Siti (KPM)` stays."""
    plain = label.strip("# ")
    for left, right in ("()", "[]"):
        inner = plain[1:-1]
        if plain.startswith(left) and plain.endswith(right) and left not in inner:
            return inner.strip()
    return plain
