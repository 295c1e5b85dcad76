"""The account of suggestions as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from qcode.i18n import n_, t
from qcode.study.settings import SettingChange
from qcode.study.study import Study
from qcode.suggest.account_words import change_text, mode_name
from qcode.suggest.report import HELPS, MISLEADS, Account, Tally, diagram
from qcode.tui.pieces import Piece, cut, fit
from qcode.tui.row_list import ListRow
from qcode.tui.selective_base import code_title

_COLUMN, _WORD = 9, 12
"""Cells of a column of numbers, and of the verdict."""
_NAME = 14
"""Cells that a name keeps on the narrowest screen."""
_BAR = 24
_MOST_WEEKS = 16
"""A study that took longer is told by month."""
WHOLE = "whole"


def account_rows(study: Study, found: Account) -> list[ListRow]:
    """All, by code, said and right, over time, by setting, and what was set when."""
    rows = [_head(""), _tally_row(WHOLE, t("all"), found.whole)]
    codes = sorted(found.by_code.items(), key=lambda item: (-item[1].shown, item[0]))
    told = [(code, one) for code, one in codes if one.shown]
    if told:
        rows.append(_head(t("{codes}")))
        rows += [_tally_row(f"code:{c}", code_title(study, c), one) for c, one in told]
    if found.reliability:
        rows.append(_reliability_head())
        rows += [
            _reliability_row(f"bin:{number}", *one) for number, one in enumerate(found.reliability)
        ]
    weekly = len(found.by_week) <= _MOST_WEEKS
    time = {k: one for k, one in (found.by_week if weekly else found.by_month).items() if one.shown}
    if time:
        rows.append(_head(t("week from") if weekly else t("month")))
        rows += [_tally_row(f"time:{day}", day, one) for day, one in time.items()]
    if found.by_mode:
        rows.append(_head(t("when they showed")))
        rows += [_tally_row(f"mode:{m}", mode_name(m), one) for m, one in found.by_mode.items()]
    if found.changes:
        rows.append(ListRow("", lambda width: [cut([(t("what was set when"), "accent")], width)]))
        rows += [_change_row(f"set:{n}", one) for n, one in enumerate(found.changes)]
    return rows


def _head(name: str) -> ListRow:
    columns = (t("shown"), t("taken"), t("by hand"), t("refused"), t("passed"))
    return ListRow("", partial(_columns, (name, "accent"), (columns, "accent"), ("", "")))


def _tally_row(key: str, name: str, one: Tally) -> ListRow:
    numbers = (one.shown, one.accepted, one.own, one.rejected, one.ignored)
    columns = tuple(str(n) if one.shown else "" for n in numbers)
    word = {HELPS: t("helps"), MISLEADS: t("misleads"), "": ""}[one.verdict]
    look = "warning" if one.verdict == MISLEADS else "muted"
    return ListRow(key, partial(_columns, (name, ""), (columns, ""), (word, look)))


def _columns(
    name: Piece, columns: tuple[Sequence[str], str], word: Piece, width: int
) -> list[list[Piece]]:
    texts, look = columns
    numbers = "".join(" " + fit(text, _COLUMN - 1, right=True) for text in texts)
    room = max(_NAME, width - len(texts) * _COLUMN - _WORD)
    return [
        cut(
            [
                (fit(name[0], room), name[1]),
                (numbers, look),
                (" " + fit(word[0], _WORD - 1), word[1]),
            ],
            width,
        )
    ]


def _reliability_head() -> ListRow:
    words = [(f"{t('said'):<10}{t('was right'):<10}", "accent")]
    return ListRow("", lambda width: [cut(words, width)])


def _reliability_row(key: str, said: float, right: float, count: int) -> ListRow:
    counted = n_("{n} {suggestion}", "{n} {suggestions}", count)
    words: list[Piece] = [
        (f"{said:>4.0%}      ", ""),
        (f"{right:>4.0%}  ", "strong"),
        (diagram(said, right, _BAR), "accent"),
        (f"  {counted}", "muted"),
    ]
    return ListRow(key, lambda width: [cut(words, width)])


def _change_row(key: str, one: SettingChange) -> ListRow:
    when = one.at[:16].replace("T", " ") or t("outside qcode")
    words: list[Piece] = [
        (f"{when:<18}", "muted"),
        (f"{one.by:<8}", "muted"),
        (change_text(one), ""),
    ]
    return ListRow(key, lambda width: [cut(words, width)])
