"""Arranging codes: categories made of several, splits, second categories, order, dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qcode.study.change import Change, Put
from qcode.study.code import ORDERS, order_key
from qcode.study.code_edits import add_code, edit_code, move_codes
from qcode.study.edits import annotate, recode, set_codebook, together
from qcode.study.errors import QcodeError
from qcode.study.ids import new_id
from qcode.study.proposals import Verdict, find_verdict
from qcode.study.study import Study


def _name(study: Study, code: str) -> str:
    known = study.codebook.codes.get(code)
    if known is None:
        raise QcodeError(f"There is no code “{code}” in the codebook.")
    return known.name


def make_category(
    study: Study, name: str, codes: Iterable[str], *, parent: str = "", definition: str = ""
) -> tuple[Change, str]:
    """A new category with codes moved under it, in one change; and its id."""
    codes = tuple(codes)
    change, ident = add_code(study, name, parent=parent, definition=definition)
    moves = move_codes(study.apply(change), codes, ident).puts if codes else ()
    count = "1 code" if len(codes) == 1 else f"{len(codes)} codes"
    what = f"new category “{name.strip()}” of {count}"
    return Change(what, (*change.puts, *moves)), ident


@dataclass(frozen=True)
class Split:
    """A split as a change, with what it could not do."""

    change: Change
    codes: Mapping[str, str]
    """Each name or id that was given to the code that it stands for."""
    others: tuple[tuple[str, str], ...]
    """(id of a coding, code) for the codings of other coders, which stay: ask for them."""


def split_code(
    study: Study,
    coder: str,
    code: str,
    where: Mapping[str, str],
    *,
    retire: bool = False,
    why: str = "",
) -> Split:
    """Deals a code's codings out to others; `where` is the id of a coding to a code's id or name.

    A name that no code has becomes a new one beside the code that is split. Codings that are not
    in `where` stay, and so do those of other coders, which are returned to be asked for.
    """
    name, parent = _name(study, code), study.codebook.parents.get(code, "")
    changes: list[Change] = []
    targets: dict[str, str] = {}
    now = study
    for given in dict.fromkeys(where.values()):
        ident = now.codebook.find(given)
        if ident is None:
            change, ident = add_code(now, given, parent=parent)
            changes.append(change)
            now = now.apply(change)
        targets[given] = ident
    others: list[tuple[str, str]] = []
    for ident, given in where.items():
        found = now.find_coding(ident)
        if found is None or now.codebook.resolve(found[1].code) != code:
            raise QcodeError(f"The coding {ident} is not one of “{name}”; nothing was split.")
        if targets[given] == code:
            continue
        if found[0].coder != coder:
            others.append((ident, targets[given]))
            continue
        change = recode(now, ident, targets[given])
        changes.append(change)
        now = now.apply(change)
    if retire:
        changes.append(edit_code(now, code, "status", "retired"))
    count = "1 code" if len(targets) == 1 else f"{len(targets)} codes"
    what = f"split “{name}” into {count}"
    return Split(together(what, *changes, why=why), targets, tuple(others))


def also_under(study: Study, code: str, category: str) -> Change:
    """Puts a code in a second category beside its own."""
    name, other = _name(study, code), _name(study, category)
    if category in study.codebook.below(code):
        raise QcodeError(f"“{name}” cannot go below itself.")
    now = list(study.codebook.codes[code].also)
    if category in (study.codebook.parents.get(code), *now):
        raise QcodeError(f"“{name}” is in “{other}” already.")
    what = f"put “{name}” in “{other}” as well"
    return set_codebook(study, ("codes", code, "also"), [*now, category], what)


def not_also_under(study: Study, code: str, category: str) -> Change:
    """Takes a code out of a second category."""
    left = [c for c in study.codebook.codes[code].also if c != category]
    what = f"take “{_name(study, code)}” out of “{_name(study, category)}”"
    return set_codebook(study, ("codes", code, "also"), left or None, what)


def order_by(study: Study, category: str, meaning: str) -> Change:
    """Says what the order of a category's codes means: sequence, time, place, or nothing by ''."""
    if meaning and meaning not in ORDERS:
        raise QcodeError(f"Codes are ordered by one of {', '.join(ORDERS)}, not by “{meaning}”.")
    what = f"order “{_name(study, category)}” by {meaning or 'nothing'}"
    return set_codebook(study, ("codes", category, "order_by"), meaning or None, what)


def set_order(study: Study, code: str, order: str) -> Change:
    """Sets where a code stands among its category's: a number, a date, or any text that sorts."""
    what = f"set the place of “{_name(study, code)}”"
    return set_codebook(study, ("codes", code, "order"), order.strip() or None, what)


def place_after(study: Study, code: str, before: str, *, meaning: str = "sequence") -> Change:
    """Puts a code right after another of its category, or first by ''.

    Only the order of the code that moves is written (a number between its neighbours'), so that
    two people's moves rarely meet; where the numbers leave no room all are numbered anew. A
    category without an order gets one.
    """
    codebook = study.codebook
    parent = codebook.parents.get(code, "")
    if not parent:
        raise QcodeError(f"“{_name(study, code)}” is in no category that could be ordered.")
    if before and codebook.parents.get(before) != parent:
        raise QcodeError(
            f"“{_name(study, before)}” is in another category than “{_name(study, code)}”."
        )
    siblings = [c for c in codebook.children[parent] if c != code]
    at = siblings.index(before) + 1 if before else 0
    what = f"move “{_name(study, code)}” within “{_name(study, parent)}”"
    puts: list[Put] = []
    if not codebook.codes[parent].order_by:
        puts += set_codebook(study, ("codes", parent, "order_by"), meaning, "").puts
        between = None
    else:
        between = _between(
            _number(study, siblings[at - 1]) if at else 0.0,
            _number(study, siblings[at]) if at < len(siblings) else None,
            last=at == len(siblings) or not codebook.codes[siblings[at]].order.strip(),
        )
    if between is not None:
        puts += set_order(study, code, between).puts
    else:
        for number, ident in enumerate([*siblings[:at], code, *siblings[at:]], start=1):
            puts += set_order(study, ident, str(number)).puts
    return Change(what, tuple(puts))


def _number(study: Study, code: str) -> float | None:
    rank, number, _ = order_key(study.codebook.codes[code].order)
    return number if rank == 0 else None


def _between(low: float | None, high: float | None, *, last: bool) -> str | None:
    """A short number between two; None where there is no room or one of them has no number."""
    if low is None or (high is None and not last):
        return None
    if high is None:
        return f"{int(low) + 1}"
    for digits in range(4):
        number = round((low + high) / 2, digits)
        if low < number < high:
            return f"{number:.{digits}f}"
    return None


def set_property(study: Study, category: str, name: str, dimension: Sequence[str] | None) -> Change:
    """Sets a property of a category with the values of its dimension in order; None removes it."""
    name = " ".join(name.split())
    if not name:
        raise QcodeError("A property needs a name.")
    value = None if dimension is None else [v for v in map(str.strip, dimension) if v]
    what = f"set the property {name} of “{_name(study, category)}”"
    return set_codebook(study, ("codes", category, "properties", name), value, what)


def dimensions(study: Study, code: str) -> dict[str, tuple[str, ...]]:
    """The dimensions on which a code's codings can lie: its own properties and its categories'."""
    book = study.codebook
    return {
        name: values
        for ident in reversed((code, *book.ancestors(code)))
        for name, values in book.codes[ident].properties.items()
        if values
    }


def lay_on_dimension(study: Study, coding: str, name: str, value: str) -> Change:
    """Says where a coding lies on the dimension of a property; '' takes it off."""
    found = study.find_coding(coding)
    if found is None:
        raise QcodeError(f"There is no coding with the id {coding} in this study.")
    now = found[1].values
    values: dict[str, Any] = dict(now) if isinstance(now, Mapping) else {}
    if value:
        values[name] = value
    else:
        values.pop(name, None)
    return annotate(study, coding, "values", values or None)


def remember(study: Study, kind: str, codes: Iterable[str], verdict: str) -> Change:
    """Remembers that a proposal was `refused` or put off (`later`); '' forgets it.

    The list `proposals` of codebook.yaml holds one item for each, addressed by its id like a
    link, so that two people's decisions do not meet in one value, and everybody sees them.
    """
    found = tuple(sorted(set(codes)))
    there = find_verdict(study.codebook, kind, found)
    names = ", ".join(found)
    if there is not None:
        path = ("proposals", there.id, "verdict") if verdict else ("proposals", there.id)
        return set_codebook(study, path, verdict or None, f"decide on the {kind} of {names}")
    if not verdict:
        return Change(f"forget the decision on the {kind} of {names}", ())
    made = Verdict(new_id(), kind, found, verdict)
    plain = {"id": made.id, "kind": kind, "codes": list(found), "verdict": verdict}
    what = f"{'refuse' if verdict == 'refused' else 'put off'} the {kind} of {names}"
    return set_codebook(study, ("proposals", made.id), plain, what)
