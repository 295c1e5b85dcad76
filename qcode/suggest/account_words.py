"""The account of suggestions in sentences, for the screen and for the shell."""

from __future__ import annotations

from collections.abc import Iterator

from qcode.i18n import N_, n_, t
from qcode.study.codebook import DEFAULT_MODE
from qcode.study.settings import DEFAULT_THRESHOLD, SettingChange
from qcode.suggest.report import HELPS, MISLEADS, Account, Tally

MODES = {
    "never": N_("never"),
    "on-key": N_("on a key"),
    "after-own": N_("after my own {code}"),
    "always": N_("always"),
}
"""How the modes are called in the interface."""


def mode_name(mode: str) -> str:
    """When suggestions show, in words; for none, that nobody noted it."""
    return t(MODES[mode]) if mode in MODES else mode or t("not noted")


def change_text(one: SettingChange) -> str:
    """What was set, from what to what; what was not set held by default."""
    before, after = one.before, one.after
    if one.name == "suggestions":
        before, after = (mode_name(value or DEFAULT_MODE) for value in (before, after))
        return t("{suggestions} show: {before} → {after}", before=before, after=after)
    if one.name == "threshold":
        before, after = (value or f"{DEFAULT_THRESHOLD:.0%}" for value in (before, after))
        return t("from a chance of: {before} → {after}", before=before, after=after)
    before, after = (value or t("nobody") for value in (before, after))
    return t("who codes blind: {before} → {after}", before=before, after=after)


def whole_lines(found: Account) -> Iterator[str]:
    """What the numbers of all say, and what stands in none of them."""
    one = found.whole
    if not one.shown:
        yield t("Nothing was suggested yet, or nothing was noted.")
    else:
        yield tally_sentence(one)
        yield t("Chance and truth lie {gap} points apart.", gap=f"{found.error * 100:.0f}")
    if found.undecided:
        yield n_(
            "{n} more showed where nothing was decided then or since; it counts nowhere.",
            "{n} more showed where nothing was decided then or since; they count nowhere.",
            found.undecided,
        )
    if found.silent:
        yield n_(
            "For {n} {segment} nothing was likely enough.",
            "For {n} {segments} nothing was likely enough.",
            found.silent,
        )
    if found.names[0]:
        yield t(
            "Names in their own words: {shown} shown, {taken} taken.",
            shown=found.names[0],
            taken=found.names[1],
        )
    if found.since:
        yield t("What is shown has been noted since {day}.", day=found.since[:10])
    if found.unreadable:
        yield n_(
            "{n} line of the record cannot be read.",
            "{n} lines of the record cannot be read.",
            found.unreadable,
        )


def tally_sentence(one: Tally) -> str:
    """How many were right, of how many, and how many were said to be."""
    return t(
        "Right: {right} of {shown} shown ({share}); {said} was said.",
        shown=one.shown,
        right=one.right,
        share=f"{one.share_right:.0%}",
        said=f"{one.share_said:.0%}",
    )


def verdict_sentence(one: Tally) -> str:
    """Whether suggestions of a code help or mislead, and why one says so."""
    if one.verdict == MISLEADS and one.rejected > one.right:
        return t("It misleads: refused more often than right.")
    if one.verdict == MISLEADS:
        return t("It misleads: it is right more seldom than it says.")
    if one.verdict == HELPS:
        return t("It helps: it is right as often as it says.")
    return t("There is too little yet to say whether it helps.")


def bin_sentence(said: float, right: float, count: int) -> str:
    """What a bin of the reliability diagram says."""
    return t(
        "Where it said about {said}, it was right {right} of the time ({n} times).",
        said=f"{said:.0%}",
        right=f"{right:.0%}",
        n=count,
    )
