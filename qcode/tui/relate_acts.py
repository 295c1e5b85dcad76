"""Relating codes from any screen: a new link, and a coding as evidence for or against one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from qcode.i18n import language, t
from qcode.study.change import Change
from qcode.study.link_edits import AGAINST, SUPPORTS, add_link, attach
from qcode.study.links import find_link, link_types, type_label
from qcode.study.selective import find_proposition
from qcode.study.study import Study
from qcode.tui.segment_pane import title_of
from qcode.tui.study_screen import StudyScreen

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def link_words(study: Study, source: str, type_: str, target: str) -> str:
    """A link in the language of the interface: source, type, target."""
    kind = type_label(type_, language())
    return f"{title_of(source, study)} → {kind} → {title_of(target, study)}"


def ask_type(
    screen: StudyScreen, question: str, then: Callable[[str], object], *, more: str = ""
) -> None:
    """Asks for a type of link by one key, or for a new one; `more` is the label of the key `-`."""
    from qcode.tui.key_menu import KeyMenu
    from qcode.tui.prompt import LinePrompt

    types = link_types(screen.study.codebook)
    choices = [(k, type_label(name, language())) for k, name in zip(KEYS, types, strict=False)]
    choices.append(("+", t("another type")))
    if more:
        choices.append(("-", more))

    def named(name: str | None) -> None:
        if name and name.strip():
            then(" ".join(name.split()))

    def chosen(key: str | None) -> None:
        if key == "+":
            screen.app.push_screen(LinePrompt(t("A type of link of your own")), named)
        elif key == "-":
            then("")
        elif key:
            then(types[KEYS.index(key)])

    screen.app.push_screen(KeyMenu(question, choices), chosen)


def start_link(
    screen: StudyScreen,
    source: str,
    target: str = "",
    *,
    supports: Sequence[str] = (),
    done: Callable[[str], None] | None = None,
) -> None:
    """Asks for what a link still needs, its type and where it leads, and makes it.

    `done` hears its id.
    """
    from qcode.tui.code_picker import CodePicker, Picked

    def make(type_: str, other: str) -> None:
        made: list[str] = []

        def build(study: Study) -> Change:
            change, ident = add_link(study, source, other, type_, supports=supports)
            made.append(ident)
            return change

        said = t("Linked: {link}", link=link_words(screen.study, source, type_, other))
        if screen.do(build, said) and done:
            done(made[-1])

    def typed(type_: str) -> None:
        if target:
            make(type_, target)
            return

        def picked(chosen: Picked | None) -> None:
            if chosen and chosen.codes:
                make(type_, chosen.codes[0])
            elif chosen:
                screen.say(t("Choose a {code} that is there."), "warning")

        title = f"{title_of(source, screen.study)} → {type_label(type_, language())} → …"
        screen.app.push_screen(CodePicker(screen.study, title=title, several=False), picked)

    name = title_of(source, screen.study)
    question = f"{name} … {title_of(target, screen.study)}:" if target else f"{name} …"
    ask_type(screen, question, typed)


def attach_codings(screen: StudyScreen, codings: Iterable[str]) -> None:
    """Asks for a link or a proposition and a side, and attaches the codings to it."""
    from qcode.tui.relate_picker import EvidencePicker, Owner

    found = list(codings)
    codes = [
        screen.study.codebook.resolve(place[1].code)
        for ident in found
        if (place := screen.study.find_coding(ident))
    ]

    def chosen(owner: Owner | None) -> None:
        if owner is None:
            return
        words = owner_words(screen.study, owner.path)
        side = SUPPORTS if owner.supports else AGAINST
        said = t("For: {what}", what=words) if owner.supports else t("Against: {what}", what=words)
        screen.do(lambda study: attach(study, owner.path, found, side), said)

    picker = EvidencePicker(screen.study, codes)
    if picker.choices:
        screen.app.push_screen(picker, chosen)
    else:
        screen.say(t("There is no link yet; on F4 L makes one."))


def owner_words(study: Study, path: Sequence[str]) -> str:
    """A link or a proposition in words."""
    if path[0] == "links":
        link = find_link(study.codebook, path[1])
        return link_words(study, link.source, link.type, link.target) if link else path[1]
    proposition = find_proposition(study.codebook, path[-1])
    return proposition.text if proposition else path[-1]


class RelateActs(StudyScreen):
    """The keys for a link from a code and for a coding as evidence."""

    marked: dict[str, None]

    def current_code(self) -> str:
        """The code that the cursor is about."""
        raise NotImplementedError

    @property
    def on_quote(self) -> bool:
        """Whether the cursor is on a quote and not on a code."""
        raise NotImplementedError

    def action_link(self) -> None:
        """A link from the marked code to the one at the cursor, or from that one to another."""
        here = self.current_code()
        others = [c for c in self.marked if c != here]
        if len(others) > 1:
            self.say(t("Mark one {code} only: the link goes from it to the one at the cursor."))
        elif others and here:
            start_link(self, others[0], here)
        elif here:
            start_link(self, here)
