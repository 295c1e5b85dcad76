"""What the study sets about suggestions, seen and set without the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qcode.cli.common import Given, put, put_json, say, writes, wrong_use
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, percent, t

if TYPE_CHECKING:
    from qcode.study.codebook import Codebook
    from qcode.study.study import Study

NAMES = ("suggestions", "threshold", "blind")


@command(
    "settings",
    N_(
        "`suggestions` says when they show: never, on-key, after-own or always. `threshold` is "
        "the chance that the first code must have for codes to show, such as 15%. `blind` names "
        "the coders, with commas between them, who see neither suggestions nor anybody else's "
        "work, in the app or from a command; `none` ends it for all. Each change is dated in the "
        "journal; `qcode suggest --report` tells what held when."
    ),
)
@argument("name", metavar="[NAME]", required=False, type=click.Choice(NAMES))
@argument("value", metavar="[VALUE]", required=False)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def settings(given: Given, *, name: str | None, value: str | None, as_json: bool) -> None:
    """Lists the settings about suggestions, or sets one."""
    if value is None:
        _show(given.whole().codebook, name, as_json=as_json)
        return
    if as_json or name is None:
        raise wrong_use(t("--json is for the list; leave it out to set something."))
    from qcode.study.settings import set_setting

    with given.writing() as session:
        change = set_setting(session.study, name, value)
        session.apply(change)
        absent = _unheard_of(session.study) if name == "blind" else []
    say(t("Done: {what}.", what=change.what) if change.puts else t("It is set so already."))
    for sentence in absent:
        say(sentence)


def _unheard_of(study: Study) -> list[str]:
    """A sentence for each who codes blind and has left nothing here: the name may be misspelt."""
    from qcode.study.naming import listed
    from qcode.study.settings import blind_coders

    return [
        t(
            "{name} has coded nothing here so far; if another is meant, there are: {names}.",
            name=name,
            names=listed(name, study.coders),
        )
        for name in blind_coders(study.codebook)
        if name not in study.coders
    ]


def _show(codebook: Codebook, name: str | None, *, as_json: bool) -> None:
    from qcode.cli.plain_table import table
    from qcode.study.settings import blind_coders, threshold_of

    values = {
        "suggestions": codebook.suggestions,
        "threshold": threshold_of(codebook),
        "blind": list(blind_coders(codebook)),
    }
    chosen = {key: value for key, value in values.items() if name in (None, key)}
    if as_json:
        put_json(chosen)
        return
    rows = [(t("setting"), t("value"))]
    rows += [(key, _said(value)) for key, value in chosen.items()]
    put(table(rows))


def _said(value: object) -> str:
    if isinstance(value, float):
        return percent(value, None)
    return ", ".join(value) if isinstance(value, list) else str(value)
