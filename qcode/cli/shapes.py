"""Commands and options whose help is in the user's language and has one form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from qcode.cli.wrap import fitted, screen_width
from qcode.i18n import N_, t
from qcode.sentences import said


def translated(text: str, formatter: click.HelpFormatter) -> None:
    """Writes a help text, in the language in use, into the help page."""
    for paragraph in t(text).split("\n\n"):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(paragraph)


_HEADINGS = (N_("Options"), N_("Usage: "))


class Formatter(click.HelpFormatter):
    """Writes the headings of a help page in the language in use."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is used, in one line."""
        super().write_usage(prog, args, prefix or t("Usage: "))

    def write_heading(self, heading: str) -> None:
        """A heading, translated where it is one of click's."""
        super().write_heading(t(heading) if heading in _HEADINGS else heading)


class Context(click.Context):
    """The context of our commands: help in the user's language."""

    formatter_class = Formatter


class WrongUse(click.UsageError):
    """A wrong use of a command, said in the user's language whatever found it."""

    def show(self, file: IO[Any] | None = None) -> None:
        """The usage, where help is, and what is wrong; on the standard error."""
        width = screen_width(file or sys.stderr)
        if self.ctx is not None:
            command, help_ = self.ctx.command_path, max(self.ctx.help_option_names, key=len)
            hint = t("Try '{command} {option}' for help.", command=command, option=help_)
            usage = f"{self.ctx.get_usage()}\n{fitted(hint, width)}\n"
            click.echo(usage, file=file, err=file is None)
        message = t("Error: {message}", message=self.format_message())
        click.echo(fitted(message, width), file=file, err=file is None)


@contextmanager
def spoken() -> Iterator[None]:
    """What click and the commands find wrong is said in the user's language."""
    try:
        yield
    except (WrongUse, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise WrongUse(said(error.format_message()), error.ctx) from error


class SpokenHelp(click.Command):
    """What the commands and the group share: a help option and page in the language in use."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help with our words."""
        option_ = super().get_help_option(ctx)
        if option_ is not None:
            option_.help = t("Show this help and stop.")
        return option_


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its names and its help in the language in use."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, t(self.help))


class Command(SpokenHelp):
    """A command whose sentence stands in the table of commands, and the rest in its help."""

    summary = ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The sentence, then the rest, in the language in use."""
        translated(self.summary, formatter)
        if self.help:
            translated(self.help, formatter)


def command(name: str, help_: str = "") -> Callable[[Callable[..., Any]], Command]:
    """Makes a command; `help_` is what its sentence in the table leaves to say."""
    return click.command(name, cls=Command, help=help_ or None)


def option(*names: str, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option with translated help."""
    return click.option(*names, cls=Option, **settings)


argument = click.argument
