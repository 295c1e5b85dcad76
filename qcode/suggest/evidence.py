"""The examples of a study as rows that any span can be compared with.

A row is a distinct span with its context, or the definition of a code. Nothing is ever renumbered:
what is taken back leaves a row without labels, until a refit builds the evidence anew.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from qcode.study.code import Code
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.suggest.context import Around, Context, guide_of
from qcode.suggest.growing import Growing
from qcode.suggest.marks import Mark, marks_of, proposable
from qcode.suggest.progress import Progress, silent
from qcode.suggest.vectors import Floats, Ints, Pool

VIEWS = ("text", "asked", "before", "after", "meta")
USUAL = 100
"""Characters of a usual span."""
_USUAL_LOG = math.log1p(USUAL)
_FEW = 60
_SOME = 600
_MANY = 50
"""With fewer examples for each code there is, what words seem to tell of codes is chance."""
_NEAR = 0.03
"""How near in their transcripts, as a share of the whole, spans are in the same place."""
_DEFINITION = -1
"""Stands for the transcript in rows that are definitions."""


@dataclass(frozen=True)
class Likeness:
    """How like each row a span is, view by view; arrays of one number a row.

    `text` runs from 0 to 2, the others from 0 to 1.
    """

    text: Floats
    asked: Floats
    before: Floats
    after: Floats
    meta: Floats
    position: Floats
    lengths: Floats
    """Logarithm of the product of both lengths, each in units of `USUAL` characters."""


def definition_text(code: Code) -> str:
    """All that the codebook says a code is, as one text."""
    examples = [e for e in code.examples if isinstance(e, str)]
    parts = [code.name, *code.labels.values(), code.definition, *code.include, *examples]
    return " . ".join(p for p in parts if p)


def some_segments(study: Study) -> list[str]:
    """What is said in turns of all transcripts, thinned evenly to a few hundred."""
    found = [
        transcript.text[segment.span.start : segment.span.end]
        for transcript in study.transcripts.values()
        for segment in transcript.turn_segments
    ]
    return found[:: max(1, -(-len(found) // _SOME))]


class Evidence:
    """Rows, their labels and their pools of texts.

    What another evidence has `known` of the same texts is taken from it and not counted again.
    """

    def __init__(
        self,
        study: Study,
        coder: str | None = None,
        known: Evidence | None = None,
        progress: Progress = silent,
    ) -> None:
        self.coder = coder
        self.study = Study(codebook=study.codebook)
        self.codes: tuple[str, ...] = ()
        self.code_number: dict[str, int] = {}
        self.contexts: list[Context] = []
        self.marks: list[Mark] = []
        self.row_of: dict[str, dict[Span, int]] = {}
        self.definition_row: dict[str, int] = {}
        self.transcripts: dict[str, int] = {}
        self.around: dict[str, Around] = {}
        self.guide = guide_of(study.transcripts.values())
        self._known = known
        self.pools = _pools(known)
        self._columns = {view: Growing(1, np.int32) for view in self.pools}
        self._meta = Growing(4, np.float32)
        self._where = Growing(3, np.int32)
        self._labels = Growing(2, np.int32)
        self._label_weights = Growing(1, np.float32)
        self._labels_of: dict[int, range] = {}
        self._codebook_read = False
        self.learn(study, lambda done, total: progress(3 * done, 4 * total))
        self.weigh()
        progress(1, 1)
        self._known = None

    def __len__(self) -> int:
        return len(self.marks)

    def weigh(self) -> None:
        """Takes document frequencies from the texts that are there now.

        Where little is coded, what is not coded tells how common a word is; where much is for each
        code, words count by how much they tell of codes.
        """
        examples = len(self) - len(self.definition_row)
        others = some_segments(self.study) if examples < _FEW else ()
        told = examples >= max(_FEW, _MANY * len(self.codes))
        for view, pool in self.pools.items():
            if view == "text":
                pool.weigh(others, self._carried() if told else None)
            else:
                pool.weigh()

    def _carried(self) -> Any:
        """How often each text carries each code, (texts, codes)."""
        from scipy.sparse import csr_matrix

        rows, codes, shares = self.labels()
        kept = shares > 0
        there = self.column("text")[rows[kept]], codes[kept]
        once = np.ones(len(there[0]), dtype=np.float32)
        return csr_matrix((once, there), shape=(len(self.pools["text"]), len(self.codes)))

    def learn(self, study: Study, progress: Progress = silent) -> dict[int, Mark]:
        """Takes over what differs in this study; returns the rows that changed, as they were."""
        before, self.study = self.study, study
        if not self._codebook_read or before.codebook is not study.codebook:
            self._read_codebook(study)
        changed = {
            name
            for key in before.files.keys() | study.files.keys()
            if before.files.get(key) is not study.files.get(key)
            for name in (key[1],)
        }
        changed |= {
            name
            for name in before.transcripts.keys() | study.transcripts.keys()
            if before.transcripts.get(name) is not study.transcripts.get(name)
        }
        rows: dict[int, Mark] = {}
        for number, name in enumerate(sorted(changed), start=1):
            old, new = before.transcripts.get(name), study.transcripts.get(name)
            if old and (new is None or new.text != old.text or new.front != old.front):
                rows |= self._forget(name)
            if new:
                rows |= self._read_transcript(new)
            progress(number, len(changed))
        return rows

    def _read_codebook(self, study: Study) -> None:
        self.codes = proposable(study.codebook)
        self.code_number = {code: number for number, code in enumerate(self.codes)}
        for code in self.codes:
            text = definition_text(study.codebook.codes[code])
            row = self.definition_row.get(code)
            if row is None or self.contexts[row].text != text:
                self.definition_row[code] = self._append(
                    Context("", Span(0, 0), text, "", "", "", ""), Mark()
                )
        if self._codebook_read:
            for row in range(len(self.marks)):
                self._label(row)
            for name in self.around.keys() & study.transcripts.keys():
                self._read_transcript(study.transcripts[name])
        self._codebook_read = True

    def _read_transcript(self, transcript: Transcript) -> dict[int, Mark]:
        name = transcript.name
        around = self.around.get(name)
        if around is None or around.transcript is not transcript:
            there = self._known.around.get(name) if self._known else None
            same = (
                there is not None and there.transcript is transcript and there.guide == self.guide
            )
            around = self.around[name] = there if there and same else Around(transcript, self.guide)
        marks, known = marks_of(self.study, name, self.coder), self.row_of.setdefault(name, {})
        rows, nothing = self._forget(name, keep=marks), Mark()
        for span, mark in marks.items():
            row = known.get(span)
            if row is None:
                row = known[span] = self._append(*self._kept(around, span, mark))
                rows[row] = nothing
            elif self.marks[row] != mark:
                rows[row], self.marks[row] = self.marks[row], mark
            else:
                continue
            self._label(row)
        return rows

    def _kept(self, around: Around, span: Span, mark: Mark) -> tuple[Context, Mark]:
        """The context of a span and its mark, those that are known already where they hold."""
        name, known = around.transcript.name, self._known
        row = known.row_of.get(name, {}).get(span) if known else None
        if known is None or row is None or known.around.get(name) is not around:
            return around.of(span), mark
        there = known.marks[row]
        return known.contexts[row], there if there == mark else mark

    def _forget(self, name: str, keep: Collection[Span] = ()) -> dict[int, Mark]:
        known = self.row_of.get(name, {})
        rows: dict[int, Mark] = {}
        for span in [s for s in known if s not in keep]:
            row = known.pop(span)
            rows[row], self.marks[row] = self.marks[row], Mark()
            self._label(row)
        return rows

    def _label(self, row: int) -> None:
        for number in self._labels_of.pop(row, ()):
            self._label_weights.now[number] = 0
        mark, first = self.marks[row], len(self._labels)
        for code in mark.codings:
            if code in self.code_number:
                self._labels.append(row, self.code_number[code])
                self._label_weights.append(mark.weight(code))
        if len(self._labels) > first:
            self._labels_of[row] = range(first, len(self._labels))

    def _append(self, context: Context, mark: Mark) -> int:
        row = len(self.marks)
        self.contexts.append(context)
        self.marks.append(mark)
        for view, pool in self.pools.items():
            self._columns[view].append(pool.add(str(getattr(context, view))))
        self._meta.append(*_meta(context))
        number = _DEFINITION
        if context.transcript:
            number = self.transcripts.setdefault(context.transcript, len(self.transcripts))
        self._where.append(number, context.span.start, context.span.end)
        return row

    def column(self, view: str) -> Ints:
        """For each row the number of its text in the pool of this view."""
        numbers: Ints = self._columns[view].now[:, 0]
        return numbers

    @property
    def where(self) -> Ints:
        """Transcript number (-1 for definitions), start and end of each row."""
        found: Ints = self._where.now
        return found

    @property
    def meta(self) -> Floats:
        """Role, logarithm of length, asking or not, and position; role -1 for definitions."""
        found: Floats = self._meta.now
        return found

    @property
    def lengths(self) -> Floats:
        """Logarithm of each row's length in units of `USUAL` characters; 0 for definitions."""
        found: Floats = self.meta[:, 1] - np.float32(_USUAL_LOG)
        return found

    def labels(self) -> tuple[Ints, Ints, Floats]:
        """All labels as (row, code number, weight); weight 0 for those taken back."""
        pairs = self._labels.now
        return pairs[:, 0], pairs[:, 1], self._label_weights.now[:, 0]

    def coded_on(self, context: Context) -> Ints:
        """Rows of codings that share words with a span: a part of it, around it, or the very same.

        They are somebody's decision on it already, and no evidence for another one.
        """
        number = self.transcripts.get(context.transcript, _DEFINITION)
        span, where = context.span, self.where
        there = (where[:, 0] == number) & (where[:, 1] < span.end) & (where[:, 2] > span.start)
        rows = [row for row in np.flatnonzero(there) if self.marks[row].codings]
        return np.array(rows, dtype=np.int32)

    def likeness(self, context: Context) -> Likeness:
        """How like every row a span is."""
        parts = {
            view: pool.similar(str(getattr(context, view)))[self.column(view)]
            for view, pool in self.pools.items()
        }
        one = _meta(context)
        return Likeness(
            **parts,
            meta=meta_likeness(one, self.meta),
            position=position_likeness(one, self.meta),
            lengths=self.lengths + np.float32(one[1] - _USUAL_LOG),
        )


def _pools(known: Evidence | None) -> dict[str, Pool]:
    """A pool for each view of texts; lines that are a question here and a neighbour there are
    counted once.
    """
    text, line = (known.pools["text"], known.pools["asked"]) if known else (None, None)
    asked = Pool(characters=False, known=line)
    return {
        "text": Pool(characters=True, known=text),
        "asked": asked,
        "before": Pool(characters=False, known=asked),
        "after": Pool(characters=False, known=asked),
    }


Meta = tuple[float, float, float, float]
"""Role, logarithm of the length, asking or not, position."""


def meta_likeness(one: Meta, rows: Floats) -> Floats:
    """Same role, like length, both asking or not: the mean of the three; 0 for definitions."""
    role, length, asks, _ = one
    like = (
        (rows[:, 0] == role).astype(np.float32)
        + np.exp(-((rows[:, 1] - length) ** 2)).astype(np.float32)
        + (rows[:, 2] == asks).astype(np.float32)
    ) / np.float32(3)
    like[(rows[:, 0] < 0) | (role < 0)] = 0
    found: Floats = like.astype(np.float32)
    return found


def position_likeness(one: Meta, rows: Floats) -> Floats:
    """1 at the same place of a transcript, down to 0; interviews by one guide run alike."""
    apart = (rows[:, 3] - np.float32(one[3])) / np.float32(_NEAR)
    like = np.exp(np.float32(-0.5) * apart * apart)
    like[(rows[:, 0] < 0) | (one[0] < 0)] = 0
    found: Floats = like.astype(np.float32)
    return found


def _meta(context: Context) -> Meta:
    """Role as a number, logarithm of the length in characters, 1.0 for a question, position."""
    if not context.transcript:
        return (-1.0, _USUAL_LOG, 0.0, 0.0)
    length, asks = math.log1p(len(context.text)), float(context.is_question)
    return float(context.role), length, asks, context.position
