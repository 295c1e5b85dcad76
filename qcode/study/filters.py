"""What is looked at: a filter by code, coder, kind and attribute, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qcode.study.coding import Coding, CodingFile
from qcode.study.errors import QcodeError, UnknownNameError
from qcode.study.naming import code_named, coder_named, listed, meant, transcript_named
from qcode.study.settings import blind_coders
from qcode.study.study import Study

CODE = "code"
CODER = "coder"
TRANSCRIPT = "transcript"
CASE = "case"
KIND = "kind"


@dataclass(frozen=True)
class Filter:
    """Everything passes an empty field; within a field any value is enough, all fields must hold.

    A code takes in the codes below it. An attribute is one of the transcript, of the case whose
    words the coding covers, or the words `transcript` and `case` themselves.
    """

    codes: frozenset[str] = frozenset()
    coders: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, frozenset[str]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.codes or self.coders or self.attributes)

    def wanted_codes(self, study: Study) -> frozenset[str]:
        """The codes with all codes below them; empty when every code is wanted."""
        return frozenset(below for c in self.codes for below in study.codebook.below(c))

    def matches_transcript(self, study: Study, name: str) -> bool:
        """Whether the transcript, or somebody who speaks in it, has the attributes."""
        cases = study.transcripts[name].cases or ("",)
        return any(self.matches_case(study, name, case) for case in cases)

    def matches_case(self, study: Study, transcript: str, case: str) -> bool:
        """Whether one participant in one transcript has the attributes."""
        for attribute, values in self.attributes:
            if attribute == TRANSCRIPT:
                found = transcript
            elif attribute == CASE:
                found = case
            else:
                found = value_of(study, transcript, case, attribute)
            if found not in values:
                return False
        return True

    def matches_coding(self, study: Study, file: CodingFile, coding: Coding) -> bool:
        """Whether a placed coding passes every field."""
        if self.coders and file.coder not in self.coders:
            return False
        if self.codes and study.codebook.resolve(coding.code) not in self.wanted_codes(study):
            return False
        if not self.attributes:
            return True
        transcript = study.transcripts[file.transcript]
        cases = transcript.cases_in(coding.span) or ("",)
        return any(self.matches_case(study, file.transcript, case) for case in cases)

    def codings(self, study: Study) -> Iterator[tuple[CodingFile, Coding]]:
        """The placed codings that pass, by transcript and coder."""
        codes = self.wanted_codes(study)
        for file in study.files_in_order:
            if self.coders and file.coder not in self.coders:
                continue
            for coding in file.codings:
                if codes and study.codebook.resolve(coding.code) not in codes:
                    continue
                if not self.attributes or self.matches_coding(study, file, coding):
                    yield file, coding

    def sentences(self) -> tuple[str, ...]:
        """What is filtered, such as `role=KPM`; for titles and exports."""
        found = [f"code={c}" for c in sorted(self.codes)]
        found += [f"coder={c}" for c in sorted(self.coders)]
        found += [f"{name}={v}" for name, values in self.attributes for v in sorted(values)]
        return tuple(found)


def parse_where(
    study: Study,
    conditions: Iterable[str],
    coders: Iterable[str] = (),
    known: Iterable[str] = (),
) -> Filter:
    """The filter of conditions such as `role=KPM`; one attribute given twice means either value.

    `code=` and `coder=` are understood beside the attributes; coders may also be given as they
    are. Names and values are taken whatever their case and accents. An UnknownNameError names what
    there is for an attribute, value, code or coder that does not occur; `known` are coders of whom
    the study itself may hold nothing. An empty value stands for those without one.
    """
    codes: set[str] = set()
    wanted = list(coders)
    attributes: dict[str, set[str]] = {}
    names = sorted({CODE, CODER, TRANSCRIPT, CASE, KIND, *study.attribute_names})
    for condition in conditions:
        given, equals, value = (part.strip() for part in condition.partition("="))
        if not equals or not given:
            raise QcodeError(
                f"“{condition}” is no condition; write ATTRIBUTE=VALUE, as in role=KPM."
            )
        name = meant(given, names)
        if name is None:
            some = listed(given, names)
            raise UnknownNameError(
                f"There is no attribute “{given}” in this study; there are: {some}."
            )
        if name == CODE:
            codes.add(code_named(value, study.codebook))
        elif name == CODER:
            wanted.append(value)
        else:
            attributes.setdefault(name, set()).add(_value_meant(study, name, value))
    people = sorted({*known_coders(study), *known}) if wanted else ()
    return Filter(
        frozenset(codes),
        frozenset(coder_named(one, people) for one in wanted),
        tuple((name, frozenset(values)) for name, values in attributes.items()),
    )


def known_coders(study: Study) -> tuple[str, ...]:
    """Everyone of whom the study knows that they code or write in it, in order of name."""
    authors = {memo.by for memo in study.memos.values() if memo.by}
    return tuple(sorted({*study.coders, *authors, *blind_coders(study.codebook)}))


def value_of(study: Study, transcript: str, case: str, name: str) -> str:
    """An attribute of one participant in one transcript; a transcript is always of some kind."""
    found = study.attribute(transcript, case, name)
    return study.transcripts[transcript].kind if not found and name == KIND else found


def _value_meant(study: Study, name: str, given: str) -> str:
    if name == TRANSCRIPT:
        return transcript_named(given, study.transcripts)
    values = _values(study, name)
    found = meant(given, values) if given else given
    if found is None:
        some = listed(given, values)
        raise UnknownNameError(
            f"No transcript and no participant has {name}={given}; there are: {some}."
        )
    return found


def _values(study: Study, name: str) -> list[str]:
    """The values of an attribute that occur, in order; nothing for those without one."""
    pairs = [(t, case) for t, source in study.transcripts.items() for case in source.cases or ("",)]
    if name == CASE:
        found = {case for _, case in pairs} | set(study.cases.rows)
    else:
        found = {value_of(study, t, case, name) for t, case in pairs}
        found |= {row.get(name, "") for row in study.cases.rows.values()}
    return sorted(found - {""})
