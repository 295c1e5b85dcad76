"""What a study sets about suggestions: when they show, from which chance on, who codes blind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from qcode.study.change import Change
from qcode.study.code import texts
from qcode.study.codebook import SUGGESTION_MODES, Codebook, Finding
from qcode.study.edits import set_codebook
from qcode.study.errors import QcodeError
from qcode.study.study import Study

DEFAULT_THRESHOLD = 0.15
"""Below this chance of the first code nothing is suggested, unless the study says otherwise."""
ABOUT_SUGGESTIONS = ("suggestions", "threshold", "blind")
"""The settings whose changes belong into a method section."""


class SettingChange(NamedTuple):
    """A setting that became another; `at` and `by` are empty for a change outside qcode."""

    at: str
    by: str
    name: str
    before: str
    """As it reads in the codebook; empty when it was not set."""
    after: str


def chance_of(value: object) -> float | None:
    """A chance between 0 and 1, written `0.15`, `15%`, `15` or `12,5%`; None for what is none."""
    said = str(value).strip()
    try:
        number = float(said.removesuffix("%").replace(",", "."))
    except ValueError:
        return None
    if said.endswith("%") or number > 1:
        number /= 100
    return number if 0 <= number <= 1 else None


def threshold_of(codebook: Codebook) -> float:
    """The chance that the first code must have for suggestions to show."""
    found = chance_of(codebook.settings.get("threshold") or DEFAULT_THRESHOLD)
    return DEFAULT_THRESHOLD if found is None else found


def blind_coders(codebook: Codebook) -> tuple[str, ...]:
    """Those who code without suggestions and without sight of anybody else's work."""
    return texts(codebook.settings.get("blind"))


def mode_for(codebook: Codebook, coder: str) -> str:
    """When suggestions show for this coder: the study's mode, `never` for one who codes blind."""
    return "never" if coder in blind_coders(codebook) else codebook.suggestions


def as_seen_by(study: Study, coder: str) -> Study:
    """The study as this coder may see it: for one who codes blind, with the own work alone.

    Codebook, transcripts and cases are there; other coders' codings, marks and memos are not.
    """
    if coder not in blind_coders(study.codebook):
        return study
    files = {key: file for key, file in study.files.items() if file.coder == coder}
    memos = {key: memo for key, memo in study.memos.items() if memo.by in ("", coder)}
    return replace(study, files=files, memos=memos)


def set_setting(study: Study, name: str, said: str) -> Change:
    """Sets one of the settings about suggestions; an error names what would be right.

    `blind` takes names with commas between them; `none` leaves nobody.
    """
    if name == "suggestions":
        if said not in SUGGESTION_MODES:
            raise QcodeError(f"“{said}” is none of {', '.join(SUGGESTION_MODES)}.")
        return _set(study, name, said, f"show suggestions: {said}")
    if name == "threshold":
        chance = chance_of(said)
        if chance is None:
            raise QcodeError(f"“{said}” is no chance; write a number from 0 to 1, or 15%.")
        written = f"{round(chance * 100, 2):g}%"
        return _set(study, name, written, f"suggest from a chance of {written} on")
    if name == "blind":
        return _blind(study, [] if said == "none" else [s.strip() for s in said.split(",")])
    raise QcodeError(f"There is no setting “{name}” here; there are {_listed(ABOUT_SUGGESTIONS)}.")


def turn_blind(study: Study, coder: str, *, blind: bool) -> Change:
    """Begins or ends a coder's blind pass."""
    others = [name for name in blind_coders(study.codebook) if name != coder]
    return _blind(study, [*others, coder] if blind else others)


def _blind(study: Study, names: Sequence[str]) -> Change:
    kept = list(dict.fromkeys(name for name in names if name))
    what = f"code blind: {', '.join(kept)}" if kept else "nobody codes blind"
    return _set(study, "blind", kept or None, what)


def _set(study: Study, name: str, value: object, what: str) -> Change:
    return set_codebook(study, ("settings", name), value, what)


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def setting_findings(codebook: Codebook) -> Iterator[Finding]:
    """Settings that cannot be understood, with what counts in their place."""
    mode, threshold = codebook.settings.get("suggestions"), codebook.settings.get("threshold")
    if mode and mode not in SUGGESTION_MODES:
        yield Finding(
            ("settings", "suggestions"),
            f"“{mode}” is none of {', '.join(SUGGESTION_MODES)}; after-own is used",
            "warning",
        )
    if threshold and chance_of(threshold) is None:
        yield Finding(
            ("settings", "threshold"),
            f"“{threshold}” is no chance; write a number from 0 to 1, or 15%; until then "
            f"{DEFAULT_THRESHOLD:.0%} is used",
            "warning",
        )
    blind = codebook.settings.get("blind")
    if blind and not isinstance(blind, str | list):
        yield Finding(("settings", "blind"), "blind must be a list of coders", "warning")
