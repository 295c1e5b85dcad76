"""The lines of a Word table: what was said in each row, by whom, and the remarks beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qcode.exchange.reading.found import clean_label
from qcode.exchange.reading.label_words import ASKS, UNMISTAKABLE
from qcode.exchange.reading.labels import base_word, canonical, is_known, is_label_shape
from qcode.exchange.reading.roles import is_indonesian
from qcode.exchange.reading.word.blocks import Cell, Paragraph, Row, Table
from qcode.exchange.reading.word.columns import Columns, cell_of, filled, text_of
from qcode.exchange.reading.word.lines import Head, Line, inline_head, line_of, normal_time
from qcode.study.transcript import INTERVIEWER, OTHER


@dataclass(frozen=True, slots=True)
class Remark:
    """Words beside what was said, and the place in the file of what they stand beside."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Talk:
    """The lines of a table, their labels and roles, and what the user should know."""

    lines: tuple[Line, ...]
    sure: frozenset[str]
    told: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Said:
    """A paragraph of a cell on its way to a line."""

    paragraph: Paragraph
    label: str
    first: bool
    time: str = ""
    head: Head | None = None


@dataclass
class _Rows:
    """Reads row by row; knows who spoke last, since a blank label means the same person."""

    columns: Columns
    aside: str
    asks: str
    """The label of a question that stands across the table."""
    answers: str = ""
    """The label of what stands across the table, where that is what answers."""
    said: list[_Said] = field(default_factory=list)
    last: str = ""
    """Who spoke in the last row that named somebody."""
    answering: dict[str, str] = field(default_factory=dict)
    """Roles of those who are named beside answers."""
    uneven: int = 0
    """Rows with several labels for another number of paragraphs."""

    def take(self, row: Row, *, whole: bool) -> list[_Said]:
        """The paragraphs of a row, each with its label."""
        before = len(self.said)
        columns = self.columns
        heading = self._heading(row, whole=whole)
        if heading is not None:
            self._put(cell_of(row, heading), self._label_of_heading(text_of(row[heading])), "")
        elif columns.labels:
            self._exchange(row)
        else:
            self._one(row)
        return self.said[before:]

    def _heading(self, row: Row, *, whole: bool) -> int | None:
        """The only cell of a row that says something and stands in no column of words."""
        said = filled(row)
        if len(said) != 1:
            return None
        (column,) = said
        if whole:
            return column
        if column in self.columns.labels or column == self.columns.words:
            return None
        if column == self.columns.who and is_label_shape(clean_label(text_of(row[column]))):
            return None
        return column if len(text_of(row[column]).split()) > 1 else None

    def _label_of_heading(self, text: str) -> str:
        """Who says what stands across a row: it asks, or it is a heading and nobody's words."""
        if self.answers:
            return self.answers
        return self.asks if text.rstrip(" )]”\"'").endswith("?") else self.aside

    def _exchange(self, row: Row) -> None:
        """Questions and answers, each in a column."""
        time = self._time(row)
        named = clean_label(text_of(cell_of(row, self.columns.who)))
        self.last = named or self.last
        for column, label in self.columns.labels.items():
            own = self.last if self.last and not self.columns.asks(column) else label
            if own != label:
                self.answering[own] = ""
            if self._put(cell_of(row, column), own, time):
                time = ""

    def _one(self, row: Row) -> None:
        """A label and the words beside it; a blank label goes on with the person before."""
        labels = _labels_in(cell_of(row, self.columns.who))
        words = [p for p in cell_of(row, self.columns.words) if p.piece.text.strip()]
        time = self._time(row)
        if len(labels) < 2:
            self.last = labels[0] if labels else self.last
            goes_on = not labels and bool(self.said) and self.said[-1].label == self.last
            self._put(tuple(words), self.last, time, goes_on=goes_on)
        elif len(labels) == len(words):
            for label, paragraph in zip(labels, words, strict=True):
                self._put((paragraph,), label, time)
                self.last, time = label, ""
        else:
            self.uneven += 1
            self._put(tuple(words), self.aside, time)

    def _put(self, cell: Cell, label: str, time: str, *, goes_on: bool = False) -> bool:
        words = [p for p in cell if p.piece.text.strip()]
        for number, paragraph in enumerate(words):
            first = number == 0 and not goes_on
            self.said.append(_Said(paragraph, label, first, time if number == 0 else ""))
        return bool(words)

    def _time(self, row: Row) -> str:
        return normal_time(text_of(cell_of(row, self.columns.times)).replace(".", ":"))


def talk_of(table: Table, columns: Columns) -> Talk:
    """The lines of a table whose columns are known; its head is no row of it any more."""
    aside = aside_label(table.rows)
    rows = _Rows(columns, aside, _asks_across(table, columns), _answers_across(table, columns))
    remarks: list[Remark] = []
    counts: Counter[int] = Counter()
    beside: list[Paragraph] = []
    head = [text.casefold() for text in columns.heads]
    for number, row in enumerate(table.rows):
        if not filled(row) or _is_head_again(row, head):
            continue
        whole = number in table.whole
        beside = _spoken(rows.take(row, whole=whole), columns) or beside
        if not whole:
            _remark(row, columns, beside, remarks, counts)
    inner = _inner_labels(rows.said, columns)
    lines = tuple(_line(one) for one in rows.said)
    used = {line.label for line in lines if line.label}
    told = {**inner, **columns.told, **rows.answering, aside: OTHER}
    if rows.answers:
        told[rows.answers] = ""
    told = {label: role for label, role in told.items() if label in used}
    if any(one.label == rows.asks for one in rows.said):
        told.setdefault(rows.asks, INTERVIEWER)
    notes = (*_notes(columns, rows), *_of_remarks(columns, counts))
    return Talk(lines, frozenset(used), told, tuple(remarks), notes)


def aside_label(rows: Sequence[Row]) -> str:
    """The label of what stands in a transcript and nobody says."""
    text = " ".join(text_of(cell) for row in rows[:200] for cell in row)
    return "[Catatan]" if is_indonesian(text) else "[Note]"


def _is_head_again(row: Row, head: Sequence[str]) -> bool:
    """Whether a row is the head once more, as on a new page."""
    said = [" ".join(text_of(cell).split()).casefold() for cell in row]
    return len(filled(row)) > 1 and said == list(head)[: len(said)]


def _labels_in(cell: Cell) -> list[str]:
    """The labels of a cell: one for each paragraph where all are labels, else all of it as one."""
    lines = [p.piece.text for p in cell if p.piece.text.strip()]
    each = [clean_label(line) for line in lines]
    if len(each) > 1 and all(map(is_known, each)):
        return each
    whole = clean_label(" ".join(lines))
    return [whole] if whole else []


def _spoken(said: Sequence[_Said], columns: Columns) -> list[Paragraph]:
    """What remarks of a row are about: the answers, or all that is said in it."""
    asks = {label for c, label in columns.labels.items() if columns.asks(c)}
    answers = [one.paragraph for one in said if one.label not in asks]
    return answers or [one.paragraph for one in said]


def _remark(
    row: Row,
    columns: Columns,
    beside: Sequence[Paragraph],
    remarks: list[Remark],
    counts: Counter[int],
) -> None:
    """Adds the remarks of a row and counts the cells by column."""
    for column in columns.of_remarks():
        text = text_of(cell_of(row, column))
        if not text or not beside:
            continue
        counts[column] += 1
        first, last = beside[0].piece, beside[-1].piece
        parts = [part.strip() for line in text.split("\n") for part in line.split(";")]
        remarks += [Remark(first.at, last.at + len(last.text), part) for part in parts if part]


def remarks_beside(table: Table, columns: Columns) -> tuple[list[Remark], list[str]]:
    """The remarks beside the one column of words, and the sentences that tell of them."""
    remarks: list[Remark] = []
    counts: Counter[int] = Counter()
    beside: list[Paragraph] = []
    for row in table.rows:
        beside = [p for p in cell_of(row, columns.words) if p.piece.text.strip()] or beside
        _remark(row, columns, beside, remarks, counts)
    return remarks, list(_of_remarks(columns, counts))


def _inner_labels(said: Sequence[_Said], columns: Columns) -> dict[str, str]:
    """Labels that stand in the cells themselves, as where somebody asked on; their roles."""
    heads = [inline_head(one.paragraph) for one in said]
    counts = Counter(head.label for head in heads if head)
    own = {canonical(one.label) for one in said}
    kept = {
        k
        for k, n in counts.items()
        if canonical(k) in own or (is_known(k) and (n > 1 or base_word(k) in UNMISTAKABLE))
    }
    sides: dict[str, Counter[str]] = {}
    for one, head in zip(said, heads, strict=True):
        if head and head.label in kept:
            if one.first:
                sides.setdefault(head.label, Counter())[one.label] += 1
            one.head = head
    roles = columns.told
    most = {label: side.most_common(1)[0][0] for label, side in sides.items()}
    return {label: roles[column] for label, column in most.items() if column in roles}


def _line(one: _Said) -> Line:
    if one.head:
        piece = one.paragraph.piece.cut(one.head.words)
        return line_of(piece, one.head.label, one.time or one.head.time)
    return line_of(one.paragraph.piece, one.label if one.first else "", one.time)


def _asks_across(table: Table, columns: Columns) -> str:
    """The label of questions across the table: that of who asks in it, else one of its own."""
    asked = [label for c, label in columns.labels.items() if columns.asks(c)]
    named = {label for row in table.rows for label in _labels_in(cell_of(row, columns.who))}
    asked += sorted(k for k in named if len(base_word(k)) > 1 and base_word(k) in ASKS)
    return next(iter([*asked, *(k for k in ("P", "T", "Q") if k not in named)]))


def _answers_across(table: Table, columns: Columns) -> str:
    """The label of cells across a table that has only questions else, each below its question."""
    if columns.who is not None or not columns.labels:
        return ""
    if not all(columns.asks(c) for c in columns.labels):
        return ""
    filled_rows = [n for n, row in enumerate(table.rows) if filled(row)]
    below = [a not in table.whole and b in table.whole for a, b in pairwise(filled_rows)]
    whole = len(table.whole & set(filled_rows))
    answered = whole >= max(2, (len(filled_rows) - whole) / 2) and sum(below) == whole
    return "I" if answered and "I" not in columns.labels.values() else ""


def _notes(columns: Columns, rows: _Rows) -> list[str]:
    notes, aside = [], rows.aside
    if columns.guessed:
        (_, asks), (_, answers) = sorted(
            columns.labels.items(), key=lambda i: not columns.asks(i[0])
        )
        notes.append(
            "A table has no head that tells who speaks: what asks is taken as the words of "
            f"{asks}, the rest as those of {answers}."
        )
    if rows.uneven:
        notes.append(
            f"{rows.uneven} rows of a table have several labels for another number of "
            f"paragraphs; they stand under {aside} and count for nobody."
            if rows.uneven > 1
            else "1 row of a table has several labels for another number of paragraphs; it stands "
            f"under {aside} and counts for nobody."
        )
    if rows.answers:
        notes.append(f"What stands across a table below its questions is taken as {rows.answers}.")
    across = sum(one.first and not one.head and one.label == aside for one in rows.said)
    across -= rows.uneven
    if across:
        notes.append(
            f"{across} rows across a table are taken as headings ({aside}), which nobody says."
            if across > 1
            else f"1 row across a table is taken as a heading ({aside}), which nobody says."
        )
    return notes


def _of_remarks(columns: Columns, counts: Mapping[int, int]) -> list[str]:
    notes = []
    for column, count in counts.items():
        name = columns.head_of(column)
        notes.append(
            f"The column “{name}” is not taken as words that were said; its {count} cells are "
            "offered as comments."
            if count > 1
            else f"The column “{name}” is not taken as words that were said; its 1 cell is "
            "offered as a comment."
        )
    return notes
