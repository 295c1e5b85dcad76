"""From codes to a theory in a real terminal: category, link, evidence, core, network."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from qcode.files.yaml_text import load
from qcode.session import Session
from qcode.study.clock import now
from qcode.study.code_edits import add_code
from qcode.study.edits import add_coding
from tests.studies import words
from tests.terminal.screen import PATIENCE, Screen, wait_for_file

ENTER, TAB, F3, F4, F5 = "\r", "\t", "\x1bOR", "\x1bOS", "\x1b[15~"
NAMES = ("Malu", "Takut", "Berani", "Bangga", "Lega")


def codebook(root: Path) -> dict:
    path = root / "codebooks/codebook.yaml"
    return load(path.read_text(encoding="utf-8"), path.name)


def until(root: Path, held) -> None:
    """Returns when the codebook on disk is as it is to be."""
    end = time.monotonic() + PATIENCE
    while not held(codebook(root)):
        assert time.monotonic() < end, "the codebook never came to that"
        time.sleep(0.1)


def test_a_category_of_five_codes_is_linked_argued_and_chosen_as_the_core(root: Path):
    with Session.open(root, "ana") as session:
        for name in NAMES:
            session.apply(add_code(session.study, name)[0])
        for quote, code in (("Sekarang malu", "malu"), ("Untung ada simpanan", "malu")):
            span = words(session.study, "ch", quote)
            session.apply(add_coding(session.study, "ana", "ch", span, code, at=now()))
    path = root / "codebooks/codebook.yaml"
    with Screen(str(root), "--coder", "ana") as screen:
        screen.wait_for("Six keys to start with")
        screen.press(ENTER)
        screen.wait_until_gone("Six keys to start with")
        screen.press(F4)
        screen.wait_for("uncategorised")
        screen.press("     c")
        screen.wait_for("New category of 5 codes")
        screen.press("Perasaan" + ENTER)
        wait_for_file(path, "name: Perasaan")
        until(
            root,
            lambda book: sum(c.get("parent") == "perasaan" for c in book["codes"].values()) == 5,
        )
        screen.wait_for("Perasaan")
        screen.press("L1")
        screen.press("menabung" + ENTER)
        until(root, lambda book: len(book["links"] or []) == 1)
        screen.press(F3)
        screen.wait_for("Dulu mah dapet uang")
        with Session.open(root, "x", write=False) as session:
            one, other = session.study.file("ana", "ch").codings
        for place, coding in enumerate((one, other)):
            screen.press("]")
            screen.wait_for("Malu")
            screen.press("g")
            screen.wait_for("2 codings")
            screen.press("\x1b[B" * place + "&")
            screen.wait_for("attach")
            screen.press((TAB if place else "") + ENTER)
            wait_for_file(path, coding.id)
            screen.press("\x1b")
            screen.wait_for("Dulu mah dapet uang")
        (link,) = codebook(root)["links"]
        assert (link["from"], link["to"], link["type"]) == ("perasaan", "menabung", "causes")
        assert link["supports"] == [one.id]
        assert link["against"] == [other.id]
        screen.press(F5)
        screen.wait_for("core or guiding themes")
        screen.press("C")
        until(root, lambda book: book.get("selective"))
        assert screen.leave() == 0
    assert codebook(root)["selective"]["core"]
    network = root / "network.graphml"
    command = [sys.executable, "-m", "qcode", "network", "--study", str(root), "-o", str(network)]
    subprocess.run(command, check=True, capture_output=True)
    assert "Perasaan" in network.read_text(encoding="utf-8")


def test_the_storyline_is_written_in_an_editor_and_the_app_comes_back(root: Path, tmp_path: Path):
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "print('this is the editor', flush=True)\n"
        "sys.stdin.readline()\n"
        "pathlib.Path(sys.argv[1]).write_text('Mula-mula malu.')\n",
        encoding="utf-8",
    )
    command = f"{sys.executable} {editor}"
    with Screen(str(root), "--coder", "ana", VISUAL="", EDITOR=command) as screen:
        screen.wait_for("Six keys to start with")
        screen.press(ENTER)
        screen.wait_until_gone("Six keys to start with")
        screen.press(F5)
        screen.wait_for("core or guiding themes")
        screen.press(TAB)
        screen.wait_for("in your editor")
        screen.press("E")
        screen.wait_for("this is the editor")
        screen.press(ENTER)
        screen.wait_for("Storyline written")
        screen.wait_for("Mula-mula malu.")
        assert screen.leave() == 0
    assert codebook(root)["selective"]["storyline"] == "Mula-mula malu."
