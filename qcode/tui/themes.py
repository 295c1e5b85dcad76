"""Two paper-like themes with text at 7:1 contrast or better, and the terminal's own colours."""

from __future__ import annotations

import os

from textual.theme import Theme

LIGHT = Theme(
    name="light",
    primary="#0b4a7a",
    secondary="#5a3d00",
    accent="#7a2e00",
    warning="#5e3c00",
    error="#8f1520",
    success="#1b5228",
    foreground="#22201c",
    background="#fbf8f1",
    surface="#f4f0e6",
    panel="#eae4d6",
    boost="#efe9dc",
    dark=False,
    variables={
        "text": "#22201c",
        "text-muted": "#4a463e",
        "text-disabled": "#4a463e",
        "text-primary": "#0b4a7a",
        "text-secondary": "#5a3d00",
        "text-accent": "#7a2e00",
        "text-warning": "#5e3c00",
        "text-error": "#8f1520",
        "text-success": "#1b5228",
        "foreground-muted": "#4a463e",
        "foreground-disabled": "#4a463e",
        "border": "#0b4a7a",
        "border-blurred": "#cfc7b4",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#0b4a7a",
        "block-cursor-blurred-foreground": "#22201c",
        "block-cursor-blurred-background": "#dcd5c3",
        "block-hover-background": "#eae4d6",
        "input-cursor-background": "#22201c",
        "input-cursor-foreground": "#fbf8f1",
        "input-selection-background": "#c9dcea",
        "input-selection-foreground": "#22201c",
        "scrollbar": "#c3baa5",
        "scrollbar-hover": "#a99f88",
        "scrollbar-active": "#8d846f",
        "scrollbar-background": "#f4f0e6",
        "scrollbar-background-hover": "#f4f0e6",
        "scrollbar-background-active": "#f4f0e6",
        "link-color": "#0b4a7a",
        "screen-selection-background": "#c9dcea",
        "screen-selection-foreground": "#22201c",
    },
)

DARK = Theme(
    name="dark",
    primary="#9cc9ec",
    secondary="#e0c48a",
    accent="#f0b48a",
    warning="#ecc46c",
    error="#ffab9e",
    success="#9fd6a5",
    foreground="#ece6d8",
    background="#1c1b18",
    surface="#242320",
    panel="#302e29",
    boost="#2a2925",
    dark=True,
    variables={
        "text": "#ece6d8",
        "text-muted": "#c3bcac",
        "text-disabled": "#c3bcac",
        "text-primary": "#9cc9ec",
        "text-secondary": "#e0c48a",
        "text-accent": "#f0b48a",
        "text-warning": "#ecc46c",
        "text-error": "#ffab9e",
        "text-success": "#9fd6a5",
        "foreground-muted": "#c3bcac",
        "foreground-disabled": "#c3bcac",
        "border": "#9cc9ec",
        "border-blurred": "#47443c",
        "block-cursor-foreground": "#14202a",
        "block-cursor-background": "#9cc9ec",
        "block-cursor-blurred-foreground": "#ece6d8",
        "block-cursor-blurred-background": "#3a3832",
        "block-hover-background": "#302e29",
        "input-cursor-background": "#ece6d8",
        "input-cursor-foreground": "#1c1b18",
        "input-selection-background": "#2f4a5e",
        "input-selection-foreground": "#ece6d8",
        "scrollbar": "#575247",
        "scrollbar-hover": "#6d6759",
        "scrollbar-active": "#8a8270",
        "scrollbar-background": "#242320",
        "scrollbar-background-hover": "#242320",
        "scrollbar-background-active": "#242320",
        "link-color": "#9cc9ec",
        "screen-selection-background": "#2f4a5e",
        "screen-selection-foreground": "#ece6d8",
    },
)

TERMINAL = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_magenta",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "text-muted": "ansi_default",
        "text-disabled": "ansi_default",
        "foreground-muted": "ansi_default",
        "foreground-disabled": "ansi_default",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_blue",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-background": "ansi_blue",
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-text-style": "reverse",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
    },
)

THEMES = (LIGHT, DARK, TERMINAL)
NAMES = tuple(theme.name for theme in THEMES)

_TEXTS = ("", "-muted", "-primary", "-secondary", "-accent", "-warning", "-error", "-success")
_GROUNDS = ("background", "surface", "panel")
READ_TOGETHER = (
    *((f"text{text}", ground) for text in _TEXTS for ground in _GROUNDS),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
)
"""Pairs of variables that are read as text on a ground; each has a contrast of 7:1 or more."""


def after(name: str) -> str:
    """The theme that follows this one when the user goes round."""
    return NAMES[(NAMES.index(name) + 1) % len(NAMES)] if name in NAMES else NAMES[0]


def contrast(text: str, ground: str) -> float:
    """The contrast of two hex colours, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color.lstrip("#")[i : i + 2], 16) / 255 for i in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def first_theme(chosen: object) -> str:
    """The theme chosen last; else by the ground that the terminal says it has; else dark."""
    if chosen in NAMES:
        return str(chosen)
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if ground in {"7", "15"} else "dark"
