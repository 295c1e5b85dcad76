"""What is said of one code from a script: its name, meaning, colour, properties."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from qcode.cli.common import Given, find_code, writes
from qcode.cli.shapes import argument, command, option
from qcode.cli.subcommands import change
from qcode.i18n import N_
from qcode.study.code import COLORS
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.study.change import Change
    from qcode.study.study import Study

why_option = option("--why", metavar="TEXT", default="", help=N_("The reason, for the journal."))


@command("edit", N_("What is not given stays; an empty value takes it away."))
@argument("name", metavar="CODE")
@option("--name", "new_name", metavar="NAME", help=N_("Another name; the id stays."))
@option("--definition", metavar="TEXT", help=N_("What it means."))
@option("--color", type=click.Choice((*COLORS, "none")), help=N_("Its colour."))
@option("--order", metavar="PLACE", help=N_("Where it stands in its category: 2, or 2023-04."))
@option("--memo", metavar="TEXT", help=N_("A short remark on the code."))
@why_option
@writes
def edit(
    given: Given,
    name: str,
    *,
    new_name: str | None,
    definition: str | None,
    color: str | None,
    order: str | None,
    memo: str | None,
    why: str,
) -> None:
    """Changes what is given of a code."""
    from qcode.study.code_edits import edit_code
    from qcode.study.edits import in_turn

    values = {
        "name": new_name,
        "definition": definition,
        "color": "" if color == "none" else color,
        "order": order,
        "memo": memo,
    }

    def make(study: Study) -> Change:
        ident = find_code(study, name)
        makers: list[Callable[[Study], Change]] = [
            partial(
                edit_code,
                ident=ident,
                field=field,
                value=value if field == "name" else value.strip() or None,
                why=why,
            )
            for field, value in values.items()
            if value is not None
        ]
        return in_turn(study, "", makers, why)

    change(given, make)


@command(
    "property", N_("As in `qcode arrange property CODE kekerapan jarang rutin`; --remove drops it.")
)
@argument("name", metavar="CODE")
@argument("property_", metavar="PROPERTY")
@argument("values", metavar="[VALUE]...", nargs=-1)
@option("--remove", is_flag=True, help=N_("The code has this property no longer."))
@writes
def property_of(
    given: Given, name: str, property_: str, values: tuple[str, ...], *, remove: bool
) -> None:
    """Sets or removes a property of a code."""
    from qcode.study.arrange_edits import set_property

    dimension = None if remove else values
    change(given, lambda s: set_property(s, find_code(s, name), property_, dimension))


@command("lay", N_("`qcode codings --ids` lists the ids. --remove takes it off the dimension."))
@argument("ident", metavar="CODING_ID")
@argument("property_", metavar="PROPERTY")
@argument("value", metavar="[VALUE]", required=False)
@option("--remove", is_flag=True, help=N_("It lies nowhere on it."))
@writes
def lay(given: Given, ident: str, property_: str, value: str | None, *, remove: bool) -> None:
    """Lays a coding on a dimension."""
    from qcode.study.arrange_edits import dimensions, lay_on_dimension

    def make(study: Study) -> Change:
        found = study.find_coding(ident)
        if found is None:
            raise QcodeError(f"There is no coding with the id {ident} in this study.")
        file, coding = found
        if file.coder != given.who():
            raise QcodeError(
                f"The coding {ident} is {file.coder}'s, and only {file.coder} changes it."
            )
        if remove:
            return lay_on_dimension(study, ident, property_, "")
        code = study.codebook.resolve(coding.code)
        known = dimensions(study, code)
        if property_ not in known:
            raise QcodeError(
                f"Neither “{study.codebook.codes[code].name}” nor its categories have a dimension "
                f"“{property_}”; `qcode arrange property` makes one."
            )
        if value not in known[property_]:
            raise QcodeError(f"“{property_}” is one of {', '.join(known[property_])}.")
        return lay_on_dimension(study, ident, property_, value)

    change(given, make)
