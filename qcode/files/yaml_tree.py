"""A YAML document as a tree of nodes that know where in the text they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from qcode.files import yaml_errors
from qcode.study.errors import QcodeError

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MOST_NODES = 1_000_000
"""With every alias written out; a small file of nested aliases can stand for billions."""


class Node:
    """A scalar, a mapping, a list or an alias, from `start` to `end` in code points of the text.

    `style` is one character: empty, ' or " or | or > for a scalar as it is quoted, { and [ for
    flow collections, : and - for block collections, * for an alias. `plain` is the data.
    The end of a block is that of its last value, without the comments and blank lines behind it.
    """

    __slots__ = ("end", "keys", "plain", "start", "style", "values")

    def __init__(self, style: str, start: int, end: int, plain: Any) -> None:
        self.style = style
        self.start = start
        self.end = end
        self.plain = plain
        self.keys: Sequence[Node] = ()
        self.values: Sequence[Node] = ()

    def child(self, name: str) -> int | None:
        """The position among `values` of a key, or of a list item named by its index."""
        if self.style in "{:":
            return next((i for i, key in enumerate(self.keys) if key.plain == name), None)
        if self.style in "[-" and name.isdecimal() and int(name) < len(self.values):
            return int(name)
        return None

    def last(self) -> Node:
        """The value that stands last within it; itself when there is none."""
        node = self
        while node.values:
            node = node.values[-1]
        return node


def parse(text: str, file: str) -> Node | None:
    """The root mapping of a text without BOM; None for a document that holds nothing.

    Raises QcodeError for what is not YAML, not one mapping, or has a key twice.
    """
    if place := yaml_errors.conflict(text):
        raise QcodeError(f"{file}, {place}")
    try:
        root = _Builder(text, file).build()
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise QcodeError(f"{file}, {yaml_errors.explain(error, text)}") from error
    if root is None or root.plain == "":
        return None
    if not isinstance(root.plain, dict):
        raise QcodeError(
            f"{file}, line {line_at(text, root.start)}: the file must hold fields like "
            "“title: …”, each with a name and a colon; it begins with something else"
        )
    return root


def line_at(text: str, index: int) -> int:
    """The 1-based line of a position."""
    return text.count("\n", 0, index) + 1


def deepest(root: Node, path: Sequence[str]) -> tuple[int, int]:
    """How many names of the path exist, and where the last of them stands."""
    node, place = root, root.start
    for depth, name in enumerate(path):
        at = node.child(name)
        if at is None:
            return depth, place
        place = node.keys[at].start if node.keys else node.values[at].start
        node = node.values[at]
    return len(path), place


class _Anchor:
    """What an alias can repeat: its node, how many nodes it stands for and how deep they go."""

    __slots__ = ("height", "node", "size")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.size = 1
        self.height = 0


class _Builder:
    """Builds the tree from parser events, without recursion, counting what aliases stand for."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.root: Node | None = None
        self.stack: list[tuple[Node, list[Node], list[Node]]] = []
        self.heights: list[int] = []
        self.open_anchors: dict[int, _Anchor] = {}
        self.count = 0
        self.anchors: dict[str, _Anchor] = {}

    def build(self) -> Node | None:
        """Reads all events; the depth and the number of nodes are bounded."""
        get = LOADER(self.text).get_event
        scalar = yaml.ScalarEvent
        while True:
            event = get()
            kind = type(event)
            if kind is scalar:
                style = event.style or ""
                node = Node(style, event.start_mark.index, event.end_mark.index, event.value)
                if style in {"|", ">"}:
                    node.end = _block_scalar_end(self.text, node)
                self._add(node, event.anchor)
            elif kind is yaml.MappingStartEvent:
                self._open("{" if event.flow_style else ":", event, {})
            elif kind is yaml.SequenceStartEvent:
                self._open("[" if event.flow_style else "-", event, [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close(event)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent and self.root is not None:
                line = line_at(self.text, event.start_mark.index)
                raise self._error(line, "a second document begins; keep one and delete the ---")
            elif kind is yaml.StreamEndEvent:
                return self.root

    def _open(self, style: str, event: Any, plain: Any) -> None:
        node = Node(style, event.start_mark.index, event.end_mark.index, plain)
        before = self.count
        self._add(node, event.anchor)
        if event.anchor is not None:
            anchor = self.anchors[event.anchor]
            anchor.size = -before
            self.open_anchors[len(self.stack)] = anchor
        keys: list[Node] = []
        values: list[Node] = []
        node.keys, node.values = keys, values
        self.stack.append((node, keys, values))
        self.heights.append(1)
        if len(self.stack) > yaml_errors.DEEPEST:
            raise self._too_deep(node.start)

    def _close(self, event: Any) -> None:
        node, _, _ = self.stack.pop()
        if node.style in "{[":
            node.end = event.end_mark.index
        elif node.values:
            node.end = node.values[-1].end
        height = self.heights.pop()
        if self.heights and height >= self.heights[-1]:
            self.heights[-1] = height + 1
        if self.open_anchors and (anchor := self.open_anchors.pop(len(self.stack), None)):
            anchor.size += self.count
            anchor.height = height

    def _alias(self, event: Any) -> None:
        index = event.start_mark.index
        target = self.anchors.get(event.anchor)
        if target is None:
            line = line_at(self.text, index)
            raise self._error(
                line,
                f"*{event.anchor} repeats something marked &{event.anchor}, which does not stand "
                "above; put a text that begins with * in quotes",
            )
        if target in self.open_anchors.values():
            line = line_at(self.text, index)
            raise self._error(line, f"*{event.anchor} holds itself; write it out")
        if len(self.stack) + target.height > yaml_errors.DEEPEST:
            raise self._too_deep(index)
        self.count += target.size - 1
        if self.count > MOST_NODES:
            raise self._error(
                line_at(self.text, index),
                f"with its aliases written out the file has more than {MOST_NODES:,} values; "
                "write the repeated parts out or remove them",
            )
        if target.height >= self.heights[-1]:
            self.heights[-1] = target.height + 1
        self._add(Node("*", index, event.end_mark.index, target.node.plain), None)

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            if anchor in self.anchors:
                line = line_at(self.text, node.start)
                raise self._error(line, f"&{anchor} marks a second thing; use another name")
            self.anchors[anchor] = _Anchor(node)
        self.count += 1
        if not self.stack:
            self.root = node
            return
        parent, keys, values = self.stack[-1]
        plain = parent.plain
        if type(plain) is list:
            plain.append(node.plain)
        elif len(keys) == len(values):
            self._add_key(plain, keys, node)
            return
        else:
            plain[keys[-1].plain] = node.plain
        values.append(node)

    def _add_key(self, plain: dict[str, Any], keys: list[Node], node: Node) -> None:
        name = node.plain
        if not isinstance(name, str):
            line = line_at(self.text, node.start)
            raise self._error(
                line, "a list or mapping stands where a name belongs; put it in quotes"
            )
        if name in plain:
            line = line_at(self.text, node.start)
            first = next(key for key in keys if key.plain == name)
            before = line_at(self.text, first.start)
            raise self._error(
                line,
                f"“{name}” stands here a second time (first in line {before}); "
                "keep one of the two or rename one",
            )
        keys.append(node)

    def _too_deep(self, index: int) -> QcodeError:
        return self._error(line_at(self.text, index), yaml_errors.TOO_DEEP)

    def _error(self, line: int, sentence: str) -> QcodeError:
        return QcodeError(f"{self.file}, line {line}: {sentence}")


def _block_scalar_end(text: str, node: Node) -> int:
    """The end of the last line of a block scalar, before its line break.

    Blank lines behind it belong to it only when it is kept (`|+`) or when they hold spaces of
    the text itself.
    """
    region = text[node.start : node.end]
    header = re.match(r"(?:[&!]\S*\s+)*[|>][-+0-9]*", region)
    if header and "+" in header[0]:
        cut = max(region.rfind("\n"), region.rfind("\r")) + 1
        region = region[:cut] if cut else region
        return node.start + len(re.sub(r"(?:\r\n|\n|\r)\Z", "", region))
    ends_in_space = node.plain.rstrip("\n")[-1:] in (" ", "\t")
    kept = region.rstrip("\r\n") if ends_in_space else region.rstrip()
    return node.start + len(kept)
