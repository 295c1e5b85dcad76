"""Commands of commands: a group that lists by itself and changes by what follows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qcode.cli.common import Given, find_code, say
from qcode.cli.shapes import Command
from qcode.i18n import t
from qcode.sentences import said

if TYPE_CHECKING:
    from qcode.study.change import Change
    from qcode.study.study import Study

Made = TypeVar("Made", bound=Command)


class Subcommands(click.Group, Command):
    """A command that lists what there is, and has commands of its own."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands, each with its sentence."""
        rows = [(n, t(c.summary)) for n, c in self.commands.items() if isinstance(c, Command)]
        with formatter.section(t("Commands")):
            formatter.write_dl(rows)


def subcommands(name: str, help_: str) -> Callable[[Callable[..., Any]], Subcommands]:
    """Makes the group; without a command that follows, its function lists."""
    return click.group(name, cls=Subcommands, invoke_without_command=True, help=help_)


def alone() -> bool:
    """Whether no command follows the group's name, so that it is to list."""
    return click.get_current_context().invoked_subcommand is None


def of(group: Subcommands, summary: str) -> Callable[[Made], Made]:
    """Puts a command into its group, with its sentence."""

    def put_in(command: Made) -> Made:
        command.summary = summary
        group.add_command(command)
        return command

    return put_in


def change(given: Given, make: Callable[[Study], Change]) -> Study:
    """Makes a change on the study as it is, applies it and says what was done."""
    with given.writing() as session:
        made = make(session.study)
        if made.puts:
            session.apply(made)
            say(t("Done: {what}.", what=said(made.what)))
        else:
            say(t("Nothing was changed."))
        return session.study


def find_codes(study: Study, names: Sequence[str]) -> list[str]:
    """The ids of codes given by id or name, each once."""
    return list(dict.fromkeys(find_code(study, name) for name in names))
