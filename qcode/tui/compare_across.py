"""Constant comparison across cases and groups: a code's codings in a section for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qcode.i18n import n_, t
from qcode.study.coding import Coding, CodingFile
from qcode.study.quotes import Made
from qcode.study.study import Study
from qcode.tui.coding_changes import CodingChanges
from qcode.tui.coding_rows import Listed, coding_row, heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import wrap
from qcode.tui.row_list import ListRow
from qcode.tui.segment_pane import title_of

Found = tuple[CodingFile, Coding]
CASE, TRANSCRIPT = "case", "transcript"
_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


class AcrossScreen(CodingChanges):
    """Opened with `code=`, and `by=` for what makes the sections."""

    NAME = "across"
    BINDINGS = bindings(on_screen("across"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = "AcrossScreen RowList { scrollbar-gutter: stable; }"

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.by = CASE
        self._groups = 0
        self._made: Made = {}

    def below(self) -> ComposeResult:
        """What the code means."""
        yield Static("", classes="foot", markup=False)

    def opened(self, **place: Any) -> None:
        """This code, in the sections that were chosen last."""
        self.code = self.study.codebook.resolve(str(place.get("code") or ""))
        remembered = str(self.qcode.remembered.get("across") or CASE)
        by = str(place.get("by") or remembered)
        self.by = by if by in self.ways() else CASE
        super().opened(**place)

    def place(self) -> dict[str, Any]:
        """The code and the sections."""
        return {**super().place(), "code": self.code, "by": self.by}

    def current_code(self) -> str:
        """The code of the row, else the one that is compared."""
        return super().current_code() or self.code

    # -- sections ---------------------------------------------------------------------------------

    def ways(self) -> dict[str, str]:
        """What can make the sections, and how it is called: participants, sources, attributes."""
        from qcode.analysis.reach import group_attributes

        return {
            CASE: t("{participant}"),
            TRANSCRIPT: t("{transcript}"),
            **{name: name for name in group_attributes(self.study)},
        }

    def rows(self) -> Sequence[ListRow]:
        """A heading for each section, the codings below it; those without any in one line."""
        from qcode.analysis.comparison import grouped

        study, query = self.study, self.query_text
        if self.code not in study.codebook.codes:
            return ()
        self._made = {}
        found = {
            key: [one for one in codings if not query or query in Listed(*one).haystack(study)]
            for key, codings in grouped(study, self.code, self.by).items()
        }
        rows: list[ListRow] = []
        for key, codings in found.items():
            if codings:
                rows.append(heading_row(self._title(key), self._counted(key, codings)))
                rows += [self._row(key, one) for one in codings]
        self._groups = sum(bool(codings) for codings in found.values())
        without = [self._title(key) for key, codings in found.items() if not codings]
        if rows and without and not query:
            rows.append(_none_row(t("none with: {names}", names=", ".join(without))))
        return rows

    def _row(self, key: str, one: Found) -> ListRow:
        """A coding; it stands in two sections when it covers the words of two."""
        named = self.study.codebook.is_category(self.code)
        own = self.qcode.session.coder
        row = coding_row(self.study, Listed(*one), named=named, made=self._made, own=own)
        return ListRow(f"{one[1].id}@{key}", row.draw, row.height)

    def _title(self, key: str) -> str:
        if not key:
            return t("not known")
        if self.by != CASE:
            return key
        ways = self.ways()
        about = dict.fromkeys(v for n, v in _attributes(self.study, key) if n in ways)
        return f"{key} ({', '.join(about)})" if about else key

    def _counted(self, key: str, codings: Sequence[Found]) -> str:
        """How many, and of how many participants of the section."""
        count = n_("{n} {coding}", "{n} {codings}", len(codings))
        if self.by in {CASE, TRANSCRIPT} or not key:
            return count
        study = self.study
        members = {
            case
            for name, source in study.transcripts.items()
            for case in source.cases
            if study.attribute(name, case, self.by) == key
        }
        said = {
            case
            for file, coding in codings
            for case in study.transcripts[file.transcript].cases_in(coding.span)
        }
        reached = t("{n} of {total} {participants}", n=len(said & members), total=len(members))
        return f"{count} · {reached}"

    def nothing(self) -> str:
        """Nobody has said so."""
        return t("No {coding} of this {code} yet; Esc goes back.")

    def said(self) -> str:
        """What makes the sections."""
        name = self.ways().get(self.by, self.by)
        return t("a section for each: {name}", name=name)

    def heading(self) -> Heading:
        """The code, and over how many sections its codings are spread."""
        name = t("across: {name}", name=title_of(self.code, self.study))
        return Heading((name, n_("{n} section", "{n} sections", self._groups)))

    def facts(self) -> frozenset[str]:
        """What can be done with the row."""
        return super().facts() | self.coding_facts()

    def moved(self) -> None:
        """What the code means, to hold the incidents against."""
        known = self.study.codebook.codes.get(self.current_code())
        foot = self.query_one(".foot", Static)
        foot.display = known is not None
        if known is not None:
            meaning = known.definition or t("no definition yet; e writes one")
            look = "" if known.definition else "$text-muted"
            foot.update(
                Content("\n").join(
                    [Content.styled(known.name, "bold"), Content.styled(meaning, look)]
                )
            )

    # -- acts -------------------------------------------------------------------------------------

    def found(self) -> Found | None:
        """The coding under the cursor."""
        return self.study.find_coding(self._ident()) if self.list.key else None

    def _ident(self) -> str:
        return self.list.key.partition("@")[0]

    def _show_by(self, by: str) -> None:
        here = self._ident()
        self.by = by
        self.qcode.remembered.set("across", by)
        self.fill()
        self.list.go_to(next((k for k in self.list.keys if k.startswith(f"{here}@")), ""))
        self.tell()

    def action_next_sections(self) -> None:
        """The next of what can make the sections."""
        ways = list(self.ways())
        at = ways.index(self.by) if self.by in ways else -1
        self._show_by(ways[(at + 1) % len(ways)])

    def action_choose_sections(self) -> None:
        """Choose what makes the sections."""
        from qcode.tui.key_menu import KeyMenu

        keyed = dict(zip(_KEYS, self.ways().items(), strict=False))

        def chosen(key: str | None) -> None:
            if key:
                self._show_by(keyed[key][0])

        choices = [(key, name) for key, (_, name) in keyed.items()]
        self.app.push_screen(KeyMenu(t("A section for each:"), choices), chosen)

    def action_next_part(self) -> None:
        """To the first coding of the next section, round and round."""
        self._to_part(1)

    def action_previous_part(self) -> None:
        """To the first coding of the section before."""
        self._to_part(-1)

    def _to_part(self, step: int) -> None:
        rows = self.list.rows
        starts = [i + 1 for i, row in enumerate(rows[:-1]) if not row.key and rows[i + 1].key]
        if not starts:
            return
        here = sum(start <= self.list.cursor for start in starts) - 1
        self.list.go_to(rows[starts[(here + step) % len(starts)]].key)

    def action_write_memo(self) -> None:
        """A memo about the coding."""
        from qcode.tui.writing_memos import memo_of_coding

        if self.list.key:
            memo_of_coding(self, self._ident())

    def action_attach(self) -> None:
        """Evidence for or against a link or a proposition."""
        from qcode.tui.relate_acts import attach_codings

        if self.list.key:
            attach_codings(self, [self._ident()])

    def action_codings_of_code(self) -> None:
        """All of them in one list."""
        self.qcode.open_screen("codings", code=self.code)


def _attributes(study: Study, case: str) -> list[tuple[str, str]]:
    """The attributes of a case that are known, in the order of the study."""
    name = next((n for n, s in study.transcripts.items() if case in s.cases), "")
    values = [(a, study.attribute(name, case, a)) for a in study.attribute_names] if name else []
    return [(a, value) for a, value in values if value]


def _none_row(words: str) -> ListRow:
    """The sections in which nobody has said so."""
    return ListRow(
        "",
        lambda width: wrap([(words, "muted")], width, 4),
        lambda width: len(wrap([(words, "muted")], width, 4)),
    )
