"""The menu of what is set about suggestions: when they show, from which chance, who is blind."""

from __future__ import annotations

from qcode.i18n import N_, percent, t
from qcode.study.codebook import SUGGESTION_MODES
from qcode.study.settings import chance_of, set_setting, threshold_of, turn_blind
from qcode.suggest.account_words import MODES
from qcode.tui.key_menu import KeyMenu
from qcode.tui.prompt import LinePrompt
from qcode.tui.study_screen import StudyScreen

CHANCES = {
    "0%": N_("any chance"),
    "15%": N_("15% (as usual)"),
    "40%": N_("likely (40%)"),
    "75%": N_("sure (75%)"),
}


def ask_what_to_set(screen: StudyScreen) -> None:
    """Ask what to set, or to see the account."""
    app, book = screen.qcode, screen.study.codebook
    blind = t("end my blind pass") if app.blind else t("begin a blind pass")
    choices = [
        ("s", t("when they show: {mode}", mode=t(MODES[book.suggestions]))),
        ("t", t("from which chance on: {percent}", percent=percent(threshold_of(book), None))),
        ("b", blind),
        ("a", t("account")),
    ]

    def chosen(key: str | None) -> None:
        if key == "a":
            app.open_screen("account")
        elif key and app.session.read_only:
            screen.say(app.session.read_only, "warning")
        elif key == "s":
            _ask_when(screen)
        elif key == "t":
            _ask_threshold(screen)
        elif key == "b":
            _turn_blind(screen)

    app.push_screen(KeyMenu(t("{Suggestions}:"), choices), chosen)


def _ask_when(screen: StudyScreen) -> None:
    choices = [(str(n), t(MODES[mode])) for n, mode in enumerate(SUGGESTION_MODES, start=1)]

    def chosen(key: str | None) -> None:
        if key:
            mode = SUGGESTION_MODES[int(key) - 1]
            _set(screen, "suggestions", mode, t("{Suggestions} show: {mode}.", mode=t(MODES[mode])))

    screen.app.push_screen(KeyMenu(t("When {suggestions} show:"), choices), chosen)


def _ask_threshold(screen: StudyScreen) -> None:
    choices = [(str(n), t(label)) for n, label in enumerate(CHANCES.values(), start=1)]
    another = str(len(choices) + 1)

    def chosen(key: str | None) -> None:
        if key == another:
            now = percent(threshold_of(screen.study.codebook), None)
            hint = t("Below this chance of the first {code} no {code} is shown.")
            screen.app.push_screen(LinePrompt(t("A chance, such as 25%"), now, hint), typed)
        elif key:
            typed(list(CHANCES)[int(key) - 1])

    def typed(said: str | None) -> None:
        chance = chance_of(said) if said else None
        if chance is not None:
            told = t(
                "{Suggestions} show from a chance of {percent} on.", percent=percent(chance, None)
            )
            _set(screen, "threshold", said or "", told)
        elif said:
            screen.say(t("“{said}” is no chance: 0 to 100%.", said=said), "warning")

    choices.append((another, t("another")))
    screen.app.push_screen(KeyMenu(t("Show {codes} when the first is:"), choices), chosen)


def _set(screen: StudyScreen, name: str, said: str, told: str) -> None:
    screen.do(lambda study: set_setting(study, name, said), told)


def _turn_blind(screen: StudyScreen) -> None:
    blind = not screen.qcode.blind
    told = (
        t("You {code} blind now, by yourself; , b ends it.")
        if blind
        else t("The blind pass has ended.")
    )
    coder = screen.qcode.session.coder
    screen.do(lambda study: turn_blind(study, coder, blind=blind), told)
