"""The sentences that the rooms raise or return in English, read from their source.

What passes through `t` is translated where it is made and not among them. A sentence is a text in
which `HOLE` stands for a value that only a run knows. What an argument holds is followed through
local variables, conditions, constants, functions that return text, and parameters that a function
hands on to a sentence.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from itertools import product
from pathlib import Path

import qcode

HOLE = "7"
PACKAGE = Path(qcode.__file__).parent
ROOMS = ("study", "files", "exchange", "analysis", "suggest", "cli", "tui")
_MOST = 200
_PARTS = {"sentence", "what", "message", "said", "reason", "say"}
"""Names of parameters that hold sentences of their own where they stand within another."""
_INNER_ERRORS = {"ValueError", "TypeError", "RuntimeError", "LookupError", "KeyError", "EOFError"}
"""Errors of the program's own; no user reads them, but for those that `_SPOKEN` files raise."""
_SPOKEN = {"study/coding.py", "study/spans.py"}
_SINKS = {"Problem": 1, "Finding": 1, "Change": 0, "together": 0, "_always": 0, "put": 2}
"""Which argument of a call is shown."""
_TOLD = {
    "files/yaml_errors.py": ("_unreadable", "_marked", "_open_*", "_no_*", "_colon_too_many"),
    "files/snapshot.py": ("read_only", "_unreadable"),
    "session.py": ("read_only",),
    "files/store.py": ("finish",),
    "files/journal.py": ("changed_last",),
    "exchange/reading/kinds.py": ("*",),
    "exchange/reading/speakers.py": ("_unlabelled",),
    "exchange/reading/draft.py": ("_kind_note",),
    "exchange/reading/roles.py": ("_by_word", "_who_asks", "_by_letter"),
    "exchange/intake/quote_places.py": ("find", "_ambiguous"),
    "exchange/intake/codings.py": ("_span",),
}
"""Functions whose results, or the last part of them, are sentences that somebody else shows."""
_CONSTANTS = {
    "files/atomic.py": ("_REMEDIES",),
    "files/snapshot.py": ("_NO_TEXT", "_NO_CODEBOOK", "_NOWHERE"),
    "exchange/reading/decode.py": ("_FORMATS",),
    "exchange/reading/kinds.py": ("_SAVE_AS",),
}
_NOTED = ("notes", "messages", "problems")
"""Lists to which sentences are appended."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Sentence:
    """A sentence as the source forms it, and where."""

    text: str
    file: str
    line: int


@dataclass
class _Module:
    name: str
    tree: ast.Module
    functions: dict[str, list[Function]] = field(default_factory=dict)
    constants: dict[str, ast.expr] = field(default_factory=dict)
    places: list[tuple[Function | None, ast.AST]] = field(default_factory=list)
    """Calls, returns and assignments, each with the function it stands in."""


def sentences() -> list[Sentence]:
    """All sentences of the rooms, each once, with the first place that forms it."""
    paths = [PACKAGE / "session.py"]
    for room in ROOMS:
        paths += sorted((PACKAGE / room).rglob("*.py"))
    found: dict[str, Sentence] = {}
    for one in _Reader([_module(path) for path in paths]).read():
        found.setdefault(one.text, one)
    return list(found.values())


def _module(path: Path) -> _Module:
    module = _Module(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8")))
    module.places = list(_places(module.tree, None))
    for node in ast.walk(module.tree):
        if isinstance(node, Function):
            module.functions.setdefault(node.name, []).append(node)
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            module.constants[node.targets[0].id] = node.value
    return module


def _places(node: ast.AST, within: Function | None) -> Iterator[tuple[Function | None, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        inside = child if isinstance(child, Function) else within
        if isinstance(child, ast.Call | ast.Return | ast.Assign | ast.AugAssign):
            yield inside, child
        yield from _places(child, inside)


class _Reader:
    def __init__(self, modules: list[_Module]) -> None:
        self.modules = modules
        self.sinks: dict[str, set[tuple[int, str]]] = {}
        """Functions by name, with the parameters (place among arguments, name) that are shown."""
        self.busy: frozenset[str] = frozenset()
        self.functions: dict[str, list[tuple[_Module, Function]]] = {}
        for module in modules:
            for name, nodes in module.functions.items():
                self.functions.setdefault(name, []).extend((module, n) for n in nodes)

    def read(self) -> Iterator[Sentence]:
        before = -1
        while before != sum(map(len, self.sinks.values())):  # parameters lead to further callers
            before = sum(map(len, self.sinks.values()))
            found = [s for module in self.modules for s in self._module(module)]
        yield from (s for s in found if any(c.isalpha() for c in s.text.replace(HOLE, "")))

    def _module(self, module: _Module) -> Iterator[Sentence]:
        for within, node in module.places:
            for shown in self._shown(module, within, node):
                for text in self.texts(module, within, shown):
                    if text != HOLE:
                        yield Sentence(text, module.name, shown.lineno)
        for name in _CONSTANTS.get(module.name, ()):
            for node in ast.walk(module.constants[name]):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield Sentence(node.value, module.name, node.lineno)

    def _shown(self, module: _Module, within: Function | None, node: ast.AST) -> Iterator[ast.expr]:
        if isinstance(node, ast.Call):
            yield from self._shown_by_call(module, node)
        elif isinstance(node, ast.Return) and within is not None and node.value is not None:
            if any(fnmatch(within.name, name) for name in _TOLD.get(module.name, ())):
                value = node.value
                yield from value.elts[-1:] if isinstance(value, ast.Tuple) else [value]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            if _last_name(node.targets[0].value) in _NOTED:  # notes[sentence] = None
                yield node.targets[0].slice
        elif isinstance(node, ast.AugAssign) and _last_name(node.target) in _NOTED:
            yield from node.value.elts if isinstance(node.value, ast.List) else ()

    def _shown_by_call(self, module: _Module, node: ast.Call) -> Iterator[ast.expr]:
        name = _last_name(node.func)
        if name.endswith("Error") and node.args:
            if name not in _INNER_ERRORS or module.name in _SPOKEN:
                yield node.args[0]
        elif name in _SINKS:
            yield from _argument(node, _SINKS[name], "message" if name == "Problem" else "what")
        elif name == "append" and isinstance(node.func, ast.Attribute):
            noted = _last_name(node.func.value) in _NOTED
            yield from node.args if noted and not isinstance(node.args[0], ast.Call) else ()
        else:
            for place, parameter in sorted(self.sinks.get(name, ())):
                yield from _argument(node, place, parameter)

    def texts(  # noqa: PLR0911 - one for each kind of expression
        self, module: _Module, within: Function | None, node: ast.expr
    ) -> list[str]:
        """What the expression may be as text; `HOLE` for what only a run knows."""
        match node:
            case ast.Constant(value=str() as text):
                return [text]
            case ast.JoinedStr(values=values):
                parts = [self._part(module, within, value) for value in values]
                return ["".join(p) for p in list(product(*parts))[:_MOST]]
            case ast.IfExp(body=one, orelse=other):
                return self.texts(module, within, one) + self.texts(module, within, other)
            case ast.BinOp(left=one, op=ast.Add(), right=other):
                both = self.texts(module, within, one), self.texts(module, within, other)
                return [a + b for a, b in product(*both)][:_MOST]
            case ast.BoolOp(values=values):
                return [text for value in values for text in self.texts(module, within, value)]
            case ast.Name(id=name):
                return self._named(module, within, name)
            case ast.Call():
                return self._result(module, node)
        return [HOLE]

    def _part(self, module: _Module, within: Function | None, value: ast.expr) -> list[str]:
        if not isinstance(value, ast.FormattedValue):
            return self.texts(module, within, value)
        inner = value.value
        if isinstance(inner, ast.Name) and within is not None and inner.id in _parameters(within):
            if inner.id in _PARTS:
                self._hand_on(within, inner.id)
            return [HOLE]
        return self.texts(module, within, inner) or [HOLE]

    def _named(self, module: _Module, within: Function | None, name: str) -> list[str]:
        if within is not None and name in _parameters(within):
            self._hand_on(within, name)
            return [HOLE]
        values = list(_assigned(within, name)) if within is not None else []
        if not values and name in module.constants:
            values = [module.constants[name]]
        with self._once(f"{module.name}:{name}") as first:
            found = [text for v in values if first for text in self.texts(module, within, v)]
        return found or [HOLE]

    @contextmanager
    def _once(self, name: str) -> Iterator[bool]:
        """False within itself: a name that is made of itself, a function that calls itself."""
        first = name not in self.busy
        before, self.busy = self.busy, self.busy | {name}
        yield first
        self.busy = before

    def _hand_on(self, within: Function, name: str) -> None:
        names = _parameters(within)
        place = names.index(name) - (1 if names[:1] in (["self"], ["cls"]) else 0)
        self.sinks.setdefault(within.name, set()).add((place, name))

    def _result(self, module: _Module, node: ast.Call) -> list[str]:
        name = _last_name(node.func)
        own = [(module, f) for f in module.functions.get(name, ())]
        others = self.functions.get(name, []) if not own and _is_reached(node) else []
        found: list[str] = []
        for where, function in own or others:
            if not isinstance(function.returns, ast.Name) or function.returns.id != "str":
                continue
            with self._once(f"{where.name}:{name}()") as first:
                for inner in ast.walk(function) if first else ():
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        found += self.texts(where, function, inner.value)
        return list(dict.fromkeys(found)) or [HOLE]


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_reached(node: ast.Call) -> bool:
    """Whether the call names another module's function: bare, or behind the module's name."""
    function = node.func
    if isinstance(function, ast.Name):
        return True
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)


def _argument(node: ast.Call, place: int, name: str) -> Iterator[ast.expr]:
    if len(node.args) > place:
        yield node.args[place]
    yield from (k.value for k in node.keywords if k.arg == name)


def _parameters(function: Function) -> list[str]:
    arguments = function.args
    return [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]


def _assigned(within: Function, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(within):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _from_target(target, node.value, name)
        if isinstance(node, ast.NamedExpr) and node.target.id == name:
            yield node.value


def _from_target(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == name:
        yield value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=True):
            yield from _from_target(one, its, name)
