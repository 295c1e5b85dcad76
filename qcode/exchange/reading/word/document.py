"""Transcripts from Word: any of its layouts as `Label: text`, one paragraph a line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qcode.exchange.reading.found import DraftComment, Found, said_line
from qcode.exchange.reading.identity import identity_block
from qcode.exchange.reading.word.blocks import Body, Paragraph, Table, read_body
from qcode.exchange.reading.word.lines import Line, Lines, lines_of
from qcode.exchange.reading.word.opening import open_word
from qcode.exchange.reading.word.styles import w
from qcode.exchange.reading.word.tables import identity_table, plain_paragraphs, table_lines
from qcode.study.errors import QcodeError
from qcode.study.spans import Span, trimmed


def read_word(path: Path) -> Found:
    """The transcript in a .docx: its words, identity block, comments, and what was left out."""
    document = open_word(path)
    body = read_body(document)
    front, blocks = _without_identity(body.blocks)
    made = _all_lines(blocks)
    text, places = _written(made.lines)
    if not text.strip():
        raise QcodeError(
            f"{path.name} holds no text that can be coded; check that it is the transcript."
        )
    comments, lost = _comments(document, body, text, places)
    notes = [made.note] if made.note else []
    if lost:
        remarks = "1 comment" if lost == 1 else f"{lost} comments"
        notes.append(f"Left out: {remarks} on words that are not in the text.")
    if body.footnotes:
        feet = "1 footnote" if body.footnotes == 1 else f"{body.footnotes} footnotes"
        notes.append(f"Left out: {feet}.")
    if body.boxes:
        boxes = "1 text box" if body.boxes == 1 else f"{body.boxes} text boxes"
        notes.append(f"Left out: {boxes}.")
    return Found(text, front, made.sure, made.asks, comments=tuple(comments), notes=tuple(notes))


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


def _all_lines(blocks: Sequence[Paragraph | Table]) -> Lines:
    """The lines of all blocks; where a table holds the talk, paragraphs beside it are remarks."""
    tables = [table_lines(b) if isinstance(b, Table) else None for b in blocks]
    if not any(tables):
        paragraphs: list[Paragraph] = []
        for block in blocks:
            paragraphs += plain_paragraphs(block) if isinstance(block, Table) else [block]
        return lines_of(paragraphs)
    lines: list[Line] = []
    sure: set[str] = set()
    waiting: list[Paragraph] = []
    for block, found in zip(blocks, tables, strict=True):
        if found:
            lines += [*lines_of(waiting).lines, *found[0]]
            sure |= found[1]
            waiting = []
        else:
            waiting += plain_paragraphs(block) if isinstance(block, Table) else [block]
    rest = lines_of(waiting)
    return Lines((*lines, *rest.lines), frozenset(sure | rest.sure))


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
    document: Any, body: Body, text: str, places: Sequence[tuple[int, int, int]]
) -> tuple[list[DraftComment], int]:
    """The comments with their place in the text, and how many have none."""
    found: list[DraftComment] = []
    lost = 0
    for ident, author, words in _comment_texts(document):
        start, end = body.ranges.get(ident, [-1, -1])
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
