"""Where things stand on the coding screen in a terminal of 120 by 40."""

from __future__ import annotations

from pathlib import Path

WIDTH, HEIGHT = 120, 40
TEXT = range(32, 87)
"""Columns of the transcript and its stripes, between the pane of codes and the segment's."""
CURSOR = range(38, 39)
"""The column in which the segment under the cursor bears its mark."""


def first_words(study: Path) -> str:
    """A few words of the first turn of the first transcript, as the screen shows them."""
    path = min((study / "transcripts").glob("*.md"))
    text = path.read_text("utf-8")
    front = text.find("\n---\n", 3) if text.startswith("---\n") else -5
    body = text[front + 5 :].lstrip()
    label, _, said = body.partition(": ")
    return " ".join((said if len(label) < 40 else body).split()[:3])
