"""The time of day as it is written into a study."""

from __future__ import annotations

from datetime import datetime


def now() -> str:
    """The local time to the second, with its offset from UTC, in ISO 8601."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def instant(at: str) -> float:
    """A time that stands in a study, as seconds since 1970; 0 for what is no time."""
    try:
        return datetime.fromisoformat(at).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
