"""Reading YAML as text: every scalar stays what the researcher typed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from qcode.files.yaml_tree import Node, deepest, line_at, parse
from qcode.study.errors import QcodeError

BOM = "\ufeff"


def load(text: str, file: str) -> dict[str, Any]:
    """The mapping of a YAML text, with str for every scalar; {} for an empty document.

    Raises QcodeError, naming file, line and remedy, for what is not YAML, for duplicate keys and
    for conflict markers. Tags construct nothing, and what aliases stand for is bounded.
    """
    root = parse(text.removeprefix(BOM), file)
    return {} if root is None else dict(root.plain)


def line_of(text: str, path: Sequence[str]) -> int | None:
    """The 1-based line where a path stands (list items by index), or None when it does not."""
    text = text.removeprefix(BOM)
    try:
        root = parse(text, "")
    except QcodeError:
        return None
    if root is None:
        return None
    depth, place = deepest(root, path)
    return line_at(text, place) if depth == len(path) else None


def lines(text: str) -> Mapping[tuple[str, ...], int]:
    """The 1-based line of every path, for findings; empty for a text that is not YAML."""
    text = text.removeprefix(BOM)
    try:
        root = parse(text, "")
    except QcodeError:
        return {}
    starts = [0]
    while (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    found: dict[tuple[str, ...], int] = {}

    def visit(node: Node, path: tuple[str, ...]) -> None:
        for number, value in enumerate(node.values):
            here = (*path, node.keys[number].plain if node.keys else str(number))
            place = node.keys[number].start if node.keys else value.start
            found[here] = bisect_right(starts, place)
            visit(value, here)

    if root is not None:
        visit(root, ())
    return found
