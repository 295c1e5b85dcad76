"""The command `qcode` itself: finds the other commands without importing them."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

import click

from qcode.cli.common import Given, say, speak
from qcode.cli.shapes import Command, Option, SpokenHelp, spoken, translated
from qcode.cli.table import COMMANDS, SECTIONS
from qcode.i18n import N_, t
from qcode.sentences import said
from qcode.study.errors import QcodeError, UnknownNameError


class QcodeGroup(SpokenHelp, click.Group):
    """The commands of the table; a folder in place of a command opens the app there."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported when it is asked for."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"qcode.cli.{entry.module}")
        command: Command = getattr(module, entry.variable)
        command.summary = entry.summary
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A first word that is no command but a folder is the study to open."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-"):
            if os.sep in word or Path(word).is_dir():
                return "open", self.get_command(ctx, "open"), args
            near = _near(word)
            hint = t("Did you mean {near}?", near=near) if near else t("`qcode --help` lists them.")
            ctx.fail(t("There is no command or folder “{word}”. {hint}", word=word, hint=hint))
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs a command line, in the language of the user."""
        speak()
        return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Reads what stands before the command; what is wrong there is said in the language."""
        with spoken():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what the user can mend is said in its sentence, with exit 1.

        A name that the study does not have is wrong use, with exit 2.
        """
        try:
            with spoken():
                return super().invoke(ctx)
        except UnknownNameError as error:
            say(said(error))
            raise click.exceptions.Exit(2) from error
        except QcodeError as error:
            say(said(error))
        except click.Abort:
            say(t("Aborted."))
        except (KeyboardInterrupt, EOFError):
            say(f"\n{t('Aborted.')}")
        raise click.exceptions.Exit(1)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The help in the user's language."""
        translated(self.help or "", formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands by section, each with its sentence."""
        width = max(map(len, COMMANDS))
        for section in SECTIONS:
            rows = [
                (name.ljust(width), t(entry.summary))
                for name, entry in COMMANDS.items()
                if entry.section == section and name != "open"
            ]
            with formatter.section(t(section)):
                formatter.write_dl(rows)


def _near(word: str) -> str:
    import difflib

    return " / ".join(f"`qcode {n}`" for n in difflib.get_close_matches(word, COMMANDS, 2, 0.6))


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"qcode {version('qcode')}")
        ctx.exit()


@click.group(
    cls=QcodeGroup,
    invoke_without_command=True,
    subcommand_metavar="[DIR | COMMAND [ARGS]...]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=N_(
        "Code interviews in the terminal: read, code, and take the themes along as a matrix.\n\n"
        "qcode [DIR] opens the study in DIR, or the one you stand in. `qcode demo` opens a sample. "
        "Data goes to the standard output, messages to the standard error; the exit status is 0 "
        "when all is well, 1 for a finding, 2 for wrong use."
    ),
)
@click.option(
    "--study",
    cls=Option,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=N_("The study's folder; else it is looked for from here upwards."),
)
@click.option(
    "--coder",
    cls=Option,
    metavar="NAME",
    help=N_("Who codes; else QCODE_CODER, your settings, or your login name."),
)
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help=N_("Show the version and stop."),
)
@click.pass_context
def qcode(ctx: click.Context, study: Path | None, coder: str | None) -> None:
    """Collects what stands before the command; without a command it opens the app."""
    ctx.obj = Given(study, coder, launch=ctx.obj if callable(ctx.obj) else None)
    if ctx.invoked_subcommand is None:
        from qcode.cli.app import open_

        ctx.invoke(open_)
