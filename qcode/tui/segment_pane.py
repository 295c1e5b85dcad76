"""The pane about this segment: its codes, what is suggested, and the code under the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from textual.content import Content
from textual.message import Message
from textual.style import Style

from qcode.i18n import n_, t, term
from qcode.study.study import Study
from qcode.tui.offers import BANDS, CODE, PHRASE, SILENCE, TAKEN, Offer, Offers, Sight
from qcode.tui.palette import color_of
from qcode.tui.pieces import wrap
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
    others: bool = False
    """Whether others' codings lie here that are not drawn."""


class SegmentPane(StillText):
    """Codes, suggestions and details; every line that does something can be clicked."""

    DEFAULT_CSS = """
    SegmentPane {
        background: $surface; border: round $border-blurred; border-title-color: $text;
        padding: 0 1;
    }
    SegmentPane:focus { border: round $border; border-title-style: bold; }
    """

    class SightChanged(Message):
        """Other suggestions can be read in the pane than before."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[object, ...] = ()
        self._in_sight: frozenset[Sight] = frozenset()

    def in_sight(self) -> frozenset[Sight]:
        """The suggestions whose first lines stand in the pane as it is scrolled; none if folded."""
        if not self.display:
            return frozenset()
        found = (
            segment.style.meta.get("sight")
            for strip in self._shown()
            if strip is not None
            for segment in strip
            if segment.style is not None
        )
        return frozenset(sight for sight in found if sight)

    def _lay(self) -> None:
        super()._lay()
        self._look()

    def on_show(self) -> None:
        """It was folded before."""
        self._look()

    def on_hide(self) -> None:
        """It is folded."""
        self._look()

    def _look(self) -> None:
        seen = self.in_sight()
        if seen != self._in_sight:
            self._in_sight = seen
            self.post_message(self.SightChanged())

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


def _link(content: Content, action: str, sight: Sight | None = None) -> Content:
    meta: dict[str, Any] = {"@click": f"screen.{action}"}
    return content.stylize(Style.from_meta(meta | ({"sight": sight} if sight else {})))


def _codes(study: Study, info: SegmentInfo, ground: str) -> list[Content]:
    if info.hidden:
        return [Content.styled(t("{Codes} are hidden; z shows them."), "$text-muted")]
    if not info.codes and info.others:
        return [Content.styled(t("Coded by others; Z shows it. c picks a {code}."), "$text-muted")]
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
        said = Content.styled(t("No {suggestion}"), "$text-muted")
        lines.append(said.stylize(Style.from_meta({"sight": SILENCE})))
    for number, offer in enumerate(info.offers.codes, start=1):
        lines += _offer(study, offer, _mark(number, info.done.get(offer.code)), width)
    for number, phrase in enumerate(info.offers.phrases, start=6):
        line = Content.assemble(
            _mark(number, info.done.get(phrase.text)), ("+ ", "bold"), phrase.text
        ).truncate(width, ellipsis=True)
        lines.append(_link(line, f"take_words('{number}')", (PHRASE, phrase.text)))
    if not lines and info.hint:
        lines.append(Content.styled(info.hint, "$text-muted"))
    return lines


def _mark(number: int, done: str | None) -> Content:
    """The number of an offer that is open, else what became of it."""
    if done is None:
        return Content.styled(f"{number} ", "bold $text-accent")
    return Content.styled("✓ " if done == TAKEN else "✗ ", "$text-muted")


def _offer(study: Study, offer: Offer, mark: Content, width: int) -> list[Content]:
    """The name with a bar for how sure; that as a word, and the reason: two lines each at most."""
    bar = _BARS.get(offer.band, "")
    room = max(6, width - len(bar) - 3)
    name, *more = _lines(title_of(offer.code, study), room)
    left = Content.assemble(mark, (name, "bold"))
    gap = max(1, width - left.cell_length - len(bar))
    lines = [Content.assemble(left, " " * gap, bar)]
    lines += [Content.styled(f"  {line}", "bold") for line in more]
    why = " · ".join(p for p in (t(BANDS.get(offer.band, offer.band)), offer.reason) if p)
    lines += [Content.styled(f"  {line}", "$text-muted") for line in _lines(why, width - 2)]
    action = f"take_offer('{offer.code}')"
    first, *rest = lines
    return [_link(first, action, (CODE, offer.code)), *(_link(line, action) for line in rest)]


def _lines(text: str, width: int) -> list[str]:
    """The words over two lines at most; `…` where there are more."""
    found = wrap([(text, "")], max(6, width), 2)
    return ["".join(piece for piece, _ in line) for line in found] or [""]


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


class OneLine(NamedTuple):
    """The suggestions in one line, and those that stand in it."""

    content: Content = Content("")
    in_sight: frozenset[Sight] = frozenset()


def one_line(study: Study, offers: Offers, done: Mapping[str, str], width: int) -> OneLine:
    """The suggestions that fit in one line, for a narrow terminal; `…` where there are more."""
    parts: list[Content] = []
    seen: list[Sight] = []
    if offers.silent:
        parts.append(Content.styled(t("No {suggestion}"), "$text-muted"))
        seen.append(SILENCE)
    used = sum(part.cell_length + 2 for part in parts)
    named = [
        (n, title_of(o.code, study), "take", (CODE, o.code))
        for n, o in enumerate(offers.codes, start=1)
    ] + [
        (n, f"+ {p.text}", "take_words", (PHRASE, p.text))
        for n, p in enumerate(offers.phrases, start=6)
    ]
    for at, (number, name, action, sight) in enumerate(named, start=1):
        part = Content.assemble(_mark(number, done.get(sight[1])), name)
        room = width - used - (3 if at < len(named) else 0)
        if not parts:
            part = part.truncate(max(1, room), ellipsis=True)
        if part.cell_length > room:
            parts.append(Content.styled("…", "$text-muted"))
            break
        used += part.cell_length + 2
        parts.append(_link(part, f"{action}('{number}')"))
        seen.append(sight)
    return OneLine(Content("  ").join(parts), frozenset(seen))


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
