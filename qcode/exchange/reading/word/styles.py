"""How Word's paragraphs and runs look: bold, italic, and the numbers that it writes itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off", "none"}
_MAX_DEPTH = 20


def w(tag: str) -> str:
    """The qualified name of a WordprocessingML tag or attribute."""
    return f"{_W}{tag}"


@dataclass(frozen=True, slots=True)
class Look:
    """Whether text is bold and italic."""

    bold: bool = False
    italic: bool = False


def flag(properties: Any, tag: str, otherwise: bool) -> bool:
    """A toggle such as `w:b` of run properties; absent means as inherited."""
    found = properties.find(w(tag)) if properties is not None else None
    return otherwise if found is None else found.get(w("val"), "1") not in _OFF


def _value(parent: Any, tag: str) -> str:
    found = parent.find(w(tag)) if parent is not None else None
    return "" if found is None else str(found.get(w("val"), ""))


class Styles:
    """The looks of the document's styles, each resolved through what it is based on."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._by_id = {s.get(w("styleId"), ""): s for s in root.iter(w("style"))}
        self._looks: dict[str, Look] = {}
        self._default = next(
            (
                s.get(w("styleId"), "")
                for s in root.iter(w("style"))
                if s.get(w("type")) == "paragraph" and s.get(w("default")) not in {None, *_OFF}
            ),
            "",
        )

    def look(self, ident: str, depth: int = 0) -> Look:
        """The look of a style by its id; a plain one for an unknown id or a circle."""
        style = self._by_id.get(ident)
        if style is None or depth > _MAX_DEPTH:
            return Look()
        if ident not in self._looks:
            base = self.look(_value(style, "basedOn"), depth + 1)
            properties = style.find(w("rPr"))
            self._looks[ident] = Look(
                flag(properties, "b", base.bold), flag(properties, "i", base.italic)
            )
        return self._looks[ident]

    def of_paragraph(self, element: Any) -> tuple[str, Look]:
        """The paragraph's style id and the look it gives its text."""
        ident = _value(element.find(w("pPr")), "pStyle") or self._default
        return ident, self.look(ident)

    def of_run(self, run: Any, inherited: Look) -> Look:
        """The look of a run within a paragraph of this look."""
        properties = run.find(w("rPr"))
        style = _value(properties, "rStyle")
        if style:
            own = self.look(style)
            inherited = Look(inherited.bold or own.bold, inherited.italic or own.italic)
        return Look(flag(properties, "b", inherited.bold), flag(properties, "i", inherited.italic))


class Numbering:
    """Automatic numbers: noise, unless the number's own text is a label (`P:`, `R%1.`)."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, str], str] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._styled: dict[str, tuple[str, str]] = {}
        self._read_styles(document)
        root = _numbering_root(document)
        if root is None:
            return
        abstract = {a.get(w("abstractNumId")): a for a in root.iter(w("abstractNum"))}
        for num in root.iter(w("num")):
            source = abstract.get(_value(num, "abstractNumId"))
            for level in source.iter(w("lvl")) if source is not None else ():
                key = (num.get(w("numId"), ""), level.get(w("ilvl"), "0"))
                self._levels[key] = _value(level, "lvlText")

    def _read_styles(self, document: Any) -> None:
        for style in document.styles.element.iter(w("style")):
            properties = style.find(w("pPr"))
            number = properties.find(w("numPr")) if properties is not None else None
            if number is not None:
                key = (_value(number, "numId"), _value(number, "ilvl") or "0")
                self._styled[style.get(w("styleId"), "")] = key

    def of_paragraph(self, element: Any, style: str) -> tuple[bool, str]:
        """Whether the paragraph is numbered, and the label that its number spells, if any."""
        properties = element.find(w("pPr"))
        number = properties.find(w("numPr")) if properties is not None else None
        key = self._styled.get(style, ("", "0"))
        if number is not None:
            key = (_value(number, "numId"), _value(number, "ilvl") or "0")
        if key[0] in {"", "0"}:
            return False, ""
        self._counts[key] += 1
        text = self._levels.get(key, "")
        spelled = re.sub(r"%\d", "", text)
        if not re.search(r"[^\W\d_]", spelled) or (len(spelled) == 1 and "%" not in text):
            return True, ""
        return True, re.sub(r"%\d", str(self._counts[key]), text).strip(" :：\t")


def _numbering_root(document: Any) -> Any:
    from docx.opc.constants import RELATIONSHIP_TYPE

    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
            return relation.target_part.element
    return None
