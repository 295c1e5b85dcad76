"""Lines and columns of a YAML text, and the layout that its author keeps to."""

from __future__ import annotations

from qcode.files.yaml_tree import Node
from qcode.files.yaml_write import Layout


class Lines:
    """Where lines begin and end around a position; a line ends before its CR, if it has one."""

    def __init__(self, text: str) -> None:
        self.text = text

    def start(self, index: int) -> int:
        """Where the line of a position begins."""
        return self.text.rfind("\n", 0, index) + 1

    def end(self, index: int) -> int:
        """Where the line of a position ends, before its line break."""
        end = self.text.find("\n", index)
        if end < 0:
            return len(self.text)
        return end - 1 if end > index and self.text[end - 1] == "\r" else end

    def next(self, index: int) -> int:
        """Where the next line begins."""
        end = self.text.find("\n", index)
        return end + 1 if end >= 0 else len(self.text)

    def behind(self, end: int, column: int) -> int:
        """The end of an entry's last line, with the comments below that are indented deeper."""
        at = self.end(end)
        while (start := self.next(at)) < len(self.text):
            line_end = self.end(start)
            line = self.text[start:line_end]
            bare = line.lstrip(" ")
            if not bare.startswith("#") or len(line) - len(bare) <= column:
                break
            at = line_end
        return at

    def behind_blank(self, start: int) -> int:
        """Where the first line from `start` on that is not blank begins."""
        while start < len(self.text) and not self.text[start : self.end(start)].strip():
            start = self.next(start)
        return start

    def column(self, index: int) -> int:
        """How many characters stand before a position in its line."""
        return index - self.start(index)


def layout_of(lines: Lines, root: Node | None, *, literal: bool) -> Layout:
    """The layout that the first blocks of a text show; two columns a level without any."""
    text = lines.text
    first = text.find("\n")
    eol = "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"
    step = dash = 0
    waiting = [root] if root is not None else []
    while waiting and not (step and dash):
        node = waiting.pop()
        waiting.extend(reversed(node.values))
        if node.style != ":":
            continue
        column = lines.column(node.keys[0].start)
        for value in node.values:
            if value.style == ":" and text[value.start] not in "&!" and not step:
                step = lines.column(value.start) - column
            elif value.style == "-" and text[value.start] == "-" and not dash:
                dash = lines.column(value.start) - column + 1  # 1 more, so that 0 is not yet
    step = step if 0 < step < 9 else 2
    return Layout(step, dash - 1 if dash else step, eol, literal)
