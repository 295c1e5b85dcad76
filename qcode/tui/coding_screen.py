"""The coding screen: moving, selecting and panes; what is done to codings stands in its bases."""

from __future__ import annotations

from textual import events
from textual.dom import DOMNode

from qcode.i18n import t
from qcode.tui.coding_asks import CodingAsks
from qcode.tui.command_table import on_screen
from qcode.tui.commands import Command, bindings
from qcode.tui.text_moves import TextMoves
from qcode.tui.tree_pane import CodeTree


class CodingScreen(CodingAsks, TextMoves):
    """Read a transcript and code it."""

    BINDINGS = bindings(on_screen("coding"))  # type: ignore[assignment] # a list of Binding is fine
    DEFAULT_CSS = """
    CodingScreen { layers: base over; background: $background; }
    CodingScreen #panes { height: 1fr; layers: base over; }
    CodingScreen CodesPane { width: 26%; min-width: 26; max-width: 48; }
    CodingScreen SegmentPane { width: 27%; min-width: 28; max-width: 50; }
    CodingScreen TranscriptView { width: 1fr; }
    CodingScreen #offers {
        dock: bottom; height: 1; margin-bottom: 1; padding: 0 1; background: $surface;
        display: none; text-wrap: nowrap;
    }
    CodingScreen #nothing { display: none; height: 1fr; content-align: center middle; }
    CodingScreen.-nothing #nothing { display: block; }
    CodingScreen.-nothing #panes { display: none; }
    CodingScreen.-folded-codes CodesPane { display: none; }
    CodingScreen.-folded-segment SegmentPane { display: none; }
    CodingScreen.-narrow #offers { display: block; }
    CodingScreen.-narrow CodesPane, CodingScreen.-narrow SegmentPane {
        display: none; layer: over; width: 46; max-width: 60%; height: 100%;
    }
    CodingScreen.-narrow CodesPane { dock: left; }
    CodingScreen.-narrow SegmentPane { dock: right; }
    CodingScreen.-narrow CodesPane:focus-within { display: block; }
    CodingScreen.-narrow.-open-codes CodesPane { display: block; }
    CodingScreen.-narrow.-open-segment SegmentPane { display: block; }
    """

    # -- moving ---------------------------------------------------------------------------------

    def action_next_unread(self) -> None:
        """On to what is unread."""
        self._unread(1)

    def action_previous_unread(self) -> None:
        """Back to what is unread."""
        self._unread(-1)

    def _unread(self, step: int) -> None:
        if self.view.move_unread(step):
            return
        read = self._read()
        if read.read >= read.total:
            self.say(t("All of {name} is read in this {pass}.", name=self.transcript))
        else:
            self.say(t("Nothing unread further on; N looks back."))

    def action_next_coding(self) -> None:
        """On by a coding."""
        self._coding(1)

    def action_previous_coding(self) -> None:
        """Back by a coding."""
        self._coding(-1)

    def _coding(self, step: int) -> None:
        if not self.view.move_coding(step):
            self.say(t("There is no further {coding}."))

    # -- panes ----------------------------------------------------------------------------------

    def action_codes_pane(self) -> None:
        """Into the pane of codes; from there out of it, folding it away."""
        if self.in_codes:
            self._leave_pane("codes", fold=True)
        else:
            self._enter("codes")

    def action_segment_pane(self) -> None:
        """Into the pane about the segment; from there out of it, folding it away."""
        if self.in_segment:
            self._leave_pane("segment", fold=True)
        else:
            self._enter("segment")

    def _enter(self, pane: str) -> None:
        other = "segment" if pane == "codes" else "codes"
        self.remove_class(f"-folded-{pane}", f"-open-{other}")
        self.add_class(f"-open-{pane}")
        widget = self.codes.code_tree if pane == "codes" else self.segment
        if pane == "codes" and not self.in_codes:
            found = self.current_coding()
            if found:
                self.codes.code_tree.go_to(self.study.codebook.resolve(found[1].code))
        if widget.is_on_screen:
            self._focus_pane(widget)  # at once, so that the next key is the pane's
        else:
            self.call_after_refresh(self._focus_pane, widget)

    def _focus_pane(self, widget: DOMNode) -> None:
        if widget is self.segment:
            self.segment.focus()
        else:
            self.codes.code_tree.focus()
        self.draw_here()

    def _leave_pane(self, pane: str, *, fold: bool = False) -> None:
        if fold and not self.narrow:
            self.add_class(f"-folded-{pane}")
        self.remove_class("-open-codes", "-open-segment")
        self.codes.end_filter()
        self.view.focus()
        self.draw_here()

    def action_next_pane(self) -> None:
        """Text, codes, segment, and round again."""
        self._round(("text", "codes", "segment"))

    def action_previous_pane(self) -> None:
        """The other way round."""
        self._round(("text", "segment", "codes"))

    def _round(self, order: tuple[str, ...]) -> None:
        here = "codes" if self.in_codes else "segment" if self.in_segment else "text"
        following = order[(order.index(here) + 1) % len(order)]
        if following == "text":
            self._leave_pane(here)
        else:
            self._enter(following)

    def on_code_tree_highlighted(self, event: CodeTree.Highlighted) -> None:
        """The details follow the tree's cursor."""
        event.stop()
        self.draw_here()

    def on_code_tree_opened(self, event: CodeTree.Opened) -> None:
        """The codings of a code."""
        event.stop()
        self.qcode.open_screen("codings", code=event.code)

    def on_code_tree_edited(self, event: CodeTree.Edited) -> None:
        """The code itself."""
        event.stop()
        self.qcode.open_screen("code", code=event.code)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Which pane has the keys decides about the bottom line and the details.

        A click into the text takes away what was slid over it.
        """
        if self.narrow and event.widget is self.view:
            self.remove_class("-open-codes", "-open-segment")
        self.draw_here()

    def target_of(self, command: Command) -> DOMNode:
        """The pane of codes has acts of its own."""
        return self.codes.code_tree if "codes-pane" in command.screens else self

    def back(self) -> bool:
        """Escape: the find bar, edges and selection, the pane, the marked hits, in this order."""
        if self.find_bar is not None:
            self.close_find()
        elif self.in_codes or self.in_segment:
            if not self.codes.end_filter():
                self._leave_pane("codes")
        elif self.view.selection and self.view.selection == self.arrived and self.qcode.trail:
            self.view.clear_selection()
            return False
        elif self.view.clear_selection():
            self.draw_here()
        elif self.hits:
            self.hits = ()
            self.view.set_hits(())
        else:
            return False
        return True

    def on_resize(self) -> None:
        """Panes fold by width; draw what they show now."""
        self.call_after_refresh(self.draw_here)
