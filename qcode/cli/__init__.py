"""The commands: every action of the app has one, for scripts and screen readers."""

from __future__ import annotations

from qcode.cli.group import qcode

__all__ = ["qcode"]
