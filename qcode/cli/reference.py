"""The page docs/commands.md, made from the commands' own help.

python -m qcode.cli.reference > docs/commands.md
"""

from __future__ import annotations

import click

from qcode.cli.common import put
from qcode.cli.group import qcode
from qcode.cli.shapes import Command, Context
from qcode.cli.table import COMMANDS, SECTIONS
from qcode.i18n import t

_HEAD = """\
# Commands

Made by `python -m qcode.cli.reference` from the commands' own help; a test keeps it fresh.

`--study DIR` and `--coder NAME` may stand before or after the command. Without `--study` the \
study is looked for from the present folder upwards; without `--coder` the coder is `QCODE_CODER`, \
else the name in your settings for this study, else your login name. Data goes to the standard \
output, messages and progress to the standard error. The exit status is 0 when all is well, 1 for \
a finding, 2 for wrong use. Every question that a command asks on a terminal has an option; \
without a terminal the detected answer is taken and said.

The language of messages is `QCODE_LANG` (`en` or `id`), else `language` in your settings, else \
that of the terminal. Data does not depend on it.
"""


def markdown() -> str:
    """The whole page, in the language in use."""
    ctx = Context(qcode, info_name="qcode", help_option_names=["-h", "--help"])
    parts = [_HEAD, "## qcode\n", _usage(qcode, ctx), f"{t(qcode.help or '')}\n"]
    parts.append(_options(qcode, ctx))
    for section in SECTIONS:
        parts.append(f"## {t(section)}\n")
        for name, entry in COMMANDS.items():
            if entry.section == section and name != "open":
                parts.append(_command(qcode, name, ctx))
    return "\n".join(parts)


def _command(group: click.Group, name: str, parent: click.Context) -> str:
    command = group.get_command(parent, name)
    if not isinstance(command, Command):
        raise TypeError(f"{name} is no command of the table")
    ctx = Context(command, info_name=name, parent=parent)
    own: list[str] = []
    if isinstance(command, click.Group):
        own = [_command(command, n, ctx) for n in command.list_commands(ctx)]
    more = f"{t(command.help)}\n" if command.help else ""
    parts = [f"### {ctx.command_path}\n", f"{t(command.summary)}\n", _usage(command, ctx), more]
    return "\n".join(part for part in (*parts, _options(command, ctx), *own) if part)


def _usage(command: click.Command, ctx: click.Context) -> str:
    return f"    {ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}\n"


def _options(command: click.Command, ctx: click.Context) -> str:
    lines = ["| option | what it does |", "|---|---|"]
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record and isinstance(parameter, click.Option):
            names, what = (part.replace("|", "\\|") for part in record)
            lines.append(f"| `{names}` | {what} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    put(markdown())
