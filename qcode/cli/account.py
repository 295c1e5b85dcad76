"""The account of suggestions: what was taken, what was refused, how honest the chances were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qcode.cli.common import put, put_json, say
from qcode.cli.plain_table import table
from qcode.i18n import t

if TYPE_CHECKING:
    from qcode.study.study import Study
    from qcode.suggest.report import Account, Tally


def show_account(study: Study, coder: str | None, *, as_json: bool) -> None:
    """Prints the account of all coders, or of this one."""
    from qcode.suggest.report import report

    account = report(study, coder)
    if as_json:
        put_json({"coder": coder, "setting": study.codebook.suggestions, **_plain(account)})
        return
    codes = study.codebook.codes
    by_code = {codes[c].name if c in codes else c: tally for c, tally in account.by_code.items()}
    ranks = {str(rank): tally for rank, tally in account.by_rank.items()}
    put(_tallies(t("{code}"), [*by_code.items(), (t("all"), account.whole)]))
    if account.whole.answered:
        put("\n" + _tallies(t("month"), account.by_month.items()))
        put("\n" + _tallies(t("rank"), ranks.items()))
        put("\n" + _reliability(account))
    else:
        say(t("No {suggestion} has been taken or refused yet."))


def _plain(account: Account) -> dict[str, Any]:
    return {
        "whole": _fields(account.whole),
        "by_code": {k: _fields(tally) for k, tally in account.by_code.items()},
        "by_month": {k: _fields(tally) for k, tally in account.by_month.items()},
        "by_rank": {str(k): _fields(tally) for k, tally in account.by_rank.items()},
        "reliability": [
            {"said": round(said, 4), "right": round(right, 4), "n": count}
            for said, right, count in account.reliability
        ],
    }


def _fields(tally: Tally) -> dict[str, Any]:
    share = round(tally.share_accepted, 4) if tally.answered else None
    return {**asdict(tally), "share_accepted": share, "verdict": tally.verdict}


def _tallies(what: str, tallies: Iterable[tuple[str, Tally]]) -> str:
    verdicts = {"helps": t("helps"), "misleads": t("misleads"), "": ""}
    rows = [(what, t("taken"), t("refused"), t("share taken"), t("without one"), "")]
    for name, tally in tallies:
        rows.append(
            (
                name,
                str(tally.accepted),
                str(tally.rejected),
                f"{tally.share_accepted:.0%}" if tally.answered else "",
                str(tally.by_hand),
                verdicts[tally.verdict],
            )
        )
    return table(rows)


def _reliability(account: Account) -> str:
    rows = [(t("chance said"), t("share taken"), t("answers"))]
    for said, right, count in account.reliability:
        rows.append((f"{said:.0%}", f"{right:.0%}", str(count)))
    return table(rows)
