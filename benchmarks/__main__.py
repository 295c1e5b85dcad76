"""Prints all figures beside their limits: python -m benchmarks [--only NAME] [--quick]."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import shutil
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from benchmarks.figures import HEAD, Figure, lines, markdown
from benchmarks.setup import Setup, SkipError, say

SUBJECTS = ("opening", "keys", "view", "placing", "matrix", "peer", "axial", "suggestions")
"""The modules of this package that have `figures(setup)`, in the order they run."""


def main() -> None:
    """The command."""
    there = [name for name in SUBJECTS if find_spec(f"benchmarks.{name}")]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=there, metavar="NAME", help=_names(there)
    )
    parser.add_argument("--quick", action="store_true", help="a smaller study, fewer runs")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--markdown", action="store_true", help="as tables in Markdown")
    parser.add_argument(
        "--cache",
        type=Path,
        default=user_cache_path("qcode") / "benchmarks",
        help="where generated studies and the peer are kept",
    )
    given = parser.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    setup = Setup(given.quick, given.cache.resolve())
    try:
        measured = _measured(given.only or there, setup)
        if given.json:
            _print_json(measured, setup)
        else:
            _print_tables(measured, setup, as_markdown=given.markdown)
    finally:
        shutil.rmtree(setup.scratch, ignore_errors=True)


def _names(names: Iterable[str]) -> str:
    return f"one subject; repeatable: {', '.join(names)}"


def _measured(names: Iterable[str], setup: Setup) -> Iterator[tuple[str, list[Figure], str]]:
    """Each subject with its figures, and the sentence that says why there are no more."""
    for name in names:
        say(f"{name} …")
        found: list[Figure] = []
        try:
            found.extend(importlib.import_module(f"benchmarks.{name}").figures(setup))
        except SkipError as reason:
            yield name, found, str(reason)
        except Exception as error:  # noqa: BLE001 - the other subjects are still worth measuring
            yield name, found, f"{type(error).__name__}: {error}"
        else:
            yield name, found, ""


def machine() -> str:
    """The machine in general words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def study_words(setup: Setup) -> str:
    """The generated study in a sentence."""
    size = setup.size
    return (
        f"generated study: {size.transcripts} transcripts of {size.words:,} words, "
        f"{size.codings:,} codings by {size.coders} coders, {size.codes} codes"
    )


def _print_json(measured: Iterable[tuple[str, list[Figure], str]], setup: Setup) -> None:
    figures: list[dict[str, Any]] = []
    skipped: dict[str, str] = {}
    for name, found, reason in measured:
        figures += [figure.plain() for figure in found]
        if reason:
            skipped[name] = reason
    head = {"machine": machine(), "study": study_words(setup), "quick": setup.quick}
    print(
        json.dumps({**head, "figures": figures, "skipped": skipped}, ensure_ascii=False, indent=1)
    )


def _print_tables(
    measured: Iterable[tuple[str, list[Figure], str]], setup: Setup, *, as_markdown: bool
) -> None:
    print(f"{machine()}; {study_words(setup)}")
    if setup.quick:
        print("This is the quick version: the limits are those of the full size.")
    for name, found, reason in measured:
        print(f"\n## {name}\n" if as_markdown else f"\n{name}")
        if found:
            rows = [HEAD, *(figure.cells() for figure in found)]
            for line in (markdown if as_markdown else lines)(rows):
                print(line, flush=True)
        if reason:
            print(f"Skipped: {reason}", flush=True)


if __name__ == "__main__":
    main()
