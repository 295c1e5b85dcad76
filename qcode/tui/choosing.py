"""A screen with choices above its table: how the keys go there, choose, and come back."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.widget import Widget

from qcode.tui.commands import Command
from qcode.tui.matrix_choices import Choice
from qcode.tui.matrix_commands import CHOICE
from qcode.tui.study_screen import StudyScreen


class ChoosingScreen(StudyScreen):
    """Tab walks the choices; Enter, Escape or a value that is taken lead back to the table."""

    def table(self) -> Widget:
        """What stands below the choices and has the keys at other times."""
        raise NotImplementedError

    @property
    def choosing(self) -> Choice | None:
        """The choice that has the keys."""
        return self.focused if isinstance(self.focused, Choice) else None

    def footer_place(self) -> str:
        """A choice has keys of its own."""
        return CHOICE if self.choosing else super().footer_place()

    def target_of(self, command: Command) -> DOMNode:
        """The choice that has the keys, for what is done with it."""
        if self.choosing and CHOICE in command.screens:
            return self.choosing
        return super().target_of(command)

    def action_next_choice(self) -> None:
        """The table, the choices, and round again."""
        self._round(1)

    def action_previous_choice(self) -> None:
        """The other way round."""
        self._round(-1)

    def _round(self, step: int) -> None:
        stops = [self.table(), *self.query(Choice)]
        here = next((i for i, w in enumerate(stops) if w is self.focused), 0)
        stops[(here + step) % len(stops)].focus()

    def on_choice_asked(self, event: Choice.Asked) -> None:
        """All values, to choose from; one that is taken leads to the table."""
        from qcode.tui.matrix_values import ValueList

        event.stop()
        choice = event.choice

        def chosen(value: str | None) -> None:
            if value:
                choice.choose(value)
                self.table().focus()

        self.app.push_screen(ValueList(choice), chosen)

    def on_choice_taken(self, event: Choice.Taken) -> None:
        """What is chosen stays; on to the table."""
        event.stop()
        self.table().focus()
