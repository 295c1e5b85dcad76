"""The search for proposals: it goes on in another process while one works on other screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qcode.i18n import n_
from qcode.study.proposals import Proposal
from qcode.tui import axial_worker
from qcode.tui.proposals_rows import key_of

if TYPE_CHECKING:
    from qcode.tui.app import QcodeApp


class Search:
    """What was found so far; the view that shows it says so by `listener`."""

    def __init__(self) -> None:
        self.found: dict[str, Proposal] = {}
        self.looking = False
        self.complete = False
        """Whether all kinds were looked for, so that nothing is looked for when it is shown."""
        self.failed = False
        self.listener: Callable[[], None] | None = None

    def begin(self, app: QcodeApp) -> None:
        """Look for proposals in the study as it is now, unless that is being done."""
        if self.looking:
            return
        self.looking, self.failed = True, False
        self._tell()
        app.run_worker(self._look(app), group="proposals", exclusive=True)

    async def _look(self, app: QcodeApp) -> None:
        fresh: dict[str, Proposal] = {}
        try:
            await app.writer.flush()
            async for answer in axial_worker.ask(app.session.root, "proposals"):
                made = [axial_worker.proposal_of(plain) for plain in answer]
                fresh |= {key_of(proposal): proposal for proposal in made}
                self.found = {**self.found, **fresh}
                self._tell()
            self.found, self.complete = fresh, True
        except (OSError, RuntimeError, ValueError):
            self.failed = True
        finally:
            self.looking = False
        if self.listener is not None:
            self._tell()
        elif self.complete:
            app.notify(
                n_(
                    "{n} proposal is ready; D on the axial screen shows it.",
                    "{n} proposals are ready; D on the axial screen shows them.",
                    len(fresh),
                )
            )

    def _tell(self) -> None:
        if self.listener is not None:
            self.listener()
