"""The body of a Word file as paragraphs and tables, each word knowing where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from qcode.exchange.reading.word.styles import Look, Numbering, Styles, w

_SKIPPED = {
    w(t) for t in ("del", "moveFrom", "instrText", "drawing", "pict", "object", "rPr", "pPr")
}
_MOST_COLUMNS = 64
_BREAKS = {w("br"), w("cr")}
_CHARACTERS = {w("tab"): "\t", w("noBreakHyphen"): "-", w("softHyphen"): ""}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the file and where they stand in it, counted over all its paragraphs."""

    text: str
    at: int

    def cut(self, start: int, end: int | None = None) -> Piece:
        """A part of it without white space at its edges."""
        part = self.text[start:end]
        left = len(part) - len(part.lstrip())
        return Piece(part.strip(), self.at + start + left)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the file: a paragraph, or a part of one between line breaks."""

    piece: Piece
    bold: bool = False
    italic: bool = False
    lead: int = 0
    """How many characters at its start are bold, where what follows is not."""
    numbered: bool = False
    auto_label: str = ""
    """A label that automatic numbering writes before it (`P:`)."""
    heading: bool = False


Cell: TypeAlias = tuple[Paragraph, ...]
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell its paragraphs; a cell across columns has empty ones behind it."""

    rows: tuple[Row, ...]
    whole: frozenset[int] = frozenset()
    """Rows that are one cell across several columns."""


@dataclass
class Body:
    """All blocks in order, the places of comments, and what was left out."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    ranges: dict[str, list[int]] = field(default_factory=dict)
    """Comment id to the start and end of the words it stands on."""
    length: int = 0
    footnotes: int = 0
    boxes: int = 0


@dataclass
class _Line:
    start: int
    text: list[str] = field(default_factory=list)
    looks: list[tuple[int, Look]] = field(default_factory=list)


def read_body(document: Any) -> Body:
    """The paragraphs and tables of the document, deleted text and fields' codes left out."""
    body = Body()
    reader = _Reader(body, Styles(document), Numbering(document))
    body.blocks = list(reader.blocks(document.element.body))
    return body


class _Reader:
    """Walks the XML once, counting the characters that it meets."""

    def __init__(self, body: Body, styles: Styles, numbering: Numbering) -> None:
        self.body, self.styles, self.numbering = body, styles, numbering

    def blocks(self, parent: Any) -> Iterator[Paragraph | Table]:
        for element in parent:
            if element.tag == w("p"):
                yield from self.paragraph(element)
            elif element.tag == w("tbl"):
                yield from self.table(element)
            elif element.tag in {w("sdt"), w("sdtContent"), w("customXml"), w("ins")}:
                yield from self.blocks(element)
            else:
                self.mark(element)

    def table(self, element: Any) -> Iterator[Paragraph | Table]:
        """The table; of one that has a single column what stands in it, as it is for layout."""
        rows = [row for row in element.iter(w("tr")) if _nearest(row, "tbl") is element]
        read = [self.row(row) for row in rows]
        if all(len(row) <= 1 for row in read) and any(
            isinstance(block, Table) for row in read for cell in row for block in cell
        ):
            for row in read:
                for cell in row:
                    yield from cell
            return
        flat = tuple(tuple(tuple(_flat(cell)) for cell in row) for row in read)
        whole = (n for n, row in enumerate(rows) if len(flat[n]) > 1 and len(_cells(row)) == 1)
        yield Table(flat, frozenset(whole))

    def row(self, row: Any) -> list[list[Paragraph | Table]]:
        """The cells of a row, with empty ones for the further columns that a cell takes."""
        properties = row.find(w("trPr"))
        cells: list[list[Paragraph | Table]] = [
            [] for _ in range(_number(properties, "gridBefore"))
        ]
        for cell in _cells(row):
            found = list(self.blocks(cell))
            cells += [found, *([] for _ in range(_number(cell.find(w("tcPr")), "gridSpan") - 1))]
        return cells

    def mark(self, element: Any, paragraph: int = 0) -> None:
        """Notes where a comment begins or ends, and counts footnotes."""
        if element.tag == w("footnoteReference"):
            self.body.footnotes += 1
        elif element.tag == w("commentReference"):
            at = [paragraph, self.body.length]
            self.body.ranges.setdefault(element.get(w("id"), ""), at)
        elif element.tag == w("commentRangeStart"):
            self.body.ranges[element.get(w("id"), "")] = [self.body.length, -1]
        elif element.tag == w("commentRangeEnd"):
            ident = element.get(w("id"), "")
            self.body.ranges.setdefault(ident, [self.body.length, -1])[1] = self.body.length

    def paragraph(self, element: Any) -> Iterator[Paragraph]:
        style, base = self.styles.of_paragraph(element)
        numbered, label = self.numbering.of_paragraph(element, style)
        lines = [_Line(self.body.length)]
        self.inline(element, base, lines)
        self.body.length += 1
        for number, line in enumerate(lines):
            first = number == 0
            yield _finished(line, numbered and first, label if first else "", style)

    def inline(self, parent: Any, look: Look, lines: list[_Line]) -> None:
        for element in parent:
            tag = element.tag
            if tag == w("r"):
                self.inline(element, self.styles.of_run(element, look), lines)
            elif tag == w("t"):
                self.put(element.text or "", look, lines)
            elif tag in _CHARACTERS:
                self.put(_CHARACTERS[tag], look, lines)
            elif tag in _BREAKS and element.get(w("type")) not in {"page", "column"}:
                self.body.length += 1
                lines.append(_Line(self.body.length))
            elif _is_left_out(element):
                self.body.boxes += _has_box(element)
            else:
                self.mark(element, lines[0].start)
                self.inline(element, look, lines)

    def put(self, text: str, look: Look, lines: list[_Line]) -> None:
        line = lines[-1]
        line.looks.append((self.body.length - line.start, look))
        line.text.append(text.replace("\n", " ").replace("\r", " "))
        self.body.length += len(text)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(w("tc")) if _nearest(cell, "tr") is row]


def _nearest(element: Any, tag: str) -> Any:
    return next(element.iterancestors(w(tag)))


def _flat(cell: list[Paragraph | Table]) -> Iterator[Paragraph]:
    """A table within a cell is read as its paragraphs."""
    for block in cell:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (p for row in block.rows for inner in row for p in inner)


def _number(properties: Any, tag: str) -> int:
    """A small number of a table's properties; 0 when it is absent or no number."""
    found = properties.find(w(tag)) if properties is not None else None
    value = "" if found is None else str(found.get(w("val"), ""))
    return min(int(value), _MOST_COLUMNS) if value.isdigit() else 0


def _is_left_out(element: Any) -> bool:
    """Deleted text, fields' codes, properties, drawings; of the last only text boxes matter."""
    tag = element.tag
    return not isinstance(tag, str) or tag in _SKIPPED or tag.endswith("}AlternateContent")


def _has_box(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    return any("".join(box.itertext()).strip() for box in element.iter(w("txbxContent")))


def _finished(line: _Line, numbered: bool, label: str, style: str) -> Paragraph:
    text = "".join(line.text)
    ends = [*(start for start, _ in line.looks[1:]), len(text)][: len(line.looks)]
    spans = [
        (start, end, look)
        for (start, look), end in zip(line.looks, ends, strict=True)
        if text[start:end].strip()
    ]
    lead = 0
    for _, end, look in spans:
        if not look.bold:
            break
        lead = end
    return Paragraph(
        Piece(text, line.start),
        bold=bool(spans) and all(look.bold for *_, look in spans),
        italic=bool(spans) and all(look.italic for *_, look in spans),
        lead=lead if spans and lead < spans[-1][1] else 0,
        numbered=numbered,
        auto_label=label,
        heading=style.casefold().startswith(("heading", "title", "judul")),
    )
