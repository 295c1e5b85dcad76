"""The app and the sample study."""

from __future__ import annotations

import os
from pathlib import Path

import click

from qcode.cli.common import Given, has_screen, put, say, writes
from qcode.cli.shapes import argument, command
from qcode.i18n import N_, t
from qcode.study.plain import get_at


@command("open")
@argument("folder", metavar="[DIR]", required=False, type=Path)
@writes
def open_(given: Given, folder: Path | None = None) -> None:
    """Opens the study in a folder, or the nearest from here upwards."""
    if not has_screen():
        say(
            t(
                "The app needs a terminal, and there is none here; `qcode matrix` prints the "
                "matrix of codes, `qcode --help` lists what else works without one."
            )
        )
        click.get_current_context().exit(2)
    if folder is not None:
        given.study = folder
    run_app(given)


def run_app(given: Given) -> None:
    """Runs the app on the study until the user quits it."""
    if given.launch is None:
        raise RuntimeError("the entry of the process hands over how to run the app")
    status = given.launch(given.root(), given.who())
    if status:
        click.get_current_context().exit(status)


@command(
    "demo",
    N_(
        "The copy goes to DIR, or to the folder qcode-demo in your home. A copy that is there "
        "already is opened as it is. Without a terminal the sample's matrix of themes by "
        "transcripts is printed as CSV."
    ),
)
@argument("folder", metavar="[DIR]", required=False, type=Path)
@writes
def demo(given: Given, folder: Path | None) -> None:
    """Copies the sample and opens it; without a terminal prints its matrix of themes."""
    from qcode.files.new import copy_sample, sample_root

    if folder is None and not has_screen():
        given.study = sample_root()
        _print_themes(given)
        return
    home = folder or Path.home() / "qcode-demo"
    there = home.exists() and any(home.iterdir()) if home.is_dir() else home.exists()
    copy_sample(home)
    given.study = home
    _be_the_first_coder(given, home)
    what = t("The sample study is in {folder}.", folder=home)
    say(t("The sample study is in {folder} already.", folder=home) if there else what)
    if has_screen():
        run_app(given)
    else:
        _print_themes(given)


def _be_the_first_coder(given: Given, home: Path) -> None:
    """Who opens the sample goes on as the coder who made most of it, unless somebody was named."""
    from qcode.files.new import SAMPLE_CODER
    from qcode.files.user import read_config, write_config

    key = ("studies", str(home.resolve()), "coder")
    named = given.coder or os.environ.get("QCODE_CODER")
    if not named and get_at(read_config(), key) is None:
        write_config(key, SAMPLE_CODER)
        say(
            t(
                "You work in it as {coder}, who coded most of it; --coder NAME makes you another.",
                coder=SAMPLE_CODER,
            )
        )


def _print_themes(given: Given) -> None:
    from qcode.analysis.matrix import build_matrix
    from qcode.exchange.matrices.render import render

    matrix = build_matrix(given.read(), rows="themes", quotes=False)
    put(render(matrix, "csv"))
    say(t("This is the matrix of {themes} by {transcripts}; `qcode matrix --help` has more."))
