"""Words found in texts: case and diacritics folded, `*` for any ending, whole words on request."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from qcode.study.spans import Span
from qcode.study.words import fold

_MARKS = "[\u0300-\u036f]*"


def alphabet(texts: Iterable[str]) -> frozenset[str]:
    """Every character that occurs in the texts: what a pattern has to be ready for."""
    found: set[str] = set()
    for text in texts:
        found.update(text)
    return frozenset(found)


def search_pattern(
    query: str, characters: Iterable[str], *, whole: bool = False
) -> re.Pattern[str] | None:
    """What finds the query in texts made of these characters; None when it says nothing.

    White space in it stands for any white space, `*` for the rest of a word. A pattern is many
    times faster on long texts than folding them, and gives places in the text as it stands.
    """
    words = query.split()
    if not any(fold(word).strip("*") for word in words):
        return None
    variants: dict[str, list[str]] = {}
    marked = False
    for character in characters:
        marked = marked or unicodedata.combining(character) > 0
        variants.setdefault(fold(character), []).append(character)
    marks = _MARKS if marked else ""
    body = r"\s+".join(_word(word, variants, marks) for word in words)
    if whole:
        body = rf"(?<!\w){body}(?!\w)"
    return re.compile(body)


def _word(word: str, variants: dict[str, list[str]], marks: str) -> str:
    parts = []
    for character in fold(word):
        if character == "*":
            parts.append(r"\w*")
            continue
        known = sorted({character, *variants.get(character, ())})
        one = "|".join(re.escape(k) for k in known if len(k) > 1)
        single = "".join(re.escape(k) for k in known if len(k) == 1)
        parts.append((f"(?:{one}|[{single}])" if one else f"[{single}]") + marks)
    return "".join(parts)


def find_in(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Where the pattern stands in a text, in order."""
    for match in pattern.finditer(text):
        if match.end() > match.start():
            yield Span(match.start(), match.end())
