"""Going through what the rules find: each a suggestion, taken or refused by one key."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from typing import Any

from qcode.i18n import n_, t
from qcode.study import edits
from qcode.study.clock import now
from qcode.study.coding import CodingFile
from qcode.study.study import Study
from qcode.suggest.by_rule import Match, all_matches, rules_of, still_open
from qcode.suggest.marks import proposable
from qcode.tui.coding_rows import heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.row_list import ListRow
from qcode.tui.segment_list import Hit, SegmentList
from qcode.tui.segment_pane import title_of

_PAUSE = 0.4
"""Seconds between two drawings while it is looked."""


class AutocodeScreen(SegmentList):
    """Opened with `code=` for the rules of one code, without for those of all.

    What is taken or refused leaves the list. A segment does not count as read by that: it was
    shown for the sake of one code.
    """

    NAME = "autocode"
    BINDINGS = bindings(on_screen("autocode"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[Match]] = {}
        """All that the rules find, by transcript, whatever is coded."""
        self.looking = False
        self.wrong: list[str] = []
        """A sentence for each rule that does not parse."""
        self._rules: object = None
        self._open: dict[str, tuple[list[Match], tuple[CodingFile, ...], list[Match]]] = {}

    def opened(self, **place: Any) -> None:
        """This code; what was found before is shown without looking again."""
        self.code = self.study.codebook.resolve(str(place.get("code") or ""))
        before = place.get("found")
        if isinstance(before, dict):
            self.found, self._rules = before, place.get("rules")
        super().opened(**place)

    def place(self) -> dict[str, Any]:
        """The code, the row, and what was found."""
        kept = {"found": self.found, "rules": self._rules} if not self.looking else {}
        return {**super().place(), "code": self.code, **kept}

    # -- looking ----------------------------------------------------------------------------------

    def fill(self, key: str | None = None) -> None:
        """List what is open; look again where rules or texts are other than they were."""
        rules = self._asked()
        if rules != self._rules:
            self._rules, self.looking = rules, True
            self.run_worker(self._look(self.study), group="autocode", exclusive=True)
        super().fill(key)

    def _asked(self) -> tuple[object, ...]:
        """What decides about the result: the rules and the texts."""
        book = self.study.codebook
        codes = [c for c in proposable(book) if self.code in {"", c}]
        texts = tuple(map(id, self.study.transcripts.values()))
        return (self.code, tuple((c, book.codes[c].match) for c in codes), texts)

    async def _look(self, study: Study) -> None:
        rules, self.wrong = rules_of(study, {self.code} if self.code else None)
        found: dict[str, list[Match]] = {}
        drawn = time.monotonic()
        for name in study.transcripts:
            found[name] = await asyncio.to_thread(all_matches, study, name, rules)
            if time.monotonic() - drawn > _PAUSE:
                self.found, drawn = {**self.found, **found}, time.monotonic()
                self.fill()
        self.found, self.looking = found, False
        self.fill()
        for sentence in self.wrong[:1]:
            self.say(sentence, "warning")

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """Code by code in the order of the codebook, each in the order of the texts."""
        study = self.study
        by_code: dict[str, list[Hit]] = {}
        for name in study.transcripts:
            for match in self._open_in(name):
                hit = Hit(name, match.span, match.code, match.rule, match.words)
                by_code.setdefault(match.code, []).append(hit)
        self.hits = {hit.key: hit for hits in by_code.values() for hit in hits}
        made: dict[Any, str] = {}
        rows: list[ListRow] = []
        for code in study.codebook.codes:
            hits = by_code.get(code, ())
            if hits and not self.code:
                rows.append(heading_row(title_of(code, study), str(len(hits))))
            if hits:
                rows += [self.row_of(hit, made, named=False) for hit in hits]
        return rows

    def _open_in(self, name: str) -> Iterable[Match]:
        """What is open in a transcript; looked at again only where the codings are others."""
        found, files = self.found.get(name, []), tuple(self.study.files_of(name))
        known = self._open.get(name)
        if known is None or known[0] is not found or not _same(known[1], files):
            mine = still_open(self.study, name, found, self.qcode.session.coder)
            known = self._open[name] = (found, files, mine)
        return known[2]

    def nothing(self) -> str:
        """Still looking, no rules, or all is done."""
        if self.looking:
            return t("Looking what the rules find…")
        if not any(self.study.codebook.codes[c].match for c in proposable(self.study.codebook)):
            return t("No {code} has a rule yet; R on a {code} writes one.")
        return t("Nothing that the rules find is left to go through; Esc goes back.")

    def heading(self) -> Heading:
        """Of which code, and how many are left."""
        name = title_of(self.code, self.study) if self.code else t("all {codes}")
        count = n_("{n} to go through", "{n} to go through", len(self.hits))
        return Heading((t("found by rules: {name}", name=name), count))

    # -- acts -------------------------------------------------------------------------------------

    def action_accept(self) -> None:
        """Put the code on the segment."""
        hit = self.hit
        if hit is None or not self.writable:
            return
        coder, origin = self.qcode.session.coder, {"rule": hit.why}
        self.do(
            lambda study: edits.add_coding(
                study,
                coder,
                hit.transcript,
                hit.span,
                hit.code,
                at=now(),
                origin=origin,
                reading="",
            )
        )

    def action_refuse(self) -> None:
        """Not this one; it is kept away from the segment for good."""
        hit = self.hit
        if hit is None or not self.writable:
            return
        coder, origin = self.qcode.session.coder, {"rule": hit.why}
        self.do(
            lambda study: edits.reject(
                study, coder, hit.transcript, hit.span, hit.code, at=now(), origin=origin
            ),
            t("“{name}” is not suggested here again.", name=title_of(hit.code, self.study)),
        )

    def action_later(self) -> None:
        """Leave it for later and go on."""
        self.list.move(1)


def _same(one: Sequence[CodingFile], other: Sequence[CodingFile]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
