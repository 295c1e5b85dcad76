"""Paradigm models: a phenomenon and its five boxes, listed, made, filled, emptied, removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from qcode.cli.common import Given, find_code, put, put_json, reads, say, show, writes
from qcode.cli.shapes import argument, command, option
from qcode.cli.subcommands import alone, change, find_codes, of, subcommands
from qcode.i18n import N_, language, t
from qcode.sentences import said
from qcode.study.errors import QcodeError
from qcode.study.paradigm import ROLES

if TYPE_CHECKING:
    from qcode.study.change import Change
    from qcode.study.paradigm import Paradigm
    from qcode.study.study import Study


@subcommands(
    "paradigms",
    N_(
        "Without a command the paradigm models are listed: the phenomenon, and in its boxes the "
        "causal conditions, context, intervening conditions, strategies and consequences, each "
        "code with its codings (Strauss & Corbin)."
    ),
)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@reads
def paradigms(given: Given, as_json: bool) -> None:
    """Lists the models unless a command follows."""
    if not alone():
        return
    from qcode.study.paradigm import paradigms as models_of

    study = given.read()
    models = models_of(study.codebook)
    if as_json:
        put_json({"paradigms": [_plain(study, model) for model in models]})
        return
    if not models:
        say(t("No paradigm model yet; `qcode paradigms add PHENOMENON` makes one."))
    show("\n".join(_listed(study, model) for model in models))


def _plain(study: Study, model: Paradigm) -> dict[str, Any]:
    book = study.codebook
    return {
        "key": model.key,
        "phenomenon": book.resolve(model.phenomenon),
        **{role: [book.resolve(code) for code in model.codes(role)] for role in ROLES},
        "memo": model.memo,
        "codings": {
            ident: study.rolled_counts.get(ident, 0)
            for ident in map(book.resolve, (model.phenomenon, *_codes(model)))
        },
    }


def _codes(model: Paradigm) -> list[str]:
    return [code for role in ROLES for code in model.codes(role)]


def _listed(study: Study, model: Paradigm) -> str:
    from qcode.study.paradigm import role_label

    lines = [f"{_counted(study, model.phenomenon)}  [{model.key}]"]
    if model.memo:
        lines.append(f"  {' '.join(model.memo.split())}")
    for role in ROLES:
        lines.append(f"  {role_label(role, language())} ({role})")
        lines += [f"    {_counted(study, code)}" for code in model.codes(role)]
    return "".join(f"{line}\n" for line in lines)


def _counted(study: Study, code: str) -> str:
    ident = study.codebook.resolve(code)
    known = study.codebook.codes.get(ident)
    return f"{known.name if known else code} ({study.rolled_counts.get(ident, 0)})"


def find_model(study: Study, given: str) -> str:
    """The key of a model given by it or by its phenomenon; two of one phenomenon need the key."""
    from qcode.study.paradigm import paradigm
    from qcode.study.paradigm import paradigms as models_of

    if paradigm(study.codebook, given) is not None:
        return given
    code = study.codebook.find(given)
    keys = [
        model.key
        for model in models_of(study.codebook)
        if code is not None and study.codebook.resolve(model.phenomenon) == code
    ]
    if not keys:
        raise QcodeError(
            f"There is no paradigm model “{given}”; `qcode paradigms` lists them with their keys."
        )
    if len(keys) > 1:
        raise QcodeError(
            f"“{given}” is the phenomenon of {len(keys)} models; give one of the keys "
            f"{', '.join(keys)}."
        )
    return keys[0]


def _boxes(function: Callable[..., Any]) -> Callable[..., Any]:
    helps = {
        "causal": N_("A causal condition; repeatable."),
        "context": N_("A code of its context; repeatable."),
        "intervening": N_("An intervening condition; repeatable."),
        "strategies": N_("A strategy of action or interaction; repeatable."),
        "consequences": N_("A consequence; repeatable."),
    }
    for role in reversed(ROLES):
        function = option(f"--{role}", role, metavar="CODE", multiple=True, help=helps[role])(
            function
        )
    return function


@of(paradigms, N_("Make a paradigm model around a code."))
@command(
    "add",
    N_("PHENOMENON is a code by name or id. Prints the key of the model."),
)
@argument("phenomenon", metavar="PHENOMENON")
@_boxes
@option("--memo", metavar="TEXT", default="", help=N_("What the model says, in a few lines."))
@writes
def add(given: Given, phenomenon: str, *, memo: str, **boxes: tuple[str, ...]) -> None:
    """Makes a model and prints its key."""
    from qcode.study.link_edits import add_paradigm

    with given.writing() as session:
        study = session.study
        roles = {role: find_codes(study, names) for role, names in boxes.items()}
        made, key = add_paradigm(study, find_code(study, phenomenon), memo=memo, **roles)
        session.apply(made)
    put(f"{key}\n")
    say(t("Done: {what}.", what=said(made.what)))


@of(paradigms, N_("Put codes into a box of a model."))
@command(
    "put",
    N_(
        "MODEL is the key of a model, or its phenomenon when that has one only. A code may stand "
        "in several boxes and models."
    ),
)
@argument("model", metavar="MODEL")
@argument("role", metavar="BOX", type=click.Choice(ROLES))
@argument("codes", metavar="CODE...", nargs=-1, required=True)
@writes
def put_in(given: Given, model: str, role: str, codes: tuple[str, ...]) -> None:
    """Puts codes into a box."""
    from qcode.study.link_edits import put_in_role

    change(
        given,
        lambda study: put_in_role(study, find_model(study, model), role, find_codes(study, codes)),
    )


@of(paradigms, N_("Take codes out of a box of a model."))
@command("take", N_("The codes stay in the codebook."))
@argument("model", metavar="MODEL")
@argument("role", metavar="BOX", type=click.Choice(ROLES))
@argument("codes", metavar="CODE...", nargs=-1, required=True)
@writes
def take(given: Given, model: str, role: str, codes: tuple[str, ...]) -> None:
    """Takes codes out of a box."""
    from qcode.study.edits import in_turn
    from qcode.study.link_edits import take_from_role
    from qcode.study.paradigm import paradigm

    def make(study: Study) -> Change:
        key = find_model(study, model)
        found = paradigm(study.codebook, key)
        there = {study.codebook.resolve(c): c for c in found.codes(role)} if found else {}
        wanted = find_codes(study, codes)
        for code in wanted:
            if code not in there:
                name = study.codebook.codes[code].name
                raise QcodeError(f"“{name}” is not under {role} of this model.")
        makers = [partial(take_from_role, key=key, role=role, code=there[c]) for c in wanted]
        return in_turn(study, "", makers)

    change(given, make)


@of(paradigms, N_("Change the phenomenon of a model, or what is said of it."))
@command("edit", N_("What is not given stays."))
@argument("model", metavar="MODEL")
@option("--phenomenon", metavar="CODE", help=N_("Another code in the middle."))
@option("--memo", metavar="TEXT", help=N_("What the model says, in a few lines."))
@writes
def edit(given: Given, model: str, *, phenomenon: str | None, memo: str | None) -> None:
    """Changes what is given of a model."""
    from qcode.study.edits import in_turn
    from qcode.study.link_edits import edit_paradigm

    def make(study: Study) -> Change:
        key = find_model(study, model)
        makers: list[Callable[[Study], Change]] = []
        if memo is not None:
            makers.append(partial(edit_paradigm, key=key, field="memo", value=memo.strip()))
        if phenomenon:
            code = find_code(study, phenomenon)
            makers.append(partial(edit_paradigm, key=key, field="phenomenon", value=code))
        return in_turn(study, "", makers)

    change(given, make)


@of(paradigms, N_("Take a paradigm model away."))
@command("remove", N_("Its codes stay, and so do the links between them."))
@argument("model", metavar="MODEL")
@writes
def remove(given: Given, model: str) -> None:
    """Takes a model away."""
    from qcode.study.link_edits import remove_paradigm

    change(given, lambda study: remove_paradigm(study, find_model(study, model)))
