"""The review of all coding: the codings of a category one by one, and what looks like them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content

from qcode.i18n import n_, t
from qcode.study.coding import Coding
from qcode.study.selective import Reviewed
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui.coding_rows import Listed, heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading, bar
from qcode.tui.review_walk_acts import WalkActs
from qcode.tui.review_walk_rows import Walk, near_key, near_row, still_free
from qcode.tui.row_list import ListRow
from qcode.tui.selective_base import code_title, coding_lines, joined, meaning, quoted

if TYPE_CHECKING:
    from qcode.analysis.edge import Alike

_SURE = 0.005
"""Likeness below which a percentage says nothing."""


class WalkScreen(WalkActs):
    """Opened with `category=`; it begins at the first coding that was not yet gone over."""

    NAME = "walk"
    FILTERS = True
    PATIENCE = 0.1
    BINDINGS = bindings(on_screen("walk"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.near: dict[str, Alike] = {}
        self.searching = False
        self._walk: Walk | None = None
        self._reviewed: tuple[Reviewed, ...] = ()

    def opened(self, **place: Any) -> None:
        """The category; at the row given, else at the first that waits."""
        self.category = str(place.get("category") or "")
        self._walk = Walk(self.qcode.session.coder, self.category)
        self._reviewed = self._walk.look(self.study)
        first = next((r.coding.id for r in self._reviewed if not r.done), "")
        super().opened(**{**place, "key": place.get("key") or first})
        self.searching = True
        self.run_worker(self._search(self.study), group="near", exclusive=True)

    async def _search(self, study: Study) -> None:
        from qcode.analysis.edge import near_misses

        found = await asyncio.to_thread(near_misses, study, self.category)
        self.near = {near_key(one): one for one in found}
        self.searching = False
        self.fill()

    def place(self) -> dict[str, Any]:
        """The category as well."""
        return {**super().place(), "category": self.category}

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """The codings, then what is near the edge."""
        study, query, coder = self.study, self.query_text, self.qcode.session.coder
        if self._walk is None:
            return ()
        self._reviewed = self._walk.look(study)
        made: dict[Any, str] = {}
        rows = [
            row
            for one, row in self._walk.rows()
            if not query or query in Listed(one.file, one.coding).haystack(study)
        ]
        if rows:
            rows.insert(0, heading_row(t("{codings} of the {category}"), self._counted()))
        free = [a for a in self.near.values() if still_free(study, coder, self.category, a)]
        shown = [a for a in free if not query or query in fold(_words(study, a))]
        if shown:
            said = t("look like them but are not coded so")
            rows.append(heading_row(said, str(len(shown))))
            rows += [near_row(study, one, made) for one in shown]
        elif self.searching:
            rows.append(heading_row(t("looking for {segments} that are like these…")))
        return rows

    def _counted(self) -> str:
        done = sum(one.done for one in self._reviewed)
        return n_(
            "{done} of {n} gone over", "{done} of {n} gone over", len(self._reviewed), done=done
        )

    def nothing(self) -> str:
        """Nothing to go over."""
        return t("No {coding} of this {category} yet; Esc goes back.")

    def heading(self) -> Heading:
        """The category and how far it is gone over."""
        total = len(self._reviewed)
        share = sum(one.done for one in self._reviewed) / total if total else 0.0
        name = code_title(self.study, self.category)
        return Heading((t("going over: {name}", name=name), f"{self._counted()} {bar(share)}"))

    def facts(self) -> frozenset[str]:
        """Whether the row is a coding or near the edge."""
        found = set(super().facts() | self.coding_facts())
        if self.alike is not None:
            found.add("near")
        elif self.list.key:
            found.add("coding")
        if any(not one.done for one in self._reviewed):
            found.add("waiting")
        return frozenset(found)

    @property
    def alike(self) -> Alike | None:
        """The segment near the edge that the cursor is on."""
        return self.near.get(self.list.key)

    def waiting(self) -> tuple[str, ...]:
        """Ids of the codings not yet gone over."""
        return tuple(one.coding.id for one in self._reviewed if not one.done)

    # -- beside -----------------------------------------------------------------------------------

    def details(self) -> Content:
        """The words in their wide context, and what the code means."""
        if (alike := self.alike) is not None:
            return self._near_details(alike)
        found = self.found()
        if found is None or not found[1].placed:
            return Content("")
        return joined(coding_lines(self.study, found))

    def _near_details(self, alike: Alike) -> Content:
        study = self.study
        lines: list[Content | str | tuple[str, str]] = [quoted(study, alike.transcript, alike.span)]
        found = study.find_coding(alike.coding)
        if found is not None and found[1].placed:
            coding: Coding = found[1]
            share = f"{alike.likeness:.0%}" if alike.likeness >= _SURE else ""
            name = code_title(study, coding.code)
            lines += [
                "",
                (t("like this one of “{name}” ({share}):", name=name, share=share), "$text-muted"),
                quoted(study, found[0].transcript, coding.span, 60),
            ]
            if code := study.codebook.codes.get(study.codebook.resolve(coding.code)):
                lines += ["", *meaning(study, code.id)]
        return joined(lines)


def _words(study: Study, alike: Alike) -> str:
    text = study.transcripts[alike.transcript].text
    return f"{alike.transcript} {text[alike.span.start : alike.span.end]}"
