"""The storyline, the criteria of a core category, and the phase with what is left to do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qcode.cli.common import Given, find_code, put_json, say, show, writes, wrong_use
from qcode.cli.shapes import argument, command, option
from qcode.cli.subcommands import change
from qcode.i18n import N_, language, t
from qcode.sentences.phases import LEFT_NAMES, PHASE_NAMES
from qcode.study.errors import QcodeError
from qcode.study.phase import PHASES
from qcode.study.selective import CRITERIA

if TYPE_CHECKING:
    from qcode.files.editor import Draft
    from qcode.study.change import Change
    from qcode.study.phase import Left
    from qcode.study.study import Study


@command(
    "storyline",
    N_(
        "Without an option it is printed. --edit opens it in $VISUAL or $EDITOR; what you saved "
        "there is one change, and it is kept in a file of yours if it cannot be saved."
    ),
)
@option("--edit", "in_editor", is_flag=True, help=N_("Write it in your editor."))
@option(
    "--from",
    "source",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help=N_("Take it from this file (- reads the input)."),
)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def storyline(given: Given, *, in_editor: bool, source: Path | None, as_json: bool) -> None:
    """Prints the storyline, or writes it."""
    from qcode.study.selective import selective
    from qcode.study.selective_edits import set_storyline

    if in_editor and source is not None:
        raise wrong_use(t("Give only one of --edit and --from."))
    if source is not None:
        text = _read(source)
        change(given, lambda study: set_storyline(study, text))
    elif in_editor:
        _edit_storyline(given)
    else:
        found = selective(given.whole().codebook).storyline.strip()
        if as_json:
            put_json({"storyline": found})
        elif found:
            show(f"{found}\n")
        else:
            say(t("No storyline yet; `qcode storyline --edit` writes it."))


def _read(source: Path) -> str:
    from qcode.exchange.reading.decode import decode, read_bytes

    if str(source) == "-":
        return decode(sys.stdin.buffer.read(), "-")[0]
    return decode(read_bytes(source), source.name)[0]


def _edit_storyline(given: Given) -> None:
    from qcode.files.editor import begin_draft, editor, run_editor
    from qcode.study.selective import selective
    from qcode.study.selective_edits import set_storyline

    with given.writing() as session:
        command_ = editor()
        draft = begin_draft(selective(session.study.codebook).storyline.strip(), "storyline")
        run_editor(command_, draft)
        if not draft.changed:
            draft.discard()
            say(t("Nothing was changed."))
            return
        text = draft.text
        try:
            session.apply(set_storyline(session.study, text))
        except QcodeError:
            say(_kept(draft))
            raise
        draft.discard()
    say(t("The storyline is written."))


def _kept(draft: Draft) -> str:
    return t("What you wrote is kept in {file}.", file=draft.path)


@command(
    "criteria",
    N_(
        "CODE is a candidate. Without CRITERION all five are listed: central, recurrent, relates, "
        "abstract, explains (Strauss; Strauss & Corbin). With it, --met or --unmet ticks it or "
        "takes the tick away, and --why says what in the data speaks for it."
    ),
)
@argument("name", metavar="CODE")
@argument("criterion", metavar="[CRITERION]", required=False, type=click.Choice(CRITERIA))
@option("--met/--unmet", "met", default=None, help=N_("Whether the candidate meets it."))
@option("--why", metavar="TEXT", help=N_("The argument."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def criteria(  # noqa: PLR0917 - click hands them over by name
    given: Given,
    name: str,
    criterion: str | None,
    met: bool | None,
    why: str | None,
    as_json: bool,
) -> None:
    """Lists what was said of a candidate, or says it."""
    from qcode.study.selective import criterion_label, selective
    from qcode.study.selective_edits import argue

    if criterion is None and (met is not None or why is not None):
        raise wrong_use(t("Say which criterion: one of {names}.", names=", ".join(CRITERIA)))
    if criterion is not None and met is None and why is None:
        raise wrong_use(t("Give --met, --unmet or --why."))
    if criterion is not None:
        which = criterion

        def make(study: Study) -> Change:
            code = find_code(study, name)
            now = selective(study.codebook).criteria(code)[which]
            return argue(
                study,
                code,
                which,
                met=now.met if met is None else met,
                why=now.why if why is None else why,
            )

        change(given, make)
        return
    study = given.read()
    code = find_code(study, name)
    found = selective(study.codebook).criteria(code)
    if as_json:
        plain = {n: {"met": one.met, "why": one.why} for n, one in found.items()}
        put_json({"code": code, "criteria": plain})
        return
    for one, said in found.items():
        show(f"{'☑' if said.met else '☐'} {criterion_label(one, language())}\n")
        if said.why:
            show(f"    {' '.join(said.why.split())}\n")


@command(
    "phase",
    N_(
        "Without PHASE it is said where the study stands and what is left: codes without a "
        "definition, categories with one code, links without evidence, uncoded transcripts. "
        "Nothing is forbidden in any phase. `shown` lets the codebook show it again."
    ),
)
@argument("wanted", metavar="[PHASE]", required=False, type=click.Choice((*PHASES, "shown")))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def phase(given: Given, wanted: str | None, *, as_json: bool) -> None:
    """Says where the study stands, or sets it."""
    from qcode.study.phase import phase_of, what_is_left
    from qcode.study.selective_edits import set_phase

    if wanted is not None:
        change(given, lambda study: set_phase(study, "" if wanted == "shown" else wanted))
        return
    study = given.read()
    now, left = phase_of(study.codebook), what_is_left(study)
    if as_json:
        put_json({"phase": now, "left": _left_plain(left)})
        return
    show(f"{t('phase')}: {t(PHASE_NAMES[now])}\n")
    for name, ones in _left_named(study, left).items():
        if ones:
            show(f"{t(LEFT_NAMES[name])} ({len(ones)}): {', '.join(ones)}\n")
    if not left:
        say(t("Nothing is left."))


def _left_plain(left: Left) -> dict[str, Any]:
    plain: dict[str, Any] = {
        name: list(getattr(left, name))
        for name in ("uncoded", "undefined", "uncategorised", "thin", "unused", "unlinked")
    }
    return {
        **plain,
        "bare_links": [link.id for link in left.bare_links],
        "lost": [{"link": link.id, "codings": list(gone)} for link, gone in left.lost],
        "bare_propositions": [one.id for one in left.bare_propositions],
    }


def _left_named(study: Study, left: Left) -> dict[str, list[str]]:
    from qcode.study.link_edits import said

    plain = _left_plain(left)
    codes = study.codebook.codes
    named = {
        name: [codes[c].name if c in codes else c for c in ones]
        for name, ones in plain.items()
        if name in {"undefined", "uncategorised", "thin", "unused", "unlinked"}
    }
    return {
        "uncoded": plain["uncoded"],
        **named,
        "bare_links": [said(study, link) for link in left.bare_links],
        "lost": [said(study, link) for link, _ in left.lost],
        "bare_propositions": [f"“{one.text[:40]}”" for one in left.bare_propositions],
    }
