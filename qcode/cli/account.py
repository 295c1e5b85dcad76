"""The account of suggestions: what was shown, what became of it, how honest the chances were."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qcode.cli.common import put_json, show
from qcode.cli.plain_table import table
from qcode.i18n import t

if TYPE_CHECKING:
    from qcode.study.study import Study
    from qcode.suggest.report import Account, Tally


def show_account(root: Path, study: Study, coder: str | None, *, as_json: bool) -> None:
    """Prints the account of all coders, or of this one."""
    from qcode.suggest.report import account

    found = account(root, study, coder)
    if as_json:
        put_json({"coder": coder, **_settings(study), **_plain(found)})
    else:
        show("\n".join(_parts(study, found)))


def _settings(study: Study) -> dict[str, Any]:
    from qcode.study.settings import blind_coders, threshold_of

    codebook = study.codebook
    return {
        "setting": codebook.suggestions,
        "threshold": threshold_of(codebook),
        "blind": list(blind_coders(codebook)),
    }


def _parts(study: Study, found: Account) -> list[str]:
    from qcode.suggest.account_words import mode_name, whole_lines

    codes = study.codebook.codes
    by_code = [(codes[c].name if c in codes else c, one) for c, one in found.by_code.items()]
    parts = [_tallies(t("{code}"), [*by_code, (t("all"), found.whole)])]
    if found.whole.shown:
        modes = [(mode_name(mode), one) for mode, one in found.by_mode.items()]
        ranks = [(str(rank), one) for rank, one in found.by_rank.items()]
        parts += [
            _tallies(t("week from"), found.by_week.items()),
            _tallies(t("rank"), ranks),
            _tallies(t("when they showed"), modes),
            _reliability(found),
        ]
    if found.changes:
        parts.append(_changes(found))
    parts.append("".join(f"{line}\n" for line in whole_lines(found)))
    return parts


def _plain(found: Account) -> dict[str, Any]:
    return {
        "whole": _fields(found.whole),
        "by_code": {
            code: {**_fields(one), "reliability": _bins(found.reliability_of.get(code, ()))}
            for code, one in found.by_code.items()
        },
        "by_month": {k: _fields(one) for k, one in found.by_month.items()},
        "by_week": {k: _fields(one) for k, one in found.by_week.items()},
        "by_rank": {str(k): _fields(one) for k, one in found.by_rank.items()},
        "by_setting": {k or "unknown": _fields(one) for k, one in found.by_mode.items()},
        "reliability": _bins(found.reliability),
        "calibration_error": round(found.error, 4),
        "undecided": found.undecided,
        "silent": found.silent,
        "names": {"shown": found.names[0], "taken": found.names[1]},
        "recorded_since": found.since or None,
        "unreadable_lines": found.unreadable,
        "settings": [change._asdict() for change in found.changes],
    }


def _bins(bins: Iterable[tuple[float, float, int]]) -> list[dict[str, Any]]:
    return [{"said": round(said, 4), "right": round(right, 4), "n": n} for said, right, n in bins]


def _fields(one: Tally) -> dict[str, Any]:
    return {
        "shown": one.shown,
        "accepted": one.accepted,
        "by_hand_all_the_same": one.own,
        "rejected": one.rejected,
        "ignored": one.ignored,
        "by_hand": one.by_hand,
        "share_accepted": round(one.share_accepted, 4) if one.answered else None,
        "share_right": round(one.share_right, 4) if one.shown else None,
        "share_said": round(one.share_said, 4) if one.shown else None,
        "verdict": one.verdict,
    }


def _tallies(what: str, tallies: Iterable[tuple[str, Tally]]) -> str:
    verdicts = {"helps": t("helps"), "misleads": t("misleads"), "": ""}
    names = (t("shown"), t("taken"), t("by hand"), t("refused"), t("passed"))
    rows: list[tuple[str, ...]] = [(what, *names, t("right"), t("said"), t("without one"), "")]
    for name, one in tallies:
        counts = (one.shown, one.accepted, one.own, one.rejected, one.ignored)
        shares = (one.share_right, one.share_said)
        rows.append(
            (
                name,
                *map(str, counts),
                *(f"{share:.0%}" if one.shown else "" for share in shares),
                str(one.by_hand),
                verdicts[one.verdict],
            )
        )
    return table(rows)


def _reliability(found: Account) -> str:
    from qcode.suggest.report import diagram

    rows = [(t("said"), t("was right"), t("{suggestions}"), "")]
    for said, right, count in found.reliability:
        rows.append((f"{said:.0%}", f"{right:.0%}", str(count), diagram(said, right)))
    return table(rows)


def _changes(found: Account) -> str:
    from qcode.suggest.account_words import change_text

    rows = [(t("when"), t("who"), t("what was set"))]
    for one in found.changes:
        when = one.at[:16].replace("T", " ") or t("outside qcode")
        rows.append((when, one.by, change_text(one)))
    return table(rows)
