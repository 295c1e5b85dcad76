"""The suggester for a command: built and fitted, with a bar while it learns."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from qcode.cli.bar import bar
from qcode.i18n import t

if TYPE_CHECKING:
    from qcode.study.study import Study
    from qcode.suggest.suggester import Suggester


def learnt(study: Study, coder: str) -> Suggester:
    """The suggester of this coder, fitted on what is coded."""
    gc.enable()
    from qcode.suggest.suggester import Suggester

    suggester = Suggester(study, coder)
    if study.counts:
        with bar(t("Learning")) as tell:
            suggester.refit(tell)
    return suggester
