"""What happens to the entries of a collection when its data changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from qcode.files.yaml_tree import Node


class _Sign:
    """A value that no document holds."""


GONE: Any = _Sign()
KEPT: Any = _Sign()


def steps(node: Node, new: Any) -> Iterator[tuple[int, Any, Any]]:
    """How a collection becomes new data: (number, name, value), in the order of the new data.

    An old entry by its number is KEPT with its new value, or has the value GONE; a new one
    comes with its name (None in a list) and the number of the entry it follows, -1 for none.
    """
    if isinstance(new, Mapping):
        numbers = {key.plain: number for number, key in enumerate(node.keys)}
        for name, number in numbers.items():
            yield (number, KEPT, new[name]) if name in new else (number, None, GONE)
        last = -1
        for name, value in new.items():
            last = numbers.get(name, last)
            if name not in numbers:
                yield last, name, value
        return
    old = [json.dumps(item, sort_keys=True) for item in node.plain]
    wanted = [json.dumps(item, sort_keys=True) for item in new]
    for what, a, b, c, d in SequenceMatcher(None, old, wanted, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        paired = min(b - a, d - c)
        for number in range(paired):
            yield a + number, KEPT, new[c + number]
        for number in range(a + paired, b):
            yield number, None, GONE
        for number in range(c + paired, d):
            yield a + paired - 1, None, new[number]
