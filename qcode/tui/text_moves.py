"""Moving and selecting in a transcript: the acts of every screen that shows one."""

from __future__ import annotations

from qcode.tui.study_screen import StudyScreen
from qcode.tui.transcript_view import TranscriptView


class TextMoves(StudyScreen):
    """Acts on the transcript of a screen."""

    @property
    def view(self) -> TranscriptView:
        """The transcript."""
        return self.query_one(TranscriptView)

    def action_next_segment(self) -> None:
        """On by a segment."""
        self.view.move_segment(1)

    def action_previous_segment(self) -> None:
        """Back by a segment."""
        self.view.move_segment(-1)

    def action_next_turn(self) -> None:
        """On by a turn of a participant."""
        self.view.move_turn(1)

    def action_previous_turn(self) -> None:
        """Back by a turn of a participant."""
        self.view.move_turn(-1)

    def action_page_down(self) -> None:
        """Down by a page."""
        self.view.page(1)

    def action_page_up(self) -> None:
        """Up by a page."""
        self.view.page(-1)

    def action_first_segment(self) -> None:
        """To the start."""
        self.view.first()

    def action_last_segment(self) -> None:
        """To the end."""
        self.view.last()

    def action_grow(self) -> None:
        """Larger."""
        self.view.grow_selection()

    def action_shrink(self) -> None:
        """Smaller."""
        self.view.shrink_selection()

    def action_select_after(self) -> None:
        """The next piece of the same size."""
        self.view.shift(1)

    def action_select_before(self) -> None:
        """The piece of the same size before."""
        self.view.shift(-1)

    def action_end_on(self) -> None:
        """The end on by a word."""
        self.view.extend("word", "end", 1)

    def action_end_back(self) -> None:
        """The end back by a word."""
        self.view.extend("word", "end", -1)

    def action_start_on(self) -> None:
        """The start on by a word."""
        self.view.extend("word", "start", 1)

    def action_start_back(self) -> None:
        """The start back by a word."""
        self.view.extend("word", "start", -1)

    def action_end_character_on(self) -> None:
        """The end on by a character."""
        self.view.extend("character", "cursor", 1)

    def action_end_character_back(self) -> None:
        """The end back by a character."""
        self.view.extend("character", "cursor", -1)

    def action_end_line_on(self) -> None:
        """The end down by a line."""
        self.view.extend("row", "cursor", 1)

    def action_end_line_back(self) -> None:
        """The end up by a line."""
        self.view.extend("row", "cursor", -1)
