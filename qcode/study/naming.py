"""Names as people give them, held against those that there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from qcode.study.errors import UnknownNameError
from qcode.study.words import fold

if TYPE_CHECKING:
    from qcode.study.codebook import Codebook

_MOST = 8
_NEAR = 0.6
"""How alike, from 0 to 1, a name is that may have been meant."""


def meant(given: str, names: Collection[str]) -> str | None:
    """The one of these names that is given: itself, else the only one that is the same but for
    case and accents; None where there is none, or where it could be several.
    """
    if given in names:
        return given
    wanted = fold(given.strip())
    alike = [name for name in names if fold(name) == wanted]
    return alike[0] if len(alike) == 1 else None


def listed(given: str, names: Iterable[str]) -> str:
    """Names for a sentence: those near the given one first, and how many are left out."""
    found = sorted(names, key=lambda name: _distance(fold(given.strip()), fold(name)))
    more = len(found) - _MOST
    shown = ", ".join(found[:_MOST]) or "none yet"
    return f"{shown} and {more} more" if more > 0 else shown


def _distance(given: str, name: str) -> float:
    """0 for the same, 1 for all that are not near, which stay in their order."""
    if given and (name.startswith(given) or given in name.split()):
        return 0.0 if given == name else 0.1
    import difflib  # a start of the app needs no near names

    likeness = difflib.SequenceMatcher(None, given, name).ratio()
    return 1 - likeness if likeness >= _NEAR else 1.0


def no_transcript(given: str, names: Iterable[str]) -> UnknownNameError:
    """The error for a transcript that is not there."""
    some = listed(given, names)
    return UnknownNameError(f"There is no transcript “{given}” in this study; there are: {some}.")


def transcript_named(given: str, names: Collection[str]) -> str:
    """The name of the transcript that is meant; an error names those there are."""
    found = meant(given, names)
    if found is None:
        raise no_transcript(given, names)
    return found


def coder_named(given: str, names: Collection[str]) -> str:
    """The name of the coder who is meant; an error names those there are."""
    found = meant(given, names)
    if found is None:
        some = listed(given, names)
        raise UnknownNameError(f"There is no coder “{given}” in this study; there are: {some}.")
    return found


def code_named(given: str, codebook: Codebook) -> str:
    """The id of a code given by id or name; an error names those there are."""
    found = codebook.find(given)
    if found is None:
        some = listed(given, [c.name for c in codebook.codes.values() if not c.merged_into])
        raise UnknownNameError(f"There is no code “{given}” in the codebook; there are: {some}.")
    return found
