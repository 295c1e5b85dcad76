"""What is counted for the screen of selective coding, apart from the screen so that keys go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qcode.study.errors import QcodeError
from qcode.study.phase import Left, what_is_left
from qcode.study.selective import candidate_codes
from qcode.study.selective_edits import theory_of
from qcode.study.study import Study

if TYPE_CHECKING:
    from qcode.analysis.core import Candidate
    from qcode.analysis.coverage import Coverage
    from qcode.study.saturation import Saturation


@dataclass(frozen=True)
class Survey:
    """The numbers of every candidate, and where the study stands."""

    candidates: Mapping[str, Candidate]
    coverage: Coverage | None
    """Of what was chosen; None when nothing is."""
    saturation: Saturation | None
    left: Left


def survey(study: Study, more: Iterable[str] = ()) -> Survey:
    """Counts all of it, and of `more` codes what the data say of them as candidates.

    About a second for 50,000 codings, so call it in a thread.
    """
    from qcode.analysis.core import candidates
    from qcode.analysis.coverage import coverage
    from qcode.analysis.saturation import saturation

    chosen = theory_of(study)
    codes = dict.fromkeys([*(code for code, _ in candidate_codes(study.codebook)), *more])
    try:
        reached = saturation(study)
    except QcodeError:
        reached = None
    return Survey(
        {one.code: one for one in candidates(study, codes)} if codes else {},
        coverage(study, chosen) if chosen else None,
        reached,
        what_is_left(study),
    )


def same_ground(one: Study | None, other: Study) -> bool:
    """Whether two states of a study give the same numbers, so that none need be counted again."""
    if one is None:
        return False
    if one is other:
        return True
    return (
        one.files is other.files
        and one.transcripts is other.transcripts
        and one.cases is other.cases
        and one.codebook.codes == other.codebook.codes
        and one.codebook.links == other.codebook.links
        and theory_of(one) == theory_of(other)
        and _propositions(one) == _propositions(other)
    )


def _propositions(study: Study) -> object:
    part = study.codebook.plain.get("selective")
    return part.get("propositions") if isinstance(part, dict) else None
