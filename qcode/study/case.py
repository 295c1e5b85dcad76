"""Cases: the participants with their attributes, the rows of cases.csv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class CaseTable:
    """A row for each participant; the first column is `case`, the others are attributes."""

    columns: tuple[str, ...] = ("case",)
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Case id to its attributes, without the id; in file order."""

    def get(self, case: str) -> Mapping[str, str]:
        """The attributes of a case; empty for one that has no row."""
        return self.rows.get(case, MappingProxyType({}))

    def put(self, case: str, attributes: Mapping[str, str] | None) -> CaseTable:
        """The table with one row set, or removed by None; new attributes become columns."""
        rows = dict(self.rows)
        if attributes is None:
            rows.pop(case, None)
            return CaseTable(self.columns, rows)
        rows[case] = dict(attributes)
        added = [a for a in attributes if a not in self.columns]
        return CaseTable((*self.columns, *added), rows)
