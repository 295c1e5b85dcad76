"""Transcripts from Word: any of its layouts as `Label: text`, one paragraph a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qcode.exchange.reading.found import DraftComment, Found, said_line
from qcode.exchange.reading.identity import identity_block
from qcode.exchange.reading.word.blocks import Body, Paragraph, Table, read_body
from qcode.exchange.reading.word.columns import Columns
from qcode.exchange.reading.word.lines import Line, lines_of
from qcode.exchange.reading.word.opening import open_word
from qcode.exchange.reading.word.styles import w
from qcode.exchange.reading.word.tables import (
    at_head,
    columns_of,
    identity_table,
    in_turns,
    plain_paragraphs,
    talk_in,
    words_of,
)
from qcode.exchange.reading.word.talk import Remark, Talk, aside_label
from qcode.study.errors import QcodeError
from qcode.study.spans import Span, trimmed
from qcode.study.transcript import OTHER


def read_word(path: Path) -> Found:
    """The transcript in a .docx: its words, identity block, comments, and what was left out."""
    document = open_word(path)
    body = read_body(document)
    parts = [p for b in body.blocks for p in (at_head(b) if isinstance(b, Table) else [b])]
    front, blocks = _without_identity(parts)
    made = _all_lines(blocks)
    text, places = _written(made.lines)
    if not text.strip():
        raise QcodeError(
            f"{path.name} holds no text that can be coded; check that it is the transcript."
        )
    comments, lost = _comments(document, body, text, places, made.remarks)
    notes = list(made.notes)
    if lost:
        remarks = "1 comment" if lost == 1 else f"{lost} comments"
        notes.append(f"Left out: {remarks} on words that are not in the text.")
    if body.footnotes:
        feet = "1 footnote" if body.footnotes == 1 else f"{body.footnotes} footnotes"
        notes.append(f"Left out: {feet}.")
    if body.boxes:
        boxes = "1 text box" if body.boxes == 1 else f"{body.boxes} text boxes"
        notes.append(f"Left out: {boxes}.")
    sure = frozenset(made.sure)
    return Found(text, front, sure, made.told, comments=tuple(comments), notes=tuple(notes))


def _without_identity(
    blocks: Sequence[Paragraph | Table],
) -> tuple[dict[str, str], list[Paragraph | Table]]:
    """The attributes of the identity block, and the blocks after it."""
    top: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Table):
            found = identity_table(block)
            title = [p.piece.text.strip() for p in top if p.piece.text.strip()]
            if found.fields and len(title) <= 3 and all(len(t) <= 100 for t in title):
                head = {"title": " ".join(title)} if title else {}
                return {**head, **found.fields}, list(blocks[len(top) + 1 :])
            break
        top.append(block)
    found = identity_block([p.piece.text for p in top[:60]])
    return dict(found.fields), list(blocks[found.last :])


@dataclass
class _Made:
    """The lines of a file in the making; what is read waits until it is known what it is."""

    lines: list[Line] = field(default_factory=list)
    sure: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    waiting: list[Paragraph] = field(default_factory=list)
    outside: set[int] = field(default_factory=set)
    """Where paragraphs stand that nobody says in a talk: headings, and cells of other tables."""
    aside: str = ""
    """The label of paragraphs beside a table of talk; empty before the first."""
    beside: int = 0

    def talk(self, talk: Talk, aside: str) -> None:
        """Adds the lines of a table, after those of the paragraphs before it."""
        self.flush()
        self.lines += talk.lines
        self.sure |= talk.sure
        self.told.update(talk.told)
        self.remarks += talk.remarks
        self.notes += talk.notes
        self.aside = aside

    def other(self, table: Table) -> None:
        """Adds the cells of a table that holds no talk; those of single cells may be a talk."""
        cells = plain_paragraphs(table)
        self.waiting += cells
        if any(len(row) > 1 for row in table.rows):
            self.outside |= {p.piece.cut(0).at for p in cells}

    def identity(self, table: Table) -> None:
        """Adds an identity block that is not on top of the file."""
        self.other(table)
        if self.aside:
            where = "between the tables"
            self.notes.append(
                f"Another identity block stands {where}; split a file of several interviews."
            )

    def flush(self) -> None:
        """Adds the paragraphs that waited; in a talk, what nobody says gets a label of its own."""
        made = lines_of(self.waiting)
        self.outside |= {p.piece.cut(0).at for p in self.waiting if p.heading}
        aside = self.aside or aside_label([(tuple(self.waiting),)])
        self.waiting = []
        self.sure |= made.sure
        self.told.update(made.told)
        self.notes += made.notes
        last = aside if self.aside else ""
        now = "" if last else None
        for line in made.lines:
            label = line.label
            if label:
                last = label
            elif last and line.words.text:
                label = aside if line.words.at in self.outside else last
                self.beside += label == aside
            shown = label if line.label or label != now else ""
            now = label or now
            self.lines.append(Line(line.words, shown, line.time))
        if self.beside:
            self._nobody(aside)

    def _nobody(self, aside: str) -> None:
        self.sure.add(aside)
        self.told[aside] = OTHER

    def finish(self) -> None:
        """The rest, and what was taken as nobody's words."""
        self.flush()
        if self.aside and not any(self.told.get(k, "") == "" for k in self.sure):
            self._title()
        if self.beside:
            self.notes.append(
                f"{self.beside} lines that name nobody are taken as nobody's words."
                if self.beside > 1
                else "1 line that names nobody is taken as nobody's words."
            )

    def _title(self) -> None:
        """What stands above a table of questions only is no answer."""
        for number, line in enumerate(self.lines):
            if line.label:
                return
            self.lines[number] = Line(line.words, self.aside, line.time)
            self.beside += 1
            self._nobody(self.aside)


def _all_lines(blocks: Sequence[Paragraph | Table]) -> _Made:
    """The lines of all blocks, tables by what their columns hold."""
    made = _Made()
    before: Columns | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            made.waiting.append(block)
            continue
        if identity_table(block).fields:
            made.identity(block)
            continue
        found = columns_of(block, before)
        columns, table = found or (None, block)
        talk = talk_in(table, columns) if columns else in_turns(block)
        before = columns or before
        if talk:
            made.talk(talk, aside_label(block.rows))
        elif columns:
            words, remarks, notes = words_of(table, columns)
            made.waiting += words
            made.remarks += remarks
            made.notes += notes
        else:
            made.other(block)
    made.finish()
    return made


def _written(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int, int]]]:
    """The text, and the place of each stretch of words in it, in the file, and its length."""
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0
    for line in lines:
        written = said_line(line.label, line.time, line.words.text)
        if not written:
            continue
        if line.words.text:
            start = length + len(written) - len(line.words.text)
            places.append((start, line.words.at, len(line.words.text)))
        parts.append(written)
        length += len(written) + 1
    return "".join(f"{part}\n" for part in parts), places


def _comments(
    document: Any,
    body: Body,
    text: str,
    places: Sequence[tuple[int, int, int]],
    remarks: Sequence[Remark],
) -> tuple[list[DraftComment], int]:
    """Comments and remarks of tables with their place in the text, and how many have none."""
    found: list[DraftComment] = []
    lost = 0
    noted = [(r.start, r.end, "", r.text) for r in remarks]
    for ident, author, words in _comment_texts(document):
        first, last = body.ranges.get(ident, [-1, -1])
        noted.append((first, last, author, words))
    for start, end, author, words in noted:
        hits = [
            (max(start, at) - at + out, min(end, at + size) - at + out)
            for out, at, size in places
            if max(start, at) < min(end, at + size)
        ]
        span = trimmed(text, Span(hits[0][0], hits[-1][1])) if hits else Span(0, 0)
        if span:
            quote = text[span.start : span.end]
            found.append(DraftComment(span.start, span.end, quote, words, author))
        else:
            lost += 1
    return sorted(found, key=lambda c: (c.start, c.end)), lost


def _comment_texts(document: Any) -> list[tuple[str, str, str]]:
    """Id, author and text of each comment that says something."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.parser import parse_xml

    found = []
    for relation in document.part.rels.values():
        if relation.is_external or relation.reltype != RELATIONSHIP_TYPE.COMMENTS:
            continue
        for comment in parse_xml(relation.target_part.blob).iter(w("comment")):
            paragraphs = [
                "".join(t.text or "" for t in p.iter(w("t"))) for p in comment.iter(w("p"))
            ]
            words = "\n".join(p.strip() for p in paragraphs if p.strip())
            if words:
                found.append((comment.get(w("id"), ""), comment.get(w("author"), ""), words))
    return found
