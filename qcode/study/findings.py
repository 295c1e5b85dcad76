"""What is wrong in a codebook that could be read, each with its place and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qcode.study.code import CODE_FIELDS, COLORS, STATUSES, Code
from qcode.study.codebook import SETTING_FIELDS, TOP_FIELDS, Codebook, Finding
from qcode.study.match import RuleError, parse
from qcode.study.settings import setting_findings
from qcode.study.shape import LISTS, MAPPINGS, passed_over, right_shape
from qcode.study.theory import theory_findings


def findings(codebook: Codebook) -> list[Finding]:
    """All that is wrong in a codebook that could be read, each with its place and the remedy."""
    found = _unknown_fields(codebook)
    raw = codebook.plain.get("codes")
    for ident, plain in raw.items() if isinstance(raw, dict) else ():
        path = ("codes", ident)
        if not isinstance(plain, dict):
            found.append(Finding(path, f"the code “{ident}” must be a mapping with a name"))
        else:
            found.extend(_code_findings(codebook, path, codebook.codes[ident], plain))
            found.extend(_rule_findings(path, codebook.codes[ident]))
    for number, link in enumerate(codebook.links):
        for end in (link.source, link.target):
            if end not in codebook.codes:
                found.append(
                    Finding(
                        ("links", str(number)),
                        f"the link {link.id or number + 1} names the code “{end}”, which is not in "
                        "the codebook; remove the link or restore the code",
                    )
                )
    return [
        *found,
        *_namesakes(codebook),
        *passed_over(codebook.plain),
        *setting_findings(codebook),
        *theory_findings(codebook),
    ]


def _namesakes(codebook: Codebook) -> Iterator[Finding]:
    """Codes that no name can tell apart; merged ones are no longer named."""
    first: dict[str, str] = {}
    for ident, code in codebook.codes.items():
        if not code.merged_into and first.setdefault(code.name, ident) != ident:
            yield Finding(
                ("codes", ident),
                f"“{code.name}” is also the name of the code “{first[code.name]}”; rename one of "
                "the two or merge them (until then only their ids tell them apart)",
                "warning",
            )


def _unknown_fields(codebook: Codebook) -> list[Finding]:
    found = [
        Finding((key,), _unknown(key, TOP_FIELDS), "warning")
        for key in codebook.plain
        if key not in TOP_FIELDS
    ]
    for key in codebook.settings:
        if key not in SETTING_FIELDS:
            found.append(Finding(("settings", key), _unknown(key, SETTING_FIELDS), "warning"))
    return found


def _code_findings(
    codebook: Codebook, path: tuple[str, ...], code: Code, plain: Mapping[str, Any]
) -> Iterator[Finding]:
    for key, value in plain.items():
        if key not in CODE_FIELDS:
            yield Finding((*path, key), _unknown(key, CODE_FIELDS), "warning")
        elif not right_shape(key, value):
            wanted = "a mapping" if key in MAPPINGS else "a list" if key in LISTS else "text"
            yield Finding((*path, key), f"the field “{key}” must be {wanted}")
    if not plain.get("name"):
        yield Finding(path, f"the code “{code.id}” has no name; its id stands in for it", "warning")
    if code.parent and code.parent not in codebook.codes:
        yield Finding(
            (*path, "parent"),
            f"the parent “{code.parent}” of “{code.id}” is not in the codebook; add it or correct "
            f"the name (until then “{code.id}” stands at the root)",
        )
    elif code.parent and codebook.parents.get(code.id) != code.parent:
        yield Finding(
            (*path, "parent"),
            f"“{code.id}” is above itself in a circle of parents; give one of them another parent "
            f"(until then “{code.id}” stands at the root)",
        )
    if code.merged_into and codebook.resolve(code.id) not in codebook.codes:
        yield Finding(
            (*path, "merged_into"),
            f"“{code.id}” is merged into “{code.merged_into}”, which is missing",
        )
    if code.status not in STATUSES:
        yield Finding(
            (*path, "status"),
            f"the status “{code.status}” is none of {', '.join(STATUSES)}",
            "warning",
        )
    if code.color and code.color not in COLORS:
        yield Finding(
            (*path, "color"), f"the colour “{code.color}” is none of {', '.join(COLORS)}", "warning"
        )


def _rule_findings(path: tuple[str, ...], code: Code) -> Iterator[Finding]:
    for number, rule in enumerate(code.match):
        try:
            parse(rule)
        except RuleError as error:
            yield Finding((*path, "match", str(number)), f"a match rule of “{code.id}”: {error}")


def _unknown(key: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    hint = f"; did you mean “{near[0]}”?" if near else "; it is kept but not used"
    return f"the field “{key}” is unknown{hint}"
