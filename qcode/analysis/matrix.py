"""The matrix of a study: what was said about what, by whom, where, and how much."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from qcode.analysis.columns import Columns, matrix_columns
from qcode.analysis.cooccurrence import overlaps
from qcode.analysis.measures import Item, Measure, measure_of
from qcode.analysis.rows import Rows, matrix_rows
from qcode.study.coding import Coding, CodingFile
from qcode.study.errors import QcodeError
from qcode.study.filters import Filter
from qcode.study.matrix import CELLS, Cell, Matrix
from qcode.study.quotes import Made, Quote, quote_of
from qcode.study.study import Study

_EVERYTHING = Filter()
_EMPTY = Cell()


def build_matrix(
    study: Study,
    *,
    rows: str = "codes",
    columns: str = "transcripts",
    cells: str = "codings",
    where: Filter = _EVERYTHING,
    quotes: bool = True,
) -> Matrix:
    """The matrix of a study's placed codings; empty rows and columns stay.

    `columns` is transcripts, participants, coders, codes or an attribute; by codes the cells
    count the pairs of codings, one of each code, that overlap. `cells` is codings, participants,
    words (each once, however many codings cover it), share (of the words said in the column's
    transcripts, 0 to 1) or quotes (their number). Without `quotes` the cells carry only values,
    which is faster. What the filter excludes has no row or column.
    """
    if cells not in CELLS:
        raise QcodeError(f"A matrix has no cells “{cells}”; choose one of {', '.join(CELLS)}.")
    kept = matrix_rows(study, rows, where.wanted_codes(study))
    quotes = quotes or cells == "quotes"
    if columns == "codes":
        across, buckets = _co_occurrence(study, kept, where)
    else:
        codings: Iterable[tuple[CodingFile, Coding]] = where.codings(study)
        codings = _in_text_order(codings) if quotes else codings
        across, buckets = _cross(kept, matrix_columns(study, columns, where), codings)
    maker = _CellMaker(study, measure_of(study, cells), with_quotes=quotes)
    base = frozenset().union(*across.transcripts)
    return Matrix(
        title=study.codebook.title,
        rows=kept.headings,
        columns=across.headings,
        cells=tuple(
            tuple(maker.cell(row.get(c, ()), names) for c, names in enumerate(across.transcripts))
            for row in buckets.cells
        ),
        row_totals=tuple(maker.cell(items, base) for items in buckets.rows),
        column_totals=tuple(map(maker.cell, buckets.columns, across.transcripts)),
        total=maker.cell(buckets.everything, base),
        rows_by=rows,
        columns_by=columns,
        measure=cells,
        filters=where.sentences(),
    )


@dataclass(frozen=True)
class _Buckets:
    """The items of each cell, of each row, of each column, and of the whole, each once."""

    cells: list[dict[int, list[Item]]]
    rows: list[list[Item]]
    columns: list[list[Item]]
    everything: list[Item]

    @classmethod
    def empty(cls, rows: int, columns: int) -> _Buckets:
        """Buckets for so many rows and columns."""
        return cls(
            [{} for _ in range(rows)], [[] for _ in range(rows)], [[] for _ in range(columns)], []
        )

    def put(self, item: Item, places: Collection[tuple[int, int]]) -> None:
        """Counts the item in these cells, and once in each of their rows and columns."""
        if not places:
            return
        for row, column in places:
            self.cells[row].setdefault(column, []).append(item)
        for row in {row for row, _ in places}:
            self.rows[row].append(item)
        for column in {column for _, column in places}:
            self.columns[column].append(item)
        self.everything.append(item)


def _in_text_order(
    codings: Iterable[tuple[CodingFile, Coding]],
) -> list[tuple[CodingFile, Coding]]:
    """All coders' codings together in the order of transcripts and text."""
    return sorted(codings, key=lambda c: (c[0].transcript, c[1].start, c[1].end, c[0].coder))


def _cross(
    rows: Rows, columns: Columns, codings: Iterable[tuple[CodingFile, Coding]]
) -> tuple[Columns, _Buckets]:
    index = {h.id: i for i, h in enumerate(columns.headings)}
    buckets = _Buckets.empty(len(rows.headings), len(index))
    for file, coding in codings:
        at = [index[key] for key in columns.keys(file, coding) if key in index]
        buckets.put(Item(file, coding), [(r, c) for r in rows.of(coding.code) for c in at])
    if columns.optional and not buckets.columns[-1]:
        return columns.without_last(), buckets
    return columns, buckets


def _co_occurrence(study: Study, rows: Rows, where: Filter) -> tuple[Columns, _Buckets]:
    across = matrix_rows(study, "codes")
    everywhere = frozenset(n for n in study.transcripts if where.matches_transcript(study, n))
    columns = Columns(across.headings, lambda *_: (), tuple(everywhere for _ in across.headings))
    buckets = _Buckets.empty(len(rows.headings), len(across.headings))
    for item in overlaps(replace(where, codes=frozenset()).codings(study)):
        one, other = item.coding.code, item.other[1].code if item.other else ""
        places = {(r, c) for r in rows.of(one) for c in across.of(other)}
        places |= {(r, c) for r in rows.of(other) for c in across.of(one)}
        buckets.put(item, places)
    return columns, buckets


class _CellMaker:
    """Makes the cells of one matrix; each coding's quote is made once and shared."""

    def __init__(self, study: Study, measure: Measure, *, with_quotes: bool) -> None:
        self._study = study
        self._measure = measure
        self._with_quotes = with_quotes
        self._made: dict[int, Quote] = {}
        self._attributions: Made = {}
        self._bare: dict[float, Cell] = {}

    def cell(self, items: Sequence[Item], base: frozenset[str]) -> Cell:
        """The cell of these items over these transcripts."""
        if not items:
            return _EMPTY
        value = self._measure(items, base)
        if self._with_quotes:
            return Cell(value, self._quotes(items))
        return self._bare.setdefault(value, Cell(value))

    def _quotes(self, items: Sequence[Item]) -> tuple[Quote, ...]:
        """The quotes in the order of the items, each once."""
        if not items[0].other:
            made = self._made
            return tuple([made.get(id(i.coding)) or self._quote(i.file, i.coding) for i in items])
        found: dict[int, Quote] = {}
        for item in items:
            for file, coding in filter(None, ((item.file, item.coding), item.other)):
                found[id(coding)] = self._quote(file, coding)
        return tuple(found.values())

    def _quote(self, file: CodingFile, coding: Coding) -> Quote:
        quote = self._made.get(id(coding))
        if quote is None:
            quote = quote_of(self._study, file, coding, self._attributions)
            self._made[id(coding)] = quote
        return quote
