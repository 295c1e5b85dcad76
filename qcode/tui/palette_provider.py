"""The command palette's entries: the commands of the screen in front, and the transcripts."""

from __future__ import annotations

from textual.command import DiscoveryHit, Hit, Hits, Provider

from qcode.i18n import t
from qcode.tui.command_table import commands
from qcode.tui.commands import Command, show_keys
from qcode.tui.study_screen import StudyScreen


class PaletteProvider(Provider):
    """Finds commands by title and help, and transcripts by name."""

    def _possible(self) -> list[Command]:
        screen = self.screen
        name = screen.NAME if isinstance(screen, StudyScreen) else ""
        return [c for c in commands() if c.on(name) and not c.takes_key and "never" not in c.only]

    async def discover(self) -> Hits:
        """Everything that can be done here, in the order of the table."""
        for command in self._possible():
            yield DiscoveryHit(
                _title(command), lambda c=command: _run(self.screen, c), help=_help(command)
            )

    async def search(self, query: str) -> Hits:
        """The commands and transcripts that match."""
        matcher = self.matcher(query)
        for command in self._possible():
            title, help_text = _title(command), _help(command)
            score = max(matcher.match(title), matcher.match(help_text) * 0.7)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(title),
                    lambda c=command: _run(self.screen, c),
                    text=title,
                    help=help_text,
                )
        screen = self.screen
        if isinstance(screen, StudyScreen):
            for name in screen.study.transcripts:
                title = t("open {name}", name=name)
                if (score := matcher.match(title)) > 0:
                    yield Hit(
                        score,
                        matcher.highlight(title),
                        lambda n=name: screen.qcode.open_screen("coding", transcript=n),
                        text=title,
                    )


def _title(command: Command) -> str:
    return t(command.title)


def _help(command: Command) -> str:
    keys = show_keys(command)
    said = t(command.help)
    return f"{keys} · {said}" if keys else said


async def _run(screen: object, command: Command) -> None:
    if isinstance(screen, StudyScreen):
        await screen.qcode.run_command(command)
