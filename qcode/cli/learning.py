"""The suggester for a command: built and fitted, with a bar while it reads and learns."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from qcode.cli.bar import bar
from qcode.i18n import t

if TYPE_CHECKING:
    from qcode.study.study import Study
    from qcode.suggest.suggester import Suggester


def unlearnt(study: Study, coder: str | None = None) -> Suggester:
    """The suggester of this coder, or of all, that has read what is coded."""
    gc.enable()
    from qcode.suggest.suggester import Suggester

    with bar(t("Reading")) as tell:
        return Suggester(study, coder, progress=tell)


def learnt(study: Study, coder: str) -> Suggester:
    """The suggester of this coder, fitted on what is coded."""
    suggester = unlearnt(study, coder)
    if study.counts:
        with bar(t("Learning")) as tell:
            suggester.fit_here(tell)
    return suggester
