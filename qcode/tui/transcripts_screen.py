"""The transcripts of the study: what they are, how far they are read, and who coded them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qcode.i18n import N_, n_, number, t, term
from qcode.study.coding import PASSES, READ
from qcode.study.progress import Progress, progress
from qcode.study.quotes import spoken_date
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.study.words import fold
from qcode.tui.coding_base import CodingBase
from qcode.tui.coding_drawing import NARROW, PASS_TITLES
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading, bar
from qcode.tui.list_screen import ListScreen
from qcode.tui.pieces import Piece, fit
from qcode.tui.row_list import ListRow
from qcode.tui.writing_memos import new_memo

KINDS = {
    "interview": N_("interview"),
    "observation": N_("observation"),
    "document": N_("document"),
}
_Columns = tuple[int, int, int, int]
"""Widths of name, cases, kind and date."""


class TranscriptsScreen(ListScreen):
    """A line for each transcript; Enter reads on where the coder left it."""

    NAME = "transcripts"
    BINDINGS = bindings(on_screen("transcripts"))  # type: ignore[assignment] # a list is fine
    SORTS = (
        ("name", N_("by name")),
        ("date", N_("by date")),
        ("words", N_("by words")),
        ("read", N_("by what is unread")),
        ("codings", N_("by {codings}")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.reading = "open"
        self._columns: _Columns = (6, 6, 5, 5)
        self._read: dict[tuple[str, str], tuple[object, object, Progress]] = {}

    def above(self) -> ComposeResult:
        """The names of the columns."""
        yield Static("", classes="head", markup=False)

    def below(self) -> ComposeResult:
        """The passes of the transcript under the cursor."""
        yield Static("", classes="foot", markup=False)

    def on_mount(self) -> None:
        """The pass is the one that the coding screen is in; the cursor on its transcript."""
        kept = self.qcode.remembered.of_study(self.qcode.session.root)
        coding = self._coding_screen()
        self.reading = coding.reading if coding else str(kept.get("reading") or "open")
        super().on_mount()
        self.list.go_to(coding.transcript if coding else str(kept.get("transcript") or ""))

    def on_screen_resume(self) -> None:
        """The pass may have been changed on the coding screen."""
        coding = self._coding_screen()
        if coding and coding.reading != self.reading and self.is_mounted:
            self.reading = coding.reading
            self.fill()
        super().on_screen_resume()

    def _coding_screen(self) -> CodingBase | None:
        try:
            stack = self.qcode.get_screen_stack("coding")
        except KeyError:
            return None
        return next((s for s in stack if isinstance(s, CodingBase) and s.is_mounted), None)

    # -- rows -------------------------------------------------------------------------------------

    def nothing(self) -> str:
        """What brings transcripts in."""
        return t("No {transcript} yet; i imports files and folders.")

    def rows(self) -> Sequence[ListRow]:
        """The transcripts that fit, in order."""
        study, query = self.study, self.query_text
        shown = [s for s in study.transcripts.values() if query in fold(_haystack(study, s))]
        shown.sort(key=self._order(study), reverse=self.backwards)
        self._columns = _widths(study)
        self.draw_head()
        return [ListRow(s.name, partial(self._line, s)) for s in shown]

    def _order(self, study: Study) -> Callable[[Transcript], Any]:
        orders: dict[str, Callable[[Transcript], Any]] = {
            "name": lambda s: s.name.casefold(),
            "date": lambda s: (study.attribute(s.name, "", "date"), s.name),
            "words": lambda s: (-s.word_count, s.name),
            "read": lambda s: (self.read(s.name).share, s.name),
            "codings": lambda s: (-sum(len(f.codings) for f in study.files_of(s.name)), s.name),
        }
        return orders[self.sort]

    def read(self, name: str, reading: str = "") -> Progress:
        """How far I have read it in a pass; counted once for each state of the file."""
        reading = reading or self.reading
        coder = self.qcode.session.coder
        state = (self.study.transcripts[name], self.study.file(coder, name))
        kept = self._read.get((name, reading))
        if kept is None or kept[0] is not state[0] or kept[1] is not state[1]:
            counted = progress(self.study, coder, name, reading)
            kept = self._read[name, reading] = (*state, counted)
        return kept[2]

    def _line(self, source: Transcript, width: int) -> list[list[Piece]]:
        del width
        study, (name, case, kind, date) = self.study, self._columns
        read = self.read(source.name)
        pieces: list[Piece] = [
            (fit(source.name, name), "strong"),
            ("  " + fit(", ".join(source.cases), case), ""),
            ("  " + fit(t(KINDS.get(source.kind, source.kind)), kind), "muted"),
            ("  " + fit(study.attribute(source.name, "", "date"), date), "muted"),
            (f"  {source.word_count:>6,}", ""),
            (f"  {_percent(read):>4} ", ""),
            (bar(read.share, 7), "accent" if read.share < 1 else ""),
            ("  ", ""),
        ]
        counts = [(f.coder, len(f.codings)) for f in study.files_of(source.name) if f.codings]
        said = "  ".join(f"{coder} {count}" for coder, count in sorted(counts)) or "—"
        lost = sum(len(f.unplaced) for f in study.files_of(source.name))
        pieces.append((said, ""))
        if lost:
            pieces.append((f"  ! {n_('{n} unplaced', '{n} unplaced', lost)}", "warning"))
        return [pieces]

    def draw_head(self) -> None:
        """The names of the columns, as wide as these."""
        name, case, kind, date = self._columns
        head: list[Piece] = [
            (fit(t("name"), name), ""),
            ("  " + fit(term("case"), case), ""),
            ("  " + fit(t("kind"), kind), ""),
            ("  " + fit(t("date"), date), ""),
            ("  " + fit(t("words"), 6, right=True), ""),
            ("  " + fit(t("read"), 12), ""),
        ]
        named = Content("".join(words for words, _ in head))
        last = t("{codings} by {coder}")
        if named.cell_length + len(last) + 5 > self.app.size.width:
            last = term("codings")
        self.query_one(".head", Static).update(named + f"  {last}")

    def on_resize(self) -> None:
        """The width decides what the last column is called and what the summary says."""
        self.draw_head()
        self.tell()
        super().on_resize()

    def said(self) -> str:
        """The totals of what is listed."""
        listed = [self.study.transcripts[k] for k in self.list.keys]
        words = sum(s.word_count for s in listed)
        codings = sum(len(f.codings) for s in listed for f in self.study.files_of(s.name))
        parts = [
            n_("{n} {transcript}", "{n} {transcripts}", len(listed)),
            n_("{count} word", "{count} words", words, count=number(words)),
            n_("{n} {coding}", "{n} {codings}", codings),
            self.order_name(),
        ]
        if self.app.size.width < NARROW:  # the filter beside it is to be read
            del parts[1]
        return " · ".join(parts)

    def moved(self) -> None:
        """The passes of the one under the cursor."""
        foot = self.query_one(".foot", Static)
        source = self.study.transcripts.get(self.list.key)
        foot.display = source is not None
        if source is None:
            return
        parts = []
        for reading in PASSES:
            done = self.read(source.name, reading)
            text = f"{t(PASS_TITLES[reading])} {done.read}/{done.total}"
            parts.append(Content.styled(text, "bold" if reading == self.reading else "$text-muted"))
        said = [Content("  ·  ").join(parts)]
        language = self.study.codebook.language
        about = [
            f"{name}: {spoken_date(value, language) if name == 'date' else value}"
            for name, value in source.attributes.items()
            if name != "kind"
        ]
        if about:
            said.append(Content.styled(" · ".join(about), "$text-muted"))
        foot.update(Content("\n").join(said))

    def facts(self) -> frozenset[str]:
        """Whether codings wait for a place."""
        lost = any(c.kind != READ for _, c in self.study.without_place())
        return super().facts() | ({"unplaced"} if lost else frozenset())

    def heading(self) -> Heading:
        """The pass, and how far all is read."""
        counted = [self.read(name) for name in self.study.transcripts]
        whole = Progress(sum(c.read for c in counted), sum(c.total for c in counted))
        title = term("transcripts", capital=True)
        return Heading((title, t(PASS_TITLES[self.reading])), whole if whole.total else None)

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """Read on."""
        if self.list.key:
            self.qcode.open_screen("coding", transcript=self.list.key)

    def action_import_files(self) -> None:
        """Bring something in."""
        self.qcode.open_screen("import")

    def action_unplaced(self) -> None:
        """Those that lost their place."""
        self.qcode.open_screen("unplaced")

    def action_write_memo(self) -> None:
        """About the transcript."""
        if name := self.list.key:
            new_memo(self, name, about=(f"transcript:{name}",), type_="theoretical")

    def action_choose_pass(self) -> None:
        """Another pass, here and on the coding screen."""
        from qcode.tui.key_menu import KeyMenu

        choices = [(str(n), t(PASS_TITLES[name])) for n, name in enumerate(PASSES, start=1)]

        def chosen(key: str | None) -> None:
            if not key:
                return
            self.reading = PASSES[int(key) - 1]
            kept = self.qcode.remembered.of_study(self.qcode.session.root)
            kept["reading"] = self.reading
            if coding := self._coding_screen():
                coding.reading = self.reading
                coding.show_saved()
            self.fill()

        self.app.push_screen(KeyMenu(t("{Pass}:"), choices), chosen)


def _haystack(study: Study, source: Transcript) -> str:
    coders = [f.coder for f in study.files_of(source.name) if f.codings]
    kind = t(KINDS.get(source.kind, source.kind))
    parts = [source.name, kind, *source.cases, *source.attributes.values(), *coders]
    for case in source.cases:
        parts += study.cases.get(case).values()
    return " ".join(parts)


def _percent(read: Progress) -> str:
    return f"{int(100 * read.share)}%" if read.total else "—"


def _widths(study: Study) -> _Columns:
    def widest(values: list[str], least: int, most: int) -> int:
        return max(least, min(most, max((len(v) for v in values), default=0)))

    sources = list(study.transcripts.values())
    return (
        widest([s.name for s in sources], 6, 24),
        widest([", ".join(s.cases) for s in sources], 6, 16),
        widest([t(KINDS.get(s.kind, s.kind)) for s in sources], 5, 11),
        widest([study.attribute(s.name, "", "date") for s in sources], 5, 10),
    )
