"""From rows of a codings table to codings of their coders, at their places in the study's texts."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.exchange.intake.codes import NewCodes
from qcode.exchange.intake.quote_places import QuotePlaces
from qcode.exchange.intake.taken import Taken, named, no_transcript
from qcode.exchange.reading.names import safe_name
from qcode.exchange.tables.incoming import CodingRow
from qcode.study.change import Change, Put
from qcode.study.coding import coding_to_plain, make_coding
from qcode.study.errors import QcodeError
from qcode.study.ids import twin_of
from qcode.study.problems import Problem
from qcode.study.spans import Span
from qcode.study.study import Study


class _CodingIntake:
    """One table of codings on its way into a study."""

    def __init__(self, study: Study, source: str, coder: str, at: str) -> None:
        self.study = study
        self.source = source
        self.coder = coder
        self.at = at
        self.codes = NewCodes(study.codebook)
        self.puts: list[Put] = []
        self.unchanged = 0
        self.notes: dict[str, None] = {}
        self.problems: list[Problem] = []
        self._places: dict[str, QuotePlaces] = {}
        self._known: dict[tuple[str, str], set[tuple[str, int, int]]] = {}
        self._coders: dict[str, str] = {"": coder}
        self._twins: dict[str, str] = {coder: ""}
        self._idents: dict[str, str] = {}

    def take(self, row: CodingRow) -> None:
        """Takes one row, or lists why not."""
        transcript = named(self.study.transcripts, row.transcript, safe_name(row.transcript))
        if transcript is None:
            self._left(row, f"{no_transcript(self.study, row.transcript)}.")
            return
        span = self._span(row, transcript)
        if isinstance(span, str):
            self._left(row, f"“{_shortened(row.quote)}” is left out: {span}.")
            return
        coder = self._coder(row.coder)
        if twin := self._twins[coder]:
            self._left(
                row,
                f"there is a coder “{twin}” already, and “{coder}” differs from it only in case or "
                "in how accents are written; correct the coder in the table.",
            )
            return
        try:
            code = self._code(row.code)
        except QcodeError as error:
            self._left(row, str(error))
            return
        self._put(coder, transcript, span, code, row.memo)

    def _put(self, coder: str, transcript: str, span: Span, code: str, memo: str) -> None:
        known = self._known_of(coder, transcript)
        key = (code, span.start, span.end)
        if key in known:
            self.unchanged += 1
            return
        known.add(key)
        coding = make_coding(
            self.study.transcripts[transcript].text,
            span,
            code,
            at=self.at,
            origin="imported",
            definition=self.codes.definition_hash(code),
            memo=memo,
        )
        key_of = (coder, transcript, coding.id)
        self.puts.append(Put("coding", key_of, None, coding_to_plain(coding)))

    def _known_of(self, coder: str, transcript: str) -> set[tuple[str, int, int]]:
        key = (coder, transcript)
        if key not in self._known:
            resolve = self.study.codebook.resolve
            self._known[key] = {
                (resolve(c.code), c.span.start, c.span.end)
                for c in self.study.file(coder, transcript).codings
            }
        return self._known[key]

    def _span(self, row: CodingRow, transcript: str) -> Span | str:
        text = self.study.transcripts[transcript].text
        if row.start is not None and row.end is not None:
            there = row.end <= len(text)
            if there and row.quote in {"", text[row.start : row.end]}:
                return Span(row.start, row.end)
            if not row.quote:
                return f"{row.end} is beyond the text of {len(text)} characters"
        if transcript not in self._places:
            self._places[transcript] = QuotePlaces(self.study.transcripts[transcript])
        found = self._places[transcript].find(row.quote)
        if isinstance(found, str) and row.start is not None:
            return f"other words stand at {row.start}:{row.end}, and {found}"
        return found

    def _code(self, given: str) -> str:
        name = " ".join(given.split())
        if name not in self._idents:
            self._idents[name] = self.codes.find(name) or self.codes.add(name)
        return self._idents[name]

    def _coder(self, given: str) -> str:
        if given not in self._coders:
            self._coders[given] = safe_name(given)
            if self._coders[given] != given:
                self.notes[f"The coder “{given}” is written as {self._coders[given]}."] = None
        coder = self._coders[given]
        if coder not in self._twins:
            there = self.study.coders
            known = (*there, *(c for c, twin in self._twins.items() if not twin))
            self._twins[coder] = "" if coder in there else twin_of(coder, known)
        return coder

    def _left(self, row: CodingRow, message: str) -> None:
        self.problems.append(Problem(self.source, message, row.line))


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


def take_codings(
    study: Study, rows: Sequence[CodingRow], source: str, coder: str, *, at: str
) -> Taken:
    """The codings of a table; one that is there already (coder, place, code) changes nothing.

    Places count where the words agree; else the words are looked for. Unknown codes are made as
    proposed. Rows that name no coder go to `coder`; `source` names the table in messages.
    """
    intake = _CodingIntake(study, source, coder, at)
    for row in rows:
        intake.take(row)
    made = tuple(str(plain["name"]) for plain in intake.codes.plain.values())
    return Taken(
        Change(f"import the codings {source}", (*intake.codes.puts(), *intake.puts)),
        tuple(put.key[2] for put in intake.puts),
        intake.unchanged,
        made,
        tuple(intake.notes),
        tuple(intake.problems),
    )
