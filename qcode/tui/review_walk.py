"""The review of all coding: the codings of a category one by one, and what looks like them."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content

from qcode.i18n import n_, t
from qcode.study.coding import Coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.words import fold
from qcode.tui import axial_worker
from qcode.tui.coding_rows import heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading, bar
from qcode.tui.review_walk_acts import WalkActs
from qcode.tui.review_walk_rows import Walk, near_key, near_row
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

    def opened(self, **place: Any) -> None:
        """The category; at the row given, else at the first that waits."""
        self.category = str(place.get("category") or "")
        self._walk = Walk(self.qcode.session.coder, self.category)
        self._walk.look(self.study)
        super().opened(**{**place, "key": place.get("key") or self._walk.first_waiting()})
        self.searching = True
        self.run_worker(self._search(), group="near", exclusive=True)

    async def _search(self) -> None:
        """What looks like the codings, from another process; without it the review goes on."""
        from qcode.analysis.edge import Alike

        await self.qcode.writer.flush()
        with contextlib.suppress(OSError, RuntimeError, ValueError):
            async for answer in axial_worker.ask(self.qcode.session.root, "near", self.category):
                found = [
                    Alike(name, Span(a, b), share, ident) for name, a, b, share, ident in answer
                ]
                self.near = {near_key(one): one for one in found}
        self.searching = False
        self.fill()

    def place(self) -> dict[str, Any]:
        """The category as well."""
        return {**super().place(), "category": self.category}

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """The codings, then what is near the edge."""
        study, query, walk = self.study, self.query_text, self._walk
        if walk is None:
            return ()
        walk.look(study)
        made: dict[Any, str] = {}
        rows = walk.rows_with(study, query) if query else walk.rows()
        if rows:
            rows.insert(0, heading_row(t("{codings} of the {category}"), self._counted()))
        free = [a for a in self.near.values() if walk.free(study, a)]
        shown = [a for a in free if not query or query in fold(_words(study, a))]
        if shown:
            said = t("look like them but are not coded so")
            rows.append(heading_row(said, str(len(shown))))
            rows += [near_row(study, one, made) for one in shown]
        elif self.searching:
            rows.append(heading_row(t("looking for {segments} that are like these…")))
        return rows

    def _counted(self) -> str:
        done, total = (self._walk.done, self._walk.total) if self._walk else (0, 0)
        return n_("{done} of {n} gone over", "{done} of {n} gone over", total, done=done)

    def nothing(self) -> str:
        """Nothing to go over."""
        return t("No {coding} of this {category} yet; Esc goes back.")

    def heading(self) -> Heading:
        """The category and how far it is gone over."""
        total = self._walk.total if self._walk else 0
        share = self._walk.done / total if self._walk and total else 0.0
        name = code_title(self.study, self.category)
        return Heading((t("going over: {name}", name=name), f"{self._counted()} {bar(share)}"))

    def facts(self) -> frozenset[str]:
        """Whether the row is a coding or near the edge."""
        found = set(super().facts() | self.coding_facts())
        if self.alike is not None:
            found.add("near")
        elif self.list.key:
            found.add("coding")
        if self._walk and self._walk.done < self._walk.total:
            found.add("waiting")
        return frozenset(found)

    @property
    def alike(self) -> Alike | None:
        """The segment near the edge that the cursor is on."""
        return self.near.get(self.list.key)

    def waits(self, ident: str) -> bool:
        """Whether this is the id of a coding that was not gone over."""
        return self._walk is not None and self._walk.waits(ident)

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
