"""Lower priorities, so that neither answers nor fits ever hold up a key in the app."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

_WORKER = 5
_FIT = 15
"""Niceness: 0 is the app's, 19 the lowest priority."""


def behind_the_app() -> None:
    """Lowers the priority of this process; does nothing where there is no such thing."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(max(0, _WORKER - os.nice(0)))


def behind_the_answers() -> None:
    """Lowers the priority of this thread alone, which only Linux can."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _FIT)
