"""A code that goes away takes nothing with it but itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qcode.session import Session
from qcode.study.clock import now
from qcode.study.codebook import Codebook
from qcode.study.edits import add_coding
from qcode.study.study import Study
from qcode.suggest.suggester import Suggester
from tests.studies import words


def suggested(suggester: Suggester, study: Study) -> list[str]:
    span = words(study, "sw", "Ada yang rajin nabung di celengan")
    return [s.code for s in suggester.suggest("sw", span, threshold=0).suggestions]


def test_after_a_code_was_unmade_the_others_are_still_suggested(root: Path):
    with Session.open(root, "ana", write=False) as session:
        study = session.study
    span = words(study, "ch", "masuk celengan")
    study = study.apply(add_coding(study, "ana", "ch", span, "menabung", at=now()))
    suggester = Suggester(study, "ana")
    assert suggested(suggester, study)[0] == "menabung"
    without = replace(study, codebook=study.codebook.set(("codes", "meminjam"), None))
    suggester.learn(without)
    assert suggested(suggester, without)[0] == "menabung"
    assert "meminjam" not in suggested(suggester, without)
    suggester.learn(replace(study, codebook=Codebook()))
    assert suggested(suggester, study) == []
    suggester.learn(study)
    assert suggested(suggester, study)[0] == "menabung"
