"""The line of keys on the edge of a dialog, where each key is a button as well."""

from __future__ import annotations

import re

from textual.content import Content
from textual.style import Style

_NAMES = {"Esc": "escape", "Enter": "enter", "Tab": "tab", "Space": "space"}
_OTHERS = re.compile(r"Ctrl\+\w|F\d+")


def buttons(said: str) -> Content:
    """`Ctrl+S: save · Esc: leave`: a click on a part is its key; parts without one are words."""
    return Content(" · ").join(_button(part) for part in said.split(" · "))


def _button(words: str) -> Content:
    written = words.partition(":")[0]
    key = _NAMES.get(written, written.lower())
    if written not in _NAMES and not _OTHERS.fullmatch(written):
        return Content(words)
    return Content(words).stylize(Style.from_meta({"@click": f"app.simulate_key({key!r})"}))
