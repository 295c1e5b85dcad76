"""The codebook: codes as a tree, links, settings, made from the plain data of codebook.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from qcode.study.code import (
    COLORS,
    Code,
    Link,
    code_from_plain,
    order_key,
    texts,
)
from qcode.study.errors import QcodeError
from qcode.study.plain import get_at, set_at

SUGGESTION_MODES = ("never", "on-key", "after-own", "always")
DEFAULT_MODE = "after-own"
TOP_FIELDS = (
    "title",
    "question",
    "language",
    "settings",
    "codes",
    "links",
    "paradigms",
    "selective",
    "proposals",
)
SETTING_FIELDS = (
    "attribution",
    "suggestions",
    "threshold",
    "blind",
    "terms",
    "unit",
    "link_types",
    "phase",
)
DEFAULT_ATTRIBUTION = "({participant}, {role}, {date})"


class Finding(NamedTuple):
    """Something wrong at a path of the codebook; the file's reader adds the line."""

    path: tuple[str, ...]
    message: str
    severity: str = "error"


@dataclass(frozen=True)
class Codebook:
    """What the researchers think, as plain data and as values read from it."""

    plain: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The study's title."""
        return str(self.plain.get("title") or "")

    @property
    def question(self) -> str:
        """The research question."""
        return str(self.plain.get("question") or "")

    @property
    def language(self) -> str:
        """The language code of the study, `id` or `en` or another; `en` when it says none."""
        return str(self.plain.get("language") or "en")

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """The settings as plain data."""
        value = self.plain.get("settings")
        return MappingProxyType(value if isinstance(value, dict) else {})

    @property
    def suggestions(self) -> str:
        """When suggestions show: never, on-key, after-own, always."""
        mode = str(self.settings.get("suggestions") or DEFAULT_MODE)
        return mode if mode in SUGGESTION_MODES else DEFAULT_MODE

    @property
    def attribution(self) -> str:
        """The template of a quote's attribution."""
        return str(self.settings.get("attribution") or DEFAULT_ATTRIBUTION)

    @property
    def terms(self) -> Mapping[str, str]:
        """Words of the interface that this study says otherwise."""
        value = self.settings.get("terms")
        return {k: str(v) for k, v in value.items()} if isinstance(value, dict) else {}

    @cached_property
    def codes(self) -> Mapping[str, Code]:
        """Every code by id, in the order of the file, merged and retired ones included."""
        raw = self.plain.get("codes")
        if not isinstance(raw, dict):
            return MappingProxyType({})
        return MappingProxyType(
            {k: code_from_plain(k, v if isinstance(v, dict) else {}) for k, v in raw.items()}
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The typed relations between codes."""
        raw = self.plain.get("links")
        found = []
        for item in raw if isinstance(raw, list) else []:
            if isinstance(item, dict):
                found.append(
                    Link(
                        str(item.get("id") or ""),
                        str(item.get("from") or ""),
                        str(item.get("to") or ""),
                        str(item.get("type") or ""),
                        str(item.get("memo") or ""),
                        texts(item.get("supports")),
                        texts(item.get("against")),
                    )
                )
        return tuple(found)

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """Code to the parent that counts: missing ones and the closing edge of a circle are cut."""
        kept: dict[str, str] = {}
        for ident, code in self.codes.items():
            parent = code.parent
            if not parent or parent not in self.codes:
                continue
            above: str | None = parent
            while above is not None and above != ident:
                above = kept.get(above)
            if above != ident:
                kept[ident] = parent
        return MappingProxyType(kept)

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Parent to children, merged codes left out; the roots are under ''.

        They stand in file order, in a category with `order_by` in theirs.
        """
        found: dict[str, list[str]] = {}
        for ident, code in self.codes.items():
            if not code.merged_into:
                found.setdefault(self.parents.get(ident, ""), []).append(ident)
        for parent, below in found.items():
            if parent and self.codes[parent].order_by:
                below.sort(key=lambda ident: order_key(self.codes[ident].order))
        return MappingProxyType({k: tuple(v) for k, v in found.items()})

    def resolve(self, ident: str) -> str:
        """The id that codings with this id count for: merged codes lead to the one that lives."""
        seen: set[str] = set()
        while (code := self.codes.get(ident)) and code.merged_into and ident not in seen:
            seen.add(ident)
            ident = code.merged_into
        return ident

    def theme_of(self, ident: str) -> str:
        """The root above a code, or the code itself when it is a root."""
        while parent := self.parents.get(ident):
            ident = parent
        return ident

    def ancestors(self, ident: str) -> tuple[str, ...]:
        """The categories above a code, nearest first."""
        found = self._ancestors.get(ident)
        if found is None:
            above, here = [], ident
            while parent := self.parents.get(here):
                above.append(parent)
                here = parent
            found = self._ancestors[ident] = tuple(above)
        return found

    def path_above(self, ident: str) -> str:
        """The names of the categories above a code, the widest first: `Hambatan › Waktu`."""
        return " › ".join(self.codes[a].name for a in reversed(self.ancestors(ident)))

    @cached_property
    def _ancestors(self) -> dict[str, tuple[str, ...]]:
        """Those that were asked for."""
        return {}

    def is_category(self, ident: str) -> bool:
        """Whether codes stand below it."""
        return bool(self.children.get(ident))

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The root categories."""
        return tuple(i for i in self.children.get("", ()) if self.is_category(i))

    @cached_property
    def uncategorised(self) -> tuple[str, ...]:
        """The root codes with nothing below them."""
        return tuple(i for i in self.children.get("", ()) if not self.is_category(i))

    def walk(self, root: str = "", depth: int = 0) -> Iterator[tuple[str, int]]:
        """The tree below `root` depth first as (id, depth); categories before the uncategorised."""
        below = self.children.get(root, ())
        if not root:
            below = (*self.themes, *self.uncategorised)
        for ident in below:
            yield ident, depth
            yield from self.walk(ident, depth + 1)

    def below(self, ident: str) -> tuple[str, ...]:
        """The code and all codes below it."""
        return (ident, *(i for i, _ in self.walk(ident)))

    def color_of(self, ident: str) -> str:
        """The code's own colour, else that of the nearest category with one, else by position."""
        found = self._colors.get(ident)
        if found is None:
            found = self._colors[ident] = self._color(ident)
        return found

    @cached_property
    def _colors(self) -> dict[str, str]:
        """Colours that were asked for."""
        return {}

    def _color(self, ident: str) -> str:
        for candidate in (ident, *self.ancestors(ident)):
            code = self.codes.get(candidate)
            if code and code.color:
                return code.color
        roots = self.children.get("", ())
        theme = self.theme_of(ident)
        return COLORS[roots.index(theme) % len(COLORS)] if theme in roots else COLORS[0]

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for ident, code in self.codes.items():
            if not code.merged_into:
                found.setdefault(code.name.casefold(), []).append(ident)
        return {k: tuple(v) for k, v in found.items()}

    def find(self, given: str) -> str | None:
        """The id of a code given by id or name; an id wins, an ambiguous name is an error."""
        if given in self.codes:
            return self.resolve(given)
        matches = self._by_name.get(given.strip().casefold(), ())
        exact = [i for i in matches if self.codes[i].name == given.strip()]
        matches = tuple(exact) or matches
        if len(matches) > 1:
            raise QcodeError(
                f"The code name “{given}” is ambiguous: {' or '.join(matches)}; use the id."
            )
        return matches[0] if matches else None

    def set(self, path: Sequence[str], value: Any) -> Codebook:
        """The codebook with the value at the path set, or removed by None.

        A new code stands after its last sibling, here as in the file. What has another shape
        than it should is never written over.
        """
        after = self.sibling_before(path, value)
        try:
            plain = set_at(self.plain, path, value)
        except ValueError as reason:
            raise QcodeError(
                f"codebooks/codebook.yaml: “{'.'.join(path)}” cannot be set, since {reason}; "
                "correct that first."
            ) from reason
        if after is not None:
            codes = dict(plain["codes"])
            new = codes.pop(path[1])
            ordered: dict[str, Any] = {}
            for ident, code in codes.items():
                ordered[ident] = code
                if ident == after:
                    ordered[path[1]] = new
            plain["codes"] = ordered
        return Codebook(plain)

    def sibling_before(self, path: Sequence[str], value: Any) -> str | None:
        """The code that a new one goes after: its last sibling, else its category; else None."""
        if len(path) != 2 or path[0] != "codes" or path[1] in self.codes:
            return None
        parent = str(value.get("parent") or "") if isinstance(value, dict) else ""
        siblings = [i for i, code in self.codes.items() if code.parent == parent]
        if siblings:
            return siblings[-1]
        return parent if parent in self.codes else None

    def get(self, path: Sequence[str]) -> Any:
        """The plain value at the path, or None."""
        return get_at(self.plain, path)
