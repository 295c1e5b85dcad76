"""The list of all that rows, columns or cells of the matrix can be."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qcode.i18n import t
from qcode.tui.edge_buttons import buttons
from qcode.tui.matrix_choices import Choice


class ValueList(ModalScreen[str]):
    """The values of a choice, below it: Enter or a click takes one, Escape leaves all as it was."""

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("escape,backspace,q,tab,shift+tab", "leave", show=False),
        Binding("j,ctrl+j", "move('down')", show=False),
        Binding("k,ctrl+k", "move('up')", show=False),
        Binding("space", "move('select')", show=False),
    ]
    DEFAULT_CSS = """
    ValueList { background: transparent; }
    ValueList OptionList {
        width: auto; height: auto; padding: 0; border: round $border; background: $surface;
        border-subtitle-color: $text-muted; scrollbar-size-vertical: 1;
    }
    ValueList OptionList:focus { border: round $border; }
    """

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self._choice = choice
        self._keys = buttons(t("Enter: take · Esc: leave"))

    def compose(self) -> ComposeResult:
        """The list, on the one that is chosen."""
        chosen = self._choice
        names = [value for value, _ in chosen.values]
        options = OptionList(*(Option(name) for _, name in chosen.values), markup=False)
        options.highlighted = names.index(chosen.value)
        options.border_subtitle = self._keys
        yield options

    def on_mount(self) -> None:
        """Below the choice, or as near as it fits."""
        self._lay()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """Another size of the terminal."""
        self._lay()

    def _lay(self) -> None:
        options, region = self.query_one(OptionList), self._choice.region
        widest = max(cell_len(name) for _, name in self._choice.values)
        width = min(max(widest, self._keys.cell_length) + 6, self.app.size.width)
        options.styles.width = width
        options.styles.max_height = max(4, self.app.size.height - region.bottom - 1)
        options.styles.offset = (min(region.x, self.app.size.width - width), region.bottom)

    def action_move(self, way: str) -> None:
        """Up and down as on the screens of the study."""
        options = self.query_one(OptionList)
        {
            "down": options.action_cursor_down,
            "up": options.action_cursor_up,
            "select": options.action_select,
        }[way]()

    def action_leave(self) -> None:
        """Leave the choice as it was."""
        self.dismiss("")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take it."""
        event.stop()
        self.dismiss(self._choice.values[event.option_index][0])

    def on_click(self, event: events.Click) -> None:
        """A click beside it leaves the choice as it was."""
        if event.widget is self:
            self.dismiss("")
