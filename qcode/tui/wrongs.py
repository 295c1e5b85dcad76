"""What there is to tell on opening and on reading again: what is wrong, and what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qcode.i18n import n_
from qcode.sentences import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qcode.study.problems import Problem
    from qcode.study.study import Study


class Wrongs:
    """Keeps what was told, so that only what is new is told again."""

    def __init__(self) -> None:
        self._told: frozenset[Problem] = frozenset()

    def news(self, problems: Iterable[Problem]) -> str:
        """The first error that was not told yet and how many more there are; else empty."""
        errors = [p for p in problems if p.severity == "error"]
        new = [p for p in errors if p not in self._told]
        self._told = frozenset(errors)
        if not new:
            return ""
        if len(new) == 1:
            return said(new[0])
        more = n_(
            "1 more problem; qcode check lists both.",
            "{n} more problems; qcode check lists all.",
            len(new) - 1,
        )
        return f"{said(new[0])} {more}"


def asked_for(study: Study, coder: str) -> str:
    """How many changes others ask of this coder; empty when none."""
    from qcode.study.requests import open_requests

    asked = len(open_requests(study, coder))
    if not asked:
        return ""
    return n_(
        "{n} change of your {codings} is asked for; Ctrl+P, requests, shows it.",
        "{n} changes of your {codings} are asked for; Ctrl+P, requests, shows them.",
        asked,
    )
