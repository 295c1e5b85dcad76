"""A blind pass, for commands: what the coder who runs them may see, and what is closed.

The rule itself, and whom it holds for, is the study's (`qcode.study.settings`). Every command reads
the study by `Given.read`, or by `Given.read_to_suggest`, and so by one of these two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qcode.i18n import t
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.study import Study


def blind_coder(study: Study, who: Callable[[], str]) -> str:
    """The coder, if it is one who codes blind, else nothing.

    Who it is is asked only where somebody does.
    """
    from qcode.study.settings import blind_coders

    blind = blind_coders(study.codebook)
    coder = who() if blind else ""
    return coder if coder in blind else ""


def seen_by(study: Study, who: Callable[[], str], say: Callable[[str], None]) -> Study:
    """The study as the coder may see it; in a blind pass the own work alone, which is said."""
    from qcode.study.settings import as_seen_by

    coder = blind_coder(study, who)
    if not coder:
        return study
    say(
        t(
            "{name} codes blind in this {study}: other coders' {codings} and {memos} are left "
            "out; `qcode settings blind none` ends it.",
            name=coder,
        )
    )
    return as_seen_by(study, coder)


def refuse_if_blind(study: Study, who: Callable[[], str]) -> None:
    """An error where a coder who is blind asks for what comes from others, such as suggestions."""
    if coder := blind_coder(study, who):
        raise QcodeError(
            f"{coder} codes blind in this study and gets no suggestions; "
            "`qcode settings blind none` ends it."
        )
