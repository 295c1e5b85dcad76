"""Beside coding: memos, copying, correcting the text, finding, filtering, passes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.i18n import n_, t
from qcode.study import edits
from qcode.study.coding import PASSES
from qcode.study.filters import Filter
from qcode.study.quotes import attribution, cite, quote_of
from qcode.study.spans import Span
from qcode.study.words import find_all
from qcode.tui.coding_acts import CodingActs
from qcode.tui.coding_drawing import PASS_TITLES
from qcode.tui.segment_pane import title_of

if TYPE_CHECKING:
    from qcode.tui.find_bar import FindBar

_NO_CLIPBOARD = frozenset({"linux", "dumb", "Apple_Terminal"})
"""Terminals that do not take OSC 52."""


class CodingNotes(CodingActs):
    """The acts that write notes, correct the text, and look."""

    hits: tuple[Span, ...] = ()
    hit = 0
    query_text = ""
    find_bar: FindBar | None = None
    """The find bar, while it is open."""

    # -- quotes and memos -----------------------------------------------------------------------

    def quote(self) -> tuple[str, str]:
        """The target's words, or its coding's printed form, and their attribution."""
        span, source = self.view.target, self.study.transcripts[self.transcript]
        found = self.current_coding()
        if found and found[1].placed and found[1].span == span:
            quote = quote_of(self.study, *found)
            return quote.text, quote.attribution
        return source.text[span.start : span.end], attribution(self.study, source, span)

    def action_copy_quote(self) -> None:
        """To the clipboard, or to a file where the terminal has none to offer."""
        if not self._something():
            return
        words, who = self.quote()
        text = f"“{' '.join(words.split())}” {who}".strip()
        if {os.environ.get("TERM", ""), os.environ.get("TERM_PROGRAM", "")} & _NO_CLIPBOARD:
            path = _copied_file()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", "utf-8")
            self.say(t("This terminal has no clipboard; the {quote} is in {path}", path=path))
            return
        self.app.copy_to_clipboard(text)
        self.say(t("Copied: {text}", text=text))

    def action_write_memo(self) -> None:
        """A memo about the code in the tree, the coding, or the words under the cursor."""
        if self.in_codes and self.codes.code_tree.code:
            code = self.codes.code_tree.code
            self._ask_memo(title_of(code, self.study), "", (f"code:{code}",), "code")
            return
        if not self._something():
            return
        words, who = self.quote()
        found = self.current_coding()
        source = self.study.transcripts[self.transcript]
        where = cite(source, self.view.target.start)
        quoted = "\n".join(f"> {line}" for line in words.splitlines())
        text = f"{quoted}\n> {who} {where}\n\n"
        if found:
            name = title_of(found[1].code, self.study)
            self._ask_memo(f"{name}, {where}", text, (f"coding:{found[1].id}",), "code")
        else:
            self._ask_memo(where, text, (f"transcript:{self.transcript}",), "theoretical")

    def _ask_memo(self, title: str, text: str, about: tuple[str, ...], kind: str) -> None:
        from qcode.tui.writing_memos import new_memo

        new_memo(self, title, text=text, about=about, type_=kind)

    # -- the text -------------------------------------------------------------------------------

    def action_edit_text(self) -> None:
        """Correct the words of this segment; codings are found again."""
        from qcode.tui.prompt import TextPrompt

        place = self.here()
        if place is None:
            return
        name, span = place.transcript, place.span
        old = self.study.transcripts[name].text[span.start : span.end]
        waiting = len(self.study.unplaced())

        def written(new: str | None) -> None:
            if new is None or new == old:
                return
            if not new.strip():
                self.say(t("Nothing is left of the {segment}; it stays as it was."), "warning")
                return
            if self.do(lambda study: edits.edit_text(study, name, span.start, old, new)):
                lost = len(self.study.unplaced()) - waiting
                self.say(
                    t("Corrected; all {codings} are in their places.")
                    if lost <= 0
                    else n_(
                        "Corrected; {n} {coding} lost its place and waits in a list.",
                        "Corrected; {n} {codings} lost their place and wait in a list.",
                        lost,
                    )
                )

        title = t("The text of {place}", place=cite(self.study.transcripts[name], span.start))
        self.app.push_screen(TextPrompt(title, old), written)

    # -- finding --------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Open the find bar."""
        from qcode.tui.find_bar import FindBar

        if self.find_bar is None:
            self.find_bar = FindBar(self.query_text)
            self.mount(self.find_bar)

    def on_find_bar_wanted(self, event: FindBar.Wanted) -> None:
        """Show where the words stand, and go to the first from here on."""
        self.query_text = event.query
        text = self.study.transcripts[self.transcript].text if self.transcript else ""
        self.hits = tuple(find_all(text, event.query)) if event.query.strip() else ()
        start = self.view.target.start
        self.hit = next((i for i, s in enumerate(self.hits) if s.end > start), 0)
        self._show_hit()

    def on_find_bar_next(self, event: FindBar.Next) -> None:
        """The next or previous place, round and round."""
        if self.hits:
            self.hit = (self.hit + event.step) % len(self.hits)
            self._show_hit()

    def _show_hit(self) -> None:
        self.view.set_hits(self.hits, self.hit if self.hits else None)
        if self.hits:
            self.view.go_to(self.hits[self.hit], select=False)
            said = t("{i} of {n} · Enter next · Esc done", i=self.hit + 1, n=len(self.hits))
        else:
            said = t("not in this {transcript}") if self.query_text.strip() else ""
        if self.find_bar is not None:
            self.find_bar.tell(said)

    def on_find_bar_everywhere(self, event: FindBar.Everywhere) -> None:
        """The same words in all transcripts."""
        self.close_find()
        self.qcode.open_screen("search", query=event.query)

    def on_find_bar_closed(self) -> None:
        """Back to the text, at the place found."""
        self.close_find()

    def close_find(self) -> None:
        """Close the bar; the hits stay marked until the next Escape."""
        if self.find_bar is not None:
            self.find_bar.remove()
            self.find_bar = None
        self.view.focus()

    # -- looking --------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Choose what is shown."""
        from qcode.tui.filter_dialog import FilterDialog

        def chosen(found: Filter | None) -> None:
            if found is not None:
                self.show_whose(found, others=bool(self.others))

        self.app.push_screen(FilterDialog(self.study, self.filter), chosen)

    def action_others(self) -> None:
        """Draw other coders' codings too, or my own alone."""
        if self.qcode.blind:
            self.say(t("Closed while you {code} blind; , b on the {coding} screen ends it."))
            return
        self.show_whose(self.filter, others=not self.others)
        self.say(
            t("{Codings} of all coders are shown, others' lighter.")
            if self.others
            else t("Only your own {codings} are shown.")
        )

    def action_hide(self) -> None:
        """Hide codes and suggestions, or show them again."""
        self.hidden = not self.hidden
        self.show_saved()
        self.draw_here()

    def action_choose_pass(self) -> None:
        """Ask for the pass."""
        from qcode.tui.key_menu import KeyMenu

        choices = [(str(n), t(PASS_TITLES[name])) for n, name in enumerate(PASSES, start=1)]

        def chosen(key: str | None) -> None:
            if key:
                self.reading = PASSES[int(key) - 1]
                self.show_saved()
                self.draw_here()

        self.app.push_screen(KeyMenu(t("{Pass}:"), choices), chosen)

    def action_toggle_unit(self) -> None:
        """By turn or by sentence."""
        self.unit = "turn" if self.unit == "sentence" else "sentence"
        self.show_saved()
        self.stand_here()
        self.say(t("By sentence.") if self.unit == "sentence" else t("By {turn}."))

    def action_next_transcript(self) -> None:
        """The next transcript that the filter lets through."""
        self._other_transcript(1)

    def action_previous_transcript(self) -> None:
        """The transcript before."""
        self._other_transcript(-1)

    def _other_transcript(self, step: int) -> None:
        names = [n for n in self.study.transcripts if self.filter.matches_transcript(self.study, n)]
        if self.transcript not in names:
            names.append(self.transcript)
        index = names.index(self.transcript) + step
        if 0 <= index < len(names):
            self.opened(transcript=names[index])
        else:
            self.say(t("There is no further {transcript}."))

    def _open_for_code(self, screen: str) -> None:
        code, place = self.current_code(), self.here()
        if not code:
            self.say(t("There is no {code} here; ] goes to the next {coding}."))
        elif screen == "compare" and place:
            self.qcode.open_screen(
                screen, code=code, transcript=self.transcript, span=self.view.target
            )
        else:
            self.qcode.open_screen(screen, code=code)

    def action_codings_of_code(self) -> None:
        """The codings of the code here, in all transcripts."""
        self._open_for_code("codings")

    def action_open_here(self) -> None:
        """What the cursor is on."""
        self._open_for_code("codings")

    def action_compare(self) -> None:
        """The code's last incidents from other cases."""
        self._open_for_code("compare")

    def action_across(self) -> None:
        """The code's codings across cases and groups."""
        self._open_for_code("across")

    def action_similar(self) -> None:
        """Segments like this one."""
        if self._something():
            self.qcode.open_screen("similar", transcript=self.transcript, span=self.view.target)


def _copied_file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("qcode", appauthor=False) / "copied.txt"
