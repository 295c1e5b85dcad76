"""What a researcher can do to codes: make, describe, move, merge, retire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qcode.study.change import Change, Put
from qcode.study.code import CODE_FIELDS
from qcode.study.edits import set_codebook
from qcode.study.errors import QcodeError
from qcode.study.ids import slug
from qcode.study.study import Study


def add_code(
    study: Study,
    name: str,
    *,
    parent: str = "",
    source: str = "data",
    definition: str = "",
    labels: Mapping[str, str] | None = None,
) -> tuple[Change, str]:
    """A new proposed code and its id; a name that is taken is an error."""
    name = " ".join(name.split())
    if not name:
        raise QcodeError("A code needs a name.")
    taken = study.codebook.find(name)
    if taken is not None:
        raise QcodeError(f"There is a code “{name}” already ({taken}).")
    ident = slug(name, study.codebook.codes)
    plain: dict[str, Any] = {"name": name}
    if labels:
        plain["labels"] = dict(labels)
    if parent:
        plain["parent"] = parent
    if source:
        plain["source"] = source
    if definition:
        plain["definition"] = definition
    plain["status"] = "proposed"
    put = Put("codebook", ("codes", ident), None, plain)
    return Change(f"new code “{name}”", (put,)), ident


def _code(study: Study, ident: str) -> str:
    code = study.codebook.codes.get(ident)
    if code is None:
        raise QcodeError(f"There is no code “{ident}” in the codebook.")
    return code.name


def edit_code(study: Study, ident: str, field: str, value: Any, *, why: str = "") -> Change:
    """Sets one field of a code, or removes it by None; a name must not be taken."""
    name = _code(study, ident)
    if field not in CODE_FIELDS:
        raise ValueError(f"a code has no field {field!r}")
    if field == "name":
        value = " ".join(str(value).split())
        if not value:
            raise QcodeError("A code needs a name.")
        if study.codebook.find(value) not in (None, ident):
            raise QcodeError(f"There is a code “{value}” already.")
    what = f"rename “{name}” to “{value}”" if field == "name" else f"set {field} of “{name}”"
    return set_codebook(study, ("codes", ident, field), value, what, why=why)


def move_codes(study: Study, idents: Iterable[str], parent: str) -> Change:
    """Puts codes under a category (or at the root by ''); never below themselves."""
    idents = tuple(idents)
    if parent:
        _code(study, parent)
    puts: list[Put] = []
    for ident in idents:
        name = _code(study, ident)
        if parent in study.codebook.below(ident):
            raise QcodeError(f"“{name}” cannot go below itself.")
        path = ("codes", ident, "parent")
        before = study.codebook.get(path)
        if (before or "") != parent:
            puts.append(Put("codebook", path, before, parent or None))
            puts += set_codebook(study, ("codes", ident, "order"), None, "").puts
    names = f"“{_code(study, idents[0])}”" if len(idents) == 1 else f"{len(idents)} codes"
    where = f"under “{_code(study, parent)}”" if parent else "to the root"
    return Change(f"move {names} {where}", tuple(puts))


def merge_codes(study: Study, gone: str, into: str, *, why: str = "") -> Change:
    """Retires a code in favour of another: its codings are read as the other's from then on."""
    name, target = _code(study, gone), _code(study, into)
    if study.codebook.resolve(into) == gone or into in study.codebook.below(gone):
        raise QcodeError(f"“{name}” cannot be merged into “{target}”, which is below it.")
    puts = [
        *set_codebook(study, ("codes", gone, "status"), "retired", "").puts,
        *set_codebook(study, ("codes", gone, "merged_into"), into, "").puts,
    ]
    for child in study.codebook.children.get(gone, ()):
        puts += set_codebook(study, ("codes", child, "parent"), into, "").puts
    return Change(f"merge “{name}” into “{target}”", tuple(puts), why)


def retire_code(study: Study, ident: str, *, why: str = "") -> Change:
    """Says that nothing new is to be coded with it; its codings stay."""
    what = f"retire “{_code(study, ident)}”"
    return set_codebook(study, ("codes", ident, "status"), "retired", what, why=why)
