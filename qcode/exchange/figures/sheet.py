"""Figures for reports: drawn by matplotlib, the same bytes every time, text kept as text in SVG."""

from __future__ import annotations

import io
import logging
import warnings
from typing import Any


def figure(width: float, height: float) -> Any:
    """An empty sheet of this size in inches, without any window behind it."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), facecolor="white")


def save(sheet: Any, form: str) -> bytes:
    """The sheet as SVG or PNG (150 dots an inch), without a date in it."""
    import matplotlib as mpl

    buffer = io.BytesIO()
    metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
    quiet = logging.getLogger("matplotlib.font_manager")
    level = quiet.level
    style = mpl.rc_context({"svg.hashsalt": "qcode", "svg.fonttype": "none"})
    with style, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)
        quiet.setLevel(logging.ERROR)
        try:
            sheet.savefig(buffer, format=form, dpi=150, metadata=metadata)
        finally:
            quiet.setLevel(level)
    return buffer.getvalue()
