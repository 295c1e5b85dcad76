"""What is looked at: a filter by code, coder, kind and attribute, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qcode.study.coding import Coding, CodingFile
from qcode.study.errors import QcodeError
from qcode.study.study import Study

TRANSCRIPT = "transcript"
CASE = "case"


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
                found = study.attribute(transcript, case, attribute)
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


def parse_where(study: Study, conditions: Iterable[str]) -> Filter:
    """The filter of conditions such as `role=KPM`; one attribute given twice means either value.

    `code=` and `coder=` are understood beside the attributes. An unknown attribute is an error
    that names those there are.
    """
    codes: set[str] = set()
    coders: set[str] = set()
    attributes: dict[str, set[str]] = {}
    known = {TRANSCRIPT, CASE, *study.attribute_names}
    for condition in conditions:
        name, equals, value = (part.strip() for part in condition.partition("="))
        if not equals or not name:
            raise QcodeError(
                f"“{condition}” is no condition; write ATTRIBUTE=VALUE, as in role=KPM."
            )
        if name == "code":
            ident = study.codebook.find(value)
            if ident is None:
                raise QcodeError(f"There is no code “{value}” in the codebook.")
            codes.add(ident)
        elif name == "coder":
            coders.add(value)
        elif name in known:
            attributes.setdefault(name, set()).add(value)
        else:
            some = ", ".join(sorted({"code", "coder", *known}))
            raise QcodeError(f"There is no attribute “{name}” in this study; there are: {some}.")
    return Filter(
        frozenset(codes),
        frozenset(coders),
        tuple((name, frozenset(values)) for name, values in attributes.items()),
    )
