"""What keeps the app from taking in words that it could not save."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from qcode.sentences import said
from qcode.tui.blind_pass import BlindPass
from qcode.tui.command_table import commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from qcode.tui.drafts import DraftDesk

_ALSO_READS = frozenset({("coding", "read_on")})
"""Acts that are of use where nothing can be written."""


class Guarded(BlindPass):
    """The part of the app that refuses at once what cannot be saved, and has the drafts."""

    _drafts: DraftDesk | None = None

    @property
    def drafts(self) -> DraftDesk:
        """What was begun in a dialog and is not saved."""
        if self._drafts is None:
            from qcode.tui.drafts import DraftDesk

            self._drafts = DraftDesk(self.session.root, self.session.coder)
        return self._drafts

    def submitted(self, *, refused: bool) -> None:
        """A change was taken or refused: the drafts hear of it."""
        if self._drafts is not None:
            self._drafts.submitted(refused=refused)

    def written(self, *, failed: bool) -> None:
        """All that was submitted lies on the disk, or is given up: the drafts hear of it."""
        if self._drafts is not None:
            self._drafts.written(failed=failed)

    def tell(self) -> bool:
        """Say what the session has to tell, such as that it can be written now; whether it did."""
        told = self.session.told()
        for message in told:
            self.notify(said(message))
        return bool(told)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Every key, click and entry of the palette comes through here."""
        if self.session.read_only and isinstance(action, str) and default_namespace is not None:
            where, act = getattr(default_namespace, "NAME", ""), action.partition("(")[0]
            if (where, act) in _writing() and default_namespace.check_action(act, ()):
                if refusal := self.session.refusal():
                    self.notify(said(refusal), severity="warning")
                    return True
                self.tell()
        return await super().run_action(action, default_namespace, namespaces)


@lru_cache(maxsize=1)
def _writing() -> frozenset[tuple[str, str]]:
    """Screen and name of the acts that can do nothing but write."""
    found: dict[tuple[str, str], bool] = {}
    for command in commands():
        for screen in command.screens:
            key = (screen, command.name)
            found[key] = found.get(key, True) and "writable" in command.when
    return frozenset(key for key, writes in found.items() if writes) - _ALSO_READS
