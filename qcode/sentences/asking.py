"""What a memo says that asks another coder to recode."""

from __future__ import annotations

from qcode.i18n import n_


def request_title(coder: str, code: str, count: int) -> str:
    """The first line of the memo: who is asked, and for how many codings of which code."""
    return n_(
        "{name}, please recode {n} {coding} of “{code}”",
        "{name}, please recode {n} {codings} of “{code}”",
        count,
        name=coder,
        code=code,
    )
