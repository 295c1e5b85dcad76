"""What a researcher can do to links and paradigm models, each as a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qcode.study.change import Change, Put
from qcode.study.code import Link
from qcode.study.codebook import Codebook
from qcode.study.coding import CODING
from qcode.study.edits import set_codebook
from qcode.study.errors import QcodeError
from qcode.study.ids import new_id
from qcode.study.links import SYMMETRIC, ends, find_link, link_types
from qcode.study.paradigm import ROLES, Paradigm, paradigm
from qcode.study.study import Study

SUPPORTS, AGAINST = "supports", "against"


def _known(study: Study, code: str) -> str:
    """The living code of an id; a sentence when there is none."""
    ident = study.codebook.resolve(code)
    if ident not in study.codebook.codes:
        raise QcodeError(f"There is no code “{code}” in the codebook.")
    return ident


def _name(study: Study, code: str) -> str:
    known = study.codebook.codes.get(study.codebook.resolve(code))
    return known.name if known else code


def _codings(study: Study, idents: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(idents))
    for ident in found:
        place = study.find_coding(ident)
        if place is None or place[1].kind != CODING:
            raise QcodeError(
                f"There is no coding with the id {ident} in this study; `qcode codings --ids` "
                "lists them."
            )
    return found


def add_link(
    study: Study,
    source: str,
    target: str,
    type_: str,
    *,
    memo: str = "",
    supports: Iterable[str] = (),
    against: Iterable[str] = (),
) -> tuple[Change, str]:
    """A new link and its id; of two codes only one link of each type is made.

    An unknown type is taken as it is, and the study has it from then on.
    """
    type_ = " ".join(type_.split())
    if not type_:
        some = ", ".join(link_types(study.codebook))
        raise QcodeError(f"A link needs a type, such as one of {some}.")
    source, target = _known(study, source), _known(study, target)
    if source == target:
        raise QcodeError(f"“{_name(study, source)}” cannot be linked to itself.")
    _refuse_twin(study, source, target, type_)
    for_, against_ = _codings(study, supports), _codings(study, against)
    _refuse_both(for_, against_)
    ident = new_id()
    plain: dict[str, Any] = {"id": ident, "from": source, "to": target, "type": type_}
    if memo:
        plain["memo"] = memo
    if for_:
        plain[SUPPORTS] = for_
    if against_:
        plain[AGAINST] = against_
    what = f"link “{_name(study, source)}” to “{_name(study, target)}” ({type_})"
    return set_codebook(study, ("links", ident), plain, what), ident


def _refuse_twin(study: Study, source: str, target: str, type_: str, but: str = "") -> None:
    for link in study.codebook.links:
        there = ends(study.codebook, link)
        same = there == (source, target) or (type_ in SYMMETRIC and there == (target, source))
        if same and link.type == type_ and link.id != but:
            raise QcodeError(
                f"“{_name(study, source)}” and “{_name(study, target)}” have this link already "
                f"({link.type}, {link.id})."
            )


def _refuse_both(supports: Sequence[str], against: Sequence[str]) -> None:
    both = set(supports) & set(against)
    if both:
        raise QcodeError(
            f"The coding {min(both)} cannot both support and speak against the same link."
        )


def _link(study: Study, ident: str) -> Link:
    link = find_link(study.codebook, ident) if ident else None
    if link is None:
        raise QcodeError(f"There is no link with the id “{ident}”; `qcode links` lists them.")
    return link


def said(study: Study, link: Link) -> str:
    """A link as a sentence: source, type, target."""
    return f"“{_name(study, link.source)}” {link.type} “{_name(study, link.target)}”"


def remove_link(study: Study, ident: str) -> Change:
    """Takes a link away, with its evidence; the codings stay."""
    what = f"remove the link {said(study, _link(study, ident))}"
    return set_codebook(study, ("links", ident), None, what)


def edit_link(study: Study, ident: str, field: str, value: str) -> Change:
    """Sets `from`, `to`, `type` or `memo` of a link."""
    link = _link(study, ident)
    if field not in {"from", "to", "type", "memo"}:
        raise ValueError(f"a link has no field {field!r} to set")
    if field in {"from", "to"}:
        value = _known(study, value)
    value = " ".join(value.split()) if field == "type" else value
    if field == "type" and not value:
        raise QcodeError("A link needs a type.")
    source = value if field == "from" else link.source
    target = value if field == "to" else link.target
    if source == target:
        raise QcodeError(f"“{_name(study, source)}” cannot be linked to itself.")
    _refuse_twin(study, source, target, value if field == "type" else link.type, but=ident)
    what = f"set {field} of the link {said(study, link)}"
    return set_codebook(study, ("links", ident, field), value or None, what)


def turn_link(study: Study, ident: str) -> Change:
    """Turns a link round: what it came from it leads to."""
    link = _link(study, ident)
    _refuse_twin(study, link.target, link.source, link.type, but=ident)
    path = ("links", ident)
    return Change(
        f"turn the link {said(study, link)} round",
        (
            Put("codebook", (*path, "from"), link.source, link.target),
            Put("codebook", (*path, "to"), link.target, link.source),
        ),
    )


def attach(
    study: Study, owner: Sequence[str], codings: Iterable[str], side: str = SUPPORTS
) -> Change:
    """Attaches codings to a link or a proposition, on one side; they leave the other side.

    `owner` is the path of either: `("links", ID)` or `("selective", "propositions", ID)`.
    """
    if side not in {SUPPORTS, AGAINST}:
        raise ValueError(f"evidence is for or against, not {side!r}")
    found = _codings(study, codings)
    other = AGAINST if side == SUPPORTS else SUPPORTS
    now, opposite = _evidence(study, owner, side), _evidence(study, owner, other)
    puts = _set_list(study, (*owner, side), [*now, *(c for c in found if c not in now)])
    puts += _set_list(study, (*owner, other), [c for c in opposite if c not in found])
    count = "a coding" if len(found) == 1 else f"{len(found)} codings"
    verb = "in support of" if side == SUPPORTS else "against"
    return Change(f"attach {count} {verb} {_owner(study, owner)}", tuple(puts))


def detach(study: Study, owner: Sequence[str], codings: Iterable[str]) -> Change:
    """Takes codings off both sides of a link or a proposition; also those that are gone."""
    gone = set(codings)
    puts: list[Put] = []
    for side in (SUPPORTS, AGAINST):
        now = _evidence(study, owner, side)
        puts += _set_list(study, (*owner, side), [c for c in now if c not in gone])
    count = "a coding" if len(gone) == 1 else f"{len(gone)} codings"
    return Change(f"detach {count} from {_owner(study, owner)}", tuple(puts))


def _owner(study: Study, owner: Sequence[str]) -> str:
    if owner[0] == "links":
        return f"the link {said(study, _link(study, owner[1]))}"
    text = str(study.codebook.get((*owner, "text")) or owner[-1])
    return f"the proposition “{text[:40]}”"


def _evidence(study: Study, owner: Sequence[str], side: str) -> list[str]:
    if study.codebook.get(owner) is None:
        kind = "link" if owner[0] == "links" else "proposition"
        raise QcodeError(f"There is no {kind} with the id “{owner[-1]}”.")
    value = study.codebook.get((*owner, side))
    if isinstance(value, list):
        return [str(v) for v in value]
    return [value] if isinstance(value, str) and value else []


def _set_list(study: Study, path: Sequence[str], value: list[str]) -> list[Put]:
    return list(set_codebook(study, path, value or None, "").puts)


def add_paradigm(
    study: Study, phenomenon: str, *, memo: str = "", **roles: Sequence[str]
) -> tuple[Change, str]:
    """A new paradigm model around a code, and its key; `roles` are codes by the name of a box."""
    code = _known(study, phenomenon)
    ident = new_id()
    plain: dict[str, Any] = {"id": ident, "phenomenon": code}
    for role in ROLES:
        codes = list(dict.fromkeys(_known(study, c) for c in roles.get(role, ())))
        if codes:
            plain[role] = codes
    if memo:
        plain["memo"] = memo
    what = f"new paradigm model of “{_name(study, code)}”"
    return set_codebook(study, ("paradigms", ident), plain, what), ident


def _paradigm(codebook: Codebook, key: str) -> Paradigm:
    found = paradigm(codebook, key) if key else None
    if found is None:
        raise QcodeError(f"There is no paradigm model “{key}” in the codebook.")
    return found


def put_in_role(study: Study, key: str, role: str, codes: Iterable[str]) -> Change:
    """Puts codes into a box of a model, behind those that are there; they may stand in others."""
    model = _paradigm(study.codebook, key)
    found = [_known(study, code) for code in codes]
    if model.phenomenon in found:
        raise QcodeError(f"“{_name(study, model.phenomenon)}” is the phenomenon of this model.")
    value = list(dict.fromkeys([*model.codes(role), *found]))
    names = f"“{_name(study, found[0])}”" if len(found) == 1 else f"{len(found)} codes"
    what = f"put {names} under {role} of “{_name(study, model.phenomenon)}”"
    return Change(what, tuple(_set_list(study, ("paradigms", key, role), value)))


def take_from_role(study: Study, key: str, role: str, code: str) -> Change:
    """Takes a code out of a box of a model."""
    model = _paradigm(study.codebook, key)
    value = [c for c in model.codes(role) if c != code]
    what = f"take “{_name(study, code)}” from {role} of “{_name(study, model.phenomenon)}”"
    return Change(what, tuple(_set_list(study, ("paradigms", key, role), value)))


def edit_paradigm(study: Study, key: str, field: str, value: str) -> Change:
    """Sets `phenomenon` or `memo` of a model."""
    model = _paradigm(study.codebook, key)
    if field == "phenomenon":
        value = _known(study, value)
    elif field != "memo":
        raise ValueError(f"a paradigm model has no field {field!r} to set")
    what = f"set {field} of the paradigm model of “{_name(study, model.phenomenon)}”"
    plain = study.codebook.get(("paradigms", key))
    if field == "phenomenon" and not plain.get("id"):
        # It is addressed by its phenomenon, so another one needs an id to be found again by.
        ident = new_id()
        after = {"id": ident, **plain, field: value}
        return Change(
            what,
            (
                Put("codebook", ("paradigms", key), plain, None),
                Put("codebook", ("paradigms", ident), None, after),
            ),
        )
    return set_codebook(study, ("paradigms", key, field), value or None, what)


def remove_paradigm(study: Study, key: str) -> Change:
    """Takes a model away; its codes stay."""
    model = _paradigm(study.codebook, key)
    what = f"remove the paradigm model of “{_name(study, model.phenomenon)}”"
    return set_codebook(study, ("paradigms", key), None, what)
