"""The twelve colours of codes on a light, a dark and the terminal's own ground.

Found by a search over OKLCH hues for the largest smallest distance (OKLab) in normal sight and
under simulated protanopia, deuteranopia and tritanopia (Machado, Oliveira & Fernandes 2009,
severity 1), each with a contrast of 4.5:1 or more on the paper and on the current segment's tint.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qcode.study.code import COLORS

if TYPE_CHECKING:
    from textual.app import App

LIGHT, DARK, ANSI = "light", "dark", "ansi"
_LIGHT = (
    "#16468b #16481a #a43438 #822ca9 #8e3e09 #206d72 "
    "#442915 #831d50 #535928 #152364 #885f07 #343638"
)
_DARK = (
    "#73b4fb #80d599 #fc685d #b998d5 #f39f65 #8df3e8 "
    "#b89079 #d877aa #d4e49d #7893ee #ebc73a #bec2c7"
)
_ANSI = (
    "bright_blue green red magenta bright_red cyan yellow bright_magenta bright_green blue "
    "bright_yellow bright_black"
)
PALETTE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        ground: MappingProxyType(dict(zip(COLORS, colors.split(), strict=True)))
        for ground, colors in ((LIGHT, _LIGHT), (DARK, _DARK), (ANSI, _ANSI))
    }
)


def color_of(name: str, ground: str) -> str:
    """A code's colour as Rich and Textual write it; an unknown name is drawn in gray."""
    colors = PALETTE[ground]
    return colors.get(name, colors["gray"])


def ground_of(app: App[Any]) -> str:
    """On what the app's theme draws: light, dark, or the terminal's own colours."""
    if app.native_ansi_color:
        return ANSI
    return DARK if app.current_theme.dark else LIGHT
