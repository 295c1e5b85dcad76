"""What each room loads when it is entered, told by a fresh process."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("spacy", "sklearn", "numpy", "scipy", "pandas", "docx", "xlsxwriter", "jinja2", "lxml")
HEAVY += ("matplotlib", "networkx", "watchfiles")


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that are there after a statement in a fresh process."""
    code = f"{statement}\nimport sys\nprint(' '.join({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module",
    ["qcode.cli", "qcode.session", "qcode.files.snapshot", "qcode.tui.app", "qcode.suggest.client"],
)
def test_no_room_loads_a_heavy_library_before_it_is_needed(module: str):
    assert loaded_by(f"import {module}").isdisjoint(HEAVY)


@pytest.mark.parametrize("module", ["qcode.cli", "qcode.session", "qcode.suggest.client"])
def test_nothing_below_the_app_loads_textual(module: str):
    assert "textual" not in loaded_by(f"import {module}")


def test_a_study_needs_the_standard_library_alone():
    rooms = ", ".join(
        f"qcode.study.{name}"
        for name in ("study", "edits", "code_edits", "check", "filters", "match")
    )
    known = set(sys.stdlib_module_names) | {"qcode", "__main__"}
    plain = loaded_by("pass")
    assert loaded_by(f"import {rooms}") - known - plain == set()


def test_opening_the_app_waits_for_no_model():
    opened = (
        "from pathlib import Path\n"
        "from qcode.files.snapshot import load_study\n"
        "from qcode.files.new import sample_root\n"
        "import qcode.tui.app, qcode.tui.coding_screen, qcode.tui.suggesting\n"
        "load_study(sample_root()).study.counts"
    )
    assert loaded_by(opened).isdisjoint(HEAVY)
