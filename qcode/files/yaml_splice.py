"""Which bytes of a YAML text change when its data changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qcode.files import yaml_write
from qcode.files.yaml_compare import GONE, KEPT, steps
from qcode.files.yaml_lines import Lines, layout_of
from qcode.files.yaml_tree import Node
from qcode.files.yaml_write import Written

_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>][-+0-9]*")
_COLON = re.compile(r"[ \t]*:")
_DASH_BEFORE = re.compile(r"-[ \t]*\Z")


class _UnusualError(Exception):
    """A layout that is not edited in place; the value around it is written anew."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """The place of a value: behind the colon or dash of an entry that is at `column`."""

    node: Node
    after: int
    column: int
    item: bool
    flow: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a block collection: where its key or dash stands, and its value's place."""

    start: int
    slot: _Slot


class Splicer:
    """Compares the tree of a text with new data and collects what to cut and what to put in.

    A cautious one writes no block scalars and leaves blank lines alone, for places where these
    would run into what follows. The paths in `whole` are written anew, not edited within.
    """

    def __init__(
        self,
        text: str,
        root: Node | None,
        *,
        cautious: bool,
        whole: frozenset[tuple[str, ...]],
    ) -> None:
        self.text = text
        self.lines = Lines(text)
        self.root = root
        self.cautious = cautious
        self.whole = whole
        self.splices: list[tuple[int, int, str]] = []
        self.layout = layout_of(self.lines, root, literal=not cautious)

    def change(self, new: Mapping[str, Any]) -> str | None:
        """The text that holds the new data; None when it cannot be edited in place."""
        try:
            self._change_root(new)
            self._close_last()
        except _UnusualError:
            return None
        parts: list[str] = []
        at = 0
        for start, end, put in sorted(self.splices, key=lambda s: s[:2]):
            if start < at:
                return None
            parts += (self.text[at:start], put)
            at = end
        return "".join([*parts, self.text[at:]])

    def _change_root(self, new: Mapping[str, Any]) -> None:
        root = self.root
        if root is None:
            gap = "" if not self.text or self.text.endswith(("\n", "\r")) else self.layout.eol
            self._splice(len(self.text), len(self.text), gap + self._whole(new) + self.layout.eol)
        elif root.style == "{" and root.keys and new:
            self._value(_Slot(root, root.start, 0, item=False, flow=True), new, ())
        elif root.style == ":" and any(key.plain in new for key in root.keys):
            self._entries(root, new, ())
        else:
            end = self.lines.end(root.end) if new else self.lines.next(root.end)
            self._splice(root.start, end, self._whole(new))

    def _whole(self, new: Mapping[str, Any]) -> str:
        lines = [line for k, v in new.items() for line in yaml_write.entry(k, v, 0, self.layout)]
        return self.layout.eol.join(lines)

    def _close_last(self) -> None:
        """Keeps a block scalar without a last line end what it is when lines are put below it."""
        node = self.root.last() if self.root is not None else None
        if node is None or node.style not in ("|", ">") or node.plain.endswith("\n"):
            return
        header = _HEADER.match(self.text, node.start)
        touched = any(start <= node.start < end for start, end, _ in self.splices)
        grown = any(start == len(self.text) for start, _, _ in self.splices)
        if header and grown and not touched and "-" not in header[0]:
            bare = header.end() - header[0].count("+")
            self._splice(bare, header.end(), "-")

    # Values

    def _value(self, slot: _Slot, new: Any, path: tuple[str, ...]) -> None:
        node = slot.node
        if new is node.plain or new == node.plain:
            return
        before = len(self.splices)
        if path not in self.whole and self._edit_within(slot, new):
            try:
                if node.style in "{[":
                    self._flow(node, new, path)
                else:
                    self._entries(node, new, path)
            except _UnusualError:
                del self.splices[before:]
            else:
                return
        self._replace(slot, new)

    def _edit_within(self, slot: _Slot, new: Any) -> bool:
        node = slot.node
        if node.style not in ("{", "[", ":", "-") or not new or not node.values:
            return False
        if isinstance(new, Mapping) != (node.style in "{:") or isinstance(new, str):
            return False
        if isinstance(new, Mapping) and not any(key.plain in new for key in node.keys):
            return False
        if node.style in "{[" and not slot.flow:
            return yaml_write.fits_flow(new, max(yaml_write.WIDTH, node.end - node.start))
        return True

    def _replace(self, slot: _Slot, new: Any) -> None:
        node, text = slot.node, self.text
        if slot.flow:
            put = self._flow_text(node, new)
            if node.start == node.end:
                put = " " + put if text[: node.start].rstrip().endswith(":") else ": " + put
            self._splice(node.start, node.end, put)
            return
        written = self._write(slot, new)
        head = " " + written.head if written.head else ""
        line_end = self.lines.end(slot.after)
        on_line = node.start < line_end or node.start == node.end
        in_place = node.style not in (":", "-", "|", ">")
        if node.start == node.end:
            rest = text[slot.after : line_end]
            self._splice(slot.after, line_end if not rest.strip() else slot.after, head)
            self._put_body(line_end, line_end, written.body)
        elif in_place and written.head and (on_line or not written.body):
            self._splice(node.start, node.end, written.head)
            self._put_body(self.lines.end(node.end), self.lines.end(node.end), written.body)
        elif on_line and in_place:
            self._splice(slot.after, node.end, head)
            self._put_body(self.lines.end(node.end), self.lines.end(node.end), written.body)
        elif on_line and node.style in "|>":
            header = _HEADER.match(text, node.start)
            self._splice(slot.after, header.end() if header else line_end, head)
            self._put_body(line_end, node.end, written.body)
        elif on_line:
            self._splice(slot.after, line_end, head)
            self._put_body(line_end, self.lines.behind(node.end, slot.column), written.body)
        else:
            self._splice(slot.after, slot.after, head)
            self._put_body(line_end, self.lines.behind(node.end, slot.column), written.body)

    def _write(self, slot: _Slot, new: Any) -> Written:
        node = slot.node
        if node.style in ("{", "[") and not isinstance(new, str) and new:
            same = isinstance(new, Mapping) == (node.style == "{")
            short = isinstance(new, list) and all(isinstance(item, str) for item in new)
            if same and (short or node.values) and yaml_write.fits_flow(new):
                return Written(yaml_write.flow(new))
        return yaml_write.block(new, slot.column, self.layout, item=slot.item, style=node.style)

    def _flow_text(self, node: Node, new: Any) -> str:
        if isinstance(new, str):
            style = node.style if node.style in ("'", '"') else ""
            return yaml_write.scalar(new, flow=True, style=style)
        return yaml_write.flow(new)

    # Block collections

    def _entries(self, node: Node, new: Any, path: tuple[str, ...]) -> None:
        """Edits a block collection entry by entry."""
        entries = self._places(node)
        gone: list[int] = []
        added: list[tuple[int, str | None, Any]] = []
        for number, name, value in steps(node, new):
            if value is GONE:
                gone.append(number)
            elif name is KEPT:
                here = node.keys[number].plain if node.keys else str(number)
                self._value(entries[number].slot, value, (*path, here))
            else:
                added.append((number, name, value))
        self._remove(entries, gone)
        kept = [number for number in range(len(entries)) if number not in gone]
        for number, name, value in added:
            above = [k for k in kept if k <= number]
            self._insert(node, entries, above[-1] if above else -1, kept[0], (name, value))

    def _places(self, node: Node) -> list[_Entry]:
        found: list[_Entry] = []
        column = -1
        before = node.start
        for number, value in enumerate(node.values):
            if node.keys:
                start = node.keys[number].start
                colon = _COLON.match(self.text, node.keys[number].end)
                if not colon:
                    raise _UnusualError
                after = colon.end()
            else:
                start = self._dash(value.start, before)
                after = start + 1
            if column < 0:
                column = start - self.lines.start(start)
            elif column != start - self.lines.start(start):
                raise _UnusualError
            found.append(_Entry(start, _Slot(value, after, column, not node.keys, flow=False)))
            before = value.end
        return found

    def _dash(self, start: int, before: int) -> int:
        """The dash of the item whose value stands at `start`."""
        line_start = max(self.lines.start(start), before)
        found = _DASH_BEFORE.search(self.text, line_start, start)
        if found:
            return found.start()
        at = start
        while (at := self.lines.start(at) - 1) >= before:
            line = self.text[self.lines.start(at) : at].strip()
            if line == "-" or line.startswith(("- #", "- &", "- !")):
                return self.text.index("-", self.lines.start(at))
            if line and not line.startswith("#"):
                break
        raise _UnusualError

    def _remove(self, entries: Sequence[_Entry], gone: Sequence[int]) -> None:
        first = entries[0]
        inline = self.lines.start(first.start) + first.slot.column != first.start or bool(
            self.text[self.lines.start(first.start) : first.start].strip()
        )
        done = 0
        if inline and gone and gone[0] == 0:
            while done < len(gone) and gone[done] == done:
                done += 1
            last, following = entries[done - 1], entries[done]
            end = self.lines.behind(last.slot.node.end, last.slot.column)
            if not self.text[end : following.start].strip():
                self._splice(first.start, following.start, "")
            else:
                self._splice(first.start, end, "")
        swallows = False
        for number in gone[done:]:
            entry = entries[number]
            start = self.lines.start(entry.start)
            end = self.lines.next(self.lines.behind(entry.slot.node.end, entry.slot.column))
            if number:
                above = entries[number - 1].slot
                if number - 1 not in gone:
                    swallows = self._swallows(above.node)
                between = self.lines.behind(above.node.end, above.column)
                swallows = swallows and not self.text[between:start].strip()
                if not self.cautious:
                    start = self._without_blank(above.node.end, start, end)
            self._splice(start, self.lines.behind_blank(end) if swallows else end, "")

    def _swallows(self, node: Node) -> bool:
        """Whether a value ends in a block scalar that keeps (`|+`) the blank lines below it."""
        last = node.last()
        header = _HEADER.match(self.text, last.start) if last.style in ("|", ">") else None
        return header is not None and "+" in header[0]

    def _without_blank(self, floor: int, start: int, end: int) -> int:
        """Where a cut begins that leaves one group of blank lines, not two."""
        following = self.text[end : self.lines.end(end)]
        if end < len(self.text) and following.strip():
            return start
        while start > floor:
            above = self.lines.start(start - 1)
            if above <= floor or self.text[above:start].strip():
                break
            start = above
        return start

    def _insert(
        self,
        node: Node,
        entries: Sequence[_Entry],
        above: int,
        first: int,
        new: tuple[str | None, Any],
    ) -> None:
        column = entries[0].slot.column
        lines = self._new_lines(node, column, new)
        eol = self.layout.eol
        apart = eol if self._apart(entries, max(above, 0)) else ""
        if above < 0:
            start = entries[first].start
            put = eol.join(lines)[column:] + eol + apart + " " * column
            self._splice(start, start, put)
            return
        end = self.lines.behind(entries[above].slot.node.end, column)
        self._put_body(end, end, lines, apart)

    def _new_lines(self, node: Node, column: int, new: tuple[str | None, Any]) -> list[str]:
        name, value = new
        neighbour = node.values[-1].style if not node.keys else ""
        if neighbour == "{" and isinstance(value, Mapping) and yaml_write.fits_flow(value):
            return [" " * column + "- " + yaml_write.flow(value)]
        return yaml_write.entry(name, value, column, self.layout)

    def _apart(self, entries: Sequence[_Entry], number: int) -> bool:
        """Whether blank lines stand between the entries here."""
        if len(entries) < 2 or self.cautious:
            return False
        upper = max(number - 1, 0)
        start = self.lines.end(entries[upper].slot.node.end)
        gap = self.text[start : entries[upper + 1].start]
        return any(not line.strip() for line in gap.split("\n")[1:-1])

    # Flow collections

    def _flow(self, node: Node, new: Any, path: tuple[str, ...]) -> None:
        """Edits within brackets; several cuts, or cuts and additions, write them anew."""
        if self.text[node.start] not in "{[":
            raise _UnusualError
        gone: list[int] = []
        added: dict[int, list[str]] = {}
        for number, name, value in steps(node, new):
            if value is GONE:
                gone.append(number)
            elif name is KEPT:
                here = node.keys[number].plain if node.keys else str(number)
                slot = _Slot(node.values[number], -1, -1, not node.keys, flow=True)
                self._value(slot, value, (*path, here))
            else:
                key = "" if name is None else yaml_write.scalar(name, flow=True) + ": "
                added.setdefault(number, []).append(key + yaml_write.flow(value))
        if len(gone) > 1 or (gone and added):
            raise _UnusualError
        for number, texts in added.items():
            if number < 0:
                start = self._flow_start(node, 0)
                self._splice(start, start, ", ".join(texts) + ", ")
            else:
                end = self._flow_end(node, number)
                self._splice(end, end, ", " + ", ".join(texts))
        for number in gone:
            if number + 1 < len(node.values):
                self._splice(self._flow_start(node, number), self._flow_start(node, number + 1), "")
            else:
                self._splice(self._flow_end(node, number - 1), self._flow_end(node, number), "")

    def _flow_start(self, node: Node, number: int) -> int:
        return node.keys[number].start if node.keys else node.values[number].start

    def _flow_end(self, node: Node, number: int) -> int:
        value = node.values[number]
        if value.start == value.end:
            raise _UnusualError
        return value.end

    # Text

    def _put_body(self, start: int, end: int, lines: Sequence[str], apart: str = "") -> None:
        """Puts lines below the line that ends at `start`, in place of what reaches to `end`."""
        eol = self.layout.eol
        put = "".join(eol + line for line in lines)
        if put and end == len(self.text):
            put += eol
        if put or start < end:
            self._splice(start, end, (apart if put else "") + put)

    def _splice(self, start: int, end: int, put: str) -> None:
        self.splices.append((start, end, put))
