"""From rows of a codebook table to codes: any order, parents by name or id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from qcode.exchange.intake.taken import Taken
from qcode.exchange.tables.incoming import CodeRow
from qcode.study.change import Change, Put
from qcode.study.code import CODE_FIELDS, code_from_plain
from qcode.study.codebook import Codebook
from qcode.study.errors import QcodeError
from qcode.study.ids import slug
from qcode.study.problems import Problem
from qcode.study.study import Study


class NewCodes:
    """Codes on their way into a codebook, found together with those that are there."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.plain: dict[str, dict[str, Any]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._hashes: dict[str, str] = {}

    def find(self, given: str) -> str | None:
        """The id of a code given by id or name, old or new; an ambiguous name is an error."""
        found = self.codebook.find(given)
        if found is not None:
            return found
        if given in self.plain:
            return given
        same = self._by_name.get(given.casefold(), [])
        exact = [i for i in same if self.plain[i]["name"] == given]
        same = exact or same
        if len(same) > 1:
            raise QcodeError(f"The code name “{given}” is ambiguous: {' or '.join(same)}.")
        return same[0] if same else None

    def add(self, name: str, ident: str = "") -> str:
        """A new proposed code under no parent; returns its id, the wished one where it is free."""
        taken = {*self.codebook.codes, *self.plain}
        if not ident or ident in taken or slug(ident) != ident:
            ident = slug(name, taken)
        self.plain[ident] = {"name": name, "status": "proposed"}
        self._by_name.setdefault(name.casefold(), []).append(ident)
        return ident

    def parent_of(self, ident: str) -> str:
        """The parent of a code, old or new; empty for a root."""
        if ident in self.plain:
            return str(self.plain[ident].get("parent") or "")
        return self.codebook.parents.get(ident, "")

    def definition_hash(self, ident: str) -> str:
        """The hash of what the code means."""
        if ident not in self._hashes:
            code = self.codebook.codes.get(ident) or code_from_plain(ident, self.plain[ident])
            self._hashes[ident] = code.definition_hash
        return self._hashes[ident]

    def puts(self) -> tuple[Put, ...]:
        """The puts that make the new codes, each after its parent."""
        done: dict[str, Put] = {}
        for ident in self.plain:
            for one in reversed([ident, *self._new_above(ident)]):
                if one not in done:
                    plain = self.plain[one]
                    ordered = {f: plain[f] for f in CODE_FIELDS if plain.get(f)}
                    done[one] = Put("codebook", ("codes", one), None, ordered)
        return tuple(done.values())

    def _new_above(self, ident: str) -> Iterator[str]:
        while (ident := self.parent_of(ident)) in self.plain:
            yield ident


class _CodebookIntake:
    """One table of codes on its way into a study."""

    def __init__(self, study: Study, rows: Sequence[CodeRow], source: str) -> None:
        self.study = study
        self.rows = rows
        self.source = source
        self.new = NewCodes(study.codebook)
        self.idents: list[str] = []
        self.moved: dict[str, str] = {}
        self.fills: list[Put] = []
        self.created: list[str] = []
        self.notes: list[str] = []
        self.problems: list[Problem] = []

    def take(self) -> Taken:
        """Everything that the table brings."""
        self._leave_out_repeated()
        for row in self.rows:
            self.idents.append(self._code_of(row))
        for row, ident in zip(self.rows, self.idents, strict=True):
            self._set_parent(row, ident)
            self._set_fields(row, ident)
        added = [str(plain["name"]) for plain in self.new.plain.values()]
        filled = {put.key[1] for put in self.fills}
        known = [i for i in dict.fromkeys(self.idents) if i not in self.new.plain]
        what = f"import the codebook {self.source}"
        return Taken(
            Change(what, (*self.new.puts(), *self.fills)),
            tuple(name for name in added if name not in self.created),
            sum(1 for i in known if i not in filled),
            tuple(self.created),
            tuple(self.notes),
            tuple(self.problems),
        )

    def _leave_out_repeated(self) -> None:
        """Lists rows that name a code again under the same parent, and names of several codes."""
        lines: dict[tuple[str, ...], int] = {}
        kept: list[CodeRow] = []
        for row in self.rows:
            name, parent = " ".join(row.name.split()), " ".join(row.parent.split())
            first = lines.setdefault((name, parent, row.id), row.line)
            if first == row.line:
                kept.append(row)
                continue
            self._left(
                row,
                f"“{name}” stands here again under the same parent, as in line {first}; give one "
                "of the two another name or remove it.",
            )
        self.rows = kept
        names = Counter(" ".join(row.name.split()) for row in kept)
        self.notes += [
            f"{count} codes are called “{name}”; a table of codings must name them by their id."
            for name, count in names.items()
            if count > 1
        ]

    def _code_of(self, row: CodeRow) -> str:
        """The code that a row means, made where it is not there."""
        codebook = self.study.codebook
        if row.id and row.id in codebook.codes:
            return codebook.resolve(row.id)
        name = " ".join(row.name.split())
        same = [i for i, c in codebook.codes.items() if c.name == name and not c.merged_into]
        beside = [i for i in same if self._says(i, row.parent)]
        if len(beside) == 1:
            return beside[0]
        twice = sum(1 for other in self.rows if " ".join(other.name.split()) == name) > 1
        if len(same) == 1 and not twice:
            return same[0]
        if not twice:
            try:
                found = self.new.find(name)
            except QcodeError:
                found = None
            if found is not None:
                return found
        return self.new.add(name, row.id)

    def _says(self, ident: str, parent: str) -> bool:
        """Whether the code stands under the parent that a row names."""
        above = self.study.codebook.parents.get(ident, "")
        code = self.study.codebook.codes.get(above)
        return parent in {above, code.name} if code else not parent

    def _set_parent(self, row: CodeRow, ident: str) -> None:
        if not row.parent:
            return
        try:
            parent = self._parent_of(row)
        except QcodeError as error:
            self._left(row, f"{error} “{row.name}” has no parent until then.")
            return
        present = self.moved.get(ident) or self.new.parent_of(ident)
        if present == parent:
            return
        if present:
            self._kept(row.name, "parent")
        elif ident == parent or ident in self._above(parent):
            self._left(
                row,
                f"“{row.name}” would be above itself through its parent “{row.parent}”; correct "
                "the parent. It has none until then.",
            )
        elif ident in self.new.plain:
            self.new.plain[ident]["parent"] = parent
        else:
            self.moved[ident] = parent
            self._fill(ident, "parent", parent)

    def _parent_of(self, row: CodeRow) -> str:
        name = " ".join(row.parent.split())
        inside = {
            ident
            for other, ident in zip(self.rows, self.idents, strict=True)
            if row.parent == other.id or " ".join(other.name.split()) == name
        }
        if len(inside) == 1:
            return inside.pop()
        found = self.new.find(row.parent) or self.new.find(name)
        if found is None:
            found = self.new.add(name)
            self.created.append(name)
        return found

    def _above(self, ident: str) -> set[str]:
        found: set[str] = set()
        while (ident := self.moved.get(ident) or self.new.parent_of(ident)) and ident not in found:
            found.add(ident)
        return found

    def _set_fields(self, row: CodeRow, ident: str) -> None:
        fields: dict[str, Any] = {"definition": row.definition, **row.more}
        if "also" in fields:
            fields["also"] = self._also(row, fields["also"])
        for field, value in fields.items():
            if not value:
                continue
            if ident in self.new.plain:
                self.new.plain[ident][field] = value
                continue
            present = self.study.codebook.get(("codes", ident, field))
            if not present:
                self._fill(ident, field, value)
            elif present != value:
                self._kept(row.name, field)

    def _also(self, row: CodeRow, names: Sequence[str]) -> list[str]:
        found = []
        for name in names:
            try:
                ident = self.new.find(name)
            except QcodeError:
                ident = None
            if ident is None:
                self._left(row, f"the further category “{name}” is no code; add it to the table.")
            else:
                found.append(ident)
        return found

    def _fill(self, ident: str, field: str, value: Any) -> None:
        path = ("codes", ident, field)
        self.fills.append(Put("codebook", path, self.study.codebook.get(path), value))

    def _kept(self, name: str, field: str) -> None:
        self.notes.append(f"“{name}” keeps the {field} that it has; the table says another.")

    def _left(self, row: CodeRow, message: str) -> None:
        self.problems.append(Problem(self.source, message, row.line))


def take_codebook(study: Study, rows: Sequence[CodeRow], source: str) -> Taken:
    """The codes of a table: new ones are made, empty fields of known ones filled, nothing replaced.

    `source` names the table in messages. A parent that is nowhere is made as a proposed code.
    """
    return _CodebookIntake(study, rows, source).take()
