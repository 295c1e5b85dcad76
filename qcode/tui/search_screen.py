"""Words in all transcripts and memos, found as one types, each with what stands around it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from rich.cells import cell_len
from textual.widgets import Input

from qcode.i18n import n_, t
from qcode.study.quotes import cite
from qcode.study.search import alphabet, find_in, search_pattern
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.tui.coding_rows import context, heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.list_screen import ListScreen
from qcode.tui.pieces import Piece, fit, one_line
from qcode.tui.row_list import ListRow
from qcode.tui.writing_memos import change_memo

MOST = 5000
"""Places that are listed; more say that the words are too common."""
_SHOW_EVERY = 0.1
"""Seconds after which places found so far are listed."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a transcript, or in a memo."""

    source: str
    span: Span
    memo: bool = False

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{'memo' if self.memo else 'text'}:{self.source}:{self.span.start}"


class SearchScreen(ListScreen):
    """Opened with `query=`; the filter line is the search, and it runs beside the keys."""

    NAME = "search"
    BINDINGS = bindings(on_screen("search"))  # type: ignore[assignment] # a list is fine
    PATIENCE = 0.06

    def __init__(self) -> None:
        super().__init__()
        self.whole = False
        self.memos = True
        self.hits: dict[str, Hit] = {}
        self.searching = False
        self._asked: tuple[object, ...] = ()
        self._lead = 8
        self._letters: dict[str, tuple[str, frozenset[str]]] = {}

    def on_mount(self) -> None:
        """Ready to type."""
        self.refresh_study()
        self.filter_line.focus()

    def placeholder(self) -> str:
        """What to type."""
        return t("words to find in all {transcripts}; * stands for any ending")

    def opened(self, **place: Any) -> None:
        """With words, or ready to type them."""
        self.whole = bool(place.get("whole", self.whole))
        self.memos = bool(place.get("memos", self.memos))
        key = str(place.get("key") or "")
        super().opened(**place)
        if not self.filter_line.value:
            self.filter_line.focus()
        elif key:
            self.run_worker(self._return_to(key), group="return")

    async def _return_to(self, key: str) -> None:
        while self.searching:
            await asyncio.sleep(0.02)
        self.list.go_to(key)

    def place(self) -> dict[str, Any]:
        """The words and how they are looked for."""
        return {**super().place(), "whole": self.whole, "memos": self.memos}

    # -- searching --------------------------------------------------------------------------------

    def fill(self, key: str | None = None) -> None:
        """Search again if something else is asked for."""
        study = self.study
        asked = (self.filter_line.value, self.whole, self.memos, study.transcripts, study.memos)
        if len(asked) == len(self._asked) and all(
            a is b or (a == b and isinstance(a, str | bool))
            for a, b in zip(asked, self._asked, strict=True)
        ):
            self._list_hits(key)
            return
        self._asked = asked
        self.searching = True
        self.run_worker(self._search(study, self.filter_line.value), group="search", exclusive=True)

    async def _search(self, study: Study, query: str) -> None:
        """Goes through text after text in a thread; a newer search cancels it between two."""
        pattern = await asyncio.to_thread(self._pattern, study, query)
        found: dict[str, Hit] = {}
        shown = monotonic()
        for batch in _batches(study, memos=self.memos) if pattern else ():
            assert pattern is not None  # noqa: S101 - there are no batches without one
            for hit in await asyncio.to_thread(_find, batch, pattern, MOST - len(found)):
                found[hit.key] = hit
            if len(found) >= MOST:
                break
            if monotonic() - shown > _SHOW_EVERY:
                shown = monotonic()
                self.hits = dict(found)
                self._list_hits(None)
        self.hits, self.searching = found, False
        self._list_hits(None)

    def _pattern(self, study: Study, query: str) -> re.Pattern[str] | None:
        texts = {f"t:{n}": s.text for n, s in study.transcripts.items()}
        texts |= {f"m:{n}": m.text for n, m in study.memos.items()}
        for name, text in texts.items():
            if name not in self._letters or self._letters[name][0] is not text:
                self._letters[name] = (text, alphabet([text]))
        letters = frozenset().union(*(self._letters[name][1] for name in texts))
        return search_pattern(query, letters, whole=self.whole)

    # -- listing ----------------------------------------------------------------------------------

    def _list_hits(self, key: str | None) -> None:
        super().fill(key)

    def rows(self) -> Sequence[ListRow]:
        """Places by transcript, then memos."""
        study, rows = self.study, []
        by_source: dict[tuple[bool, str], list[Hit]] = {}
        for hit in self.hits.values():
            known: Mapping[str, object] = study.memos if hit.memo else study.transcripts
            if hit.source in known:
                by_source.setdefault((hit.memo, hit.source), []).append(hit)
        longest = max((len(name) + 4 for memo, name in by_source if not memo), default=8)
        self._lead = max(6, min(24, longest))
        for (memo, source), hits in by_source.items():
            title = source
            if memo:
                title = t("{memo} {title}", title=study.memos[source].title)
            elif cases := study.transcripts[source].cases:
                title = f"{source} · {', '.join(cases)}"
            rows.append(heading_row(title, str(len(hits))))
            rows += [ListRow(hit.key, partial(self._line, hit)) for hit in hits]
        return rows

    def _line(self, hit: Hit, width: int) -> list[list[Piece]]:
        """A line of a concordance: the words found stand one below the other."""
        study = self.study
        if hit.memo:
            text, where = study.memos[hit.source].text, t("{memo}")
        else:
            source = study.transcripts[hit.source]
            text, where = source.text, cite(source, hit.span.start)
        lead = self._lead
        room = max(20, width - lead - 2)
        before, said, after = context(text, hit.span, room)
        half = max(8, room // 3)
        words: list[Piece] = [
            (fit(where, lead) + "  ", "muted"),
            (_end_of(before, half), ""),
            (said, "accent"),
            (fit(after, max(1, room - half - cell_len(said))), ""),
        ]
        return [words]

    def nothing(self) -> str:
        """Type, or nothing was found."""
        if self.searching:
            return t("Searching…")
        if not self.filter_line.value.strip():
            return t("Type words to find them in all {transcripts} and {memos}.")
        return t("“{query}” stands nowhere.", query=one_line(self.filter_line.value))

    @property
    def query_text(self) -> str:
        """The list itself is not filtered."""
        return ""

    def said(self) -> str:
        """How many places, in how many texts."""
        parts = [t("whole words") if self.whole else t("parts of words")]
        parts.append(t("{memos} as well") if self.memos else t("{transcripts} only"))
        if self.hits:
            texts = len({(h.memo, h.source) for h in self.hits.values()})
            found = n_("{n} place", "{n} places", len(self.hits))
            if len(self.hits) >= MOST:
                found = t("the first {found}", found=found)
            parts.insert(0, n_("{found} in 1 text", "{found} in {n} texts", texts, found=found))
        return " · ".join(parts)

    def heading(self) -> Heading:
        """The words."""
        query = self.filter_line.value.strip()
        parts = [t("find in all")] + ([f"“{query}”"] if query else [])
        return Heading((*parts, t("searching…")) if self.searching else tuple(parts))

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """To the place, or into the memo."""
        hit = self.hits.get(self.list.key)
        if hit is None:
            return
        if hit.memo:
            change_memo(self, hit.source)
        else:
            self.qcode.show_place(hit.source, hit.span)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the place: up and down walked through the list while typing."""
        event.stop()
        self.action_open_row()

    def action_whole_words(self) -> None:
        """Whole words, or parts as well."""
        self.whole = not self.whole
        self.fill()

    def action_with_memos(self) -> None:
        """Memos as well, or not."""
        self.memos = not self.memos
        self.fill()

    def back(self) -> bool:
        """Escape leaves at once: the words are kept for coming back from a place."""
        return False


_Batch = list[tuple[str, str, bool]]


def _batches(study: Study, *, memos: bool) -> Iterator[_Batch]:
    """Texts in helpings of about half a million characters: name, text, whether it is a memo."""
    texts = [(n, s.text, False) for n, s in sorted(study.transcripts.items())]
    if memos:
        texts += [(n, m.text, True) for n, m in study.memos.items()]
    batch: _Batch = []
    size = 0
    for one in texts:
        batch.append(one)
        size += len(one[1])
        if size > 500_000:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _find(batch: _Batch, pattern: re.Pattern[str], most: int) -> list[Hit]:
    found: list[Hit] = []
    for name, text, memo in batch:
        for span in find_in(text, pattern):
            if len(found) >= most:
                return found
            found.append(Hit(name, span, memo))
    return found


def _end_of(text: str, width: int) -> str:
    """The last cells of a text, right-aligned."""
    while cell_len(text) > width:
        text = text[cell_len(text) - width :] if text.isascii() else text[1:]
    return " " * (width - cell_len(text)) + text
