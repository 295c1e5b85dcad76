"""A new study, and a copy of the sample."""

from __future__ import annotations

import shutil
from pathlib import Path

from qcode.files.atomic import replace_file, said_plainly
from qcode.files.layout import CODEBOOK, EXPORTS, TRANSCRIPTS
from qcode.files.yaml_edit import set_value
from qcode.study.errors import QcodeError

SAMPLE_CODER = "ana"
"""Who made most of the sample's codings."""
_START = """\
# The codebook of this study. qcode changes only what you change; comments stay.
title: ""
language: en
settings:
  suggestions: after-own # never, on-key, after-own, always
codes: {}
"""


def create_study(root: Path, *, title: str = "", language: str = "en") -> None:
    """Makes an empty study; a folder that is one already is refused."""
    if (root / CODEBOOK).exists():
        raise QcodeError(f"{root} is a study already; `qcode {root}` opens it.")
    if root.exists() and not root.is_dir():
        raise QcodeError(f"{root} is a file; choose a folder for the study.")
    text = set_value(_START, ("title",), title or root.resolve().name)
    text = set_value(text, ("language",), language)
    with said_plainly(root):
        (root / TRANSCRIPTS).mkdir(parents=True, exist_ok=True)
        (root / EXPORTS).mkdir(exist_ok=True)
    replace_file(root / CODEBOOK, text.encode("utf-8"))


def sample_root() -> Path:
    """The sample study: beside the package in qcode's own checkout, inside it when installed."""
    package = Path(__file__).resolve().parent.parent
    for root in (package / "sample", package.parent):
        if (root / CODEBOOK).is_file():
            return root
    raise QcodeError("The sample study is not part of this installation; install qcode again.")


def copy_sample(root: Path) -> None:
    """Copies the sample to a folder of the user's; one that holds something is refused."""
    if (root / CODEBOOK).exists():
        return
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise QcodeError(f"{root} is not empty; choose another folder for the sample.")
    source = sample_root()
    with said_plainly(root):
        for part in (Path(CODEBOOK).parts[0], TRANSCRIPTS):
            shutil.copytree(source / part, root / part)
        (root / EXPORTS).mkdir(exist_ok=True)
