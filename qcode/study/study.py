"""A study: everything in its folder as one frozen value; a change makes a new one that shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from qcode.study.case import CaseTable
from qcode.study.change import Change, Put
from qcode.study.codebook import Codebook
from qcode.study.coding import Coding, CodingFile, coding_from_plain, coding_to_plain
from qcode.study.errors import ConflictError
from qcode.study.memo import Memo, memo_from_plain, memo_to_plain
from qcode.study.naming import no_transcript
from qcode.study.problems import Problem
from qcode.study.transcript import Transcript


@dataclass(frozen=True)
class Study:
    """The codebook, the transcripts, the codings of every coder, memos and cases."""

    codebook: Codebook = field(default_factory=Codebook)
    transcripts: Mapping[str, Transcript] = field(default_factory=dict)
    files: Mapping[tuple[str, str], CodingFile] = field(default_factory=dict)
    """Codings by (coder, transcript)."""
    memos: Mapping[str, Memo] = field(default_factory=dict)
    cases: CaseTable = field(default_factory=CaseTable)
    problems: Sequence[Problem] = field(default=(), compare=False)
    unread: frozenset[str] = field(default=frozenset(), compare=False)
    """Files, relative to the study, that are there and could not be read; what they hold is
    unknown. A folder stands for all that is in it."""

    @cached_property
    def coders(self) -> tuple[str, ...]:
        """Everyone who coded something, in order of name."""
        return tuple(sorted({coder for coder, _ in self.files}))

    def unknown(self, place: str) -> bool:
        """Whether this file, or a file in this folder, could not be read."""
        here = f"{place}/"
        return any(f"{f}/".startswith(here) or here.startswith(f"{f}/") for f in self.unread)

    def file(self, coder: str, transcript: str) -> CodingFile:
        """The codings of one coder on one transcript; an empty file when there are none."""
        found = self.files.get((coder, transcript))
        return found or CodingFile(coder, transcript)

    def files_of(self, transcript: str) -> list[CodingFile]:
        """The codings of all coders on one transcript."""
        return [f for (_, name), f in self.files.items() if name == transcript]

    def codings(
        self,
        *,
        code: str | None = None,
        coder: str | None = None,
        transcript: str | None = None,
    ) -> Iterator[tuple[CodingFile, Coding]]:
        """The placed codings, file by file in order of transcript and coder.

        `code` is a resolved id: codings of codes merged into it are among them.
        """
        for file in self.files_in_order:
            if (coder is None or file.coder == coder) and transcript in (None, file.transcript):
                for coding in file.codings:
                    if code is None or self.codebook.resolve(coding.code) == code:
                        yield file, coding

    @cached_property
    def files_in_order(self) -> tuple[CodingFile, ...]:
        """Files of transcripts that are there, by transcript and coder."""
        known = [f for f in self.files.values() if f.transcript in self.transcripts]
        return tuple(sorted(known, key=lambda f: (f.transcript, f.coder)))

    @cached_property
    def counts(self) -> Counter[str]:
        """Placed codings by resolved code id, all coders."""
        total: Counter[str] = Counter()
        for code, count in self._written.items():
            total[self.codebook.resolve(code)] += count
        return total

    @cached_property
    def _written(self) -> Mapping[str, int]:
        """Placed codings by code id as it stands in the files; `apply` hands it on."""
        written: dict[str, int] = {}
        for file in self.files_in_order:
            _count(written, file, 1)
        return written

    def _counted_like(self, before: Study, changed: Iterable[tuple[str, str]]) -> Study:
        """This study, with counts taken from the one before those files changed."""
        if before.transcripts.keys() != self.transcripts.keys() or "_written" not in vars(before):
            return self
        written = dict(before._written)
        for key in changed:
            if key[1] in self.transcripts:
                _count(written, before.files.get(key), -1)
                _count(written, self.files.get(key), 1)
        vars(self)["_written"] = {code: count for code, count in written.items() if count}
        return self

    @cached_property
    def rolled_counts(self) -> Mapping[str, int]:
        """Codings of a code and of all codes below it."""
        rolled: Counter[str] = Counter()
        for code, count in self.counts.items():
            rolled[code] += count
            for above in self.codebook.ancestors(code):
                rolled[above] += count
        return MappingProxyType(rolled)

    def find_coding(self, ident: str) -> tuple[CodingFile, Coding] | None:
        """The line with this id, placed or not, of any kind."""
        for file in self.files.values():
            if ident in file.by_id:
                return file, file.by_id[ident]
        return None

    def unplaced(self) -> list[tuple[CodingFile, Coding]]:
        """All codings that wait for a person to place them."""
        return [(f, c) for f in self.files_in_order for c in f.unplaced]

    def without_place(self) -> list[tuple[CodingFile, Coding]]:
        """All lines without a place, refused suggestions and marks of reading among them."""
        return [(f, c) for f in self.files_in_order for c in f.without_place]

    def transcript(self, name: str) -> Transcript:
        """The transcript of this name, or a sentence that names those there are."""
        found = self.transcripts.get(name)
        if found is None:
            raise no_transcript(name, self.transcripts)
        return found

    def attribute(self, transcript: str, case: str, name: str) -> str:
        """A participant's attribute: from the case's row, else from the transcript."""
        value = self.cases.get(case).get(name, "")
        return value or self.transcripts[transcript].attributes.get(name, "")

    @cached_property
    def attribute_names(self) -> tuple[str, ...]:
        """All attributes of transcripts and cases, in order of first sight."""
        names: dict[str, None] = {}
        for transcript in self.transcripts.values():
            names.update(dict.fromkeys(transcript.attributes))
        names.update(dict.fromkeys(c for c in self.cases.columns if c != "case"))
        return tuple(names)

    def apply(self, change: Change) -> Study:
        """The study after the change; a ConflictError when a value is not what it expects."""
        study = self
        files: dict[tuple[str, str], list[Put]] = {}
        for put in change.puts:
            if put.kind == "coding":
                files.setdefault((put.key[0], put.key[1]), []).append(put)
            else:
                study = _APPLY[put.kind](study, put)
        if files:
            changed = dict(study.files)
            for key, puts in files.items():
                file = _put_codings(study, study.file(*key), puts)
                if file.items:
                    changed[key] = file
                else:
                    changed.pop(key, None)
            study = replace(study, files=changed)
        return study._counted_like(self, files)

    def value(self, put: Put) -> Any:
        """What stands now where the put would write, in the form of its before and after."""
        return _VALUE[put.kind](self, put)


def _count(written: dict[str, int], file: CodingFile | None, sign: int) -> None:
    for code, count in file.counts.items() if file else ():
        written[code] = written.get(code, 0) + sign * count


def transcript_to_plain(transcript: Transcript) -> dict[str, Any]:
    """The transcript as JSON-able data, as a change in the journal holds it."""
    return {"front": dict(transcript.front), "text": transcript.text}


def _value_of_coding(study: Study, put: Put) -> Any:
    coding = study.file(put.key[0], put.key[1]).by_id.get(put.key[2])
    return coding_to_plain(coding) if coding else None


def _value_of_memo(study: Study, put: Put) -> Any:
    memo = study.memos.get(put.key[0])
    return memo_to_plain(memo) if memo else None


def _value_of_case(study: Study, put: Put) -> Any:
    return _filled(study.cases.rows.get(put.key[0]))


def _value_of_transcript(study: Study, put: Put) -> Any:
    transcript = study.transcripts.get(put.key[0])
    return transcript_to_plain(transcript) if transcript else None


def _value_of_front(study: Study, put: Put) -> Any:
    transcript = study.transcripts.get(put.key[0])
    return transcript.front.get(put.key[1]) if transcript else None


def _value_of_text(study: Study, put: Put) -> Any:
    transcript, start = study.transcripts.get(put.key[0]), int(put.key[1])
    if transcript is None:
        return None
    text, end = transcript.text, start + len(put.before)
    for before, behind in (put.key[2:4],) if len(put.key) > 3 else ():
        if text[max(0, start - len(before)) : start] != before or not text.startswith(behind, end):
            return None  # the same words may stand here by chance, but it is another place
    return text[start:end]


def expected(put: Put) -> Any:
    """The put's `before` in the form of `Study.value`."""
    return _filled(put.before) if put.kind == "case" else put.before


def _filled(row: Mapping[str, str] | None) -> dict[str, str] | None:
    """A row without its empty cells, which a table has for every column and a change may not."""
    return None if row is None else {name: cell for name, cell in row.items() if cell}


def _check(study: Study, put: Put) -> None:
    now = study.value(put)
    if now != expected(put):
        raise ConflictError(f"{_subject(put)} is no longer as this change expects it.")


def _subject(put: Put) -> str:
    if put.kind == "coding":
        return f"The coding {put.key[2]} of {put.key[0]} on {put.key[1]}"
    if put.kind == "codebook":
        return f"“{' / '.join(put.key)}” in the codebook"
    return f"The {put.kind} “{' / '.join(put.key[:2])}”"


def _put_codings(study: Study, file: CodingFile, puts: list[Put]) -> CodingFile:
    by_id = dict(file.by_id)
    for put in puts:
        now = by_id.get(put.key[2])
        if (coding_to_plain(now) if now else None) != put.before:
            raise ConflictError(f"{_subject(put)} is no longer as this change expects it.")
        if put.after is None:
            by_id.pop(put.key[2], None)
        else:
            by_id[put.key[2]] = coding_from_plain(put.after)
    gone = {p.key[2] for p in puts}
    added = [c for ident in gone if (c := by_id.get(ident)) is not None]
    transcript = study.transcripts.get(file.transcript)
    sha = transcript.sha if transcript else file.sha
    after = file.put_many(gone, added)
    return after if after.sha == sha else replace(after, sha=sha)


def _put_codebook(study: Study, put: Put) -> Study:
    _check(study, put)
    return replace(study, codebook=study.codebook.set(put.key, put.after))


def _put_memo(study: Study, put: Put) -> Study:
    _check(study, put)
    memos = dict(study.memos)
    if put.after is None:
        del memos[put.key[0]]
    else:
        memos[put.key[0]] = memo_from_plain(put.key[0], put.after)
    return replace(study, memos=memos)


def _put_case(study: Study, put: Put) -> Study:
    _check(study, put)
    return replace(study, cases=study.cases.put(put.key[0], put.after))


def _put_transcript(study: Study, put: Put) -> Study:
    _check(study, put)
    transcripts = dict(study.transcripts)
    if put.after is None:
        del transcripts[put.key[0]]
    else:
        transcripts[put.key[0]] = Transcript(put.key[0], put.after["text"], put.after["front"])
    return replace(study, transcripts=transcripts)


def _put_front(study: Study, put: Put) -> Study:
    _check(study, put)
    changed = study.transcript(put.key[0]).with_field(put.key[1], put.after)
    return replace(study, transcripts={**study.transcripts, changed.name: changed})


def _put_text(study: Study, put: Put) -> Study:
    _check(study, put)
    transcript, start = study.transcript(put.key[0]), int(put.key[1])
    text = transcript.text[:start] + put.after + transcript.text[start + len(put.before) :]
    changed = transcript.with_text(text)
    return replace(study, transcripts={**study.transcripts, changed.name: changed})


_APPLY: Mapping[str, Callable[[Study, Put], Study]] = {
    "codebook": _put_codebook,
    "memo": _put_memo,
    "case": _put_case,
    "transcript": _put_transcript,
    "front": _put_front,
    "text": _put_text,
}

_VALUE: Mapping[str, Callable[[Study, Put], Any]] = {
    "codebook": lambda study, put: study.codebook.get(put.key),
    "coding": _value_of_coding,
    "memo": _value_of_memo,
    "case": _value_of_case,
    "transcript": _value_of_transcript,
    "front": _value_of_front,
    "text": _value_of_text,
}
