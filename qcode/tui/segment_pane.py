"""The pane about this segment: its codes, what is suggested, and the code under the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from qcode.i18n import n_, t, term
from qcode.study.study import Study
from qcode.tui.offers import BANDS, TAKEN, Offer, Offers
from qcode.tui.palette import color_of
from qcode.tui.still_text import StillText

_BARS = {"sure": "▮▮▮", "likely": "▮▮▯", "maybe": "▮▯▯"}


class CodeHere(NamedTuple):
    """A coding on the segment."""

    coding: str
    code: str
    coder: str
    mine: bool
    current: bool
    memo: str = ""


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """All that the pane shows."""

    codes: tuple[CodeHere, ...] = ()
    offers: Offers = field(default_factory=Offers)
    hint: str = ""
    """What to do where there are no suggestions."""
    detail: str = ""
    """The code to describe."""
    hidden: bool = False
    done: Mapping[str, str] = field(default_factory=dict)
    """Offers that were taken or refused, by code or phrase."""


class SegmentPane(StillText):
    """Codes, suggestions and details; every line that does something can be clicked."""

    DEFAULT_CSS = """
    SegmentPane {
        background: $surface; border: round $border-blurred; border-title-color: $text;
        padding: 0 1;
    }
    SegmentPane:focus { border: round $border; border-title-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[object, ...] = ()

    def on_mount(self) -> None:
        """Its title."""
        self.border_title = t("this {segment}")

    def show(self, study: Study, info: SegmentInfo, ground: str) -> None:
        """Write the pane anew, if what it shows has changed."""
        width = self.content_size.width
        drawn = (id(study), info, ground, width)
        if drawn == self._drawn or not width:
            return
        stay = bool(self._drawn) and self._drawn[1] == info
        self._drawn = drawn
        blocks = (
            _codes(study, info, ground),
            [] if info.hidden else _offers(study, info, width),
            _details(study, info.detail),
        )
        rule = Content.styled("─" * width, "$border-blurred")
        lines: list[Content] = []
        for block in blocks:
            if block:
                lines += [*([rule] if lines else []), *block]
        self.write(Content("\n").join(lines), stay=stay)


def _link(content: Content, action: str) -> Content:
    return content.stylize(Style.from_meta({"@click": f"screen.{action}"}))


def _codes(study: Study, info: SegmentInfo, ground: str) -> list[Content]:
    if info.hidden:
        return [Content.styled(t("{Codes} are hidden; z shows them."), "$text-muted")]
    if not info.codes:
        return [Content.styled(t("No {code} here yet: c picks one."), "$text-muted")]
    lines = []
    for here in info.codes:
        book = study.codebook
        ident = book.resolve(here.code)
        name = book.codes[ident].name if ident in book.codes else here.code
        mark = "▸" if here.current else " "
        style = "bold" if here.current else ""
        who = "" if here.mine else f"  {here.coder}"
        dot = color_of(book.color_of(ident), ground)
        line = Content.assemble(mark, ("●", dot), " ", (name, style), (who, "$text-muted"))
        lines.append(_link(line, f"choose_coding('{here.coding}')"))
        if here.memo:
            lines.append(Content.styled(f"   {here.memo}", "italic"))
    return lines


def _offers(study: Study, info: SegmentInfo, width: int) -> list[Content]:
    lines = []
    if info.offers.silent:
        lines.append(Content.styled(t("No {suggestion}"), "$text-muted"))
    for number, offer in enumerate(info.offers.codes, start=1):
        lines += _offer(study, offer, _mark(number, info.done.get(offer.code)), width)
    for number, phrase in enumerate(info.offers.phrases, start=6):
        line = Content.assemble(
            _mark(number, info.done.get(phrase.text)), ("+ ", "bold"), phrase.text
        ).truncate(width, ellipsis=True)
        lines.append(_link(line, f"take_words('{number}')"))
    if not lines and info.hint:
        lines.append(Content.styled(info.hint, "$text-muted"))
    return lines


def _mark(number: int, done: str | None) -> Content:
    """The number of an offer that is open, else what became of it."""
    if done is None:
        return Content.styled(f"{number} ", "bold $text-accent")
    return Content.styled("✓ " if done == TAKEN else "✗ ", "$text-muted")


def _offer(study: Study, offer: Offer, mark: Content, width: int) -> list[Content]:
    """Two lines: the name with a bar for how sure; that as a word, and the reason."""
    bar = _BARS.get(offer.band, "")
    left = Content.assemble(mark, (title_of(offer.code, study), "bold"))
    left = left.truncate(max(6, width - len(bar) - 1), ellipsis=True)
    gap = max(1, width - left.cell_length - len(bar))
    first = Content.assemble(left, " " * gap, bar)
    why = " · ".join(p for p in (t(BANDS.get(offer.band, offer.band)), offer.reason) if p)
    second = Content.styled(f"  {why}", "$text-muted").truncate(width, ellipsis=True)
    action = f"take_offer('{offer.code}')"
    return [_link(first, action), _link(second, action)]


def _details(study: Study, ident: str) -> list[Content]:
    book = study.codebook
    code = book.codes.get(ident)
    if code is None:
        return []
    path = book.path_above(ident)
    used = study.rolled_counts.get(ident, 0)
    lines = [Content.styled(code.name, "bold")]
    above = [path] if path else []
    counted = n_("{n} {coding}", "{n} {codings}", used)
    lines.append(Content.styled(" · ".join([*above, counted]), "$text-muted"))
    lines.append(
        Content(code.definition)
        if code.definition
        else Content.styled(t("no definition yet"), "$text-muted italic")
    )
    lines += [Content(f"+ {item}") for item in code.include]
    lines += [Content(f"− {item}") for item in code.exclude]
    for example in code.examples[:3]:
        if isinstance(example, str):
            lines.append(Content.styled(f"“{example}”", "italic"))
        elif found := study.find_coding(str(example.get("coding", ""))):
            lines.append(Content.styled(f"“{found[1].quote}”", "italic"))
    if not code.retired:
        lines.append(_link(Content.styled(t("put it here"), "underline"), f"put_code('{ident}')"))
    return lines


def one_line(study: Study, offers: Offers, done: Mapping[str, str], width: int) -> Content:
    """The suggestions in one line, for a narrow terminal."""
    parts: list[Content] = []
    if offers.silent:
        parts.append(Content.styled(t("No {suggestion}"), "$text-muted"))
    used = sum(part.cell_length + 2 for part in parts)
    named = [
        (n, title_of(o.code, study), "take", done.get(o.code))
        for n, o in enumerate(offers.codes, start=1)
    ] + [
        (n, f"+ {p.text}", "take_words", done.get(p.text))
        for n, p in enumerate(offers.phrases, start=6)
    ]
    for number, name, action, fate in named:
        part = Content.assemble(_mark(number, fate), name)
        if used + part.cell_length + 2 > width:
            break
        used += part.cell_length + 2
        parts.append(_link(part, f"{action}('{number}')"))
    return Content("  ").join(parts)


def hint_for(mode: str, *, available: bool, coded: bool, pending: bool = False) -> str:
    """What to say where no suggestion is shown."""
    if not available or mode == "never":
        return ""
    if pending:
        return t("{Suggestions} come in a moment…")
    if mode == "on-key":
        return t("~ asks for {suggestions}.")
    if mode == "after-own" and not coded:
        return t("{Suggestions} come after a {code} of your own; ~ asks now.")
    return t("Nothing to suggest here.")


def title_of(ident: str, study: Study) -> str:
    """A code's name, for notices."""
    code = study.codebook.codes.get(study.codebook.resolve(ident))
    return code.name if code else term("code")
