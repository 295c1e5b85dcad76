"""What each column of a Word table holds: who speaks, what was asked, answered or remarked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qcode.exchange.reading.found import clean_label
from qcode.exchange.reading.heads import (
    ANSWER,
    NUMBER,
    PERSON,
    QUESTION,
    REMARK,
    TALK,
    WHEN,
    WHO,
    WORDS,
    asks_below,
    column_kind,
    labels_of,
)
from qcode.exchange.reading.labels import is_known, is_label_shape, is_name_like
from qcode.exchange.reading.word.blocks import Cell, Row
from qcode.study.transcript import INTERVIEWER

_CLOCK = re.compile(
    r"[\[(]?(?:\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}\.\d{2}\.\d{2})(?:[.,]\d+)?[\])]?"
    r"(?:\s*[-–]+>?\s*\S+)?"
)
_NUMBER = re.compile(r"#?\d{1,5}[.)]?")
_SENTENCE_END = (".", "?", "!", "…", ",")
_HEAD_WITHIN = 12
_FEW_WORDS, _FEW = 4, 3
_LABELLED = {QUESTION, ANSWER, PERSON}


@dataclass(frozen=True)
class Columns:
    """What each column is; `words` and `who` where a column of speakers tells the labels."""

    kinds: tuple[str, ...]
    heads: tuple[str, ...] = ()
    labels: dict[int, str] = field(default_factory=dict)
    """The label of what stands in a column of questions, of answers, or of a person's words."""
    who: int | None = None
    words: int | None = None
    guessed: bool = False
    """Whether there was no head that told questions from answers."""

    @property
    def told(self) -> dict[str, str]:
        """Roles of the labels: interviewer, or empty for a participant."""
        asks = [label for c, label in self.labels.items() if self.asks(c)]
        return {
            label: INTERVIEWER if label in asks else ""
            for c, label in self.labels.items()
            if self.kinds[c] in {QUESTION, ANSWER}
        }

    @property
    def times(self) -> int | None:
        """The column of times."""
        return next((c for c, kind in enumerate(self.kinds) if kind == WHEN), None)

    def asks(self, column: int) -> bool:
        """Whether the interviewer's words stand in this column."""
        return asks_below(self.kinds[column], self.labels.get(column, ""))

    def of_remarks(self) -> list[int]:
        """Columns that hold neither words that were said nor who, when or which number."""
        used = {self.who, self.words, *self.labels}
        return [
            c for c, k in enumerate(self.kinds) if c not in used and k not in {NUMBER, WHEN, WHO}
        ]

    def head_of(self, column: int) -> str:
        """The words at the head of a column, or its number."""
        said = self.heads[column] if column < len(self.heads) else ""
        return said or str(column + 1)


def text_of(cell: Cell) -> str:
    """The words of a cell, a line for each paragraph."""
    return "\n".join(p.piece.text for p in cell).strip()


def cell_of(row: Row, column: int | None) -> Cell:
    """A row's cell; empty where the row has none."""
    return row[column] if column is not None and column < len(row) else ()


def filled(row: Row) -> list[int]:
    """The columns in which a row says something."""
    return [c for c, cell in enumerate(row) if text_of(cell)]


def head_at(rows: Sequence[Row]) -> int | None:
    """The row that says what the columns are, title and identity rows before it; None if none."""
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        kinds = kinds_of_head(row)
        known, said = sum(map(bool, kinds)), len(filled(row))
        if said < 2 or known < 2 or 2 * known < said or _is_sentence(row):
            continue
        told = set(kinds)
        asked = QUESTION in told and bool(told & {ANSWER, PERSON, WHO})
        labelled = bool(told & {WHO, PERSON}) and bool(told & {TALK, WORDS, ANSWER})
        persons = kinds.count(PERSON) > 1
        first = number == 0 and bool(told & {QUESTION, ANSWER, WHO, PERSON, TALK, WORDS})
        if asked or labelled or persons or first:
            return number
    return None


def _is_sentence(row: Row) -> bool:
    return any(text_of(cell).endswith(("?", "!", "…", ",")) for cell in row)


def kinds_of_head(row: Row) -> list[str]:
    """What each cell of a row says of its column; single letters tell only where all are."""
    texts = [text_of(cell) for cell in row]
    kinds = [column_kind(text) for text in texts]
    letters = [c for c, t in enumerate(texts) if len(t) == 1 and is_known(t)]
    if len(letters) > 1 and all(kinds[c] or c in letters for c in filled(row)):
        return [PERSON if c in letters else kind for c, kind in enumerate(kinds)]
    return kinds


def share(rows: Sequence[Row], column: int, pattern: re.Pattern[str]) -> float:
    """The share of a column's filled cells that are all pattern."""
    said = [text for row in rows if (text := text_of(cell_of(row, column)))]
    return sum(bool(pattern.fullmatch(text)) for text in said) / len(said) if said else 1.0


def plain_numbers(rows: Sequence[Row], width: int) -> set[int]:
    """Columns of mere numbers."""
    return {c for c in range(width) if width > 1 and share(rows, c, _NUMBER) >= 0.8}


def by_head(head: Row, rows: Sequence[Row], width: int) -> Columns | None:
    """The columns as their head tells; None when it is no table of talk."""
    kinds = [*kinds_of_head(head), *([""] * width)][:width]
    heads = [*(" ".join(text_of(cell).split()) for cell in head), *([""] * width)][:width]
    for c in range(width):
        kinds[c] = kinds[c] or by_content(rows, c)
    persons = [c for c, kind in enumerate(kinds) if kind == PERSON]
    if len(persons) == 1 and WHO not in kinds and _holds_names(kinds, rows, persons[0]):
        kinds[persons[0]] = WHO
    who = next((c for c, kind in enumerate(kinds) if kind == WHO), None)
    _promote(kinds, rows, who)
    labels = labels_of(heads, kinds)
    words = next((c for kind in (TALK, WORDS) for c, k in enumerate(kinds) if k == kind), None)
    found = Columns(tuple(kinds), tuple(heads), labels, who, words)
    if labels:
        return Columns(tuple(kinds), tuple(heads), labels, who)
    certain = words is not None and kinds[words] == TALK
    if who is not None and words is not None:
        named = certain or _plainly_who(heads[who]) or labels_below(rows, who)
        return found if named else None
    return found if certain else None


def by_content(rows: Sequence[Row], column: int) -> str:
    """Number or time, where the cells of a column are that."""
    if not any(text_of(cell_of(row, column)) for row in rows):
        return NUMBER
    if share(rows, column, _CLOCK) >= 0.6:
        return WHEN
    return NUMBER if share(rows, column, _NUMBER) >= 0.9 else ""


def _plainly_who(head: str) -> bool:
    return head.casefold() not in {"nama", "name", "label"}


def _promote(kinds: list[str], rows: Sequence[Row], who: int | None) -> None:
    """The longest column of none or another kind holds the answers or words that no head names."""
    lacking = ""
    if QUESTION in kinds and not {ANSWER, PERSON} & set(kinds):
        lacking = ANSWER
    elif who is not None and not {*_LABELLED, TALK, WORDS} & set(kinds):
        lacking = WORDS
    for wanted in ({TALK, WORDS}, {""}, {REMARK}):
        free = [c for c, kind in enumerate(kinds) if kind in wanted]
        if lacking and free:
            kinds[max(free, key=lambda c: length(rows, c))] = lacking
            return


def length(rows: Sequence[Row], column: int) -> int:
    """Characters in a column."""
    return sum(len(text_of(cell_of(row, column))) for row in rows)


def _holds_names(kinds: Sequence[str], rows: Sequence[Row], column: int) -> bool:
    """Whether names and no speech stand below a person's head, since the words stand elsewhere."""
    if {ANSWER, TALK, WORDS} & set(kinds):
        return _names(rows, column)
    longer = any(
        not kind and length(rows, c) > length(rows, column) for c, kind in enumerate(kinds)
    )
    return longer and labels_below(rows, column)


def _names(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds names and no speech."""
    cells = [clean_label(text) for row in rows if (text := text_of(cell_of(row, column)))]
    return bool(cells) and sum(map(is_label_shape, cells)) >= 0.8 * len(cells)


def labels_below(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds few, short, repeated names; a cell across the row says nothing."""
    cells = [text_of(cell_of(row, column)) for row in rows if not _stands_alone(row, column)]
    said = [clean_label(line) for cell in cells for line in _lines(cell)]
    if len(said) < 2 or not all(map(is_label_shape, said)):
        return False
    if sum(map(is_known, said)) >= len(said) / 2:
        return True
    few = len(set(said)) <= 2 < len(said) and all(map(is_name_like, said))
    return few or (len(said) > _FEW and len(set(said)) <= len(said) / 2)


def _lines(cell: str) -> list[str]:
    """The labels of a cell: its lines where each is one, else all of it."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    return lines if len(lines) > 1 and all(map(is_known, lines)) else [cell] if cell else []


def _stands_alone(row: Row, column: int) -> bool:
    said = [c for c in filled(row) if not _NUMBER.fullmatch(text_of(row[c]))]
    return said == [column] and not is_label_shape(clean_label(text_of(row[column])))


def without_head(rows: Sequence[Row], width: int) -> tuple[Columns, int] | None:
    """The columns by what stands in them, and 1 when the first row is a head all the same."""
    kinds = [by_content(rows, c) or by_content(rows[1:], c) for c in range(width)]
    free = [c for c, kind in enumerate(kinds) if not kind]
    drop = int(_looks_like_head(rows, kinds, free))
    below = rows[drop:]
    who = next((c for c in free if labels_below(below, c)), None)
    if who is not None:
        rest = [c for c in free if c != who]
        if not rest:
            return None
        words = max(rest, key=lambda c: length(below, c))
        letters = all(len(text_of(cell_of(row, who))) < 2 for row in below)
        if letters and _mean_words(below, words) < _FEW:
            return None
        kinds[who], kinds[words] = WHO, WORDS
        heads = tuple(text_of(cell) for cell in rows[0]) if drop else ()
        return Columns(tuple(kinds), heads, {}, who, words), drop
    return _asked_and_answered(rows, kinds, free, drop)


def _asked_and_answered(
    rows: Sequence[Row], kinds: list[str], free: Sequence[int], drop: int
) -> tuple[Columns, int] | None:
    """Two columns, of which one asks and the other does not."""
    below = [row for row in rows[drop:] if len(filled(row)) > 1]
    if len(free) != 2 or len(below) < 2:
        return None
    asked, other = sorted(free, key=lambda c: -asking([cell_of(row, c) for row in below]))
    shares = [asking([cell_of(row, c) for row in below]) for c in (asked, other)]
    if shares[0] < 0.5 or shares[0] < 2 * shares[1]:
        return None
    labels = {asked: "P", other: "I"}
    names = [clean_label(text_of(cell_of(rows[0], c))) for c in free]
    if drop and all(is_label_shape(n) and is_name_like(n) for n in names) and len(set(names)) > 1:
        labels = dict(zip(free, names, strict=True))
    kinds[asked], kinds[other] = QUESTION, ANSWER
    return Columns(tuple(kinds), (), dict(sorted(labels.items())), guessed=True), drop


def asking(cells: Sequence[Cell]) -> float:
    """The share of filled cells that hold a question mark."""
    said = [text for cell in cells if (text := text_of(cell))]
    return sum("?" in text for text in said) / len(said) if said else 0.0


def _looks_like_head(rows: Sequence[Row], kinds: Sequence[str], free: Sequence[int]) -> bool:
    """Whether the first row is short words that no other row is like."""
    first = [text_of(cell_of(rows[0], c)) for c in free]
    if len(rows) < 3 or not all(first):
        return False
    if any(len(t.split()) > _FEW_WORDS or t.endswith(_SENTENCE_END) for t in first):
        return False
    if any(is_known(clean_label(t)) or t.endswith(":") for t in first):
        return False
    numbers = [c for c, kind in enumerate(kinds) if kind in {NUMBER, WHEN}]
    odd = [text_of(cell_of(rows[0], c)) for c in numbers]
    other = any(t and not _NUMBER.fullmatch(t) and not _CLOCK.fullmatch(t) for t in odd)
    bold = all(p.bold for cell in rows[0] for p in cell if p.piece.text.strip())
    bold = bold and not any(
        p.bold for row in rows[1:] for cell in row for p in cell if p.piece.text.strip()
    )
    names = len(free) > 1 and all(is_name_like(t) and len(t.split()) < _FEW_WORDS for t in first)
    long = all(_mean_words(rows[1:], c) >= _FEW_WORDS for c in free)
    later = [{text_of(cell_of(row, c)) for row in rows[1:]} for c in free]
    return (other or bold or (names and long)) and not any(
        t in cells for t, cells in zip(first, later, strict=True)
    )


def _mean_words(rows: Sequence[Row], column: int) -> float:
    said = [text for row in rows if (text := text_of(cell_of(row, column)))]
    return sum(len(text.split()) for text in said) / len(said) if said else 0.0
